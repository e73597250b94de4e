"""The tables of a page: their rows, their merged cells, and those that only arrange the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell
from scrutiny_cli.importing.readers.page_nodes import PageNode

MAX_COLUMNS = 200
_MAX_ROWS = 20_000
_PARTS = frozenset(["thead", "tbody", "tfoot"])
_COLOUR = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})\b", re.IGNORECASE)
_FEW = 2  # rows or columns: so few need not be a table


class PageTable(NamedTuple):
    """The rows of a table, each with its cells, and what is in it but in no row."""

    rows: tuple[tuple[PageNode, ...], ...]
    strays: tuple[PageNode | str, ...]

    @property
    def is_layout(self) -> bool:
        """Whether it only arranges the page, or is a frame: its cells are read one by one."""
        cells = [cell for row in self.rows for cell in row]
        if len(cells) <= 1:
            return True
        if len(self.rows) > _FEW and max(map(len, self.rows)) > _FEW:
            return False
        return any(_has_table(cell) for cell in cells)


def divide_table(node: PageNode) -> PageTable:
    """Return the rows of a table, and what is in no row."""
    rows: list[tuple[PageNode, ...]] = []
    strays: list[PageNode | str] = []
    for child in _find_rows(node):
        if isinstance(child, PageNode) and child.tag == "tr":
            rows.append(tuple(_find_cells(child)))
        else:
            strays.append(child)
    return PageTable(tuple(row for row in rows if row), tuple(strays))


def _find_rows(node: PageNode) -> Iterator[PageNode | str]:
    for child in node.children:
        if isinstance(child, PageNode) and child.tag in _PARTS:
            yield from _find_rows(child)
        else:
            yield child


def _find_cells(row: PageNode) -> Iterator[PageNode]:
    """Find the cells of a row; what is in no cell is one of its own."""
    for child in row.children:
        if isinstance(child, str):
            if child.strip():
                yield PageNode("td", {}, (child,))
        elif child.tag in {"td", "th"}:
            yield child
        elif child.has_text:
            yield PageNode("td", {}, (child,))


def _has_table(node: PageNode) -> bool:
    return any(
        isinstance(child, PageNode) and (child.tag == "table" or _has_table(child))
        for child in node.children
    )


class CellGrid:
    """Which places of the next row are covered by merged cells of the rows above."""

    def __init__(self) -> None:
        """Begin with the first row."""
        self._covered: dict[int, int] = {}  # for how many more rows, by column

    def place_cells(self, cells: Sequence[tuple[PageNode, Cell]]) -> tuple[Cell, ...]:
        """Return the cells of a row with an empty one in each place that is covered."""
        placed: list[Cell] = []
        for node, cell in cells:
            self._add_covered(placed)
            width = node.read_number("colspan", 1, MAX_COLUMNS)
            height = node.read_number("rowspan", 1, _MAX_ROWS)
            if height > 1:
                start = len(placed)
                self._covered |= {start + offset: height for offset in range(width)}
            placed += [cell, *[Cell(is_covered=True)] * (width - 1)]
        self._add_covered(placed)
        self._covered = {at: left - 1 for at, left in self._covered.items() if left > 1}
        return tuple(placed[:MAX_COLUMNS]) if len(placed) > MAX_COLUMNS else tuple(placed)

    def _add_covered(self, placed: list[Cell]) -> None:
        while len(placed) in self._covered:
            placed.append(Cell(is_covered=True, is_from_above=True))


def make_page_cell(node: PageNode, blocks: Sequence[Block], colour: str | None) -> Cell:
    """Return a cell of the blocks that were read within it; `colour` is known besides."""
    lines = [line for line in map(_show_line, blocks) if line]
    texts = [block for block in blocks if block.text]
    is_bold = node.tag == "th" or all(block.is_bold for block in texts)
    return Cell(
        "\n".join(lines),
        is_bold=bool(lines) and is_bold,
        is_struck=bool(texts) and all(block.is_struck for block in texts),
        colour=colour or _find_colour(node),
        links=tuple(dict.fromkeys(link for block in blocks for link in _list_links(block))),
    )


def pad_rows(rows: Sequence[Block]) -> list[Block]:
    """Return the rows of a table with as many cells as it has columns."""
    width = max((len(row.cells) for row in rows), default=0)
    return [row._replace(cells=row.cells + (Cell(),) * (width - len(row.cells))) for row in rows]


def _list_links(block: Block) -> tuple[str, ...]:
    return (*block.links, *(link for cell in block.cells for link in cell.links))


def _show_line(block: Block) -> str:
    """Return a paragraph of a cell with its mark, or a row of a table within it."""
    if block.kind is BlockKind.ROW:
        return " | ".join(cell.text for cell in block.cells if cell.text)
    return f"{block.mark} {block.text}".strip()


def _find_colour(node: PageNode) -> str | None:
    background = node.attributes.get("bgcolor", "")
    found = _COLOUR.search(node.attributes.get("style", "")) or re.fullmatch(
        "#([0-9a-fA-F]{6})", background
    )
    return found[1].upper() if found else None
