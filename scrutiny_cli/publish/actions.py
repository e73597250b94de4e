"""An action in the minutes that raise it, and its name in later ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.minutes.model import ActionEntry, Due, DueKind
from scrutiny_cli.minutes.source import LocatedStr, normalize_ref
from scrutiny_cli.output.columns import list_entry_facts
from scrutiny_cli.output.document import ActionCell, Paragraph
from scrutiny_cli.output.paragraphs import join_words, parse_blocks
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.redaction import describe_withheld
from scrutiny_cli.output.values import format_due
from scrutiny_cli.publish.context import PageContext, format_owners, list_marks
from scrutiny_cli.publish.links import find_address


def make_action_cell(page: PageContext, raised: ActionEntry, *, marked: bool) -> ActionCell:
    """Return an action as the meeting raised it."""
    if page.is_hidden(raised.confidential):
        return ActionCell(
            "", (Paragraph(describe_withheld(raised.confidential), kind="withheld"),), "", ""
        )
    blocks = [] if marked else [*list_marks(raised.confidential)]
    blocks += parse_blocks(raised.action) or (Paragraph(NO_WORDS),)
    facts = ", ".join(list_origins(page, raised))
    if facts:
        blocks.append(Paragraph(facts[0].upper() + facts[1:], kind="note"))
    blocks += (
        Paragraph(join_words(text), label, find_address(text), "paper")
        for label, text in list_entry_facts(raised)
    )
    action = page.raised.get(raised.place.start)
    return ActionCell(
        ref=join_words(raised.ref),
        blocks=tuple(blocks),
        owner=format_owners(page, raised),
        due=format_due_or_nothing(page, find_first_due(page, raised)),
        key=join_words(raised.ref if action is None else action.key),
    )


def list_origins(page: PageContext, raised: ActionEntry) -> Iterator[str]:
    """Return where an action comes from, as far as it is known."""
    if raised.follows:
        yield f"follows {name_actions(page, raised.follows)}"
    if raised.on is not None:
        yield f"asked for on {page.format_day(raised.on)}"
    if raised.raised is not None:
        yield f"raised on {page.format_day(raised.raised)}"
    if raised.origin:
        yield f"from {join_words(raised.origin)}"


def find_first_due(page: PageContext, raised: ActionEntry) -> Due | None:
    """Find the due date that an action was raised with: its own, or the meeting's for all."""
    action = page.raised.get(raised.place.start)
    return raised.due if action is None else action.history[0].due


def format_due_or_nothing(page: PageContext, due: Due | None) -> str:
    """Return a due date in words; "" where there is none."""
    return "" if due is None or due.kind is DueKind.NONE else format_due(due, page.format_day)


# Its name


def name_action(page: PageContext, action: Action, at: int | None = None) -> str:
    """Return an action's number, otherwise its words as they were by then."""
    return join_words(action.entry.ref) or quote_text(_find_wording(page, action, at)) or NO_WORDS


def _find_wording(page: PageContext, action: Action, at: int | None) -> str | None:
    """Find an action's words before a place of this meeting's file (None: at its end)."""
    words: str | None = None
    positions = page.meeting_index.positions
    for event in action.history:
        here = event.meeting == page.meeting.name
        later = positions[event.meeting] > positions[page.meeting.name]
        if later or (
            here and event.kind == "reported" and at is not None and event.place.start >= at
        ):
            break
        if event.action is not None and not page.is_hidden(event.confidential):
            words = event.action
    return words


def quote_text(text: str | None) -> str:
    """Return a text between quotes; no text has none."""
    return f"“{join_words(text)}”" if join_words(text) else ""


def name_actions(page: PageContext, refs: Iterable[LocatedStr]) -> str:
    """Return the names of actions; a ref that means none stays as it is."""
    names = []
    for ref in refs:
        action = page.actions.get(normalize_ref(ref))
        names.append(join_words(ref) if action is None else name_action(page, action))
    return ", ".join(names)
