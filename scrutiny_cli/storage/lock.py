"""One writer at a time: a lock on the folder of meetings itself."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from scrutiny_cli.storage.folder import HIDDEN, Refused, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NOTE_AFTER = 1.0  # seconds
_PATIENCE = 30.0
_STEP = 0.02


@contextmanager
def locked(folder: Path, note: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold a folder against every other writer, from the reading of its files to the writing.

    The lock is on the folder, so that there is no file for git to find, and it ends with the
    process that holds it. Another holder is waited for: after a second `note` is told so,
    after thirty Refused is raised. What a run that was killed left half-written is swept away.

    Windows locks no folders, nor do some network drives: there it goes on without. A file that
    changed meanwhile is refused all the same, but the same number may be given out twice. One
    process may not lock a folder twice: it would wait for itself.
    """
    descriptor = _opened(folder)
    try:
        if descriptor is not None and _taken(descriptor, folder, note):
            _sweep(folder)
        yield
    finally:
        if descriptor is not None:
            _give_back(descriptor)


def _opened(folder: Path) -> int | None:
    # A folder that cannot be opened is told of by whoever reads it.
    with suppress(OSError):
        return os.open(folder, os.O_RDONLY)
    return None


def _taken(descriptor: int, folder: Path, note: Callable[[str], None]) -> bool:
    """Wait for the lock; False where the disk knows none."""
    began, told = time.monotonic(), False
    while (mine := _try(descriptor)) is False:
        waited = time.monotonic() - began
        if waited >= _PATIENCE:
            raise Refused(_kept_waiting(folder))
        if waited >= _NOTE_AFTER and not told:
            note(f"Another run of scrutiny is writing in {shown(folder)}; waiting for it.")
            told = True
        time.sleep(_STEP)
    return mine is True


def _kept_waiting(folder: Path) -> str:
    return (
        f"Another run of scrutiny has been writing in {shown(folder)} for {_PATIENCE:g} seconds; "
        "nothing was written. See whether it hangs, and run this again."
    )


def _try(descriptor: int) -> bool | None:
    """Take the lock: True where it is ours, False where another has it, None: there is none."""
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _give_back(descriptor: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Delete what a killed run left: while the lock is held, nobody else is writing here."""
    for one in folder.glob(HIDDEN):
        with suppress(OSError):
            one.unlink()
