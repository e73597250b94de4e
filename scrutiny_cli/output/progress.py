"""A bar on a terminal's stderr, for work beyond a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 1.0
_STEP = 0.1
_LENGTH = 24


def start_progress_bar() -> Callable[[int, int], None]:
    """Give what is called with the files read and their number; it draws, and wipes at the end."""
    started = time.monotonic()
    drawn = [0.0]

    def draw(done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total:
            _wipe(drawn=drawn[0] > 0)
        elif now - started > _PATIENCE and now - drawn[0] > _STEP:
            drawn[0] = now
            _bar(done, total)

    return draw


def _bar(done: int, total: int) -> None:
    full = _LENGTH * done // total
    sys.stderr.write(f"\rReading {'#' * full}{'-' * (_LENGTH - full)} {done} of {total} files")
    sys.stderr.flush()


def _wipe(*, drawn: bool) -> None:
    if drawn:
        sys.stderr.write("\r" + " " * 70 + "\r")
        sys.stderr.flush()
