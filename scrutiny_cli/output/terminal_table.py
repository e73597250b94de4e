"""Tables on a terminal, laid out by Rich.

Rich takes `[x]` for markup and `:x:` for emoji, and asks the environment for width and colour:
here cells are `Text`, and width and colour are what the caller gives.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.rich_layout import (
    hang_text,
    make_rich_table,
    open_console,
    strip_filling,
)
from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable
from scrutiny_cli.output.table_widths import choose_widths
from scrutiny_cli.output.text import normalize_lines, replace_unencodable

_STYLES = {"overdue": "bold red", "soon": "yellow", "closed": "dim"}


def render_terminal_table(table: TextTable, options: RenderOptions) -> str:
    """Lay the table out: at most as wide as the terminal, wrapped and never cut.

    Where the columns do not fit side by side, each row becomes a block of lines. A table
    without rows is its footer alone.
    """
    table = _replace_unprintable(table, options.encoding)
    stream = io.StringIO()
    console = open_console(stream, options.width, colour=options.colour)
    widths = choose_widths(table, console.width)
    for group in table.groups:
        if group.rows:
            _print_group(console, table.columns, group, widths)
    if table.footer:
        console.print(_make_text(table.footer))
    text = strip_filling(stream.getvalue()).strip("\n")
    return replace_unencodable(f"{text}\n", options.encoding) if text else ""


def _replace_unprintable(table: TextTable, encoding: str) -> TextTable:
    """Replace what the encoding lacks, before anything is measured."""

    def replace_text(text: str) -> str:
        return replace_unencodable(normalize_lines(text), encoding)

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


def _make_text(words: str, style: str = "") -> Text:
    return Text(words, style=style, overflow="fold", no_wrap=False)


def _print_group(
    console: Console,
    columns: Sequence[Column],
    group: RowGroup[str],
    widths: Sequence[int] | None,
) -> None:
    if group.heading is not None:
        console.print(_make_text(group.heading, "bold"))
        console.print()
    if widths is not None:
        console.print(_make_rich_table(columns, group, widths))
        console.print()
        return
    for row, style in _styled_rows(group):
        _print_block(console, columns, row, style)


def _styled_rows(group: RowGroup[str]) -> Iterator[tuple[Sequence[str], str]]:
    for row, style in zip_longest(group.rows, group.row_styles[: len(group.rows)]):
        yield row, _STYLES.get(style or "", "")


def _make_rich_table(
    columns: Sequence[Column], group: RowGroup[str], widths: Sequence[int]
) -> RichTable:
    headings = (_make_text(column.heading) for column in columns)
    # Styles belong to the texts: a styled row would colour the spaces between them, too.
    rows = ([_make_text(cell, style) for cell in row] for row, style in _styled_rows(group))
    return make_rich_table(headings, rows, widths)


# Rows as blocks of lines


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
