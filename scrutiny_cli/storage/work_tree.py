"""Finding the git repository that contains a folder, without running git.

A cloned repository may contain any ordinary files, and so a bare repository whose settings name
programs. Only a `.git`, which git never takes from a commit, makes a repository.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.storage.paths import is_file, is_folder, resolve_path

_ENTRY = ".git"
_POINTER = b"gitdir: "
_LONGEST = 8192  # bytes of a `.git` file that are read


class WorkTree(NamedTuple):
    """The top folder of a repository's files, and the folder that git keeps for them."""

    top: Path
    git_dir: Path


def find_work_tree(folder: Path) -> WorkTree | None:
    """Return the work tree that contains a folder, with all links resolved, or None."""
    start = resolve_path(folder)
    for top in (start, *start.parents):
        git_dir = _read_entry(top / _ENTRY)
        if git_dir is not None:
            return WorkTree(top, git_dir)
    return None


def is_git_name(name: str) -> bool:
    """Whether a file name is that of git's own folder, on any disk."""
    return name.casefold() == _ENTRY


def resolve_git_dir(entry: Path) -> Path | None:
    """Return git's own folder, which an entry is or points to; None where it is neither."""
    return resolve_path(entry) if _is_git_dir(entry) else _read_entry(entry)


def _read_entry(entry: Path) -> Path | None:
    """Return the folder that a `.git` is, or names where it is a file (worktrees, submodules)."""
    found: Path | None = entry
    if not is_folder(entry):
        found = _follow_pointer(entry)
    if found is None or not _is_git_dir(found):
        return None
    return resolve_path(found)


def _follow_pointer(entry: Path) -> Path | None:
    if not is_file(entry):  # opening a pipe would wait
        return None
    try:
        with entry.open("rb") as file:
            text = file.read(_LONGEST)
    except OSError:
        return None
    if not text.startswith(_POINTER):
        return None
    return entry.parent / os.fsdecode(text.removeprefix(_POINTER).rstrip(b"\r\n"))


def _is_git_dir(folder: Path) -> bool:
    kept = (folder / "objects", folder / "commondir")
    return os.path.lexists(folder / "HEAD") and any(map(os.path.exists, kept))
