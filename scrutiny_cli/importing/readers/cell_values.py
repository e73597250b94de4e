"""The values of cells as a sheet shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from scrutiny_cli.importing.readers.number_format import show_number, shows_day, shows_time
from scrutiny_cli.minutes.dates.month_names import ENGLISH


def show_value(value: object, code: str) -> tuple[date | None, str]:
    """Return the day that a value is, if it is one, and its text; `code` is the cell's format."""
    if isinstance(value, datetime):
        return _show_day(value.date(), value.time(), code)
    if isinstance(value, date):
        return _show_day(value, time(), code)
    return None, _show_text(value, code)


def _show_day(day: date, at: time, code: str) -> tuple[date, str]:
    if not shows_day(code) and not shows_time(code):
        return day, f"{ENGLISH.months[day.month - 1][0]} {day.year}"
    has_time = at != time() and shows_time(code)
    return day, f"{day.isoformat()} {at:%H:%M}" if has_time else day.isoformat()


def _show_text(value: object, code: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return show_number(value, code)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)
