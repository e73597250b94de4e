"""When the clocks of a time zone change: what a calendar has to say of it (RFC 5545, 3.6.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class ClockTime(NamedTuple):
    """How a zone counts its hours: the difference from UTC, and what this is called."""

    offset: timedelta
    name: str
    is_summer_time: bool


class ClockChange(NamedTuple):
    """A change of the clocks: `begin` is by the local clock as it is until then."""

    begin: datetime
    before: ClockTime
    after: ClockTime


def list_clock_changes(zone: tzinfo, years: Iterable[int]) -> Iterator[ClockChange]:
    """Return the changes of the clocks in some years, and how each begins where that is new."""
    known: ClockTime | None = None
    for year in sorted(set(years)):
        moment = datetime(year, 1, 1, tzinfo=UTC)
        clock = _read_clock(zone, moment)
        if clock != known:
            yield ClockChange(datetime(year, 1, 1), clock, clock)  # noqa: DTZ001  by its own clock
        known = clock
        while moment.year == year:
            after = _read_clock(zone, moment + _DAY)
            if after != known:
                change = _find_change(zone, moment, known)
                begin = (change + known.offset).replace(tzinfo=None)
                yield ClockChange(begin, known, after)
            known, moment = after, moment + _DAY


def _read_clock(zone: tzinfo, moment: datetime) -> ClockTime:
    local = moment.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return ClockTime(offset, local.tzname() or "", (local.dst() or timedelta()) > timedelta())


def _find_change(zone: tzinfo, begin: datetime, clock: ClockTime) -> datetime:
    """Return the first minute after `begin`, within a day, that has another clock."""
    low, high = 0, _DAY // _MINUTE
    while high - low > 1:
        middle = (low + high) // 2
        is_same = _read_clock(zone, begin + middle * _MINUTE) == clock
        low, high = (middle, high) if is_same else (low, middle)
    return begin + high * _MINUTE
