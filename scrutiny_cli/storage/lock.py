"""One writer at a time in a folder."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scrutiny_cli.storage.errors import WriteRefused, describe_error
from scrutiny_cli.storage.paths import format_path
from scrutiny_cli.storage.temporary import delete_leftovers, has_leftovers

if sys.platform != "win32":
    import fcntl

LOCK_NAME = ".scrutiny-lock"
_NOTE_AFTER = 1.0  # seconds
_PATIENCE = 30.0
_STEP = 0.02
_OPENING = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_MINE = 0o600
_WRITE_BITS = 0o222
# Another writer has made the file, and may not let us open it.
_BELONGS_TO_ANOTHER = (errno.EACCES, errno.EPERM)
_NO_FILE = (errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.ENOTDIR)
_NO_DESCRIPTOR = (errno.EMFILE, errno.ENFILE)


class _Busy(Exception):
    """Another writer holds the folder."""


@contextmanager
def hold_lock(folder: Path, note: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Lock a folder for all other writers, from reading its files to writing them.

    The lock is on a file in the folder that only those may open who may write into the folder:
    whoever may only read cannot hold it. The file is there while somebody writes, and is deleted
    afterwards; a lock ends with the process that holds it, whether its file is left or not.
    It waits for another holder: after a second it calls `note`, after thirty it raises
    WriteRefused. Half-written files of a run that was killed are deleted.

    Where a folder cannot be locked (Windows, some network drives, a folder that may not be
    written into) there is no lock. A file that changed meanwhile is refused all the same, but
    the same number may be given out twice. One process may not lock a folder twice: it would wait
    for itself.
    """
    descriptor = _wait_for_lock(folder, note)
    try:
        if descriptor is not None:
            delete_leftovers(folder)
        yield
    finally:
        if descriptor is not None:
            _release_lock(descriptor, folder)


def delete_abandoned_files(folder: Path) -> None:
    """Delete what a killed run left in a folder, in the one above and in the working directory.

    Files of a run that is still at work stay: it holds the lock.
    """
    with suppress(OSError):
        for place in {os.path.realpath(path) for path in (folder, folder / "..", os.curdir)}:
            if _has_leftovers(place):
                _delete_unless_busy(Path(place))


def _has_leftovers(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return False
    return LOCK_NAME in names or has_leftovers(names)


def _delete_unless_busy(folder: Path) -> None:
    with suppress(_Busy, OSError, WriteRefused):
        descriptor = _try_lock(folder)
        if descriptor is not None:
            delete_leftovers(folder)
            _release_lock(descriptor, folder)


def _wait_for_lock(folder: Path, note: Callable[[str], None]) -> int | None:
    """Wait for the lock; None where the folder cannot be locked."""
    began, has_said = time.monotonic(), False
    while True:
        try:
            return _try_lock(folder)
        except _Busy:
            waited = time.monotonic() - began
        if waited >= _PATIENCE:
            raise WriteRefused(_explain_waiting(folder))
        if waited >= _NOTE_AFTER and not has_said:
            note(f"Another run of scrutiny is writing in {format_path(folder)}. Waiting for it.")
            has_said = True
        time.sleep(_STEP)


def _explain_waiting(folder: Path) -> str:
    return (
        f"Another run of scrutiny has been writing in {format_path(folder)} for {_PATIENCE:g} "
        "seconds. Nothing was written. Run the command again when the other run has ended. If "
        f"there is no other run, delete {format_path(folder / LOCK_NAME)}."
    )


def _try_lock(folder: Path) -> int | None:
    """Take the lock and return its descriptor, None where there are no locks. Raises _Busy."""
    if sys.platform == "win32":
        return None
    path = folder / LOCK_NAME
    descriptor = _open_lock_file(path)
    if descriptor is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise _Busy from error
    except OSError:  # the disk knows no locks
        _delete_lock_file(descriptor, path)
        os.close(descriptor)
        return None
    if not _is_same_file(descriptor, path):  # its last holder has just deleted it
        os.close(descriptor)
        raise _Busy
    return descriptor


def _open_lock_file(path: Path) -> int | None:
    """Open the file that is locked, and make it where it is not there; None: it cannot be."""
    with suppress(FileExistsError):
        return _make_lock_file(path)
    try:
        descriptor = os.open(path, _OPENING)
    except FileNotFoundError as error:
        raise _Busy from error  # deleted just now
    except OSError as error:
        _refuse_strange(path, error)
        if error.errno in _BELONGS_TO_ANOTHER:
            raise _Busy from error
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        _refuse_strange(path, OSError(errno.EISDIR, ""))
    return descriptor


def _make_lock_file(path: Path) -> int | None:
    try:
        descriptor = os.open(path, _OPENING | os.O_CREAT | os.O_EXCL, _MINE)
    except FileExistsError:
        raise
    except OSError as error:
        _refuse_strange(path, error)
        return None  # who cannot write here is refused by the writing itself
    with suppress(OSError):
        os.fchmod(descriptor, _mode_for_writers(path.parent))
    return descriptor


def _mode_for_writers(folder: Path) -> int:
    """Let those open the file, for reading and writing, who may write into the folder."""
    writers = folder.stat().st_mode & _WRITE_BITS
    return _MINE | writers | writers << 1


def _refuse_strange(path: Path, error: OSError) -> None:
    if error.errno in _NO_DESCRIPTOR:
        raise WriteRefused(
            f"{format_path(path.parent)} cannot be locked: {describe_error(error)}."
        ) from error
    if error.errno in _NO_FILE and os.path.lexists(path):
        message = (
            f"{format_path(path)} is not a file that scrutiny made. Delete it, and run the "
            "command again."
        )
        raise WriteRefused(message) from error


def _is_same_file(descriptor: int, path: Path) -> bool:
    mine = os.fstat(descriptor)
    try:
        there = path.lstat()
    except OSError:
        return False
    return (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)


def _delete_lock_file(descriptor: int, path: Path) -> None:
    if _is_same_file(descriptor, path):
        with suppress(OSError):
            path.unlink()


def _release_lock(descriptor: int, folder: Path) -> None:
    if sys.platform != "win32":
        _delete_lock_file(descriptor, folder / LOCK_NAME)
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)
