"""Reading files whole.

Nothing is read through a link that leads out of the repository, nor from a pipe or a device,
and no more than a file may contain.
"""

from __future__ import annotations

import errno
import os
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.minutes.decode import MAX_BYTES
from scrutiny_cli.storage.errors import FolderNotFound, OversizedFile, WriteRefused, describe_error
from scrutiny_cli.storage.links import Boundary
from scrutiny_cli.storage.paths import (
    format_path,
    is_link,
    is_meeting_file,
    make_labeler,
    resolve_path,
)

# Opening a pipe that somebody named like a meeting must not wait for its other end.
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_CHUNK = 1 << 16
MAX_MEETING_BYTES = MAX_BYTES + len(BOM_UTF8)
_MAX_OTHER_BYTES = 64_000_000  # of any other file: a template, or a page that is replaced


class FileContent(NamedTuple):
    """A file on the disk: its folder and name, its path as it is displayed, and its bytes."""

    folder: Path
    name: str
    label: str
    data: bytes

    @property
    def path(self) -> Path:
        """Its path."""
        return self.folder / self.name


class Unreadable(NamedTuple):
    """A file that could not be read, and the reason in words."""

    label: str
    reason: str


class TooLarge(NamedTuple):
    """A file with more bytes than minutes may have; its bytes are not kept."""

    label: str


def read_files(folder: Path) -> Iterator[FileContent | Unreadable | TooLarge]:
    """Read every file directly in a folder that is named as minutes are, in order of name.

    Files that cannot be read come last: of two that are displayed by one name the readable one
    is used.
    """
    label_of = make_labeler(folder)
    rest: list[Unreadable | TooLarge] = []
    boundary: Boundary | None = None
    for name, has_link in _list_meeting_files(folder):
        boundary = boundary or (Boundary(folder) if has_link else None)
        read = _read_meeting_file(folder, name, label_of(name), boundary if has_link else None)
        if isinstance(read, FileContent):
            yield read
        else:
            rest.append(read)
    yield from rest


def _list_meeting_files(folder: Path) -> list[tuple[str, bool]]:
    """Return the names of the files to read, sorted, and whether each is a link."""
    try:
        with os.scandir(folder) as entries:
            names = [
                (entry.name, entry.is_symlink()) for entry in entries if is_meeting_file(entry.name)
            ]
    except OSError as error:
        raise FolderNotFound(f"{folder} cannot be read: {describe_error(error)}.") from error
    return sorted(names)


def _read_meeting_file(
    folder: Path, name: str, label: str, boundary: Boundary | None
) -> FileContent | Unreadable | TooLarge:
    """Read a file; `boundary` is given for a link, which must not lead out of it."""
    try:
        target = f"{folder}{os.sep}{name}"  # a Path for each of thousands of files takes its time
        if boundary is not None:
            escape = boundary.describe_escape(folder / name)
            if escape is not None:
                return Unreadable(label, escape)
            target = os.path.realpath(target)
        return FileContent(folder, name, label, read_bounded(target, MAX_MEETING_BYTES))
    except OversizedFile:
        return TooLarge(label)
    except OSError as error:
        return Unreadable(label, _explain_unreadable(folder / name, error))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raise WriteRefused with the reason where it cannot be read."""
    try:
        return read_bounded(resolve_path(path))
    except OSError as error:
        reason = _explain_unreadable(path, error)
        raise WriteRefused(f"{format_path(path)} cannot be read: {reason}.") from error


def read_existing(path: Path) -> str | None:
    """Return the text of a file, "" where it cannot be read, None where there is no file."""
    if not os.path.lexists(path):
        return None
    try:
        return read_bounded(resolve_path(path), MAX_MEETING_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _explain_unreadable(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOENT and is_link(path):
        return "it is a link to a file that does not exist"
    return describe_error(error)


def read_bounded(path: Path | str, limit: int = _MAX_OTHER_BYTES) -> bytes:
    """Read a regular file, not a link, of at most `limit` bytes."""
    descriptor = os.open(path, _READING)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            number = errno.EISDIR if stat.S_ISDIR(state.st_mode) else errno.EINVAL
            raise OSError(number, "it is not a file")
        if state.st_size > limit:
            raise OversizedFile(errno.EFBIG, f"it is larger than {limit // 1_000_000} MB")
        return _read_to_end(descriptor, state.st_size, limit)
    finally:
        os.close(descriptor)


def _read_to_end(descriptor: int, size: int, limit: int) -> bytes:
    # One byte more than the size: where it is not there, that is the end.
    parts = [os.read(descriptor, size + 1)]
    length = len(parts[0])
    if length == size:
        return parts[0]
    while more := os.read(descriptor, _CHUNK):
        parts.append(more)
        length += len(more)
        if length > limit:  # it grows while it is read
            raise OversizedFile(errno.EFBIG, f"it is larger than {limit // 1_000_000} MB")
    return parts[0] if len(parts) == 1 else b"".join(parts)
