"""Work spread over the machine's processors: one pure function over many things.

A worker is a fork of this process: it has the function and the things already, and only what
it makes of them comes back. Whoever is free draws the next ticket, for one chunk of them.
Whatever becomes of a worker the answer is the same: what it did not bring is made here.
"""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, NamedTuple, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")

_WORTH_A_WORKER = 40  # things: below it a fork costs more than it brings
_MOST_WORKERS = 3
_MOST_TICKETS = 250  # a ticket is one byte


def spread(
    work: Callable[[_Thing], _Made],
    things: Sequence[_Thing],
    progress: Callable[[int, int], None] | None = None,
    processors: int | None = None,
) -> list[_Made]:
    """Give what a pure function makes of each thing, in their order; it must be picklable.

    `progress` hears how many things, of how many, are made or in the making. `processors` is
    how many to use (None: all that this process may use).
    """
    most = (processors or _processors()) - 1
    count = min(most, _MOST_WORKERS, len(things) // _WORTH_A_WORKER) if hasattr(os, "fork") else 0
    job = _Job(work, things, min(_MOST_TICKETS, len(things)))
    chunks = _shared(job, count, progress) if count > 0 else {}
    for ticket in range(job.chunks):
        if ticket not in chunks:
            _hear(progress, job, ticket)
            chunks[ticket] = job.chunk(ticket)
    _hear(progress, job, job.chunks)
    made: list[_Made] = [made for ticket in range(job.chunks) for made in chunks[ticket]]
    return made


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Job(NamedTuple, Generic[_Thing, _Made]):
    """The function, the things, and the number of chunks they are parted into."""

    work: Callable[[_Thing], _Made]
    things: Sequence[_Thing]
    chunks: int

    def begin(self, ticket: int) -> int:
        """Give where a chunk begins."""
        return len(self.things) * ticket // self.chunks if self.chunks else 0

    def chunk(self, ticket: int) -> list[_Made]:
        """Make one chunk."""
        return list(map(self.work, self.things[self.begin(ticket) : self.begin(ticket + 1)]))


def _hear(
    progress: Callable[[int, int], None] | None, job: _Job[_Thing, _Made], ticket: int
) -> None:
    if progress is not None:
        progress(job.begin(ticket), len(job.things))


class _Worker(NamedTuple):
    """A fork at work: its process, and the descriptor that its answer comes from."""

    process: int
    answer: int


def _shared(
    job: _Job[_Thing, _Made], count: int, progress: Callable[[int, int], None] | None
) -> dict[int, list[_Made]]:
    """Make chunks side by side with some workers, and gather what all have made."""
    tickets, box = os.pipe()
    os.write(box, bytes(range(job.chunks)))
    os.close(box)
    workers = [_start(job, tickets) for _ in range(count)]
    chunks: dict[int, list[_Made]] = {}
    for ticket in _drawn(tickets):
        _hear(progress, job, ticket)
        chunks[ticket] = job.chunk(ticket)
    os.close(tickets)
    for worker in workers:
        chunks |= _brought(worker)
    return chunks


def _drawn(tickets: int) -> Iterator[int]:
    while drawn := os.read(tickets, 1):
        yield drawn[0]


def _start(job: _Job[_Thing, _Made], tickets: int) -> _Worker:
    answer, out = os.pipe()
    process = os.fork()
    if process == 0:
        _work(job, tickets, out)
    os.close(out)
    return _Worker(process, answer)


def _work(job: _Job[_Thing, _Made], tickets: int, out: int) -> NoReturn:
    """Be a worker: make chunks while there are tickets, then bring them, and end at once."""
    code = 1
    try:
        made = [pickle.dumps((ticket, job.chunk(ticket)), 5) for ticket in _drawn(tickets)]
        with os.fdopen(out, "wb") as file:
            file.writelines(made)
        code = 0
    finally:
        # Nothing of the parent's must be flushed or told a second time.
        os._exit(code)


def _brought(worker: _Worker) -> dict[int, list[_Made]]:
    """Take what a worker brings; what cannot be read, or is not there, is left out."""
    chunks: dict[int, list[_Made]] = {}
    with os.fdopen(worker.answer, "rb") as file, suppress(EOFError, pickle.UnpicklingError):
        while True:
            ticket, made = pickle.load(file)  # noqa: S301  our own fork wrote it
            chunks[ticket] = made
    os.waitpid(worker.process, 0)
    return chunks
