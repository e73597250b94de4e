"""Tables on a terminal, laid out by Rich.

Rich takes `[x]` for markup and `:x:` for emoji, and asks the environment for width and colour:
here cells are `Text`, and width and colour are what the caller gives.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.rich_layout import (
    hang_text,
    make_rich_table,
    open_console,
    strip_filling,
)
from scrutiny_cli.output.table import Column, RowGroup, TextTable, ValueTable
from scrutiny_cli.output.table_layout import choose_layout, release_days
from scrutiny_cli.output.table_widths import COLUMN_GAP
from scrutiny_cli.output.text import replace_unencodable

_RULE = "─"
_STYLES = {"overdue": "bold red", "soon": "yellow", "closed": "dim"}


def render_terminal_table(table: ValueTable, options: RenderOptions) -> str:
    """Lay the table out: at most as wide as the terminal, wrapped and never cut.

    Where the columns do not fit side by side, each row becomes a block of lines. A table
    without rows is its footer alone.
    """
    stream = io.StringIO()
    console = open_console(stream, options.width, colour=options.colour)
    _print_layout(console, *choose_layout(table, options, console.width))
    text = release_days(strip_filling(stream.getvalue())).strip("\n")
    return replace_unencodable(f"{text}\n", options.encoding) if text else ""


def _print_layout(console: Console, table: TextTable, widths: Sequence[int] | None) -> None:
    groups = [group for group in table.groups if group.rows]
    is_grouped = any(group.heading is not None for group in groups)
    headings = _make_headings(table.columns)
    if widths is not None and is_grouped:
        console.print(make_rich_table(headings, (), widths, has_rule=False))
        console.print()
    for group in groups:
        if group.heading is not None:
            _print_heading(console, group.heading, widths)
        if widths is None:
            _print_blocks(console, table.columns, group)
            continue
        rows = _make_texts(group)
        console.print(make_rich_table(headings, rows, widths, has_headings=not is_grouped))
        console.print()
    if table.footer:
        console.print(_make_text(table.footer))


def _make_text(words: str, style: str = "") -> Text:
    return Text(words, style=style, overflow="fold", no_wrap=False)


def _print_heading(console: Console, heading: str, widths: Sequence[int] | None) -> None:
    """Print the heading of a group in a line across the table."""
    width = console.width if widths is None else sum(widths) + COLUMN_GAP * (len(widths) - 1)
    text = f"{_RULE * 2} {heading} "
    console.print(_make_text(text + _RULE * (width - cell_len(text)), "bold"))
    if widths is None:
        console.print()


def _styled_rows(group: RowGroup[str]) -> Iterator[tuple[Sequence[str], str]]:
    for row, style in zip_longest(group.rows, group.row_styles[: len(group.rows)]):
        yield row, _STYLES.get(style or "", "")


def _make_headings(columns: Sequence[Column]) -> list[Text]:
    return [_make_text(column.heading) for column in columns]


def _make_texts(group: RowGroup[str]) -> Iterator[list[Text]]:
    # Styles belong to the texts: a styled row would colour the spaces between them, too.
    return ([_make_text(cell, style) for cell in row] for row, style in _styled_rows(group))


# Rows as blocks of lines


def _print_blocks(console: Console, columns: Sequence[Column], group: RowGroup[str]) -> None:
    for row, style in _styled_rows(group):
        _print_block(console, columns, row, style)


def _print_block(
    console: Console, columns: Sequence[Column], row: Sequence[str], style: str
) -> None:
    """Print a row's first cell, its text beside it, and a line for each further cell with text."""
    count = _count_first_line(columns)
    if count:
        _print_hanging(console, "  ".join(filter(None, row[:count])), 0, style)
    for column, cell in zip(columns[count:], row[count:], strict=True):
        if cell:
            _print_hanging(console, f"{column.heading}: {cell}", 2 if count else 0, style)
    console.print()


def _count_first_line(columns: Sequence[Column]) -> int:
    """Return how many cells the first line has; none if the first is a number without a name."""
    if columns[0].is_number:
        return 0
    before = sum(column.is_prefix for column in columns)
    own = columns[before:]
    return before + (1 if own[1:] and own[1].is_narrow else 2)


def _print_hanging(console: Console, words: str, indent: int, style: str) -> None:
    for line in hang_text(console, _make_text(words, style), indent):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
