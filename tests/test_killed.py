"""A write is killed at every system call in turn; what is left is the old file or the new one."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import SCRUTINY

from scrutiny_cli.storage.file_writer import (
    create_file,
    replace_file,
    rewrite_files,
    write_all_files,
)
from scrutiny_cli.storage.lock import hold_lock

if sys.platform != "linux":
    pytest.skip("only Linux lets a process be stepped in this way", allow_module_level=True)

TRACE_ME, STEP = 0, 24  # of ptrace: on to the next start or end of a system call
NAME = "2015-06-25.yaml"
OLD = b"date: 2015-06-25\n" + b"# as it was\n" * 3000
NEW = b"date: 2015-06-25\n" + b"# as it is to be\n" * 3000

ptrace = ctypes.CDLL(None, use_errno=True).ptrace
ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
ptrace.restype = ctypes.c_long


def stopped_before(write: Callable[[], object]) -> int:
    """Start a process that stops before it writes, and again behind it; give its number."""
    child = os.fork()
    if not child:
        ptrace(TRACE_ME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            write()
            os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(child, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    return child


def stepped(child: int) -> bool:
    """Let a process run to its next system call, or to the end of that; False: it has written."""
    if ptrace(STEP, child, None, None):
        pytest.skip(f"no process may be stepped here: {os.strerror(ctypes.get_errno())}")
    _, status = os.waitpid(child, 0)
    assert os.WIFSTOPPED(status), "the write failed"
    return os.WSTOPSIG(status) != signal.SIGSTOP


def killed_after(steps: int, write: Callable[[], object]) -> bool:
    """Kill a write after some steps; False where it came to its end before."""
    child = stopped_before(write)
    try:
        return all(stepped(child) for _ in range(steps))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def what_is_left(
    meetings: Path, before: bytes | None, write: Callable[[], object]
) -> Iterator[dict[str, bytes]]:
    """Give the files, hidden ones too, that a write killed after 0, 1, 2 … steps leaves."""
    yield from what_of_several_is_left(meetings, {} if before is None else {NAME: before}, write)


def what_of_several_is_left(
    meetings: Path, before: dict[str, bytes], write: Callable[[], object]
) -> Iterator[dict[str, bytes]]:
    """Give the same of several files."""
    going, steps = True, 0
    while going:
        for one in meetings.iterdir():
            one.unlink()
        for name, text in before.items():
            (meetings / name).write_bytes(text)
        going = killed_after(steps, write)
        yield {one.name: one.read_bytes() for one in meetings.iterdir()}
        steps += 1


def check(meetings: Path, code: int = 0) -> str:
    """Run `check` as a person would after the mishap."""
    done = subprocess.run(
        [SCRUTINY, "check"], cwd=meetings.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    return done.stdout


def hidden(files: dict[str, bytes]) -> list[str]:
    return [name for name in files if name.startswith(".scrutiny-")]


def is_well(
    meetings: Path, before: bytes | None, write: Callable[[Path], None], next_one: bytes
) -> int:
    """Hold every state to what it may be; give how many had the hidden file of a write."""

    def under_the_lock() -> None:
        with hold_lock(meetings):
            write(meetings / NAME)

    seen: set[bytes | None] = set()
    half_written = 0
    for files in what_is_left(meetings, before, under_the_lock):
        now = files.get(NAME)
        assert now in {before, NEW}
        assert set(files) - set(hidden(files)) <= {NAME}
        if now not in seen:
            assert check(meetings) == ""
        seen.add(now)
        half_written += any(name.endswith(".tmp") for name in files)
        # What comes next runs well, and leaves nothing of the killed run behind.
        with hold_lock(meetings):
            if now is not None:
                replace_file(meetings / NAME, now, next_one)
            else:
                create_file(meetings / NAME, next_one.decode())
        assert [one.name for one in meetings.iterdir()] == [NAME]
    assert seen == {before, NEW}
    return half_written


@pytest.fixture
def meetings(tmp_path: Path) -> Path:
    made = tmp_path / "meetings"
    made.mkdir()
    return made


def test_a_file_written_anew_is_the_old_or_the_new_one(meetings: Path) -> None:
    assert is_well(meetings, OLD, lambda path: replace_file(path, OLD, NEW), OLD) > 3


def test_a_new_file_is_not_there_or_whole(meetings: Path) -> None:
    half_written = is_well(meetings, None, lambda path: create_file(path, NEW.decode()), OLD)
    assert half_written == 0  # it has no name before it is complete


# Several files


def test_new_files_come_one_after_another_and_each_is_whole(meetings: Path) -> None:
    new = {"2015-05-28.yaml": NEW, "2015-06-25.yaml": NEW}

    def under_the_lock() -> None:
        with hold_lock(meetings):
            write_all_files({meetings / name: text for name, text in new.items()}, replace=False)

    seen: list[list[str]] = []
    for files in what_of_several_is_left(meetings, {}, under_the_lock):
        visible = {name: text for name, text in files.items() if name.endswith(".yaml")}
        assert visible.items() <= new.items()
        if sorted(visible) not in seen:
            seen.append(sorted(visible))
    assert seen == [[], ["2015-05-28.yaml"], ["2015-05-28.yaml", "2015-06-25.yaml"]]


# Several files, one of which is renamed


MAY = "2015-05-28.yaml", b"date: 2015-05-28\nnext_meeting: 2015-06-25\n"
MAY_AFTER = "2015-05-28.yaml", b"date: 2015-05-28\nnext_meeting: 2015-07-02\n"
JUNE = "2015-06-25.yaml", b"date: 2015-06-25\ntitle: Board\n"
JUNE_RENAMED = "2015-07-02.yaml", b"date: 2015-06-25\ntitle: Board\n"
JULY = "2015-07-02.yaml", b"date: 2015-07-02\ntitle: Board\n"


def test_a_meeting_on_another_day_has_its_name_first_and_its_date_last(meetings: Path) -> None:
    changes = [
        (meetings / JUNE[0], JUNE[1].decode(), JULY[1].decode()),
        (meetings / MAY[0], MAY[1].decode(), MAY_AFTER[1].decode()),
    ]

    def under_the_lock() -> None:
        with hold_lock(meetings):
            rewrite_files(changes, (meetings / JUNE[0], meetings / JULY[0]))

    states = [
        dict([MAY, JUNE]), dict([MAY, JUNE_RENAMED]), dict([MAY_AFTER, JUNE_RENAMED]),
        dict([MAY_AFTER, JULY]),
    ]  # fmt: skip
    reached = 0
    for files in what_of_several_is_left(meetings, states[0], under_the_lock):
        visible = {name: text for name, text in files.items() if name.endswith(".yaml")}
        if visible != states[reached]:
            reached += 1
            assert visible == states[reached]
            explained = 0 < reached < len(states) - 1
            message = "The file is named 2015-07-02, but its date is 2015-06-25."
            assert (message in check(meetings, code=explained)) == explained
        with hold_lock(meetings):
            assert {one.name for one in meetings.iterdir()} - set(visible) == {".scrutiny-lock"}
    assert reached == len(states) - 1
