"""The columns of actions: what every format shows of them, in tables and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import ActionRow, EventRow
from scrutiny_cli.minutes.model import ActionEntry
from scrutiny_cli.output.phrases import describe_words, format_lateness, join_cell_lines
from scrutiny_cli.output.redaction import describe_withheld, mark_confidential
from scrutiny_cli.output.values import DueCell, Value


class ListingContext(NamedTuple):
    """What the values of an action depend on beside the action itself.

    What falls due soon is counted from `today`. A listing that is `is_redacted` has of a
    confidential action no more than its status.
    """

    today: date
    is_redacted: bool = False


class ActionColumn(NamedTuple):
    """A column of actions: JSON has it under its name, a table under its heading."""

    name: str
    value: Callable[[ActionRow, ListingContext], Value]
    heading: str = ""
    is_narrow: bool = True


def make_rows(
    actions: Iterable[ActionRow], columns: Iterable[ActionColumn], context: ListingContext
) -> tuple[tuple[Value, ...], ...]:
    """Return the values of some columns for each action."""
    chosen = tuple(columns)
    return tuple(_make_row(row, chosen, context) for row in actions)


def _make_row(
    row: ActionRow, columns: tuple[ActionColumn, ...], context: ListingContext
) -> tuple[Value, ...]:
    if is_withheld(row, context):
        known: dict[str, Value] = {
            "marked_action": describe_withheld(row.confidential_reason),
            "status_and_marks": row.status,
        }
        return tuple(known.get(column.name) for column in columns)
    return tuple(column.value(row, context) for column in columns)


def is_withheld(row: ActionRow, context: ListingContext) -> bool:
    """Whether a listing may not say what an action is."""
    return context.is_redacted and row.confidential


# Values that only tables show


def _marked_action(row: ActionRow, _: ListingContext) -> str:
    """Return the action's words, after a mark where it is confidential."""
    words = join_cell_lines(describe_words(row.action), is_block=row.action_is_block)
    return mark_confidential(row.confidential_reason) + words


def _status_and_marks(row: ActionRow, context: ListingContext) -> str:
    late = ", overdue" if row.overdue_days else ""
    return row.status + late + _report_mark(row, context)


def _lateness_and_marks(row: ActionRow, context: ListingContext) -> str:
    return format_lateness(row.overdue_days) + _report_mark(row, context)


def _last_said(row: ActionRow, context: ListingContext) -> str:
    """Return what was last said of an action: its status in the board's words, and the note."""
    mark = _report_mark(row, context)
    said = _last_words(row)
    return said + mark if said else mark.lstrip(";, ").capitalize()


def _last_words(row: ActionRow) -> str:
    if not row.has_report:
        return ""
    closed = None if row.open else row.status_text or row.status
    note = row.last_note or ""
    note = join_cell_lines(note, is_block=row.last_note_is_block)
    return ": ".join(part for part in (row.last_status_text or closed, note) if part)


def _report_mark(row: ActionRow, context: ListingContext) -> str:
    """Return words that say of a public action that a report on it is confidential."""
    if row.confidential or not row.has_confidential:
        return ""
    return "; a report is withheld" if context.is_redacted else ", confidential report"


# What is shown of an action's entry beside its columns


def list_entry_facts(entry: ActionEntry) -> Iterator[tuple[str, str]]:
    """Iterate over a label and a text for each line that an action or its minutes have of it."""
    yield from (("Link", link) for link in entry.links)


# Values that only JSON has


def _make_event_record(event: EventRow, row: ActionRow) -> dict[str, Value]:
    return {**event._asdict(), "file": row.board.locate_file(event.file)}


def _make_json_column(name: str) -> ActionColumn:
    """Return the column of a field that JSON has as the row has it."""
    get_field = attrgetter(name)
    return ActionColumn(name, lambda row, _: get_field(row))


_TABLE_COLUMNS = (
    ActionColumn("key", lambda row, _: row.key, "Ref"),
    ActionColumn("marked_action", _marked_action, "Action", is_narrow=False),
    ActionColumn("owners_shown", lambda row, _: row.owners_shown, "Owner"),
    ActionColumn("raised_or_brought", lambda row, _: row.raised or "brought forward", "Raised"),
    ActionColumn("due_as_written", lambda row, _: DueCell(row.due, row.due_text), "Due"),
    ActionColumn("status_and_marks", _status_and_marks, "Status"),
    ActionColumn("lateness", _lateness_and_marks, "How late"),
    ActionColumn("last_said", _last_said, "Last said", is_narrow=False),
)
JSON_COLUMNS = (
    *map(_make_json_column, ActionRow._fields[: ActionRow._fields.index("file")]),
    ActionColumn("board", lambda row, _: row.board.name),
    ActionColumn("board_path", lambda row, _: row.board.path),
    ActionColumn("file", lambda row, _: row.board.locate_file(row.file)),
    ActionColumn("line", lambda row, _: row.line),
    ActionColumn(
        "history", lambda row, _: tuple(_make_event_record(event, row) for event in row.history)
    ),
)
_COLUMNS = {column.name: column for column in (*JSON_COLUMNS, *_TABLE_COLUMNS)}


def choose_columns(names: str) -> tuple[ActionColumn, ...]:
    """Return the columns of some names, which are separated by spaces."""
    return tuple(_COLUMNS[name] for name in names.split())
