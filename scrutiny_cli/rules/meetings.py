"""The rule on the days that meetings announce."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.rules.context import CheckContext, rule
from scrutiny_cli.rules.registry import Finding


@rule(
    "next-meeting-passed",
    Severity.WARNING,
    "A meeting that was announced has a file once its date has passed.",
    remedy="Create it with `scrutiny new-meeting`, or correct `next_meeting`.",
)
def check_next_meeting(context: CheckContext) -> Iterator[Finding]:
    """Find the next meeting that the latest file announces, if it is past and has no file."""
    for meeting in [m for m in context.book.meetings if m.is_regular][-1:]:
        announced = meeting.next_meeting
        due = announced.due if announced is not None else None
        if announced is None or due is None or due.day is None:
            continue
        is_past = meeting.date < due.day < context.today
        if is_past and due.day not in context.book.index.by_day:
            message = f"The meeting of {due.text or due.day} has no file."
            hint = f"Create it with `scrutiny new-meeting {due.day}`, or correct `next_meeting`."
            yield Finding(message, announced.place, hint)
