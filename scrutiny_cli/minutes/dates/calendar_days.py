"""Days of the calendar: make a date, or explain why it does not exist."""

from __future__ import annotations

from datetime import date

from scrutiny_cli.minutes.dates.date_styles import (
    format_date,
    format_date_with_weekday,
    weekday_name,
)
from scrutiny_cli.minutes.dates.date_words import LAST_DAY
from scrutiny_cli.minutes.dates.month_lengths import count_days
from scrutiny_cli.minutes.dates.month_names import ENGLISH, MONTH_NAMES

FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."


class BadDate(ValueError):
    """A text that should be a date and is not one: `message`, and in `hint` what to write.

    `has_more`: the text has other words as well as the date. `advice` is message and hint, for
    a person who types and has no file to put the other words into.
    """

    def __init__(self, message: str, hint: str = FORMS, *, has_more: bool = False) -> None:
        """Keep what is wrong, what to write instead, and whether there are other words."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.has_more = has_more
        self.advice = f"{message} {hint}".strip()


def make_date(year: int, month: int, day: int) -> date:
    """Return a date. Raises BadDate where it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(*_explain_invalid(year, month, day)) from None


def _explain_invalid(year: int, month: int, day: int) -> tuple[str, str]:
    if not 1 <= month <= len(MONTH_NAMES):
        return f"There is no month {month}.", "Correct the month."
    if year == 0:
        return "There is no year 0.", "Correct the year."
    if not 1 <= day <= LAST_DAY:
        return f"There is no day {day}.", "Correct the day."
    last = count_days(year, month)
    return f"{MONTH_NAMES[month - 1]} {year} has only {last} days.", "Correct the day or the month."


def check_weekday(day: date, named: int | None) -> None:
    """Raise BadDate if a date is not on the weekday given: 0 is Monday, None is no weekday."""
    if named is not None and named != day.weekday():
        hint = f"Write {format_date_with_weekday(day)}, or correct the date."
        wrong = ENGLISH.weekdays[named][0]
        raise BadDate(f"{format_date(day)} is a {weekday_name(day)}, not a {wrong}.", hint)
