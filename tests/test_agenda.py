"""Which items of the agenda are due at a meeting: months and rules in `every`."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.new_meeting import draft_next_meeting
from scrutiny_cli.minutes.source import Source

SERIES = "agenda:\n  - Matters arising\n  - title: Report\n    every: {}\n"
QUARTERLY = '"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"'
SECOND_YEARS = '"FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=1"'
HELD = {"2024-01-11": "", "2024-03-14": ""}


@pytest.mark.parametrize(
    ("every", "others", "day", "due"),
    [
        ("[Feb, May]", {}, "2024-04-11", False),
        ("[Feb, May]", {}, "2024-05-09", True),
        ("[févr., mai]", {}, "2024-05-09", True),
        ("[Feb, May]", {}, "2024-06-13", True),  # there was no meeting in May
        ("[Feb, May]", {"2024-05-09": "held: false\n"}, "2024-06-13", True),
        ("[Feb, May]", {"2024-05-09": "extraordinary: true\n"}, "2024-06-13", True),
        ("[Feb, May]", {"2024-05-09": ""}, "2024-06-13", False),
        (QUARTERLY, {}, "2024-03-28", False),
        (QUARTERLY, {}, "2024-04-11", True),
        (SECOND_YEARS, {}, "2024-04-11", True),  # counted from the log's first year
        (SECOND_YEARS, {"2025-03-13": ""}, "2025-04-10", False),
        (SECOND_YEARS, {"2025-03-13": ""}, "2026-04-09", True),
    ],
)
def test_a_report_is_due_once_its_month_or_day_has_come(
    every: str, others: dict[str, str], day: str, *, due: bool
) -> None:
    files = (HELD | others).items()
    sources = [Source(f"{name}.yaml", f"date: {name}\n{more}") for name, more in files]
    book = build_book([Source("series.yaml", SERIES.format(every)), *sources])
    assert book.problems == ()
    drafted = draft_next_meeting(book, date.fromisoformat(day), today=date(2024, 3, 20)).text
    assert ("title: Report" in drafted) == due


@pytest.mark.parametrize(
    ("schedule", "day"),
    [
        ("last Thursday of the month", "2024-03-28"),
        ("second Monday of April and October", "2024-04-08"),
        ("every second Thursday", "2024-03-28"),
        ("FREQ=MONTHLY;BYDAY=2TH", "2024-04-11"),
    ],
)
def test_a_schedule_in_words_gives_the_next_meeting(schedule: str, day: str) -> None:
    sources = [Source(f"{name}.yaml", f"date: {name}\n") for name in HELD]
    book = build_book([Source("series.yaml", f"schedule: {schedule}\n"), *sources])
    assert book.problems == ()
    assert draft_next_meeting(book, None, today=date(2024, 3, 20)).day == date.fromisoformat(day)
