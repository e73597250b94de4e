"""The rule on minutes that no meeting has agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scrutiny_cli.actionlog.approvals import find_approvals, find_approved_meeting, list_approved
from scrutiny_cli.actionlog.meetings import means_previous_meeting
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.rules.context import CheckContext, first_character, rule
from scrutiny_cli.rules.registry import Finding

_PATIENCE = 2  # held meetings


@rule(
    "minutes-not-approved",
    Severity.WARNING,
    "A board that agrees its minutes agrees them within two meetings.",
    remedy="Write `approves:` in the meeting that agreed them.",
)
def check_not_approved(context: CheckContext) -> Iterator[Finding]:
    """Find each meeting whose minutes two later held meetings have not agreed.

    Nothing is found for a board that never agrees minutes, nor before the first that it agreed.
    """
    agreed = find_approvals(context.book, context.today)
    since = _find_first_agreed(context)
    for meeting in context.held_meetings[:-_PATIENCE]:
        if meeting.name not in agreed and since is not None and meeting.date >= since:
            message = f"The next two meetings did not agree the minutes of {meeting.name}."
            hint = f"Write `approves: {meeting.name}` in the meeting that agreed them."
            yield Finding(message, first_character(meeting.place), hint)


def _find_first_agreed(context: CheckContext) -> date | None:
    """Return the day of the earliest meeting whose minutes were agreed, with a file or without."""
    days: list[date] = []
    for meeting in (m for m in context.book.meetings if m.is_held(context.today)):
        for word in list_approved(meeting):
            agreed = find_approved_meeting(context.book.index, meeting, word)
            day = agreed.date if agreed is not None else find_date(word)
            if day is None and means_previous_meeting(word):
                day = meeting.date  # the log's first meeting: from the next one on
            days += [day] if day is not None and day <= meeting.date else []
    return min(days, default=None)
