"""Days in the text of a document: what they are, and which lines are about a meeting."""

from __future__ import annotations

import re
from datetime import date

from scrutiny_cli.minutes.dates.calendar_days import BadDate, make_date
from scrutiny_cli.minutes.dates.date_words import full_year
from scrutiny_cli.minutes.dates.days_in_figures import Day

_MEETING_WORDS = re.compile(
    r"\b(?:minutes|meeting|meetings|board|committee|council|panel|senate|group|assembly|forum"
    r"|call (?:notes|minutes)|weekly call|notes|agenda|agm|egm|telecon|teleconference"
    r"|trustees|governors|directors|sitting)\b",
    re.IGNORECASE,
)


def resolve_day(day: Day) -> date | None:
    """Return the date that a day in a text is; None where it is not certain."""
    if day.day is None or day.month is None or day.year is None:
        return None
    try:
        return make_date(full_year(day.year), day.month, day.day)
    except BadDate:
        return None


def is_meeting_text(text: str) -> bool:
    """Whether a text speaks of minutes, a meeting or a board."""
    return _MEETING_WORDS.search(text) is not None
