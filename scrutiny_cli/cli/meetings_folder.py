"""The folder of meetings: found by what was typed, and read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.minutes.decode import decode_bytes, report_too_large, report_unreadable
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.storage.errors import FolderNotFound
from scrutiny_cli.storage.file_reader import FileContent, TooLarge, Unreadable, read_files
from scrutiny_cli.storage.folder import find_meetings_folder
from scrutiny_cli.storage.lock import delete_abandoned_files

_VARIABLE = "SCRUTINY_MEETINGS"
# The values of -m, one for each time that it is typed; None: it is not typed.
FolderNames = Sequence[str] | str | None


def find_folder(names: FolderNames) -> Path:
    """Return the folder that -m or the variable SCRUTINY_MEETINGS names.

    Without either it is the nearest one from the working directory upwards.
    """
    named = _read_name(names)
    if named is not None:
        return find_meetings_folder(named, named)
    try:
        here = Path.cwd()
    except OSError as error:
        raise FolderNotFound(
            "The folder that you are in is not there any more: change to another one with `cd`, "
            "or name the folder of meetings with -m."
        ) from error
    return find_meetings_folder(here, None)


def _read_name(names: FolderNames) -> Path | None:
    typed = [names] if isinstance(names, str) else list(names or ())
    if len(typed) > 1:
        message = f"-m is given {len(typed)} times. Name one folder of meetings: -m {typed[0]}"
        raise UsageError(message)
    if typed and not typed[0].strip():
        raise UsageError("-m names no folder: type the folder after it, or leave -m out.")
    name = typed[0] if typed else os.environ.get(_VARIABLE, "")
    if not typed and name and not name.strip():
        raise UsageError(f"{_VARIABLE} names no folder: set it to one, or unset it.")
    return Path(name) if name else None


def read_sources(folder: Path) -> tuple[list[Source], list[Problem]]:
    """Return the text of every file of a folder, and what makes a file unreadable."""
    delete_abandoned_files(folder)
    return decode_files(read_files(folder))


def decode_files(
    files: Iterable[FileContent | Unreadable | TooLarge],
) -> tuple[list[Source], list[Problem]]:
    """Return the texts of files, and the problems of those that are no text."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for file in files:
        source, found = _decode_file(file)
        sources.append(source)
        problems += found
    return sources, problems


def _decode_file(file: FileContent | Unreadable | TooLarge) -> tuple[Source, tuple[Problem, ...]]:
    if isinstance(file, FileContent):
        return decode_bytes(file.label, file.data)
    return report_too_large(file.label) if isinstance(file, TooLarge) else report_unreadable(*file)
