"""The columns of actions: what every format shows of them, in tables and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import ActionRow, BoardName, EventRow
from scrutiny_cli.minutes.model import ActionEntry
from scrutiny_cli.output.phrases import (
    describe_words,
    format_days,
    format_lateness,
    join_cell_lines,
)
from scrutiny_cli.output.redaction import describe_withheld, mark_confidential
from scrutiny_cli.output.table import Column
from scrutiny_cli.output.values import BoardCell, DueCell, FormatDay, PhraseCell, Value

_BOARD = "board"
_OF_ONE_BOARD = frozenset({"owner", "meeting"})  # ways to group rows
_ENDINGS = (".", "!", "?", "…")
CHANGES = ("new due date", "new owner", "new wording", "updated")  # of an update without words


class BoardStyle(NamedTuple):
    """What a board is called beside others, and how it writes days: in full, and short."""

    label: str
    format_day: FormatDay
    format_short_day: FormatDay

    def add_day_formats(self, cell: Value) -> Value:
        """Return a cell with a day together with how it is written, and any other unchanged."""
        if isinstance(cell, (date, DueCell)):
            return BoardCell(cell, self.format_day, self.format_short_day)
        return cell


class ListingContext(NamedTuple):
    """What the values of a row depend on beside the row itself.

    What falls due soon is counted from `today`. A listing that `is_redacted` shows only the
    status of a confidential action. Where several boards are listed, `boards` has the
    style of each by what it is called, and each row names its board: a listing that
    `has_records` by its name and its path, any other by its label. `by` is how rows are grouped;
    a listing that `names_boards_once` names them in the heading of a group alone, if it can.
    A listing that is `for_people` has ages in words, and beside a due how often it was moved. One
    that `has_keys` names an action without a number by its key, which means nothing to others.
    """

    today: date
    is_redacted: bool = False
    boards: Mapping[BoardName, BoardStyle] = {}
    has_records: bool = False
    by: str | None = None
    names_boards_once: bool = False
    for_people: bool = False
    has_keys: bool = True

    @property
    def board_columns(self) -> tuple[Column, ...]:
        """The columns of a row's board; none where one board is listed, or rows are by board."""
        if not self._has_board:
            return ()
        names = ("board", "board_path") if self.has_records else ("Board",)
        return tuple(Column(name, is_narrow=True, is_prefix=True) for name in names)

    @property
    def _has_board(self) -> bool:
        """Whether each row names its board: it may be in the heading, or be of no single board."""
        is_named_above = self.names_boards_once and self.by in _OF_ONE_BOARD
        is_in_heading = self.by == _BOARD or is_named_above
        return bool(self.boards) and (self.has_records or not is_in_heading)

    def add_board(self, board: BoardName, cells: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return the cells of a row after those of its board, with days as that board has them."""
        if not self.boards:
            return cells
        if self.has_records:
            return (board.name, board.path, *cells)
        style = self.boards[board]
        known = tuple(map(style.add_day_formats, cells))
        return (style.label, *known) if self._has_board else known

    def name_group(self, heading: str | None, rows: Sequence[ActionRow]) -> str | None:
        """Return the heading of rows; where it means something in one board alone, with that."""
        if not self.boards or not rows or self.by not in _OF_ONE_BOARD:
            return heading
        return f"{self.boards[rows[0].board].label}: {heading}"


class ActionColumn(NamedTuple):
    """A column of actions: JSON has it under its name, a table under its heading."""

    name: str
    value: Callable[[ActionRow, ListingContext], Value]
    heading: str = ""
    is_narrow: bool = True


def drop_numbers(
    columns: tuple[ActionColumn, ...], actions: Iterable[ActionRow], context: ListingContext
) -> tuple[ActionColumn, ...]:
    """Return columns without that of the numbers where no action has one, and keys are hidden."""
    listed = tuple(actions)
    if context.has_keys or not listed:
        return columns
    if any(row.ref for row in listed if not is_withheld(row, context)):
        return columns
    return tuple(column for column in columns if column.name != "key")


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
    """Whether a listing may show only the status of an action."""
    return context.is_redacted and row.confidential


# Values that only tables show


def _marked_action(row: ActionRow, _: ListingContext) -> str:
    """Return the action's words, after a mark where it is confidential."""
    words = join_cell_lines(describe_words(row.action), is_block=row.action_is_block)
    return mark_confidential(row.confidential_reason) + words


def _due_and_moves(row: ActionRow, context: ListingContext) -> DueCell:
    """Return the due; where people read it, with how often it was moved."""
    return DueCell(row.due, row.due_text, row.slips if context.for_people else 0)


def _age(row: ActionRow, context: ListingContext) -> Value:
    """Return the age in words where people read it, otherwise in days."""
    return format_days(row.age_days) if context.for_people else row.age_days


def _status_and_marks(row: ActionRow, context: ListingContext) -> str:
    late = ", overdue" if row.overdue_days else ""
    return row.status + late + _report_mark(row, context)


def _lateness_and_marks(row: ActionRow, context: ListingContext) -> str:
    return format_lateness(row.overdue_days) + _report_mark(row, context)


def _last_said(row: ActionRow, context: ListingContext) -> str:
    """Return the last update of an action: its status in the board's words, and the note."""
    return _add_mark(_last_words(row), _report_mark(row, context))


def _add_mark(text: str, mark: str) -> str:
    """Return a text and a mark after it, as a sentence of its own where the text is one."""
    if not mark or (text and not text.endswith(_ENDINGS)):
        return text + mark
    sentence = mark.lstrip(";, ")
    sentence = sentence[:1].upper() + sentence[1:]
    return f"{text} {sentence}." if text else sentence


def _last_words(row: ActionRow) -> str:
    if not row.has_report:
        return ""
    closed = None if row.open else row.status_text or row.status
    note = row.last_note or ""
    note = join_cell_lines(note, is_block=row.last_note_is_block)
    return ": ".join(part for part in (row.last_status_text or closed, note) if part)


def _last_said_and_day(row: ActionRow, context: ListingContext) -> PhraseCell:
    """Return the last update with its day, otherwise when the action was raised."""
    first, reports = row.history[0], [event for event in row.history if event.event == "reported"]
    mark = _report_mark(row, context)
    if row.answered is None:
        day = row.raised or first.date
        return PhraseCell(lambda write: f"{write(day)} – {_describe_origin(row)}{mark}")
    answered, words = row.answered, _last_words(row) or _list_changes(reports)
    return PhraseCell(lambda write: _add_mark(f"{write(answered)} – {words}", mark))


def _describe_origin(row: ActionRow) -> str:
    return "brought forward" if row.raised is None else "raised"


def _list_changes(reports: Sequence[EventRow]) -> str:
    """Return what the last update that changes anything changes."""
    for event in reversed(reports):
        values = (event.due or event.due_text, event.owners, event.action)
        pairs = zip(CHANGES, values, strict=False)
        changed = [name for name, value in pairs if value is not None]
        if changed:
            return ", ".join(changed)
    return CHANGES[-1]


def _report_mark(row: ActionRow, context: ListingContext) -> str:
    """Return a mark for a public action that has a confidential update."""
    if row.confidential or not row.has_confidential:
        return ""
    return "; an update is withheld" if context.is_redacted else ", confidential update"


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
    ActionColumn("key", lambda row, context: row.key if context.has_keys else row.ref, "Ref"),
    ActionColumn("marked_action", _marked_action, "Action", is_narrow=False),
    ActionColumn("owners_shown", lambda row, _: row.owners_shown, "Owner"),
    ActionColumn("raised_or_brought", lambda row, _: row.raised or "brought forward", "Raised"),
    ActionColumn("due_and_moves", _due_and_moves, "Due"),
    ActionColumn("status_and_marks", _status_and_marks, "Status"),
    ActionColumn("lateness", _lateness_and_marks, "How late"),
    ActionColumn("moves", lambda row, _: row.slips, "Moved"),
    ActionColumn("age", _age, "Age"),
    ActionColumn("last_said", _last_said, "Last update", is_narrow=False),
    ActionColumn("last_said_and_day", _last_said_and_day, "Last update", is_narrow=False),
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
