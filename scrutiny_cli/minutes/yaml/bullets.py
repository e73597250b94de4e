"""Entries of lists that begin with a long dash or a bullet, as in Word, and not with a hyphen."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.fields import ENTRY_FIELDS, TEXT_LISTS
from scrutiny_cli.minutes.lines import Line, find_lines_of_entry, is_short, parse_line
from scrutiny_cli.minutes.remedies import suggest_instead, suggest_lines
from scrutiny_cli.minutes.yaml.entries import write_entry
from scrutiny_cli.minutes.yaml.fault import Fault
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_LONG_DASHES = "–—\u2212\u2012\u2015"
_BULLETS = "•·∙‣▪●○◦*+§\uf0b7\uf0a7"
_NUMBER = r"\d{1,3}[.)](?= [a-z_]+:)"  # before a field's name
_SIGN = rf"[ \t]*+(--+(?=\s)|[{_LONG_DASHES}{_BULLETS}]|o(?=\t)|-(?=[^\s-])|{_NUMBER})"
BULLET = rf"{_SIGN}\s*"  # at the start of a line; a plain `-` and a space are not one
_FIELDS = frozenset(ENTRY_FIELDS.values()) | {"initials", "role", "link", "ref", "organisation"}


def find_bullet_places(text: str) -> list[int]:
    """Return where a line begins with a sign that is not a hyphen and a space."""
    # A pattern that begins with a line feed is found in a third of the time of one with `^`.
    return [mark.start(1) - 1 for mark in re.finditer(rf"\n{_SIGN}", f"\n{text}")]


def find_bullet(text: str, line: Line, list_name: str) -> Fault | None:
    """Find that a line of a list does not begin with a hyphen and a space."""
    mark = re.match(BULLET, line.text)
    if mark is None or (list_name not in ENTRY_FIELDS and list_name not in TEXT_LISTS):
        return None
    start, end = (line.start + at for at in mark.span(1))
    first = _write_after_dash(list_name, line.text[mark.end() :].strip())
    hint = (
        "Begin the line with a hyphen and a space: `- `."
        if first is None
        else _suggest_entry(text, line, first)
    )
    return Fault(start, end, _describe_bullet(mark[1]), hint)


def find_bullets(text: str, line: Line, list_name: str, end: int) -> Fault | None:
    """Find that the lines of a whole list begin with another sign; it ends at `end`."""
    fault = find_bullet(text, line, list_name)
    lines = [part.strip() for part in text[line.start : end].rstrip().split("\n")]
    if fault is None or not is_short(lines):
        return fault
    shown: list[str] = []
    for part in filter(None, lines):
        mark = re.match(BULLET, part)
        if mark is None and shown and list_name in TEXT_LISTS:  # the text above continues
            above = shown[-1][2:]
            above = above[1:-1] if above[:1] == '"' else above
            shown[-1] = "- " + write_scalar(f"{above} {part}")
            continue
        words = part[mark.end() :] if mark else part
        shown += _write_after_dash(list_name, words) or [f"- {part}"]
    return fault._replace(hint=suggest_instead(text, line, len(lines), shown))


def _describe_bullet(mark: str) -> str:
    """Return the message about a sign that begins a line instead of a hyphen and a space."""
    if mark in _LONG_DASHES:
        return "This entry begins with a long dash."
    if mark == "-":
        return "A space is missing after the `-`."
    sign = f"`{mark}`" if mark.isprintable() else "a bullet"
    return f"This entry begins with {sign}, not with `- `."


def _write_after_dash(list_name: str, rest: str) -> list[str] | None:
    """Return the lines of an entry from what follows its dash."""
    parts = parse_line(rest)
    if re.match("[-\t]", rest) or not rest:
        return None
    if parts.name and (parts.name in _FIELDS or list_name not in TEXT_LISTS):
        is_yaml = parts.value[:1] in ("'", '"', "[", "{", "|") or not parts.value
        value = parts.value if is_yaml else write_scalar(parts.value)
        return [f"- {parts.name}: {value}{parts.comment}".rstrip()]
    if list_name in TEXT_LISTS:
        return [f"- {write_scalar(rest)}"]
    return write_entry(list_name, rest)


def _suggest_entry(text: str, line: Line, first: list[str]) -> str:
    """Return the hint for an entry; its other fields are shown where their indent must change."""
    lines = find_lines_of_entry(text, line)
    below = next((other for other in lines[1:] if not other.is_empty), None)
    if below is None or not below.name or below.edge == line.edge + 2 or not is_short(lines):
        return suggest_lines(*first)
    shift = 2 - below.edge
    rest = [
        "" if other.is_empty else " " * max(other.edge + shift, 0) + other.text.strip()
        for other in lines[1:]
    ]
    return suggest_instead(text, line, len(lines), [*first, *rest])
