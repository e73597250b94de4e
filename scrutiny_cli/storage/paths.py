"""Paths: how they are resolved, displayed and recognized.

`Path.is_dir`, `is_file` and `is_symlink` raise PermissionError below a folder that may not be
searched (until Python 3.14). The functions here return False there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

# Notepad saves .yaml.txt and calls it .yaml: such a file must not be ignored without a word.
_ENDINGS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder."""
    return os.path.isdir(path)  # noqa: PTH112  see above


def is_file(path: Path) -> bool:
    """Whether a path leads to a regular file."""
    return os.path.isfile(path)  # noqa: PTH113  see above


def is_link(path: Path) -> bool:
    """Whether a path is a symbolic link."""
    return os.path.islink(path)  # noqa: PTH114  see above


def is_meeting_file(name: str) -> bool:
    """Whether a file of this name is read: `*.yaml`, or nearly that."""
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def resolve_path(path: Path) -> Path:
    """Return the absolute path with all links resolved."""
    return Path(os.path.realpath(path))


def format_path(path: Path) -> str:
    """Return a path as it is displayed: relative to the working directory, with `/`."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # no working directory, or another drive than its
        relative = str(path)
    return replace_unprintable(relative.replace(os.sep, "/"))


def make_labeler(folder: Path) -> Callable[[str], str]:
    """Return a function from a file name in a folder to what `format_path` gives for its path."""
    base = format_path(folder)
    prefix = "" if base == "." else f"{base.removesuffix('/')}/"
    return lambda name: prefix + replace_unprintable(name)


def replace_unprintable(name: str) -> str:
    """Replace characters that would change what a terminal shows.

    A name that is not UTF-8 reaches Python as lone surrogates, which cannot be printed. A
    line end or an escape character in a name would be a line or a command of its own.
    """
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def escape_unprintable(name: str) -> str:
    """Return a name with escapes for the characters that `replace_unprintable` replaces.

    It tells names apart that are displayed alike.
    """
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    escaped = (char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return "".join(escaped)
