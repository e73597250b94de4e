"""An action in the minutes that raise it, and its name in later ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.minutes.model import ActionEntry, Due, DueKind
from scrutiny_cli.minutes.patterns import is_key
from scrutiny_cli.minutes.source import LocatedStr, normalize_ref
from scrutiny_cli.output.columns import list_entry_facts
from scrutiny_cli.output.document import ActionCell, Paragraph
from scrutiny_cli.output.paragraphs import cut_long_text, join_words, parse_blocks, quote_text
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.values import format_due
from scrutiny_cli.publish.context import (
    PageContext,
    find_action_page,
    format_owners,
    list_marks,
    write_withheld,
)
from scrutiny_cli.publish.links import find_address
from scrutiny_cli.publish.papers import make_link


def make_action_cell(page: PageContext, raised: ActionEntry, *, marked: bool) -> ActionCell:
    """Return an action as the meeting raised it."""
    if page.is_hidden(raised.confidential):
        text = write_withheld(page.words, raised.confidential)
        return ActionCell("", (Paragraph(text, kind="withheld"),), "", "")
    blocks = [] if marked else [*list_marks(page.words, raised.confidential)]
    blocks += parse_blocks(raised.action) or (Paragraph(page.words(NO_WORDS)),)
    facts = ", ".join(list_origins(page, raised))
    if facts:
        blocks.append(Paragraph(facts[0].upper() + facts[1:], kind="note"))
    blocks += (
        make_link(join_words(text), page.words(label), find_address(text))
        for label, text in list_entry_facts(raised)
    )
    action = page.raised.get(raised.place.start)
    due = find_first_due(page, raised)
    return ActionCell(
        ref=join_words(raised.ref),
        blocks=tuple(blocks),
        owner=format_owners(page, raised),
        due=format_due_or_nothing(page, due),
        key=join_words(raised.ref if action is None else action.key),
        due_is_day=due is not None and due.kind is DueKind.DATE,
        page=find_action_page(page, action),
    )


def list_origins(page: PageContext, raised: ActionEntry) -> Iterator[str]:
    """Return where an action comes from, as far as it is known."""
    if raised.follows:
        yield page.words("follows {names}", names=name_actions(page, raised.follows))
    if raised.on is not None:
        yield page.words("asked for on {day}", day=page.format_day(raised.on))
    if raised.raised is not None:
        yield page.words("raised on {day}", day=page.format_day(raised.raised))
    if raised.origin:
        yield page.words("from {place}", place=join_words(raised.origin))


def find_first_due(page: PageContext, raised: ActionEntry) -> Due | None:
    """Find the due date that an action was raised with: its own, or the meeting's for all."""
    action = page.raised.get(raised.place.start)
    return raised.due if action is None else action.history[0].due


def format_due_or_nothing(page: PageContext, due: Due | None) -> str:
    """Return a due date in words; "" where there is none."""
    return "" if due is None or due.kind is DueKind.NONE else format_due(due, page.format_day)


# Its name


def _name_action(page: PageContext, action: Action, at: int | None = None) -> str:
    """Return an action's number, otherwise its words as they were by then; never its key."""
    return (
        join_words(action.entry.ref)
        or quote_text(cut_long_text(find_wording(page, action, at) or ""))
        or page.words(NO_WORDS)
    )


def find_wording(page: PageContext, action: Action, at: int | None) -> str | None:
    """Return an action's words before a place of this meeting's file (None: at its end)."""
    words: str | None = None
    for event in _list_public_events(page, action, at):
        if event.action is not None:
            words = event.action
    return words


def find_owners_before(page: PageContext, action: Action, at: int | None) -> str:
    """Return an action's owners before a place of this meeting's file (None: at its end)."""
    owners: tuple[str, ...] = ()
    for event in _list_public_events(page, action, at):
        if event.owners is not None:
            owners = event.owners_shown
    return ", ".join(map(join_words, owners))


def _list_public_events(page: PageContext, action: Action, at: int | None) -> Iterator[Event]:
    """Iterate over the events before a place of this meeting's file that the page may show."""
    positions = page.meeting_index.positions
    for event in action.history:
        here = event.meeting == page.meeting.name
        later = positions[event.meeting] > positions[page.meeting.name]
        if later or (
            here and event.kind == "reported" and at is not None and event.place.start >= at
        ):
            break
        if not page.is_hidden(event.confidential):
            yield event


def name_actions(page: PageContext, refs: Iterable[LocatedStr]) -> str:
    """Return the names of actions; a ref that means none stays as it is."""
    return ", ".join(_name_ref(page, ref) for ref in refs)


def _name_ref(page: PageContext, ref: LocatedStr) -> str:
    action = page.actions.get(normalize_ref(ref))
    if action is not None:
        return _name_action(page, action)
    return page.words(NO_WORDS) if is_key(ref) else join_words(ref)
