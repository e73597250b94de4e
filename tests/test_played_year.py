"""A year of a board, played by its clerk with commands and answers alone.

`played_year/year.txt` is what she types, and `played_year/actions.txt` what became of each action,
written by hand. The agendas and minutes that she makes, and the files that are left, are golden.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import check_golden, scrutiny

FOLDER = Path(__file__).parent / "played_year"
END = "2026-12-08"
SECRET = (
    "fewer hours",
    "caretaker's hours",
    "hours in winter",
    "new hours",
    "Two talks",
    "500 pounds",
)


class Step(NamedTuple):
    """A command of the script: its day, what is typed, its answers, and how it ends."""

    day: str
    line: str
    answers: tuple[str, ...]
    code: int


class Played(NamedTuple):
    """A step, and what it printed."""

    step: Step
    done: subprocess.CompletedProcess[str]


class Year(NamedTuple):
    """The folder after the year, and all that was typed and printed."""

    folder: Path
    played: list[Played]

    def find_outputs(self, beginning: str) -> dict[str, str]:
        """Return what some commands printed, by their days and lines."""
        return {
            f"{step.day}: {step.line}": done.stdout
            for step, done in self.played
            if step.line.startswith(beginning)
        }

    def join_outputs(self, beginning: str) -> str:
        """Return what some commands printed as one text."""
        outputs = self.find_outputs(beginning)
        return "\n".join(f"$ {line}\n\n{text}" for line, text in outputs.items())


def read_steps(text: str) -> list[Step]:
    """Read the script: days, commands, and the answers to their questions."""
    steps: list[Step] = []
    day = ""
    for line in text.splitlines():
        mark, _, words = line.partition(" ")
        if mark == "==":
            day = datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC).date().isoformat()
        elif mark in {"$", "!"}:
            steps.append(Step(day, words, (), 3 if mark == "!" else 0))
        elif mark == ">":
            steps[-1] = steps[-1]._replace(answers=(*steps[-1].answers, words))
    return steps


def play_step(step: Step, folder: Path) -> Played:
    """Type a command of the script, and its answers."""
    done = scrutiny(
        *shlex.split(step.line)[1:],
        cwd=folder,
        code=step.code,
        answers="".join(f"{answer}\n" for answer in step.answers),
        SCRUTINY_TODAY=step.day,
    )
    return Played(step, done)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Play the whole year, from an empty folder on."""
    folder = tmp_path_factory.mktemp("year")
    steps = read_steps((FOLDER / "year.txt").read_text("utf-8"))
    return Year(folder, [play_step(step, folder) for step in steps])


def test_each_answer_is_understood(year: Year) -> None:
    wrong = ("is not an answer", "Nothing was written.", "There is no")
    refused = [
        (step.line, done.stderr)
        for step, done in year.played
        if step.code == 0 and any(words in done.stderr for words in wrong)
    ]
    assert refused == []


def test_check_is_silent_after_each_meeting(year: Year) -> None:
    checks = year.find_outputs("scrutiny check")
    assert len(checks) >= 12
    assert set(checks.values()) == {""}
    assert list(checks)[-1] == f"{END}: scrutiny check --strict"


def test_twelve_meetings_were_held_and_one_was_not(year: Year) -> None:
    listed = scrutiny("meetings", "--format", "json", cwd=year.folder, SCRUTINY_TODAY=END)
    meetings = json.loads(listed.stdout)["meetings"]
    held = [one["held"] for one in meetings]
    assert (held.count("held"), held.count("not held"), len(held)) == (12, 1, 13)
    agreed = [one["minutes_agreed"] != "no" for one in meetings if one["held"] == "held"]
    assert agreed == [True] * 11 + [False]


def test_the_figures_are_those_that_were_counted_by_hand(year: Year) -> None:
    (figures,) = year.find_outputs("scrutiny stats").values()
    names, values = (line.split("\t") for line in figures.splitlines())
    shown = dict(zip(names, values, strict=True))
    counted = {"Meetings": 12, "Raised": 21, "Closed": 20, "Open": 1, "Overdue": 0, "Moved": 10}
    assert {name: int(shown[name]) for name in counted} == counted
    assert (shown["Listed"], shown["Present"]) == ("59", "53")


# What is sent out


def test_the_agendas(year: Year, update: bool) -> None:  # noqa: FBT001
    check_golden("year-agendas.txt", year.join_outputs("scrutiny agenda"), update)


def test_the_minutes(year: Year, update: bool) -> None:  # noqa: FBT001
    assert len(year.find_outputs("scrutiny publish")) == 12
    check_golden("year-minutes.md", year.join_outputs("scrutiny publish"), update)


@pytest.mark.parametrize("command", ["agenda", "publish", "remind"])
def test_nothing_confidential_is_sent_out(year: Year, command: str) -> None:
    text = year.join_outputs(f"scrutiny {command}")
    assert text
    assert [words for words in SECRET if words in text] == []


# The files


def test_the_files_that_are_left(year: Year, update: bool) -> None:  # noqa: FBT001
    paths = sorted((year.folder / "meetings").iterdir())
    text = "\n".join(f"--- {path.name}\n{path.read_text('utf-8')}" for path in paths)
    check_golden("year-files.txt", text, update)


def test_what_became_of_each_action(year: Year) -> None:
    listed = scrutiny("actions", "--format", "json", cwd=year.folder, SCRUTINY_TODAY=END)
    actions = json.loads(listed.stdout)["actions"]
    ordered = sorted(actions, key=lambda one: int(one["ref"].partition("/")[0]))
    told = [line for action in ordered for line in tell_action(action)]
    _, _, written = (FOLDER / "actions.txt").read_text("utf-8").partition("\n\n")
    assert "\n".join(told) == written.rstrip("\n")


def tell_action(action: dict[str, Any]) -> list[str]:
    """Return the lines that `actions.txt` has for an action."""
    marks = [
        "confidential" if action["confidential"] else "",
        f"follows {', '.join(action['follows'])}" if action["follows"] else "",
        "open" if action["open"] else "",
    ]
    shown = "".join(f" [{mark}]" for mark in marks if mark)
    heading = f"{action['ref']}  {action['action']}{shown}"
    return [heading, *(f"      {tell_event(action, event)}" for event in action["history"])]


def tell_event(action: dict[str, Any], event: dict[str, Any]) -> str:
    """Return the line of an event: its day, the status, the owner, the due date, and the note."""
    owners = ", ".join(event["owners"] or ())
    parts = [event["status_text"], f"to {owners}" if owners else ""]
    if event["event"] == "raised":
        parts = [f"raised: {owners}"]
    parts.append(f"due {tell_day(event['due'])}" if event["due"] else "")
    words = ", ".join(part for part in parts if part)
    note = f"({event['note']})" if event["note"] else ""
    becomes = "" if words or note else f"becomes {', '.join(action['becomes'])}"
    told = " ".join(part for part in (words, note, becomes) if part)
    return f"{tell_day(event['date']):>6}  {told}"


def tell_day(day: str) -> str:
    """Return a day as `actions.txt` has it: 13 Jan."""
    return date.fromisoformat(day).strftime("%d %b").removeprefix("0")
