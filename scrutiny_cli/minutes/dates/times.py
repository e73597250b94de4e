"""Times of the day as boards write them; what cannot be read with certainty is not read."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

_MOMENT = (
    r"(?:(?P<noon{0}>(?:12(?:[:.]?00)? ?)?(?:noon|midday))"
    r"|(?P<hour{0}>\d{{1,2}})(?:[:.]?(?P<minute{0}>\d{{2}}))?"
    r"(?: ?(?:(?P<half{0}>[ap])\.? ?m\.?|(?P<whole{0}>hrs?|hours)\.?))?)"
)
_TO = r"(?: ?[-–—‐‑] ?| (?:to|until|till|and) )"
_HOURS = f"(?a)(?:(?:at|from|between) )?{_MOMENT.format(1)}(?:{_TO}{_MOMENT.format(2)})?"

_NOON = 12
_HOURS_OF_A_DAY = 24
_MINUTES = 60
_EARLIEST = 8  # “7:30” may be meant for the evening; “07:30” or “8:00” is certainly not


class Hours(NamedTuple):
    """When a meeting begins, by the local clock, and when it ends; None if that is not certain."""

    begin: time
    end: time | None = None


class _ClockTime(NamedTuple):
    """An hour as it is written: `half` is a or p of am and pm, None where neither is written.

    `exact`: it is one of 24 hours, whatever is written beside it.
    """

    hour: int
    minute: int
    half: str | None
    exact: bool


def read_hours(text: str) -> Hours | None:
    """Read `9:00am`, `9.30 to 11 am`, `14:00–16:00`, `12 noon`; None if that is not certain.

    A time with neither am nor pm is one of 24 hours, unless the other one shows which half of
    the day is meant. An end that is not after its beginning is ignored.
    """
    found = re.fullmatch(_HOURS, " ".join(text.split()).casefold().rstrip("."))
    if found is None:
        return None
    begin = _read_clock_time(found, 1)
    if found["noon2"] is None and found["hour2"] is None:
        return _find_only_begin(_list_readings(begin, None))
    end = _read_clock_time(found, 2)
    begins, ends = _list_readings(begin, end), _list_readings(end, begin)
    both = (Hours(first, last) for first in begins for last in ends if first < last)
    return next(both, None) or _find_only_begin(begins)


def _find_only_begin(begins: list[time]) -> Hours | None:
    """Return the beginning alone, where it has but one reading."""
    return Hours(begins[0]) if len(begins) == 1 else None


def _read_clock_time(found: re.Match[str], at: int) -> _ClockTime:
    if found[f"noon{at}"] is not None:
        return _ClockTime(_NOON, 0, None, exact=True)
    written = found[f"hour{at}"]
    hour, minute = int(written), int(found[f"minute{at}"] or 0)
    exact = written.startswith("0") or hour > _NOON or found[f"whole{at}"] is not None
    return _ClockTime(hour, minute, found[f"half{at}"], exact)


def _list_readings(clock: _ClockTime, other: _ClockTime | None) -> list[time]:
    """Return what a moment may mean beside another, the likeliest first."""
    if clock.minute >= _MINUTES or clock.hour >= _HOURS_OF_A_DAY:
        return []
    if clock.half is not None:
        return _read_half(clock, clock.half)
    if clock.exact:
        return [time(clock.hour, clock.minute)]
    if other is not None and other.half is not None:
        halves = "ap" if other.half == "a" else "pa"
        return [way for half in halves for way in _read_half(clock, half)]
    return [time(clock.hour, clock.minute)] if clock.hour >= _EARLIEST else []


def _read_half(clock: _ClockTime, half: str) -> list[time]:
    """Read an hour with am or pm; `14:00pm` is 14:00, `14:00am` is nothing."""
    if clock.hour > _NOON:
        return [time(clock.hour, clock.minute)] if half == "p" else []
    if clock.hour == 0:
        return []
    return [time(clock.hour % _NOON + (_NOON if half == "p" else 0), clock.minute)]
