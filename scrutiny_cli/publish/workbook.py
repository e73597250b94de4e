"""Listings as a workbook for spreadsheets: the one module that uses openpyxl.

A text is a text, whatever it begins with, and a day is a day. The bytes depend on what is listed
alone.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.csv_table import is_formula
from scrutiny_cli.output.document import INTERNAL
from scrutiny_cli.output.table import Column, ValueTable
from scrutiny_cli.output.values import BoardCell, DueCell, FormatDay, Value, format_value
from scrutiny_cli.publish.zipping import read_zip, zip_parts

_MOST = 32_767  # characters in a cell
_CUT = " … (the rest is too long for a cell)"
_WIDE, _NARROW, _LEAST, _DAY = 60, 28, 8, 12  # widths in characters
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what a spreadsheet reads as one character
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_RED, _SHADE = "8C1420", "E8EBF1"
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_LINE = 15.0  # points
_MOST_LINES = 27  # a row is at most 409 points high
_AS_TEXT = "@"
WORDS_HEADING = "{heading} in words"  # of the column beside a column of days


class Sheet(NamedTuple):
    """A listing with the title of its sheet."""

    title: str
    table: ValueTable


class WorkbookOptions(NamedTuple):
    """How a workbook is made: its title and board, the day it is as at, and how days are shown.

    `day_code` is the code of a cell with a day, `format_day` writes the days in a phrase. Each
    sheet of one that is `internal` is marked. `words_heading` is that of the words beside days.
    """

    title: str
    day: date
    day_code: str
    format_day: FormatDay = date.isoformat
    board: str = ""
    internal: bool = False
    words_heading: str = WORDS_HEADING


def render_workbook(sheets: Iterable[Sheet], options: WorkbookOptions) -> bytes:
    """Return a workbook with a sheet for each listing."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        title = _NO_TITLE.sub(" ", sheet.title)[:_LONGEST_TITLE]
        _SheetWriter(workbook.create_sheet(title), options).write_table(sheet.table)
    properties, moment = workbook.properties, datetime.combine(options.day, time())
    properties.title = _make_valid(options.title)[:255]
    properties.creator = _make_valid(options.board)[:255] or "scrutiny"
    properties.keywords = "INTERNAL" if options.internal else None
    properties.created = moment
    stream = io.BytesIO()
    workbook.save(stream)
    return _fix_times(stream.getvalue(), moment)


def _fix_times(data: bytes, moment: datetime) -> bytes:
    """Return a workbook without the time at which it was saved."""
    parts, name = read_zip(data), "docProps/core.xml"
    modified = f"\\g<1>{moment.isoformat()}Z".encode()
    parts[name] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", modified, parts[name])
    return zip_parts(parts)


# A sheet


class _SheetWriter(NamedTuple):
    """Writes a listing into an empty sheet: a row of headings that filters, then its rows."""

    sheet: Worksheet
    options: WorkbookOptions

    def write_table(self, table: ValueTable) -> None:
        """Write all rows; an internal sheet has a mark above its headings and on each page."""
        columns, rows = _flatten_table(table, self.options.words_heading)
        cells = [list(map(self._make_cell, columns, row)) for row in rows]
        widths = [_choose_width(column, at, cells) for at, column in enumerate(columns)]
        for at, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        if self.options.internal:
            self._write_mark()
        self._write_headings(columns)
        head = self.sheet.max_row
        for number, row in enumerate(cells, head + 1):
            self.sheet.append(row)
            lines = max(map(_count_lines, row, widths))
            self.sheet.row_dimensions[number].height = _LINE * min(lines, _MOST_LINES)
        last = f"{get_column_letter(len(columns))}{self.sheet.max_row}"
        self.sheet.auto_filter.ref = f"A{head}:{last}"
        self.sheet.freeze_panes = f"A{head + 1}"
        self._set_up_print(head)

    def _write_mark(self) -> None:
        self.sheet.append([INTERNAL])
        self.sheet["A1"].font = Font(bold=True, color=_RED)
        self.sheet.sheet_properties.tabColor = _RED

    def _write_headings(self, columns: tuple[Column, ...]) -> None:
        self.sheet.append([column.heading for column in columns])
        for cell in self.sheet[self.sheet.max_row]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor=_SHADE)
            cell.alignment = _TOP

    def _make_cell(self, column: Column, value: Value) -> Cell:
        cell = Cell(self.sheet, row=1, column=1)  # its place is where it is appended
        cell.alignment = _TOP
        if isinstance(value, date):
            cell.value, cell.number_format = value, self.options.day_code
        elif isinstance(value, int):
            cell.value = value
        elif text := _make_valid(format_value(value, self.options.format_day)):
            cell.value = text
            cell.data_type = "s"  # whatever it begins with, it is no formula and no error
            cell.quotePrefix = is_formula(text)  # nor is it one after it was edited
            if column.is_narrow:
                cell.number_format = _AS_TEXT
        return cell

    def _set_up_print(self, head: int) -> None:
        sheet = self.sheet
        sheet.print_title_rows = f"1:{head}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.gridLines = True
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        footer = HeaderFooterItem()
        footer.left.text = _escape_print_code(self.options.title)
        footer.right.text = "&P / &N"
        sheet.HeaderFooter.oddFooter = footer
        if self.options.internal:
            header = HeaderFooterItem()
            header.center.text = INTERNAL
            sheet.HeaderFooter.oddHeader = header


def _choose_width(column: Column, at: int, rows: Iterable[list[Cell]]) -> int:
    """Return how many characters wide a column is, with room for the sign of its filter."""
    longest = max((_measure_cell(row[at]) for row in rows), default=0)
    least = max(len(column.heading) + 4, _LEAST)
    return max(least, min(longest + 2, _NARROW if column.is_narrow else _WIDE))


def _measure_cell(cell: Cell) -> int:
    """Return how many characters wide a cell is; a day has room for the usual abbreviation."""
    if isinstance(cell.value, date):
        return _DAY
    return max(map(len, str(cell.value or "").split("\n")))


def _count_lines(cell: Cell, width: int) -> int:
    """Return how many lines a cell has in a column of a width; letters may be wide."""
    if isinstance(cell.value, date):
        return 1
    lines = str(cell.value or "").split("\n")
    return sum(len(textwrap.wrap(line, max(width - 2, 1))) or 1 for line in lines)


def _escape_print_code(text: str) -> str:
    return _make_valid(text).replace("&", "&&")[:200]


# Values


def _flatten_table(
    table: ValueTable, words_heading: str
) -> tuple[tuple[Column, ...], list[tuple[Value, ...]]]:
    """Return the columns and all rows; the first cell is the group's heading, if any.

    After a column of days there is one for the words of those that have words, too.
    """
    has_headings = any(group.heading is not None for group in table.groups)
    own = (Column(table.group_heading, is_narrow=True),) if has_headings else ()
    rows = [
        tuple(
            cell.cell if isinstance(cell, BoardCell) else cell
            for cell in ((group.heading or "", *row) if has_headings else row)
        )
        for group in table.groups
        for row in group.rows
    ]
    columns = (*own, *table.columns)
    worded = {at for row in rows for at, cell in enumerate(row) if _has_both(cell)}
    return (
        tuple(_split_columns(columns, worded, words_heading)),
        [tuple(_split_row(row, worded)) for row in rows],
    )


def _has_both(cell: Value) -> bool:
    return isinstance(cell, DueCell) and cell.day is not None and bool(cell.text)


def _split_columns(
    columns: Iterable[Column], worded: set[int], words_heading: str
) -> Iterator[Column]:
    for at, column in enumerate(columns):
        yield column
        if at in worded:
            yield Column(words_heading.format(heading=column.heading), is_narrow=True)


def _split_row(row: Iterable[Value], worded: set[int]) -> Iterator[Value]:
    for at, cell in enumerate(row):
        if not isinstance(cell, DueCell):
            yield cell
            words = ""
        elif cell.day is None:
            yield cell.text
            words = ""
        else:
            yield cell.day
            words = cell.text or ""
        if at in worded:
            yield words


def _make_valid(text: str) -> str:
    """Return a text as a cell can hold it."""
    text = replace_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ESCAPED.sub("_x005F_", text)
    return text if len(text) <= _MOST else text[: _MOST - len(_CUT)] + _CUT
