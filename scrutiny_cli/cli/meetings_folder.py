"""The folder of meetings: found by what was typed, and read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import NoReturn

from scrutiny_cli.cli.board import describe_boards_below
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.minutes.decode import decode_bytes, report_too_large, report_unreadable
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.storage.board_folders import (
    BoardFolders,
    find_board_folders,
    find_first_board,
    find_hidden_board,
    list_distinct_folders,
)
from scrutiny_cli.storage.errors import FolderNotFound
from scrutiny_cli.storage.file_reader import FileContent, TooLarge, Unreadable, read_files
from scrutiny_cli.storage.folder import (
    INIT_HINT,
    check_named_folder,
    find_nearest_folder,
)
from scrutiny_cli.storage.lock import delete_abandoned_files
from scrutiny_cli.storage.paths import format_path, resolve_path

_VARIABLE = "SCRUTINY_MEETINGS"
_BOARDS_VARIABLE = "SCRUTINY_BOARDS"
_MAX_NAMED = 3  # folders in a message
# The values of -m, one for each time that it is typed; None: it is not typed.
FolderNames = Sequence[str] | str | None


def find_folder(names: FolderNames) -> Path:
    """Return the one folder that -m or the variable SCRUTINY_MEETINGS names.

    Without either it is the nearest one from the working directory upwards.
    """
    typed = _find_typed_folders(names)
    if len(typed) > 1:
        raise UsageError(_describe_several(typed))
    if typed:
        return typed[0]
    named = _find_by_variable()
    if named is not None:
        return named
    here = _find_working_directory()
    return find_nearest_folder(here) or _refuse_no_folder(here)


def find_folders(names: FolderNames, tops: Sequence[str] | None) -> BoardFolders:
    """Return the folders of all boards that a command lists.

    `tops` are the values of --boards. What comes first counts: -m, --boards, the variable
    SCRUTINY_MEETINGS, the nearest folder `meetings` from the working directory upwards, the
    variable SCRUTINY_BOARDS.
    """
    if names:
        return BoardFolders(_find_typed_folders(names))
    if tops:
        return _find_below(_list_typed(tops, "--boards"))
    named = _find_by_variable()
    if named is not None:
        return BoardFolders((named,))
    top = os.environ.get(_BOARDS_VARIABLE, "")
    if not top:
        return BoardFolders((find_folder(None),))
    nearest = find_nearest_folder(_find_working_directory())
    return BoardFolders((nearest,)) if nearest is not None else _find_by_boards_variable(top)


def _find_typed_folders(names: FolderNames) -> tuple[Path, ...]:
    """Return the folders typed after -m; one that is named twice is used once."""
    typed = _list_typed([names] if isinstance(names, str) else names or (), "-m")
    return list_distinct_folders(check_named_folder(Path(name)) for name in typed)


def _list_typed(typed: Sequence[str], flag: str) -> Sequence[str]:
    if not all(map(str.strip, typed)):
        raise UsageError(describe_missing_value(flag, "DIR"))
    return typed


def _find_by_variable() -> Path | None:
    name = os.environ.get(_VARIABLE, "")
    return check_named_folder(Path(_check_variable(_VARIABLE, name))) if name else None


def _check_variable(variable: str, name: str) -> str:
    if not name.strip():
        raise UsageError(
            f"{variable} is empty. Set it to a folder, "
            f"for example {variable}=meetings, or unset it."
        )
    return name


def _find_working_directory() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise FolderNotFound(
            "The folder that you are in no longer exists. Change to another with `cd`, or name "
            "the folder of the meetings with -m."
        ) from error


def _refuse_no_folder(here: Path) -> NoReturn:
    """Refuse a folder that no `meetings` is in or above; name a board where one is known."""
    hint = _suggest_board(os.environ.get(_BOARDS_VARIABLE, "").strip()) or INIT_HINT
    raise FolderNotFound(
        f"There is no folder `meetings` in {here.absolute()}, nor in any folder above it. {hint}"
    )


def _suggest_board(top: str) -> str:
    """Return what to type for a board of SCRUTINY_BOARDS, or below the working directory."""
    first = find_first_board(Path(top)) if top else None
    if first is not None:
        used = f"{_BOARDS_VARIABLE} is used only to list boards"
        return f"{used}. Name one, for example -m {quote(format_path(first))}"
    below = find_first_board(Path())
    return describe_boards_below(Path(), below) if below is not None else ""


def _describe_several(folders: Sequence[Path]) -> str:
    listed = " or ".join(f"-m {quote(format_path(folder))}" for folder in folders[:_MAX_NAMED])
    more = ", or another of them" if len(folders) > _MAX_NAMED else ""
    return f"This command works on one board, but -m names {len(folders)}. Type {listed}{more}."


# Boards below a folder


def _find_below(tops: Sequence[str]) -> BoardFolders:
    """Find the boards below some folders; refuse where there are none."""
    found = [find_board_folders(check_named_folder(Path(top), "--boards")) for top in tops]
    folders = list_distinct_folders(folder for each in found for folder in each.folders)
    unreadable = tuple(sentence for each in found for sentence in each.unreadable)
    if not folders:
        where = " or ".join(format_path(Path(top)) for top in tops)
        raise FolderNotFound(
            " ".join((*unreadable, f"No folder in or below {where} has meetings. {INIT_HINT}"))
        )
    hidden = tuple(sentence for top in tops for sentence in _describe_hidden(Path(top), folders))
    return BoardFolders(folders, unreadable, hidden)


def _describe_hidden(top: Path, folders: Sequence[Path]) -> Iterator[str]:
    """Report that boards below a folder are skipped because it is a board's itself."""
    hidden = find_hidden_board(top) if top in folders else None
    if hidden is not None:
        yield (
            f"{format_path(top)} has a meeting's file, so it is read as one board, without "
            f"{format_path(hidden)} and any other below it. "
            "Move the file into its board's folder."
        )


def _find_by_boards_variable(top: str) -> BoardFolders:
    """Find the boards of SCRUTINY_BOARDS; within the folder of one of them that one alone."""
    try:
        found = _find_below([_check_variable(_BOARDS_VARIABLE, top)])
    except FolderNotFound as reason:
        raise FolderNotFound(f"{_BOARDS_VARIABLE}: {reason}") from reason
    here = resolve_path(Path())
    own = [folder for folder in found.folders if here.is_relative_to(resolve_path(folder))]
    return BoardFolders(tuple(own)) if own else found


def read_sources(folder: Path) -> tuple[list[Source], list[Problem]]:
    """Return the text of every file of a folder, and what makes a file unreadable."""
    return decode_files(read_folder(folder))


def read_folder(folder: Path) -> list[FileContent | Unreadable | TooLarge]:
    """Read every file of a folder, and delete what killed runs left there."""
    delete_abandoned_files(folder)
    return list(read_files(folder))


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
