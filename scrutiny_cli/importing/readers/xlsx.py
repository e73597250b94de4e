"""A tracker in a workbook of Excel: the one module of the import that uses openpyxl.

Stored values are read and no formula is computed. Dates are days, and other cells are as the
sheet shows them.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from scrutiny_cli.importing.blocks import CannotImport, IgnoredText
from scrutiny_cli.importing.clean_text import clean_characters, describe_removed
from scrutiny_cli.importing.readers.cell_colours import Palette, read_palette
from scrutiny_cli.importing.readers.cell_values import show_value
from scrutiny_cli.importing.readers.xlsx_parts import ScannedSheet, scan_workbook
from scrutiny_cli.importing.readers.xlsx_sheet import CellPlace, MergedRange, SheetScan
from scrutiny_cli.importing.sheets import (
    EMPTY_CELL,
    TrackerCell,
    TrackerFile,
    TrackerRow,
    TrackerSheet,
    check_text_length,
    name_column,
    trim_cell_text,
)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a cell's text has a control character
_SHORT = 40  # characters of a text that other cells may have, too
_MOST_COVERED = 4_000_000  # cells within merged ones
_WEB = ("http://", "https://", "ftp://", "file:")


class _CellStyle(NamedTuple):
    """What is read of a cell's format."""

    code: str
    is_bold: bool
    is_struck: bool
    colour: str | None


def read_workbook(data: bytes) -> TrackerFile:
    """Return the sheets of a workbook, hidden ones included.

    Raises:
        CannotImport: It is damaged, or larger than the limits.

    """
    scanned = scan_workbook(data)
    book = _load_workbook(scanned.data)
    palette = read_palette(book.loaded_theme)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    readers = [
        _SheetReader(each, sheets[each.name], palette)
        for each in scanned.sheets
        if each.name in sheets
    ]
    read = tuple(reader.read_sheet() for reader in readers)
    words = clean_characters(
        "\n".join(_unescape(text) for each in scanned.sheets for text in each.scan.texts)
    ).text
    margins = tuple(dict.fromkeys(text for each in scanned.sheets for text in each.scan.margins))
    ignored = tuple(text for reader in readers for text in reader.list_ignored())
    removed = describe_removed(sum(reader.removed for reader in readers))
    return TrackerFile(read, words, ignored, margins, removed)


def _load_workbook(data: bytes) -> openpyxl.Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # the library raises many kinds for damaged parts
        raise CannotImport(
            "The workbook is damaged. Open it in Excel, save it again as .xlsx, "
            "and import that file."
        ) from error


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _take_last_row(cells: dict[CellPlace, Any]) -> tuple[int, dict[int, Cell]]:
    """Take the cells of the last row out of a sheet, so that their memory is free again."""
    number = next(reversed(cells))[0]
    found: dict[int, Cell] = {}
    while cells and next(reversed(cells))[0] == number:
        (_, column), cell = cells.popitem()
        found[column - 1] = cell
    return number, found


class _SheetReader:
    """Reads the rows of one sheet."""

    def __init__(self, scanned: ScannedSheet, sheet: Worksheet, palette: Palette) -> None:
        self.name = scanned.name
        self.removed = 0
        self._scan: SheetScan = scanned.scan
        self._links: Mapping[CellPlace, str] = scanned.links
        self._sheet = sheet
        self._palette = palette
        self._styles: dict[int, _CellStyle] = {}
        self._ignored: list[IgnoredText] = []
        self._shared: dict[TrackerCell, TrackerCell] = {}  # one record for cells that are alike

    def list_ignored(self) -> list[IgnoredText]:
        """Return what is not in the rows: headers and footers, and values that are not shown."""
        margins = [
            IgnoredText(f"sheet “{self.name}”", "page header or footer", text)
            for text in self._scan.margins
        ]
        return [*margins, *self._ignored]

    def read_sheet(self) -> TrackerSheet:
        """Return the sheet with the rows that have a value."""
        # The library has no other list of the cells that a file contains.
        cells: dict[CellPlace, Any] = self._sheet._cells  # noqa: SLF001
        if any(after < before for before, after in pairwise(cells)):
            cells = dict(sorted(cells.items()))
        shown: list[TrackerRow] = []
        while cells:
            number, own = _take_last_row(cells)
            shown.append(self._read_row(number, own))
        ordered = {row.number: row for row in sorted(shown, key=lambda row: row.number)}
        rows = self._cover_cells(ordered)
        return TrackerSheet(
            self.name,
            tuple(row for row in rows if row.filled),
            self._sheet.sheet_state != "visible",
            self._scan.hidden_columns,
        )

    def _read_row(self, number: int, cells: Mapping[int, Cell]) -> TrackerRow:
        last = min(max(cells), self._scan.last_column)
        read = [
            self._read_cell((number, column), cells[column]) if column in cells else EMPTY_CELL
            for column in range(last + 1)
        ]
        return TrackerRow(number, tuple(read), number in self._scan.hidden_rows)

    # Cells

    def _read_cell(self, place: CellPlace, cell: Cell) -> TrackerCell:
        style = self._find_style(cell)
        formula = self._scan.formulas.get(place)
        day, shown = show_value(formula if formula is not None else cell.value, style.code)
        text = self._clean_text(place, shown)
        links = self._find_links(place) if text else ()
        text = " ".join([text, *(f"({link})" for link in links if link not in text)])
        read = TrackerCell(
            text,
            day,
            is_bold=style.is_bold,
            is_struck=style.is_struck and bool(text),
            colour=style.colour,
            links=links,
            comment=self._read_comment(place, cell),
            has_formula=formula is not None,
        )
        return self._shared.setdefault(read, read) if len(text) <= _SHORT else read

    def _clean_text(self, place: CellPlace, shown: str) -> str:
        clean = clean_characters(_unescape(shown))
        self.removed += clean.removed
        row, column = place
        check_text_length(f"Cell {name_column(column)}{row} of sheet “{self.name}”", clean.text)
        return trim_cell_text(clean.text)

    def _find_links(self, place: CellPlace) -> tuple[str, ...]:
        address = self._links.get(place, "")
        if address.casefold().startswith(_WEB):
            return (address,)
        if address:
            row, column = place
            where = f"sheet “{self.name}”, cell {name_column(column)}{row}"
            self._ignored.append(IgnoredText(where, "address of a link", address))
        return ()

    def _read_comment(self, place: CellPlace, cell: Cell) -> str:
        text = cell.comment.text if cell.comment is not None else ""
        return " ".join(self._clean_text(place, text).split())

    def _find_style(self, cell: Cell) -> _CellStyle:
        """Return a cell's format; cells share few of them."""
        number = cell.style_id
        if number not in self._styles:
            fill = cell.fill
            colour = fill.fgColor if fill.fill_type == "solid" else None
            self._styles[number] = _CellStyle(
                cell.number_format or "General",
                bool(cell.font.b),
                bool(cell.font.strike),
                None if colour is None else self._resolve_colour(colour),
            )
        return self._styles[number]

    def _resolve_colour(self, colour: Color) -> str | None:
        if colour.type == "theme":
            return self._palette.find_theme_colour(int(colour.theme), float(colour.tint or 0))
        if colour.type == "indexed":
            return self._palette.find_indexed_colour(int(colour.indexed))
        return self._palette.find_plain_colour(str(colour.rgb))

    # Merged cells

    def _cover_cells(self, rows: Mapping[int, TrackerRow]) -> Iterator[TrackerRow]:
        """Yield the rows, in which merged cells are given once."""
        covering = self._group_merged(rows)
        for number, row in rows.items():
            cells = list(row.cells)
            for merged in covering[number]:
                self._cover_row(cells, merged, number, rows)
            yield row._replace(cells=tuple(cells))

    def _group_merged(self, rows: Mapping[int, TrackerRow]) -> Mapping[int, list[MergedRange]]:
        """Return the merged cells that concern each row."""
        found: dict[int, list[MergedRange]] = defaultdict(list)
        covered = 0
        for merged in self._scan.merged:
            last = min(merged.last_row, max(rows, default=0))
            covered += max(last - merged.first_row + 1, 0)
            if covered > _MOST_COVERED:
                raise CannotImport(
                    f"Sheet “{self.name}” has too many merged cells. Separate them, save the file "
                    "again, and import that file."
                )
            for number in range(merged.first_row, last + 1):
                found[number].append(merged)
        return found

    def _cover_row(
        self,
        cells: list[TrackerCell],
        merged: MergedRange,
        number: int,
        rows: Mapping[int, TrackerRow],
    ) -> None:
        """Mark the cells of a row that a merged cell covers."""
        last = min(merged.last_column, self._scan.last_column)
        if merged.first_column > last:
            return
        cells += [EMPTY_CELL] * (last + 1 - len(cells))
        first = rows.get(merged.first_row)
        source = first.find_cell(merged.first_column) if first is not None else EMPTY_CELL
        for column in range(merged.first_column, last + 1):
            if (number, column) == (merged.first_row, merged.first_column):
                width = merged.last_column - merged.first_column + 1
                cells[column] = cells[column]._replace(width=width)
                continue
            self._ignore_value(number, column, cells[column])
            is_below = number > merged.first_row and column == merged.first_column
            cover, cover_row = (source, merged.first_row) if is_below else (None, 0)
            cells[column] = TrackerCell(is_covered=True, cover=cover, cover_row=cover_row)

    def _ignore_value(self, row: int, column: int, cell: TrackerCell) -> None:
        if cell.text:
            where = f"sheet “{self.name}”, cell {name_column(column)}{row}"
            self._ignored.append(IgnoredText(where, "covered by a merged cell", cell.text))
