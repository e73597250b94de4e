"""How the program ends where the world around it is broken; real processes, real streams."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRUTINY = Path(sys.executable).with_name("scrutiny")


def in_shell(line: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    words = {**os.environ, "SCRUTINY_TODAY": "2015-06-26", "PATH": _path(), **more}
    shell = ["bash", "-c", line]
    return subprocess.run(
        shell, cwd=cwd, env=words, capture_output=True, text=True, check=False, timeout=60
    )


def _path() -> str:
    return f"{SCRUTINY.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["actions", "actions --format json", "check", "--help"])
def test_a_full_disk_is_told_in_one_line(command: str) -> None:
    done = in_shell(f"scrutiny {command} >/dev/full")
    told = "The output cannot be written: No space left on device.\n"
    assert (done.returncode, done.stderr) == (3, told)


RAISING = "scrutiny raise Paint --at 2015-05-28"
UPDATING = "scrutiny update 37/15 --note Painted --at 2015-05-28"
DRAFTING = "scrutiny new-meeting 2015-06-25"
OUR_MEETINGS = ROOT / "meetings"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("stream", [">", "2>"])
@pytest.mark.parametrize("command", [RAISING, UPDATING, DRAFTING])
def test_a_full_disk_does_not_deny_what_was_written(
    tmp_path: Path, command: str, stream: str
) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    before = _texts(tmp_path)
    assert in_shell(f"{command} {stream}/dev/full", tmp_path).returncode == 0
    assert _texts(tmp_path) != before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_what_cannot_be_shown_before_it_is_written_is_not_written(tmp_path: Path) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    before = _texts(tmp_path)
    done = in_shell("scrutiny raise X --owner Somebody --at 2015-05-28 2>/dev/full", tmp_path)
    assert (done.returncode, _texts(tmp_path)) == (3, before)


@pytest.mark.parametrize("command", ["scrutiny actions", RAISING, DRAFTING, "scrutiny init board"])
def test_a_closed_pipe_is_no_fault(tmp_path: Path, command: str) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    # The other end is closed before the command begins.
    line = f"{{ sleep 0.2; {command}; echo $? >code; }} | true"
    done = in_shell(line, tmp_path)
    assert ((tmp_path / "code").read_text(), "Traceback" in done.stderr) == ("0\n", False)
    if "init" in command:
        assert (tmp_path / "board" / ".github" / "workflows" / "minutes.yaml").exists()


def _texts(folder: Path) -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in (folder / "meetings").iterdir()}


@pytest.mark.parametrize("editor", ['"unclosed', "no-such-editor-here --wait", "", " "], ids=repr)
def test_without_an_editor_nothing_is_written(tmp_path: Path, editor: str) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    before = _texts(tmp_path)
    done = in_shell(f"{DRAFTING} --edit", tmp_path, VISUAL=editor, EDITOR="")
    assert (done.returncode, done.stdout, _texts(tmp_path)) == (2, "", before)
    assert "editor" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_year_of_the_calendar_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    done = in_shell("scrutiny new-meeting 0001-01-01", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("“0001-01-01”: No board met in the year 1.")
    early = in_shell("scrutiny init a --schedule Thursdays", tmp_path, SCRUTINY_TODAY="0001-01-01")
    assert (early.returncode, list(tmp_path.glob("a/*"))) == (2, [])


def test_a_file_where_init_needs_a_folder_bars_all_files(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("")
    done = in_shell("scrutiny init -y", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert ".github is a file and not a folder. Nothing was written." in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == [".github"]


def test_confidential_words_are_marked_wherever_they_go(tmp_path: Path) -> None:
    folder = tmp_path / "meetings"
    folder.mkdir()
    (folder / "2015-06-25.yaml").write_text(
        "date: 2015-06-25\nactions:\n"
        "  - {ref: 1/15, action: Secret thing, confidential: true}\n"
        "  - {ref: 2/15, action: Open thing, follows: 1/15}\n"
        "updates: [{ref: 1/15, note: Said in secret}]\n"
    )
    shown = in_shell("scrutiny show 2/15", tmp_path)
    assert "1/15 ([Confidential] Secret thing)" in shown.stdout
    assert shown.stderr == "Confidential: do not pass on.\n"
    (folder / "2015-07-23.yaml").write_text("date: 2015-07-23\n")
    for command in ("new-meeting 2015-07-30", "carry-forward 2015-07-23"):
        done = in_shell(f"scrutiny {command}", tmp_path)
        written = (folder / f"{command.split()[1]}.yaml").read_text()
        assert "# [confidential] Secret thing\n" in written
        assert "# [confidential] Last said on 25 June 2015: Said in secret\n" in written
        assert "# Open thing\n" in written
        assert "Confidential, and marked so where the file says it: 1/15." in done.stderr


@pytest.mark.parametrize("command", ["scrutiny", "python -m scrutiny_cli"])
def test_an_interrupt_while_the_program_loads_is_quiet(tmp_path: Path, command: str) -> None:
    (tmp_path / "typer.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(30)\n"
    )
    done = in_shell(f"{command} actions", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_output_that_nobody_takes_is_no_fault() -> None:
    done = in_shell("scrutiny actions >&-")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_of_usage_stays_one_where_stderr_is_closed() -> None:
    assert in_shell("scrutiny bogus 2>&-").returncode == 2


def test_the_shell_completes_refs_owners_and_meetings() -> None:
    for words, found in (
        ("show 37", ["37/15"]),
        ("actions --owner W", ["WK"]),
        ("carry-forward 2015", ["2015-05-28"]),
    ):
        done = in_shell(
            "scrutiny",
            _SCRUTINY_COMPLETE="complete_bash",
            COMP_WORDS=f"scrutiny {words}",
            COMP_CWORD=str(len(words.split())),
        )
        assert (done.returncode, done.stdout.split(), done.stderr) == (0, found, "")


def test_an_owner_whom_nobody_knows_is_told() -> None:
    done = in_shell("scrutiny actions --owner WKX --owner wk")
    told = "Nobody in this log is called “WKX”; `scrutiny people` lists everyone.\n"
    assert done.stderr == told
    assert "40/15" in done.stdout


@pytest.mark.parametrize(
    ("today", "why"),
    [("2015-06-11", "has its minutes agreed"), ("2015-07-03", "is more than 14 days past")],
)
def test_nothing_is_carried_unasked_into_what_is_past(tmp_path: Path, today: str, why: str) -> None:
    folder = tmp_path / "meetings"
    folder.mkdir()
    agreeing = "date: 2015-06-11\nitems: [{approves: 2015-06-11}]\n"
    raising = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
    for name, text in (
        ("2015-05-28", raising), ("2015-06-11", "date: 2015-06-11\n"), ("2015-06-11-b", agreeing)
    ):  # fmt: skip
        (folder / f"{name}.yaml").write_text(text)
    done = in_shell("scrutiny carry-forward", tmp_path, SCRUTINY_TODAY=today)
    assert (done.returncode, done.stdout) == (3, "")
    assert why in done.stderr
    assert (folder / "2015-06-11-b.yaml").read_text() == agreeing
    assert (folder / "2015-06-11.yaml").read_text() == "date: 2015-06-11\n"
    named = in_shell("scrutiny carry-forward 2015-06-11", tmp_path, SCRUTINY_TODAY=today)
    assert named.returncode == 0
    assert "Paint the quay" in (folder / "2015-06-11.yaml").read_text()


@pytest.mark.parametrize("folder", ["meetings", "elsewhere"])
def test_completion_is_silent_where_there_is_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    done = in_shell(
        "scrutiny",
        tmp_path,
        _SCRUTINY_COMPLETE="complete_bash",
        COMP_WORDS="scrutiny show 3",
        COMP_CWORD="2",
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("name", ["2015-05-28.YAML", "2015-05-28.yaml.txt", "2015-05-28.yml"])
def test_what_is_nearly_named_as_a_meeting_is_read_and_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "meetings").mkdir()
    text = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
    (tmp_path / "meetings" / name).write_text(text)
    done = in_shell("scrutiny actions", tmp_path)
    assert done.returncode == 1
    assert "Paint the quay" in done.stdout
    assert f"The file's name ends in {name[10:]}." in done.stderr
    assert "Rename it: 2015-05-28.yaml" in done.stderr


def test_of_two_files_of_one_meeting_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    text = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
    for name in ("2015-05-28.yaml", "2015-05-28.yaml.txt", "2015-05-28.yml"):
        (tmp_path / "meetings" / name).write_text(text.replace("quay", name))
    done = in_shell("scrutiny actions", tmp_path)
    assert done.returncode == 1
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[1:]] == [
        "Paint the 2015-05-28.yaml"
    ]
    for name in ("2015-05-28.yaml.txt", "2015-05-28.yml"):
        assert f"meetings/{name}:1:1: error [file-name-date] This file is left out" in done.stderr
    assert in_shell("scrutiny carry-forward", tmp_path).returncode == 3


def test_what_is_carried_forward_goes_into_the_file_as_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    raised = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
    (tmp_path / "meetings" / "2015-05-28.yaml").write_text(raised)
    (tmp_path / "meetings" / "2015-06-25.yml").write_text("date: 2015-06-25\n")
    done = in_shell("scrutiny new-meeting 2015-06-25", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "meetings/2015-06-25.yml is there already" in done.stderr
    assert in_shell("scrutiny carry-forward 2015-06-25", tmp_path).returncode == 0
    assert in_shell("scrutiny raise Dredge --at 2015-06-25", tmp_path).returncode == 0
    written = (tmp_path / "meetings" / "2015-06-25.yml").read_text()
    assert "Paint the quay" in written
    assert "action: Dredge" in written
    assert not (tmp_path / "meetings" / "2015-06-25.yaml").exists()


def test_a_bar_shows_on_a_terminal_beyond_a_second_and_is_wiped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrutiny_cli.output import progress  # noqa: PLC0415

    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_STEP", 0.0)
    draw = progress.reading()
    draw(1, 2)
    draw(2, 2)
    drawn = capsys.readouterr().err
    assert drawn.startswith("\rReading ############------------ 1 of 2 files\r")
    assert drawn.endswith("\r")
