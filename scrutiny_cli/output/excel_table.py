"""Tables as CSV with the byte order mark by which Excel knows UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output import csv_table

if TYPE_CHECKING:
    from scrutiny_cli.output.formats import RenderOptions
    from scrutiny_cli.output.table import TextTable

_BYTE_ORDER_MARK = "\ufeff"


def render_table(table: TextTable, options: RenderOptions) -> str:
    """Return a byte order mark, a header and the rows."""
    return _BYTE_ORDER_MARK + csv_table.render_table(table, options)
