"""The figures of an annual report: a made-up year, with each figure counted by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import check_golden, make_example_book, make_faultless_book, scrutiny

from scrutiny_cli.actionlog.figures import Figures, FiguresRequest, count_figures
from scrutiny_cli.actionlog.periods import split_by_meeting, split_by_quarter, split_by_year
from scrutiny_cli.output.bars import draw_bar

NOW: dict[str, Any] = {"SCRUTINY_TODAY": "2026-04-15"}
FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)  # the board's year 2025/26
YEAR = {
    "series": """\
title: Weir Lane Board
year_starts: April
people: [{initials: AB, name: Ada Bell, aliases: Clerk}]
""",
    # Before the year. 1/24 is older than the log, and was raised in September 2024.
    "2025-03-13": """\
present: [AB, CD]
apologies: EF
brought_forward:
  - {ref: 1/24, action: Old survey, owner: CD, raised: 2024-09-12}
actions:
  - {ref: 9/25, action: Repair the pump, owner: AB, due: 2025-04-30}
""",
    "2025-04-10": """\
present: [AB, CD, EF]
in_attendance: Guest
updates:
  - {ref: 9/25, status: ongoing}
  - {ref: 1/24}
actions:
  - {ref: 10/25, action: Paint the mole, owner: CD, due: 2025-05-08}
  - {ref: 11/25, action: Count the buoys, owner: AB, due: 2025-06-12}
""",
    "2025-06-12": """\
present: Ada Bell
apologies: CD
absent: EF
updates:
  - {ref: 9/25, status: completed}
  - {ref: 10/25, due: 2025-07-10, owner: EF}
actions:
  - {ref: 12/25, action: Thank the diver, owner: AB, on: 2025-05-20}
""",
    "2025-08-01-extraordinary": """\
extraordinary: true
present: [AB, CD]
expected: [AB, CD, EF]
updates:
  - {ref: 12/25, note: He is away.}
actions:
  - {ref: 13/25, action: Close the lock, owner: CD, due: 2025-10-01}
""",
    "2025-09-11": """\
present: [AB, CD, EF]
updates:
  - {ref: 10/25, due: next meeting}
  - {ref: 11/25, status: done}
  - {ref: 13/25, status: done}
actions:
  - {ref: 14/25, action: Buy rope, owner: AB, due: 2025-12-11}
""",
    "2025-10-09": "held: false\npresent: [AB]\nactions: [{ref: 99/25, action: Never asked for}]\n",
    "2025-12-11": """\
present: Clerk
apologies: [CD, EF]
updates:
  - {ref: 10/25, status: completed}
  - {ref: 11/25, status: reopened}
  - {ref: 14/25, status: withdrawn}
""",
    "2026-03-12": """\
updates:
  - {ref: 11/25, status: completed}
actions:
  - {ref: 15/25, action: Order a bench, owner: AB, due: 2026-03-30}
""",
    # After the year.
    "2026-04-09": """\
present: [AB, CD]
updates:
  - {ref: 15/25, due: 2026-05-14}
""",
}
BOOK = make_faultless_book(YEAR)


def count(by: str | None = None, first: date | None = FIRST, last: date = LAST) -> list[Figures]:
    return list(count_figures(BOOK, FiguresRequest(first, last, by), redacted=False).figures)


def test_the_figures_of_a_year() -> None:
    (found,) = count()
    # 10 April, 12 June, 1 August, 11 September, 11 December, 12 March. October was not held.
    assert found.meetings == 6
    # 1/24 was brought forward in March 2025, before the year.
    assert found.brought_forward == 0
    # 10, 11, 12, 13, 14 and 15. 12/25 counts from 20 May, which is in the year as well.
    assert found.raised == 6
    # 9, 10, 11, 13 and 14. 11/25 was closed twice, and counts once.
    assert found.closed == 5
    # 1/24, 12/25 and 15/25.
    assert found.open == 3
    # 15/25 was due on 30 March. 12/25 and 1/24 have no date.
    assert found.overdue == 1
    # 9/25: 13 March to 12 June, 91. 10/25: 10 April to 11 December, 245. 11/25: 10 April to
    # 12 March, 336. 13/25: 1 August to 11 September, 41. 14/25: 11 September to 11 December, 91.
    assert (found.median_days, found.longest_days) == (91, 336)
    # 10/25 in June, and in September to the next meeting. That of 15/25 was after the year.
    assert found.moved == 2
    # 15/25 is 19 days old, 12/25 ten months, 1/24 eighteen months.
    assert found.ages == (1, 0, 0, 1, 1)
    # Raised at the regular meeting before, or since: 9/25 for 10 April; 10 and 11 for 12 June;
    # 12 and 13 for 11 September; 14/25 for 11 December. 15/25 was to be answered after the year,
    # and 1/24 was not raised in this log. Only 11/25 was not answered.
    assert (found.answered, found.asked) == (5, 6)
    # April 3 of 3; June 1 of 3; August 2 of 2 (EF was only expected); September 3 of 3;
    # December 1 of 3; March has no lists. Who is in attendance is no member.
    assert (found.present, found.listed) == (10, 14)


def test_the_figures_of_its_quarters() -> None:
    spring, summer, autumn, winter = count("quarter")
    assert [each.label for each in (spring, summer, autumn, winter)] == [
        "2025/26 Q1", "2025/26 Q2", "2025/26 Q3", "2025/26 Q4",
    ]  # fmt: skip
    assert (spring.first, spring.last) == (FIRST, date(2025, 6, 30))
    # 10, 11 and 12 | 13 and 14 | none | 15.
    assert [each.raised for each in (spring, summer, autumn, winter)] == [3, 2, 0, 1]
    # 9 | 11 and 13 | 10 and 14 | 11 again: it was open at the end of the third quarter.
    assert [each.closed for each in (spring, summer, autumn, winter)] == [1, 2, 2, 1]
    # 1/24, 10, 11, 12 | 1/24, 10, 12, 14 | 1/24, 11, 12 | 1/24, 12, 15.
    assert [each.open for each in (spring, summer, autumn, winter)] == [4, 4, 3, 3]
    # 11/25 since 12 June | none | 11/25, which is open again | 15/25.
    assert [each.overdue for each in (spring, summer, autumn, winter)] == [1, 0, 1, 1]
    # 91 | 154 (11/25) and 41, in the middle 97.5 | 245 and 91 | 336.
    assert [each.median_days for each in (spring, summer, autumn, winter)] == [91, 98, 168, 336]
    assert [each.longest_days for each in (spring, summer, autumn, winter)] == [91, 154, 245, 336]
    assert [each.moved for each in (spring, summer, autumn, winter)] == [1, 1, 0, 0]
    # On 30 June 1/24 is nine months old, and 10, 11 and 12 are one to three.
    assert spring.ages == (0, 3, 0, 1, 0)
    # On 30 September 1/24 is over a year old, 10 and 12 are three to six months, 14 is new.
    assert summer.ages == (1, 0, 2, 0, 1)
    assert autumn.ages == (0, 0, 0, 2, 1)
    assert [(each.answered, each.asked) for each in (spring, summer, autumn, winter)] == [
        (2, 3), (2, 2), (1, 1), (0, 0),
    ]  # fmt: skip
    assert [(each.present, each.listed) for each in (spring, summer, autumn, winter)] == [
        (4, 6), (5, 5), (1, 3), (0, 0),
    ]  # fmt: skip


def test_the_figures_of_its_owners() -> None:
    found = {each.label: each for each in count("owner")}
    assert list(found) == ["AB", "CD", "EF"]
    # As at the end of the year: 10/25 has gone from CD to EF.
    assert [each.raised for each in found.values()] == [4, 1, 1]
    assert [each.closed for each in found.values()] == [3, 1, 1]
    assert [each.open for each in found.values()] == [2, 1, 0]
    assert [each.moved for each in found.values()] == [0, 0, 2]
    # AB is Ada Bell and the clerk, too.
    assert [(each.present, each.listed) for each in found.values()] == [(5, 5), (3, 5), (2, 4)]
    assert [each.meetings for each in found.values()] == [5, 5, 4]


def test_the_figures_of_its_meetings() -> None:
    found = count("meeting")
    assert [(each.label, each.raised, each.open) for each in found] == [
        ("2025-04-10", 2, 4),  # 9, 1/24, 10, 11
        ("2025-06-12", 1, 4),  # 12 was raised in May, in the file of June
        ("2025-08-01-extraordinary", 1, 5),
        ("2025-09-11", 1, 4),
        ("2025-12-11", 0, 3),
        ("2026-03-12", 1, 3),
        ("", 0, 3),
    ]
    assert [each.first for each in found[:2]] == [FIRST, date(2025, 4, 11)]
    assert (found[-1].first, found[-1].last) == (date(2026, 3, 13), LAST)
    assert [(each.answered, each.asked) for each in found] == [
        (1, 1), (1, 2), (0, 0), (2, 2), (1, 1), (0, 0), (0, 0),
    ]  # fmt: skip


def test_the_figures_of_all_years() -> None:
    found = count("year", None, date(2026, 4, 15))
    assert [each.label for each in found] == ["2024/25", "2025/26", "2026/27"]
    assert found[1]._replace(label="") == count()[0]
    assert (found[0].brought_forward, found[0].raised, found[0].open) == (1, 1, 2)
    assert (found[0].first, found[2].last) == (date(2025, 3, 13), date(2026, 4, 15))
    # 15/25 was moved at the meeting after it was raised.
    assert (found[2].moved, found[2].answered, found[2].asked, found[2].overdue) == (1, 1, 1, 0)


def test_the_figures_of_the_real_meeting() -> None:
    # Of 28 May 2015. Eight actions are brought forward, and four of these are closed there (19,
    # 28, 30, 31). It is not known when they were raised, so that nothing has a time to close. Ten
    # are raised. On 26 June these and 25/15 are a day late, and no meeting has answered them.
    # Nine people were present, and no apologies are recorded.
    wanted = FiguresRequest(None, date(2015, 6, 26))
    (found,) = count_figures(make_example_book(), wanted, redacted=False).figures
    assert found == Figures(
        label="",
        first=date(2015, 5, 28),
        last=date(2015, 6, 26),
        meetings=1,
        brought_forward=8,
        raised=10,
        closed=4,
        open=14,
        overdue=11,
        median_days=None,
        longest_days=None,
        moved=0,
        ages=(14, 0, 0, 0, 0),
        asked=0,
        answered=0,
        listed=9,
        present=9,
    )


@pytest.mark.parametrize(
    ("last", "ages"),
    [
        ("2025-04-09", (1, 0, 0, 0, 0)),
        ("2025-04-10", (0, 1, 0, 0, 0)),  # exactly a month is not under one
        ("2025-06-10", (0, 1, 0, 0, 0)),
        ("2025-06-11", (0, 0, 1, 0, 0)),
        ("2025-09-10", (0, 0, 1, 0, 0)),
        ("2025-09-11", (0, 0, 0, 1, 0)),
        ("2026-03-10", (0, 0, 0, 1, 0)),  # exactly a year is not over one
        ("2026-03-11", (0, 0, 0, 0, 1)),
    ],
)
def test_the_limits_of_ages(last: str, ages: tuple[int, ...]) -> None:
    book = make_faultless_book({"2025-03-10": "actions: [{action: Paint}]\n"})
    wanted = FiguresRequest(None, date.fromisoformat(last))
    assert count_figures(book, wanted, redacted=False).figures[0].ages == ages


def test_what_is_written_late_counts_from_its_own_day() -> None:
    # The news of 1 February is in the file of March, and that file was begun with older news.
    files = {
        "2026-01-08": "actions: [{ref: 1/26, action: A, due: 1.2.26}, {ref: 2/26, action: B}]\n",
        "2026-02-12": "updates: [{ref: 1/26, due: 1.4.26}]\n",
        "2026-03-12": "updates: [{ref: 1/26, status: done, on: 1.2.26}]\n",
    }
    book = make_faultless_book(files)
    wanted = FiguresRequest(date(2026, 1, 1), date(2026, 3, 31), "meeting")
    found = count_figures(book, wanted, redacted=False).figures
    assert [each.closed for each in found] == [0, 1, 0, 0]
    assert [each.open for each in found] == [2, 1, 1, 1]
    assert [each.moved for each in found] == [0, 1, 0, 0]
    assert found[1].longest_days == 24


# Periods


def test_years_and_quarters_begin_with_the_boards_year() -> None:
    days = date(2025, 3, 30), date(2025, 7, 2)
    assert [tuple(each) for each in split_by_quarter(*days, 4)] == [
        ("2024/25 Q4", date(2025, 3, 30), date(2025, 3, 31)),
        ("2025/26 Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025/26 Q2", date(2025, 7, 1), date(2025, 7, 2)),
    ]
    assert [each.label for each in split_by_quarter(*days, None)] == [
        "2025 Q1", "2025 Q2", "2025 Q3",
    ]  # fmt: skip
    assert [tuple(each) for each in split_by_year(*days, 1)] == [("2025", *days)]
    assert [each.label for each in split_by_year(date(1999, 9, 30), days[1], 10)][:2] == [
        "1998/99",
        "1999/00",
    ]


def test_the_first_and_the_last_year_of_a_computer() -> None:
    whole = list(split_by_year(date.min, date.max, 4))
    assert (whole[0].first, whole[-1].last) == (date.min, date.max)
    assert [each.label for each in split_by_quarter(date(9999, 11, 1), date.max, 12)] == [
        "9998/99 Q4", "9999/00 Q1",
    ]  # fmt: skip


def test_meetings_of_one_day_are_counted_together() -> None:
    files = {"2026-01-08": "title: A\n", "2026-01-08-b": "extraordinary: true\n"}
    meetings = make_faultless_book(files).meetings
    whole = date(2026, 1, 1), date(2026, 1, 8)
    assert [tuple(each) for each in split_by_meeting(*whole, meetings)] == [
        ("2026-01-08, 2026-01-08-b", *whole)
    ]
    assert [each.label for each in split_by_meeting(*whole, ())] == [""]


# The command


@pytest.fixture
def weir(bare: Path) -> Path:
    for name, text in YEAR.items():
        own = text if name == "series" else f"date: {name[:10]}\n{text}"
        (bare / "meetings" / f"{name}.yaml").write_text(own)
    return bare


OF_THE_YEAR = ("stats", "--from", "1 April 2025", "--to", "31.3.26")


def test_programs_get_all_figures_in_a_row(weir: Path) -> None:
    done = scrutiny(*OF_THE_YEAR, "--format", "csv", cwd=weir, **NOW)
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row == {
        "From": "2025-04-01", "To": "2026-03-31", "Meetings": "6", "Brought forward": "0",
        "Raised": "6", "Closed": "5", "Open": "3", "Overdue": "1", "Median days to close": "91",
        "Longest days to close": "336", "Moved": "2", "Under 1 month": "1", "1 to 3 months": "0",
        "3 to 6 months": "0", "6 to 12 months": "1", "Over a year": "1",
        "Asked at next meeting": "6", "Answered at next meeting": "5", "Answered per cent": "83",
        "Listed": "14", "Present": "10", "Present per cent": "71",
    }  # fmt: skip
    assert done.stderr == ""
    done = scrutiny(*OF_THE_YEAR, "--by", "quarter", cwd=weir, **NOW)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == [
        "Quarter", "2025/26 Q1", "2025/26 Q2", "2025/26 Q3", "2025/26 Q4",
    ]  # fmt: skip
    assert lines[4][-1] == ""


def test_json_names_the_figures_as_elsewhere(weir: Path) -> None:
    done = scrutiny(*OF_THE_YEAR, "--by", "meeting", "--format", "json", cwd=weir, **NOW)
    whole = json.loads(done.stdout)
    facts = {name: whole[name] for name in ("schema_version", "as_at", "today", "by")}
    assert facts == {"schema_version": 1, "as_at": None, "today": "2026-04-15", "by": "meeting"}
    last = whole["stats"][-1]
    assert last == {
        "meeting": None, "from": "2026-03-13", "to": "2026-03-31", "meetings": 0,
        "brought_forward": 0, "raised": 0, "closed": 0, "open": 3, "overdue": 1,
        "median_days": None, "longest_days": None, "slips": 0, "under_1_month": 1,
        "1_to_3_months": 0, "3_to_6_months": 0, "6_to_12_months": 1, "over_a_year": 1,
        "asked_at_next": 0, "answered_at_next": 0, "answered_percent": None, "listed": 0,
        "present": 0, "present_percent": None,
    }  # fmt: skip


@pytest.mark.parametrize("width", [40, 80, 140])
def test_tables_with_bars(width: int, weir: Path, update: bool) -> None:  # noqa: FBT001
    shown = []
    for by in ("", "--by quarter", "--by owner", "--by meeting"):
        words = (*OF_THE_YEAR, *by.split(), "--format", "table")
        done = scrutiny(*words, cwd=weir, **NOW, COLUMNS=str(width))
        assert max(map(len, done.stdout.splitlines())) <= width
        shown.append(f"$ scrutiny stats {by}\n{done.stdout}")
    check_golden(f"stats-{width}.txt", "\n".join(shown), update)


def test_markdown_has_no_bars(weir: Path, update: bool) -> None:  # noqa: FBT001
    shown = []
    for by in ("", "--by quarter"):
        done = scrutiny(*OF_THE_YEAR, *by.split(), "--format", "md", cwd=weir, **NOW)
        shown.append(done.stdout)
    check_golden("stats.md", "\n".join(shown), update)


def test_bars() -> None:
    assert draw_bar(0, 10, 8) == ""
    assert draw_bar(10, 10, 8) == "█" * 8
    assert draw_bar(5, 10, 3) == "█▌"
    assert draw_bar(1, 10_000, 8) == "▏"
    assert draw_bar(20, 10, 2) == "██"


def test_a_terminal_without_blocks_gets_signs(weir: Path) -> None:
    words = (*OF_THE_YEAR, "--format", "table")
    done = scrutiny(*words, cwd=weir, **NOW, PYTHONIOENCODING="ascii")
    assert "  6 ####" in done.stdout
    assert "?" not in done.stdout


def test_days_that_are_asked_for(weir: Path) -> None:
    def count_raised(*words: str) -> str:
        done = scrutiny("stats", *words, "--format", "json", cwd=weir, **NOW)
        (found,) = json.loads(done.stdout)["stats"]
        return f"{found['from']} {found['to']} {found['raised']} {done.stderr}"

    assert count_raised() == "2025-03-13 2026-04-15 7 "
    assert count_raised("--as-at", "30.6.25") == "2025-03-13 2025-06-30 4 "
    note = "2026-12-31 is still to come: the figures are up to 2026-04-15.\n"
    assert count_raised("--to", "31.12.26") == f"2025-03-13 2026-04-15 7 {note}"
    done = scrutiny("stats", "--from", "1.5.26", cwd=weir, code=2, **NOW)
    assert done.stderr == "--from: 2026-05-01 is after 2026-04-15, the last day of the figures.\n"
    done = scrutiny("stats", "--by", "week", cwd=weir, code=2, **NOW)
    assert done.stderr.startswith("--by takes owner, quarter, year or meeting, not “week”.")


def test_an_empty_folder_has_no_figures(bare: Path) -> None:
    done = scrutiny("stats", "--format", "json", cwd=bare, **NOW)
    assert json.loads(done.stdout)["stats"][0]["raised"] == 0
    assert "There is no meeting in" in done.stderr
    done = scrutiny("stats", "--by", "owner", "--format", "table", cwd=bare, **NOW)
    assert done.stdout == ""
    assert done.stderr.endswith("\nThere are no actions to count.\n")


def test_what_is_confidential_is_not_counted_for_others(weir: Path) -> None:
    text = "date: 2026-03-19\nactions: [{action: Quietly, owner: ZZ, confidential: yes}]\n"
    (weir / "meetings" / "2026-03-19.yaml").write_text(text)
    inside = scrutiny("stats", "--by", "owner", cwd=weir, **NOW)
    assert "ZZ" in inside.stdout
    assert inside.stderr == "1 action is confidential. Do not pass it on.\n"
    public = scrutiny("stats", "--by", "owner", "--format", "md", cwd=weir, **NOW)
    assert "ZZ" not in public.stdout
    assert public.stdout.endswith("\n1 withheld action is not counted.\n")
    assert public.stderr == ""
    text = "date: 2026-03-19\nupdates: [{ref: 12/25, status: done, confidential: yes}]\n"
    (weir / "meetings" / "2026-03-19.yaml").write_text(text)
    public = scrutiny(*OF_THE_YEAR, "--format", "md", cwd=weir, **NOW)
    assert "| Closed | 5 |" in public.stdout
    marked = scrutiny(*OF_THE_YEAR, "--format", "md", "--internal", cwd=weir, **NOW)
    assert "| Closed | 6 |" in marked.stdout
    assert marked.stderr == inside.stderr


def test_several_boards_are_counted_beside_each_other(weir: Path) -> None:
    north = weir / "north" / "meetings"
    north.mkdir(parents=True)
    (north / "series.yaml").write_text("title: North Board\n")
    (north / "2025-05-08.yaml").write_text("date: 2025-05-08\nactions: [{action: Plant}]\n")
    folders = ("-m", "meetings", "-m", "north/meetings")
    done = scrutiny(*OF_THE_YEAR, *folders, cwd=weir, **NOW)
    assert [line.split("\t")[:6] for line in done.stdout.splitlines()][1:] == [
        ["Weir Lane Board", "2025-04-01", "2026-03-31", "6", "0", "6"],
        ["North Board", "2025-04-01", "2026-03-31", "1", "0", "1"],
    ]
    done = scrutiny(*OF_THE_YEAR, *folders, "--by", "year", "--format", "md", cwd=weir, **NOW)
    assert "| Weir Lane Board | 2025/26 | 6 | 5 | 3 |" in done.stdout
    assert "| North Board | 2026 | 0 | 0 | 1 |" in done.stdout
    done = scrutiny(*OF_THE_YEAR, *folders, "--format", "json", cwd=weir, **NOW)
    assert [each["board_path"] for each in json.loads(done.stdout)["stats"]] == [
        "meetings", "north/meetings",
    ]  # fmt: skip


def test_errors_are_reported_after_the_figures(weir: Path) -> None:
    (weir / "meetings" / "2026-04-10.yaml").write_text("date: 2026-04-10\nactons: []\n")
    done = scrutiny("stats", cwd=weir, code=1, **NOW)
    assert "unknown-field" in done.stderr
    assert len(done.stdout.splitlines()) == 2
