"""Today, and a day as a person types it."""

from __future__ import annotations

import os
from datetime import date, datetime

from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.minutes.dates.date_reader import BadDate, read_date

_FIRST_YEAR = 1000


def parse_typed_day(text: str, today: date, *, month_first: bool = False) -> date:
    """Return the day that is typed: any form of a date, or `today`."""
    if text.strip().casefold() == "today":
        return today
    try:
        day = read_date(text, month_first=month_first)
    except BadDate as bad:
        raise UsageError(f"“{text}”: {bad.advice}") from bad
    if day.year < _FIRST_YEAR:
        message = f"“{text}”: No board met in the year {day.year}. Write the year as in 2015-06-25."
        raise UsageError(message)
    return day


def read_today() -> date:
    """Return today by the clock when it is first asked for, or as SCRUTINY_TODAY sets it."""
    fixed = os.environ.get("SCRUTINY_TODAY", "")
    if RUN.today is None or RUN.today[0] != fixed:
        RUN.today = fixed, _choose_today(fixed)
    return RUN.today[1]


def _choose_today(fixed: str) -> date:
    now = datetime.now().astimezone().date()
    if not fixed:
        return now
    try:
        return parse_typed_day(fixed, now)
    except UsageError as reason:
        raise UsageError(f"SCRUTINY_TODAY: {reason}") from reason
