"""The day of the next meeting: what the latest one announced, otherwise the schedule."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.dates import recurrence
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting


class NoMeetingDate(Exception):
    """No day can be taken for the next meeting; the message says what to type."""


class FoundDay(NamedTuple):
    """A day for the next meeting, and in whole sentences why it is that one."""

    day: date
    why: str


def find_next_day(book: MinuteBook, today: date) -> FoundDay:
    """Find the day of the next meeting, which is today or later.

    Raises NoMeetingDate where nothing gives it.
    """
    last = find_latest_regular(book.meetings)
    announced = None if last is None else last.announced_day
    if last is not None and announced is not None and _is_free(book, announced, today):
        return FoundDay(
            announced, f"{last.name} announces the next meeting for {_format_day(book, announced)}."
        )
    day = _scheduled_day(book, last, today)
    if day is None:
        raise NoMeetingDate(_why_no_day(book, last, announced, today))
    why = f"{_format_day(book, day)} is the next day in the schedule."
    passed = "" if last is None else _passed_day(book, last, announced)
    return FoundDay(day, " ".join(filter(None, (why, passed))))


def _format_day(book: MinuteBook, day: date) -> str:
    return date_formatter(book.series.dates)(day)


def _is_free(book: MinuteBook, day: date, today: date) -> bool:
    """Whether a day is today or later, and no meeting of that day was called off."""
    return day >= today and all(one.took_place or one.date != day for one in book.meetings)


def _scheduled_day(book: MinuteBook, last: Meeting | None, today: date) -> date | None:
    rule = book.series.schedule
    if rule is None:
        return None
    if last is None:
        return recurrence.first_occurrence(rule, today)
    days = recurrence.list_occurrences(rule, last.date)
    return next((day for day in days if _is_free(book, day, today)), None)


def _why_no_day(book: MinuteBook, last: Meeting | None, announced: date | None, today: date) -> str:
    example = "scrutiny new-meeting 2015-06-25"
    if last is None:
        return f"There is no regular meeting yet. Type the date, for example {example}"
    if announced is not None and announced < today:
        return (
            f"{last.name} announces the next meeting for {_format_day(book, announced)}, which is "
            f"past. Type the date, for example {example}"
        )
    cancelled = next((one for one in book.meetings if one.date == announced), None)
    if cancelled is not None:
        return (
            f"{last.name} announces the next meeting for {_format_day(book, cancelled.date)}, but "
            f"{cancelled.place.path} has `held: false`. If it has a new date, type for example: "
            f"scrutiny reschedule {cancelled.name} 25.06.15"
        )
    return (
        f"The date of the meeting after {_format_day(book, last.date)} is not known. Type it, for "
        f"example {example}, or add `schedule:` to series.yaml."
    )


def _passed_day(book: MinuteBook, last: Meeting, announced: date | None) -> str:
    """Return that an announced day is past and has no file; "" where that is not so."""
    if announced is None or any(one.date == announced for one in book.meetings):
        return ""
    return (
        f"{last.name} announced {_format_day(book, announced)}, which is past and has no file. If "
        f"that meeting was held, make its file: scrutiny new-meeting {announced}"
    )
