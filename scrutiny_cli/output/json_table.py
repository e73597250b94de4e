"""Tables as JSON: a list of records under the name of the listing."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.json_text import json_document
from scrutiny_cli.output.table import ValueTable
from scrutiny_cli.output.values import Value


def render_records(table: ValueTable, _: RenderOptions) -> str:
    """Return the facts of the table, and a record for each row; its keys are the headings."""
    return json_document({**table.facts, table.name: list(_make_records(table))})


def _make_records(table: ValueTable) -> Iterator[dict[str, Value]]:
    keys = [heading.casefold().replace(" ", "_") for heading in table.headings]
    for group in table.groups:
        heading = {"group": group.heading} if group.heading else {}
        for row in group.rows:
            values = (None if value == "" else value for value in row)
            yield {**dict(zip(keys, values, strict=True)), **heading}
