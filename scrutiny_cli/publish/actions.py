"""An action in the minutes that raise it, and what later ones call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.source import squeezed
from scrutiny_cli.output.document import Paragraph, Task
from scrutiny_cli.output.paragraphs import blocks, flat
from scrutiny_cli.output.redaction import withheld
from scrutiny_cli.output.views import NO_WORDS, due_text
from scrutiny_cli.publish.context import marks, owners
from scrutiny_cli.publish.links import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.actionlog.model import Action
    from scrutiny_cli.minutes.model import ActionEntry, Due
    from scrutiny_cli.minutes.source import LocatedStr
    from scrutiny_cli.publish.context import Page


def task_of(page: Page, raised: ActionEntry, *, marked: bool) -> Task:
    """Give an action as the meeting raised it."""
    if page.hides(raised.confidential):
        return Task("", (Paragraph(withheld(raised.confidential), kind="withheld"),), "", "")
    said = [] if marked else [*marks(raised.confidential)]
    said += blocks(raised.action) or (Paragraph(NO_WORDS),)
    facts = ", ".join(origin_of(page, raised))
    if facts:
        said.append(Paragraph(facts[0].upper() + facts[1:], kind="note"))
    said += (Paragraph(flat(one), "Link", address_of(one), "paper") for one in raised.links)
    due = due_of(page, first_due(page, raised))
    return Task(flat(raised.ref), tuple(said), owners(page, raised), due)


def origin_of(page: Page, raised: ActionEntry) -> Iterator[str]:
    """Say where an action comes from, as far as it is known."""
    if raised.follows:
        yield f"follows {refs_of(page, raised.follows)}"
    if raised.on is not None:
        yield f"asked for on {page.days(raised.on)}"
    if raised.raised is not None:
        yield f"raised on {page.days(raised.raised)}"
    if raised.source:
        yield f"from {flat(raised.source)}"


def first_due(page: Page, raised: ActionEntry) -> Due | None:
    """Give the due that an action was raised with: its own, or the meeting's for all."""
    for action in page.book.log.actions:
        if action.meeting == page.meeting.name and action.entry.place.start == raised.place.start:
            return action.history[0].due
    return raised.due


def due_of(page: Page, due: Due | None) -> str:
    """Give a due in words; none is no text."""
    return "" if due is None or due.kind is DueKind.NONE else due_text(due, page.days)


# What it is called


def name_of(page: Page, action: Action, at: int | None = None) -> str:
    """Name an action by its number, else by its words as they were by then."""
    return flat(action.entry.ref) or quoted(_wording(page, action, at)) or NO_WORDS


def _wording(page: Page, action: Action, at: int | None) -> str | None:
    """Give an action's words as they were before a place of this meeting's file (None: its end)."""
    words: str | None = None
    for event in action.history:
        here = event.meeting == page.meeting.name
        later = page.ordered.place[event.meeting] > page.ordered.place[page.meeting.name]
        if later or (
            here and event.kind == "reported" and at is not None and event.place.start >= at
        ):
            break
        if event.action is not None and not page.hides(event.confidential):
            words = event.action
    return words


def quoted(text: str | None) -> str:
    """Put a text between quotes; none stays none."""
    return f"“{flat(text)}”" if flat(text) else ""


def refs_of(page: Page, refs: Iterable[LocatedStr]) -> str:
    """Name actions by what they were referred to by."""
    found = ((one, page.actions.get(squeezed(one))) for one in refs)
    return ", ".join(flat(ref) if one is None else name_of(page, one) for ref, one in found)
