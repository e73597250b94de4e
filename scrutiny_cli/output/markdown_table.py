"""Tables in GitHub's Markdown; every text in them shows as it is."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.markdown_text import escape_line_start, escape_markdown
from scrutiny_cli.output.table import RowGroup, TextTable


def render_markdown_table(table: TextTable, _: RenderOptions) -> str:
    """Return a table for each group, and the footer."""
    groups = [_render_group(table, group) for group in table.groups]
    parts = groups or [render_rows(map(escape_markdown, table.headings), ())]
    if table.footer:
        parts.append(escape_line_start(table.footer) + "\n")
    return "\n".join(parts)


def _render_group(table: TextTable, group: RowGroup[str]) -> str:
    rows = render_rows(
        map(escape_markdown, table.headings), (map(escape_markdown, row) for row in group.rows)
    )
    return f"### {escape_markdown(group.heading)}\n\n{rows}" if group.heading else rows


def render_rows(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    head = tuple(headings)
    lines = [_render_row(head), "|" + " --- |" * len(head), *map(_render_row, rows)]
    return "".join(f"{line}\n" for line in lines)


def _render_row(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {cell} |" for cell in cells)
