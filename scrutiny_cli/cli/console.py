"""The streams: data on stdout, what is said beside it on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TextIO

from scrutiny_cli.cli.errors import OutputFailed
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.progress import start_progress_bar
from scrutiny_cli.output.text import escape_build_commands, replace_unencodable, wrap_lines

# Whether a file was written: what cannot be told of it then does not undo it.
_WRITTEN: list[bool] = []


def print_note(text: str) -> None:
    """Say something beside the data, on stderr."""
    print_stderr(wrap_lines(replace_controls(text), get_wrap_width(sys.stderr)) + "\n")


def print_data(text: str) -> None:
    """Print data on stdout; no line of it is a command to a build server."""
    _write(sys.stdout, escape_build_commands(text))


def print_commands(text: str) -> None:
    """Print on stdout what is meant as commands to a build server."""
    _write(sys.stdout, text)


def print_stderr(text: str) -> None:
    """Print on stderr what is clean already, its colours included."""
    _write(sys.stderr, escape_build_commands(text))


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    with translate_write_errors():
        stream.write(replace_unencodable(text, encoding))
        stream.flush()


@contextmanager
def translate_write_errors() -> Iterator[None]:
    """Tell a fault of the output from one of the files."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.strerror or str(error)) from error


def record_write() -> None:
    """Keep in mind that files were written, whatever comes now."""
    _WRITTEN.append(True)


def has_written() -> bool:
    """Whether files were written."""
    return bool(_WRITTEN)


def get_terminal_width() -> int:
    """Give the terminal's width in columns."""
    return get_terminal_size((80, 24)).columns


def get_wrap_width(stream: TextIO) -> int | None:
    """Give the columns that sentences have on a stream; None: it is no terminal, do not wrap."""
    return get_terminal_width() if stream.isatty() else None


def uses_colour(stream: TextIO | None = None) -> bool:
    """Whether a stream takes colour: a terminal, and no NO_COLOR."""
    target = sys.stdout if stream is None else stream
    dumb = os.environ.get("TERM") == "dumb"
    return target.isatty() and not os.environ.get("NO_COLOR") and not dumb


def show_progress() -> Callable[[int, int], None] | None:
    """Give what shows on a terminal how many files are read; None: there is no terminal."""
    if not sys.stderr.isatty():
        return None

    return start_progress_bar()


def forget_writes() -> None:
    """Forget what was written, before the process runs another command."""
    _WRITTEN.clear()
