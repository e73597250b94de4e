"""A board with a year of Word files and a tracker begins: three commands, and the log is there."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import pytest
from old_board import ACTIONS, OLDER, write_old_board
from pages import find_code, find_commands, read_page
from support import scrutiny

Done = subprocess.CompletedProcess[str]
TODAY = "2024-12-12"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return scrutiny(*words, cwd=folder, SCRUTINY_TODAY=TODAY)


PAGE = read_page("import")
NOTES = "Playing Field Committee\n\nThe committee met on a fine evening.\n"
EGM = "Playing Field Committee\n\nMinutes of the meeting held on 12 November 2024\n\nAgreed.\n"
CSV = """\
Task,Who,State,Due
Sharpen the mower,TB,Blue,3/2/2025
Book the hall,RO,Open,27/2/2025
"""


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Done]]:
    """The folder in which every command of the page was typed in turn, and what each printed."""
    folder = tmp_path_factory.mktemp("board")
    write_old_board(folder / "old")
    for name, text in (("notes.txt", NOTES), ("egm.txt", EGM), ("actions.csv", CSV)):
        (folder / "old" / name).write_text(text, encoding="utf-8")
    return folder, {line: type_line(folder, line) for line in find_commands(PAGE)}


def type_line(folder: Path, line: str) -> Done:
    """Run a command of the page; a pattern of names becomes the names, as in a shell."""
    words: list[str] = []
    for word in shlex.split(line)[1:]:
        found = sorted(str(path.relative_to(folder)) for path in folder.glob(word)) * ("*" in word)
        words += found or [word]
    today = TODAY if "--date" not in line else "2025-01-25"
    return scrutiny(*words, cwd=folder, code=None, SCRUTINY_TODAY=today)


def test_every_command_of_the_page_runs(typed: tuple[Path, dict[str, Done]]) -> None:
    assert {line: done.stderr for line, done in typed[1].items() if done.returncode} == {}


def test_what_the_page_shows_is_printed(typed: tuple[Path, dict[str, Done]]) -> None:
    shown = "".join(done.stdout + done.stderr for done in typed[1].values())
    assert [block for block in find_code("text", PAGE) if block not in shown] == []


def test_typed_again_everything_is_skipped(typed: tuple[Path, dict[str, Done]]) -> None:
    again = typed[1]["scrutiny import old/*.docx old/tracker.xlsx"].stdout.splitlines()
    assert len(again) == 13
    assert [line for line in again if ": imported already as 2024-" not in line] == []


INIT = ["init", "--title", "Playing Field Committee", "--schedule", "second Tuesday of the month"]


def list_old_files(folder: Path) -> list[str]:
    write_old_board(folder / "old")
    return sorted(str(path.relative_to(folder)) for path in (folder / "old").iterdir())


def check_open_actions(folder: Path) -> None:
    """Check that the log has each open action of the board, and that nothing is unsure."""
    listed = json.loads(run(folder, "actions", "--open", "--format", "json").stdout)
    found = {
        action["ref"]: (action["action"].rstrip("."), ", ".join(action["owners"]), action["due"])
        for action in listed["actions"]
    }
    ref, words, owner, due, _ = OLDER
    expected = {ref: (words, owner, due.isoformat())} | {
        action.ref: (action.words.rstrip("."), action.owner, action.due.isoformat())
        for action in ACTIONS
        if action.is_open
    }
    assert {key: found[key][1:] for key in found} == {key: expected[key][1:] for key in expected}
    for key, (text, _, _) in expected.items():
        assert text[1:] in found[key][0]
    assert run(folder, "check", "--only", "unsure").stdout == ""


def test_init_first(tmp_path: Path) -> None:
    files = list_old_files(tmp_path)
    done = run(tmp_path, *INIT)
    assert done.stderr.endswith("import them: `scrutiny help import` shows how.\n")
    done = run(tmp_path, "import", *files, "--yes")
    assert "Imported 13 meetings:" in done.stdout
    assert done.stderr.endswith("Now: scrutiny carry-forward\n")
    run(tmp_path, "carry-forward")
    check_open_actions(tmp_path)


def test_import_first(tmp_path: Path) -> None:
    files = list_old_files(tmp_path)
    (tmp_path / "meetings").mkdir()
    done = run(tmp_path, "import", *files, "--yes")
    assert done.stderr.endswith("Now: scrutiny new-meeting\n")
    done = run(tmp_path, *INIT)
    assert "There are meetings already, so no first meeting is written." in done.stderr
    assert done.stderr.endswith("Next, type:\nscrutiny check\nscrutiny new-meeting\n")
    assert done.stdout == "meetings/series.yaml\n"
    (path,) = run(tmp_path, "new-meeting").stdout.splitlines()
    draft = (tmp_path / path).read_text(encoding="utf-8")
    still_open = [OLDER[0], *(action.ref for action in ACTIONS if action.is_open)]
    assert [ref for ref in still_open if f"- ref: {ref}\n" not in draft] == []
    check_open_actions(tmp_path)
