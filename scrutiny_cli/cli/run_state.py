"""What the program remembers until it ends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class RunState:
    """The state of this run of the program.

    After a file is written no later failure is an error. The log that was loaded is kept: freeing
    a large one takes time, and the process ends anyway.
    """

    has_written: bool = False
    book: object = None  # never read; the help does not load the class of logs


RUN = RunState()
