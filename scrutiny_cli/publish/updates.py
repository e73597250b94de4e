"""What a meeting reported on earlier actions."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.minutes.model import Update
from scrutiny_cli.output.document import Block, Paragraph
from scrutiny_cli.output.paragraphs import join_words, label_blocks
from scrutiny_cli.output.redaction import describe_confidential, describe_withheld
from scrutiny_cli.publish.actions import (
    find_first_due,
    format_due_or_nothing,
    list_origins,
    name_action,
    name_actions,
    quote_text,
)
from scrutiny_cli.publish.context import PageContext, format_owners


def make_update_blocks(page: PageContext, update: Update, *, marked: bool) -> Iterator[Block]:
    """Return one update of an earlier action."""
    action = page.reports.get(update.place.start)
    event = None if action is None else _find_event(page, action, update)
    reason = update.confidential if event is None else event.confidential
    if page.is_hidden(reason):
        yield _make_update_stub(page, update, action, reason)
        return
    facts = _format_facts(page, update, event)
    if reason is not None and not marked:
        facts = f"[{describe_confidential(reason)}] {facts}".strip()
    if not facts and not update.note:
        facts = "no report"
    label = _name_reported_action(page, update, action)
    head = Paragraph(facts, label, kind="report", key=join_words(update.ref))
    yield from label_blocks(head, update.note)


def _find_event(page: PageContext, action: Action, update: Update) -> Event | None:
    place = (page.meeting.name, update.place.start)
    events = (event for event in action.history if (event.meeting, event.place.start) == place)
    return next(events, None)


def _make_update_stub(
    page: PageContext, update: Update, action: Action | None, reason: str | None
) -> Paragraph:
    text = describe_withheld(reason)
    if not update.ref or (action is not None and action.confidential is not None):
        return Paragraph(text, kind="withheld")
    label = _name_reported_action(page, update, action)
    return Paragraph(text[0].lower() + text[1:], label, kind="withheld")


def _name_reported_action(page: PageContext, update: Update, action: Action | None) -> str:
    """Return the name of an update's action; of one brought forward, what is known, too."""
    name = quote_text(update.about) or join_words(update.ref)
    if action is not None:
        name = name_action(page, action, update.place.start)
    raised = page.reported_forward.get(update.place.start)
    if raised is None:
        return name
    words = join_words(raised.action) if action is not None and action.entry.ref else ""
    due = format_due_or_nothing(page, find_first_due(page, raised))
    facts = (words, format_owners(page, raised), f"due {due}" if due else "")
    described = ", ".join(filter(None, (*facts, *list_origins(page, raised))))
    return f"{name} ({described})" if described else name


def _format_facts(page: PageContext, update: Update, event: Event | None) -> str:
    """Return all that an update has except its note."""
    status = join_words(update.status_text) or (update.status.value if update.status else "")
    parts = [status]
    if update.owners is not None:
        named = format_owners(page, update)
        parts.append(f"owner {named}" if named else "no owner")
    if update.due is not None:
        due = format_due_or_nothing(page, update.due if event is None else event.due)
        parts.append(f"due {due}" if due else "no due date")
    if update.action is not None:
        parts.append(f"now reads {quote_text(update.action)}")
    if update.becomes:
        parts.append(f"becomes {name_actions(page, update.becomes)}")
    if update.on is not None:
        parts.append(f"on {page.format_day(update.on)}")
    return ", ".join(filter(None, parts))
