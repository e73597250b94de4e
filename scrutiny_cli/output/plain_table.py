"""Tables as lines of cells separated by tabs, for other programs."""

from __future__ import annotations

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.table import TextTable, header_and_rows
from scrutiny_cli.output.text import make_one_line


def render_plain_lines(table: TextTable, _: RenderOptions) -> str:
    """Return a header and one line a row, cells separated by tabs; nothing is cut, no footer."""
    return "".join("\t".join(map(make_one_line, row)) + "\n" for row in header_and_rows(table))
