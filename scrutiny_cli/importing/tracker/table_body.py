"""The rows of a table: actions, what continues them, groups, texts, and rows without words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from scrutiny_cli.importing.recognise.joined_text import has_letters
from scrutiny_cli.importing.sheets import TrackerCell, TrackerRow
from scrutiny_cli.importing.tracker.column_values import is_date_cell
from scrutiny_cli.importing.tracker.mapping import NOTE, RAG, MappedColumn
from scrutiny_cli.importing.tracker.options import IGNORE
from scrutiny_cli.importing.tracker.sheet_tables import SheetTable

_CLOSED = re.compile(r"\b(?:closed|completed?|archived?|discharged|finished|done)\b", re.IGNORECASE)
_NOT_CLOSED = re.compile(
    r"\b(?:not|in|un|non|open|outstanding|ongoing|to be|yet)\b|incomplete", re.IGNORECASE
)
_NUMBER = re.compile(r"(?=\S*[0-9])[\w./#()-]{1,16}")
_GROUP_WORDS = re.compile(
    r"\b(?:meetings?|actions? (?:from|held|arising|outstanding|carried)|held over|carried|"
    r"outstanding|completed|closed|committee|board|council|(?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"(?:key|legend|notes?|n\.?b\.?|(?:sub)?totals?|rag)\s*(?::|$)", re.IGNORECASE
)
_MOST_GROUP_WORDS = 12
_MOSTLY = 0.7
_LENGTHENING = frozenset(("action", "update", NOTE))
# What a template fills in for rows that nobody has used yet.
_FILLED_IN = frozenset(("ref", "status", RAG, NOTE, IGNORE, "raised"))
_ENDED = (".", "!", "?", ")", ":", ";")


class PlacedRow(NamedTuple):
    """A row, and the place of its block in the list of all, from 0.

    `blocks` has those of all rows of its sheet, by their numbers.
    """

    block: int
    row: TrackerRow
    blocks: Mapping[int, int] = MappingProxyType({})


class ActionRows(NamedTuple):
    """An action: its row, the rows that continue it, and the rows of the group that it is in.

    `is_closed`: its sheet or group is of closed actions.
    """

    rows: tuple[PlacedRow, ...]
    group: tuple[PlacedRow, ...] = ()
    is_closed: bool = False


class TableBody(NamedTuple):
    """The rows of a table by what they are."""

    columns: tuple[MappedColumn, ...]
    actions: tuple[ActionRows, ...]
    texts: tuple[PlacedRow, ...]
    empty: tuple[PlacedRow, ...]


def is_about_closed(words: str) -> bool:
    """Whether the name of a sheet or group says that its actions are closed."""
    return _CLOSED.search(words) is not None and _NOT_CLOSED.search(words) is None


def read_body(
    table: SheetTable, columns: tuple[MappedColumn, ...], rows: Sequence[PlacedRow]
) -> TableBody:
    """Return what the rows of a table are; `rows` are those below its headings."""
    reader = _BodyReader(table, columns, rows)
    for placed in rows:
        reader.add_row(placed)
    return reader.end_body()


class _BodyReader:
    """Takes the rows of a table one after the other."""

    def __init__(
        self, table: SheetTable, columns: tuple[MappedColumn, ...], rows: Sequence[PlacedRow]
    ) -> None:
        self._columns = columns
        self._fields = {column.column: column.field for column in columns}
        self._is_closed_sheet = is_about_closed(table.sheet.name)
        self._width = len(table.headings)
        actions = [placed for placed in rows if self._has_action(placed.row)]
        full = [placed.row for placed in actions if len(self._list_fields(placed.row)) > 1]
        numbered = sum(self._has_field(row, "ref") for row in full)
        self._has_refs = numbered > 0 and numbered >= _MOSTLY * len(full)
        self._last_action = max((placed.block for placed in actions), default=-1)
        self._actions: list[ActionRows] = []
        self._texts: list[PlacedRow] = []
        self._empty: list[PlacedRow] = []
        self._group: list[PlacedRow] = []
        self._is_group_used = True

    def end_body(self) -> TableBody:
        """Return what was found; a group without rows below it is text."""
        self._drop_group()
        return TableBody(
            self._columns, tuple(self._actions), tuple(self._texts), tuple(self._empty)
        )

    def add_row(self, placed: PlacedRow) -> None:
        """Take a row."""
        row = placed.row
        if self._is_empty(placed):
            self._empty.append(placed)
        elif self._is_group(row):
            self._add_group(placed)
        elif self._continues_action(row):
            last = self._actions[-1]
            self._actions[-1] = last._replace(rows=(*last.rows, placed))
        elif not self._is_footnote(row) and (self._has_action(row) or self._has_reported_ref(row)):
            self._add_action(placed)
        else:
            self._texts.append(placed)

    # Cells by what their column contains

    def _list_fields(self, row: TrackerRow) -> set[str]:
        """Return what the filled cells of a row are, those to ignore apart."""
        fields = {self._fields.get(column, NOTE) for column in row.filled}
        return fields - {IGNORE}

    def _has_field(self, row: TrackerRow, field: str) -> bool:
        return field in self._list_fields(row)

    def _has_action(self, row: TrackerRow) -> bool:
        cell = self._find_action(row)
        return cell is not None and has_letters(cell.text)

    def _has_reported_ref(self, row: TrackerRow) -> bool:
        """Whether a row without an action's words reports on a ref."""
        fields = self._list_fields(row)
        return "ref" in fields and not fields.isdisjoint({"status", "update", "closed", "owner"})

    def _find_action(self, row: TrackerRow) -> TrackerCell | None:
        column = next((at for at, field in self._fields.items() if field == "action"), None)
        return None if column is None else row.find_cell(column)

    # Rows without words

    def _is_empty(self, placed: PlacedRow) -> bool:
        """Whether a row has only a number, or only what the template has filled in."""
        row, fields = placed.row, self._list_fields(placed.row)
        numbers = [row.cells[at] for at in row.filled if self._fields.get(at) in {"ref", IGNORE}]
        if not numbers or not all(map(_is_number, numbers)):
            return False
        return fields <= {"ref"} or (fields <= _FILLED_IN and placed.block > self._last_action)

    def _is_footnote(self, row: TrackerRow) -> bool:
        """Whether a row is no action: a key, a total, or lone words apart from the actions."""
        fields = self._list_fields(row)
        if not fields.isdisjoint({"owner", "due", "status", "closed", RAG}):
            return False
        first = row.cells[row.filled[0]].text
        above = self._actions[-1].rows[-1].row.number if self._actions else row.number
        is_apart = row.number > above + 1 and fields == {"action"} and self._has_refs
        return _FOOTNOTE.match(first) is not None or is_apart

    # Groups

    def _is_group(self, row: TrackerRow) -> bool:
        """Whether a row is one filled cell across the table, or in its first column."""
        if len(row.filled) != 1:
            return False
        (column,) = row.filled
        cell, field = row.cells[column], self._fields.get(column, NOTE)
        if cell.width > 1 and column + cell.width >= min(self._width, column + 3):
            return True
        if field == "action":
            return _is_like_group(cell)
        return column == min(self._fields, default=0) and field not in _LENGTHENING - {NOTE}

    def _add_group(self, placed: PlacedRow) -> None:
        if self._is_group_used:
            self._group, self._is_group_used = [], False
        self._group.append(placed)

    def _drop_group(self) -> None:
        if not self._is_group_used:
            self._texts += self._group
            self._group = []

    # Actions

    def _add_action(self, placed: PlacedRow) -> None:
        self._is_group_used = True
        group = tuple(self._group)
        closed = self._is_closed_sheet or any(
            is_about_closed(each.row.cells[each.row.filled[0]].text) for each in group
        )
        self._actions.append(ActionRows((placed,), group, closed))

    def _continues_action(self, row: TrackerRow) -> bool:
        """Whether a row lengthens the texts of the action above it."""
        if not self._actions or not self._is_group_used or self._is_footnote(row):
            return False
        above = self._actions[-1].rows[-1].row
        action = self._find_action(row)
        if action is not None and action.is_covered and action.cover is not None:
            return True
        fields = self._list_fields(row)
        if fields == {"owner"}:
            return not any(self._has_field(each.row, "owner") for each in self._actions[-1].rows)
        if not fields <= _LENGTHENING:
            return False
        return "action" not in fields or self._lengthens_words(row, above)

    def _lengthens_words(self, row: TrackerRow, above: TrackerRow) -> bool:
        """Whether the words of a row without a ref continue those above."""
        if self._has_refs:
            return True
        words = self._find_action(row)
        before = next(
            (found.text for found in self._list_action_cells(reversed(self._actions[-1].rows))), ""
        )
        is_ended = before.endswith(_ENDED)
        is_alone = self._list_fields(row) == {"action"}
        begins_small = words is not None and words.text[:1].islower()
        return (
            is_alone and begins_small and not (is_ended and self._list_fields(above) == {"action"})
        )

    def _list_action_cells(self, rows: Iterable[PlacedRow]) -> list[TrackerCell]:
        found = (self._find_action(placed.row) for placed in rows)
        return [cell for cell in found if cell is not None and cell.text]


def _is_number(cell: TrackerCell) -> bool:
    """Whether a cell is a number of its row, and not a day or a heading across the row."""
    is_number = _NUMBER.fullmatch(cell.text) is not None
    return is_number and cell.width == 1 and not is_date_cell(cell)


def _is_like_group(cell: TrackerCell) -> bool:
    """Whether a lone cell in the column of actions is a heading of the rows below."""
    words = cell.text.split()
    is_marked = cell.is_bold or cell.colour is not None
    return (
        is_marked
        and len(words) <= _MOST_GROUP_WORDS
        and not cell.text.endswith((".", ";", ","))
        and _GROUP_WORDS.search(cell.text) is not None
    )
