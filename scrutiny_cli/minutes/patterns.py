"""The pattern of a board's numbers, such as `{n}/{yy}`, and what is wrong with a faulty one."""

from __future__ import annotations

import re
from typing import NamedTuple

# The key of an action without a number: its meeting's name, and its place there.
PLACE_KEY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[\w.-]+)?#[bB]?[0-9]+"

_PLACE_KEY = re.compile(PLACE_KEY)
NAMES = ("n", "yy", "yyyy", "yy+1", "meeting")
NAME = re.compile(r"\{([^{}]*)\}")
SECOND_YEAR = "{yy+1}"
_EXAMPLE = 'for example refs: "{n}/{yy}"'
_KNOWN = "Write {n} once, and add {yy}, {yyyy}, {yy+1} or {meeting} if the board uses them."
_APART = 'Separate them, for example refs: "{meeting}.{n}"'


def is_key(text: str) -> bool:
    """Whether a text has the form of an action's key."""
    return "#" in text and _PLACE_KEY.fullmatch("".join(text.split())) is not None


class PatternFault(NamedTuple):
    """What is wrong with a pattern, and what to write instead."""

    message: str
    hint: str


def pattern_fault(pattern: str) -> PatternFault | None:
    """Return what is wrong with a pattern; None if nothing is."""
    names = NAME.findall(pattern)
    return _names_fault(names) or _text_fault(NAME.sub("", pattern)) or _number_fault(pattern)


def _names_fault(names: list[str]) -> PatternFault | None:
    unknown = next((name for name in names if name not in NAMES), None)
    if unknown is not None:
        return PatternFault(f"{{{unknown}}} has no meaning here.", _KNOWN)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is None:
        return None
    return PatternFault(f"It has {{{twice}}} more than once.", f"Write it once, {_EXAMPLE}")


def _text_fault(text: str) -> PatternFault | None:
    if "{" in text or "}" in text:
        return PatternFault("One of its braces is missing.", f"Add it, {_EXAMPLE}")
    if "," not in text:
        return None
    message = "It has a comma, but commas separate numbers."
    return PatternFault(message, f"Use another character, {_EXAMPLE}")


def _number_fault(pattern: str) -> PatternFault | None:
    if "{n}" not in pattern:
        return PatternFault("It needs {n}, the number itself.", f"Add it, {_EXAMPLE}")
    if _runs_together(pattern):
        message = "Nothing separates {n} and {meeting}, so 112 could be 1 and 12, or 11 and 2."
        return PatternFault(message, _APART)
    return None


def _runs_together(pattern: str) -> bool:
    """Whether there is nothing but digits and spaces between {n} and {meeting}."""
    between = re.search(r"\{n\}(.*)\{meeting\}|\{meeting\}(.*)\{n\}", pattern)
    if between is None:
        return False
    text = NAME.sub("", between[1] or between[2] or "")
    return not re.sub(r"[\s0-9]", "", text)


def year_fault(pattern: str, year_starts: int | None) -> PatternFault | None:
    """Return a fault if a pattern has a second year, but the board's year begins in January."""
    if SECOND_YEAR not in pattern or (year_starts is not None and year_starts > 1):
        return None
    message = "{yy+1} is for a year that does not begin in January, but this board's year does."
    hint = "Add the month in which the board's year begins, for example year_starts: April"
    return PatternFault(message, hint)
