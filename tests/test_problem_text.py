"""Problems as a person and a program see them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.output.problems import (
    render_github_commands,
    render_problems,
    render_problems_json,
)
from scrutiny_cli.output.text import wrap_lines


def _place(line: str, part: str, *, before: str = "date: 2015-05-28\n") -> Span:
    source = Source("meetings/a.yaml", f"{before}{line}\nlast: line\n")
    start = len(before) + line.index(part)
    return Span(source, start, start + len(part))


def _problem(place: Span, hint: str = "", *related: RelatedSpan) -> Problem:
    return Problem("bad-date", "There is no such day.", place, hint, related)


def test_a_problem_in_full() -> None:
    place = _place("  due: 31 June", "31 June")
    related = RelatedSpan(_place("x", "x"), "It was 30 June here.")
    problem = _problem(place, "Write:\n  due: 30 June 2015", related)
    assert render_problems([problem]) == (
        "meetings/a.yaml:2:8: error [bad-date] There is no such day.\n"
        "  |   due: 31 June\n"
        "  |        ^^^^^^^\n"
        "  Write:\n"
        "    due: 30 June 2015\n"
        "  meetings/a.yaml:2:1: It was 30 June here.\n"
    )


def test_a_warning_says_so() -> None:
    assert "a.yaml:2:1: warning [ref-gap] A gap.\n" in render_problems(
        [Problem("ref-gap", "A gap.", _place("x: y", "x"))]
    )


@pytest.mark.parametrize(
    ("line", "part", "shown", "caret"),
    [
        ("due:\t31 June", "31", "due: 31 June", "     ^^"),
        ("会议: 会 x", "会 x", "会议: 会 x", "      ^^^^"),
        ("e\u0301: x", "x", "e\u0301: x", "   ^"),
        ("a: \x1b[1m", "\x1b", "a: \ufffd[1m", "   ^"),
        ("a: ", "", "a:", "^"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, part: str, shown: str, caret: str) -> None:
    quoted = render_problems([_problem(_place(line, part))]).split("\n")[1:3]
    assert quoted == [f"  | {shown}", f"  | {caret}"]


def test_a_place_of_many_lines_is_marked_to_the_end_of_the_first() -> None:
    place = _place("a: b", "b")
    assert (
        render_problems([_problem(place._replace(end=place.end + 5))]).split("\n")[2] == "  |    ^"
    )


def test_an_empty_line_is_not_shown() -> None:
    assert render_problems([_problem(Span(Source("a.yaml", ""), 0, 0))]) == (
        "a.yaml:1:1: error [bad-date] There is no such day.\n"
    )


def test_a_very_long_line_is_cut_to_a_window() -> None:
    place = _place("a " * 200 + "HERE" + " b" * 200, "HERE")
    line, caret = render_problems([_problem(place)]).split("\n")[1:3]
    assert line.startswith("  | …")
    assert line.endswith("…")
    assert len(line) <= 166
    assert line.index("HERE") == caret.index("^")
    assert caret.count("^") == len("HERE")


def test_a_very_long_line_is_cut_at_one_end_where_the_place_is_near_the_other() -> None:
    first, _ = render_problems([_problem(_place("HERE" + " b" * 200, "HERE"))]).split("\n")[1:3]
    assert first.startswith("  | HERE b")
    assert first.endswith("b…")
    last, _ = render_problems([_problem(_place("a " * 200 + "HERE", "HERE"))]).split("\n")[1:3]
    assert last.startswith("  | …")
    assert last.endswith("a HERE")


def test_what_is_said_is_broken_at_words_and_the_line_is_not() -> None:
    line = "minutes: The harbour master reported: nothing of note"
    message = "This text has a colon, and is read as a field."
    problem = Problem(
        "bad-date", message, _place(line, "reported:"), "Write it under a bar, below."
    )
    assert render_problems([problem], width=34).splitlines() == [
        "meetings/a.yaml:2:29: error",
        "  [bad-date] This text has a",
        "  colon, and is read as a field.",
        f"  | {line}",
        "  | " + " " * 28 + "^" * 9,
        "  Write it under a bar, below.",
    ]
    coloured = render_problems([problem], width=34, colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_problems([problem], width=34)


@pytest.mark.parametrize(
    ("line", "width", "lines"),
    [
        ("It fits.", 8, ["It fits."]),
        ("It does not  fit.", 8, ["It does", "  not", "  fit."]),
        ("  It does not", 9, ["  It does", "    not"]),
        ("a\N{NO-BREAK SPACE}long/word here", 6, ["a\N{NO-BREAK SPACE}long/word", "  here"]),
        ("水水 水", 6, ["水水", "  水"]),
        ("", 5, [""]),
    ],
)
def test_sentences_are_broken_at_blanks(line: str, width: int, lines: list[str]) -> None:
    assert wrap_lines(line, width) == "\n".join(lines)
    assert wrap_lines(line, None) == line


def test_colour_is_only_there_when_asked_for() -> None:
    problem = _problem(_place("due: 31 June", "31 June"))
    assert "\x1b" not in render_problems([problem])
    assert "\x1b[1;31merror\x1b[0m [bad-date]" in render_problems([problem], colour=True)


@given(st.text(), st.data())
def test_any_place_in_any_text_can_be_shown(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    place = Span(Source("a.yaml", content), start, data.draw(st.integers(start, len(content))))
    shown = render_problems([_problem(place, content)])
    assert replace_controls(shown) == shown


def test_json() -> None:
    place = _place("  due: 31 June", "31 June")
    problem = _problem(place, "Mend it.", RelatedSpan(place, "Here \x9b."))
    assert "\x9b" not in render_problems_json([problem])
    assert json.loads(render_problems_json([problem])) == {
        "schema_version": 1,
        "problems": [
            {
                "rule": "bad-date", "severity": "error", "message": "There is no such day.",
                "hint": "Mend it.", "file": "meetings/a.yaml", "line": 2, "column": 8,
                "end_line": 2, "end_column": 15,
                "related": [
                    {"file": "meetings/a.yaml", "line": 2, "column": 8, "message": "Here \x9b."}
                ],
            }
        ],
    }  # fmt: skip


def test_github_commands_are_escaped() -> None:
    place = Span(Source("a,b:c%.yaml", "x"), 0, 1)
    problem = Problem("ref-gap", "100% of\r\nit\x1b: gone, all", place, "Mend it.")
    assert render_github_commands([problem]) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=ref-gap::"
        "100%25 of%0D%0Ait\ufffd: gone, all%0AMend it.\n"
    )


def test_nothing_is_said_of_nothing() -> None:
    assert render_problems([]) == render_github_commands([]) == ""


def test_of_one_rule_in_a_file_two_hundred_are_shown_and_the_others_counted() -> None:
    lines = "".join(f"t{number}: a\n" for number in range(1500))
    book = build_book([Source("2024-01-11.yaml", f"date: 2024-01-11\n{lines}")])
    shown = render_problems(book.problems)
    assert shown.count("[unknown-field]") == 201
    assert shown.endswith("2024-01-11.yaml: 1,300 more errors [unknown-field] are not shown.\n")
    listed = render_github_commands(book.problems).splitlines()
    assert len(listed) == 201
    assert listed[-1] == (
        "::notice::2024-01-11.yaml: 1,300 more errors [unknown-field] are not shown."
    )
