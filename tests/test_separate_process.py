"""Files that are read in processes of their own, with limits of time and memory."""

from __future__ import annotations

import logging
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe

import pytest

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.separate_process import Limits, find_answer, run_job, run_separately


def double_number(number: int) -> int:
    return number * 2


def end_abruptly() -> int:
    os._exit(3)


def refuse_all() -> int:
    raise CannotImport("It is encrypted.")


def take_memory() -> int:
    return len(bytearray(3_000_000_000))


def divide_by_nothing() -> float:
    return 1 / double_number(0)


def test_each_job_gives_its_result_or_its_refusal_and_the_others_go_on() -> None:
    jobs: dict[str, Callable[[], object]] = {
        "a": partial(double_number, 4),
        "b": end_abruptly,
        "c": refuse_all,
        "d": take_memory,
        "e": partial(double_number, 5),
    }
    found = dict(run_separately(jobs))
    assert (found["a"], found["e"]) == (8, 10)
    assert {key: str(found[key]) for key in "bcd"} == {
        "b": "The file cannot be read to its end. "
        "Open it, print it to a new PDF, and import that file.",
        "c": "It is encrypted.",
        "d": "Reading the file takes too much memory. "
        "Print the pages of the minutes alone to a new PDF, and import that file.",
    }


def test_what_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    ((_, found),) = run_separately({"a": partial(time.sleep, 100)}, Limits(seconds=0.3))
    assert isinstance(found, CannotImport)
    assert str(found).startswith("Reading the file took longer than 0 seconds. Print the pages")
    assert time.monotonic() - began < 20


def test_a_fault_of_the_program_is_raised_in_the_program() -> None:
    with pytest.raises(ZeroDivisionError):
        list(run_separately({"a": divide_by_nothing}))


def test_a_missing_library_is_named_as_in_the_program_itself() -> None:
    is_result, error = find_answer(partial(__import__, "no_such_library"))
    assert not is_result
    assert isinstance(error, ModuleNotFoundError)
    assert error.name == "no_such_library"


def test_a_job_answers_with_a_refusal_if_it_needs_too_much_memory() -> None:
    is_result, error = find_answer(partial(bytearray, 2**60))
    assert (is_result, str(error)[:41]) == (False, "Reading the file takes too much memory. P")


@pytest.fixture
def _restored() -> Iterator[None]:
    """The limits of this process as they were before a job of another ran in it."""
    handler, limits = signal.getsignal(signal.SIGINT), resource.getrlimit(resource.RLIMIT_AS)
    yield
    signal.signal(signal.SIGINT, handler)
    resource.setrlimit(resource.RLIMIT_AS, limits)
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("_restored")
def test_a_job_runs_within_its_memory_and_sends_what_it_returns() -> None:
    near, far = Pipe(duplex=False)
    run_job(far, partial(double_number, 3), 2**40)
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == 2**40
    assert near.recv() == (True, 6)
    with pytest.raises(EOFError):
        near.recv()
