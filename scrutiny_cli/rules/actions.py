"""The rules on what the latest meeting reports of open actions, and how it names them."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.traverse import list_updates
from scrutiny_cli.minutes.problem import RelatedSpan, Severity
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.minutes.yaml_scalars import write_scalar
from scrutiny_cli.rules.context import CheckContext, first_character, rule
from scrutiny_cli.rules.registry import Finding
from scrutiny_cli.rules.unanswered import list_unanswered


@rule(
    "not-mentioned",
    Severity.WARNING,
    "The latest minutes mention every action that was open before the meeting.",
    remedy="Add the action under `updates`; `scrutiny carry-forward` does it for you.",
)
def check_not_mentioned(context: CheckContext) -> Iterator[Finding]:
    """Find each open action that the latest held meeting does not mention."""
    for found in list_unanswered(context):
        if found.listed is None and not found.is_often:
            message = (
                f"The minutes do not mention {found.label}, which was open before this meeting."
            )
            lines = _draft_update(found.action)
            hint = f"Add it under `updates`, and fill in `status`:\n{lines}"
            place = first_character(found.meeting.place)
            yield Finding(message, place, hint, _point_to_origin(found.action))


@rule(
    "not-answered",
    Severity.WARNING,
    "The latest minutes say what became of every action that was open before the meeting.",
    remedy="Fill in `status`, for example `status: done`, or add a `note`.",
)
def check_not_answered(context: CheckContext) -> Iterator[Finding]:
    """Find each open action that the latest held meeting lists with an empty update."""
    for found in list_unanswered(context):
        if found.listed is not None and not found.is_often:
            message = f"The minutes list {found.label} but do not say what became of it."
            related = _point_to_origin(found.action)
            yield Finding(message, found.listed.place, related=related)


def _draft_update(action: Action) -> str:
    """Return the lines of an update that is still to be filled in."""
    words = action.state.words if action.key == action.place_key else None
    about = f"\n    about: {write_scalar(words)}" if words else ""
    return f"  - ref: {action.key}{about}\n    status:"


def _point_to_origin(action: Action) -> tuple[RelatedSpan]:
    how = "brought forward" if action.brought_forward else "raised"
    return (RelatedSpan(action.entry.place, f"It was {how} here."),)


@rule(
    "no-about",
    Severity.WARNING,
    "An update that uses a key as its `ref` has an `about`.",
    remedy="Add `about:` with the action's first words.",
)
def check_no_about(context: CheckContext) -> Iterator[Finding]:
    """Find each update that names an action by its key alone."""
    for meeting in context.book.meetings:
        for update in (found.update for found in list_updates(meeting)):
            action = context.book.find_action(update.ref)
            if update.about is None and action is not None and not _is_ref(action, update.ref):
                words = write_scalar(action.state.words) if action.state.words else "…"
                message = f"This update uses the key {update.ref}, which can change."
                yield Finding(message, update.ref.place, f"Add: about: {words}")


def _is_ref(action: Action, name: str) -> bool:
    ref = action.entry.ref
    return ref is not None and normalize_ref(ref) == normalize_ref(name)
