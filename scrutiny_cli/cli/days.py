"""Today, and a day as a person types it."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date, datetime

from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.run_state import RUN

_FIRST_YEAR = 1000
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_typed_day(text: str, today: date, *, month_first: bool = False) -> date:
    """Return the day that is typed: any form of a date, or `today`."""
    if text.strip().casefold() == "today":
        return today
    day = _parse_iso_day(text) or _parse_day(text, month_first=month_first)
    if day.year < _FIRST_YEAR:
        message = f"“{text}”: No board met in the year {day.year}. Write the year as in 2015-06-25."
        raise UsageError(message)
    return day


def _parse_iso_day(text: str) -> date | None:
    """Return a day as in 2015-06-25; None where it is none, or written in another way."""
    with suppress(ValueError):
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    return None


def _parse_day(text: str, *, month_first: bool) -> date:
    from scrutiny_cli.minutes.dates.date_reader import (  # noqa: PLC0415  few runs read a day
        BadDate,
        read_date,
    )

    try:
        return read_date(text, month_first=month_first)
    except BadDate as bad:
        raise UsageError(f"“{text}”: {bad.advice}") from bad


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
