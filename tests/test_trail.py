"""The trail: the events of texts joined with the changes of their lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.book import build
from scrutiny_cli.actionlog.trail import Change, Lines, Step, trail
from scrutiny_cli.minutes.text import Source

if TYPE_CHECKING:
    from scrutiny_cli.actionlog.log import Action

MARCH = Source("meetings/2024-03-14.yaml", """\
date: 2024-03-14
actions:
  - ref: 1/24
    action: Survey of the mole.
    owner: AB
""")  # fmt: skip
APRIL = Source("meetings/2024-04-11.yaml", """\
date: 2024-04-11
updates:
  # Survey of the mole.
  - ref: 1/24
    status: completed
    note: |
      The report came.

  # A word on what comes next.
items:
  - title: Dredging
""")  # fmt: skip


def change(day: int, zone: int = 0) -> Change:
    """Give a change of a day in May at noon, told in the time of a zone."""
    return Change(f"{day:040}", "Ann", datetime(2024, 5, day, 12 + zone, tzinfo=_zone(zone)))


def _zone(hours: int) -> timezone:
    return timezone(timedelta(hours=hours))


def lines(source: Source, *days: int | None) -> dict[str, Lines]:
    """Give the changes of a file's lines by their days; what is not given is of the first."""
    count = source.text.count("\n")
    first, *rest = [None if day is None else change(day) for day in days]
    return {source.path: (first,) * (count - len(rest)) + tuple(rest)}


def at(source: Source, **days: int) -> dict[str, Lines]:
    """Give the changes of a file in which all is of 1 May but the lines that hold some words."""
    found = []
    for text in source.text.splitlines():
        day = next((day for word, day in days.items() if word in text), 1)
        found.append(change(day))
    return {source.path: tuple(found)}


def actions(*sources: Source) -> tuple[Action, ...]:
    made = build(sources)
    assert made.problems == ()
    return made.log.actions


def days(steps: list[Step]) -> list[int | None]:
    return [step.change.when.day if step.change else None for step in steps]


def test_an_action_is_raised_by_its_first_line() -> None:
    assert days(trail(actions(MARCH), at(MARCH, ref=2, action=9, owner=9))) == [2]


def test_a_report_with_a_status_is_brought_by_the_line_of_the_status() -> None:
    files = at(MARCH) | at(APRIL, ref=2, status=3, note=4, report=5)
    assert days(trail(actions(MARCH, APRIL), files)) == [1, 3]


def test_a_report_without_a_status_is_brought_by_its_newest_line() -> None:
    april = Source(APRIL.path, APRIL.text.replace("status: completed", "status:"))
    files = at(MARCH) | at(april, ref=2, status=3, note=4, report=5, word=9, Survey=9, items=9)
    assert days(trail(actions(MARCH, april), files)) == [1, 5]


def test_a_file_that_git_does_not_have_is_not_committed() -> None:
    assert days(trail(actions(MARCH, APRIL), at(MARCH))) == [1, None]


def test_lines_that_are_not_committed_come_last() -> None:
    files = lines(MARCH, None) | lines(APRIL, 7)
    steps = trail(actions(MARCH, APRIL), files)
    assert days(steps) == [7, None]
    assert [step.event.kind for step in steps] == ["reported", "raised"]


def test_the_newest_commit_comes_last_whatever_its_zone() -> None:
    early, late = change(3, zone=5), change(3)._replace(when=datetime(2024, 5, 3, 13, tzinfo=UTC))
    files = {MARCH.path: (late,) * 5, APRIL.path: (early,) * 11}
    steps = trail(actions(MARCH, APRIL), files)
    assert [step.event.kind for step in steps] == ["reported", "raised"]


def test_of_one_commit_the_order_of_the_log_is_kept() -> None:
    found = trail(actions(MARCH, APRIL), at(MARCH) | at(APRIL))
    assert [step.event.kind for step in found] == ["raised", "reported"]


def test_a_report_on_one_line_is_that_line() -> None:
    short = Source(APRIL.path, "date: 2024-04-11\nupdates: [{ref: 1/24, note: It came}]\n")
    assert days(trail(actions(MARCH, short), at(MARCH) | at(short, updates=8))) == [1, 8]
