"""Listings on a terminal: nothing is cut, and nothing reaches the screen but text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.dates.date_styles import (
    date_formatter,
    format_short_date,
    short_date_formatter,
)
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output import views
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable
from scrutiny_cli.output.terminal_table import render_terminal_table
from scrutiny_cli.output.text import replace_unencodable
from scrutiny_cli.output.values import BoardCell, DueCell, Value

COLUMNS = (
    Column("Ref", is_narrow=True),
    Column("Action"),
    Column("Owner", is_narrow=True),
    Column("Due", is_narrow=True),
    Column("Status", is_narrow=True),
)
FIRST = (
    "32/15",
    (
        "LW requested that the [confidential] report :x: be brought [/b] to the next meeting "
        "of the board, with figures by ward"
    ),
    "WK",
    "25 June 2015",
    "2 days late",
)
SECOND = ("33/15", "会议 to be “minuted”", "CF, LW", "", "closed")
TABLE = Table(
    COLUMNS,
    (RowGroup("Now", (FIRST,), ("overdue",)), RowGroup("Then", (SECOND,), ("closed",))),
    "1 overdue, 0 due within 7 days, 0 with no date, 1 open",
)

AT_40 = f"""\
── Now {"─" * 33}

32/15  LW requested that the
  [confidential] report :x: be brought
  [/b] to the next meeting of the board,
  with figures by ward
  Owner: WK
  Due: 25 June 2015
  Status: 2 days late

── Then {"─" * 32}

33/15  会议 to be “minuted”
  Owner: CF, LW
  Status: closed

1 overdue, 0 due within 7 days, 0 with
no date, 1 open
"""
AT_80 = f"""\
Ref    {"Action":<38}  Owner   Due           Status

── Now {"─" * 73}
32/15  {"LW requested that the [confidential]":<38}  WK      25 June 2015  2 days late
       report :x: be brought [/b] to the next
       meeting of the board, with figures by
       ward

── Then {"─" * 72}
33/15  会议 to be “minuted”{" " * 18}  CF, LW                closed

1 overdue, 0 due within 7 days, 0 with no date, 1 open
"""
LINE = FIRST[1].removesuffix(" with figures by ward")
AT_140 = f"""\
Ref    {"Action":<98}  Owner   Due           Status

── Now {"─" * 133}
32/15  {LINE:<98}  WK      25 June 2015  2 days late
       with figures by ward

── Then {"─" * 132}
33/15  会议 to be “minuted”{" " * 78}  CF, LW                closed

1 overdue, 0 due within 7 days, 0 with no date, 1 open
"""


def _render(table: TextTable, width: int, *, colour: bool = False, encoding: str = "utf-8") -> str:
    return render_terminal_table(
        table, RenderOptions(width=width, colour=colour, encoding=encoding)
    )


def _table(*rows: tuple[str, ...], columns: tuple[Column, ...] = COLUMNS) -> TextTable:
    return Table(columns, (RowGroup(None, rows, (None,) * len(rows)),))


@pytest.mark.parametrize(("width", "expected"), [(40, AT_40), (80, AT_80), (140, AT_140)])
def test_layout(width: int, expected: str) -> None:
    assert _render(TABLE, width) == expected


def test_a_small_table_stays_a_table_on_a_small_screen() -> None:
    columns = (Column("Owner", is_narrow=True), Column("Open", is_narrow=True))
    shown = _render(_table(("WK", "3"), columns=columns), 20)
    assert shown == "Owner  Open\n───────────\nWK     3\n"


def test_without_rows_there_is_only_the_footer() -> None:
    assert _render(Table(COLUMNS, (), "0 open"), 80) == "0 open\n"
    assert _render(Table(COLUMNS, (RowGroup("Empty", (), ()),)), 80) == ""


@pytest.mark.parametrize("width", [40, 80, 140])
def test_a_very_long_word_is_folded(width: int) -> None:
    word = "y" * 200
    shown = _render(_table(("1", f"before {word} after", "WK", "", "open")), width)
    assert shown.count("y") == len(word)
    assert max(map(len, shown.split("\n"))) <= width


def test_colour_is_only_added_to_the_same_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "33")
    coloured = _render(TABLE, 80, colour=True)
    assert "\x1b[1;31m32/15\x1b[0m" in coloured
    assert "\x1b[2m33/15\x1b[0m" in coloured
    assert all(not line.endswith((" ", " \x1b[0m")) for line in coloured.split("\n"))
    for code in ("\x1b[1;31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert "\n".join(line.rstrip() for line in coloured.split("\n")) == AT_80


def test_the_environment_cannot_turn_colour_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert _render(TABLE, 80) == AT_80


def test_escape_characters_of_a_file_never_reach_the_terminal() -> None:
    shown = _render(_table(("1", "a\x1b[31mb\x9bc\u202ed\x00\te\r\nf", "", "", "")), 80)
    assert "a\ufffd[31mb\ufffdc\ufffdd\ufffd e\n" in shown
    assert "\n     f\n" in shown


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1", "no-such-encoding"])
@pytest.mark.parametrize("width", [40, 80])
def test_what_an_encoding_lacks_is_replaced(encoding: str, width: int) -> None:
    shown = _render(TABLE, width, encoding=encoding)
    assert shown.encode("ascii" if encoding.startswith("no-") else encoding)
    assert "minuted" in shown
    assert max(map(len, shown.split("\n"))) <= width


def test_lines_of_a_table_in_ascii_are_of_hyphens() -> None:
    assert "-- Now " + "-" * 73 in _render(TABLE, 80, encoding="ascii")
    assert "── Now " + "─" * 73 in _render(TABLE, 80, encoding="cp437")
    ungrouped = _table(FIRST)
    assert "-" * 80 in _render(ungrouped, 80, encoding="ascii")
    assert "─" * 80 in _render(ungrouped, 80, encoding="cp437")


def test_stand_ins() -> None:
    text = "‘a’ “b” – — … é 会 \ufffd"
    assert replace_unencodable(text, "ascii") == "'a' \"b\" - - ... e ? ?"
    assert replace_unencodable(text, "cp1252") == "‘a’ “b” – — … é ? ?"
    assert replace_unencodable(text, "utf-8") == text
    assert replace_unencodable("\ud800", "utf-8") == "?"


def test_clean_replaces_one_character_by_one() -> None:
    assert (
        replace_controls("a\x1bb\x7f\x85\u2028\u202e\u2066\n\t")
        == "a\ufffdb" + 5 * "\ufffd" + "\n\t"
    )


LEFT = st.text(alphabet="abc会🙂[]: \n", max_size=60)
RIGHT = st.text(alphabet="xyz/1 ", max_size=30)


def _only(text: str, kept: str) -> str:
    return "".join(one for one in text if one in kept)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.tuples(RIGHT, LEFT), max_size=4),
    width=st.integers(20, 200),
    narrow=st.booleans(),
)
@example(rows=[("x" * 150, "a" * 200)], width=60, narrow=True)
def test_every_word_is_shown_at_every_width(
    *, rows: list[tuple[str, str]], width: int, narrow: bool
) -> None:
    columns = (Column("Q", is_narrow=narrow), Column("K"))
    shown = _render(_table(*rows, columns=columns), width)
    assert _only(shown, "xyz/1") == _only("".join(row[0] for row in rows), "xyz/1")
    assert _only(shown, "abc会🙂[]") == _only("".join(row[1] for row in rows), "abc会🙂[]")
    assert "\x1b" not in shown
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert not any(line.endswith(" ") for line in shown.split("\n"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.integers(20, 200))
def test_any_text_at_all_is_shown_without_a_control_character(text: str, width: int) -> None:
    shown = _render(_table(("1", text, text, "", "")), width)
    assert replace_controls(shown) == shown


def test_the_columns_of_the_action_log_fit_on_80() -> None:
    columns = (*COLUMNS[:3], Column("Raised", is_narrow=True), *COLUMNS[3:])
    row = (
        "2015-05-28#2",
        "To be " * 20,
        "CF, LW",
        "brought forward",
        "2015-06-05",
        "open, overdue",
    )
    lines = _render(_table(row, columns=columns), 80).split("\n")
    assert lines[2:4] == [
        "2015-05-28#2  To be To be To be To    CF, LW  brought     2015-06-05  open,",
        "              be To be To be To be            forward                 overdue",
    ]


RAISED = (*COLUMNS[:3], Column("Raised", is_narrow=True), Column("Due", is_narrow=True))
DAY = date(2026, 9, 24)


def _render_days(*rows: tuple[Value, ...], width: int, dates: str | None = None) -> list[str]:
    """Return the lines of a table of actions with days, as a board writes them."""
    options = RenderOptions(
        width=width, format_day=date_formatter(dates), format_short_day=short_date_formatter(dates)
    )
    return render_terminal_table(Table(RAISED, (RowGroup(None, rows),)), options).split("\n")


ROW: tuple[Value, ...] = ("37/15", "To be " * 20, "WK", date(2015, 5, 28), DueCell(DAY, None))


def test_days_are_in_full_where_there_is_room() -> None:
    assert _render_days(ROW, width=90)[2].endswith(" WK     28 May 2015  24 September 2026")


def test_all_days_of_a_table_are_short_where_the_words_need_the_room() -> None:
    lines = _render_days(ROW, (*ROW[:4], DueCell(date(2027, 5, 1), None)), width=72)
    assert lines[2].endswith(" WK     28 May 2015  24 Sep 2026")
    assert any(line.endswith(" WK     28 May 2015  1 May 2027") for line in lines[3:])


def test_a_day_is_on_one_line_and_the_words_beside_it_may_be_on_another() -> None:
    lines = _render_days((*ROW[:4], DueCell(DAY, "next meeting")), width=72)
    assert lines[2].endswith("28 May 2015  next meeting")
    assert lines[3].endswith("  (24 Sep 2026)")


@pytest.mark.parametrize(
    ("dates", "wide", "narrow"),
    [
        ("25.06.15", "24.09.26", "24.09.26"),
        ("Thursday 25 June 2015", "Thursday 24 September 2026", "24 Sep 2026"),
        ("Thurs, 25th June 2015", "Thurs, 24th September 2026", "24th Sep 2026"),
    ],
)
def test_days_are_as_the_board_writes_them_in_full_and_short(
    dates: str, wide: str, narrow: str
) -> None:
    assert _render_days(ROW, width=140, dates=dates)[2].endswith(f" {wide}")
    assert _render_days(ROW, width=80, dates=dates)[2].endswith(f" {narrow}")


def test_a_day_that_is_too_long_for_a_column_is_wrapped_at_its_spaces() -> None:
    def write_day(_: date) -> str:
        return "the twenty-fourth of September 2026"

    options = RenderOptions(width=80, format_day=write_day, format_short_day=write_day)
    shown = render_terminal_table(Table(RAISED, (RowGroup(None, (ROW,)),)), options)
    words = " ".join(shown.split())
    assert "twenty-fourth" in words
    assert "September" in words


def test_days_in_blocks_of_lines_are_in_full_unless_the_page_is_too_narrow() -> None:
    due = DueCell(DAY, "next meeting")
    assert "  Due: 24 September 2026" in _render_days(ROW, width=40)
    assert "    (24 September 2026)" in _render_days((*ROW[:4], due), width=34)
    assert "  Due: 24 Sep 2026" in _render_days(ROW, width=24)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_day_of_one_board_among_others_is_as_that_board_writes_it(encoding: str) -> None:
    day = BoardCell(DAY, date_formatter("25 juin 2015"), short_date_formatter("25 juin 2015"))
    rows = ((*ROW[:4], day), ROW)
    options = RenderOptions(width=72, encoding=encoding, format_short_day=format_short_date)
    shown = render_terminal_table(Table(RAISED, (RowGroup(None, rows),)), options)
    assert "28 May 2015  24 sept 2026\n" in shown
    assert "28 May 2015  24 Sep 2026\n" in shown


def test_a_long_heading_of_a_group_is_wrapped() -> None:
    shown = _render(Table(COLUMNS, (RowGroup("Words " * 30, (SECOND,)),)), 80)
    assert shown.count("Words") == 30
    assert max(map(cell_len, shown.split("\n"))) <= 80


def test_a_cell_has_the_paragraphs_and_lists_of_a_text_without_its_wrapping() -> None:
    text = (
        "|\n      Price a new\n      trough:\n\n      - plastic\n      - galvanised\n        steel"
    )
    reported = "|\n      Both are\n      ordered.\n\n      1. asked\n"
    march = f"date: 2024-03-14\nactions:\n  - ref: 1/24\n    action: {text}\n"
    april = f"date: 2024-04-11\nupdates:\n  - ref: 1/24\n    note: {reported}"
    book = build_book([Source("2024-03-14.yaml", march), Source("2024-04-11.yaml", april)])
    groups = [(None, list(make_action_rows(book.log.actions, date(2024, 5, 1))))]
    listed = views.tabulate_actions(groups, ListingContext(date(2024, 5, 1)))
    words = "Price a new trough:\n• plastic\n• galvanised steel"
    assert [row[1] for row in listed.iter_rows()] == [words]
    matters = views.tabulate_matters_arising(groups, ListingContext(date(2024, 5, 1)))
    assert [(row[1], row[-1]) for row in matters.iter_rows()] == [
        (words, "Both are ordered.\n1. asked")
    ]
