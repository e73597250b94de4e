"""The open actions as a later meeting takes them up: an update each, its status empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.calendar import calendar
from scrutiny_cli.actionlog.fold import fold
from scrutiny_cli.changes import wording
from scrutiny_cli.changes.layout import Entry
from scrutiny_cli.minutes import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.minutes.model import Due, Meeting

MATTERS = "Matters arising"


def open_before(book: Book, meeting: Meeting) -> tuple[Action, ...]:
    """Give what is open before a meeting, whose day is what `next meeting` meant."""
    others = (one for one in book.meetings if one.name != meeting.name)
    order = calendar((*others, meeting))
    log = fold(order, book.series, book.directory, before=meeting)
    return tuple(action for action in log.actions if action.is_open)


def about(action: Action) -> str | None:
    """Give the words by which a report says what it is about; a ref needs none."""
    named = action.ref == action.key or action.action is None
    return None if named else wording.about(str(action.action))


def entries(book: Book, actions: Iterable[Action]) -> list[Entry]:
    """Make an update for each action, grouped by the meeting that raised it."""
    made: list[Entry] = []
    group: str | None = None
    for action in actions:
        heading = _heading(book, action)
        above = [""] if made else []
        above += [heading, ""] if heading != group else []
        group = heading
        made.append(_entry(action, above))
    return made


def _entry(action: Action, above: list[str]) -> Entry:
    words = about(action)
    says = (("about", words),) if words else ()
    return Entry((("ref", action.key), *says, ("status", None)), (*above, *_remarks(action)))


def _heading(book: Book, action: Action) -> str:
    meeting = next(one for one in book.meetings if one.name == action.meeting)
    how = "Brought forward" if action.brought_forward else "Raised"
    same = sum(one.date == meeting.date for one in book.meetings) > 1
    return f"{how} on {dates.shown(meeting.date)}" + (f" ({meeting.name})" if same else "")


def _remarks(action: Action) -> Iterator[str]:
    yield _marked(action.confidential) + (action.action or "(words not in this log)")
    due = f"Due: {_due_text(action.due)}" if action.due is not None else ""
    owner = f"Owner: {', '.join(action.owners_shown)}" if action.owners_shown else ""
    if owner or due:
        yield ". ".join(part for part in (owner, due) if part)
    yield from _last_said(action)


def _due_text(due: Due) -> str:
    day = dates.shown(due.day) if due.day is not None else None
    if due.words and day:
        return f"{due.words} ({day})"
    return due.words or day or "none"


def _last_said(action: Action) -> Iterator[str]:
    said = [event for event in action.history if event.status_text or event.note]
    for event in said[-1:]:
        words = ": ".join(text for text in (event.status_text, event.note) if text)
        yield f"{_marked(event.confidential)}Last said on {dates.shown(event.date)}: {words}"


def _marked(confidential: str | None) -> str:
    return "" if confidential is None else "[confidential] "
