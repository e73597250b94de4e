"""The end of a command that reads."""

from __future__ import annotations

from typing import NoReturn

import typer

from scrutiny_cli.cli.errors import ExitCode
from scrutiny_cli.cli.session import Session


def finish_reading(session: Session, *, rows_found: bool = False) -> NoReturn:
    """End a command that reads: print the errors of the files, and choose the exit code."""
    if session.has_errors:
        from scrutiny_cli.cli.file_errors import print_errors  # noqa: PLC0415  loads every rule

        print_errors(session)
        raise typer.Exit(ExitCode.ERRORS)
    raise typer.Exit(ExitCode.ROWS_FOUND if rows_found else 0)
