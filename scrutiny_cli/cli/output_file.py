"""The file that a command makes, or stdout; and the packages that making it may need."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli.console import print_note, translate_write_errors
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_file
from scrutiny_cli.storage.file_writer import (
    create_file,
    make_folder,
    refuse_place,
    replace_file,
    write_all_files,
)
from scrutiny_cli.storage.lock import hold_lock
from scrutiny_cli.storage.paths import format_path, is_folder, is_meeting_file, resolve_path

_STDOUT = "-"
# What is missing, by the extra that has it.
_MISSING = {
    "publish": "Publishing needs more packages. Install them:",
    "pdf": "A PDF file needs more packages. Install them:",
    "import": "Importing this needs more packages. Install them:",
    "xlsx": "A spreadsheet needs one more package. Install it:",
}
_OURS = "scrutiny_cli"
_NAMED_BY_ENDING = {".ics": "a calendar file", ".xlsx": "a spreadsheet"}
_BINARY = {".docx": "a Word file", ".pdf": "a PDF file", ".xlsx": "a spreadsheet"}

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write, or - to print; by default a file in this folder.",
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Write over the file if it already exists.")
]


@contextmanager
def require_extra(extra: str = "publish") -> Iterator[None]:
    """Import packages of an extra within it; refuse in one line where one is missing."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or _OURS).startswith(_OURS):
            raise
        command = f"pip install 'scrutiny-cli[{extra}]'"
        raise UsageError(f"{_MISSING[extra]} {command}") from missing


def resolve_output(typed: str | None, name: str, *, replace: bool) -> Path | None:
    """Return the path to write, `name` where none is typed; None: stdout.

    What could not be written at the end is refused here, before anything is read.
    """
    if typed == _STDOUT:
        _check_stdout(name, replace=replace)
        return None
    if typed is not None and not typed.strip():
        raise UsageError(describe_missing_value("-o", "FILE"))
    path = Path(typed or name)
    _check_folder(path, name)
    _refuse_other_ending(path, Path(name).suffix)
    if os.path.lexists(path) and not replace:
        message = f"{format_path(path)} already exists. Type --replace to write over it."
        raise WriteRefused(message)
    return path


def _check_stdout(name: str, *, replace: bool) -> None:
    if replace:
        raise UsageError("--replace is only for a file: leave --replace or -o - out.")
    what = _BINARY.get(Path(name).suffix)
    if what is not None and sys.stdout.isatty():
        message = f"A terminal cannot show {what}. Type -o {name}."
        raise UsageError(message)


def _check_folder(path: Path, name: str) -> None:
    """Refuse a folder in place of a file, what would be read as minutes, and a missing folder."""
    if is_folder(path):
        message = (
            f"{format_path(path)} is a folder. Type the file, too, for example -o {path / name}."
        )
        raise UsageError(message)
    if any(_is_taken_for_minutes(name) for name in (path.name, resolve_path(path).name)):
        message = f"{format_path(path)} would be read as minutes. Type another file name."
        raise WriteRefused(message)
    if not is_folder(path.parent):
        message = (
            f"There is no folder {format_path(path.parent)} for {path.name}. "
            "Make it first, or type another name."
        )
        raise UsageError(message)


def _is_taken_for_minutes(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml")) or is_meeting_file(name)


def _refuse_other_ending(path: Path, ending: str) -> None:
    what = _NAMED_BY_ENDING.get(ending)
    if what is not None and path.suffix.lower() != ending:
        raise UsageError(
            f"-o: the name of {what} ends in {ending}. Type -o {path.with_suffix(ending)}"
        )


def resolve_output_folder(
    typed: str | None, names: Iterable[str], *, replace: bool
) -> dict[str, Path]:
    """Return the path of each of several files in the folder that is typed.

    Refuse here, before anything is read, where one cannot be written at the end.
    """
    if typed is None or typed == _STDOUT:
        raise UsageError("Several documents need a folder: type -o DIR, for example -o minutes")
    if not typed.strip():
        raise UsageError(describe_missing_value("-o", "DIR"))
    folder = Path(typed)
    if os.path.lexists(folder) and not is_folder(folder):
        message = f"{format_path(folder)} is a file. Type a folder, for example -o minutes"
        raise UsageError(message)
    paths = {name: folder / name for name in names}
    existing = [path for path in paths.values() if os.path.lexists(path)]
    if existing and not replace:
        more = f" and {len(existing) - 1} more" if existing[1:] else ""
        verb = "exist" if existing[1:] else "exists"
        message = f"{format_path(existing[0])}{more} already {verb}. Nothing was written."
        raise WriteRefused(f"{message} Type --replace to write over existing files.")
    return paths


def write_outputs(contents: Mapping[Path, str | bytes], *, replace: bool) -> None:
    """Write several files into one folder, all or none, and say so; make the folder if needed."""
    folder = next(iter(contents)).parent
    refuse_place(next(iter(contents)))
    make_folder(folder)
    with hold_lock(folder, print_note):
        write_all_files(contents, replace=replace)
    RUN.has_written = True
    count = len(contents)
    print_note(f"Written: {count} file{'' if count == 1 else 's'} in {format_path(folder)}")


def read_replaced(path: Path | None) -> bytes | None:
    """Return what a file to be replaced has; None where there is no such file."""
    return read_file(path) if path is not None and os.path.lexists(path) else None


def write_output(
    path: Path | None, content: str | bytes, *, replace: bool, earlier: bytes | None = None
) -> None:
    """Write a file and say so, over one that is there only to `replace` it; None: print it.

    `earlier` is what the file had when the content was made of it: it must still have it.
    """
    if path is None:
        _print_bytes(content.encode() if isinstance(content, str) else content)
        return
    with hold_lock(path.parent, print_note):
        if replace and os.path.lexists(path):
            replace_file(path, read_file(path) if earlier is None else earlier, content)
        else:
            create_file(path, content)
    RUN.has_written = True
    print_note(f"Written: {format_path(path)}")


def _print_bytes(content: bytes) -> None:
    """Print what a file would have, whatever the encoding of the terminal is."""
    with translate_write_errors():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
