"""The meeting whose file takes what is written where no meeting is named."""

from __future__ import annotations

from datetime import date

from scrutiny_cli.actionlog.approvals import find_approvals
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.model import Meeting

_LONG_PAST = 14  # in days


def find_default_meeting(book: MinuteBook, today: date) -> Meeting | None:
    """Return the earliest meeting from today on that takes place, otherwise the latest."""
    meetings = [meeting for meeting in book.meetings if meeting.took_place]
    coming = (meeting for meeting in meetings if meeting.date >= today)
    return next(coming, meetings[-1] if meetings else None)


def explain_refusal(
    book: MinuteBook, meeting: Meeting, today: date, on: date | None = None
) -> str | None:
    """Return why a meeting is not written to unless it is named; None where it is.

    `on` is the day of what is written, where it has one.
    """
    if (today - meeting.date).days > _LONG_PAST:
        return f"was more than {_LONG_PAST} days ago"
    if meeting.name in find_approvals(book, today):
        return "has agreed minutes"
    if on is None or meeting.date >= on:
        return None
    return f"{'comes' if meeting.date > today else 'came'} before {on}"
