"""The pattern of a board's numbers, such as `{n}/{yy}`, and what may be wrong with one."""

from __future__ import annotations

import re
from typing import NamedTuple

# How an action without a number is named by its place: a meeting's name, and a number.
PLACE_KEY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[\w.-]+)?#[bB]?[0-9]+"

NAMES = ("n", "yy", "yyyy", "yy+1", "meeting")
NAME = re.compile(r"\{([^{}]*)\}")
SECOND_YEAR = "{yy+1}"
_EXAMPLE = 'Write it in quotes, for example refs: "{n}/{yy}"'
_KNOWN = "It has {n} once, and {yy}, {yyyy}, {yy+1} or {meeting} besides."
_APART = 'Write a character between them, for example refs: "{meeting}.{n}"'


class PatternFault(NamedTuple):
    """What is wrong with a pattern, and what to write instead."""

    message: str
    hint: str = _EXAMPLE


def pattern_fault(pattern: str) -> PatternFault | None:
    """Return what is wrong with a pattern; None where nothing is."""
    names = NAME.findall(pattern)
    return _names_fault(names) or _text_fault(NAME.sub("", pattern)) or _number_fault(pattern)


def _names_fault(names: list[str]) -> PatternFault | None:
    unknown = next((name for name in names if name not in NAMES), None)
    if unknown is not None:
        return PatternFault(f"Nothing is called {{{unknown}}}.", _KNOWN)
    twice = next((name for name in names if names.count(name) > 1), None)
    return PatternFault(f"It has {{{twice}}} more than once.") if twice is not None else None


def _text_fault(text: str) -> PatternFault | None:
    if "{" in text or "}" in text:
        return PatternFault("It has one brace of a pair.", _KNOWN)
    return PatternFault("It has a comma, which separates refs.") if "," in text else None


def _number_fault(pattern: str) -> PatternFault | None:
    if "{n}" not in pattern:
        return PatternFault("It lacks {n}, the number itself.")
    if _runs_together(pattern):
        return PatternFault("{n} and {meeting} run together: 112 might be 1 of meeting 12.", _APART)
    return None


def _runs_together(pattern: str) -> bool:
    """Whether nothing but figures and spaces is between {n} and {meeting}."""
    between = re.search(r"\{n\}(.*)\{meeting\}|\{meeting\}(.*)\{n\}", pattern)
    if between is None:
        return False
    text = NAME.sub("", between[1] or between[2] or "")
    return not re.sub(r"[\s0-9]", "", text)


def year_fault(pattern: str, year_starts: int | None) -> PatternFault | None:
    """Return a fault where a pattern names a second year, and the board's year has none."""
    if SECOND_YEAR not in pattern or (year_starts is not None and year_starts > 1):
        return None
    message = "{yy+1} is the second year of a board's year that spans two, and this one does not."
    hint = "Add the month in which the board's year begins, for example year_starts: April"
    return PatternFault(message, hint)
