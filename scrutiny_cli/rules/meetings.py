"""The rule on the days that meetings announce."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.rules.context import CheckContext, rule
from scrutiny_cli.rules.registry import Finding


@rule(
    "next-meeting-passed",
    Severity.WARNING,
    "An announced meeting is after the one that announces it, and has a file once it has passed.",
    remedy="Create it with `scrutiny new-meeting`, or correct `next_meeting`.",
)
def check_next_meeting(context: CheckContext) -> Iterator[Finding]:
    """Find the next meeting that the latest file announces, if it is past and has no file.

    It may have a file that cannot be read.
    """
    for meeting in [m for m in context.book.meetings if m.is_regular][-1:]:
        announced = meeting.next_meeting
        due = announced.due if announced is not None else None
        if announced is None or due is None or due.day is None:
            continue
        if due.day < meeting.date:
            message = f"The next meeting, {due.text or due.day}, is before this meeting."
            yield Finding(message, announced.place, "Correct the day, the month or the year.")
        elif _has_no_file(context, due.day):
            message = f"The meeting of {due.text or due.day} has no file."
            hint = f"Create it with `scrutiny new-meeting {due.day}`, or correct `next_meeting`."
            yield Finding(message, announced.place, hint)


def _has_no_file(context: CheckContext, day: date) -> bool:
    """Whether a day is past, and no file of it can have been missed."""
    if day in context.book.index.by_day or context.book.may_be_missing(day):
        return False
    return day < context.today
