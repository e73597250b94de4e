"""Periods of time: the years and quarters of a board, and the times between its meetings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.actionlog.refs import board_year
from scrutiny_cli.minutes.dates.month_lengths import add_months
from scrutiny_cli.minutes.model import Meeting

_DAY = timedelta(days=1)
_YEAR, _QUARTER = 12, 3  # months


class Period(NamedTuple):
    """Some days, the first and the last one included.

    `label` is what it is called: `2025`, `2025/26`, `2025 Q1`, or the names of the meetings on
    its last day; "" where it has no name.
    """

    label: str
    first: date
    last: date


class PeriodIndex:
    """Periods in order, in which days are found."""

    def __init__(self, periods: Iterable[Period]) -> None:
        """Keep the periods; none may begin before the one before it has ended."""
        self.periods = tuple(periods)
        self._lasts = [period.last for period in self.periods]

    def find_period(self, day: date) -> int | None:
        """Return the place of the period that has a day."""
        at = bisect_left(self._lasts, day)
        return at if at < len(self.periods) and self.periods[at].first <= day else None

    def find_end(self, day: date | None) -> int:
        """Return the place of the first period that ends on a day or later; None: never."""
        return len(self.periods) if day is None else bisect_left(self._lasts, day)


def split_by_year(first: date, last: date, year_starts: int | None) -> Iterator[Period]:
    """Iterate over the board's years of some days; the outer ones may be incomplete."""
    for begin, end in _split_by_months(first, last, year_starts, _YEAR):
        yield Period(_name_year(begin, year_starts), max(first, begin), end)


def split_by_quarter(first: date, last: date, year_starts: int | None) -> Iterator[Period]:
    """Iterate over the quarters of the board's years; the outer ones may be incomplete."""
    for begin, end in _split_by_months(first, last, year_starts, _QUARTER):
        number = (begin.month - (year_starts or 1)) % _YEAR // _QUARTER + 1
        label = f"{_name_year(begin, year_starts)} Q{number}"
        yield Period(label, max(first, begin), end)


def split_by_meeting(first: date, last: date, meetings: Iterable[Meeting]) -> Iterator[Period]:
    """Iterate over the times up to each meeting's day, then the time since the last one.

    Each begins on the day after the meeting before. Meetings of one day have one together.
    """
    names: dict[date, list[str]] = {}
    for meeting in meetings:
        if first <= meeting.date <= last:
            names.setdefault(meeting.date, []).append(meeting.name)
    for day, named in names.items():
        yield Period(", ".join(named), first, day)
        first = day + _DAY if day < last else last
    if not names or max(names) < last:
        yield Period("", first, last)


def _name_year(day: date, year_starts: int | None) -> str:
    """Return what the board's year of a day is called: `2025`, or `2025/26` if it spans two."""
    year = board_year(day, year_starts)
    spans_two = year_starts is not None and year_starts > 1
    return f"{year}/{(year + 1) % 100:02}" if spans_two else str(year)


def _split_by_months(
    first: date, last: date, year_starts: int | None, count: int
) -> Iterator[tuple[date, date]]:
    """Iterate over the first and the last day of each part of the years; no end is after `last`."""
    year = board_year(first, year_starts)
    begin = date(year, year_starts or 1, 1) if year > 0 else date.min
    while begin <= last:
        try:
            after = add_months(begin, count)
        except OverflowError:  # beyond the last day that a computer knows
            after = date.max
        if after > first:
            yield begin, min(last, after - _DAY) if after < date.max else last
        if after == date.max:
            break
        begin = after
