"""Functions in processes of their own, with limits of time and of memory.

A file that exhausts one, or makes it crash, does not end the program.
"""

from __future__ import annotations

import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

try:
    import resource
except ModuleNotFoundError:  # Windows cannot limit a process's memory
    resource = None  # type: ignore[assignment]

from scrutiny_cli.importing.blocks import CannotImport

_Key = TypeVar("_Key", bound=Hashable)
_Result = TypeVar("_Result")
_Answer = tuple[bool, object]  # whether it is the result, otherwise what was raised

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """How long a process may take, in seconds, and how much memory it may have, in bytes."""

    seconds: float = 60
    memory: int = 1024 * MEGABYTE


STANDARD_LIMITS = Limits()


class _Running(Generic[_Key]):
    """A process that is running, and where its answer comes from."""

    def __init__(self, key: _Key, job: Callable[[], object], limits: Limits) -> None:
        """Start it."""
        context = get_context("spawn")
        self.key = key
        self.answer, far = context.Pipe(duplex=False)
        self.process = context.Process(target=run_job, args=(far, job, limits.memory), daemon=True)
        self.process.start()
        far.close()
        self.ends = monotonic() + limits.seconds

    def read_answer(self) -> _Answer:
        """Return what the process answered, or the refusal of a file at which it died."""
        try:
            answer: _Answer = self.answer.recv()
        except (EOFError, OSError):
            return False, CannotImport(
                "The file cannot be read to its end. "
                "Open it, print it to a new PDF, and import that file."
            )
        return answer

    def end(self) -> None:
        """End the process, whether or not it has answered."""
        self.process.kill()
        self.process.join()
        self.answer.close()


def run_separately(
    jobs: Mapping[_Key, Callable[[], _Result]], limits: Limits = STANDARD_LIMITS
) -> Iterator[tuple[_Key, _Result | CannotImport]]:
    """Yield what each job returns, or its refusal, as they end.

    As many run at once as there are processors. A job must be a function of a module, or a
    partial one. What else it raises is raised here.
    """
    waiting, running = deque(jobs.items()), list[_Running[_Key]]()
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                running.append(_Running(*waiting.popleft(), limits))
            for ended, (is_result, value) in _wait_for_answers(running, limits):
                running.remove(ended)
                ended.end()
                if not is_result and not isinstance(value, CannotImport):
                    raise value  # type: ignore[misc]
                yield ended.key, value  # type: ignore[misc]
    finally:
        for left in running:
            left.end()


def _wait_for_answers(
    running: list[_Running[_Key]], limits: Limits
) -> list[tuple[_Running[_Key], _Answer]]:
    """Return the processes that have answered, and those whose time is up."""
    left = max(0.0, min(one.ends for one in running) - monotonic())
    ready = set(wait([one.answer for one in running], left))
    answered = [(one, one.read_answer()) for one in running if one.answer in ready]
    late: list[tuple[_Running[_Key], _Answer]] = [
        (one, (False, _refuse_late(limits)))
        for one in running
        if one.answer not in ready and one.ends <= monotonic()
    ]
    return answered + late


def _refuse_late(limits: Limits) -> CannotImport:
    return CannotImport(
        f"Reading the file took longer than {limits.seconds:.0f} seconds. "
        "Print the pages of the minutes alone to a new PDF, and import that file."
    )


# In the process


def run_job(answer: Connection, job: Callable[[], object], memory: int) -> None:
    """Run a job in a process of its own, and send what it returns or raises."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program itself is interrupted, and ends it
    logging.disable()
    limit_memory(memory)
    answer.send(find_answer(job))
    answer.close()


def limit_memory(memory: int) -> None:
    """Limit the memory of this process, where the system can."""
    if resource is not None:
        with suppress(ValueError, OSError):
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (memory, most))


def find_answer(job: Callable[[], object]) -> _Answer:
    """Return what a job returns, or what it raises."""
    try:
        return True, job()
    except MemoryError:
        return False, CannotImport(
            "Reading the file takes too much memory. "
            "Print the pages of the minutes alone to a new PDF, and import that file."
        )
    except Exception as error:  # noqa: BLE001  it is raised again in the program
        return False, error.with_traceback(None)
