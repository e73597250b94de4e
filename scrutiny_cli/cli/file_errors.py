"""The problems of the files, printed on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from shlex import quote

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.console import get_wrap_width, print_note, print_stderr, uses_colour
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.output.phrases import format_count
from scrutiny_cli.output.problems import render_problems
from scrutiny_cli.rules import find_problems
from scrutiny_cli.rules.redacted_problems import prepare_problems


def print_errors(session: Session, path: str = "") -> None:
    """Print the errors of the files and the number of warnings on stderr.

    `path` is that of the folder, where there are others.
    """
    problems = find_problems(session.whole, session.today)
    errors = [problem for problem in problems if problem.is_error]
    warnings = len(problems) - len(errors)
    print_problems(errors, session.whole, session.today if session.is_redacted else None)
    where, option = (f" of {path}", f" -m {quote(path)}") if path else ("", "")
    also = f" `scrutiny check{option}` also reports {format_count(warnings, 'warning')}."
    print_note(
        f"{format_count(len(errors), 'error')} in the files{where}. "
        f"Some entries may be missing here.{also if warnings else ''}"
    )


def print_problems(found: list[Problem], book: MinuteBook, redacted_as_at: date | None) -> None:
    """Print problems of a log on stderr, redacted or marked as `prepare_problems` says."""
    shown, count = prepare_problems(found, (book,), redacted_as_at)
    print_problem_text(shown)
    if redacted_as_at is not None and shown is not found:
        print_note("Confidential words are withheld here. `scrutiny check` shows them.")
    warn_confidential(count, "problems")


def print_problem_text(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, each with the line of its file."""
    print_stderr(
        render_problems(problems, colour=uses_colour(sys.stderr), width=get_wrap_width(sys.stderr))
    )
