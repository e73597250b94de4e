"""JSON as every command prints it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from scrutiny_cli.minutes.characters import CONTROL

SCHEMA_VERSION = 1


def json_document(content: Mapping[str, object]) -> str:
    """Return JSON with its `schema_version`."""
    return dump_json({"schema_version": SCHEMA_VERSION, **content})


def dump_json(content: Mapping[str, object]) -> str:
    """Return JSON; days are as in ISO 8601, and control and invisible characters are escaped."""
    # `##[` anywhere in the log of a build server may be a command to it.
    text = json.dumps(content, ensure_ascii=False, indent=2, default=date.isoformat)
    text = text.replace("##", "#\\u0023")
    return re.sub(CONTROL, lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
