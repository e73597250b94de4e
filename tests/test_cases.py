"""Files as clerks write them: those that are right, and a faulty case for each rule.

`cases/bad/RULE/` holds the files of one case and, in `expected.txt`, what `check` says of them;
a second case of a rule is `RULE--WORDS`. A rule that needs an earlier state finds it in `base/`,
and in `fork/` where the work parted from it. `pytest --update` writes `expected.txt` anew: read it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from support import CASES

from scrutiny_cli import rules
from scrutiny_cli.actionlog.load import build_book, sort_problems
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.meetings_folder import read_sources
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.output.problems import render_problems
from scrutiny_cli.rules import RULES, find_history_problems

TODAY = date(2024, 6, 30)
BAD = sorted(one.name for one in (CASES / "bad").iterdir())
GOOD = sorted(
    one.relative_to(CASES / "ok").as_posix()
    for one in (CASES / "ok").iterdir()
    if one.suffix == ".yaml" or one.is_dir()
)


def _book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> MinuteBook:
    monkeypatch.chdir(folder)
    sources, faults = read_sources(Path())
    return build_book(sources, faults=faults)


def _problems(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    now = _book(folder, monkeypatch)
    states = (folder / name for name in ("base", "fork"))
    earlier = [_book(one, monkeypatch) for one in states if one.is_dir()]
    found = rules.find_problems(now, TODAY)
    return sort_problems((*found, *find_history_problems(now, *earlier))) if earlier else found


@pytest.mark.parametrize("name", GOOD)
def test_right_files_have_no_problem(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = CASES / "ok" / name
    folder = one / "meetings"
    if one.is_file():
        folder = tmp_path
        (folder / name).write_bytes(one.read_bytes())
    assert render_problems(_problems(folder, monkeypatch)) == ""


def _case(name: str, tmp_path: Path) -> Path:
    """Give the folder of a case; the file of `too-large` is made here, and kept nowhere."""
    folder = CASES / "bad" / name
    if name != "too-large":
        return folder
    copytree(folder, tmp_path / name)
    note = "  The harbour is open.\n"
    words = "date: 2024-06-13\nminutes: |\n" + note * (2_000_000 // len(note) + 5_000)
    (tmp_path / name / "2024-06-13.yaml").write_text(words, encoding="utf-8")
    return tmp_path / name


@pytest.mark.parametrize("name", BAD)
def test_a_faulty_case(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, update: bool
) -> None:
    problems = _problems(_case(name, tmp_path), monkeypatch)
    said, expected = render_problems(problems), CASES / "bad" / name / "expected.txt"
    if update:
        expected.write_text(said, encoding="utf-8")
    assert name.partition("--")[0] in {problem.rule for problem in problems}
    assert said == expected.read_text(encoding="utf-8")


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {name.partition("--")[0] for name in BAD} == set(RULES)


def test_an_unread_file_holds_back_what_follows_from_its_absence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problems = _problems(CASES / "bad" / "yaml-syntax--held-back", monkeypatch)
    assert {problem.rule for problem in problems} == {"yaml-syntax"}
