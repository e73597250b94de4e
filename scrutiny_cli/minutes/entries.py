"""Entries of lists that are not written as such: a dash of Word's, or a field's name forgotten."""

from __future__ import annotations

import re
from itertools import takewhile

from scrutiny_cli.minutes.fault import Fault
from scrutiny_cli.minutes.fields import ENTRY_FIELDS, TEXT_LISTS
from scrutiny_cli.minutes.lines import (
    Line,
    has_field_beside,
    is_short,
    line_number,
    lines_below,
    lines_of_entry,
    split_line,
)
from scrutiny_cli.minutes.remedies import suggest_in_place, suggest_lines
from scrutiny_cli.minutes.statuses import KNOWN
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_LONG_DASHES = "–—\u2212\u2012\u2015"
_BULLETS = "•·∙‣▪●○◦*+§\uf0b7\uf0a7"
_NUMBER = r"\d{1,3}[.)](?= [a-z_]+:)"  # before a field's name
BULLET = rf"[ \t]*(--+(?=\s)|[{_LONG_DASHES}{_BULLETS}]|o(?=\t)|-(?=[^\s-])|{_NUMBER})\s*"
# At the start of a line; a plain `-` with a space after it is none.
BULLETS = rf"(?m)^{BULLET}"
_REF_FIRST = r"(?:(?:action|ref|number|no\.?)\s+)?((?:[^\W\d]{1,5} )?\S*\d\S*?)[:.,;]?\s+(\S.*)"
_NUMBER_FIRST = r"(\d+/\d+)[:.]?\s+(\S.*)"
_INITIALS = r"(\S.*?)\s*\(([^\W\d_]{1,5})\)"
_EDGE = " \t:;,–—-"
_LONGEST_REF = 40
_MOST_LINES = 200


def entry_lines(list_name: str, text: str) -> list[str] | None:
    """Give the lines of an entry for a text without a field; None where they cannot be known."""
    text = " ".join(text.split())
    if list_name == "updates":
        return _update_lines(text)
    found = re.fullmatch(_NUMBER_FIRST, text)
    if found and list_name in ("actions", "brought_forward"):
        return [f"- ref: {found[1]}", f"  action: {write_scalar(found[2])}"]
    name = ENTRY_FIELDS.get(list_name)
    if name == "name":
        return _person_lines(text)
    return [f"- {name}: {write_scalar(text)}"] if name else None


def _update_lines(text: str) -> list[str] | None:
    words = text.split(maxsplit=3)
    if any(len(word) > _LONGEST_REF for word in words[:2]):
        return None
    found = re.fullmatch(_REF_FIRST, text, re.IGNORECASE)
    if found is None:
        is_ref = re.search(r"\d", text) and len(words) <= 2  # noqa: PLR2004  as "BOD 60"
        return [f"- ref: {write_scalar(text)}"] if is_ref else None
    rest = found[2].strip(_EDGE)
    name = "status" if KNOWN.find(rest) is not None else "note"
    return [f"- ref: {write_scalar(found[1])}", f"  {name}: {write_scalar(rest)}"]


def _person_lines(text: str) -> list[str]:
    role, colon, name = text.partition(": ")
    if colon:  # "Chair: Tom Byrne"
        return [*_person_lines(name), f"  role: {write_scalar(role)}"]
    found = re.fullmatch(_INITIALS, text)
    if found:
        return [f"- initials: {found[2]}", f"  name: {write_scalar(found[1])}"]
    name = "initials" if text.isupper() and text.isalpha() and len(text) <= 5 else "name"  # noqa: PLR2004
    return [f"- {name}: {write_scalar(text)}"]


def find_bullet(text: str, line: Line, list_name: str) -> Fault | None:
    """Find that a line of a list begins with another sign than a hyphen and a space."""
    mark = re.match(BULLET, line.text)
    if mark is None or (list_name not in ENTRY_FIELDS and list_name not in TEXT_LISTS):
        return None
    start, end = (line.start + at for at in mark.span(1))
    first = list_entry(list_name, line.text[mark.end() :].strip())
    hint = "Begin the line with `- `." if first is None else _with_rest(text, line, first)
    return Fault(start, end, bullet_message(mark[1]), hint)


def find_bullets(text: str, line: Line, list_name: str, end: int) -> Fault | None:
    """Find that the lines of a whole list begin with another sign; it goes on to `end`."""
    slip = find_bullet(text, line, list_name)
    lines = [one.strip() for one in text[line.start : end].rstrip().split("\n")]
    if slip is None or len(lines) > _MOST_LINES:
        return slip
    shown: list[str] = []
    for one in filter(None, lines):
        mark = re.match(BULLET, one)
        if mark is None and shown and list_name in TEXT_LISTS:  # the text above goes on
            shown[-1] = "- " + write_scalar(f"{_unquoted(shown[-1][2:])} {one}")
            continue
        shown += list_entry(list_name, one[mark.end() :] if mark else one) or [f"- {one}"]
    first = line_number(text, line)
    return slip._replace(hint=suggest_in_place(first, first + len(lines) - 1, shown))


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] == '"' else text


def bullet_message(mark: str) -> str:
    """Say what a sign is that begins a line in place of a hyphen and a space."""
    if mark in _LONG_DASHES:
        return "This is a long dash: type `- `."
    if mark == "-":
        return "A space is missing after the `-`."
    named = f"`{mark}`" if mark.isprintable() else "a bullet"
    return f"An entry of a list does not begin with {named}: type `- `."


def list_entry(list_name: str, rest: str) -> list[str] | None:
    """Give the lines of an entry from what follows its dash."""
    parts = split_line(rest)
    if re.match("[-\t]", rest) or not rest:
        return None
    if parts.name and (parts.name in _FIELDS or list_name not in TEXT_LISTS):
        raw = parts.value[:1] in ("'", '"', "[", "{", "|") or not parts.value
        value = parts.value if raw else write_scalar(parts.value)
        return [f"- {parts.name}: {value}{parts.comment}".rstrip()]
    if list_name in TEXT_LISTS:
        return [f"- {write_scalar(rest)}"]
    return entry_lines(list_name, rest)


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
_OTHERS = {"action": "ref", "name": "initials", "title": "number"}
_FIELDS = frozenset(ENTRY_FIELDS.values()) | {"initials", "role", "link", "ref", "organisation"}


def _with_rest(text: str, line: Line, first: list[str]) -> str:
    """Give the hint for an entry; its other fields are shown where their indent must change."""
    lines = lines_of_entry(text, line)
    below = [one for one in lines[1:] if not one.is_empty]
    if not below or not below[0].name or below[0].edge == line.edge + 2 or not is_short(lines):
        return suggest_lines(*first)
    shift = line.edge + 2 - below[0].edge
    rest = [_shifted(one, shift - line.edge) for one in lines[1:]]
    number = line_number(text, line)
    return suggest_in_place(number, number + len(lines) - 1, [*first, *rest])


def _shifted(line: Line, by: int) -> str:
    return "" if line.is_empty else " " * max(line.edge + by, 0) + line.text.strip()


def find_missing_field(text: str, line: Line, list_name: str) -> Fault | None:
    """Find that an entry with fields begins with a text of which the field's name is missing."""
    if not line.has_dash or line.name or not line.value or list_name not in ENTRY_FIELDS:
        return None
    if line.value[0] in "[{":  # its fields are in brackets, which have a fault of their own
        return None
    start = line.start + line.column
    spaced = re.match(r"([a-z_]+):(?=[^\s:])", line.value)
    if spaced:
        rest = write_scalar(line.value[spaced.end() :])
        message = f"A space is missing after `{spaced[0]}`."
        return Fault(start, start + spaced.end(), message, suggest_lines(f"- {spaced[0]} {rest}"))
    name, _, rest = line.value.partition(" ")
    if rest and name in _FIRST_FIELDS.get(list_name, _PERSON_FIELDS):
        message = f"The colon is missing after `{name}`."
        hint = suggest_lines(f"- {name}: {write_scalar(rest)}")
        return Fault(start, start + len(name), message, hint)
    name = ENTRY_FIELDS[list_name]
    whole = [
        line,
        *takewhile(lambda below: below.is_bare and below.edge > line.edge, lines_below(text, line)),
    ]
    words = " ".join(one.text[one.column :].strip() for one in whole)
    lines = entry_lines(list_name, words)
    if has_field_beside(text, line, name):
        name = "" if list_name in ("agenda", "papers") else _OTHERS.get(name, "")
        lines = [f"- {name}: {write_scalar(words)}"] if name else None
        if not name or has_field_beside(text, line, name):
            lines, name = None, "…"
    message = f"This entry has no field's name before its text: write `- {name}: …`."
    number = line_number(text, line)
    hint = f"Begin it with `- {name}:`."
    if lines:
        last = number + len(whole) - 1
        hint = suggest_lines(*lines) if len(whole) == 1 else suggest_in_place(number, last, lines)
    return Fault(start, line.start + len(line.text.rstrip()), message, hint)
