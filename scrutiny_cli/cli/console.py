"""The streams: data on stdout, notes on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TextIO

from scrutiny_cli.cli.errors import OutputFailed
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.progress import clear_progress_bar, start_progress_bar
from scrutiny_cli.output.text import escape_build_commands, replace_unencodable, wrap_lines


def print_note(text: str) -> None:
    """Print sentences on stderr, beside the data."""
    print_stderr(wrap_lines(replace_controls(text), get_wrap_width(sys.stderr)) + "\n")


def print_data(text: str) -> None:
    """Print data on stdout, so that a build server takes no line of it for a command."""
    _write_text(sys.stdout, escape_build_commands(text))


def print_commands(text: str) -> None:
    """Print on stdout, as commands to a build server."""
    _write_text(sys.stdout, text)


def print_stderr(text: str) -> None:
    """Print on stderr text whose control characters are replaced already; it may have colours."""
    clear_progress_bar()
    _write_text(sys.stderr, escape_build_commands(text))


def _write_text(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    with translate_write_errors():
        stream.write(replace_unencodable(text, encoding))
        stream.flush()


@contextmanager
def translate_write_errors() -> Iterator[None]:
    """Raise OutputFailed where a stream cannot be written, except for a closed pipe."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.strerror or str(error)) from error


def get_terminal_width() -> int:
    """Return the width of the terminal in columns."""
    return get_terminal_size((80, 24)).columns


def get_wrap_width(stream: TextIO) -> int | None:
    """Return the columns at which sentences are wrapped on a stream; None: it is no terminal."""
    return get_terminal_width() if stream.isatty() else None


def uses_colour(stream: TextIO | None = None) -> bool:
    """Whether a stream takes colour: a terminal, and no NO_COLOR."""
    target = sys.stdout if stream is None else stream
    dumb = os.environ.get("TERM") == "dumb"
    return target.isatty() and not os.environ.get("NO_COLOR") and not dumb


def is_interactive() -> bool:
    """Whether somebody is at a terminal who can be asked."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def show_progress(verb: str = "Reading") -> Callable[[int, int], None] | None:
    """Return what draws how many files are read; None where stderr is no terminal.

    `verb` is what else is done with them.
    """
    return start_progress_bar(verb=verb) if sys.stderr.isatty() else None
