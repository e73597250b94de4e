"""The formats of listings, one row each; the module of a format is loaded when it is used.

A format is added by a module with a function `(table, options) -> str`, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import NamedTuple

from scrutiny_cli.output.table import ValueTable, format_table
from scrutiny_cli.output.values import FormatDay


class RenderOptions(NamedTuple):
    """What a format may want to know of the stream that a table is written to.

    `width` is in columns; `format_day` writes the days in cells, `format_short_day` where they
    have little room.
    """

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    format_day: FormatDay = date.isoformat
    format_short_day: FormatDay = date.isoformat


class TableFormat(NamedTuple):
    """A format of listings: its name, and the module and function that render it.

    `excel_renderer` renders it with --excel ("": it does not take that). A format that is
    `for_people` writes days as the board does, any other by ISO 8601. One that `is_redacted` is
    made for people outside the board, and withholds what is confidential. One that `has_values`
    takes the values themselves instead of text. One that `has_records` does so, too, with all
    columns of actions.
    """

    name: str
    renderer: str
    excel_renderer: str = ""
    for_people: bool = False
    is_redacted: bool = False
    has_values: bool = False
    has_records: bool = False


FORMATS = {
    row.name: row
    for row in (
        TableFormat(
            "table", "terminal_table.render_terminal_table", for_people=True, has_values=True
        ),
        TableFormat("plain", "plain_table.render_plain_lines"),
        TableFormat("json", "json_table.render_records", has_records=True),
        TableFormat("csv", "csv_table.render_csv", excel_renderer="csv_table.render_excel_csv"),
        TableFormat(
            "md", "markdown_table.render_markdown_table", for_people=True, is_redacted=True
        ),
    )
}
# A workbook has no text: only a command that writes a file makes one.
WORKBOOK = TableFormat("xlsx", "")
FILE_FORMATS = (*FORMATS, WORKBOOK.name)


def render_table(table: ValueTable, table_format: TableFormat, options: RenderOptions) -> str:
    """Return a table as text in a format."""
    module, function = table_format.renderer.split(".")
    render: Callable[[ValueTable, RenderOptions], str] = getattr(
        import_module(f"scrutiny_cli.output.{module}"), function
    )
    if table_format.has_values or table_format.has_records:
        return render(table, options)
    return render(format_table(table, options.format_day), options)
