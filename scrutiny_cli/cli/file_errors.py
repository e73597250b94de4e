"""The errors of the files on stderr, and the end of a command that reads."""

from __future__ import annotations

import sys
from datetime import date
from typing import NoReturn

import typer

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import get_wrap_width, print_note, print_stderr, uses_colour
from scrutiny_cli.cli.errors import ERRORS, ROWS_FOUND
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.output.problems import render_problems


def finish_reading(session: Session, *, rows: bool = False, redacted: bool = False) -> NoReturn:
    """End a reading command: tell the errors of the files, and give the exit code.

    What is `redacted` is made for others, who may read the errors, too.
    """
    if any(one.is_error for one in session.book.problems):
        print_errors(session, redacted=redacted)
        raise typer.Exit(ERRORS)
    raise typer.Exit(ROWS_FOUND if rows else 0)


def print_errors(session: Session, *, redacted: bool = False) -> None:
    """Print the errors of the files and the number of warnings on stderr."""
    from scrutiny_cli.rules import find_problems  # noqa: PLC0415

    whole = cut_book(session.book, None)
    problems = find_problems(whole, session.today)
    errors = [one for one in problems if one.is_error]
    warnings = len(problems) - len(errors)
    print_problems(errors, whole, session.today if redacted else None)
    plural = "" if len(errors) == 1 else "s"
    print_note(
        f"{len(errors)} error{plural} in the files; only what can be read was counted. "
        f"`scrutiny check` also gives {warnings} warning{'' if warnings == 1 else 's'}."
    )


def print_problems(found: list[Problem], book: MinuteBook, redacted_as_at: date | None) -> None:
    """Print problems of a log on stderr, redacted or marked as `prepare_problems` says."""
    from scrutiny_cli.rules.redacted_problems import prepare_problems  # noqa: PLC0415  loads late

    told, count = prepare_problems(found, (book,), redacted_as_at)
    print_stderr(
        render_problems(told, colour=uses_colour(sys.stderr), width=get_wrap_width(sys.stderr))
    )
    if redacted_as_at is not None and told is not found:
        print_note("What is confidential is withheld here: `scrutiny check` says all of it.")
    warn_confidential_problems(count)


def warn_confidential_problems(count: int) -> None:
    """Say on stderr how many problems are confidential, if any are."""
    if count:
        verb = "is" if count == 1 else "are"
        print_note(f"Confidential: {count} of these problems {verb}. Do not pass on.")
