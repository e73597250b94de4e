"""The board's numbers: patterns, the next free number, and the warnings on numbers."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli import rules
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.refs import FreeRefs, matches_pattern, next_free_ref, parse_ref
from scrutiny_cli.minutes.source import Source

TODAY = date(2026, 11, 28)


def sources(series: str, meetings: dict[str, str]) -> list[Source]:
    """Give a series and meetings, by name, from what they hold besides their date."""
    files = [Source("series.yaml", series)] if series else []
    return files + [
        Source(f"{name}.yaml", f"date: {name[:10]}\n{text}") for name, text in meetings.items()
    ]


def raised(*refs: str) -> str:
    """Give the actions of a meeting, a ref each."""
    entries = "".join(f"  - ref: {ref}\n    action: Do it\n" for ref in refs)
    return f"actions:\n{entries}" if refs else ""


def free(series: str, meetings: dict[str, str]) -> str | None:
    """Give the next free number for the last of some meetings."""
    book = build_book(sources(series, meetings))
    assert [one.message for one in book.problems if one.is_error] == []
    ordered = book.index
    return next_free_ref(book.series, ordered, ordered.meetings[-1])


def found(rule: str, series: str, meetings: dict[str, str]) -> list[str]:
    """Give the places, as file and line, at which a rule is broken."""
    problems = rules.find_problems(build_book(sources(series, meetings)), TODAY)
    return [f"{p.place.path}:{p.place.line}" for p in problems if p.rule == rule]


# The next free number


@pytest.mark.parametrize(
    ("pattern", "year_starts", "day", "refs", "number"),
    [
        ("{n}/{yy}", "", "2024-05-09", (), "1/24"),
        ("{n}/{yy}", "", "2024-05-09", ("7/24", "9/24"), "10/24"),
        ("{n}/{yy}", "", "2025-01-09", ("37/24",), "1/25"),
        ("{n}/{yyyy}", "", "2024-05-09", ("1/2024",), "2/2024"),
        ("ACT-{yyyy}-{n}", "", "2024-05-09", ("ACT-2024-009",), "ACT-2024-010"),
        ("ACT-{yyyy}-{n}", "", "2025-05-09", ("ACT-2024-009",), "ACT-2025-001"),
        ("ACT-{yyyy}-{n}", "", "2025-05-09", ("ACT-2024-009", "ACT-2024-114"), "ACT-2025-001"),
        ("ACT-{yyyy}-{n}", "", "2024-05-09", ("ACT-2024-999", "ACT-2024-0999"), "ACT-2024-1000"),
        ("ACT-{yyyy}-{n}", "", "2024-05-09", ("act-2024-099",), "ACT-2024-100"),
        ("{n} ({yy}/{yy+1})", "April", "2026-02-12", (), "1 (25/26)"),
        ("{n} ({yy}/{yy+1})", "April", "2026-02-12", ("4 (25/26)", "9(26/27)"), "5 (25/26)"),
        ("GBP/{yy}{yy+1}/{n}", "April", "2026-02-12", (), "GBP/2526/1"),
        ("GBP/{yy}{yy+1}/{n}", "Apr", "2026-04-01", ("GBP/2526/12",), "GBP/2627/1"),
        ("GBP/{yy}{yy+1}/{n}", "april", "2023-03-31", ("GBP/2223/8",), "GBP/2223/9"),
        ("{yyyy}/{n}", "July", "2026-06-30", (), "2025/1"),
        ("{yyyy}/{n}", "July", "2026-07-01", (), "2026/1"),
        ("{yyyy}/{n}", "January", "2026-01-01", (), "2026/1"),
        ("{yy}{yy+1}-{n}", "Sept", "1999-10-01", (), "9900-1"),
        ("{n}", "", "2026-07-01", ("41",), "42"),
        ("AI#{n}", "", "2026-07-01", ("AI#3",), "AI#4"),
    ],
)
def test_the_next_free_number(
    pattern: str, year_starts: str, day: str, refs: tuple[str, ...], number: str
) -> None:
    starts = f"year_starts: {year_starts}\n" if year_starts else ""
    series = f'refs: "{pattern}"\n{starts}'
    assert free(series, {"1999-01-14": raised(*refs), day: ""}) == number


def test_what_was_brought_forward_is_not_given_again() -> None:
    before = "brought_forward: [{ref: 30/24}]\n"
    assert free('refs: "{n}/{yy}"\n', {"2024-01-11": before + raised("7/24")}) == "31/24"


def test_a_number_of_a_later_meeting_is_not_given_again() -> None:
    book = build_book(
        sources('refs: "{n}/{yy}"\n', {"2024-01-11": "", "2024-02-08": raised("7/24")})
    )
    ordered = book.index
    assert next_free_ref(book.series, ordered, ordered.meetings[0]) == "8/24"


@pytest.mark.parametrize(
    ("latest", "number"),
    [
        (("4/24", "5/24"), "6/24"),
        (("4/24", "B5"), None),
        ((), "10/24"),
    ],
)
def test_without_refs_the_pattern_is_that_of_the_latest_numbers(
    latest: tuple[str, ...], number: str | None
) -> None:
    brought = "brought_forward: [{ref: BOD 7}]\n"
    meetings = {"2024-01-11": raised("9/24"), "2024-02-08": brought + raised(*latest)}
    if latest:
        meetings["2024-01-11"] = ""
    assert free("", meetings) == number


def test_each_meeting_has_its_number() -> None:
    series = 'refs: "{meeting}.{n}"\n'
    meetings = {
        "2024-01-11": "number: 12A\n" + raised("12a.1"),
        "2024-01-20": "extraordinary: true\nnumber: 90\n" + raised("90.1"),
        "2024-02-08": "",
        "2024-03-14": "number: 2024/3\n" + raised("2024/3.4"),
    }
    book = build_book(sources(series, meetings))
    ordered = book.index
    numbers = [next_free_ref(book.series, ordered, one) for one in ordered.meetings]
    assert numbers == ["12A.2", "90.2", "13.1", "2024/3.5"]


def test_numbers_that_are_offered_one_after_the_other_differ() -> None:
    book = build_book(
        sources('refs: "{n}/{yy}"\n', {"2024-01-11": raised("7/24"), "2025-01-09": ""})
    )
    ordered = book.index
    numbers = FreeRefs(book.series, ordered)
    offered = [numbers.offer_ref(ordered.meetings[at]) for at in (0, 0, 1, 0)]
    assert offered == ["8/24", "9/24", "1/25", "10/24"]


def test_a_number_with_zeros_fits_where_the_log_has_them() -> None:
    assert matches_pattern("{n}/{yy}", "7/24")
    assert not matches_pattern("{n}/{yy}", "07/24")
    assert matches_pattern("{n}/{yy}", "07/24", 2)
    assert not matches_pattern("{n}/{yy}", "7/24", 2)
    assert parse_ref("GBP/{yy}{yy+1}/{n}", "gbp / 2223 / 7") == (7, ("22", "23"), "7")


# Patterns


@pytest.mark.parametrize(
    "pattern",
    ["{n}", "{n}/{yy}", "ACT-{yyyy}-{n}", "{meeting}.{n}", "{n}a{meeting}", "{n}{yy}",
     "{yy+1}.{n}", "No. {n} of {yyyy}"],
)  # fmt: skip
def test_a_pattern(pattern: str) -> None:
    book = build_book(sources(f'refs: "{pattern}"\nyear_starts: May\n', {"2024-01-11": ""}))
    assert book.problems == ()
    assert book.series.refs == pattern


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{yy}", "It needs {n}"),
        ("n/yy", "It needs {n}"),
        ("{n}/{n}", "It has {n} more than once"),
        ("{n}/{yy}/{yy}", "It has {yy} more than once"),
        ("{n}/{no}", "{no} has no meaning here"),
        ("{n}/{yy+2}", "{yy+2} has no meaning here"),
        ("{n}/{yyyy+1}", "{yyyy+1} has no meaning here"),
        ("{n}/{}", "{} has no meaning here"),
        ("{n}/{yy", "One of its braces is missing"),
        ("{n},{yy}", "a comma"),
        ("{n}{meeting}", "Nothing separates"),
        ("{meeting}{n}", "Nothing separates"),
        ("{meeting} {n}", "Nothing separates"),
        ("{meeting}0{n}", "Nothing separates"),
        ("{n}{yy}{meeting}", "Nothing separates"),
    ],
)
def test_a_bad_pattern(pattern: str, why: str) -> None:
    (problem,) = build_book(sources(f'refs: "{pattern}"\n', {"2024-01-11": ""})).problems
    assert problem.rule == "bad-pattern"
    assert why in problem.message


@pytest.mark.parametrize("starts", ["", "year_starts: January\n", "year_starts: jan\n"])
def test_a_second_year_needs_a_year_that_spans_two(starts: str) -> None:
    series = f'refs: "{{n}}/{{yy+1}}"\n{starts}'
    (problem,) = build_book(sources(series, {"2024-01-11": ""})).problems
    assert problem.rule == "bad-pattern"
    assert "year_starts: April" in problem.hint


def test_a_month_that_is_none_is_reported_alone() -> None:
    series = 'refs: "{n}/{yy+1}"\nyear_starts: Aprul\n'
    (problem,) = build_book(sources(series, {"2024-01-11": ""})).problems
    assert (problem.rule, problem.place.line) == ("bad-schedule", 2)


# Warnings


def test_a_gap_that_was_brought_forward_is_none() -> None:
    meetings = {
        "2024-01-11": "brought_forward: [{ref: 2/24}, {ref: 04/24}]\n" + raised("1/24", "3/24"),
        "2024-02-08": raised("6/24"),
        "2025-02-13": "brought_forward: [{ref: 7/24}]\n" + raised("3/25", "1/25", "8/24"),
    }
    assert found("ref-gap", "", meetings) == ["2024-02-08.yaml:3", "2025-02-13.yaml:4"]


def test_the_order_within_a_meeting_does_not_matter() -> None:
    meetings = {
        "2024-01-11": raised("3/24", "1/24", "2/24", "9/23"),
        "2024-02-08": raised("6/24", "5/24", "4/24"),
        "2024-03-14": raised("10/24", "2/24.", "0/24"),
    }
    assert found("ref-out-of-order", 'refs: "{n}/{yy}"\n', meetings) == []


def test_a_later_meeting_whose_numbers_are_all_lower_is_out_of_order() -> None:
    meetings = {
        "2024-01-11": raised("13/24", "12/24"),
        "2024-02-08": raised("8/24", "9/24"),
        "2024-03-14": raised("14/24", "15/24"),
        "2024-04-11": raised("13/24.", "12/24"),
        "2024-05-09": raised("10/24", "1/25"),
    }
    where = found("ref-out-of-order", 'refs: "{n}/{yy}"\n', meetings)
    assert where == ["2024-02-08.yaml:5", "2024-04-11.yaml:5", "2024-05-09.yaml:3"]


def test_a_number_off_the_pattern() -> None:
    meetings = {
        "2023-12-14": "brought_forward: [{ref: B1}]\n" + raised("A1"),
        "2024-01-11": raised("A2", "31/24", "32"),
        "2024-02-08": "brought_forward: [{ref: B2}]\n" + raised("33/15", "034/24", "35/2024"),
        "2025-01-09": "actions: [{ref: 36/24, action: A, on: 2024-12-30}, {ref: 37/23, action: B}]",
    }
    where = found("ref-off-pattern", 'refs: "{n}/{yy}"\n', meetings)
    assert where == [
        "2024-01-11.yaml:3", "2024-01-11.yaml:7",
        "2024-02-08.yaml:4", "2024-02-08.yaml:8",
        "2025-01-09.yaml:2",
    ]  # fmt: skip
    assert found("ref-off-pattern", "", meetings) == []


def test_numbers_of_boards_whose_year_spans_two() -> None:
    meetings = {
        "2026-02-12": raised("GBP/2526/1", "GBP/2627/2", "GBP/2527/3", "gbp/2526/4"),
        "2026-04-02": "actions: [{ref: GBP/2526/5, action: A, on: 2026-03-31}]\n",
    }
    series = 'refs: "GBP/{yy}{yy+1}/{n}"\nyear_starts: April\n'
    where = found("ref-off-pattern", series, meetings)
    assert where == ["2026-02-12.yaml:5", "2026-02-12.yaml:7"]


@pytest.mark.parametrize("ref", ["AI#3", "org/repo#12", '"#619"', "2024-01#3", "A2024-01-11#1"])
def test_a_ref_with_a_hash_is_an_ordinary_ref(ref: str) -> None:
    meetings = {
        "2024-01-11": f"actions: [{{ref: {ref}, action: Survey}}]\n",
        "2024-02-08": f"updates: [{{ref: {ref}, status: done}}]\n",
    }
    problems = rules.find_problems(build_book(sources("", meetings)), TODAY)
    assert [one.rule for one in problems] == []


@pytest.mark.parametrize(
    "ref", ["2024-01-11#1", "2024-01-11-extraordinary#12", "2024-01-11#b1", "2030-01-11 # 1"]
)
def test_a_ref_of_the_form_of_a_key_is_refused(ref: str) -> None:
    meetings = {"2024-01-11": f"actions: [{{ref: '{ref}', action: Survey}}]\n"}
    (problem,) = build_book(sources("", meetings)).problems
    assert problem.rule == "bad-ref"


def test_a_key_without_about_is_warned_of_whoever_has_a_number() -> None:
    meetings = {
        "2024-01-11": "actions: [{action: Survey}, {ref: 2/24, action: Paint}]\n",
        "2024-02-08": "updates:\n  - {ref: 2024-01-11#1, note: A}\n  - {ref: 2024-01-11 # 2,\n"
        "     note: B}\n  - {ref: 2/24, note: C}\n  - {ref: 2024-01-11#9, note: D}\n",
    }
    meetings["2024-02-08"] = meetings["2024-02-08"].replace("2024-01-11 # 2", '"2024-01-11#2"')
    assert found("no-about", "", meetings) == ["2024-02-08.yaml:3", "2024-02-08.yaml:4"]
