"""The meeting whose file takes what is written, where no meeting is named and where one is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import find_agreeing_meeting, find_approvals
from scrutiny_cli.actionlog.meetings import find_latest_regular
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


# What is recorded at a meeting


class MinutedMeeting(NamedTuple):
    """The meeting whose minutes are taken; None with the reason, and the meetings to choose from.

    The reason is a statement without a full stop.
    """

    meeting: Meeting | None
    why: str = ""
    choices: tuple[Meeting, ...] = ()


def find_minuted_meeting(book: MinuteBook, today: date) -> MinutedMeeting:
    """Return the meeting of today, otherwise the latest regular one held, if that is still open.

    It is open while its minutes are not agreed and it is at most 14 days past.
    """
    here = tuple(one for one in book.index.by_day.get(today, ()) if one.took_place)
    last = _find_last_regular(book, today)
    if len(here) > 1:
        return MinutedMeeting(None, "Today there are several meetings", here)
    if here and find_agreeing_meeting(book, here[0], today) is None:
        return MinutedMeeting(here[0])
    choices = _list_choices(book, last, today)
    if last is None:
        return MinutedMeeting(None, "No meeting has been held yet", choices)
    agreeing = find_agreeing_meeting(book, last, today)
    if agreeing is not None:
        why = f"The minutes of {last.name} were agreed by {agreeing.name}"
        return MinutedMeeting(None, why, choices)
    if (today - last.date).days <= _LONG_PAST:
        return MinutedMeeting(last)
    why = f"The meeting of {last.name} was more than {_LONG_PAST} days ago"
    return MinutedMeeting(None, why, choices)


def _find_last_regular(book: MinuteBook, today: date) -> Meeting | None:
    held = (one for one in book.meetings if one.date <= today)
    return find_latest_regular(held)


def _list_choices(book: MinuteBook, last: Meeting | None, today: date) -> tuple[Meeting, ...]:
    """Return the meetings to choose from, in order, without those whose minutes are agreed.

    These are the latest regular one held, a later extraordinary one, and the next one.
    """
    agreed = find_approvals(book, today)
    latest = book.index.find_last_held(today)
    found = dict.fromkeys(one.name for one in (last, latest) if one is not None)
    coming = book.index.first_after(today)
    names = [name for name in found if name not in agreed]
    names += [] if coming is None else [coming.name]
    return tuple(book.index.by_name[name] for name in names)
