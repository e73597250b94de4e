"""Finding the boards below a folder: all folders that hold meetings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.storage.errors import describe_error
from scrutiny_cli.storage.paths import format_path, is_meeting_file, resolve_path

_SERIES = "series.yaml"
_USUAL_NAME = "meetings"
_MOST_FOLDERS = 1000  # that are looked into for a hint


class BoardFolders(NamedTuple):
    """The folders of boards in the order of their paths, and what could not be looked into.

    Each of `unreadable` is a sentence that names a folder and the reason, each of `hidden` one that
    names a board which is not used because it is below another.
    """

    folders: tuple[Path, ...]
    unreadable: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


class _FolderContent(NamedTuple):
    """The names of the files and of the folders in a folder that are looked at."""

    files: list[str]
    folders: list[str]


def find_board_folders(top: Path) -> BoardFolders:
    """Find the folders that hold meetings: `top`, otherwise those below it at any depth.

    Hidden folders and links to folders are not entered, nor is what is below a board's folder.
    """
    unreadable: list[str] = []
    found = tuple(
        Path(folder) for folder, is_board in _iter_folders(str(top), unreadable) if is_board
    )
    return BoardFolders(found, tuple(unreadable))


def find_first_board(top: Path) -> Path | None:
    """Return the first of the folders that `find_board_folders` finds, None where there is none.

    It is for a hint, and gives up after some folders: what was typed may be the whole disk.
    """
    looked_into = islice(_iter_folders(str(top), []), _MOST_FOLDERS)
    return next((Path(folder) for folder, is_board in looked_into if is_board), None)


def find_hidden_board(folder: Path) -> Path | None:
    """Return the first board below a board's folder, which is left out; None: there is none."""
    below = sorted(_list_content(str(folder)).folders)
    return next(filter(None, (find_first_board(folder / name) for name in below)), None)


def _iter_folders(top: str, unreadable: list[str]) -> Iterator[tuple[str, bool]]:
    """Iterate over a folder and those below it, each with whether it is that of a board.

    What could not be looked into is added to `unreadable`.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            content = _list_content(folder)
        except OSError as error:
            unreadable.append(
                f"{format_path(Path(folder))} cannot be read: {describe_error(error)}."
            )
            continue
        is_board = _has_meetings(folder, content.files)
        yield folder, is_board
        if not is_board:
            below = sorted(content.folders, reverse=True)
            waiting += [os.path.join(folder, name) for name in below]  # noqa: PTH118  quicker


def _list_content(folder: str) -> _FolderContent:
    content = _FolderContent([], [])
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and not _is_junction(entry):
                    content.folders.append(entry.name)
            elif is_meeting_file(entry.name):
                content.files.append(entry.name)
    return content


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is a link of Windows to another one, which is no symbolic link."""
    test = getattr(entry, "is_junction", None)  # Python 3.12
    return test is not None and bool(test())


def _has_meetings(folder: str, files: list[str]) -> bool:
    """Whether a folder is that of a board.

    A file named as a meeting is makes it one: other YAML files lie in many folders. Where a board
    is certain, by its name or by `series.yaml`, a misnamed file must not hide it: the file's error
    is to be seen.
    """
    if any(map(_begins_with_date, files)):
        return True
    is_certain = _SERIES in files or os.path.basename(folder) == _USUAL_NAME  # noqa: PTH119  quicker
    return is_certain and any(name != _SERIES for name in files)


def _begins_with_date(name: str) -> bool:
    year, month, day = name[:4], name[5:7], name[8:10]
    return (
        name[4:5] == name[7:8] == "-" and len(day) == len("01") and (year + month + day).isdigit()
    )


def list_distinct_folders(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return folders in their order, one that is named by two paths by the first of these."""
    distinct: dict[object, Path] = {}
    for folder in folders:
        distinct.setdefault(_identify_folder(folder), folder)
    return tuple(distinct.values())


def _identify_folder(folder: Path) -> object:
    """Return what two paths of the same folder have in common, on any kind of disk."""
    try:
        state = folder.stat()
    except OSError:
        return resolve_path(folder)
    return (state.st_dev, state.st_ino) if state.st_ino else resolve_path(folder)
