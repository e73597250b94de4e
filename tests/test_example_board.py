"""An invented board that uses most of the format, and each construct on its own, checks clean."""

from __future__ import annotations

from datetime import date

import pytest
from support import CASES

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import find_problems

FOLDER = CASES / "example"
DAY = date(2024, 3, 20)
HEAD = "date: 2024-03-14\n"


def messages(*files: tuple[str, str]) -> list[str]:
    """Give the rules that files break on a day soon after their meeting."""
    book = build_book([Source(path, text) for path, text in files])
    return [f"{problem.rule}: {problem.message}" for problem in find_problems(book, DAY)]


def test_the_example_board_checks_clean() -> None:
    paths = sorted(FOLDER.glob("*.yaml"))
    assert len(paths) == 2
    assert messages(*((path.name, path.read_text("utf-8")) for path in paths)) == []


@pytest.mark.parametrize(
    "text",
    [
        "actions: [{action: Paint}]\n",
        "public: 3\nabsent: [AB]\nin_attendance: [CD]\nminutes_by: EF\nnumber: 12th\n",
        "expected: [AB]\npresent: [AB]\n",
        "extraordinary: true\n",
        "held: false\n",
        "next_meeting: to be confirmed\n",
        "next_meeting: {date: 2024-04-11, time: 9:00, venue: Hall}\n",
        "apologies: none received\n",
        "present: [EF (to item 4), Ada Bell (AB)]\n",
        "papers: [{title: Report, link: https://example.org/a}, Another]\n",
        "decisions: [{decision: Buy, proposed: AB, votes: 3 to 2, outcome: lost}, To sell]\n",
        "corrections: The date was wrong\napproves: previous meeting\n",
        "brought_forward: [{ref: 1/20, raised: 3 May 2020, from: the old log}]\n",
        "actions: [{action: A, on: 12 March 2024, follows: 2024-03-14#2}, {action: B}]\n",
        'actions: [{action: A, ref: "#619", owner: "RO (lead), TB"}]\n',
        "actions: [{action: A, due: asap}, {action: B, due: Aug 2024}, {action: C, due: none}]\n",
        "actions: [{action: A}]\nupdates: [{ref: 2024-03-14#1, about: A, status: [x]}]\n",
        "brought_forward: [{ref: 1}]\nupdates: [{ref: 1, status: 60 %, on: 12.3.24}]\n",
        "confidential: s.40 FOIA\nactions: [{action: A, confidential: no}]\n",
        "items: [{x-own: anything, title: A}]\nx-more: {a: b}\n",
    ],
)
def test_each_construct_checks_clean(text: str) -> None:
    assert messages(("2024-03-14.yaml", HEAD + text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "matters_arising: Actions from last time\n",
        'refs: "GBP/{yy}{yy+1}/{n}"\nyear_starts: April\n',
        'refs: "{n} ({yy}/{yy+1})"\nyear_starts: Sept\n',
        "dates: 06/25/2015\n",
        "schedule: last Thursday of the month\n",
        "agenda: [{title: A, every: FREQ=YEARLY;BYMONTH=3}]\n",
        "people: [{initials: AB, name: Ada Bell, aliases: Clerk, left: 3 May 2023, note: a}]\n",
    ],
)
def test_each_construct_of_the_series_checks_clean(text: str) -> None:
    assert messages(("2024-03-14.yaml", HEAD), ("series.yaml", text)) == []
