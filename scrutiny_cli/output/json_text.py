"""JSON as every command prints it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.characters import CONTROL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SCHEMA_VERSION = 1


def json_document(content: Mapping[str, object]) -> str:
    """Return JSON with its `schema_version`."""
    return dump_json({"schema_version": SCHEMA_VERSION, **content})


def dump_json(content: Mapping[str, object]) -> str:
    """Return JSON in which each control or invisible character is escaped."""
    # `##[` anywhere in the log of a build server may be a command to it.
    text = json.dumps(content, ensure_ascii=False, indent=2).replace("##", "#\\u0023")
    return re.sub(CONTROL, lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def iso_or_none(day: date | None) -> str | None:
    """Return a day by ISO 8601; None where there is none."""
    return None if day is None else day.isoformat()
