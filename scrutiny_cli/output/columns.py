"""The columns of actions: what every format shows of them, in tables and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, BoardName, Event
from scrutiny_cli.minutes.model import ActionEntry, Due
from scrutiny_cli.output.phrases import action_text, format_lateness, join_cell_lines
from scrutiny_cli.output.redaction import describe_withheld, mark_confidential
from scrutiny_cli.output.values import Value


class ListingContext(NamedTuple):
    """What the values of an action depend on beside the action itself.

    Overdue and age are counted at `today`. A listing that is `is_redacted` has of a confidential
    action no more than its status.
    """

    today: date
    is_redacted: bool = False
    board: BoardName = BoardName("", "")


class ActionColumn(NamedTuple):
    """A column of actions: JSON has it under its name, a table under its heading."""

    name: str
    value: Callable[[Action, ListingContext], Value]
    heading: str = ""
    is_narrow: bool = True


def make_rows(
    actions: Iterable[Action], columns: Iterable[ActionColumn], context: ListingContext
) -> tuple[tuple[Value, ...], ...]:
    """Return the values of some columns for each action."""
    chosen = tuple(columns)
    return tuple(_make_row(action, chosen, context) for action in actions)


def _make_row(
    action: Action, columns: tuple[ActionColumn, ...], context: ListingContext
) -> tuple[Value, ...]:
    if is_withheld(action, context):
        known: dict[str, Value] = {
            "marked_action": describe_withheld(action.confidential),
            "status_and_marks": action.state.status.value,
        }
        return tuple(known.get(column.name) for column in columns)
    return tuple(column.value(action, context) for column in columns)


def is_withheld(action: Action, context: ListingContext) -> bool:
    """Whether a listing may not say what an action is."""
    return context.is_redacted and action.confidential is not None


# Values that only tables show


def _marked_action(action: Action, _: ListingContext) -> str:
    """Return the action's words, after a mark where it is confidential."""
    return mark_confidential(action.confidential) + join_cell_lines(action_text(action))


def _status_and_marks(action: Action, context: ListingContext) -> str:
    late = ", overdue" if action.overdue_days(context.today) else ""
    return action.state.status.value + late + _report_mark(action, context)


def _lateness_and_marks(action: Action, context: ListingContext) -> str:
    lateness = format_lateness(action.overdue_days(context.today))
    return lateness + _report_mark(action, context)


def _last_said(action: Action, context: ListingContext) -> str:
    """Return what was last said of an action: its status in the board's words, and the note."""
    mark = _report_mark(action, context)
    said = _last_words(action)
    return said + mark if said else mark.lstrip(";, ").capitalize()


def _last_words(action: Action) -> str:
    said = [event for event in action.history if event.kind == "reported" and event.is_substantive]
    if not said:
        return ""
    closed = None if action.is_open else action.state.status_text or action.state.status.value
    note = said[-1].note
    parts = (said[-1].status_text or closed, note and join_cell_lines(note))
    return ": ".join(part for part in parts if part)


def _report_mark(action: Action, context: ListingContext) -> str:
    """Return words that say of a public action that a report on it is confidential."""
    is_marked = any(event.confidential is not None for event in action.history)
    if action.confidential is not None or not is_marked:
        return ""
    return "; a report is withheld" if context.is_redacted else ", confidential report"


# What is shown of an action's entry beside its columns


def list_entry_facts(entry: ActionEntry) -> Iterator[tuple[str, str]]:
    """Iterate over a label and a text for each line that an action or its minutes have of it."""
    yield from (("Link", link) for link in entry.links)


# Values that only JSON has


def _make_event_record(event: Event) -> dict[str, Value]:
    return {
        "date": event.date,
        "meeting": event.meeting,
        "event": event.kind,
        "status": event.status.value if event.status is not None else None,
        "status_text": event.status_text,
        "note": event.note,
        "action": event.action,
        **due_fields(event.due),
        "owners": event.owners,
        "owner_text": event.owner_text,
        "confidential": event.confidential is not None,
        "file": event.place.path,
        "line": event.place.line,
    }


def due_fields(due: Due | None) -> dict[str, Value]:
    """Return the fields of a due: its day, and its words where it was not written as a date."""
    if due is None:
        return {"due": None, "due_text": None}
    return {"due": due.day, "due_text": due.text}


_TABLE_COLUMNS = (
    ActionColumn("marked_action", _marked_action, "Action", is_narrow=False),
    ActionColumn("owners_shown", lambda action, _: action.state.owners_shown, "Owner"),
    ActionColumn(
        "raised_or_brought", lambda action, _: action.raised or "brought forward", "Raised"
    ),
    ActionColumn("due_as_written", lambda action, _: action.state.due, "Due"),
    ActionColumn("status_and_marks", _status_and_marks, "Status"),
    ActionColumn("lateness", _lateness_and_marks, "How late"),
    ActionColumn("last_said", _last_said, "Last said", is_narrow=False),
)
JSON_COLUMNS = (
    ActionColumn("key", lambda action, _: action.key, "Ref"),
    ActionColumn("ref", lambda action, _: action.entry.ref),
    ActionColumn("action", lambda action, _: action.state.words),
    ActionColumn("owners", lambda action, _: action.state.owners),
    ActionColumn("owner_text", lambda action, _: action.state.owner_text),
    ActionColumn("status", lambda action, _: action.state.status.value),
    ActionColumn("status_text", lambda action, _: action.state.status_text),
    ActionColumn("open", lambda action, _: action.is_open),
    ActionColumn("due", lambda action, _: action.state.due_day),
    ActionColumn("due_text", lambda action, _: action.state.due and action.state.due.text),
    ActionColumn("original_due", lambda action, _: action.state.original_due),
    ActionColumn("slips", lambda action, _: action.state.slips),
    ActionColumn("overdue_days", lambda action, context: action.overdue_days(context.today)),
    ActionColumn("raised", lambda action, _: action.raised),
    ActionColumn("age_days", lambda action, context: action.age_days(context.today)),
    ActionColumn("item", lambda action, _: action.item),
    ActionColumn("closed", lambda action, _: action.state.closed),
    ActionColumn("answered", lambda action, _: action.state.answered),
    ActionColumn("follows", lambda action, _: action.follows),
    ActionColumn("becomes", lambda action, _: action.becomes),
    ActionColumn("links", lambda action, _: action.entry.links),
    ActionColumn("confidential", lambda action, _: action.confidential is not None),
    ActionColumn("board", lambda _, context: context.board.name),
    ActionColumn("board_path", lambda _, context: context.board.path),
    ActionColumn("file", lambda action, _: action.entry.place.path),
    ActionColumn("line", lambda action, _: action.entry.place.line),
    ActionColumn("history", lambda action, _: tuple(map(_make_event_record, action.history))),
)
_COLUMNS = {column.name: column for column in (*_TABLE_COLUMNS, *JSON_COLUMNS)}


def choose_columns(names: str) -> tuple[ActionColumn, ...]:
    """Return the columns of some names, which are separated by spaces."""
    return tuple(_COLUMNS[name] for name in names.split())
