"""A row of a table of actions by its columns: merged, moved and shared cells."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from scrutiny_cli.importing.blocks import Cell, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import Sign
from scrutiny_cli.importing.recognise.cell_kinds import has_day
from scrutiny_cli.importing.recognise.divided_rows import ReadRow
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch
from scrutiny_cli.importing.recognise.headings import ColumnField
from scrutiny_cli.importing.recognise.label_rows import ActionCard
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.shifted_rows import ShiftColumns, find_cell_shift
from scrutiny_cli.importing.recognise.table_columns import Columns
from scrutiny_cli.importing.recognise.table_rows import TableRow
from scrutiny_cli.minutes.dates.date_reader import find_date

_FIELDS = {
    ColumnField.ACTION: "words",
    ColumnField.REF: "ref",
    ColumnField.OWNER: "owner",
    ColumnField.DUE: "due",
    ColumnField.REVISED: "revised",
    ColumnField.STATUS: "status",
    ColumnField.UPDATE: "update",
    ColumnField.CLOSED: "closed",
    ColumnField.RAISED: "raised",
    ColumnField.FROM: "origin",
    ColumnField.LINKS: "links",
}
_FROM_ABOVE = (ColumnField.OWNER, ColumnField.DUE, ColumnField.STATUS)
_FOR_ALL = re.compile(
    r"all\b(?: actions?| items?)?(?: (?:for|to be|are|due|of these))*"
    r"(?: complet\w+| due| done)?(?: by| before| on| for)\b",
    re.IGNORECASE,
)
_NOWHERE = -1  # the place of a column that a row does not have
_EXCHANGED = "the headings of the columns of owners and actions are the wrong way round"
_SHIFTED = "the owner and the date are one cell beside their headings"


class RowReader:
    """Reads the rows of a part of a table, in their order."""

    def __init__(self, columns: Columns, headings: tuple[str, ...], reading: Reading) -> None:
        """Keep the columns; cells that are merged downwards are remembered."""
        self._columns = columns
        self._headings = headings
        self._reading = reading
        self._above: dict[int, Stretch] = {}

    def read_row(self, row: TableRow, sign: Sign) -> ReadRow:
        """Return what the columns of a row have."""
        shift = _find_shift(row, self._columns, self._reading)
        places = self._place_columns(row, shift)
        gathered: dict[str, list[Stretch]] = {}
        notes: list[tuple[str, Stretch]] = []
        for index, field in enumerate(self._columns.fields):
            stretch = self._find_stretch(row, places[index], field)
            if stretch is None or index == self._columns.number:
                continue
            name = None if field is None else _FIELDS.get(field)
            if name is None:
                notes.append((self._find_heading(index), stretch))
            else:
                gathered.setdefault(name, []).append(stretch)
        parts = self._make_parts(gathered, notes, sign, is_shifted=shift != 0)
        found = self._judge_raised(ReadRow(parts))
        return found._replace(is_same_action=self._has_action_above(row, places))

    def _place_columns(self, row: TableRow, shift: int) -> list[int]:
        """Return the cell of each column of a row whose owner and date are moved by `shift`.

        Other columns keep their cell where it has words and is not that of another one.
        """
        count = len(self._columns.fields)
        if not shift:
            return list(range(count))
        moved = self._columns.find_all(ColumnField.OWNER, ColumnField.DUE)
        places = {index: index + shift for index in moved}
        others = [index for index in range(count) if index not in moved]
        actions = self._columns.find_all(ColumnField.ACTION)
        for index in sorted(others, key=lambda index: index not in actions):
            free = [at for at in (index, index + shift) if at not in places.values()]
            filled = (at for at in free if 0 <= at < len(row.cells) and row.cells[at].text)
            places[index] = next(filled, _NOWHERE)
        return [places[index] for index in range(count)]

    def _judge_raised(self, row: ReadRow) -> ReadRow:
        """Decide by the day of raising whether an action is earlier; other words are notes."""
        parts, today = row.parts, self._reading.day
        listed = (*parts.raised, *parts.origin)
        days = {each: self._find_day(each) for each in listed}
        found = [day for day in days.values() if day is not None]
        if any(day < today for day in found) and parts.sign is not Sign.NEW:
            parts = parts._replace(sign=Sign.EARLIER)
        if parts.sign is Sign.EARLIER:
            return row._replace(parts=parts)
        same = [each for each in listed if days[each] == today]
        notes = [(self._find_title(each), each) for each in listed if each not in same]
        sign = Sign.NEW if same else parts.sign
        kept = parts._replace(raised=(), origin=(), notes=(*parts.notes, *notes), sign=sign)
        uses = [
            Use(each.block, 0, len(each.text), UseKind.VALUE, "date", today.isoformat(), each.cell)
            for each in same
        ]
        return row._replace(parts=kept, uses=tuple(uses))

    def _find_day(self, stretch: Stretch) -> date | None:
        words = " ".join(stretch.text.split())
        return find_date(words, month_first=self._reading.month_first)

    def _find_title(self, stretch: Stretch) -> str:
        """Return the heading of the column of a cell."""
        return self._find_heading(stretch.cell or 0)

    def _find_heading(self, index: int) -> str:
        return self._headings[index] if index < len(self._headings) else ""

    def _find_stretch(self, row: TableRow, at: int, field: ColumnField | None) -> Stretch | None:
        """Return the words of a cell, or those of the cell above that is merged with it."""
        if not 0 <= at < len(row.cells):
            return None
        cell = row.cells[at]
        if cell.is_covered and cell.is_from_above:
            return self._above.get(at) if field in _FROM_ABOVE else None
        self._above.pop(at, None)
        if not cell.text.strip() or _is_for_all(field, cell):
            return None
        stretch = Stretch(cell.text, row.block, 0, at)
        self._above[at] = stretch
        return stretch

    def _has_action_above(self, row: TableRow, places: list[int]) -> bool:
        """Whether the action of a row is in a cell above that is merged with its own."""
        cells = [places[index] for index in self._columns.find_all(ColumnField.ACTION)]
        return all(0 <= at < len(row.cells) and row.cells[at].is_from_above for at in cells)

    def _make_parts(
        self,
        gathered: dict[str, list[Stretch]],
        notes: list[tuple[str, Stretch]],
        sign: Sign,
        *,
        is_shifted: bool,
    ) -> EntryParts:
        fields: dict[str, Any] = {name: tuple(each) for name, each in gathered.items()}
        doubts = [Doubt("columns-exchanged", _EXCHANGED)] * self._columns.is_exchanged
        doubts += [Doubt("row-shifted", _SHIFTED)] * is_shifted
        return EntryParts(**fields, notes=tuple(notes), sign=sign, doubts=tuple(doubts))


def _is_for_all(field: ColumnField | None, cell: Cell) -> bool:
    """Whether a cell has the due date of all actions of the meeting, which its head has."""
    text = " ".join(cell.text.split())
    return field is ColumnField.DUE and _FOR_ALL.match(text) is not None and has_day(text)


def make_card_parts(card: ActionCard, sign: Sign) -> EntryParts:
    """Return the parts of an action that has a label beside each of its fields."""
    gathered: dict[str, Any] = {}
    for cell in card:
        if cell.field is not None:
            name = _FIELDS[cell.field]
            gathered[name] = (*gathered.get(name, ()), cell.make_stretch())
    return EntryParts(**gathered, sign=sign)


def _find_shift(row: TableRow, columns: Columns, reading: Reading) -> int:
    """Return by how many cells a row is moved to the right, -1 to the left."""
    wanted = (ColumnField.ACTION, ColumnField.OWNER, ColumnField.DUE)
    places = [columns.find_one(field) for field in wanted]
    found = [place for place in places if place is not None]
    if len(found) < len(wanted):
        return 0
    return find_cell_shift(
        row.list_texts(), ShiftColumns(*found), reading.people, month_first=reading.month_first
    )
