"""What is laid out by Rich: its console, tables, and lines that hang below their first."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text
from rich.theme import Theme

from scrutiny_cli.output.table_widths import COLUMN_GAP

_TRAILING = re.compile(r"(?: |\x1b\[[\d;]*m)+$", re.MULTILINE)
_MIN_PAGE = 10


def open_console(
    stream: io.StringIO, width: int, *, colour: bool, theme: Theme | None = None
) -> Console:
    """Return a console that writes to a stream, at a width in columns."""
    # Without a height Rich asks the environment, and makes a dumb terminal 80 wide.
    return Console(
        file=stream, width=max(width, _MIN_PAGE), height=25, force_terminal=colour,
        no_color=not colour, color_system="standard" if colour else None, markup=False,
        emoji=False, highlight=False, legacy_windows=False, force_jupyter=False,
        force_interactive=False, theme=theme,
    )  # fmt: skip


def strip_filling(text: str) -> str:
    """Return what Rich wrote without the spaces that it fills lines with; styles stay."""
    return _TRAILING.sub(lambda end: end[0].replace(" ", ""), text)


def make_rich_table(
    headings: Iterable[Text],
    rows: Iterable[Sequence[Text]],
    widths: Sequence[int],
    *,
    has_headings: bool = True,
    has_rule: bool = True,
) -> RichTable:
    """Return a table whose columns have the given widths, with bold headings above a rule.

    Either may be missing.
    """
    table = RichTable(
        box=box.SIMPLE_HEAD if has_rule else None, show_edge=False, pad_edge=False,
        padding=(0, COLUMN_GAP - has_rule, 0, 0), header_style="", safe_box=False,
        show_header=has_headings,
    )  # fmt: skip
    for heading, width in zip(headings, widths, strict=True):
        bold = heading.copy()
        bold.stylize("bold")
        table.add_column(bold, width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def hang_text(console: Console, text: Text, indent: int) -> Iterator[Text]:
    """Yield the lines of a text; those after the first are indented by two more columns."""
    lines = text.wrap(console, console.width - indent - 2, overflow="fold")
    for number, line in enumerate(lines):
        line.pad_left(indent + (2 if number else 0))
        yield line
