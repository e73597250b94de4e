"""The board's numbers: their pattern, and the next free one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.walk import raised_in
from scrutiny_cli.minutes.text import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.actionlog.calendar import Calendar
    from scrutiny_cli.minutes.model import Meeting, Raised, Series


class Number(NamedTuple):
    """A ref read by a pattern: its n, and what else the pattern names, as text."""

    n: int
    within: tuple[str, ...]


def number_of(pattern: str, ref: str) -> Number | None:
    """Read a ref by a pattern such as `{n}/{yy}`; None where it does not fit."""
    match = _expression(pattern).fullmatch(squeezed(ref))
    if match is None:
        return None
    found = match.groupdict()
    return Number(int(found.pop("n")), tuple(found.values()))


def fits(pattern: str, ref: str) -> bool:
    """Whether a ref is written as a pattern would write it: without zeros before the number."""
    found = number_of(pattern, ref)
    return found is not None and squeezed(_written(pattern, *found)) == squeezed(ref)


def _written(pattern: str, n: int, within: Iterable[str]) -> str:
    others = iter(within)
    return re.sub(r"\{(\w+)\}", lambda m: str(n) if m[1] == "n" else next(others), pattern)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    parts = {
        "n": r"(?P<n>[0-9]{1,9})",
        "yy": r"(?P<yy>[0-9]{2})",
        "yyyy": r"(?P<yyyy>[0-9]{4})",
        "meeting": r"(?P<meeting>[^/\\\s]+?)",
    }
    pieces = re.split(r"\{(\w+)\}", pattern)
    return re.compile(
        "".join(
            parts[piece] if at % 2 else re.escape(squeezed(piece))
            for at, piece in enumerate(pieces)
        )
    )


def everything(meeting: Meeting) -> Iterator[Raised]:
    """Give all that a meeting brings forward and raises."""
    yield from meeting.brought_forward
    yield from (found.raised for found in raised_in(meeting))


def pattern_of(series: Series, calendar: Calendar) -> str | None:
    """Give the series' pattern, else `{n}/{yy}` where the latest numbers raised all fit it."""
    if series.refs is not None:
        return str(series.refs)
    for meeting in reversed(calendar.meetings):
        refs = [one.ref for one in everything(meeting) if one.ref is not None]
        own = refs[sum(1 for one in meeting.brought_forward if one.ref is not None) :]
        if own:
            fits = all(number_of("{n}/{yy}", ref) for ref in own)
            return "{n}/{yy}" if fits else None
    return None


def within(pattern: str, meeting: Meeting, calendar: Calendar) -> tuple[str, ...]:
    """Give what the pattern names besides {n}, as it reads for a meeting."""
    values = {
        "yy": f"{meeting.date:%y}",
        "yyyy": f"{meeting.date:%Y}",
        "meeting": squeezed(ordinal(meeting, calendar)),
    }
    names = re.findall(r"\{(yy|yyyy|meeting)\}", pattern)
    return tuple(values[name] for name in names)


def ordinal(meeting: Meeting, calendar: Calendar) -> str:
    """Give the meeting's number, else one more than that of the last that is no extra one."""
    if meeting.number is not None:
        return str(meeting.number)
    count = 0
    for one in calendar.meetings:
        if one.is_regular and (one.date, one.name) <= (meeting.date, meeting.name):
            digits = re.search(r"[0-9]+", one.number) if one.number is not None else None
            count = int(digits[0]) if digits else count + 1
    return str(count)


def next_free(series: Series, calendar: Calendar, meeting: Meeting) -> str | None:
    """Give the next free number for an action that a meeting raises; None: nothing is numbered."""
    pattern = pattern_of(series, calendar)
    if pattern is None:
        return None
    wanted = within(pattern, meeting, calendar)
    taken = (one.ref for each in calendar.meetings for one in everything(each))
    numbers = (number_of(pattern, ref) for ref in taken if ref is not None)
    highest = max((found.n for found in numbers if found and found.within == wanted), default=0)
    return _written(pattern, highest + 1, wanted)
