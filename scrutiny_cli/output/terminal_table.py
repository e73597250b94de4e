"""Tables on a terminal, laid out by Rich.

Rich takes `[x]` for markup and `:x:` for emoji, and asks the environment for width and colour:
here cells are `Text`, and width and colour are what the caller gives.

The widths of columns are chosen here. Rich's own options narrow whichever column is widest: at 80
columns they leave 14 to the words of actions, and full width to dates that are easily read on two
lines (measured: 22 here). With `min_width` Rich cuts the last column off instead, and it measures
each table alone, so that the groups of a listing would not be aligned.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable
from scrutiny_cli.output.text import normalize_lines, replace_unencodable

_STYLES = {"overdue": "bold red", "soon": "yellow", "closed": "dim"}
_TRAILING = re.compile(r"(?: |\x1b\[[\d;]*m)+$", re.MULTILINE)
_GAP = 2
_MIN_PAGE = 10
_MIN_TABLE_PAGE = 60
_MIN_NARROW = 10
_MIN_WIDE = 16
_READABLE_WIDE = 30
_LONG_WORD = 20


def render_terminal_table(table: TextTable, options: RenderOptions) -> str:
    """Lay the table out: at most as wide as the terminal, wrapped and never cut.

    Where the columns do not fit side by side, each row becomes a block of lines. A table
    without rows is its footer alone.
    """
    table = _replace_unprintable(table, options.encoding)
    stream = io.StringIO()
    console = _open_console(stream, max(options.width, _MIN_PAGE), colour=options.colour)
    widths = _choose_widths(table, console.width)
    for group in table.groups:
        if group.rows:
            _print_group(console, table.columns, group, widths)
    if table.footer:
        console.print(_make_text(table.footer))
    # Styles are no reason to keep the spaces that Rich fills lines with.
    text = _TRAILING.sub(lambda end: end[0].replace(" ", ""), stream.getvalue()).strip("\n")
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


def _open_console(stream: io.StringIO, width: int, *, colour: bool) -> Console:
    # Without a height Rich asks the environment, and makes a dumb terminal 80 wide.
    return Console(
        file=stream, width=width, height=25, force_terminal=colour, no_color=not colour,
        color_system="standard" if colour else None, markup=False, emoji=False, highlight=False,
        legacy_windows=False, force_jupyter=False, force_interactive=False,
    )  # fmt: skip


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
    # Styles belong to the texts: a styled row would colour the spaces between them, too.
    table = RichTable(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0),
        header_style="", safe_box=False,
    )  # fmt: skip
    for column, width in zip(columns, widths, strict=True):
        table.add_column(_make_text(column.heading, "bold"), width=width, overflow="fold")
    for row, style in _styled_rows(group):
        table.add_row(*(_make_text(cell, style) for cell in row))
    return table


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
    """Print a text whose lines after the first are indented by two more columns."""
    lines = _make_text(words, style).wrap(console, console.width - indent - 2, overflow="fold")
    for number, line in enumerate(lines):
        line.pad_left(indent + (2 if number else 0))
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


# Widths of columns


def _choose_widths(table: TextTable, width: int) -> list[int] | None:
    """Return the widths of the columns; None where they do not fit side by side.

    Every column has its least width. Wide columns then get what makes them readable, narrow ones
    what saves them from wrapping, and all the rest of what their text takes.
    """
    page = width - _GAP * (len(table.columns) - 1)
    cells = list(zip(table.headings, *table.iter_rows(), strict=True))
    natural = [_measure_widest(column, "\n") for column in cells]
    if sum(natural) <= page:
        return natural
    widths = list(map(_least_width, table.columns, cells, natural))
    if width < _MIN_TABLE_PAGE or sum(widths) > page:
        return None
    for wide, narrow in ((_READABLE_WIDE, 0), (0, _LONG_WORD), (page, page)):
        limits = (narrow if column.is_narrow else wide for column in table.columns)
        _grow_widths(widths, list(map(min, natural, limits)), page)
    return widths


def _least_width(column: Column, cells: Sequence[str], natural: int) -> int:
    if not column.is_narrow:
        return min(natural, _MIN_WIDE)
    return max(min(_measure_widest(cells, None), _LONG_WORD), min(natural, _MIN_NARROW))


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
