"""A page of the manual on a terminal, laid out by Rich's Markdown."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, TableElement
from rich.text import Text
from rich.theme import Theme

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.rich_layout import (
    hang_text,
    make_rich_table,
    open_console,
    strip_filling,
)
from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable
from scrutiny_cli.output.table_widths import choose_widths
from scrutiny_cli.output.text import replace_unencodable, wrap_lines

_MAX_WIDTH = 100  # longer lines of prose are hard to read
_NARROW_COLUMN = 24
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_FENCED = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
_INLINE_CODE = re.compile(r"`[^`\n]+`")
_RULES = {"h1": "━", "h2": "─"}
_THEME = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.h3": "bold",
        "markdown.code": "cyan",
        "markdown.code_block": "cyan",
        "markdown.item.bullet": "none",
        "markdown.item.number": "none",
    }
)


def render_page(page: str, options: RenderOptions) -> str:
    """Lay a page out for a terminal; without colour, code keeps its backticks."""
    stream = io.StringIO()
    width = min(options.width, _MAX_WIDTH)
    console = open_console(stream, width, colour=options.colour, theme=_THEME)
    text = _map_prose(_name_links, page)
    if not options.colour:
        text = _map_prose(_double_backticks, text)
    console.print(_Page(text, hyperlinks=False), crop=False)
    return replace_unencodable(
        strip_filling(stream.getvalue()).strip("\n") + "\n", options.encoding
    )


def _map_prose(change: Callable[[str], str], page: str) -> str:
    """Change the text of a page between its blocks of code."""
    parts = _FENCED.split(page)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _name_links(text: str) -> str:
    """Put the command that shows a page in place of a link to it, and the words of a picture."""
    return _LINK.sub(_name_link, _IMAGE.sub(r"(Picture: \1)", text))


def _name_link(link: re.Match[str]) -> str:
    words, target = link.groups()
    if "://" in target:
        return f"{words} ({target})"
    topic, is_page, _ = target.partition(".md")
    if not is_page or "/" in topic or not topic:
        return words
    command = f"`scrutiny help {topic}`"
    return command if words == topic else f"{words} ({command})"


def _double_backticks(text: str) -> str:
    """Make the backticks of code a part of it."""
    return _INLINE_CODE.sub(r"`` \g<0> ``", text)


class _PageHeading(Heading):
    """A heading at the left; the first two levels have a line below them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print the heading."""
        yield self.text
        if self.tag in _RULES:
            length = max(map(cell_len, self.text.plain.split("\n")))
            yield Text(_RULES[self.tag] * min(length, options.max_width))


class _PageCode(CodeBlock):
    """Code as it is typed, indented where there is room.

    What is too long is broken, but not a command: the terminal breaks it where it is shown, and
    it can be copied whole.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print the code."""
        lines = str(self.text).rstrip().split("\n")
        is_command = self.lexer_name == "sh"
        has_room = max(map(cell_len, lines)) + 2 <= options.max_width
        text = "\n".join("  " * (is_command or has_room) + line for line in lines)
        shown = text if is_command else wrap_lines(text, options.max_width)
        overflow: OverflowMethod = "ignore" if is_command else "fold"
        yield Text(shown, "markdown.code_block", no_wrap=is_command, overflow=overflow)


class _PageTable(TableElement):
    """A table whose columns are as wide as in a listing, or a block of lines for each row."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print the table."""
        if self.header is None or self.header.row is None or self.body is None:
            return
        headings = [cell.content for cell in self.header.row.cells]
        rows = [[cell.content for cell in row.cells] for row in self.body.rows]
        widths = choose_widths(_describe_table(headings, rows), options.max_width)
        if widths is not None:
            yield make_rich_table(headings, rows, widths)
            return
        for number, row in enumerate(rows):
            if number:
                yield Text()
            yield from _list_row(console, headings, row)


def _describe_table(headings: Sequence[Text], rows: Sequence[Sequence[Text]]) -> TextTable:
    """Return the words of a table; a column of short words is a narrow one."""
    words = [tuple(cell.plain for cell in row) for row in rows]
    columns = (
        Column(heading.plain, is_narrow=max(map(cell_len, cells), default=0) <= _NARROW_COLUMN)
        for heading, *cells in zip(headings, *words, strict=True)
    )
    return Table(tuple(columns), (RowGroup(None, tuple(words)),))


def _list_row(console: Console, headings: Sequence[Text], row: Sequence[Text]) -> Iterator[Text]:
    """Yield a line for each cell with text, after its heading."""
    for number, (heading, cell) in enumerate(zip(headings, row, strict=True)):
        if cell.plain:
            label = f"{heading.plain}: " if heading.plain else ""
            yield from hang_text(console, Text.assemble(label, cell), 2 if number else 0)


class _Page(Markdown):
    """A page of the manual."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _PageHeading,
        "fence": _PageCode,
        "code_block": _PageCode,
        "table_open": _PageTable,
    }
