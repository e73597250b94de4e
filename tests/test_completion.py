"""How bash completes a command line, by the script that `--show-completion` prints."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from support import scrutiny_process

from scrutiny_cli.cli.command_line.bash_completion import open_quote, quote_reply, split_line

BIN = Path(sys.executable).parent
MEETING = """\
date: 2015-05-28
actions:
  - {ref: "AI:3", action: Paint the quay, owner: Clerk to the Board}
  - {ref: "AI:4", action: Sweep it, owner: Clerk's deputy}
  - {ref: 5, action: Mend it, owner: AB}
updates:
  - {ref: 5, status: done}
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2015-05-28.yaml").write_text(MEETING)
    (tmp_path / "notes.txt").write_text("")
    return tmp_path


DRIVER = """\
compopt() { echo compopt "$@"; }
COMP_LINE=$1 COMP_POINT=${#1}
_scrutiny_completion scrutiny
(( ${#COMPREPLY[@]} )) && printf '%s\\n' "${COMPREPLY[@]}"
"""


@cache
def show_script() -> str:
    """Give the script for bash, as the installed command prints it."""
    shown = scrutiny_process(
        "--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    return shown.stdout


def replies(board: Path, line: str) -> list[str]:
    """Give what the script for bash offers where a line is completed at its end."""
    environment = {
        **os.environ,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "SCRUTINY_TODAY": "2015-06-26",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    command = ["bash", "-c", f"{show_script()}\n{DRIVER}", "bash", line]
    done = subprocess.run(
        command, cwd=board, capture_output=True, encoding="utf-8", check=False, env=environment
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_options_are_completed_in_one_order(
    seed: str, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", seed)
    found = replies(board, "scrutiny check -")
    assert found[:3] == ["--only", "--ignore", "--strict"]
    assert found[-2:] == ["--help", "-h"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("scrutiny actions --owner Cl", ["Clerk\\ to\\ the\\ Board", "Clerk\\'s\\ deputy"]),
        ("scrutiny actions --owner Clerk\\ t", ["Clerk\\ to\\ the\\ Board"]),
        ('scrutiny actions --owner "Clerk t', ["Clerk to the Board"]),
        ("scrutiny actions --owner 'Clerk t", ["Clerk to the Board"]),
        ("scrutiny actions --owner=Clerk\\ t", ["Clerk\\ to\\ the\\ Board"]),
        ("scrutiny show AI", ["AI:3", "AI:4"]),
        ("scrutiny show AI:", ["3", "4"]),
        ("scrutiny show AI:3", ["3"]),
        ("scrutiny close ", ["AI:3", "AI:4"]),
        ("scrutiny close 5", []),
        ("scrutiny update 5", ["5"]),
        ("scrutiny update 5 --status in", ["in\\ progress"]),
        ("scrutiny actions --format j", ["json"]),
        ("scrutiny actions --sort d", ["due"]),
        ("scrutiny actions --by m", ["meeting"]),
        ("scrutiny actions --status c", ["completed"]),
        ("scrutiny publish --to d", ["docx"]),
        ("scrutiny check --only file", ["file-name-date"]),
        ("scrutiny check --ignore ref-ou", ["ref-out-of-order"]),
        ("scrutiny check --explain circ", ["circular"]),
        ("scrutiny check --format g", ["github"]),
        ("scrutiny diff --format m", ["md"]),
        ("scrutiny overd", ["overdue"]),
        ("scrutiny publish -o n", ["compopt -o default"]),
        ("scrutiny actions -m ", ["compopt -o default"]),
        ("scrutiny actions --boards ", ["compopt -o default"]),
        ("scrutiny init ", ["compopt -o default"]),
    ],
)
def test_bash_completes(board: Path, line: str, found: list[str]) -> None:
    assert replies(board, line) == found


def test_show_completes_a_boards_name_and_its_refs(tmp_path: Path) -> None:
    action = "date: 2015-06-04\nactions:\n  - ref: {}/15\n    action: Mow\n"
    for folder, ref in (("housing", 1), ("north/planning", 2), ("south/planning", 3)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "2015-06-04.yaml").write_text(action.format(ref))
    line = "scrutiny show --boards . "
    assert replies(tmp_path, line) == ["1/15", "2/15", "3/15"]
    assert replies(tmp_path, f"{line}2") == ["2/15"]
    assert replies(tmp_path, f"{line}ho") == [r"housing\ 1/15"]
    assert replies(tmp_path, f"{line}'planning (s") == ["planning (south) 3/15"]
    assert replies(tmp_path, "scrutiny show -m housing ho") == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", [""]),
        ("scrutiny ", ["scrutiny", ""]),
        ("a 'b c", ["a", "b c"]),
        ('a "b c', ["a", "b c"]),
        ("a b\\ c", ["a", "b c"]),
        ("a 'b c' ", ["a", "b c", ""]),
        ("a #b", ["a", "#b"]),
    ],
)
def test_a_line_is_split_as_a_shell_does(line: str, words: list[str]) -> None:
    assert split_line(line) == words


@pytest.mark.parametrize(
    ("line", "quote"), [("a", ""), ("a 'b", "'"), ('a "b', '"'), ("a 'b\"", "'"), ("a \\'b", "")]
)
def test_the_quote_that_is_open(line: str, quote: str) -> None:
    assert open_quote(line) == quote


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("x ", "a\\$b\\ \\'c\\'\\ \\\"d\\\"\\;"),
        ('x "', "a\\$b 'c' \\\"d\\\";"),
        ("x '", "a$b '\\''c'\\'' \"d\";"),
    ],
)
def test_what_a_shell_would_take_for_its_own_is_quoted(line: str, reply: str) -> None:
    assert quote_reply("a$b 'c' \"d\";", line) == reply


def test_who_has_left_is_completed_only_where_actions_are_taken_from_them(board: Path) -> None:
    series = "people:\n  - {initials: AB, left: 2015-06-01}\n  - {initials: CD, left: 2015-06-01}\n"
    (board / "meetings" / "series.yaml").write_text(series)
    (board / "meetings" / "2015-06-25.yaml").write_text(
        "date: 2015-06-25\nactions:\n  - {action: Sweep it, owner: AB}\npresent: EF\n"
    )
    assert replies(board, "scrutiny reassign A") == ["AB"]
    assert replies(board, "scrutiny reassign C") == [
        "Clerk\\ to\\ the\\ Board",
        "Clerk\\'s\\ deputy",
    ]
    assert replies(board, "scrutiny reassign AB A") == []
    assert replies(board, "scrutiny reassign AB E") == ["EF"]
