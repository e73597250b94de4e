"""The rules on when an action is answered: within some meetings, and in the order of the days."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Event
from scrutiny_cli.actionlog.stale_updates import list_stale_updates
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.rules.context import CheckContext, first_character, rule
from scrutiny_cli.rules.registry import Finding
from scrutiny_cli.rules.unanswered import OFTEN, list_unanswered


@rule(
    "carried-often",
    Severity.WARNING,
    "No open action goes without an answer for three meetings.",
    remedy="Write what became of it under `updates`, or agree to withdraw the action.",
)
def check_carried_often(context: CheckContext) -> Iterator[Finding]:
    """Find each open action that three held meetings in a row have not answered."""
    for found in list_unanswered(context):
        if found.is_often:
            does = "does not mention it" if found.listed is None else "has an empty update for it"
            message = (
                f"The last {OFTEN} meetings do not say what became of {found.label}. The latest, "
                f"{found.meeting.name}, {does}."
            )
            hint = "Write what became of it under `updates`, or agree to withdraw the action."
            yield Finding(message, first_character(found.action.entry.place), hint)


@rule(
    "stale-entry",
    Severity.WARNING,
    "The file of a meeting still to come has no empty update for a closed action.",
    remedy="Run `scrutiny carry-forward`, which deletes the empty update.",
)
def check_stale_entries(context: CheckContext) -> Iterator[Finding]:
    """Find each empty update in a meeting still to come whose action is closed by then."""
    for meeting in context.book.meetings:
        for update, action in list_stale_updates(context.book, meeting, context.today):
            day = f" on {format_date(action.state.closed)}" if action.state.closed else ""
            message = (
                f"{action.key} was closed{day}, but the file still has an empty update for it."
            )
            hint = f"Run `scrutiny carry-forward {meeting.name}`, which deletes the empty update."
            yield Finding(message, first_character(update.place), hint)


@rule(
    "update-out-of-order",
    Severity.WARNING,
    "An update with an earlier `on` does not replace what a later meeting recorded.",
    remedy="If what the later meeting recorded is right, repeat it in another update.",
)
def check_update_order(context: CheckContext) -> Iterator[Finding]:
    """Find each update that replaces one of an earlier meeting, though it happened before."""
    for action in context.book.log.actions:
        answers = [event for event in action.history if event.is_substantive]
        if not answers:
            continue
        last, day = answers[-1], answers[-1].date
        before = [event.meeting for event in answers if event.meeting != last.meeting]
        latest = context.book.index.by_name[before[-1]] if before else None
        if latest is not None and day < latest.date and _has_values(last):
            message = (
                f"This update of {action.key} in {last.meeting} is from {day}, but it replaces "
                f"what the meeting of {latest.name} recorded after that day."
            )
            hint = (
                f"If what the meeting of {latest.name} recorded is right, repeat it in an "
                "update below this one."
            )
            yield Finding(message, first_character(last.place), hint)


def _has_values(event: Event) -> bool:
    values = (event.status, event.due, event.owners, event.action)
    return any(value is not None for value in values)
