"""The tables of fields as JSON Schema (draft-07), for editors; it accepts all that is read."""

from __future__ import annotations

import json

from scrutiny_cli.minutes import fields
from scrutiny_cli.minutes.field_types import CONFIDENTIAL, DEFINITIONS, Schema, refer_to
from scrutiny_cli.minutes.fields import Field, Table

MEETING, SERIES = "meeting", "series"


def build_schema(of: str) -> Schema:
    """Return the schema of a meeting's file, or of series.yaml."""
    title, table = FILES[of]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **_describe_record(table),
        "definitions": {**DEFINITIONS, **_describe_records()},
    }


def format_schema(of: str) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(build_schema(of), indent=2, ensure_ascii=False) + "\n"


def schema_file_name(of: str) -> str:
    """Return the name of the schema's file, which is beside the files that it describes."""
    return f"{of}.schema.json"


def schema_modeline(of: str) -> str:
    """Return the comment by which an editor finds the schema beside a file."""
    return f"# yaml-language-server: $schema={schema_file_name(of)}\n"


def _describe_records() -> dict[str, Schema]:
    person = _describe_record(fields.PERSON)
    return {
        "person": {**person, "anyOf": [{"required": ["initials"]}, {"required": ["name"]}]},
        "paper": _describe_record(fields.PAPER),
        "decision": _describe_record(fields.DECISION),
        "action": _describe_record(fields.ACTION),
        "brought_forward": _describe_record(fields.BROUGHT_FORWARD),
        "update": _describe_record(fields.UPDATE),
        "item": {**_describe_record(fields.ITEM), "minProperties": 1},
        "next_meeting": _describe_record(fields.NEXT_MEETING),
        "agenda_item": _describe_record(fields.AGENDA_ITEM),
    }


def _describe_record(table: Table) -> Schema:
    required = [name for name, row in table.items() if row.required]
    return {
        "type": "object",
        "properties": {name: _describe_field(row) for name, row in table.items()},
        "patternProperties": {"^x-": {"description": "a field of your own"}},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _describe_field(row: Field) -> Schema:
    must_have_value = row.required or row.type is CONFIDENTIAL
    ways = [*row.type.schema, *([] if must_have_value else [refer_to("nothing")])]
    hint = f"\n{row.type.hint}" if row.type.hint else ""
    return {"description": row.description + hint, "anyOf": ways}


FILES = {
    MEETING: ("The minutes of a meeting", fields.MEETING),
    SERIES: ("The settings of a board, used for all its meetings", fields.SERIES),
}
