"""The day of the next meeting: what the files announce, else what the schedule says, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes import dates, schedules
from scrutiny_cli.minutes.model import DueKind

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.log import Book
    from scrutiny_cli.minutes.model import Meeting


class NoDay(Exception):
    """Nothing says when the next meeting is; the message says what to type."""


def last_of_series(meetings: tuple[Meeting, ...]) -> Meeting | None:
    """Give the last meeting, those outside the series only where there are no others."""
    regular = [one for one in meetings if one.is_regular]
    return (regular or list(meetings) or [None])[-1]  # type: ignore[list-item]


def next_day(book: Book, today: date | None) -> tuple[date, str]:
    """Give the day of the next meeting, and say in whole sentences why it is that one.

    `today` (None: unknown) tells what is still to come. Raises NoDay where nothing says it.
    """
    if not book.meetings:
        return _first_day(book, today)
    skipped = [one for one in map(_announced, book.meetings) if one and _is_skipped(book, one)]
    to_come = [one for one in skipped if today is not None and one.day >= today]
    if to_come:
        return min(to_come).told()
    day, why = _following(book)
    before = [one for one in book.meetings[:-1] if one.is_regular][-1:]
    missed = [one for one in skipped if one.by in {meeting.name for meeting in before}]
    return day, " ".join([why, *(one.asked() for one in missed)])


def _first_day(book: Book, today: date | None) -> tuple[date, str]:
    rule = book.series.schedule
    day = schedules.first_by_schedule(rule, today) if rule is not None and today else None
    if day is None or today is None:
        raise NoDay(
            "There is no meeting on file to follow. Give the date: scrutiny new-meeting 2015-06-25"
        )
    return day, f"{dates.shown(day)} is the first day of the schedule from today on."


def _following(book: Book) -> tuple[date, str]:
    last, rule = book.meetings[-1], book.series.schedule
    said = _announced(last) or _announced(last_of_series(book.meetings))
    if said is not None and said.day > last.date:
        return said.told()
    found = schedules.next_by_schedule(rule, last.date) if rule is not None else None
    if found is None:
        raise NoDay(
            f"Nothing says when the meeting after {dates.shown(last.date)} is. Give its date: "
            "scrutiny new-meeting 2015-06-25, or write `schedule:` into series.yaml."
        )
    return found, f"{dates.shown(found)} is the next day of the schedule after {last.name}."


class _Announced(NamedTuple):
    """A day that a file announces for the next meeting, and that file's name."""

    day: date
    by: str

    def told(self) -> tuple[date, str]:
        """Give the day, and who announces it."""
        return self.day, f"{dates.shown(self.day)} is the day that {self.by} announces."

    def asked(self) -> str:
        """Say that the day was passed over."""
        return (
            f"{self.by} announced {dates.shown(self.day)}, which has no file: if that meeting was "
            f"held, `scrutiny new-meeting {self.day}` writes it."
        )


def _announced(meeting: Meeting | None) -> _Announced | None:
    due = meeting.next_meeting.due if meeting and meeting.next_meeting else None
    if meeting is None or due is None or due.kind is not DueKind.DATE or due.day is None:
        return None
    return _Announced(due.day, meeting.name)


def _is_skipped(book: Book, said: _Announced) -> bool:
    """Whether a day has no file, and stands between two that have one."""
    by = next(one for one in book.meetings if one.name == said.by)
    held = {one.date for one in book.meetings}
    return said.day not in held and by.date < said.day < book.meetings[-1].date
