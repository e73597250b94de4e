"""The register of decisions: a folder and words typed in, lists out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from support import check_golden, scrutiny

NOW: dict[str, Any] = {"SCRUTINY_TODAY": "2024-06-01"}
SERIES = "title: Harbour Board\npeople: [{initials: AB, name: Ada Bell}, {initials: CD}]\n"
MARCH = """\
date: 2024-03-14
decisions: [The board will meet at noon.]
items:
  - title: Budget
    decisions:
      - decision: |
          The budget is adopted:

          - the mole
          - the lock
        ref: D1/24
        proposed: AB
        seconded: Cem Demir
        votes: 5 to 2
      - decision: The fees stay.
        outcome: lost
  - number: 7b.
    items:
      - title: Dredging
        decisions: [Dredging waits for spring.]
"""
LEASE = """\
date: 2024-04-11
items:
  - title: Lease of the quay
    confidential: s.43
    items:
      - decisions: [{decision: The tenant leaves., ref: D2/24, proposed: AB}]
  - decisions: [=The hut is painted.]
"""
CANCELLED = "date: 2024-05-02\nheld: false\ndecisions: [Nothing counts here.]\n"
SPECIAL = (
    "date: 2024-05-09\nextraordinary: true\ndecisions: [{decision: Sell it, outcome: deferred}]\n"
)
COMING = "date: 2024-06-13\ndecisions: [The hut is sold.]\n"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Give a working directory with a board that has decided in every way."""
    write_board(tmp_path / "meetings")
    return tmp_path


def write_board(folder: Path) -> None:
    folder.mkdir()
    files = {
        "series": SERIES, "2024-03-14": MARCH, "2024-04-11": LEASE, "2024-05-02": CANCELLED,
        "2024-05-09-special": SPECIAL, "2024-06-13": COMING,
    }  # fmt: skip
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def run(folder: Path, line: str, **more: Any) -> str:  # noqa: ANN401  as `scrutiny` takes it
    return scrutiny("decisions", *line.split(), cwd=folder, **NOW, **more).stdout


def list_decided(folder: Path, line: str) -> list[str]:
    """Return the words of the decisions that are listed."""
    records = json.loads(run(folder, f"{line} --format json"))["decisions"]
    return [record["decision"].split("\n")[0] for record in records]


def test_all_that_was_decided_is_listed_in_order(harbour: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(harbour, "--format csv"))))
    assert rows == [
        ["Date", "Ref", "Decision", "Proposed", "Seconded", "Votes", "Outcome", "Minutes"],
        ["2024-03-14", "", "The board will meet at noon.", "", "", "", "carried", ""],
        ["2024-03-14", "D1/24", "The budget is adopted:\n• the mole\n• the lock", "AB",
         "Cem Demir", "5 to 2", "carried", "item 1, Budget"],
        ["2024-03-14", "", "The fees stay.", "", "", "", "lost", "item 1, Budget"],
        ["2024-03-14", "", "Dredging waits for spring.", "", "", "", "carried",
         "item 7b.1, Dredging"],
        ["2024-04-11", "D2/24", "[Confidential: s.43] The tenant leaves.", "AB", "", "",
         "carried", "item 1.1, Lease of the quay"],
        ["2024-04-11", "", "'=The hut is painted.", "", "", "", "carried", "item 2"],
        ["2024-05-09", "", "Sell it", "", "", "", "deferred", "2024-05-09-special"],
    ]  # fmt: skip


def test_what_is_to_come_or_did_not_take_place_is_not_in_the_register(harbour: Path) -> None:
    assert list_decided(harbour, "--as-at 2024-06-13")[-1] == "The hut is sold."
    assert list_decided(harbour, "--as-at 2024-03-13") == []
    assert "Nothing counts here." not in list_decided(harbour, "--as-at 2030-01-01")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("--from 2024-03-15", 3),
        ("--from 14.3.24 --to 14.3.24", 4),
        ("--to 2024-04-10", 4),
        ("--search budget", 2),
        ("--search d1/24 --search HUT", 2),
        ("--search nowhere", 0),
        ("--from 2024-04-01 --search budget", 0),
    ],
)
def test_days_and_words_narrow_the_list(line: str, count: int, harbour: Path) -> None:
    assert len(list_decided(harbour, line)) == count


def test_no_list_ends_before_it_begins(harbour: Path) -> None:
    line = "decisions --from 2024-04-02 --to 2024-04-01"
    done = scrutiny(*line.split(), cwd=harbour, code=2, **NOW)
    assert done.stderr == "--from: 2024-04-02 is after 2024-04-01, the last day of the list.\n"


def test_json_has_the_line_of_each_decision(harbour: Path) -> None:
    found = json.loads(run(harbour, "--format json --as-at 2024-03-31"))
    assert (found["as_at"], found["today"]) == ("2024-03-31", "2024-03-31")
    assert found["decisions"][2] == {
        "date": "2024-03-14", "ref": None, "decision": "The fees stay.", "proposed": None,
        "seconded": None, "votes": None, "outcome": "lost", "meeting": "2024-03-14",
        "number": "1", "item": "Budget", "confidential": False, "board": "Harbour Board",
        "board_path": "meetings", "file": "meetings/2024-03-14.yaml", "line": 15,
    }  # fmt: skip


def test_what_is_confidential_is_reported_and_not_in_markdown(harbour: Path) -> None:
    done = scrutiny("decisions", cwd=harbour, **NOW)
    assert done.stderr == "1 row is confidential. Do not pass it on.\n"
    assert "[Confidential: s.43] The tenant leaves." in done.stdout
    public = scrutiny("decisions", "--format", "md", cwd=harbour, **NOW)
    assert public.stderr == ""
    assert not [word for word in ("tenant", "D2/24", "Lease", "s.43") if word in public.stdout]
    assert "[Confidential: s.43] The tenant leaves." in run(
        harbour, "--format md --internal"
    ).replace("\\", "")


def test_a_second_run_reads_what_the_first_one_kept(harbour: Path, tmp_path: Path) -> None:
    cache: dict[str, Any] = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = scrutiny("decisions", "--format", "json", cwd=harbour, **NOW, **cache)
    again = scrutiny("decisions", "--format", "json", cwd=harbour, **NOW, **cache)
    assert again.stdout == first.stdout


def test_the_decisions_of_several_boards_are_in_order_of_their_days(tmp_path: Path) -> None:
    write_board(tmp_path / "harbour")
    (tmp_path / "parks").mkdir()
    text = "date: 2024-03-20\ntitle: Parks\ndecisions: [Plant an oak.]\n"
    (tmp_path / "parks" / "2024-03-20.yaml").write_text(text, "utf-8")
    rows = list(csv.reader(io.StringIO(run(tmp_path, "--boards . --format csv"))))
    assert [row[:2] for row in rows[4:7]] == [
        ["Harbour Board", "2024-03-14"],
        ["Parks", "2024-03-20"],
        ["Harbour Board", "2024-04-11"],
    ]


@pytest.mark.parametrize("width", [40, 80, 140])
def test_the_register_as_a_table(width: int, harbour: Path, update: bool) -> None:  # noqa: FBT001
    shown = [
        f"$ scrutiny decisions {line}\n"
        + run(harbour, f"{line} --format {form}", COLUMNS=str(width))
        for line, form in (("", "table"), ("--search hut", "table"), ("--search x1", "table"))
    ]
    check_golden(f"decisions-{width}.txt", "\n".join(shown), update)
