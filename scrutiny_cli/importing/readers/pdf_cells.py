"""The text of a page in its tables and beside them, and the rows of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Cell
from scrutiny_cli.importing.readers.addresses import find_addresses
from scrutiny_cli.importing.readers.pdf_aligned import AlignedRow
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
_SAME_COLUMN = 5.0
_COLUMN_GAP = 0.45  # of the size
_FEWEST = 2  # columns with words; with fewer, lines are a frame


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


def read_page_text(page: PdfPage, before: TableGrid | None = None) -> PageText:
    """Return the text of a page; `before` is the table at the end of the page before it."""
    has_spaces = has_space_characters(page.chars)
    grids = find_grids(page.rules)
    free, inside = _divide_chars(page.chars, grids)
    tables: list[RuledTable] = []
    for at, grid in enumerate(grids):
        table = _make_table(page, grid, inside[at], has_spaces=has_spaces)
        is_rest = before is not None and not tables and has_same_columns(before, grid)
        if not is_rest and len({cell.column for cell, lines in table.cells if lines}) < _FEWEST:
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
) -> RuledTable:
    """Return a table; a cell that no line divides is divided where its words are apart."""
    cells: list[tuple[GridCell, tuple[PdfLine, ...]]] = []
    for cell in grid.cells:
        lines = make_lines(chars.get(cell, ()), has_spaces=has_spaces)
        cells += _divide_cell(grid, cell, add_addresses(lines, page.links))
    divided = grid._replace(cells=tuple(cell for cell, _ in cells))
    return RuledTable(page.number, divided, tuple(cells))


def has_same_columns(grid: TableGrid, other: TableGrid) -> bool:
    """Whether two tables have their columns at the same places."""
    return len(grid.xs) == len(other.xs) and all(
        abs(one - two) <= _SAME_COLUMN for one, two in zip(grid.xs, other.xs, strict=True)
    )


def _divide_cell(
    grid: TableGrid, cell: GridCell, lines: Sequence[PdfLine]
) -> Iterator[tuple[GridCell, tuple[PdfLine, ...]]]:
    """Yield a cell, or the cells of each column if its words are apart where columns end.

    Tables that are shaded row by row have lines in every second row alone.
    """
    ends = grid.xs[cell.column + 1 : cell.column + cell.columns]
    if not ends or not all(_is_apart_at(line, end) for line in lines for end in ends):
        yield cell, tuple(lines)
        return
    if all(line.x0 < ends[0] and line.x1 <= ends[0] for line in lines):
        yield cell, tuple(lines)
        return
    for at in range(cell.columns):
        start, end = grid.xs[cell.column + at], grid.xs[cell.column + at + 1]
        box = cell.box._replace(x0=start, x1=end)
        part = GridCell(cell.row, cell.column + at, cell.rows, 1, box)
        found = [
            (line, [word for word in line.words if start <= (word.x0 + word.x1) / 2 < end])
            for line in lines
        ]
        yield part, tuple(line.replace_words(words) for line, words in found if words)


def _is_apart_at(line: PdfLine, place: float) -> bool:
    """Whether no word of a line is at a place, and those beside it are not close together."""
    left = [word for word in line.words if (word.x0 + word.x1) / 2 < place]
    right = line.words[len(left) :]
    if not left or not right:
        return not any(word.x0 < place - 1 and word.x1 > place + 1 for word in line.words)
    is_apart = right[0].x0 - left[-1].x1 >= _COLUMN_GAP * line.size
    return is_apart and left[-1].x1 <= place + 1 and right[0].x0 >= place - 1


# Rows


def make_ruled_rows(table: RuledTable, is_word: Callable[[str], bool]) -> list[RuledRow]:
    """Return the rows of a table that have words, each with as many cells as it has columns."""
    columns = _list_columns(table)
    paddings = _measure_paddings(table)
    grid = _index_cells(table.grid)
    texts = {
        cell: make_cell(lines, cell.box.x1 - paddings.get(cell.column, 1.0) - _SLACK, is_word)
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


def make_cell(lines: Sequence[PdfLine], right: float, is_word: Callable[[str], bool]) -> Cell:
    """Return a cell of lines; `right` is where its text ends on the right."""
    paragraphs = find_paragraphs(lines, lambda _: right, is_cell=True)
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


def make_aligned_cells(
    row: AlignedRow, ends: Sequence[float], right: float, is_word: Callable[[str], bool]
) -> tuple[Cell, ...]:
    """Return the cells of a row of a table without ruling lines."""
    if row.is_across:
        covered = [Cell(is_covered=True)] * (len(row.cells) - 1)
        return (make_cell(row.cells[0], right, is_word), *covered)
    return tuple(
        make_cell(lines, end - 1, is_word) for lines, end in zip(row.cells, ends, strict=True)
    )
