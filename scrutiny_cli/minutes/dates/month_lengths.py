"""How long months are, and the same day some months later."""

from __future__ import annotations

from datetime import date

_FEBRUARY = 2
_MONTHS_IN_A_YEAR = 12
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def count_days(year: int, month: int) -> int:
    """Return how many days a month has."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + (is_leap and month == _FEBRUARY)


def add_months(start: date, count: int) -> date:
    """Return the same day so many months later, or the last of a shorter month.

    Raises OverflowError beyond the last day that a computer knows.
    """
    year, month = divmod(start.year * _MONTHS_IN_A_YEAR + start.month - 1 + count, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, count_days(year, month + 1)))
