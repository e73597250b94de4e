"""The rules on when an action is answered: within some meetings, and in the order of the days."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Event
from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.rules.context import CheckContext, first_character, rule
from scrutiny_cli.rules.registry import Finding
from scrutiny_cli.rules.unanswered import OFTEN, list_unanswered


@rule(
    "carried-often",
    Severity.WARNING,
    "An action is answered within three held meetings.",
    remedy="Ask its owner, or agree to withdraw it.",
)
def check_carried_often(context: CheckContext) -> Iterator[Finding]:
    """Find each open action that three held meetings in a row have not answered."""
    for found in list_unanswered(context):
        if found.is_often:
            does = "does not mention it" if found.listed is None else "only lists it"
            message = (
                f"{found.label} has come to {OFTEN} meetings in a row without an answer; the "
                f"latest, {found.meeting.name}, {does}."
            )
            hint = "Ask its owner, and record the answer, or agree to withdraw it."
            yield Finding(message, first_character(found.action.entry.place), hint)


@rule(
    "update-out-of-order",
    Severity.WARNING,
    "No update with an earlier `on` overrides what a meeting after that day answered.",
    remedy=(
        "See which of the two is right, and record it in a later entry if it is the earlier one."
    ),
)
def check_update_order(context: CheckContext) -> Iterator[Finding]:
    """Find each update that counts after one of an earlier meeting, though it happened before."""
    for action in context.book.log.actions:
        answers = [event for event in action.history if event.is_substantive]
        if not answers:
            continue
        last, day = answers[-1], answers[-1].date
        before = [event.meeting for event in answers if event.meeting != last.meeting]
        latest = context.book.index.by_name[before[-1]] if before else None
        if latest is not None and day < latest.date and _has_values(last):
            message = (
                f"This update of {action.key} in {last.meeting} is of {day}, and the meeting "
                f"{latest.name} answered it after that day; what is written here counts last."
            )
            hint = f"If what {latest.name} recorded still holds, add an update here that says so."
            yield Finding(message, first_character(last.place), hint)


def _has_values(event: Event) -> bool:
    values = (event.status, event.due, event.owners, event.action)
    return any(value is not None for value in values)
