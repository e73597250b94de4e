"""The cells of an action's rows by what their columns contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scrutiny_cli.importing.recognise.entry_parts import Stretch
from scrutiny_cli.importing.sheets import TrackerCell, TrackerRow
from scrutiny_cli.importing.tracker.mapping import MappedColumn
from scrutiny_cli.importing.tracker.table_body import ActionRows, PlacedRow


class FieldCell(NamedTuple):
    """A filled or coloured cell: its column, itself, and where its text is in the source."""

    column: MappedColumn
    cell: TrackerCell
    stretch: Stretch

    @property
    def heading(self) -> str:
        """How its column is called in a note."""
        return self.column.heading.rstrip(" :") or f"Column {self.column.letter}"

    @property
    def words(self) -> str:
        """Its text on one line."""
        return " ".join(self.cell.text.split())


class RowCells(NamedTuple):
    """All cells of an action's rows that have a text or a fill."""

    cells: tuple[FieldCell, ...]

    def list_field(self, field: str) -> list[FieldCell]:
        """Return the cells with a text of a field."""
        return [each for each in self.cells if each.column.field == field and each.cell.text]

    def list_stretches(self, field: str) -> tuple[Stretch, ...]:
        """Return the texts of a field."""
        return tuple(each.stretch for each in self.list_field(field))

    def list_coloured(self, fields: Iterable[str]) -> list[FieldCell]:
        """Return the cells without a text, but with a fill, of fields."""
        listed = tuple(fields)
        return [
            each
            for each in self.cells
            if each.column.field in listed and not each.cell.text and each.cell.colour is not None
        ]


def collect_cells(action: ActionRows, columns: tuple[MappedColumn, ...]) -> RowCells:
    """Return the cells of an action's rows; a merged cell above counts for the rows it covers."""
    first, *others = action.rows
    cells = [*_list_cells(first, columns, is_first=True)]
    for placed in others:
        cells += _list_cells(placed, columns, is_first=False)
    return RowCells(tuple(cells))


def _list_cells(
    placed: PlacedRow, columns: tuple[MappedColumn, ...], *, is_first: bool
) -> Iterator[FieldCell]:
    for column in columns:
        cell = placed.row.find_cell(column.column)
        if is_first and cell.cover is not None and cell.cover.text:
            block = placed.blocks.get(cell.cover_row, placed.block)
            yield FieldCell(column, cell.cover, Stretch(cell.cover.text, block, 0, column.column))
        elif cell.text or _has_own_colour(placed.row, cell):
            yield FieldCell(column, cell, Stretch(cell.text, placed.block, 0, column.column))


def _has_own_colour(row: TrackerRow, cell: TrackerCell) -> bool:
    """Whether a cell is filled otherwise than the row."""
    alike = sum(other.colour == cell.colour for other in row.cells)
    return cell.colour is not None and (alike == 1 or 2 * alike < len(row.cells))
