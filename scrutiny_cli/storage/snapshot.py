"""Files in the user's cache folder, one for a folder of meetings, and what is in them.

They may be deleted at any time. A cache folder that cannot be read or written is no problem: then
nothing is kept. What is in such a file is nothing that this module knows of.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from scrutiny_cli.storage.paths import is_file, resolve_path

_OFF = "SCRUTINY_NO_CACHE"
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_OTHERS_MAY_WRITE = 0o022
_MOST_FILES = 200
_ABANDONED = 3600  # seconds after which a file that is not complete is a killed run's
_HEADER_BYTES = 2048
_DIGEST_BYTES = 32
_NAME = re.compile(r"[0-9a-f]{32}\.jsonl")
_UNFINISHED = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{16}\.tmp")
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_WRITING = (
    os.O_WRONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


class SnapshotUnusable(Exception):
    """A snapshot is not there, not of this key, or damaged."""


class _Place(NamedTuple):
    """Where a part begins in its file, how many bytes it has, and their digest."""

    start: int
    length: int
    digest: str


def is_cache_off() -> bool:
    """Whether SCRUTINY_NO_CACHE forbids to keep, use or delete anything."""
    return os.environ.get(_OFF, "") not in {"", "0"}


def find_snapshot_path(folder: Path) -> Path | None:
    """Return the path of a folder's snapshot; None where the user has no cache folder."""
    cache = _find_cache_folder()
    if cache is None:
        return None
    name = blake2b(os.fsencode(resolve_path(folder)), digest_size=16).hexdigest()
    return cache / f"{name}.jsonl"


def _find_cache_folder() -> Path | None:
    if sys.platform == "win32":
        base, below = os.environ.get("LOCALAPPDATA", ""), "scrutiny/Cache"
    elif sys.platform == "darwin":
        base, below = _find_home(), "Library/Caches/scrutiny"
    else:
        base, below = os.environ.get("XDG_CACHE_HOME", ""), "scrutiny"
        if not os.path.isabs(base):  # noqa: PTH117  a relative one is not used
            base, below = _find_home(), ".cache/scrutiny"
    return Path(base, below) if os.path.isabs(base) else None  # noqa: PTH117  as above


def _find_home() -> str:
    """Return the path of the user's home folder; one that is not absolute where there is none."""
    if os.environ.get("HOME") == "":  # which Python would take for the root of the disk
        return ""
    return os.path.expanduser("~")  # noqa: PTH111  raises nothing without a home


# Reading


def read_parts(path: Path, key: str, names: Iterable[str]) -> dict[str, bytes]:
    """Return some parts of a snapshot that has a key; no more of the file is read.

    Raise SnapshotUnusable where it is not there, is not of that key, is incomplete or damaged.
    The first line of a file has its key, and for each part its length and a digest: whatever
    changes in the file, no part of it is taken for another.
    """
    try:
        with _open_own_file(path) as file:
            places = _read_places(file, key)
            return {name: _read_part(file, places[name], key) for name in names}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotUnusable from error


def _open_own_file(path: Path) -> BinaryIO:
    """Open a regular file that belongs to the user, and that nobody else may write."""
    file = open(os.open(path, _READING), "rb")  # noqa: SIM115, PTH123  the caller closes it
    state = os.fstat(file.fileno())
    is_own = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    if stat.S_ISREG(state.st_mode) and is_own and not _is_writable_by_others(state.st_mode):
        return file
    file.close()
    raise SnapshotUnusable


def _is_writable_by_others(mode: int) -> bool:
    return os.name == "posix" and bool(mode & _OTHERS_MAY_WRITE)


def _read_places(file: BinaryIO, key: str) -> dict[str, _Place]:
    """Return where each part is, by its name; the file must be as long as they are together."""
    line = file.readline(_HEADER_BYTES)
    header = json.loads(line.decode("ascii"))  # of bytes it would guess the encoding
    if header["key"] != key:
        raise SnapshotUnusable
    places, start = {}, len(line)
    for name, (length, digest) in header["parts"].items():
        if not isinstance(length, int) or length < 0:
            raise SnapshotUnusable
        places[name] = _Place(start, length, digest)
        start += length
    if start != os.fstat(file.fileno()).st_size:
        raise SnapshotUnusable
    return places


def _read_part(file: BinaryIO, place: _Place, key: str) -> bytes:
    file.seek(place.start)
    data = file.read(place.length)
    made = _begin_digest(key)
    made.update(data)
    if made.hexdigest() != place.digest:
        raise SnapshotUnusable
    return data


def _begin_digest(key: str) -> blake2b:
    """Return what makes the digest of a part: one that no part has under another key."""
    return blake2b(digest_size=_DIGEST_BYTES, key=bytes.fromhex(key))


# Writing and deleting


def write_parts(path: Path, key: str, parts: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write a snapshot, complete or not at all; say nothing where that is not possible.

    `key` is the hexadecimal text of at most 64 bytes; `parts` are names, and pieces of bytes. The
    oldest snapshots are deleted where there are too many.
    """
    with suppress(OSError):
        _make_private_folder(path.parent)
        with _replace_file(path) as file:
            file.write(b" " * _HEADER_BYTES)
            places = {name: _write_part(file, pieces, key) for name, pieces in parts}
            header = json.dumps({"key": key, "parts": places})
            file.seek(0)
            file.write(f"{header:<{_HEADER_BYTES - 1}}\n".encode())
        _delete_oldest(path.parent)


def _write_part(file: BinaryIO, pieces: Iterable[bytes], key: str) -> tuple[int, str]:
    """Write a part; return how many bytes it has, and their digest."""
    made, length = _begin_digest(key), 0
    for piece in pieces:
        file.write(piece)
        made.update(piece)
        length += len(piece)
    return length, made.hexdigest()


def _make_private_folder(folder: Path) -> None:
    """Make the cache folder, or close it to others.

    Raise OSError for a link or the folder of another user. That user, as under `sudo`, must not
    choose where this program writes, nor which folder it closes.
    """
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        state = os.fstat(descriptor)
        if state.st_uid != os.geteuid():
            raise PermissionError
        if stat.S_IMODE(state.st_mode) != _PRIVATE_FOLDER:
            os.fchmod(descriptor, _PRIVATE_FOLDER)
    finally:
        os.close(descriptor)


@contextmanager
def _replace_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside a path, and put it there in one step at the end."""
    unfinished = path.with_suffix(f".{os.urandom(8).hex()}.tmp")
    descriptor = os.open(unfinished, _WRITING | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  it has a mode of its own
            yield file
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _delete_oldest(folder: Path) -> None:
    """Delete what is too much, and what killed runs left; the newest file was written just now."""
    with os.scandir(folder) as entries:
        listed = [(entry.stat(follow_symlinks=False).st_mtime, entry.name) for entry in entries]
    snapshots = sorted((age, name) for age, name in listed if _NAME.fullmatch(name))
    oldest = [name for _, name in snapshots[:-_MOST_FILES]]
    before = max(listed)[0] - _ABANDONED
    abandoned = [name for age, name in listed if _UNFINISHED.fullmatch(name) and age < before]
    for name in (*oldest, *abandoned):
        with suppress(OSError):
            (folder / name).unlink()


def delete_snapshot(path: Path) -> bool:
    """Delete a snapshot, with what is not complete of it; empty it where it cannot be deleted.

    Return False where neither is possible.
    """
    with suppress(OSError), os.scandir(path.parent) as entries:
        started = [entry.path for entry in entries if _is_unfinished(entry.name, path)]
        for unfinished in started:
            _delete_or_empty(Path(unfinished))
    return _delete_or_empty(path)


def _is_unfinished(name: str, path: Path) -> bool:
    return name.startswith(f"{path.stem}.") and _UNFINISHED.fullmatch(name) is not None


def _delete_or_empty(path: Path) -> bool:
    if not os.path.lexists(path):
        return True
    with suppress(OSError):
        path.unlink()
        return True
    with suppress(OSError):
        os.close(os.open(path, _WRITING | os.O_TRUNC))
        return True
    return not is_file(path)
