"""What is asked of the log: a few actions in, those wanted out."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.overview import find_open_before, summarize_meetings
from scrutiny_cli.actionlog.query import Filter, count_open_rows, group_rows, select_rows, sort_rows
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.phrases import format_lateness

TODAY = date(2024, 5, 1)
MARCH = """\
date: 2024-03-14
present: [{initials: AB, name: Ada Bell}]
brought_forward:
  - {ref: 12/23, action: Old survey, owner: CD, raised: 1.6.23, due: 30.4.24}
  - {ref: 9/23, owner: AB}
actions:
  - {ref: 10/24, action: Costs of dredging, owner: "AB, CD", due: 1.5.24}
  - {action: Publish the minutes, owner: EF, due: 8.5.24}
  - {ref: 2/24, action: Count the buoys, owner: ab, due: asap}
"""
APRIL = """\
date: 2024-04-11
approves: previous meeting
updates:
  - {ref: 9/23, status: on hold}
  - {ref: 12/23, note: The diver was ill}
  - {ref: 2/24, status: done}
actions:
  - {ref: 11/24, action: Paint the mole, due: 9.5.24}
  - {ref: 12/24, action: Thank the diver, due: 1.3.24, owner: EF}
"""
BOOK = build_book([
    Source("meetings/2024-03-14.yaml", MARCH), Source("meetings/2024-04-11.yaml", APRIL),
])  # fmt: skip
ROWS = make_action_rows(BOOK.log.actions, TODAY)
ALL = ("12/23", "9/23", "10/24", "2024-03-14#2", "2/24", "11/24", "12/24")


def keys(wish: Filter) -> tuple[str, ...]:
    shown = tuple(map(BOOK.directory.display_label, wish.owners))
    return tuple(one.key for one in select_rows(ROWS, wish._replace(owners=shown), TODAY))


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Filter(), ALL),
        (Filter(open=True), tuple(key for key in ALL if key != "2/24")),
        (Filter(closed=True), ("2/24",)),
        (Filter(overdue=True), ("12/23", "12/24")),  # due today is not overdue
        (Filter(due_within=0), ("10/24",)),
        (Filter(due_within=7), ("10/24", "2024-03-14#2")),
        (Filter(due_within=8), ("10/24", "2024-03-14#2", "11/24")),
        (Filter(no_date=True), ("9/23", "2/24")),
        (Filter(no_date=True, open=True), ("9/23",)),
        (Filter(statuses=("on hold",)), ("9/23",)),
        (Filter(statuses=("on hold", "completed")), ("9/23", "2/24")),
        (Filter(owners=("ab",)), ("9/23", "10/24", "2/24")),
        (Filter(owners=("ADA  BELL",)), ("9/23", "10/24", "2/24")),
        (Filter(owners=("AB", "CD")), ("12/23", "9/23", "10/24", "2/24")),
        (Filter(owners=("AB",), open=True), ("9/23", "10/24")),
        (Filter(owners=("ZZ",)), ()),
        (Filter(owners=("none",)), ("11/24",)),
        (Filter(owners=("CD", "None")), ("12/23", "10/24", "11/24")),
        (Filter(meetings=("2024-04-11",)), ("11/24", "12/24")),
        (Filter(search=("SURVEY",)), ("12/23",)),
        (Filter(search=("diver",)), ("12/23", "12/24")),  # the words said, too
        (Filter(search=("buoys", "paint")), ("2/24", "11/24")),
    ],
)
def test_different_wishes_narrow_and_the_same_one_widens(
    wish: Filter, found: tuple[str, ...]
) -> None:
    assert keys(wish) == found


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("raised", ("9/23", "12/23", "10/24", "2024-03-14#2", "2/24", "11/24", "12/24")),
        ("age", ("12/23", "9/23", "10/24", "2024-03-14#2", "2/24", "11/24", "12/24")),
        ("due", ("12/24", "12/23", "10/24", "2024-03-14#2", "11/24", "9/23", "2/24")),
        ("ref", ("9/23", "12/23", "2/24", "10/24", "11/24", "12/24", "2024-03-14#2")),
        ("owner", ("9/23", "2/24", "10/24", "12/23", "2024-03-14#2", "12/24", "11/24")),
    ],
)
def test_orders(by: str, found: tuple[str, ...]) -> None:
    assert tuple(one.key for one in sort_rows(ROWS, by)) == found


def groups(by: str | None) -> dict[str | None, list[str]]:
    return {name: [one.key for one in rows] for name, rows in group_rows(ROWS, by)}


def test_an_action_stands_under_each_of_its_owners() -> None:
    assert groups("owner") == {
        "AB": ["9/23", "10/24", "2/24"],
        "CD": ["12/23", "10/24"],
        "EF": ["2024-03-14#2", "12/24"],
        "": ["11/24"],
    }
    assert list(groups("owner"))[-1] == ""


def test_where_owners_are_asked_for_there_are_groups_of_them_alone() -> None:
    found = select_rows(ROWS, Filter(owners=("ab", "none")), TODAY)
    assert [name for name, _ in group_rows(found, "owner", ("ab", "none"))] == ["AB", ""]
    assert [name for name, _ in group_rows(found, "owner")] == ["AB", "CD", ""]


def test_an_owner_named_twice_has_an_action_once() -> None:
    text = MARCH + '  - {ref: 3/24, action: A, owner: "AB, Ada Bell"}\n'
    found = build_book([Source("meetings/2024-03-14.yaml", text)]).log.by_key["3/24"]
    assert found.state.owners == ("AB",)


def test_groups_by_meeting_and_status() -> None:
    assert groups("meeting") == {"2024-03-14": list(ALL[:5]), "2024-04-11": list(ALL[5:])}
    assert groups("status") == {
        "open": ["12/23", "10/24", "2024-03-14#2", "11/24", "12/24"],
        "on hold": ["9/23"],
        "completed": ["2/24"],
    }
    assert list(groups("status")) == ["open", "on hold", "completed"]
    found = sort_rows(ROWS[::-1], "ref")[2:]
    assert [name for name, _ in group_rows(found, "status")] == ["open", "completed"]
    assert groups(None) == {None: list(ALL)}


def test_counts_are_of_the_open_ones() -> None:
    assert count_open_rows(ROWS, TODAY) == (2, 2, 1, 6)
    assert count_open_rows([], TODAY) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day late"),
        (13, "13 days late"),
        (14, "2 weeks late"),
        (21, "3 weeks late"),
        (60, "8 weeks late"),
        (61, "2 months late"),
        (426, "14 months late"),
        (729, "24 months late"),
        (730, "2 years late"),
        (1100, "3 years late"),
    ],
)
def test_lateness_in_words(days: int, words: str) -> None:
    assert format_lateness(days) == words


def test_matters_arising_are_what_was_open_before_with_what_its_own_file_says() -> None:
    march, april = BOOK.meetings
    assert find_open_before(BOOK, march) == ()
    found = find_open_before(BOOK, april)
    assert [one.key for one in found] == list(ALL[:5])
    statuses = [one.state.status.value for one in found]
    assert statuses == ["open", "on hold", "open", "open", "completed"]

    assert [one.key for one in find_open_before(BOOK, None)] == [k for k in ALL if k != "2/24"]


def test_what_is_due_by_the_meeting_it_is_carried_into_has_that_date() -> None:
    march = "date: 2024-03-14\nactions: [{ref: 1/24, action: A, due: next meeting}]\n"
    files = {"2024-03-14": march, "2024-04-11": "date: 2024-04-11\n"}
    made = build_book(Source(f"meetings/{name}.yaml", text) for name, text in files.items())
    (found,) = find_open_before(made, made.meetings[-1])
    assert found.state.due is not None
    assert found.state.due.day == date(2024, 4, 11)


def test_a_row_for_each_meeting() -> None:
    early, late = (summarize_meetings(BOOK, date(2024, 4, day)) for day in (10, 11))
    found = [(one.name, one.held, one.agreed) for one in early]
    assert found == [("2024-03-14", "held", None), ("2024-04-11", "to come", None)]
    rows = late
    assert [one.agreed for one in rows] == [date(2024, 4, 11), None]
    assert [(one.brought, one.raised, one.open) for one in rows] == [(2, 3, 4), (0, 2, 2)]


def test_refs_of_any_length_are_sorted_as_numbers() -> None:
    refs = ["2" + "0" * 5000, "1" + "0" * 5000, "9" * 4999, "007", "12", "٣"]
    text = "actions:\n" + "".join(f"  - {{ref: '{ref}', action: Dig}}\n" for ref in refs)
    book = build_book([Source("2024-03-14.yaml", f"date: 2024-03-14\n{text}")])
    found = [one.key for one in sort_rows(make_action_rows(book.log.actions, TODAY), "ref")]
    assert found == ["007", "12", refs[2], refs[1], refs[0], "٣"]
