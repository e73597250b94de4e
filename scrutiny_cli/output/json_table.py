"""Tables as JSON: a list of records under the name of the listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.json_text import json_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrutiny_cli.output.formats import RenderOptions
    from scrutiny_cli.output.table import Table


def render_table(table: Table, options: RenderOptions) -> str:
    """Return the rows as records, whose keys are the headings in small letters with underscores."""
    records = [
        _make_record(table, row) | ({"group": group.heading} if group.heading else {})
        for group in table.groups
        for row in group.rows
    ]
    return json_document({options.name: records})


def _make_record(table: Table, row: Sequence[str]) -> dict[str, str | int | None]:
    return {
        column.heading.casefold().replace(" ", "_"): int(cell) if column.is_number else cell or None
        for column, cell in zip(table.columns, row, strict=True)
    }
