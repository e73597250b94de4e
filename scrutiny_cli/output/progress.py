"""A bar on a terminal's stderr, for work beyond a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

_DELAY = 1.0
_INTERVAL = 0.1
_LENGTH = 24


@dataclass
class _BarLine:
    """Whether a bar is in the line where the next text of stderr would go."""

    is_drawn: bool = False


_LINE = _BarLine()


def start_progress_bar(noun: str = "files", verb: str = "Reading") -> Callable[[int, int], None]:
    """Return a function of how much is done and how much there is, which draws a bar.

    At the end it clears the line. `noun` names what is counted, `verb` what is done.
    """
    started = time.monotonic()
    drawn = [0.0]

    def update(done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total:
            clear_progress_bar()
        elif now - started > _DELAY and now - drawn[0] > _INTERVAL:
            drawn[0] = now
            _draw_bar(done, total, verb, noun)

    return update


def _draw_bar(done: int, total: int, verb: str, noun: str) -> None:
    full = _LENGTH * done // total
    bar = "#" * full + "-" * (_LENGTH - full)
    sys.stderr.write(f"\r{verb} {bar} {done} of {total} {noun}")
    sys.stderr.flush()
    _LINE.is_drawn = True


def clear_progress_bar() -> None:
    """Clear the line of a bar, so that something else can be printed there."""
    if _LINE.is_drawn:
        sys.stderr.write("\r" + " " * 70 + "\r")
        sys.stderr.flush()
        _LINE.is_drawn = False
