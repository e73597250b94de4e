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


def parse_typed_day(text: str, today: date, flag: str = "", *, month_first: bool = False) -> date:
    """Return the day that is typed: any form of a date, or `today`.

    `flag` is the option that it is typed after, or how else a message names the place.
    """
    if text.strip().casefold() == "today":
        return today
    day = _parse_iso_day(text) or _parse_day(text, flag, month_first=month_first)
    if day.year < _FIRST_YEAR:
        raise UsageError(
            f"{_label_flag(flag)}“{text}” is in the year {day.year}. "
            "Type the year in full, for example 2015-06-25."
        )
    return day


def _parse_iso_day(text: str) -> date | None:
    """Return a day as in 2015-06-25; None where it is not one, or written in another way."""
    with suppress(ValueError):
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    return None


def _parse_day(text: str, flag: str, *, month_first: bool) -> date:
    from scrutiny_cli.minutes.dates.date_reader import (  # noqa: PLC0415  few runs read a day
        BadDate,
        read_date,
    )

    try:
        return read_date(text, month_first=month_first)
    except BadDate as bad:
        raise UsageError(describe_bad_date(flag, text, bad.message, bad.hint)) from bad


def describe_bad_date(flag: str, text: str, message: str, hint: str) -> str:
    """Return the message for a typed text that is not a date.

    `message` and `hint` are what is wrong and what to write in a file.
    """
    what = f"“{text}” {message[5:]}" if message.startswith("This ") else f"“{text}”: {message}"
    if hint.startswith("Write it as ") and flag:
        example = f"{flag}{'' if flag.endswith('=') else ' '}2015-06-25"
        hint = f"Type {hint[6:].removesuffix('.')}, for example {example}"
    elif hint.startswith("Write "):
        hint = f"Type {hint[6:]}"
    return f"{_label_flag(flag)}{what} {hint}".strip()


def _label_flag(flag: str) -> str:
    return f"{flag.removesuffix('=')}: " if flag else ""


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
    return parse_typed_day(fixed, now, "SCRUTINY_TODAY=")
