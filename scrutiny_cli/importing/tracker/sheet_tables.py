"""The tables of a sheet: where their headings are, and the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.recognise.headings import ColumnField, find_heading
from scrutiny_cli.importing.sheets import TrackerRow, TrackerSheet

FEWEST_HEADINGS = 3
_LAST_HEADING_ROW = 40
_FEWEST_BELOW = 2  # known headings in the second row of a heading


class SheetTable(NamedTuple):
    """A table: the rows of its headings, the heading of each column, and the rows below.

    A heading is "" where a column has none.
    """

    sheet: TrackerSheet
    heading_rows: tuple[TrackerRow, ...]
    headings: tuple[str, ...]
    rows: tuple[TrackerRow, ...]


class SheetLayout(NamedTuple):
    """A sheet: the rows above its first headings, and its tables (none: there are no headings)."""

    sheet: TrackerSheet
    above: tuple[TrackerRow, ...]
    tables: tuple[SheetTable, ...]


def lay_out_sheet(sheet: TrackerSheet, header: int | None = None) -> SheetLayout:
    """Return the tables of a sheet; `header` is the row of the headings where it was typed.

    Raises:
        CannotImport: That row is empty.

    """
    start = _find_typed(sheet, header) if header is not None else _find_headings(sheet.rows)
    if start is None:
        return SheetLayout(sheet, sheet.rows, ())
    begins = [start, *_list_further(sheet.rows, start)]
    ends = [*begins[1:], len(sheet.rows)]
    tables = tuple(
        _make_table(sheet, sheet.rows[at:end]) for at, end in zip(begins, ends, strict=True)
    )
    return SheetLayout(sheet, sheet.rows[:start], tables)


def _find_typed(sheet: TrackerSheet, header: int) -> int:
    for at, row in enumerate(sheet.rows):
        if row.number == header:
            return at
    raise CannotImport(
        f"There is nothing in {sheet.describe_row(header)}. Type the row of the headings, "
        "counted as the spreadsheet counts, for example --header 4"
    )


def _find_headings(rows: Sequence[TrackerRow]) -> int | None:
    """Return the first row with three known headings, one of an action if there is such a row."""
    near = [at for at, row in enumerate(rows) if row.number <= _LAST_HEADING_ROW]
    found = [at for at in near if count_headings(rows[at]) >= FEWEST_HEADINGS]
    return next((at for at in found if _has_action(rows[at])), next(iter(found), None))


def count_headings(row: TrackerRow) -> int:
    """Return how many cells of a row are known headings."""
    return len(_list_fields(row))


def _list_fields(row: TrackerRow) -> list[ColumnField]:
    known = (find_heading(row.cells[column].text) for column in row.filled)
    return [heading.field for heading in known if heading is not None]


def _has_action(row: TrackerRow) -> bool:
    return ColumnField.ACTION in _list_fields(row)


def _is_all_headings(row: TrackerRow) -> bool:
    return count_headings(row) == len(row.filled)


def _list_further(rows: Sequence[TrackerRow], start: int) -> list[int]:
    """Return the rows below that are headings again, of this table or of another one."""
    found = []
    for at in range(start + 2, len(rows)):
        row = rows[at]
        is_heading = count_headings(row) >= FEWEST_HEADINGS and _is_all_headings(row)
        if is_heading and len(set(_list_fields(row))) >= FEWEST_HEADINGS and _has_action(row):
            found.append(at)
    return found


def _make_table(sheet: TrackerSheet, rows: tuple[TrackerRow, ...]) -> SheetTable:
    """Return a table whose first row has headings; the second may divide or complete them."""
    count = 2 if len(rows) > 1 and _completes_headings(rows[0], rows[1]) else 1
    width = max((len(row.cells) for row in rows), default=0)
    headings = tuple(_join_heading(rows[:count], column) for column in range(width))
    return SheetTable(sheet, rows[:count], headings, rows[count:])


def _completes_headings(first: TrackerRow, second: TrackerRow) -> bool:
    """Whether a second row of headings divides those above, as `Raised`, `Due` below `Dates`."""
    is_first_empty = not second.find_cell(first.filled[0]).text
    return is_first_empty and count_headings(second) >= _FEWEST_BELOW and _is_all_headings(second)


def _join_heading(rows: Sequence[TrackerRow], column: int) -> str:
    texts = [" ".join(row.find_cell(column).text.split()) for row in rows]
    return next((text for text in reversed(texts) if text), "")
