"""The pages of a PDF in reading order, and where their text ends on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.readers.pdf_aligned import find_table_head_lines
from scrutiny_cli.importing.readers.pdf_asides import separate_asides
from scrutiny_cli.importing.readers.pdf_cells import RuledTable
from scrutiny_cli.importing.readers.pdf_columns import order_columns
from scrutiny_cli.importing.readers.pdf_lines import PdfLine
from scrutiny_cli.importing.readers.pdf_page import PdfComment

LARGER = 1.12  # than the text: the letters of a heading
_ODD = 15  # one line of so many may go beyond the text
_RAGGED = 0.1  # of the width of the text: how much shorter a full line may be
_ALIKE = 4  # so many long lines show where the text ends
_SAME_START = 3.0  # points
_WIDE = 0.4  # of the width of the text: a narrower column is a list


class ParsedPage(NamedTuple):
    """What is kept of a page until all are read."""

    number: int
    width: float
    height: float
    lines: tuple[PdfLine, ...]
    tables: tuple[RuledTable, ...]
    is_picture: bool
    comments: tuple[PdfComment, ...]


# Order


def order_pages(pages: Iterable[ParsedPage]) -> Iterator[PdfLine | RuledTable]:
    """Yield the lines and tables of all pages in reading order."""
    has_heads = False  # below headings, columns are those of a table
    for page in pages:
        has_heads = has_heads or any(find_table_head_lines(page.lines))
        yield from _order_elements(page, in_columns=not has_heads)


def _order_text(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page in reading order: of two columns, or with notes beside them."""
    ordered = order_columns(lines)
    return ordered if ordered != list(lines) else separate_asides(lines)


def _order_elements(page: ParsedPage, *, in_columns: bool) -> list[PdfLine | RuledTable]:
    """Return the lines and tables of a page in reading order."""
    order = _order_text if in_columns else list
    elements: list[PdfLine | RuledTable] = []
    left = list(page.lines)
    for table in page.tables:
        above = [line for line in left if line.top < table.grid.box.top]
        left = [line for line in left if line.top >= table.grid.box.top]
        elements += [*order(above), table]
    return [*elements, *order(left)]


# Edges


def find_right_edge(lines: Sequence[PdfLine], size: float, width: float) -> float:
    """Return where the text ends on the right.

    It is where several of the longest lines end. Where no lines are alike, it is as far from the
    right of the page as the text begins from its left.
    """
    body = [line for line in lines if line.size <= size * LARGER]
    ends = sorted((line.x1 for line in body), reverse=True)
    left = min((line.x0 for line in body), default=0.0)
    edge = ends[len(ends) // _ODD] if ends else 0.0
    alike = sum(edge - end <= _RAGGED * (edge - left) for end in ends)
    return edge if alike >= _ALIKE else max(edge, width - left)


def find_column_edges(lines: Sequence[PdfLine], right: float) -> dict[int, float]:
    """Return where lines that begin at one place end, by their identities.

    They are those of a column, if they are wide and several are alike. `right` is where most
    lines of the document end.
    """
    groups: dict[tuple[int, int], list[PdfLine]] = {}
    for line in lines:
        groups.setdefault((line.page, round(line.x0 / _SAME_START)), []).append(line)
    least = min((line.x0 for line in lines), default=0.0)
    edges: dict[int, float] = {}
    for group in groups.values():
        ends = sorted((line.x1 for line in group), reverse=True)
        edge, left = ends[len(ends) // _ODD], group[0].x0
        alike = sum(edge - end <= _RAGGED * (edge - left) for end in ends)
        if alike >= _ALIKE and edge - left >= _WIDE * (right - least):
            edges |= dict.fromkeys(map(id, group), edge)
    return edges
