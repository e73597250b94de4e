"""The command `schema`: print what an editor has to know of a file."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.console import print_data
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.minutes import json_schema


def print_schema(
    of: Annotated[str, typer.Argument(metavar="[meeting|series]", show_default=False)] = "meeting",
) -> None:
    """Print the schema by which an editor helps.

    It helps with a meeting's file, or with series.yaml.

    \b
    scrutiny schema > meetings/meeting.schema.json
    scrutiny schema series > meetings/series.schema.json
    """
    if of not in json_schema.FILES:
        raise UsageError(f"There is no schema of “{of}”: choose meeting or series.")
    print_data(json_schema.format_schema(of))
