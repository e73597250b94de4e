"""How wide the columns of a table on a terminal are.

They are not left to Rich, whose own options narrow whichever column is widest: at 80 columns they
leave 14 to the words of actions (measured: 22 here). With `min_width` Rich cuts the last column
off instead, and it measures each table alone, so that the groups of a listing would not be aligned.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from scrutiny_cli.output.table import Column, TextTable

COLUMN_GAP = 2
_MIN_TABLE_PAGE = 60
MIN_NARROW = 10
_MIN_WIDE = 16
_READABLE_WIDE = 30
LONG_WORD = 20


def choose_widths(table: TextTable, width: int) -> list[int] | None:
    """Return the widths of the columns; None where they do not fit side by side.

    Every column has its least width. Wide columns then get what makes them readable, narrow ones
    what saves them from wrapping, and all the rest of what their text takes.
    """
    page = width - COLUMN_GAP * (len(table.columns) - 1)
    cells = list_cells(table)
    natural = [_measure_widest(column, "\n") for column in cells]
    if sum(natural) <= page:
        return natural
    widths = list(map(_least_width, table.columns, cells, natural))
    if width < _MIN_TABLE_PAGE or sum(widths) > page:
        return None
    for wide, narrow in ((_READABLE_WIDE, 0), (0, LONG_WORD), (page, page)):
        limits = (narrow if column.is_narrow else wide for column in table.columns)
        _grow_widths(widths, list(map(min, natural, limits)), page)
    return widths


def is_wide_enough(table: TextTable, widths: Sequence[int]) -> bool:
    """Whether no word of a narrow column is broken, and wide columns are wide enough."""
    return all(
        width >= _measure_widest(cells, None)
        if column.is_narrow
        else width >= min(_measure_widest(cells, "\n"), _READABLE_WIDE)
        for column, cells, width in zip(table.columns, list_cells(table), widths, strict=True)
    )


def list_cells(table: TextTable) -> list[tuple[str, ...]]:
    """Return the heading and the cells of each column."""
    return list(zip(table.headings, *table.iter_rows(), strict=True))


def _least_width(column: Column, cells: Sequence[str], natural: int) -> int:
    if not column.is_narrow:
        return min(natural, _MIN_WIDE)
    return max(min(_measure_widest(cells, None), LONG_WORD), min(natural, MIN_NARROW))


def _measure_widest(cells: Sequence[str], separator: str | None) -> int:
    """Return the width of the widest part of the cells, at least 1."""
    return max((cell_len(part) for cell in cells for part in cell.split(separator)), default=1) or 1


def _grow_widths(widths: list[int], wanted: Sequence[int], page: int) -> None:
    """Widen columns to what is wanted as far as the page goes, those that lack least first."""
    spare = page - sum(widths)
    order = sorted(range(len(widths)), key=lambda place: max(wanted[place] - widths[place], 0))
    for done, place in enumerate(order):
        more = max(0, min(wanted[place] - widths[place], spare // (len(order) - done)))
        widths[place] += more
        spare -= more
