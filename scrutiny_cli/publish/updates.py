"""What a meeting said of earlier actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.document import Paragraph
from scrutiny_cli.output.paragraphs import flat, labelled
from scrutiny_cli.output.redaction import confidential, withheld
from scrutiny_cli.publish.actions import due_of, first_due, name_of, origin_of, quoted, refs_of
from scrutiny_cli.publish.context import owners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.model import Action, Event
    from scrutiny_cli.minutes.model import Update
    from scrutiny_cli.output.document import Block
    from scrutiny_cli.publish.context import Page


def report_blocks(page: Page, update: Update, *, marked: bool) -> Iterator[Block]:
    """Give one report on an earlier action."""
    action = page.reports.get(update.place.start)
    event = None if action is None else _event_of(page, action, update)
    reason = update.confidential if event is None else event.confidential
    if page.hides(reason):
        yield _stub_report(page, update, action, reason)
        return
    facts = _reported(page, update, event)
    if reason is not None and not marked:
        facts = f"[{confidential(reason)}] {facts}".strip()
    label = _reported_on(page, update, action)
    if facts or update.note:
        yield from labelled(label, facts, update.note, "report")
    else:
        yield Paragraph("no report", label, kind="report")


def _event_of(page: Page, action: Action, update: Update) -> Event | None:
    at = update.place.start
    return next((one for one in _history(page, action) if one.place.start == at), None)


def _history(page: Page, action: Action) -> Iterator[Event]:
    """Give what this meeting wrote of an action."""
    return (one for one in action.history if one.meeting == page.meeting.name)


def _stub_report(
    page: Page, update: Update, action: Action | None, reason: str | None
) -> Paragraph:
    told = withheld(reason)
    if not update.ref or (action is not None and action.confidential is not None):
        return Paragraph(told, kind="withheld")
    label = _reported_on(page, update, action)
    return Paragraph(told[0].lower() + told[1:], label, kind="withheld")


def _reported_on(page: Page, update: Update, action: Action | None) -> str:
    """Name the action that a report is about; where it was brought forward, what is known."""
    name = quoted(update.about) or flat(update.ref)
    if action is not None:
        name = name_of(page, action, update.place.start)
    raised = page.brought.get(update.place.start)
    if raised is None:
        return name
    words = flat(raised.action) if action is not None and action.entry.ref else ""
    due = due_of(page, first_due(page, raised))
    facts = (words, owners(page, raised), f"due {due}" if due else "")
    said = ", ".join(filter(None, (*facts, *origin_of(page, raised))))
    return f"{name} ({said})" if said else name


def _reported(page: Page, update: Update, event: Event | None) -> str:
    """Say all that a report gives but its note."""
    status = flat(update.status_text) or (update.status.value if update.status else "")
    parts = [status]
    if update.owners is not None:
        named = owners(page, update)
        parts.append(f"owner {named}" if named else "no owner")
    if update.due is not None:
        due = due_of(page, update.due if event is None else event.due)
        parts.append(f"due {due}" if due else "no due date")
    if update.action is not None:
        parts.append(f"now reads {quoted(update.action)}")
    if update.becomes:
        parts.append(f"becomes {refs_of(page, update.becomes)}")
    if update.on is not None:
        parts.append(f"on {page.days(update.on)}")
    return ", ".join(filter(None, parts))
