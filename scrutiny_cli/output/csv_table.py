"""Tables as CSV by RFC 4180, for spreadsheets: no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import unicodedata

from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.table import TextTable, header_and_rows

# In an East Asian language a spreadsheet takes full-width signs for formulas, too.
_FORMULA_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")


def render_excel_csv(table: TextTable, options: RenderOptions) -> str:
    """Return CSV after the byte order mark by which Excel knows UTF-8."""
    return "\ufeff" + render_csv(table, options)


def render_csv(table: TextTable, _: RenderOptions) -> str:
    """Return a header and the rows."""
    stream = io.StringIO()
    csv.writer(stream).writerows(tuple(map(_escape_formula, row)) for row in header_and_rows(table))
    return stream.getvalue()


def _escape_formula(cell: str) -> str:
    text = replace_controls(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if is_formula(cell) else text


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula."""
    first = next((sign for sign in cell if unicodedata.category(sign)[0] not in "ZC"), "")
    return first in _FORMULA_SIGNS or cell[:1] in {"\t", "\r", "\n"}
