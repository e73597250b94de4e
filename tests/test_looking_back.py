"""How old actions are and how often their dues were moved, as they are listed."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from support import run_line, scrutiny

NOW: dict[str, Any] = {"SCRUTINY_TODAY": "2026-07-05"}
FILES = {
    "2026-01-05": """\
brought_forward:
  - {ref: 40/25, action: Old survey, owner: EF, due: 1.3.26}
  - {ref: 41/25, action: Old chart, owner: EF, raised: 3.11.25}
actions:
  - {ref: 1/26, action: Repair the pump, owner: AB, due: 1.2.26}
  - {ref: 2/26, action: Paint the mole, owner: CD, due: 1.2.26}
""",
    "2026-02-05": """\
updates:
  - {ref: 1/26, due: 1.3.26}
  - {ref: 2/26, due: asap}
  - {ref: 40/25, status: done}
actions:
  - {ref: 3/26, action: Count the buoys, owner: CD, due: 1.4.26}
""",
    "2026-03-05": """\
updates:
  - {ref: 1/26, due: 1.4.26}
  - {ref: 3/26, due: none}
""",
    "2026-04-05": """\
updates:
  - {ref: 1/26, due: 1.8.26}
  - {ref: 2/26, due: 1.9.26}
actions:
  - {ref: 4/26, action: Thank the diver, owner: "AB, CD", on: 2.4.26, due: 1.8.26}
  - {ref: 5/26, action: Buy rope, due: 1.8.26}
""",
}


@pytest.fixture
def quay(bare: Path) -> Path:
    for name, text in FILES.items():
        (bare / "meetings" / f"{name}.yaml").write_text(f"date: {name}\n{text}")
    return bare


def list_keys(words: str, cwd: Path) -> str:
    """Return the refs of the actions that are listed, separated by spaces."""
    done = run_line(f"scrutiny actions {words} --format csv", cwd=cwd, **NOW)
    assert done.stderr == ""
    return " ".join(row["Ref"] for row in csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        # 5 January to 5 July is six months, which is not older than six months.
        ("--older-than 6m", "41/25"),
        ("--older-than '5 months'", "41/25 1/26 2/26"),
        ("--older-than 180", "41/25 1/26 2/26"),  # 181 days from 5 January to 5 July
        ("--older-than 181d", "41/25"),
        ("--older-than 1y", ""),
        ("--older-than 13w", "41/25 1/26 2/26 3/26 4/26"),  # 91 days from 5 April, of 5/26
        # 40/25 was closed 31 days after it was brought forward, and is no older.
        ("--older-than 30 --closed", "40/25"),
        ("--older-than 31 --closed", ""),
        ("--slipped", "1/26 2/26"),
        ("--slipped 2", "1/26"),
        ("--slipped=3", "1/26"),
        ("--slipped 4", ""),
        ("--slipped --owner CD", "2/26"),
        ("--owner CD --slipped", "2/26"),
        # Without a day of its own 40/25 is as old as the meeting that brought it forward.
        ("--raised-before 5.1.26", "41/25"),
        ("--raised-since 5.1.26", "40/25 1/26 2/26 3/26 4/26 5/26"),
        ("--raised-since 1.2.26 --raised-before '5 April 2026'", "3/26 4/26"),
        ("--no-date --open", "41/25 3/26"),
        # The same filter, repeated, widens, in whatever order.
        ("--older-than 180 --older-than 6m", "41/25 1/26 2/26"),
        ("--older-than 6m --older-than 180", "41/25 1/26 2/26"),
        ("--slipped 2 --slipped", "1/26 2/26"),
        ("--slipped 1 --slipped 2", "1/26 2/26"),
        ("--raised-before 5.1.26 --raised-before 1.1.20", "41/25"),
        ("--raised-since 5.1.26 --raised-since 5.4.26", "40/25 1/26 2/26 3/26 4/26 5/26"),
        ("--sort slips --open", "1/26 2/26 41/25 3/26 4/26 5/26"),
        ("--sort age --open", "41/25 1/26 2/26 3/26 4/26 5/26"),
        ("--sort owner --open", "1/26 4/26 2/26 3/26 41/25 5/26"),
    ],
)
def test_which_actions_are_old_or_were_moved(words: str, keys: str, quay: Path) -> None:
    assert list_keys(words, quay) == keys


def test_age_is_as_at_the_day_asked_about(quay: Path) -> None:
    assert list_keys("--older-than 3m --as-at 5.4.26", quay) == "41/25"
    assert list_keys("--older-than 3m --as-at 6.4.26", quay) == "41/25 1/26 2/26"
    assert list_keys("--slipped --as-at 5.3.26", quay) == "1/26 2/26"


def test_the_question_of_the_chair(quay: Path) -> None:
    words = ("--open", "--older-than", "3m", "--by", "owner", "--counts")
    done = scrutiny("actions", *words, cwd=quay, **NOW)
    assert done.stdout.splitlines()[1:] == [
        "AB\t0\t0\t0\t2\t0\t2",
        "CD\t0\t0\t1\t3\t0\t3",
        "EF\t0\t0\t1\t1\t0\t1",
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            ("--older-than", "soon"),
            (
                "--older-than: “soon” is not an age. Type it in days, months or years, for "
                "example --older-than 90, --older-than 3m or --older-than 1y.\n"
            ),
        ),
        (("--raised-since", "soon"), "“soon”"),
        (("--slipped", "0"), "--slipped"),
        (("--sort", "size"), "--sort takes raised, due, ref, owner, age or slips, not"),
    ],
)
def test_what_is_typed_wrongly(typed: tuple[str, ...], message: str, quay: Path) -> None:
    assert message in scrutiny("actions", *typed, cwd=quay, code=2, **NOW).stderr


def test_people_read_beside_a_due_how_often_it_was_moved(quay: Path) -> None:
    moved = "| 1 August 2026, moved 3 times |"
    dues = [
        moved,
        "| 1 September 2026, moved once |",
        "| 1 August 2026 |",
    ]
    text = scrutiny("actions", "--format", "md", cwd=quay, **NOW).stdout
    assert all(due in text for due in dues)
    assert "| Status |\n" in text
    text = scrutiny("matters-arising", "--format", "md", cwd=quay, **NOW).stdout
    assert moved in text
    late: dict[str, Any] = {"SCRUTINY_TODAY": "2026-08-05"}
    assert moved in scrutiny("overdue", "--format", "md", cwd=quay, **late).stdout
    table = scrutiny("actions", "--format", "table", cwd=quay, **NOW, COLUMNS="140").stdout
    assert "1 August 2026, moved 3 times" in table
    shown = scrutiny("actions", "--as-at", "1.4.26", "--format", "md", cwd=quay, **NOW).stdout
    assert "| asap, moved once |" in shown


def test_a_due_that_was_moved_and_then_taken_away_is_none(quay: Path) -> None:
    text = "date: 2026-05-05\nupdates: [{ref: 1/26, due: none}]\n"
    (quay / "meetings" / "2026-05-05.yaml").write_text(text)
    shown = scrutiny("actions", "--slipped", "3", "--format", "md", cwd=quay, **NOW).stdout
    assert "| none, moved 3 times |" in shown


def test_programs_get_the_due_alone_and_the_moves_as_a_column(quay: Path) -> None:
    plain = scrutiny("actions", "--open", "--slipped", cwd=quay, **NOW).stdout
    assert plain == (
        "Ref\tAction\tOwner\tRaised\tDue\tStatus\tMoved\n"
        "1/26\tRepair the pump\tAB\t2026-01-05\t2026-08-01\topen\t3\n"
        "2/26\tPaint the mole\tCD\t2026-01-05\t2026-09-01\topen\t1\n"
    )
    plain = scrutiny("actions", "--open", "--slipped", "3", "--sort", "age", cwd=quay, **NOW).stdout
    assert plain.splitlines()[1].endswith("\topen\t3\t181")
    assert scrutiny("actions", cwd=quay, **NOW).stdout.startswith(
        "Ref\tAction\tOwner\tRaised\tDue\tStatus\n"
    )
    shown = scrutiny("actions", "--older-than", "6m", "--format", "md", cwd=quay, **NOW).stdout
    assert "| Status | Age |\n" in shown
    assert shown.splitlines()[2].endswith("| open | 8 months |")


def test_a_withheld_move_is_not_shown(quay: Path) -> None:
    text = "date: 2026-05-05\nupdates: [{ref: 1/26, due: 1.10.26, confidential: yes}]\n"
    (quay / "meetings" / "2026-05-05.yaml").write_text(text)
    public = scrutiny("actions", "--open", "--format", "md", cwd=quay, **NOW).stdout
    assert "| 1 August 2026, moved 3 times |" in public
    assert (
        "Repair"
        not in scrutiny("actions", "--slipped", "4", "--format", "md", cwd=quay, **NOW).stdout
    )
    inside = scrutiny("actions", "--format", "md", "--internal", cwd=quay, **NOW).stdout
    assert "| 1 October 2026, moved 4 times |" in inside


def test_filters_are_of_all_boards(quay: Path) -> None:
    (quay / "north" / "meetings").mkdir(parents=True)
    text = "date: 2026-02-05\nactions: [{ref: 1/26, action: Plant the oak}]\n"
    (quay / "north" / "meetings" / "2026-02-05.yaml").write_text(text)
    folders = ("-m", "meetings", "-m", "north/meetings")
    done = scrutiny("actions", *folders, "--older-than", "90", "--sort", "age", cwd=quay, **NOW)
    firsts = [line.split("\t")[1] for line in done.stdout.splitlines()]
    assert firsts == ["Ref", "41/25", "1/26", "2/26", "3/26", "1/26", "4/26", "5/26"]
    assert done.stdout.splitlines()[0].endswith("\tStatus\tAge")
    (quay / "north" / "meetings" / "series.yaml").write_text("dates: 06/25/2015\n")
    words = ("--raised-since", "03/04/2026")
    done = scrutiny("actions", *folders, *words, cwd=quay, code=2, **NOW)
    assert "is 2026-03-04 for one board and 2026-04-03 for another" in done.stderr
