"""How the program ends where the world around it is broken; real processes, real streams."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, run_line, scrutiny


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["actions", "actions --format json", "check", "--help"])
def test_a_full_disk_is_told_in_one_line(command: str) -> None:
    done = run_line(f"scrutiny {command} >/dev/full")
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
    assert run_line(f"{command} {stream}/dev/full", cwd=tmp_path).returncode == 0
    assert _texts(tmp_path) != before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_what_cannot_be_shown_before_it_is_written_is_not_written(tmp_path: Path) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    before = _texts(tmp_path)
    done = run_line("scrutiny raise X --owner Somebody --at 2015-05-28 2>/dev/full", cwd=tmp_path)
    assert (done.returncode, _texts(tmp_path)) == (3, before)


@pytest.mark.parametrize(
    "command", ["scrutiny actions", RAISING, DRAFTING, "scrutiny init board --git"]
)
def test_a_closed_pipe_is_no_fault(tmp_path: Path, command: str) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    # The other end is closed before the command begins.
    line = f"{{ sleep 0.2; {command}; echo $? >code; }} | true"
    done = run_line(line, cwd=tmp_path)
    assert ((tmp_path / "code").read_text(), "Traceback" in done.stderr) == ("0\n", False)
    if "init" in command:
        assert (tmp_path / "board" / "meetings" / "series.schema.json").exists()


def _texts(folder: Path) -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in (folder / "meetings").iterdir()}


@pytest.mark.parametrize("editor", ['"unclosed', "no-such-editor-here --wait", "", " "], ids=repr)
def test_without_an_editor_nothing_is_written(tmp_path: Path, editor: str) -> None:
    shutil.copytree(OUR_MEETINGS, tmp_path / "meetings")
    before = _texts(tmp_path)
    unset = {"EDITOR": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = run_line(f"{DRAFTING} --edit", cwd=tmp_path, VISUAL=editor, **unset)
    assert (done.returncode, done.stdout, _texts(tmp_path)) == (2, "", before)
    assert "editor" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_year_of_the_calendar_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    done = run_line("scrutiny new-meeting 0001-01-01", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "scrutiny new-meeting: “0001-01-01” is in the year 1. Type the year"
    )
    early = run_line(
        "scrutiny init a --schedule Thursdays", cwd=tmp_path, SCRUTINY_TODAY="0001-01-01"
    )
    assert (early.returncode, list(tmp_path.glob("a/*"))) == (2, [])


def test_a_file_where_init_needs_a_folder_bars_all_files(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("")
    done = run_line("scrutiny init -y --install-from scrutiny-cli==1.2.0", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert ".github is a file, not a folder. Nothing was written." in done.stderr
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
    shown = run_line("scrutiny show 2/15", cwd=tmp_path)
    assert "1/15 ([Confidential] Secret thing)" in shown.stdout
    assert shown.stderr == "This is confidential. Do not pass it on.\n"
    (folder / "2015-07-23.yaml").write_text("date: 2015-07-23\n")
    for command in ("new-meeting 2015-07-30", "carry-forward 2015-07-23"):
        done = run_line(f"scrutiny {command}", cwd=tmp_path)
        written = (folder / f"{command.split()[1]}.yaml").read_text()
        assert "# [confidential] Secret thing\n" in written
        assert "# [confidential] Last update, 25 June 2015: Said in secret\n" in written
        assert "# Open thing\n" in written
        assert "Confidential, and marked as such in the file: 1/15." in done.stderr


@pytest.mark.parametrize("command", ["scrutiny", "python -m scrutiny_cli"])
def test_an_interrupt_while_the_program_loads_is_quiet(tmp_path: Path, command: str) -> None:
    (tmp_path / "typer.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(30)\n"
    )
    done = run_line(f"{command} actions", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_output_that_nobody_takes_is_no_fault() -> None:
    done = run_line("scrutiny actions >&-")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_of_usage_stays_one_where_stderr_is_closed() -> None:
    assert run_line("scrutiny bogus 2>&-").returncode == 2


def test_the_shell_completes_refs_owners_and_meetings() -> None:
    for words, found in (
        ("show 37", ["37/15"]),
        ("actions --owner W", ["WK"]),
        ("carry-forward 2015", ["2015-05-28"]),
        ("close 37", ["37/15"]),
        ("reassign W", ["WK"]),
        ("actions --status comp", ["completed"]),
        ("check --only file", ["file-name-date"]),
    ):
        done = scrutiny(
            _SCRUTINY_COMPLETE="complete_bash",
            COMP_WORDS=f"scrutiny {words}",
            COMP_CWORD=str(len(words.split())),
        )
        assert (done.stdout.split(), done.stderr) == (found, "")


def test_the_shell_offers_nobody_who_has_left(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2015-05-28.yaml").write_text(
        "date: 2015-05-28\n"
        "present:\n"
        "  - {initials: WA, left: 2015-06-26}\n"
        "  - {initials: WB, left: 2015-06-27, email: WX}\n"
        "  - {initials: WC, left: none}\n"
        "actions: [{action: A, owner: 'WA, WD'}]\n"
    )
    done = scrutiny(
        cwd=tmp_path,
        code=None,
        _SCRUTINY_COMPLETE="complete_bash",
        COMP_WORDS="scrutiny raise X --owner W",
        COMP_CWORD="4",
    )
    assert (done.stdout.split(), done.stderr) == (["WB", "WC", "WD"], "")


def test_an_owner_whom_nobody_knows_is_told() -> None:
    done = run_line("scrutiny actions --owner WKX --owner wk")
    told = "“WKX” is not in this log. `scrutiny people` lists everyone.\n"
    assert done.stderr == told
    assert "40/15" in done.stdout


@pytest.mark.parametrize(
    ("today", "why"),
    [("2015-06-11", "has agreed minutes"), ("2015-07-03", "was more than 14 days ago")],
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
    done = run_line("scrutiny carry-forward", cwd=tmp_path, SCRUTINY_TODAY=today)
    assert (done.returncode, done.stdout) == (3, "")
    assert why in done.stderr
    assert (folder / "2015-06-11-b.yaml").read_text() == agreeing
    assert (folder / "2015-06-11.yaml").read_text() == "date: 2015-06-11\n"
    named = run_line("scrutiny carry-forward 2015-06-11", cwd=tmp_path, SCRUTINY_TODAY=today)
    assert named.returncode == 0
    assert "Paint the quay" in (folder / "2015-06-11.yaml").read_text()


@pytest.mark.parametrize("folder", ["meetings", "elsewhere"])
def test_completion_is_silent_where_there_is_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    done = scrutiny(
        cwd=tmp_path,
        code=None,
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
    done = run_line("scrutiny actions", cwd=tmp_path)
    assert done.returncode == 1
    assert "Paint the quay" in done.stdout
    assert f"The file's name ends in {name[10:]}, not in .yaml." in done.stderr
    assert "Rename the file to 2015-05-28.yaml" in done.stderr


def test_of_two_files_of_one_meeting_one_counts_and_the_other_is_told(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    text = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
    for name in ("2015-05-28.yaml", "2015-05-28.yaml.txt", "2015-05-28.yml"):
        (tmp_path / "meetings" / name).write_text(text.replace("quay", name))
    done = run_line("scrutiny actions", cwd=tmp_path)
    assert done.returncode == 1
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[1:]] == [
        "Paint the 2015-05-28.yaml"
    ]
    for name in ("2015-05-28.yaml.txt", "2015-05-28.yml"):
        assert f"meetings/{name}:1:1: error [file-name-date] This file was skipped" in done.stderr
    assert run_line("scrutiny carry-forward", cwd=tmp_path).returncode == 3


def test_what_is_carried_forward_goes_into_the_file_as_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    raised = "date: 2015-05-28\nactions: [{action: Paint the quay}]\n"
    (tmp_path / "meetings" / "2015-05-28.yaml").write_text(raised)
    (tmp_path / "meetings" / "2015-06-25.yml").write_text("date: 2015-06-25\n")
    done = run_line("scrutiny new-meeting 2015-06-25", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "meetings/2015-06-25.yml already exists." in done.stderr
    assert run_line("scrutiny carry-forward 2015-06-25", cwd=tmp_path).returncode == 0
    assert run_line("scrutiny raise Dredge --at 2015-06-25", cwd=tmp_path).returncode == 0
    written = (tmp_path / "meetings" / "2015-06-25.yml").read_text()
    assert "Paint the quay" in written
    assert "action: Dredge" in written
    assert not (tmp_path / "meetings" / "2015-06-25.yaml").exists()


def test_a_bar_shows_on_a_terminal_beyond_a_second_and_is_wiped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrutiny_cli.output import progress  # noqa: PLC0415

    monkeypatch.setattr(progress, "_DELAY", 0.0)
    monkeypatch.setattr(progress, "_INTERVAL", 0.0)
    draw = progress.start_progress_bar()
    draw(1, 2)
    draw(2, 2)
    drawn = capsys.readouterr().err
    assert drawn.startswith("\rReading ############------------ 1 of 2 files\r")
    assert drawn.endswith("\r")


# Faults of the world around the program, and of the program itself


MEETING = "date: 2015-06-25\nactions:\n  - ref: 1/15\n    action: Paint the quay\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2015-06-25.yaml").write_text(MEETING, encoding="utf-8")
    return tmp_path


def sabotage(place: Path, module: str, raising: str) -> dict[str, str]:
    """Give an environment in which loading a module raises something."""
    (place / "sitecustomize.py").write_text(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        f"            raise {raising}\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    return {"PYTHONPATH": str(place)}


@pytest.mark.parametrize(
    "raising", ["OSError(5, 'Input/output error')", "ImportError('x')", "SyntaxError('x')"]
)
def test_what_cannot_be_loaded_after_a_write_does_not_deny_it(board: Path, raising: str) -> None:
    more = sabotage(board, "scrutiny_cli.output.late", raising)
    line = (
        "import sys; sys.argv[1:] = ['raise', 'Dredge', '--at', '2015-06-25']\n"
        "from scrutiny_cli.cli import app\n"
        "from scrutiny_cli.cli.commands import raise_\n"
        "def show(*_, **__): import scrutiny_cli.output.late\n"
        "raise_.show_edit = show\n"
        "app.main()\n"
    )
    (board / "run.py").write_text(line, encoding="utf-8")
    done = run_line(f"{sys.executable} run.py", cwd=board, **more)
    assert "Dredge" in (board / "meetings" / "2015-06-25.yaml").read_text("utf-8")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "It was written, but not everything could be shown: " in done.stderr


@pytest.mark.parametrize("module", ["problems", "text_diff"])
def test_what_is_needed_after_a_write_is_loaded_before_it(board: Path, module: str) -> None:
    more = sabotage(board, f"scrutiny_cli.output.{module}", "OSError(5, 'Input/output error')")
    done = run_line("scrutiny raise Dredge --at 2015-06-25", cwd=board, **more)
    assert done.returncode == 3
    assert "The command had to stop: the disk could not be read or written." in done.stderr
    assert (board / "meetings" / "2015-06-25.yaml").read_text("utf-8") == MEETING


def test_a_working_directory_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = run_line(f"cd {gone}; rmdir {gone}; scrutiny actions", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "The folder that you are in no longer exists." in done.stderr


def test_too_few_descriptors_are_told_and_nothing_is_written(board: Path) -> None:
    for many in range(3, 12):
        done = run_line(f"ulimit -n {many}; exec scrutiny raise Dredge --at 2015-06-25", cwd=board)
        if done.returncode == 0:
            break
        assert "output cannot" not in done.stderr
        assert (board / "meetings" / "2015-06-25.yaml").read_text("utf-8") == MEETING
    assert many > 3


@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", "<&- >&- 2>&-", "2>&-"])
def test_a_stream_that_is_closed_is_no_file_of_the_minutes(board: Path, closed: str) -> None:
    done = run_line(f"scrutiny raise Dredge --at 2015-06-25 {closed}", cwd=board)
    assert done.returncode == 0
    written = (board / "meetings" / "2015-06-25.yaml").read_text("utf-8")
    assert written.startswith(MEETING)
    assert written.count("Dredge") == 1


def test_a_fault_of_the_program_shows_no_text_of_the_minutes(board: Path) -> None:
    line = (
        "import sys; sys.argv[1:] = ['actions']\n"
        "from scrutiny_cli.cli import app\n"
        "def fail(*_, **__):"
        " raise KeyError('Dismissal of Mr Smith \\x1b[2J') from ValueError('Smith')\n"
        "from scrutiny_cli.cli import board_maker\n"
        "board_maker.make_board = fail\n"
        "app.main()\n"
    )
    (board / "run.py").write_text(line, encoding="utf-8")
    done = run_line(f"{sys.executable} run.py", cwd=board)
    assert (done.returncode, done.stdout) == (70, "")
    assert "Smith" not in done.stderr
    assert "\x1b" not in done.stderr
    assert "KeyError" in done.stderr
    assert "ValueError" in done.stderr
    assert "run.py:3 in fail" in done.stderr
    assert "Please report the lines above." in done.stderr


def test_an_editor_gets_a_path_that_is_no_option(tmp_path: Path) -> None:
    (tmp_path / "-x").mkdir()
    (tmp_path / "-x" / "2015-05-28.yaml").write_text("date: 2015-05-28\n")
    (tmp_path / "ed").write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{tmp_path}/given'\n")
    (tmp_path / "ed").chmod(0o755)
    done = run_line(
        "scrutiny new-meeting 2015-06-25 -m -x --edit", cwd=tmp_path, VISUAL=f"{tmp_path}/ed --wait"
    )
    assert done.returncode == 0
    given = (tmp_path / "given").read_text().splitlines()
    assert given == ["--wait", f"{tmp_path}/-x/2015-06-25.yaml"]


def test_an_editor_in_the_working_directory_is_not_started_by_its_bare_name(board: Path) -> None:
    (board / "ed").write_text("#!/bin/sh\ntouch ran\n")
    (board / "ed").chmod(0o755)
    path = f".:{os.environ['PATH']}"
    done = run_line("scrutiny new-meeting 2015-07-30 --edit", cwd=board, VISUAL="ed", PATH=path)
    assert not (board / "ran").exists()
    assert done.returncode in {0, 2}


# Which folder


@pytest.mark.parametrize(
    "command",
    ["diff", "new-meeting", "carry-forward", "raise Dredge", "update 1/15 --note x", "close 1/15",
     "renumber 1/15 --at 2015-06-25", "publish --to md", "log"],
)  # fmt: skip
def test_two_folders_are_refused_where_one_board_is_needed(board: Path, command: str) -> None:
    (board / "others").mkdir()
    done = run_line(f"scrutiny {command} -m meetings -m others", cwd=board)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "This command works on one board, but -m names 2. Type -m meetings or -m others.\n"
    )


def test_the_variable_names_a_folder_with_spaces_and_m_beats_it(board: Path) -> None:
    (board / "meetings").rename(board / "the big board")
    (board / "other").mkdir()
    named = {"SCRUTINY_MEETINGS": "the big board"}
    assert "Paint the quay" in run_line("scrutiny actions", cwd=board, **named).stdout
    assert "Paint" not in run_line("scrutiny actions -m other", cwd=board, **named).stdout
    blank = run_line("scrutiny actions", cwd=board, SCRUTINY_MEETINGS="  ")
    assert (blank.returncode, "SCRUTINY_MEETINGS is empty." in blank.stderr) == (2, True)


# What a build server would take for a command


COMMAND = "::error::pwned"
HOSTILE = (
    "date: 2015-06-25\nminutes: |\n  ::stop-commands::x\n\n  - ##[error]pwned\nactions:\n"
    "  - ref: '::error::ref'\n    action: '::error::act ##vso[task.x]'\n    owner: '::error::own'\n"
)
_LOGGED = r"^\s*::|##[a-z]*\["


READING = (
    "check", "check --format json", "check --format sarif", "actions", "actions --format csv",
    "actions --format json", "actions --format md", "actions --format table", "meetings",
    "show 2015-06-25", "show ::error::ref", "new-meeting 2015-07-30 -n", "people",
    "publish 2015-06-25 --to md -o -", "publish 2015-06-25 --to html -o -",
    "raise x --at 2015-06-25", "update ::error::ref --note ::error::x --at 2015-06-25",
)  # fmt: skip
FAULTY = ("::error::pwned\n", " ::error::pwned\n", "x\u2028::error::y\n")


@pytest.mark.parametrize(
    ("command", "tail"),
    [
        *((one, "") for one in READING),
        *((one, tail) for one in ("check", "actions", "raise x") for tail in FAULTY),
    ],
)
def test_no_line_is_a_command_to_a_build_server(board: Path, command: str, tail: str) -> None:
    (board / "meetings" / "2015-06-25.yaml").write_text(HOSTILE + tail, encoding="utf-8")
    done = run_line(f"scrutiny {command}", cwd=board)
    for line in re.split(r"\r\n|\r|\n", done.stdout + done.stderr):
        assert not re.search(_LOGGED, line), line


def test_a_name_with_a_line_end_gets_no_command_through(board: Path) -> None:
    for name in ("2015-05-28\n::error::x.yaml", "\n::stop-commands::x.yaml", "::error::x.yaml"):
        (board / "meetings" / name).write_text("date: [\n", encoding="utf-8")
    for command in ("check", "check --format github", "actions", "raise x", "check --format sarif"):
        for line in run_line(f"scrutiny {command}", cwd=board).stderr.splitlines():
            assert not re.search(_LOGGED, line), line
        for line in run_line(
            f"scrutiny {command} -m .", cwd=board / "meetings"
        ).stdout.splitlines():
            is_ours = re.match(r"::(error|warning) file=[^:]*,line=", line)
            assert is_ours or not re.search(_LOGGED, line), line


@pytest.mark.parametrize("place", [".", "boards", "boards/one", "boards/one/meetings"])
def test_files_are_named_from_the_top_of_the_repository(board: Path, place: str) -> None:
    (board / "boards" / "one").mkdir(parents=True)
    (board / "meetings").rename(board / "boards" / "one" / "meetings")
    path = "boards/one/meetings/2015-06-25.yaml"
    (board / path).write_text("date: 2015-06-25\nactoins: []\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=board, check=True)
    where = os.path.relpath(board / "boards" / "one" / "meetings", board / place)
    done = run_line(f"scrutiny check --format github -m {where}", cwd=board / place)
    assert done.stdout.startswith(f"::error file={path},line=2,col=1,")
    told = json.loads(
        run_line(f"scrutiny check --format sarif -m {where}", cwd=board / place).stdout
    )
    (found,) = told["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path
    text = run_line(f"scrutiny check -m {where}", cwd=board / place).stdout
    assert text.startswith(os.path.relpath(board / path, board / place))


@pytest.mark.parametrize("how", ["link", "huge", "pipe", "syntax", "latin-1"])
def test_nothing_is_written_while_the_series_cannot_be_read(board: Path, how: str) -> None:
    series = board / "meetings" / "series.yaml"
    if how == "link":
        series.symlink_to("/proc/self/environ")
    elif how == "pipe":
        os.mkfifo(series)
    elif how == "huge":
        with series.open("wb") as file:
            file.truncate(100 << 30)
    else:
        series.write_bytes(b"title: a: b\n" if how == "syntax" else b"title: caf\xe9\n")
    done = run_line("scrutiny raise Dredge --at 2015-06-25", cwd=board)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Nothing was written. Fix the files that cannot be read first." in done.stderr
    assert "PATH=" not in done.stderr
    assert (board / "meetings" / "2015-06-25.yaml").read_text("utf-8") == MEETING
    assert run_line("scrutiny check", cwd=board).returncode == 1
