"""Work spread over processors: the same answer as one processor gives, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.minutes.reading import Reading, read
from scrutiny_cli.minutes.statuses import KNOWN
from scrutiny_cli.minutes.text import Source
from scrutiny_cli.minutes.tokens import tokenize
from scrutiny_cli.storage.workers import spread

if TYPE_CHECKING:
    from scrutiny_cli.minutes.tokens import Tokens

ROOT = Path(__file__).resolve().parent.parent
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@forks
@settings(max_examples=25)  # each forks up to three times
@given(st.integers(0, 600), st.integers(1, 5))
def test_the_answer_is_that_of_map_in_its_order(count: int, processors: int) -> None:
    assert spread(str, int, range(count), processors=processors) == list(range(count))


@forks
def test_others_do_part_of_the_work() -> None:
    done_by = spread(_slowly_tell_who, _and_who_finishes, range(400), processors=2)
    assert len({worker for worker, _ in done_by}) == 2
    assert {finisher for _, finisher in done_by} == {os.getpid()}


def _slowly_tell_who(_: int) -> int:
    signal.sigtimedwait([signal.SIGUSR1], 0.0005)
    return os.getpid()


def _and_who_finishes(worker: int) -> tuple[int, int]:
    return worker, os.getpid()


def _add_one(number: int) -> int:
    return number + 1


@forks
@pytest.mark.parametrize("killed_by", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_worker_that_dies_leaves_is_done_by_the_first(killed_by: signal.Signals) -> None:
    first = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != first:
            os.kill(os.getpid(), killed_by)
        return number * 2

    made = spread(work, _add_one, range(400), processors=2)
    assert made == [2 * number + 1 for number in range(400)]


@forks
def test_a_fault_in_the_work_is_the_callers() -> None:
    def work(number: int) -> int:
        return 1 // (number - 399)

    with pytest.raises(ZeroDivisionError):
        spread(work, _add_one, range(400), processors=2)


@forks
@pytest.mark.parametrize("at", [0, 399])
def test_a_fault_in_the_finish_is_the_callers(at: int) -> None:
    def finish(number: int) -> int:
        return 1 // (number - at)

    with pytest.raises(ZeroDivisionError):
        spread(int, finish, range(400), processors=2)


@forks
def test_things_come_back_as_they_were() -> None:
    things = [Source(f"{number}.yaml", "") for number in range(400)]
    given_back = spread(lambda thing: (thing, thing.path), tuple, things, processors=3)
    assert all(back is thing for (back, _), thing in zip(given_back, things, strict=True))


@forks
def test_whole_meetings_come_back_as_they_were_read() -> None:
    text = (ROOT / "meetings" / "2015-05-28.yaml").read_text(encoding="utf-8")
    sources = [Source(f"2015-05-{day:02}.yaml", text) for day in range(1, 30)] * 5
    read_here = [_read(tokenize(one)) for one in sources]
    assert spread(tokenize, _read, sources, processors=3) == read_here


def _read(found: Tokens) -> Reading:
    return read(found, KNOWN)


ALONE = """
import os, signal
from scrutiny_cli.storage.workers import spread
first = os.getpid()
def work(number):
    if os.getpid() == first:
        print(flush=True)
        os.kill(first, signal.SIGKILL)
    return "x" * 100_000
spread(work, len, range(400), processors=3)
"""


@forks
def test_no_worker_outlives_the_first() -> None:
    # The workers hold its output open as long as they live: that it ends is the proof.
    subprocess.run([sys.executable, "-c", ALONE], stdout=subprocess.PIPE, timeout=60, check=False)


@pytest.mark.parametrize("processors", [1, 2])
def test_progress_rises_to_the_whole(processors: int) -> None:
    heard: list[tuple[int, int]] = []
    spread(str, len, range(400), lambda *now: heard.append(now), processors)
    assert heard == sorted(heard)
    assert heard[0] == (0, 400)
    assert heard[-1] == (400, 400)
