"""The folders of the boards that a command lists, and the notes on the search for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from scrutiny_cli.actionlog.board_labels import label_boards
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import ExitCode
from scrutiny_cli.cli.meetings_folder import FolderNames, find_folders
from scrutiny_cli.output.progress import start_progress_bar
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.storage.board_folders import BoardFolders
from scrutiny_cli.storage.paths import escape_unprintable


def find_boards(names: FolderNames, tops: Sequence[str] | None) -> BoardFolders:
    """Find the folders of the boards that are listed; report what could not be searched."""
    found = find_folders(names, tops)
    for sentence in found.unreadable:
        print_note(f"{sentence} Boards in it are not listed.")
    for sentence in found.hidden:
        print_note(sentence)
    return found


def refuse_unreadable(found: BoardFolders) -> None:
    """End a command with the exit code of an error where a folder could not be searched."""
    if found.unreadable:
        raise typer.Exit(ExitCode.ERRORS)


def track_folders(folders: Sequence[Path]) -> Iterator[Path]:
    """Iterate over folders; over about a second a bar shows how many are done."""
    is_shown = len(folders) > 1 and sys.stderr.isatty()
    update = start_progress_bar("boards") if is_shown else None
    for number, folder in enumerate(folders, 1):
        yield folder
        if update is not None:
            update(number, len(folders))


def list_board_labels(boards: Sequence[Board]) -> tuple[str, ...]:
    """Return what boards are called among each other; nothing where there is only one."""
    if not boards[1:]:
        return ()
    paths = [list_path_parts(board.folder) for board in boards]
    return tuple(label_boards([make_one_line(board.name.name) for board in boards], paths))


def list_path_parts(folder: Path) -> tuple[str, ...]:
    """Return the parts of a folder's whole path as they tell it from others."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100  a Path would keep `..` in it
    return tuple(map(escape_unprintable, whole.parts))
