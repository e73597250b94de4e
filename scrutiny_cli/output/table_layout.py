"""How a table fits a terminal: how its days are written, and how wide its columns are.

All days of a table are in full where the other columns are readable beside them, otherwise all
are short (`24 Sep 2026`). A day is one word, which is not wrapped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import NamedTuple

from rich.cells import cell_len

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.table import RowGroup, Table, TextTable, ValueTable, format_cells
from scrutiny_cli.output.table_widths import choose_widths, is_wide_enough, list_cells
from scrutiny_cli.output.text import normalize_lines, replace_unencodable
from scrutiny_cli.output.values import HELD_SPACE, BoardCell, FormatDay, Value, format_value

_BLOCK_INDENT = 4  # of the second line of a cell
_LONGEST_SHORT = 14  # `24th Sept 2026`, which fits any column, in brackets, too


class TableLayout(NamedTuple):
    """A table as text, and the widths of its columns; None: each row is a block of lines."""

    table: TextTable
    widths: list[int] | None


def choose_layout(table: ValueTable, options: RenderOptions, width: int) -> TableLayout:
    """Write the days of a table in full where there is room, otherwise short."""
    full = _lay_out(table, options, width, is_short=False)
    if full.widths is not None and is_wide_enough(full.table, full.widths):
        return full
    short = _lay_out(table, options, width, is_short=True)
    return short if short.widths is not None or not _fit_blocks(full.table, width) else full


def release_days(text: str) -> str:
    """Return what was printed of a layout with ordinary spaces within days."""
    return text.replace(HELD_SPACE, " ")


def _lay_out(
    table: ValueTable, options: RenderOptions, width: int, *, is_short: bool
) -> TableLayout:
    own = options.format_short_day if is_short else options.format_day
    longest = _LONGEST_SHORT if is_short else width

    def format_cell(value: Value) -> str:
        if not isinstance(value, BoardCell):
            return format_value(value, _hold_together(own, longest))
        format_day = value.format_short_day if is_short else value.format_day
        return format_value(value.cell, _hold_together(format_day, longest))

    text = _replace_unprintable(format_cells(table, format_cell), options.encoding)
    return TableLayout(text, choose_widths(text, width))


def _hold_together(format_day: FormatDay, longest: int) -> Callable[[date], str]:
    """Return what writes a day as one word, unless that is longer than the longest one."""

    def write_day(day: date) -> str:
        text = format_day(day)
        return text if len(text) > longest else text.replace(" ", HELD_SPACE)

    return write_day


def _fit_blocks(table: TextTable, width: int) -> bool:
    """Whether no day in blocks of lines is wider than the page."""
    return all(
        _BLOCK_INDENT + cell_len(f"{column.heading}: {word}") <= width
        for column, cells in zip(table.columns, list_cells(table), strict=True)
        for word in chain.from_iterable(map(str.split, cells))
        if HELD_SPACE in word
    )


def _replace_unprintable(table: TextTable, encoding: str) -> TextTable:
    """Replace what the encoding lacks, before anything is measured."""

    def replace_text(text: str) -> str:
        parts = map(normalize_lines, text.split(HELD_SPACE))
        return HELD_SPACE.join(replace_unencodable(part, encoding) for part in parts)

    groups = (
        RowGroup(
            None if group.heading is None else replace_text(group.heading),
            tuple(tuple(map(replace_text, row)) for row in group.rows),
            group.row_styles,
        )
        for group in table.groups
    )
    columns = (column._replace(heading=replace_text(column.heading)) for column in table.columns)
    return Table(tuple(columns), tuple(groups), replace_text(table.footer))
