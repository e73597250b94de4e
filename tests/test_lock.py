"""The lock on the folder: real processes, one after another."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import SCRUTINY

from scrutiny_cli.storage import lock
from scrutiny_cli.storage.errors import FolderNotFound, WriteRefused
from scrutiny_cli.storage.file_reader import read_files
from scrutiny_cli.storage.file_writer import create_file
from scrutiny_cli.storage.lock import hold_lock

HOLDING = """
import sys
from pathlib import Path
from scrutiny_cli.storage.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
NUMBERING = """
import sys
from pathlib import Path
from scrutiny_cli.storage.file_reader import read_files
from scrutiny_cli.storage.file_writer import replace_file
from scrutiny_cli.storage.lock import hold_lock
meetings = Path(sys.argv[1])
for _ in range(10):
    with hold_lock(meetings):
        (blob,) = read_files(meetings)
        number = len(blob.data.splitlines())
        replace_file(blob.path, blob.data, blob.data + b"- ref: %d/15\\n" % number)
    print(number)
"""


@pytest.fixture
def meetings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "meetings"
    made.mkdir()
    return made


def holder(meetings: Path) -> subprocess.Popen[str]:
    """Start a process that holds the folder until its input ends."""
    running = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(meetings)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "held\n"
    return running


def test_numbers_that_many_give_out_at_once_are_neither_lost_nor_given_twice(
    meetings: Path,
) -> None:
    (meetings / "2015-06-25.yaml").write_bytes(b"actions:\n")
    many = [
        subprocess.Popen(
            [sys.executable, "-c", NUMBERING, str(meetings)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    given = [int(line) for one in many for line in one.communicate(timeout=120)[0].split()]
    assert [one.returncode for one in many] == [0] * 8
    assert sorted(given) == list(range(1, 81))
    lines = [f"- ref: {number}/15" for number in range(1, 81)]
    assert (meetings / "2015-06-25.yaml").read_text().splitlines() == ["actions:", *lines]
    assert [one.name for one in meetings.iterdir()] == ["2015-06-25.yaml"]


def test_actions_that_many_raise_at_once_have_a_number_each(meetings: Path) -> None:
    (meetings / "series.yaml").write_text('refs: "{n}/{yy}"\n')
    path = meetings / "2015-06-25.yaml"
    path.write_text("date: 2015-06-25\nitems:\n  - title: Any other business\n")
    words = {**os.environ, "SCRUTINY_TODAY": "2015-06-25"}
    many = [
        subprocess.Popen(
            [SCRUTINY, "raise", f"Paint quay {number}"], cwd=meetings.parent, env=words,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for number in range(8)
    ]  # fmt: skip
    given = {one.communicate(timeout=120)[0].strip() for one in many}
    assert given == {f"{number}/15" for number in range(1, 9)}
    text = path.read_text()
    assert all(text.count(f"action: Paint quay {number}\n") == 1 for number in range(8))


def test_another_holder_is_told_of_and_waited_for(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_NOTE_AFTER", 0.0)
    other = holder(meetings)
    notes: list[str] = []

    def let_go(told: str) -> None:
        notes.append(told)
        other.communicate(timeout=60)

    with hold_lock(meetings, let_go):
        assert other.returncode == 0
    assert notes == ["Another run of scrutiny is writing in meetings. Waiting for it."]


def test_who_waits_in_vain_is_refused(meetings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.0)
    other = holder(meetings)
    with (
        pytest.raises(WriteRefused, match=r"writing in meetings for 0 seconds\. Nothing was"),
        hold_lock(meetings),
    ):
        pytest.fail("two hold the folder")
    other.communicate(timeout=60)
    with hold_lock(meetings):
        pass


def test_the_lock_ends_with_the_process_that_held_it(meetings: Path) -> None:
    other = holder(meetings)
    other.kill()
    other.communicate(timeout=60)
    with hold_lock(meetings):
        pass


def test_a_fork_that_is_still_at_work_does_not_keep_the_lock(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.0)
    with hold_lock(meetings):
        child = os.fork()
        if not child:
            signal.pause()
    try:
        with hold_lock(meetings):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_the_lock_leaves_no_file(meetings: Path) -> None:
    with hold_lock(meetings):
        assert [one.name for one in meetings.iterdir()] == [lock.LOCK_NAME]
    assert list(meetings.iterdir()) == []


@pytest.mark.parametrize(
    ("folder_mode", "lock_mode"),
    [(0o755, 0o600), (0o775, 0o660), (0o770, 0o660), (0o2775, 0o660), (0o777, 0o666)],
)
def test_only_who_may_write_in_the_folder_may_open_its_lock(
    meetings: Path, folder_mode: int, lock_mode: int
) -> None:
    meetings.chmod(folder_mode)
    with hold_lock(meetings):
        assert (meetings / lock.LOCK_NAME).stat().st_mode & 0o777 == lock_mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may be somebody else")
def test_who_may_only_read_the_folder_cannot_hold_it(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.0)
    for one in list(meetings.parents)[:-2]:
        one.chmod(one.stat().st_mode | 0o011)
    meetings.chmod(0o755)
    (meetings / lock.LOCK_NAME).touch()  # left by a run that was killed
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setgid(4002)
        os.setuid(4002)
        fcntl.flock(os.open(meetings, os.O_RDONLY), fcntl.LOCK_EX)
        with hold_lock(meetings):
            signal.pause()
    try:
        with hold_lock(meetings):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.parametrize("make", [os.mkdir, lambda path: path.symlink_to("x"), os.mkfifo])
def test_what_is_no_lock_file_is_refused_by_name(
    meetings: Path, make: Callable[[Path], None]
) -> None:
    make(meetings / lock.LOCK_NAME)
    with pytest.raises(WriteRefused, match=r"meetings/\.scrutiny-lock is not a file that"):
        hold_lock(meetings).__enter__()
    assert os.path.lexists(meetings / lock.LOCK_NAME)


def test_a_lock_that_another_user_left_is_named(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.0)
    other = holder(meetings)
    with (
        pytest.raises(WriteRefused, match=r"delete meetings/\.scrutiny-lock"),
        hold_lock(meetings),
    ):
        pytest.fail("two hold the folder")
    other.communicate(timeout=60)


@pytest.mark.parametrize("words", [("check",), ("actions",)])
def test_a_reading_command_deletes_what_a_killed_run_left(
    meetings: Path, words: tuple[str, ...]
) -> None:
    left = [one / ".scrutiny-0123456789abcdef.tmp" for one in (meetings, meetings.parent)] + [
        meetings / lock.LOCK_NAME
    ]
    for one in left:
        one.write_text("confidential: true\n")
    kept = meetings / ".scrutiny-notes.txt"
    kept.touch()
    subprocess.run([SCRUTINY, *words], cwd=meetings.parent, check=True, capture_output=True)
    assert [one for one in left if one.exists()] == []
    assert kept.exists()


def test_a_reading_command_leaves_what_is_being_written(meetings: Path) -> None:
    half = meetings / ".scrutiny-0123456789abcdef.tmp"
    other = holder(meetings)
    half.touch()
    subprocess.run([SCRUTINY, "check"], cwd=meetings.parent, check=True, capture_output=True)
    assert half.exists()
    other.communicate(timeout=60)


def test_a_disk_without_locks_is_written_to_all_the_same(
    meetings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    half = meetings / ".scrutiny-0123456789abcdef.tmp"
    half.touch()
    with hold_lock(meetings):
        create_file(meetings / "2015-06-25.yaml", "date: 2015-06-25\n")
    # Somebody may be writing it.
    assert half.exists()


def test_a_folder_that_is_not_there_is_told_by_its_reader(meetings: Path) -> None:
    with pytest.raises(FolderNotFound), hold_lock(meetings / "gone"):
        list(read_files(meetings / "gone"))


def test_what_a_killed_run_left_is_swept_away_and_nothing_else(meetings: Path) -> None:
    (meetings / ".scrutiny-0123456789abcdef.tmp").touch()
    (meetings / ".scrutiny-1.tmp").mkdir()
    for name in (".scrutiny-notes.txt", "scrutiny-1.tmp"):
        (meetings / name).touch()
    with hold_lock(meetings):
        left = sorted(one.name for one in meetings.iterdir() if one.name != lock.LOCK_NAME)
    assert left == [".scrutiny-1.tmp", ".scrutiny-notes.txt", "scrutiny-1.tmp"]


@pytest.mark.parametrize("command", [("new-meeting", "25.06.15"), ("carry-forward", "28.05.15")])
def test_commands_wait_for_another_before_they_read(
    meetings: Path, command: tuple[str, ...]
) -> None:
    other = holder(meetings)
    words = {**os.environ, "SCRUTINY_TODAY": "2015-05-29"}
    with subprocess.Popen(
        [SCRUTINY, *command], cwd=meetings.parent, env=words,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as waiting:  # fmt: skip
        assert waiting.stderr is not None
        assert waiting.stderr.readline().endswith("writing in meetings. Waiting for it.\n")
        text = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
        create_file(meetings / "2015-05-28.yaml", text)
        other.communicate(timeout=60)
        _, told = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    wanted = "1 action carried forward" if command[0] == "new-meeting" else "every open action"
    assert wanted in told
