"""Entries of lists: their fields made of a text, and texts without a field's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from scrutiny_cli.minutes.fields import ENTRY_FIELDS, PERSON_LISTS, TEXT_LISTS
from scrutiny_cli.minutes.lines import Line, has_field_beside, read_lines_below
from scrutiny_cli.minutes.remedies import suggest_for_field, suggest_lines
from scrutiny_cli.minutes.statuses import KNOWN
from scrutiny_cli.minutes.yaml.fault import Fault
from scrutiny_cli.minutes.yaml_scalars import write_scalar

MISSING_NAME = "A field's name is missing before this text."
MISSING_DASH = "This entry of the list does not begin with a dash."
COLON_IN_TEXT = (
    "There is a colon inside this text, so YAML reads the words before it as a field's name."
)
_REF_FIRST = r"(?:(?:action|ref|number|no\.?)\s+)?((?:[^\W\d]{1,5} )?\S*\d\S*?)[:.,;]?\s+(\S.*)"
# A field of an update that is written after the number, on the same line.
_NAMED_FIELD = r"(status|due|owner|note): +(.+?)(?=[ ,;]+(?:status|due|owner|note): |$)"
_NUMBER_FIRST = r"(\d+/\d+)[:.]?\s+(\S.*)"
_INITIALS = r"(\S.*?)\s*\(([^\W\d_]{1,5})\)"
_NO_SPACE = r"[ \t]*(?:- +)*([a-z_]+):(?=[^\s:])"
_ENUMERATION = r"^\(?(?:\d{1,3}|[a-z])[.)]\s+"
_EDGE = " \t:;,–—-"
_MAX_REF_LENGTH = 40
_MAX_REF_WORDS = 2  # as in "BOD 60"
_MAX_INITIALS = 5
_PERSON_FIELDS = ("initials", "name")
_FIRST_FIELDS = {
    "actions": ("action", "ref"),
    "brought_forward": ("action", "ref"),
    "updates": ("ref",),
    "items": ("title", "number"),
    "decisions": ("decision", "ref"),
    "papers": ("title",),
    "agenda": ("title",),
}
# What a text without a name may be where an entry has the field already that it would be.
_SECOND_FIELDS = {"action": "ref", "name": "initials", "title": "number"}


def write_entry(list_name: str, text: str) -> list[str] | None:
    """Return the lines of an entry for a text without a field; None where they cannot be known."""
    text = " ".join(text.split())
    if list_name == "updates":
        return _write_update(text)
    found = re.fullmatch(_NUMBER_FIRST, text)
    if found and list_name in ("actions", "brought_forward"):
        return [f"- ref: {found[1]}", f"  action: {write_scalar(found[2])}"]
    name = ENTRY_FIELDS.get(list_name)
    if name == "name":
        return _write_person(text)
    return [f"- {name}: {write_scalar(text)}"] if name else None


def write_entries(list_name: str, texts: Iterable[str]) -> list[str] | None:
    """Return the lines of a list for texts without dashes; None where they cannot be known."""
    shown: list[str] = []
    for text in texts:
        words = re.sub(_ENUMERATION, "", text.strip())
        is_text = list_name in TEXT_LISTS | PERSON_LISTS
        lines = [f"- {write_scalar(words)}"] if is_text else write_entry(list_name, words)
        if lines is None:
            return None
        shown += lines
    return shown


def _write_update(text: str) -> list[str] | None:
    words = text.split(maxsplit=3)
    if any(len(word) > _MAX_REF_LENGTH for word in words[:2]):
        return None
    found = re.fullmatch(_REF_FIRST, text, re.IGNORECASE)
    if found is None:
        is_ref = re.search(r"\d", text) and len(words) <= _MAX_REF_WORDS
        return [f"- ref: {write_scalar(text)}"] if is_ref else None
    rest = found[2].strip(_EDGE)
    fields = re.findall(_NAMED_FIELD, rest) if re.match(_NAMED_FIELD, rest) else []
    if fields and len(dict(fields)) == len(fields):
        named = [f"  {name}: {write_scalar(value)}" for name, value in fields]
        return [f"- ref: {write_scalar(found[1])}", *named]
    name = "status" if KNOWN.find_status(rest) is not None else "note"
    return [f"- ref: {write_scalar(found[1])}", f"  {name}: {write_scalar(rest)}"]


def _write_person(text: str) -> list[str]:
    role, colon, name = text.partition(": ")
    if colon and _is_initials(role):  # "AB: Ada Bell"
        return [f"- initials: {role}", f"  name: {write_scalar(name)}"]
    if colon:  # "Chair: Tom Byrne"
        return [*_write_person(name), f"  role: {write_scalar(role)}"]
    found = re.fullmatch(_INITIALS, text)
    if found:
        return [f"- initials: {found[2]}", f"  name: {write_scalar(found[1])}"]
    name = "initials" if _is_initials(text) else "name"
    return [f"- {name}: {write_scalar(text)}"]


def _is_initials(text: str) -> bool:
    return text.isupper() and text.isalpha() and len(text) <= _MAX_INITIALS


def find_missing_space(line: Line) -> Fault | None:
    """Find that a line begins with a field's name without a space after its colon."""
    mark = re.match(_NO_SPACE, line.text)
    if mark is None:
        return None
    start, end = (line.start + at for at in mark.span(1))
    rest = line.text[mark.end() :].strip()
    value = rest if rest[:1] in ("[", "{") else write_scalar(rest)
    hint = suggest_lines(f"{line.dash}{mark[1]}: {value}")
    return Fault(start, end + 1, f"A space is missing after `{mark[1]}:`.", hint)


def find_missing_field(text: str, line: Line, list_name: str) -> Fault | None:
    """Find that an entry with fields begins with a text of which the field's name is missing."""
    if not line.has_dash or line.name or not line.value or list_name not in ENTRY_FIELDS:
        return None
    if line.value[0] in "[{":  # its fields are in brackets, which have a fault of their own
        return None
    if (spaceless := find_missing_space(line)) is not None:
        return spaceless
    start = line.start + line.column
    name, _, rest = line.value.partition(" ")
    if rest and name in _FIRST_FIELDS.get(list_name, _PERSON_FIELDS):
        message = f"The colon is missing after `{name}`."
        hint = suggest_lines(f"- {name}: {write_scalar(rest)}")
        return Fault(start, start + len(name), message, hint)
    return _report_nameless_text(text, line, list_name)


def _report_nameless_text(text: str, line: Line, list_name: str) -> Fault:
    """Report a text without a field's name, with its likely name if the entry lacks that field."""
    name = ENTRY_FIELDS[list_name]
    below = takewhile(
        lambda below: below.is_bare and below.edge > line.edge, read_lines_below(text, line)
    )
    whole = [line, *below]
    words = " ".join(part.text[part.column :].strip() for part in whole)
    lines = write_entry(list_name, words)
    if has_field_beside(text, line, name):
        name = "" if list_name in ("agenda", "papers") else _SECOND_FIELDS.get(name, "")
        lines = [f"- {name}: {write_scalar(words)}"] if name else None
        if not name or has_field_beside(text, line, name):
            lines, name = None, ""
    hint = f"Begin it with `- {name}:`." if name else "Begin it with a field's name and a colon."
    if lines:
        hint = suggest_for_field(text, line, len(whole), lines)
    end = line.start + len(line.text.rstrip())
    return Fault(line.start + line.column, end, MISSING_NAME, hint)
