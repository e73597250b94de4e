"""The open actions as a later meeting takes them up: an update each, its status empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scrutiny_cli.actionlog.cuts import cut_before
from scrutiny_cli.actionlog.fold import fold_meetings
from scrutiny_cli.actionlog.meetings import index_meetings
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.editing.marks import find_giving_event, find_public_words
from scrutiny_cli.editing.matters_arising import insert_updates
from scrutiny_cli.editing.plan import EditContext, expect_meeting
from scrutiny_cli.minutes import yaml_text
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.yaml_lines import NewEntry
from scrutiny_cli.output.phrases import describe_words
from scrutiny_cli.output.values import FormatDay, format_due

# The heading of a group of updates: a comment with an empty line below it.
_HEADING = re.compile(r"^ *# ((?:Raised|Brought forward) on .*?)\r?\n *\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CarryForward:
    """An empty update for each of some actions."""

    actions: tuple[Action, ...]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the keys of the actions."""
        keys = ", ".join(action.key for action in self.actions)
        return f"Edit the file: add an update for {keys}."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put the updates under matters arising."""
        if self.actions:
            headings = _HEADING.findall(context.editor.source.text)
            group = headings[-1] if headings else None
            insert_updates(context, list_updates_to_fill(context.book, self.actions, group))
        return ()


def list_unlisted_actions(book: MinuteBook, name: str) -> tuple[Action, ...]:
    """Return the open actions that the meeting of a name neither lists nor raises."""
    meeting = expect_meeting(book, name)
    listed = {report.key for report in book.log.reports if report.meeting.name == name}
    return tuple(action for action in list_open_before(book, meeting) if action.key not in listed)


def list_open_before(book: MinuteBook, meeting: Meeting) -> tuple[Action, ...]:
    """Return what is open before a meeting, whose day is what `next meeting` meant."""
    others = (one for one in book.meetings if one.name != meeting.name)
    order = index_meetings((*others, meeting))
    log = cut_before(fold_meetings(order, book.series, book.directory), order, meeting)
    return tuple(action for action in log.actions if action.is_open)


def shorten_action(action: Action) -> str | None:
    """Return the words by which an update says what it is about; None where its ref is enough."""
    words = find_public_words(action)
    named = action.entry.ref == action.key or words is None
    return None if named else yaml_text.shorten_about(str(words))


def list_updates_to_fill(
    book: MinuteBook, actions: Iterable[Action], group: str | None = None
) -> list[NewEntry]:
    """Return an update without a status for each action, grouped by the meeting that raised it.

    `group` is the heading of the group that they come below.
    """
    entries: list[NewEntry] = []
    format_date = date_formatter(book.series.dates)
    meeting_labels = _label_meetings(book, format_date)
    days = {meeting.name: meeting.date for meeting in book.meetings}
    for action in actions:
        how = "Brought forward" if action.brought_forward else "Raised"
        heading = f"{how} on {meeting_labels[action.meeting]}"
        above = [""] if entries else []
        above += [heading, ""] if heading != group else []
        group = heading
        asked = None if action.brought_forward else action.raised
        between = asked if asked != days[action.meeting] else None
        above += _describe_action(action, between, format_date)
        entries.append(_write_entry(action, above))
    return entries


def _write_entry(action: Action, above: list[str]) -> NewEntry:
    words = shorten_action(action)
    about = {"about": words} if words else {}
    return NewEntry({"ref": action.key, **about, "status": None}, tuple(above))


def _label_meetings(book: MinuteBook, format_date: FormatDay) -> dict[str, str]:
    """Return each meeting's day, with its name where it shares the day with another."""
    count = Counter(meeting.date for meeting in book.meetings)
    return {
        meeting.name: format_date(meeting.date)
        + (f" ({meeting.name})" if count[meeting.date] > 1 else "")
        for meeting in book.meetings
    }


# What an action is now, as comments above its update


def _describe_action(action: Action, between: date | None, format_date: FormatDay) -> Iterator[str]:
    """Yield the comments; `between` is the action's day, where it is not that of its meeting."""
    yield _mark_of(action, "action") + describe_words(action.state.words)
    owners, due = action.state.owners_shown, action.state.due
    parts = [f"Owner: {', '.join(owners)}"] if owners else []
    parts += [f"Due: {format_due(due, format_date) or 'none'}"] if due is not None else []
    parts += [f"Raised on {format_date(between)}, between meetings"] if between is not None else []
    if parts:
        yield (_mark_of(action, "owners") or _mark_of(action, "due")) + ". ".join(parts)
    yield from _describe_last_event(action, format_date)


def _describe_last_event(action: Action, format_date: FormatDay) -> Iterator[str]:
    last = action.last_words
    if last is not None:
        event, words = last
        yield f"{_mark_text(event.confidential)}Last update, {format_date(event.date)}: {words}"


def _mark_of(action: Action, field: str) -> str:
    """Return the mark before a value that is confidential, or was given by what is."""
    event = find_giving_event(action, field)
    given = event.confidential if event is not None else None
    return _mark_text(action.confidential if action.confidential is not None else given)


def _mark_text(confidential: str | None) -> str:
    return "" if confidential is None else "[confidential] "
