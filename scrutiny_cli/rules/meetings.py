"""The rules on meetings: their days, the days that they set, and their minutes agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.approvals import approvals, approved_by, list_approved
from scrutiny_cli.actionlog.meetings import means_previous_meeting, parse_day
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.rules.context import first

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.rules.context import CheckContext

_APPROVAL = 2


def next_meeting_passed(case: CheckContext) -> Iterator[Problem]:
    """Tell the latest file's next meeting, if its day is past and there is no file for it."""
    for meeting in [one for one in case.book.meetings if one.is_regular][-1:]:
        said = meeting.next_meeting
        day = said.due.day if said is not None and said.due is not None else None
        if said is not None and day is not None and _is_missed(case, meeting, day):
            named = said.due.words if said.due is not None and said.due.words else day
            message = f"The meeting of {named} has no file."
            hint = "Write it with `scrutiny new-meeting`, or correct `next_meeting`."
            yield Problem("next-meeting-passed", message, said.place, hint)


def _is_missed(case: CheckContext, meeting: Meeting, day: date) -> bool:
    """Whether a day that a meeting announces is past and has no file."""
    return meeting.date < day < case.today and day not in case.calendar.by_day


def minutes_not_approved(case: CheckContext) -> Iterator[Problem]:
    """Tell each meeting whose minutes two later held meetings have not agreed.

    A board that never agrees minutes is told nothing, nor is any of the time before it began to.
    """
    agreed = approvals(case.book, case.today)
    since = _first_agreed(case)
    for meeting in case.held[:-_APPROVAL]:
        if meeting.name not in agreed and since is not None and meeting.date >= since:
            message = f"The minutes of {meeting.name} were not agreed by the next two meetings."
            hint = f"Write `approves: {meeting.name}` in the meeting that agreed them."
            yield Problem("minutes-not-approved", message, first(meeting.place), hint)


def _first_agreed(case: CheckContext) -> date | None:
    """Give the day of the earliest meeting whose minutes were agreed, with a file or without."""
    days: list[date] = []
    for meeting in (one for one in case.calendar.meetings if one.is_held(case.today)):
        for word in list_approved(meeting):
            agreed = approved_by(case.calendar, meeting, word)
            day = agreed.date if agreed is not None else parse_day(word)
            if day is None and means_previous_meeting(word):
                day = meeting.date  # the log's first meeting: from the next one on
            days += [day] if day is not None and day <= meeting.date else []
    return min(days, default=None)
