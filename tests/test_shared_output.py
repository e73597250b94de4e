"""What commands print for others: nothing confidential, unless `--internal` is given."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from boards import boards
from hypothesis import HealthCheck, given, settings
from repositories import commit, started
from typer.testing import CliRunner

from scrutiny_cli.cli.app import app

if TYPE_CHECKING:
    from boards import Board
    from typer.testing import Result

HARBOUR = """\
date: 2024-03-14
title: Harbour Board
present: [AB]
items:
  - title: Dismissal
    number: Smith 4
    confidential: s.40
    presenter: {initials: XZ, name: Xena Zorn}
    actions:
      - {ref: 7/24, action: Write to Smith, owner: XZ, due: 2024-03-20}
  - title: Dredging
    actions:
      - {ref: 8/24, action: Survey, owner: AB, due: 2024-03-21}
"""
STAFF = """\
date: 2024-04-11
title: Redundancies
confidential: s.43
minutes: Nobody knows.
"""
MAY = """\
date: 2024-05-09
updates:
  - {ref: 8/24, status: progressing}
  - {ref: 8/24, note: Bribed, due: 2024-06-01, confidential: s.43}
  - {ref: 7/24, status: done, note: Signed}
"""
SECRETS = ("Smith", "Dismissal", "7/24", "Xena", "XZ", "Redundancies", "Bribed", "1 June", "Signed")


def run(folder: Path, *words: str) -> Result:
    os.environ["SCRUTINY_TODAY"] = "2024-05-10"
    try:
        return CliRunner().invoke(app, [*words, "-m", str(folder)])
    finally:
        del os.environ["SCRUTINY_TODAY"]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    for text in (HARBOUR, STAFF, MAY):
        (tmp_path / f"{text[6:16]}.yaml").write_text(text, "utf-8")
    return tmp_path


LISTINGS = (
    ("actions",), ("actions", "--by", "owner"), ("actions", "--open"), ("actions", "--counts"),
    ("overdue",), ("meetings",), ("people",), ("matters-arising",),
    ("matters-arising", "2024-04-11"),
)  # fmt: skip


@pytest.mark.parametrize("words", LISTINGS)
def test_markdown_is_redacted_unless_internal(board: Path, words: tuple[str, ...]) -> None:
    shared = run(board, *words, "--format", "md")
    assert shared.exit_code == 0
    assert not [secret for secret in SECRETS if secret in shared.stdout]
    assert shared.stderr == ""
    whole = run(board, *words, "--format", "md", "--internal")
    assert whole.exit_code == 0
    if words[-1] not in {"--counts", "overdue", "--open"}:
        assert [secret for secret in SECRETS if secret in whole.stdout]


def test_the_rows_of_a_redacted_list(board: Path) -> None:
    assert run(board, "actions", "--format", "md").stdout == (
        "| Ref | Action | Owner | Raised | Due | Status |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "|  | Withheld, s.40 |  |  |  | completed |\n"
        "| 8/24 | Survey | AB | 14 March 2024 | 21 March 2024 |"
        " in progress, overdue; a report is withheld |\n\n"
        "1 overdue, 0 due within 7 days, 0 with no date, 1 open in all; 1 more withheld\n"
    )
    assert "| 2024-04-11 | Withheld, s.43 |" in run(board, "meetings", "--format", "md").stdout


def test_rows_for_the_clerk_are_marked(board: Path) -> None:
    listed = run(board, "actions", "--format", "plain")
    assert listed.stdout.splitlines()[1:] == [
        "7/24\t[Confidential: s.40] Write to Smith\tXZ\t2024-03-14\t2024-03-20\tcompleted",
        "8/24\tSurvey\tAB\t2024-03-14\t2024-06-01\tin progress, confidential report",
    ]
    assert listed.stderr == "Confidential: 2 of these rows are. Do not pass on.\n"
    listed = run(board, "meetings", "--format", "plain")
    assert "2024-04-11\t[Confidential: s.43] Redundancies\t" in listed.stdout
    assert listed.stderr == "Confidential: 1 of these rows is. Do not pass on.\n"
    listed = run(board, "people", "--format", "plain")
    assert "XZ\t[Confidential] Xena Zorn\t" in listed.stdout
    assert listed.stderr == "Confidential: 1 of these rows is. Do not pass on.\n"


@pytest.mark.parametrize(
    "filters", [("--owner", "XZ"), ("--owner", "none"), ("--search", "Smith"), ("--no-date",)]
)
def test_what_a_withheld_action_says_can_not_be_asked_for(
    board: Path, filters: tuple[str, ...]
) -> None:
    listed = run(board, "actions", *filters, "--format", "md")
    assert "Withheld" not in listed.stdout


def test_a_mark_that_is_misspelt_is_not_passed_on(board: Path) -> None:
    text = HARBOUR.replace("confidential", "confidentail")
    (board / "2024-03-14.yaml").write_text(text, "utf-8")
    listed = run(board, "actions", "--format", "md")
    assert listed.exit_code == 1
    assert "Smith" not in listed.stdout
    assert "Withheld, its file has an error" in listed.stdout


def test_who_committed_what_is_withheld(tmp_path: Path) -> None:
    repository = started(tmp_path)
    folder = repository / "meetings"
    folder.mkdir(exist_ok=True)
    for text in (HARBOUR, STAFF, MAY):
        (folder / f"{text[6:16]}.yaml").write_text(text, "utf-8")
    commit(repository, "all")
    shared = run(folder, "log", "--format", "md")
    assert shared.exit_code == 0
    assert not [secret for secret in SECRETS if secret in shared.stdout]
    assert "| 8/24 | 9 May 2024 | Withheld, s.43 |" in shared.stdout
    marked = run(folder, "log", "--format", "plain").stdout
    assert "7/24\t2024-05-09\t[Confidential: s.40] done" in marked


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards())
def test_no_secret_word_is_in_what_is_printed_for_others(board: Board) -> None:
    with tempfile.TemporaryDirectory() as place:
        board.write(Path(place))
        for words in LISTINGS:
            if len(words) == 2 and words[0] == "matters-arising":
                continue
            shared = run(Path(place), *words, "--format", "md")
            assert not [word for word in board.secret_words if word in shared.stdout]
