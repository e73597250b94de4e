"""The open actions as a later meeting takes them up: an update each, its status empty."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.fold import fold
from scrutiny_cli.actionlog.meetings import calendar
from scrutiny_cli.editing import yaml_text
from scrutiny_cli.editing.marks import find_giving_event, find_public_words
from scrutiny_cli.editing.yaml_edit import Entry
from scrutiny_cli.minutes import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.minutes.model import Due, Meeting, Series

MATTERS = "Matters arising"


def matters_title(series: Series) -> str:
    """Give the title of the item under which earlier actions are reported on."""
    return str(series.matters_arising or MATTERS)


def open_before(book: MinuteBook, meeting: Meeting) -> tuple[Action, ...]:
    """Give what is open before a meeting, whose day is what `next meeting` meant."""
    others = (one for one in book.meetings if one.name != meeting.name)
    order = calendar((*others, meeting))
    log = fold(order, book.series, book.directory, before=meeting)
    return tuple(action for action in log.actions if action.is_open)


def about(action: Action) -> str | None:
    """Give the words by which an update says what it is about; a ref needs none."""
    words = find_public_words(action)
    named = action.entry.ref == action.key or words is None
    return None if named else yaml_text.about(str(words))


def entries(book: MinuteBook, actions: Iterable[Action]) -> list[Entry]:
    """Make an update for each action, grouped by the meeting that raised it."""
    made: list[Entry] = []
    group: str | None = None
    show = dates.shown_as(book.series.dates)
    headings = _headings(book, show)
    days = {one.name: one.date for one in book.meetings}
    for action in actions:
        how = "Brought forward" if action.brought_forward else "Raised"
        heading = f"{how} on {headings[action.meeting]}"
        above = [""] if made else []
        above += [heading, ""] if heading != group else []
        group = heading
        asked = None if action.brought_forward else action.raised
        between = asked if asked != days[action.meeting] else None
        made.append(_entry(action, [*above, *_remarks(action, between, show)]))
    return made


def _entry(action: Action, above: list[str]) -> Entry:
    words = about(action)
    says = (("about", words),) if words else ()
    return Entry((("ref", action.key), *says, ("status", None)), tuple(above))


def _headings(book: MinuteBook, show: Callable[[date], str]) -> dict[str, str]:
    """Give each meeting's day, with its name where it shares the day with another."""
    count = Counter(one.date for one in book.meetings)
    return {
        one.name: show(one.date) + (f" ({one.name})" if count[one.date] > 1 else "")
        for one in book.meetings
    }


def _remarks(action: Action, between: date | None, show: Callable[[date], str]) -> Iterator[str]:
    """Give what an action says now; `between` is its day, where it was raised between meetings."""
    yield _marked(action, "action") + (action.state.words or "(words not in this log)")
    due = f"Due: {_due_text(action.state.due, show)}" if action.state.due is not None else ""
    owner = f"Owner: {', '.join(action.state.owners_shown)}" if action.state.owners_shown else ""
    asked = f"Asked for on {show(between)}" if between is not None else ""
    if owner or due or asked:
        mark = _marked(action, "owners") or _marked(action, "due")
        yield mark + ". ".join(part for part in (owner, due, asked) if part)
    yield from _last_said(action, show)


def _due_text(due: Due, show: Callable[[date], str]) -> str:
    day = show(due.day) if due.day is not None else None
    if due.words and day:
        return f"{due.words} ({day})"
    return due.words or day or "none"


def _last_said(action: Action, show: Callable[[date], str]) -> Iterator[str]:
    said = [event for event in action.history if event.status_text or event.note]
    for event in said[-1:]:
        words = ": ".join(text for text in (event.status_text, event.note) if text)
        yield f"{_mark_text(event.confidential)}Last said on {show(event.date)}: {words}"


def _marked(action: Action, field: str) -> str:
    """Give the mark before a value that is confidential, or was given by what is."""
    event = find_giving_event(action, field)
    given = event.confidential if event is not None else None
    return _mark_text(action.confidential if action.confidential is not None else given)


def _mark_text(confidential: str | None) -> str:
    return "" if confidential is None else "[confidential] "
