"""Open actions as a file in CSV."""

from __future__ import annotations

from scrutiny_cli.output.document import Document
from scrutiny_cli.output.formats import FORMATS, RenderOptions, render_table
from scrutiny_cli.output.table import add_column

_EACH_ROW = ("INTERNAL", "not to be published")  # a list has no page for a mark


def render_csv_list(document: Document) -> str:
    """Return the only table of a document; where that is internal, each row is marked."""
    table = document.appendices[0].table
    if document.internal:
        table = add_column(table, *_EACH_ROW)
    return render_table(table, FORMATS["csv"], RenderOptions())
