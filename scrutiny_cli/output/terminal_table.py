"""Listings on a terminal; the only door to Rich.

Rich takes `[x]` for markup and `:x:` for emoji, and asks the environment for width and
colour: here cells are `Text`, and width and colour are what the caller says.
"""

from __future__ import annotations

import io
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from scrutiny_cli.output.table import RowGroup, Table
from scrutiny_cli.output.text import for_encoding, lined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    from scrutiny_cli.output.formats import RenderOptions
    from scrutiny_cli.output.table import Column, TextTable

_STYLES = {"overdue": "bold red", "soon": "yellow", "closed": "dim"}
_TRAILING = re.compile(r"(?: |\x1b\[[\d;]*m)+$", re.MULTILINE)
_GAP = 2
_STACKED_UNDER = 60
_NARROWEST_PAGE = 10
_LONGEST_WORD = 20
_NARROW_LEAST = 10
_WIDE_LEAST = 16
_WIDE_EASY = 30


def render_table(table: TextTable, options: RenderOptions) -> str:
    """Lay the table out for a terminal: at most this wide, wrapped and never cut.

    Where the columns do not fit side by side, each row becomes a block of lines. A table
    without rows is its footer alone.
    """
    table = _showable(table, options.encoding)
    width = max(options.width, _NARROWEST_PAGE)
    console = _console(width, colour=options.colour)
    widths = _widths(table, width)
    for group in table.groups:
        if group.rows:
            _print_group(console, table, group, widths)
    if table.footer:
        _print_wrapped(console, table.footer)
    shown = _TRAILING.sub(lambda end: end[0].replace(" ", ""), _written(console)).strip("\n")
    return for_encoding(f"{shown}\n", options.encoding) if shown else ""


def _written(console: Console) -> str:
    stream = console.file
    return stream.getvalue() if isinstance(stream, io.StringIO) else ""


def _showable(table: TextTable, encoding: str) -> TextTable:
    """Put stand-ins into the cells before anything is measured."""

    def shown(text: str) -> str:
        return for_encoding(lined(text), encoding)

    groups = (
        RowGroup(
            shown(group.heading) if group.heading is not None else None,
            tuple(tuple(map(shown, row)) for row in group.rows),
            group.row_styles,
        )
        for group in table.groups
    )
    columns = tuple(column._replace(heading=shown(column.heading)) for column in table.columns)
    return Table(columns, tuple(groups), shown(table.footer))


def _console(width: int, *, colour: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415  slow to load, and not always needed

    # Without a height Rich asks the environment, and makes a dumb terminal 80 wide.
    return Console(
        file=io.StringIO(), width=width, height=25, force_terminal=colour, no_color=not colour,
        color_system="standard" if colour else None, markup=False, emoji=False, highlight=False,
        legacy_windows=False, force_jupyter=False, force_interactive=False,
    )  # fmt: skip


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text  # noqa: PLC0415  slow to load, and not always needed

    return Text(words, style=style, overflow="fold", no_wrap=False)


def _print_wrapped(console: Console, words: str, style: str = "") -> None:
    console.print(_text(words, style))


def _print_group(
    console: Console, table: TextTable, group: RowGroup[str], widths: Sequence[int] | None
) -> None:
    if group.heading is not None:
        _print_wrapped(console, group.heading, "bold")
        console.print()
    if widths is not None:
        console.print(_table(table.columns, group, widths))
        console.print()
        return
    for row, style in _styled_rows(group):
        _print_block(console, table.columns, row, style)


def _styled_rows(group: RowGroup[str]) -> Iterator[tuple[Sequence[str], str]]:
    for row, mark in zip_longest(group.rows, group.row_styles[: len(group.rows)]):
        yield row, _STYLES.get(mark or "", "")


def _table(columns: Sequence[Column], group: RowGroup[str], widths: Sequence[int]) -> RichTable:
    from rich import box  # noqa: PLC0415  slow to load, and not always needed
    from rich.table import Table as RichTable  # noqa: PLC0415

    # Styles belong to the texts: a styled row would colour the blanks between them too.
    table = RichTable(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0),
        header_style="", safe_box=False,
    )  # fmt: skip
    for column, width in zip(columns, widths, strict=True):
        table.add_column(_text(column.heading, "bold"), width=width, overflow="fold")
    for row, style in _styled_rows(group):
        table.add_row(*(_text(cell, style) for cell in row))
    return table


def _print_block(
    console: Console, columns: Sequence[Column], row: Sequence[str], style: str
) -> None:
    """Print a row's first cell, its text beside it, and a line for each further one that speaks.

    A number says nothing without its title: where it comes first, each has a line of its own.
    """
    beside = _beside(columns)
    if beside:
        _print_hanging(console, "  ".join(filter(None, row[:beside])), 0, style)
    for column, cell in zip(columns[beside:], row[beside:], strict=True):
        if cell:
            _print_hanging(console, f"{column.heading}: {cell}", 2 if beside else 0, style)
    console.print()


def _beside(columns: Sequence[Column]) -> int:
    if columns[0].is_number:
        return 0
    return 1 if columns[1:] and columns[1].is_narrow else 2


def _print_hanging(console: Console, words: str, indent: int, style: str) -> None:
    """Print a text whose lines after the first stand two blanks further in."""
    lines = _text(words, style).wrap(console, console.width - indent - 2, overflow="fold")
    for number, line in enumerate(lines):
        line.pad_left(indent + (2 if number else 0))
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _widths(table: TextTable, width: int) -> list[int] | None:
    """Share the width among the columns; None where they do not fit side by side."""
    page = width - _GAP * (len(table.columns) - 1)
    natural = [_longest(cells, "\n") for cells in _column_cells(table)]
    if sum(natural) <= page:
        return natural
    least = list(map(_least, table.columns, _column_cells(table), natural))
    if width < _STACKED_UNDER or sum(least) > page:
        return None
    # Text is made readable first; then dates and names are unwrapped, and text has the rest.
    easy = _grown(least, _wanted(table, least, natural, wide=_WIDE_EASY, narrow=0), page)
    kept = _grown(easy, _wanted(table, easy, natural, wide=0, narrow=_LONGEST_WORD), page)
    return _grown(kept, natural, page)


def _wanted(
    table: TextTable, widths: Sequence[int], natural: Sequence[int], *, wide: int, narrow: int
) -> list[int]:
    """Give the widths up to which wide and narrow columns are to grow in one round."""
    bounds = (narrow if column.is_narrow else wide for column in table.columns)
    return [
        max(now, min(full, bound)) for now, full, bound in zip(widths, natural, bounds, strict=True)
    ]


def _column_cells(table: TextTable) -> list[list[str]]:
    rows = [table.headings, *table.iter_rows()]
    return [list(cells) for cells in zip(*rows, strict=True)]


def _least(column: Column, cells: Sequence[str], natural: int) -> int:
    if not column.is_narrow:
        return min(natural, _WIDE_LEAST)
    return max(min(_longest(cells, None), _LONGEST_WORD), min(natural, _NARROW_LEAST))


def _longest(cells: Sequence[str], separator: str | None) -> int:
    """Give the width of the longest piece of the cells, at least 1."""
    from rich.cells import cell_len  # noqa: PLC0415  slow to load, and not always needed

    return max((cell_len(part) for cell in cells for part in cell.split(separator)), default=1) or 1


def _grown(widths: Sequence[int], wanted: Sequence[int], page: int) -> list[int]:
    """Let columns grow to what they want as far as the page goes, the modest ones first."""
    grown, spare = list(widths), page - sum(widths)
    order = sorted(range(len(grown)), key=lambda place: wanted[place] - grown[place])
    for taken, place in enumerate(order):
        more = max(0, min(wanted[place] - grown[place], spare // (len(order) - taken)))
        grown[place] += more
        spare -= more
    return grown
