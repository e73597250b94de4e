"""Where a command writes what it makes: a file, or stdout; and the packages that it may lack."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli.console import print_note, record_write, translate_write_errors
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_file
from scrutiny_cli.storage.file_writer import create_file, replace_file
from scrutiny_cli.storage.lock import locked
from scrutiny_cli.storage.paths import format_path, is_meeting_file, resolve_path

if TYPE_CHECKING:
    from collections.abc import Iterator

_STDOUT = "-"
_MISSING = "Publishing needs some more packages: pip install 'scrutiny-cli[publish]'"
_OURS = "scrutiny_cli"

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write, or - to print; by default a file in the working directory.",
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Write over the file where it is there already.")
]


@contextmanager
def extra() -> Iterator[None]:
    """Import within it what stands behind the extra; what is missing is said in a line."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or _OURS).startswith(_OURS):
            raise
        raise UsageError(_MISSING) from missing


def place(output: str | None, name: str, *, replace: bool) -> Path | None:
    """Give the file to write, `name` where none is asked for; None: stdout.

    Refuses before anything is read or made what could not be written at the end.
    """
    if output == _STDOUT:
        _refuse_to_print(name, replace=replace)
        return None
    if output is not None and not output.strip():
        raise UsageError("-o names no file: type its name after it, or leave -o out.")
    path = Path(output or name)
    if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where it may not look
        message = f"{format_path(path)} is a folder: type the file too, as -o {path / name}."
        raise UsageError(message)
    _refuse_minutes(path)
    if not os.path.isdir(path.parent):  # noqa: PTH112  likewise
        message = f"There is no folder {format_path(path.parent)} to write {path.name} into."
        raise UsageError(message)
    ending, asked = Path(name).suffix, path.suffix.lower()
    if ending == ".ics" and asked != ending:
        message = f"A calendar's file ends in .ics: type -o {path.with_suffix(ending)}"
        raise UsageError(message)
    if os.path.lexists(path) and not replace:
        message = f"{format_path(path)} is there already: type --replace to write over it."
        raise WriteRefused(message)
    return path


def _refuse_to_print(name: str, *, replace: bool) -> None:
    if replace:
        raise UsageError("Nothing is replaced where it is printed: leave out --replace or -o -.")
    if name.endswith(".docx") and sys.stdout.isatty():
        message = f"A terminal cannot show a Word file: type -o {name}, or send it on with > or |."
        raise UsageError(message)


def _refuse_minutes(path: Path) -> None:
    """Refuse to write where the minutes themselves are kept."""
    for one in (path, resolve_path(path)):
        if one.name.lower().endswith((".yaml", ".yml")) or is_meeting_file(one.name):
            message = f"{format_path(path)} would be taken for minutes: give the file another name."
            raise WriteRefused(message)


def put(path: Path | None, content: str | bytes, *, replace: bool) -> None:
    """Write a file and say so, over one that is there only to `replace` it; None: print it."""
    if path is None:
        _print(content)
        return
    with locked(path.parent, print_note):
        if replace and os.path.lexists(path):
            replace_file(path, read_file(path), content)
        else:
            create_file(path, content)
    record_write()
    print_note(f"Written: {format_path(path)}")


def _print(content: str | bytes) -> None:
    # As a file has it, whatever the terminal's encoding: what is sent on must be the same.
    with translate_write_errors():
        sys.stdout.flush()
        sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
        sys.stdout.buffer.flush()
