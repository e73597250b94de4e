"""Opening a new file: in the editor that is named, otherwise in what the system has."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from support import MEETINGS, SCRUTINY, environment, scrutiny

from scrutiny_cli.cli.editing.editor import list_default_editors

DRAFTING = ("new-meeting", "2015-06-25", "--edit")
FILE = "meetings/2015-06-25.yaml"
NOTHING_NAMED = {"VISUAL": "", "EDITOR": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    shutil.copytree(MEETINGS, tmp_path / "meetings")
    return tmp_path


def make_program(board: Path, name: str, exit_code: int = 0) -> str:
    """Make a program that writes down the file it is to open; return a PATH with it first."""
    path = board / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\nprintf '%s' \"$1\" > '{board}/given'\nexit {exit_code}\n")
    path.chmod(0o755)
    return f"{path.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_display_the_program_of_the_system_opens_the_file(board: Path, display: str) -> None:
    found = {**NOTHING_NAMED, display: ":0", "PATH": make_program(board, "xdg-open")}
    done = scrutiny(*DRAFTING, cwd=board, code=0, **found)
    assert done.stdout == f"{FILE}\n"
    assert (board / "given").read_text() == str(board / FILE)
    other = "To use another editor, type for example: export EDITOR=nano"
    assert f"Opening {FILE} with xdg-open. {other}\n" in done.stderr


def test_on_a_terminal_an_editor_of_the_terminal_opens_the_file(board: Path) -> None:
    shown = type_command(board, *DRAFTING, PATH=make_program(board, "nano"))
    assert f"Opening {FILE} with nano." in shown
    assert (board / "given").read_text() == str(board / FILE)


def test_how_to_leave_vi_is_shown_before_it_opens(board: Path) -> None:
    make_program(board, "vi")
    shown = type_command(board, *DRAFTING, typed=b"\n", PATH=str(board / "bin"))
    assert "To save and leave vi, press Esc, type :wq and press Enter." in shown
    assert "Press Enter to open it." in shown
    assert (board / "given").read_text() == str(board / FILE)


def test_the_next_step_is_shown_only_to_a_person_without_an_editor(board: Path) -> None:
    step = f", open {FILE} in a text editor, and write after each `status:` what became of"
    assert f"Next{step}" in type_command(board, *DRAFTING[:-1])
    (board / FILE).unlink()
    before = type_command(board, *DRAFTING[:-1], SCRUTINY_TODAY="2015-06-24")
    assert f"At the meeting{step}" in before
    (board / FILE).unlink()
    assert "open meetings" not in type_command(board, *DRAFTING, PATH=make_program(board, "nano"))
    (board / FILE).unlink()
    assert "open meetings" not in type_command(board, *DRAFTING[:-1], "--dry-run")
    assert "open meetings" not in scrutiny(*DRAFTING[:-1], cwd=board).stderr


def test_the_lines_that_the_editor_shows_are_not_printed_as_well(board: Path) -> None:
    path = make_program(board, "ours")
    assert "items:" not in scrutiny(*DRAFTING, cwd=board, VISUAL="ours", PATH=path).stderr
    (board / FILE).unlink()
    diff = scrutiny(*DRAFTING, "--diff", cwd=board, VISUAL="ours", PATH=path).stderr
    assert "+items:" in diff
    (board / FILE).unlink()
    assert "items:" in scrutiny(*DRAFTING[:-1], cwd=board).stderr


def test_a_program_that_does_not_open_the_file_is_reported(board: Path) -> None:
    path = make_program(board, "xdg-open", exit_code=3)
    found = {**NOTHING_NAMED, "DISPLAY": ":0", "PATH": path}
    done = scrutiny(*DRAFTING, cwd=board, code=0, **found)
    assert f"xdg-open did not open the file. Open {FILE} yourself.\n" in done.stderr
    make_program(board, "ours", exit_code=3)
    (board / FILE).unlink()
    done = scrutiny(*DRAFTING, cwd=board, VISUAL="ours", PATH=path)
    assert "did not open" not in done.stderr


def type_command(board: Path, *words: str, typed: bytes = b"", **found: str) -> str:
    """Run a command on a terminal of its own; return what it shows."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [SCRUTINY, *words], cwd=board, env=environment(**NOTHING_NAMED, COLUMNS="200", **found),
        stdin=its, stdout=its, stderr=its, close_fds=True,
    ) as running:  # fmt: skip
        os.close(its)
        os.write(ours, typed)
        shown = b""
        while more := read_terminal(ours):
            shown += more
        assert running.wait(60) == 0
    os.close(ours)
    return shown.decode()


def read_terminal(terminal: int) -> bytes:
    """Return what was shown next; nothing at the end, of which Linux makes an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_the_editor_that_is_named_goes_before_all_and_is_not_explained(board: Path) -> None:
    path = make_program(board, "ours")
    make_program(board, "xdg-open")
    done = scrutiny(*DRAFTING, cwd=board, DISPLAY=":0", VISUAL="", EDITOR="ours", PATH=path)
    assert (board / "given").read_text() == str(board / FILE)
    assert "Opening" not in done.stderr


def test_without_terminal_and_display_there_is_no_editor_and_nothing_is_written(
    board: Path,
) -> None:
    done = scrutiny(*DRAFTING, cwd=board, code=2, **NOTHING_NAMED)
    assert not (board / FILE).exists()
    assert done.stderr == (
        "No editor was found, and nothing was written. Name your editor, for example: "
        "export EDITOR=nano\n"
    )


@pytest.mark.parametrize(
    ("platform", "has_display", "has_terminal", "programs"),
    [
        ("linux", True, True, ["xdg-open", "nano", "vi"]),
        ("linux", True, False, ["xdg-open"]),
        ("freebsd14", False, True, ["nano", "vi"]),
        ("linux", False, False, []),
        ("darwin", False, True, ["open -W -n -t"]),
        ("win32", False, True, ["notepad.exe"]),
    ],
)
def test_each_system_has_its_editors(
    platform: str, *, has_display: bool, has_terminal: bool, programs: list[str]
) -> None:
    found = list_default_editors(platform, has_display=has_display, has_terminal=has_terminal)
    assert [" ".join(words) for words in found] == programs
