"""The formats of listings, one row each; the module of a format is loaded when it is used.

A format is added by a module with `render_table(table, options) -> str`, and a row here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrutiny_cli.output.table import Table


class RenderOptions(NamedTuple):
    """What a format may want to know of a listing, and of the stream that it is written to.

    `name` is what the listing is called: in JSON the key of its rows. `width` is in columns,
    `excel` asks for the byte order mark by which Excel knows UTF-8.
    """

    name: str = "rows"
    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    excel: bool = False


class TableFormat(NamedTuple):
    """A format of listings.

    One that is `for_people` writes days as the board does, any other by ISO 8601. One that
    `is_redacted` is made for people outside the board, and withholds what is confidential.
    """

    name: str
    module: str
    for_people: bool = False
    is_redacted: bool = False
    takes_excel: bool = False


FORMATS = {
    row.name: row
    for row in (
        TableFormat("table", "terminal_table", for_people=True),
        TableFormat("plain", "plain_table"),
        TableFormat("json", "json_table"),
        TableFormat("csv", "csv_table", takes_excel=True),
        TableFormat("md", "markdown_table", for_people=True, is_redacted=True),
    )
}


def render_table(table: Table, format_name: str, options: RenderOptions) -> str:
    """Return a table as text in a format of FORMATS."""
    module = import_module(f"scrutiny_cli.output.{FORMATS[format_name].module}")
    render: Callable[[Table, RenderOptions], str] = module.render_table
    return render(table, options)
