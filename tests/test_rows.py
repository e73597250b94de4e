"""Rows made of the log, and what they are as lines: texts in, values out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import make_book, make_example_book
from test_properties import logs

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.row_lines import (
    RowsUnreadable,
    format_facts,
    format_part,
    parse_facts,
    parse_rows,
)
from scrutiny_cli.actionlog.row_maker import LogView, make_board_rows
from scrutiny_cli.actionlog.rows import BoardName, BoardRows, Part
from scrutiny_cli.minutes.source import Source

TODAY = date(2024, 3, 20)
HERE = BoardName("Harbour Board", "harbour/meetings")
FILES = {
    "series": "title: Harbour Board\ndates: 25.06.2015\nstatuses: {sorted: completed}\n",
    "2024-03-14": (
        "present: [{initials: AB, name: Ada Bell, role: Chair}]\n"
        "decisions: [{decision: Dredge, ref: D1, votes: 5 to 2}, Paint]\n"
        "actions:\n"
        "  - {ref: 1/24, action: Dredge, owner: AB (lead), due: 1.4.24, links: papers/a.pdf}\n"
        "  - {ref: 2/24, action: Paint, owner: tbc, due: asap}\n"
    ),
    "2024-03-19": "updates:\n  - {ref: 2/24, status: sorted, note: Blue, due: next meeting}\n",
    "2024-04-11": "actions:\n  - {ref: 3/24, action: Thank the diver}\n",
}


def make_rows(book: MinuteBook, today: date = TODAY, board: BoardName = HERE) -> BoardRows:
    """Return all parts of the rows of a log as at today."""
    return make_board_rows(LogView(book, cut_book(book, today), today, board=board), Part)


def write_lines(rows: BoardRows) -> dict[str, bytes]:
    return {part.value: b"".join(format_part(part, rows.parts[part])) for part in Part}


def read_back(rows: BoardRows, board: BoardName = HERE) -> BoardRows:
    return parse_rows(parse_facts(b"".join(format_facts(rows.facts))), write_lines(rows), board)


def list_types(value: object) -> Iterator[type]:
    """Iterate over the types of all values in rows that hold no others."""
    if isinstance(value, BoardRows):
        yield from list_types((value.facts, *value.parts.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from list_types(part)
    elif isinstance(value, dict):
        yield from list_types(tuple(value.items()))
    else:
        yield type(value)


def test_a_row_says_what_an_action_is_as_at_the_day() -> None:
    dredge, paint = make_rows(make_book(FILES)).actions
    assert (dredge.key, dredge.open, dredge.due, dredge.file) == (
        "1/24", True, date(2024, 4, 1), "2024-03-14.yaml",
    )  # fmt: skip
    assert (dredge.owners, dredge.owners_shown, dredge.links) == (
        ("AB",), ("AB (lead)",), ("papers/a.pdf",),
    )  # fmt: skip
    assert (paint.status, paint.status_text, paint.closed) == (
        "completed", "sorted", date(2024, 3, 19),
    )  # fmt: skip
    assert [(event.event, event.file, event.line) for event in paint.history] == [
        ("raised", "2024-03-14.yaml", 6), ("reported", "2024-03-19.yaml", 3),
    ]  # fmt: skip


def test_facts_and_the_words_of_a_shell_are_of_all_that_is_on_file() -> None:
    rows = make_rows(make_book(FILES))
    assert rows.facts.title == "Harbour Board"
    assert rows.facts.statuses == (("sorted", "completed"),)
    assert [(each.name, each.actions) for each in rows.facts.pending] == [("2024-04-11", 1)]
    assert rows.completion.refs == ("1/24", "2/24", "3/24")
    assert rows.completion.open_refs == ("1/24", "3/24")
    assert [(row.name, row.held, row.raised) for row in rows.meetings] == [
        ("2024-03-14", "held", 2), ("2024-03-19", "held", 0), ("2024-04-11", "to come", 0),
    ]  # fmt: skip
    assert (rows.matters.meeting, [row.key for row in rows.matters.actions]) == (
        "2024-04-11", ["1/24"],
    )  # fmt: skip


@pytest.mark.parametrize("make", [lambda: make_book(FILES), make_example_book])
def test_rows_hold_plain_values_alone(make: Callable[[], MinuteBook]) -> None:
    found = set(list_types(make_rows(make())))
    assert found <= {str, int, bool, date, type(None)}


@given(logs, st.dates(date(2024, 1, 1), date(2024, 9, 1)))
def test_rows_read_back_from_their_lines_are_the_same(sources: list[Source], today: date) -> None:
    rows = make_rows(build_book(sources), today)
    again = read_back(rows)
    assert again == rows
    assert list(list_types(again)) == list(list_types(rows))


def test_lines_name_neither_the_board_nor_its_folder() -> None:
    book = make_book({name: text for name, text in FILES.items() if name != "series"})
    rows = make_rows(book, board=BoardName("zqname", "zqpath"))
    assert b"zq" not in b"".join(write_lines(rows).values())
    there = BoardName("Harbour", "../elsewhere")
    assert {row.board for row in read_back(rows, there).actions} == {there}
    assert {row.board for row in read_back(rows, there).matters.actions} == {there}


def test_a_line_holds_what_json_promises() -> None:
    rows = make_rows(make_book(FILES))
    (line,) = format_part(Part.OPEN, rows.open_actions)
    assert json.loads(line)[:5] == ["1/24", "1/24", "Dredge", ["AB"], "AB (lead)"]


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values[:-1],
        lambda values: [*values, None],
        lambda values: [None, *values[1:]],
        lambda values: [1, *values[1:]],
        lambda values: [*values[:3], ["AB", 1], *values[4:]],
        lambda values: [*values[:3], "AB", *values[4:]],
        lambda values: [*values[:8], "1 April", *values[9:]],
        lambda values: [*values[:7], 1, *values[8:]],
        lambda values: dict.fromkeys(map(str, values)),
        lambda _: "1/24",
        lambda _: None,
        lambda _: [[]] * 33,
    ],
)
def test_lines_that_are_no_rows_are_refused(change: Callable[[list[Any]], Any]) -> None:
    rows = make_rows(make_book(FILES))
    lines = write_lines(rows)
    values = json.loads(lines["open"])
    lines["open"] += json.dumps(change(values)).encode() + b"\n"
    with pytest.raises(RowsUnreadable):
        parse_rows(rows.facts, lines, HERE)


@pytest.mark.parametrize("line", [b"", b"[]\n[]\n", b"{}\n", b"[" * 100_000, b"\xff\n", b"null\n"])
@pytest.mark.parametrize("part", [Part.PEOPLE, Part.COMPLETION])
def test_a_part_of_one_record_has_one_line(part: Part, line: bytes) -> None:
    rows = make_rows(make_book(FILES))
    with pytest.raises(RowsUnreadable):
        parse_rows(rows.facts, {part.value: line}, HERE)
    with pytest.raises(RowsUnreadable):
        parse_facts(line)
