"""The rule on minutes that no meeting has agreed."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.approvals import find_approvals, find_first_agreed_day
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
    since = find_first_agreed_day(context.book, context.today)
    for meeting in context.held_meetings[:-_PATIENCE]:
        if meeting.name not in agreed and since is not None and meeting.date >= since:
            message = f"The next two meetings did not agree the minutes of {meeting.name}."
            hint = f"Write `approves: {meeting.name}` in the meeting that agreed them."
            yield Finding(message, first_character(meeting.place), hint)
