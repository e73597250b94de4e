"""The command `schema`: print what an editor has to know of a file."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.console import print_data
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.minutes import json_schema

_Kind = Annotated[
    str,
    typer.Argument(
        metavar="meeting|series",
        show_default=False,
        help="The kind of file: a meeting, which is the default, or series.yaml.",
    ),
]


def print_schema(
    of: _Kind = "meeting",
) -> None:
    """Print a schema, for an editor that checks as you type.

    \b
    scrutiny schema > meetings/meeting.schema.json
    scrutiny schema series > meetings/series.schema.json
    """
    if of not in json_schema.FILES:
        message = f"There is no schema called “{of}”. Type meeting or series"
        raise UsageError(f"{message}, for example: scrutiny schema series")
    print_data(json_schema.format_schema(of))
