"""The text of a page in its tables and beside them, and the rows of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Cell
from scrutiny_cli.importing.readers.addresses import find_addresses
from scrutiny_cli.importing.readers.pdf_lines import (
    PdfLine,
    add_addresses,
    has_space_characters,
    make_lines,
)
from scrutiny_cli.importing.readers.pdf_page import PdfChar, PdfPage
from scrutiny_cli.importing.readers.pdf_paragraphs import find_paragraphs, show_paragraph
from scrutiny_cli.importing.readers.pdf_tables import GridCell, TableGrid, find_grids

_LEAST_SIDE = 8.0  # points: a narrower row or column without words is a border
_MOST_PADDING = 12.0
_SLACK = 3.0


class RuledTable(NamedTuple):
    """A table, the number of its page, and the lines in each of its cells."""

    page: int
    grid: TableGrid
    cells: tuple[tuple[GridCell, tuple[PdfLine, ...]], ...]

    @property
    def lines(self) -> Iterator[PdfLine]:
        """The lines of all its cells."""
        for _, lines in self.cells:
            yield from lines


class PageText(NamedTuple):
    """The lines of a page that are in no table, and its tables."""

    lines: tuple[PdfLine, ...]
    tables: tuple[RuledTable, ...]


class RuledRow(NamedTuple):
    """A row of a table: its cells, and the first of its lines."""

    cells: tuple[Cell, ...]
    first: PdfLine


def read_page_text(page: PdfPage) -> PageText:
    """Return the text of a page."""
    has_spaces = has_space_characters(page.chars)
    grids = find_grids(page.rules)
    free, inside = _divide_chars(page.chars, grids)
    tables = []
    for at, grid in enumerate(grids):
        table = _make_table(page, grid, inside[at], has_spaces=has_spaces)
        if table is None:
            free += [char for chars in inside[at].values() for char in chars]
        else:
            tables.append(table)
    lines = add_addresses(make_lines(free, has_spaces=has_spaces), page.links)
    return PageText(tuple(lines), tuple(tables))


def _divide_chars(
    chars: Iterable[PdfChar], grids: Sequence[TableGrid]
) -> tuple[list[PdfChar], list[dict[GridCell, list[PdfChar]]]]:
    """Return the characters that are in no table, and those of each cell of each table."""
    order = sorted(range(len(grids)), key=lambda at: _measure_area(grids[at]))
    finders = [_index_cells(grid) for grid in grids]
    inside: list[dict[GridCell, list[PdfChar]]] = [{} for _ in grids]
    free = []
    for char in chars:
        x, y = char.middle
        for at in order:
            grid = grids[at]
            if grid.box.has_point(x, y):
                place = bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1
                inside[at].setdefault(finders[at][place], []).append(char)
                break
        else:
            free.append(char)
    return free, inside


def _measure_area(grid: TableGrid) -> float:
    box = grid.box
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _index_cells(grid: TableGrid) -> dict[tuple[int, int], GridCell]:
    return {
        (cell.row + row, cell.column + column): cell
        for cell in grid.cells
        for row in range(cell.rows)
        for column in range(cell.columns)
    }


def _make_table(
    page: PdfPage, grid: TableGrid, chars: dict[GridCell, list[PdfChar]], *, has_spaces: bool
) -> RuledTable | None:
    """Return a table; None for a frame, whose words are in one of its columns alone."""
    cells = []
    for cell in grid.cells:
        lines = make_lines(chars.get(cell, ()), has_spaces=has_spaces)
        cells.append((cell, tuple(add_addresses(lines, page.links))))
    filled = {cell.column for cell, lines in cells if lines}
    if len(filled) < 2:  # noqa: PLR2004  columns
        return None
    return RuledTable(page.number, grid, tuple(cells))


# Rows


def make_ruled_rows(table: RuledTable, is_word: Callable[[str], bool]) -> list[RuledRow]:
    """Return the rows of a table that have words, each with as many cells as it has columns."""
    columns = _list_columns(table)
    paddings = _measure_paddings(table)
    grid = _index_cells(table.grid)
    texts = {
        cell: _make_cell(cell, lines, paddings.get(cell.column, 1.0), is_word)
        for cell, lines in table.cells
    }
    lines_by_row: dict[int, list[PdfLine]] = {}
    for cell, lines in table.cells:
        if lines:
            lines_by_row.setdefault(cell.row, []).extend(lines)
    rows = []
    for row in range(table.grid.rows):
        if row not in lines_by_row:
            continue
        found = lines_by_row[row]
        cells = tuple(_place_cell(grid[row, column], texts, row, column) for column in columns)
        rows.append(RuledRow(cells, min(found, key=lambda line: (line.top, line.x0))))
    return rows


def _place_cell(cell: GridCell, texts: dict[GridCell, Cell], row: int, column: int) -> Cell:
    if (cell.row, cell.column) == (row, column):
        return texts[cell]
    return Cell(is_covered=True, is_from_above=cell.row < row)


def _list_columns(table: RuledTable) -> list[int]:
    """Return the columns of a table without those that are only a double border."""
    grid = table.grid
    filled = {cell.column for cell, lines in table.cells if lines}
    return [
        at
        for at in range(grid.columns)
        if at in filled or grid.xs[at + 1] - grid.xs[at] >= _LEAST_SIDE
    ]


def _measure_paddings(table: RuledTable) -> dict[int, float]:
    """Return how far the text of each column is from the side of its cells."""
    paddings: dict[int, float] = {}
    for cell, lines in table.cells:
        for line in lines:
            distance = max(0.0, line.x0 - cell.box.x0)
            paddings[cell.column] = min(paddings.get(cell.column, _MOST_PADDING), distance)
    return paddings


def _make_cell(
    cell: GridCell, lines: Sequence[PdfLine], padding: float, is_word: Callable[[str], bool]
) -> Cell:
    right = cell.box.x1 - padding - _SLACK
    paragraphs = find_paragraphs(lines, right, is_cell=True)
    shown = [
        f"{paragraph.mark.mark if paragraph.mark else ''} {show_paragraph(paragraph, is_word)}"
        for paragraph in paragraphs
    ]
    text = "\n".join(one.strip() for one in shown)
    links = [word.link for line in lines for word in line.words if word.link]
    return Cell(
        text,
        is_bold=bool(lines) and all(line.is_bold for line in lines),
        links=tuple(dict.fromkeys((*links, *find_addresses(text)))),
    )
