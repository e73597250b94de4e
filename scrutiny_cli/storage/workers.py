"""Work on many things, spread over some processors and finished in this process.

A worker is a fork of this process: it has the function and the things already, and only what
it makes of them comes back, a thing itself as its number. Whoever is free draws the next
ticket, for one chunk of them; what a worker has made this process alone finishes, while others
are at work, so that all end together. Whatever becomes of a worker the answer is the same:
what it did not bring is made here.
"""

from __future__ import annotations

import io
import os
import pickle
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, NamedTuple, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_Thing = TypeVar("_Thing")
_Half = TypeVar("_Half")
_Made = TypeVar("_Made")

_WORTH_A_WORKER = 40  # things: below it a fork costs more than it brings
_MOST_WORKERS = 3
_MOST_TICKETS = 250  # a ticket is one byte
_SIZE = 4  # bytes that say how long a parcel is
_ROOM = 1 << 20  # bytes a worker may be ahead of who reads what it made


def spread(
    work: Callable[[_Thing], _Half],
    finish: Callable[[_Half], _Made],
    things: Sequence[_Thing],
    progress: Callable[[int, int], None] | None = None,
    processors: int | None = None,
) -> list[_Made]:
    """Give what `finish` makes of what `work` makes of each thing, in their order.

    Both are pure. `work` is done wherever a processor is free, so what it makes is picklable,
    and quickly: tuples, lists, texts and numbers are. What `finish` makes stays here.
    `progress` hears how many things, of how many, are made or in the making. `processors` is
    how many to use (None: all that this process may use); more than four are no help.
    """
    most = (processors or _processors()) - 1
    count = min(most, _MOST_WORKERS, len(things) // _WORTH_A_WORKER) if hasattr(os, "fork") else 0
    job = _Job(work, finish, things, min(_MOST_TICKETS, len(things)))
    made = _shared(job, count, progress) if count > 0 else {}
    for ticket in range(job.tickets):
        if any(number not in made for number in job.chunk(ticket)):
            _hear(progress, job, ticket)
            made |= job.made(ticket)
    _hear(progress, job, job.tickets)
    return [made[number] for number in range(len(things))]


def remembering(
    each: Callable[
        [Callable[[_Thing], _Half], Callable[[_Half], _Made], list[_Thing]], Iterable[_Made]
    ],
) -> Callable[[Callable[[_Thing], _Half], Callable[[_Half], _Made], list[_Thing]], list[_Made]]:
    """Give what makes things as `each` does, and makes nothing of the same thing twice.

    It is for one pair of functions alone: what they made is remembered by the thing.
    """
    made: dict[_Thing, _Made] = {}

    def remembered(
        work: Callable[[_Thing], _Half], finish: Callable[[_Half], _Made], things: list[_Thing]
    ) -> list[_Made]:
        missing = [thing for thing in things if thing not in made]
        made.update(zip(missing, each(work, finish, missing), strict=True))
        return [made[thing] for thing in things]

    return remembered


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Job(NamedTuple, Generic[_Thing, _Half, _Made]):
    """The functions, the things, and how many tickets there are, each for a chunk of them."""

    work: Callable[[_Thing], _Half]
    finish: Callable[[_Half], _Made]
    things: Sequence[_Thing]
    tickets: int

    def chunk(self, ticket: int) -> range:
        """Give the numbers of the things that a ticket is for."""
        first, last = (len(self.things) * at // self.tickets for at in (ticket, ticket + 1))
        return range(first, last)

    def half(self, ticket: int) -> Iterator[tuple[int, _Half]]:
        """Do the work of one chunk: the number of each thing, and what is made of it."""
        return ((number, self.work(self.things[number])) for number in self.chunk(ticket))

    def made(self, ticket: int) -> dict[int, _Made]:
        """Make one chunk whole."""
        return self.finished(self.half(ticket))

    def finished(self, halves: Iterable[tuple[int, _Half]]) -> dict[int, _Made]:
        """Finish what is half made."""
        return {number: self.finish(half) for number, half in halves}


def _hear(
    progress: Callable[[int, int], None] | None, job: _Job[_Thing, _Half, _Made], ticket: int
) -> None:
    if progress is not None:
        progress(job.chunk(ticket).start if job.tickets else 0, len(job.things))


@dataclass(slots=True)
class _Worker:
    """A fork at work: its process, the descriptor that its parcels come from, and what came."""

    process: int
    answer: int
    come: bytearray = field(default_factory=bytearray)

    def parcels(self) -> Iterator[bytes]:
        """Give the parcels that are there by now, without waiting; at the end, all others."""
        with suppress(BlockingIOError):
            while data := os.read(self.answer, _ROOM):
                self.come += data
                while len(self.come) >= (end := _SIZE + int.from_bytes(self.come[:_SIZE])):
                    yield bytes(self.come[_SIZE:end])
                    del self.come[:end]


def _shared(
    job: _Job[_Thing, _Half, _Made], count: int, progress: Callable[[int, int], None] | None
) -> dict[int, _Made]:
    """Make chunks side by side with some workers, and gather what all have made."""
    _hear(progress, job, 0)
    made = job.made(0)  # what the first of them loads, and remembers, all workers have as well
    tickets, box = os.pipe()
    os.write(box, bytes(range(1, job.tickets)))
    os.close(box)
    workers: list[_Worker] = []
    for _ in range(count):
        workers.append(_start(job, tickets, workers))
    for ticket in _drawn(tickets):
        _hear(progress, job, ticket)
        made |= job.made(ticket)
        for worker in workers:
            made |= job.finished(_brought(worker, job.things))
    os.close(tickets)
    for worker in workers:
        os.set_blocking(worker.answer, True)
        made |= job.finished(_brought(worker, job.things))
        os.close(worker.answer)
        os.waitpid(worker.process, 0)
    return made


def _drawn(tickets: int) -> Iterator[int]:
    while drawn := os.read(tickets, 1):
        yield drawn[0]


def _start(job: _Job[_Thing, _Half, _Made], tickets: int, others: list[_Worker]) -> _Worker:
    answer, out = os.pipe()
    process = os.fork()
    if process == 0:
        # Else its answer would have a reader, and it would wait, when the first is gone.
        for one in (answer, *(other.answer for other in others)):
            os.close(one)
        _work(job, tickets, out)
    os.close(out)
    os.set_blocking(answer, False)
    return _Worker(process, answer)


def _work(job: _Job[_Thing, _Half, _Made], tickets: int, out: int) -> NoReturn:
    """Be a worker: make chunks while there are tickets, send each, and end at once."""
    code = 1
    try:
        _widen(out)
        numbers = {id(thing): number for number, thing in enumerate(job.things)}
        with os.fdopen(out, "wb") as file:
            for ticket in _drawn(tickets):
                parcel = _packed(job, ticket, numbers)
                file.write(len(parcel).to_bytes(_SIZE))
                file.write(parcel)
                file.flush()
        code = 0
    finally:
        # Nothing of the parent's must be flushed or told a second time.
        os._exit(code)


def _widen(out: int) -> None:
    """Let a pipe hold more than its 64 kB, where the system can."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415  not on every system

        fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, _ROOM)


def _packed(job: _Job[_Thing, _Half, _Made], ticket: int, numbers: dict[int, int]) -> memoryview:
    """Write the work of one chunk, but a thing as its number."""
    parcel = io.BytesIO()
    pickler = pickle.Pickler(parcel, 5)
    if (kind := type(job.things[0])).__module__ != "builtins":
        pickler.dispatch_table = {kind: lambda thing: (_thing, (numbers[id(thing)],))}
    for half in job.half(ticket):
        pickler.dump(half)
        pickler.clear_memo()  # a large memory of what was written is a slow one
    return parcel.getbuffer()


class _Unpickler(pickle.Unpickler):
    """What reads it again, and finds the things by their numbers."""

    def __init__(self, file: BinaryIO, things: Sequence[object]) -> None:
        super().__init__(file)
        self.things = things

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  as pickle has it
        """Give the class or function of a name."""
        if name == _thing.__name__:
            return self.things.__getitem__
        return super().find_class(module, name)


def _thing(number: int) -> NoReturn:
    """Stand for the thing of a number in what is written."""
    raise LookupError(number)


def _brought(worker: _Worker, things: Sequence[_Thing]) -> Iterator[tuple[int, Any]]:
    """Take what a worker has brought by now; what is not whole is left out."""
    for parcel in worker.parcels():
        box = io.BytesIO(parcel)
        while box.tell() < len(parcel):
            yield _Unpickler(box, things).load()
