"""What a meeting reported on earlier actions."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.minutes.model import Update
from scrutiny_cli.minutes.patterns import is_key
from scrutiny_cli.output.document import Block, Paragraph
from scrutiny_cli.output.paragraphs import cut_long_text, join_words, label_blocks, quote_text
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.publish.actions import (
    find_first_due,
    find_owners_before,
    find_wording,
    format_due_or_nothing,
    list_origins,
    name_actions,
)
from scrutiny_cli.publish.context import (
    PageContext,
    find_action_page,
    format_owners,
    write_confidential,
    write_withheld,
)


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
        facts = f"[{write_confidential(page.words, reason)}] {facts}".strip()
    if not facts and not update.note:
        facts = page.words("no report")
    head = Paragraph(
        facts,
        _number_reported(update, action),
        kind="report",
        key=join_words(update.ref),
        about=_describe_reported(page, update, action),
        page=find_action_page(page, action),
    )
    yield from label_blocks(head, update.note)


def _find_event(page: PageContext, action: Action, update: Update) -> Event | None:
    place = (page.meeting.name, update.place.start)
    events = (event for event in action.history if (event.meeting, event.place.start) == place)
    return next(events, None)


def _make_update_stub(
    page: PageContext, update: Update, action: Action | None, reason: str | None
) -> Paragraph:
    text = write_withheld(page.words, reason)
    if not update.ref or (action is not None and action.confidential is not None):
        return Paragraph(text, kind="withheld")
    return Paragraph(
        text[0].lower() + text[1:],
        _number_reported(update, action),
        kind="withheld",
        about=_describe_reported(page, update, action),
        page=find_action_page(page, action),
    )


def _number_reported(update: Update, action: Action | None) -> str:
    """Return the number of an update's action; "" where it has none."""
    if action is not None:
        return join_words(action.entry.ref)
    return "" if update.ref is None or is_key(update.ref) else join_words(update.ref)


def _describe_reported(page: PageContext, update: Update, action: Action | None) -> str:
    """Return the words of an update's action and its owner, as they were before the update.

    Long words are whole where the page first mentions the action, and cut everywhere else.
    """
    words = update.about if action is None else find_wording(page, action, update.place.start)
    words = join_words(words)
    if update.place.start not in page.first_reports:
        words = cut_long_text(words)
    if action is not None and not action.entry.ref:
        words = f"“{words}”" if words else page.words(NO_WORDS)
    facts = ", ".join(filter(None, _list_known(page, update, action)))
    return " ".join(filter(None, (words, f"({facts})" if facts else "")))


def _list_known(page: PageContext, update: Update, action: Action | None) -> Iterator[str]:
    """Return the owner of an update's action; of one brought forward, what else is known."""
    raised = page.reported_forward.get(update.place.start)
    if raised is None:
        yield "" if action is None else find_owners_before(page, action, update.place.start)
        return
    due = format_due_or_nothing(page, find_first_due(page, raised))
    yield format_owners(page, raised)
    yield page.words("due {day}", day=due) if due else ""
    yield from list_origins(page, raised)


def _format_facts(page: PageContext, update: Update, event: Event | None) -> str:
    """Return all that an update has except its note."""
    words = page.words
    status = join_words(update.status_text)
    if not status and update.status is not None:
        status = words(update.status.value)
    parts = [status]
    if update.owners is not None:
        named = format_owners(page, update)
        parts.append(words("owner {people}", people=named) if named else words("no owner"))
    if update.due is not None:
        due = format_due_or_nothing(page, update.due if event is None else event.due)
        parts.append(words("due {day}", day=due) if due else words("no due date"))
    if update.action is not None:
        parts.append(words("now reads {text}", text=quote_text(update.action)))
    if update.becomes:
        parts.append(words("becomes {names}", names=name_actions(page, update.becomes)))
    if update.on is not None:
        parts.append(words("on {day}", day=page.format_day(update.on)))
    return ", ".join(filter(None, parts))
