"""The commands on a day: what is to come does not count yet, and is named once on stderr."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scrutiny_cli.cli.app import app
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.run_state import RUN

TODAY = "2026-12-16"
NOTE = (
    "2027-01-28 is still to come. 1 action and 2 updates in its file are not used until that day.\n"
)
NOVEMBER = """\
title: Harbour Board
date: 2026-11-26
actions:
  - {ref: 1/26, action: Survey, owner: AB, due: 2026-12-31}
  - {ref: 2/26, action: Paint, owner: CD, due: 2026-12-10}
  - {ref: 3/26, action: Count}
"""
JANUARY = """\
title: Harbour Board
date: 2027-01-28
approves: previous meeting
updates:
  - {ref: 1/26}
  - {ref: 2/26, due: 2027-03-25}
  - {ref: 3/26, status: done, on: 2026-12-11}
  - {ref: 3/26, note: Thanks}
actions:
  - {ref: 4/27, action: Later}
  - {ref: 5/27, action: Since then, due: next meeting, on: 2026-12-12}
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Give a folder with a meeting that was held, and one that is still to come."""
    for text in (NOVEMBER, JANUARY):
        (tmp_path / f"{text.splitlines()[1][6:]}.yaml").write_text(text, "utf-8")
    return str(tmp_path)


def run(folder: str, *words: str, today: str = TODAY) -> Result:
    runner = CliRunner(env={"SCRUTINY_TODAY": today, "COLUMNS": "200"})
    return runner.invoke(app, [*words, "-m", folder], catch_exceptions=False)


def refs(done: Result) -> list[str]:
    return [line.split("\t")[0] for line in done.stdout.splitlines()[1:]]


def test_the_log_is_as_at_today_and_one_note_names_what_is_to_come(folder: str) -> None:
    done = run(folder, "actions")
    assert refs(done) == ["1/26", "2/26", "3/26", "5/27"]
    assert (done.exit_code, done.stderr) == (0, NOTE)
    assert refs(run(folder, "overdue")) == ["2/26"]
    for command in ("overdue", "people", "meetings"):
        assert run(folder, command).stderr == NOTE


def test_as_at_a_day_to_come_is_how_the_log_will_stand(folder: str) -> None:
    done = run(folder, "actions", "--open", "--as-at", "2027-01-28")
    assert refs(done) == ["1/26", "2/26", "5/27", "4/27"]
    assert done.stderr == ""
    assert run(folder, "actions", today="2027-01-28").stderr == ""


def test_json_names_the_day_asked_for_and_the_day_of_the_log(folder: str) -> None:
    whole = json.loads(run(folder, "actions", "--format", "json").stdout)
    assert (whole["as_at"], whole["today"]) == (None, TODAY)
    ages = {one["key"]: (one["age_days"], one["closed"]) for one in whole["actions"]}
    assert ages == {
        "1/26": (20, None), "2/26": (20, None), "3/26": (15, "2026-12-11"), "5/27": (4, None),
    }  # fmt: skip
    asked = json.loads(run(folder, "actions", "--format", "json", "--as-at", "1.12.26").stdout)
    assert (asked["as_at"], asked["today"]) == ("2026-12-01", "2026-12-01")
    assert {one["board"] for one in whole["actions"]} == {"Harbour Board"}


def test_show_and_check_know_everything_on_file(folder: str) -> None:
    done = run(folder, "show", "4/27")
    assert "Not used  until 28 January 2027" in done.stdout
    assert done.stderr == ""
    moved = run(folder, "show", "2/26").stdout
    assert "Due       10 December 2026, 6 days late" in moved
    assert "28 January 2027 (still to come): due 25 March 2027" in moved
    assert run(folder, "check").stderr == ""


def test_matters_arising_are_those_of_the_next_meeting_on_its_day(folder: str) -> None:
    done = run(folder, "matters-arising")
    rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    assert [(row[1], row[4], row[5]) for row in rows] == [
        ("1/26", "2026-12-31", ""),
        ("2/26", "2027-03-25", ""),
        ("3/26", "", "done: Thanks"),
    ]
    assert done.stderr == ""
    assert refs(run(folder, "matters-arising", "2026-11-26")) == []


def test_the_meetings_say_which_are_held_and_what_counts(folder: str) -> None:
    rows = [line.split("\t") for line in run(folder, "meetings").stdout.splitlines()[1:]]
    assert [(row[0], row[2], *row[5:]) for row in rows] == [
        ("2026-11-26", "held", "3", "2", "no"),
        ("2027-01-28", "to come", "1", "1", "no"),
    ]
    later = run(folder, "meetings", today="2027-01-28").stdout.splitlines()
    assert later[1].endswith("\t2027-01-28")


def test_a_published_draft_marks_nothing_overdue_that_is_not(folder: str) -> None:
    done = run(folder, "publish", "2027-01-28", "--open-actions", "--to", "md", "-o", "-")
    listed = done.stdout.partition("## Open actions as at 16 December 2026")[2]
    assert "| 1/26 | Survey | AB | 26 November 2026 | 31 December 2026 | open |" in listed
    assert "| 2/26 | Paint | CD | 26 November 2026 | 10 December 2026 | open, overdue |" in listed
    assert "4/27" not in listed
    done = run(folder, "publish", "--actions", "--to", "csv", "-o", "-")
    assert [line.partition(",")[0] for line in done.stdout.splitlines()[1:]] == [
        "1/26", "2/26", "5/27",
    ]  # fmt: skip
    assert NOTE in done.stderr


def test_the_clock_is_read_once_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCRUTINY_TODAY", raising=False)
    monkeypatch.setattr(RUN, "today", ("", date(2026, 12, 31)))
    assert read_today() == date(2026, 12, 31)
    monkeypatch.setenv("SCRUTINY_TODAY", TODAY)
    assert read_today() == date.fromisoformat(TODAY)
