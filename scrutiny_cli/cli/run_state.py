"""What the program remembers until it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class RunState:
    """The state of this run of the program.

    After a file is written no later failure is an error. The log that was loaded is kept: freeing
    a large one takes time, and the process ends anyway. The day is read once, so that it is the
    same for all that a run shows and keeps, at midnight too: with the text that set it, or "".
    """

    has_written: bool = False
    today: tuple[str, date] | None = None
    book: object = None  # never read; the help does not load the class of logs


RUN = RunState()
