"""A sheet's part of a workbook, before a library reads it: what it contains, and no more of it.

Real sheets have formats down to the last row and merged cells to the last column. Only rows with
a value are left for the library, which otherwise makes a cell of each place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scrutiny_cli.importing.office_archive import XmlHandlers, scan_xml
from scrutiny_cli.importing.sheets import MAX_COLUMNS, check_value_place, read_column_name

_KEPT = frozenset({"sheetFormatPr", "cols", "sheetData"})
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_STRING_TYPES = frozenset({"s", "str", "inlineStr"})
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Z&])')
_TRUE = frozenset({"1", "true"})

CellPlace = tuple[int, int]  # the row from 1, and the column from 0


class MergedRange(NamedTuple):
    """Cells that are merged: rows from 1 and columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class SheetScan(NamedTuple):
    """What a sheet's part contains.

    `xml` is the part with the rows that have a value. `formulas` are those without a value,
    `texts` the texts of all cells that have one. `links` has the id of a relation, or an address
    within the workbook after `#`. `margins` are headers and footers of printed pages.
    """

    xml: bytes
    last_column: int
    texts: tuple[str, ...]
    formulas: dict[CellPlace, str]
    links: dict[CellPlace, str]
    merged: tuple[MergedRange, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[int, ...]
    margins: tuple[str, ...]


def scan_sheet(name: str, part: bytes, strings: Sequence[str]) -> SheetScan:
    """Return what the part of a sheet contains; `strings` are those of the workbook.

    Raises:
        CannotImport: It is damaged, or has a value beyond the limits.

    """
    scanner = _SheetScanner(name, strings)
    scan_xml(part, XmlHandlers(scanner.begin, scanner.end, scanner.add_text))
    return SheetScan(
        _cut_parts(part, scanner.list_cuts()),
        scanner.last_column,
        tuple(scanner.texts),
        scanner.formulas,
        scanner.links,
        tuple(scanner.merged),
        frozenset(scanner.hidden_rows),
        tuple(column for column in scanner.hidden_columns if column <= scanner.last_column),
        tuple(dict.fromkeys(scanner.margins)),
    )


def _cut_parts(part: bytes, cuts: Sequence[tuple[int, int]]) -> bytes:
    kept, at = [], 0
    for start, end in sorted(cuts):
        kept.append(part[at:start])
        at = max(at, end)
    return b"".join([*kept, part[at:]])


def read_place(text: str) -> CellPlace | None:
    """Return the row and column of a place such as `B7`; None where it is none."""
    found = _PLACE.fullmatch(text.replace("$", ""))
    column = read_column_name(found[1]) if found else None
    return None if found is None or column is None else (int(found[2]), column)


def read_range(text: str) -> MergedRange | None:
    """Return the cells of a range such as `B7:D9`; None where it is none."""
    first, _, last = text.partition(":")
    start, end = read_place(first), read_place(last or first)
    return None if start is None or end is None else MergedRange(*start, *end)


class _OpenCell:
    """A cell that is being read: its place, its type, and what its elements have."""

    def __init__(self, place: CellPlace, kind: str, start: int) -> None:
        self.place = place
        self.kind = kind
        self.start = start
        self.value: str | None = None
        self.inline = ""
        self.formula: str | None = None
        self.shared = ""

    def find_text(self, strings: Sequence[str]) -> str:
        """Return the text of its value, as far as it is known without formats."""
        if self.kind == "inlineStr":
            return self.inline
        value = self.value or ""
        if self.kind != "s":
            return value
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""

    def lacks_value(self) -> bool:
        """Whether it has a formula but no value that was stored for it."""
        return self.formula is not None and not self.value and self.kind not in _STRING_TYPES


class _SheetScanner:
    """Follows the elements of a sheet, and remembers what is cut out of it."""

    def __init__(self, name: str, strings: Sequence[str]) -> None:
        self.name = name
        self.strings = strings
        self.last_column = -1
        self.texts: list[str] = []
        self.formulas: dict[CellPlace, str] = {}
        self.links: dict[CellPlace, str] = {}
        self.merged: list[MergedRange] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[int] = []
        self.margins: list[str] = []
        self._shared: dict[str, str] = {}
        self._depth = 0
        self._section = ""
        self._section_start = self._row_start = 0
        self._pending: int | None = None  # where a cut begins that ends with the next element
        self._cuts: list[tuple[int, int]] = []
        self._row, self._column = 0, -1
        self._has_value = False
        self._empty: list[tuple[int, int]] = []  # columns without a value at the end of a row
        self._row_ends: list[tuple[list[tuple[int, int]], int]] = []
        self._cell: _OpenCell | None = None
        self._words: list[str] | None = None
        self._is_phonetic = False

    def list_cuts(self) -> list[tuple[int, int]]:
        """Return the ranges to cut out, those after the last column of each row included."""
        beyond = (
            (start, end)
            for empty, end in self._row_ends
            for column, start in empty
            if column > self.last_column
        )
        return [*self._cuts, *beyond]

    def begin(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the beginning of an element."""
        self._end_cut(at)
        self._depth += 1
        if self._depth == 2:
            self._section, self._section_start = name, at
        elif self._section == "sheetData":
            self._begin_data(name, attributes, at)
        elif self._section == "headerFooter":
            self._words = []
        elif name in {"col", "mergeCell", "hyperlink"}:
            self._read_range(name, attributes)

    def end(self, name: str, at: int) -> None:
        """Take the end of an element."""
        self._end_cut(at)
        if self._depth == 2:
            self._pending = None if name in _KEPT else self._section_start
            self._section = ""
        elif self._section == "sheetData":
            self._end_data(name, at)
        elif self._section == "headerFooter" and self._words is not None:
            self._add_margin("".join(self._words))
            self._words = None
        self._depth -= 1

    def add_text(self, text: str) -> None:
        """Take a text between elements."""
        if self._words is not None and not self._is_phonetic:
            self._words.append(text)

    def _end_cut(self, at: int) -> None:
        if self._pending is not None:
            self._cuts.append((self._pending, at))
            self._pending = None

    def _begin_data(self, name: str, attributes: dict[str, str], at: int) -> None:
        if name == "row":
            self._begin_row(attributes, at)
        elif name == "c":
            place = read_place(attributes.get("r", "")) or (self._row, self._column + 1)
            self._row, self._column = place
            self._cell = _OpenCell(place, attributes.get("t", "n"), at)
        elif name == "rPh":
            self._is_phonetic = True
        elif name in {"v", "t", "f"}:
            self._words = []
            if name == "f" and self._cell is not None:
                self._cell.shared = attributes.get("si", "")

    def _begin_row(self, attributes: dict[str, str], at: int) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() else self._row + 1
        self._column, self._row_start = -1, at
        self._has_value, self._empty = False, []
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self._row)

    def _end_data(self, name: str, at: int) -> None:
        if name == "row":
            self._end_row(at)
        elif name == "rPh":
            self._is_phonetic = False
        elif name == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name in {"v", "t", "f"} and self._cell is not None:
            self._set_text(name, self._cell, "".join(self._words or ()))
            self._words = None

    def _set_text(self, name: str, cell: _OpenCell, text: str) -> None:
        if name == "v":
            cell.value = text
        elif name == "t":
            cell.inline += text
        else:
            cell.formula = text
            if cell.shared and text:
                self._shared[cell.shared] = text

    def _end_cell(self, cell: _OpenCell) -> None:
        text = cell.find_text(self.strings)
        row, column = cell.place
        if cell.lacks_value():
            formula = cell.formula or self._shared.get(cell.shared, "")
            self.formulas[cell.place] = text = f"={formula}"
        elif cell.kind in _STRING_TYPES and text.strip():
            self.texts.append(text)
        if not text.strip():
            # Of the columns beyond the limit the first is enough: all are cut out from there.
            if column < MAX_COLUMNS or not self._empty or self._empty[-1][0] < MAX_COLUMNS:
                self._empty.append((column, cell.start))
            return
        check_value_place(self.name, row, column)
        self._has_value, self._empty = True, []
        self.last_column = max(self.last_column, column)

    def _end_row(self, at: int) -> None:
        if not self._has_value:
            self._pending = self._row_start
        elif self._empty:
            self._row_ends.append((self._empty, at))

    def _read_range(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col":
            self._hide_columns(attributes)
            return
        cells = read_range(attributes.get("ref", ""))
        if cells is None:
            return
        if name == "mergeCell":
            self.merged.append(cells)
        elif "id" in attributes or "location" in attributes:
            place = (cells.first_row, cells.first_column)
            self.links[place] = attributes.get("id") or f"#{attributes['location']}"

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        is_hidden = attributes.get("hidden") in _TRUE
        if is_hidden and first.isdecimal() and last.isdecimal():
            self.hidden_columns += range(int(first) - 1, min(int(last), MAX_COLUMNS))

    def _add_margin(self, codes: str) -> None:
        """Add a header or footer, of which `&C` and the like are no words."""
        text = " ".join(_PAGE_CODE.sub(" ", codes).split())
        if text:
            self.margins.append(text)
