"""What the heading of a table says of all its actions: that they are earlier ones, or new."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from scrutiny_cli.importing.imported_meeting import Sign
from scrutiny_cli.importing.recognise.action_labels import ListKind, find_list_kind

_ACTIONS = r"(?:actions?|action points?|action items?|items|tasks|matters)"
_EARLIER = re.compile(
    rf"\b(?:previous|last|prior|past|earlier|outstanding|completed?|closed|carried|brought|"
    rf"ongoing|on-going|open|existing|overdue|remaining|discharged|unresolved)\b.*\b{_ACTIONS}\b|"
    rf"\b{_ACTIONS}\b.*\b(?:previous|last|prior|past|earlier|outstanding|completed?|closed|carried|"
    rf"brought|ongoing|on-going|still open)\b|"
    r"\bmatters arising from\b|\b(?:review|update|progress|follow[ -]?up|report)s? (?:of|on|from) "
    rf"(?:the )?(?:\w+ ){{0,2}}{_ACTIONS}\b",
    re.IGNORECASE,
)
_NEW = re.compile(
    rf"\bnew (?:\w+ )?{_ACTIONS}\b|\b{_ACTIONS}\b.*\b(?:this|today's|today’s) meeting\b|"
    rf"\b{_ACTIONS} (?:agreed|raised) (?:today|at the meeting)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\b{_ACTIONS} (?:\w+ )?(?:from|of|at|raised at) (?:the )?(?P<number>[0-9]{{1,4}})"
    r"(?:st|nd|rd|th) (?:\w+ )?meeting\b",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(
    r"(?<![0-9])(?:(?P<before>[0-9]{1,4})(?:st|nd|rd|th)(?: \w+){0,3} meeting|"
    r"meeting (?:no\.? ?|number |nr\.? ?)?(?P<after>[0-9]{1,4})(?![0-9/:.]))",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:actions?|matters|previous|last|next|approv\w+|accept\w+|agreed|confirm\w+|signed)\b",
    re.IGNORECASE,
)
_MATTERS = re.compile(r"\b(?:matters|actions) arising\b", re.IGNORECASE)
_LOG = re.compile(
    r"\b(?:logs?|trackers?|registers?|schedules?|sheets?|grids?|tables?|lists?)\b", re.IGNORECASE
)
_NEXT = re.compile(r"\b(?:next steps|for the next meeting)\b", re.IGNORECASE)
_COMPLETED = re.compile(
    rf"\b(?P<words>completed?|closed|discharged)\s+(?:\w+ )?{_ACTIONS}\b|"
    rf"\b{_ACTIONS}\s*(?:[:–—(-]\s*)?(?:(?:that are|now) )?"
    r"(?P<after>completed?|closed|discharged)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    rf"(?:all )?(?:completed?|closed|outstanding|new|previous|ongoing|open|current|carried forward|"
    rf"brought forward|overdue|discharged)(?: (?:\w+ )?{_ACTIONS})?"
    rf"(?: (?:from|of|since|as at|raised).{{0,60}})?:?|{_ACTIONS}(?: \w+){{0,3}} "
    r"(?:from|of|raised|since|at)\b.{0,100}",
    re.IGNORECASE,
)


def find_own_numbers(texts: Iterable[str]) -> frozenset[str]:
    """Return the numbers that a document may give its meeting: `14th meeting`, `Meeting 14`."""
    own = (text for text in texts if _OF_OTHERS.search(text) is None)
    found = (match for text in own for match in _OWN_NUMBER.finditer(text))
    return frozenset(match["before"] or match["after"] for match in found)


def is_about_other_meeting(
    titles: Iterable[str], numbers: frozenset[str], day: date | None
) -> bool:
    """Whether the nearest heading of actions is that of a meeting of another number or day."""
    for title in titles:
        found = _NUMBERED.search(title)
        if found is not None:
            return bool(numbers) and found["number"] not in numbers
        if find_list_kind(title, day) is ListKind.EARLIER:
            return True
    return False


def find_sign(titles: Iterable[str], *, has_reports: bool = False) -> Sign:
    """Return what the nearest heading that says so says of the actions below it.

    Below `Matters arising` they are earlier ones where the table has a column of reports.
    """
    for title in titles:
        if has_reports and _MATTERS.search(title):
            return Sign.EARLIER
        if _NEW.search(title):
            return Sign.NEW
        if _EARLIER.search(title) and not _NEXT.search(title):
            return Sign.EARLIER
    return Sign.UNKNOWN


def find_completed(titles: Iterable[str]) -> str | None:
    """Return the word of a heading that says that the actions below it are completed."""
    for title in titles:
        found = _COMPLETED.search(title)
        if found is not None:
            return found["words"] or found["after"]
        if find_sign([title]) is not Sign.UNKNOWN:
            return None
    return None


def has_log(titles: Iterable[str]) -> bool:
    """Whether the heading is that of a list which is kept from meeting to meeting."""
    return any(map(_LOG.search, titles))


def name_group(text: str) -> str:
    """Return the heading of a group of rows with what it is about: `Closed actions`."""
    words = " ".join(text.split()).rstrip(":")
    return words if re.search(_ACTIONS, words, re.IGNORECASE) else f"{words} actions"


def is_group_title(text: str) -> bool:
    """Whether the only text of a row is the heading of the rows below, as `Closed actions`."""
    return _GROUP.fullmatch(" ".join(text.split())) is not None
