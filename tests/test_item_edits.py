"""Items, text, decisions and agreed minutes in a meeting's file: text in, text out."""

from __future__ import annotations

from datetime import date

import pytest
from support import make_faultless_book

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.approval import ApproveMinutes, name_agreed
from scrutiny_cli.editing.decision import AddDecision
from scrutiny_cli.editing.item_edits import (
    AddItem,
    AddItemText,
    AddPapers,
    NewPaper,
    ReplaceItemText,
    SetItemField,
)
from scrutiny_cli.editing.new_meeting import draft_next_meeting
from scrutiny_cli.editing.plan import Intent, prepare_edit
from scrutiny_cli.editing.yaml_layout import CannotEdit

TODAY = date(2024, 2, 1)
FEBRUARY = "2024-02-01"
HEAD = "date: 2024-02-01\n"
JANUARY = """\
date: 2024-01-01
items:
  - title: Staff
    confidential: personal matters
  - title: Last minutes
    approves: previous meeting
next_meeting: 2024-02-01
"""
LONG = (
    "A detailed report on the state of the harbour was given by the engineer, who advised that due "
    "to difficulties - 12. of them were known - it had not been possible to say more."
)


def read(february: str, **others: str) -> MinuteBook:
    """Read the meetings of January and February; `m2024_03_01` is the file of another."""
    named = {name[1:].replace("_", "-"): text for name, text in others.items()}
    return make_faultless_book({"2024-01-01": JANUARY, FEBRUARY: february, **named})


def edit(february: str, intent: Intent) -> str:
    """Return the text of the meeting of February after an edit; it is the same with CRLF."""
    after = prepare_edit(read(february), FEBRUARY, intent, TODAY).new_text
    if "\n" in february:
        windows = prepare_edit(read(february.replace("\n", "\r\n")), FEBRUARY, intent, TODAY)
        assert windows.new_text == after.replace("\n", "\r\n")
    return after


# Items


TWO = HEAD + "items:\n  - title: A\n    # of A\n  - title: B\n# end\nnext_meeting: May 2024\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + "items:\n  - title: New\n"),
        (HEAD.strip(), HEAD + "items:\n  - title: New"),
        (HEAD + "items:\n", HEAD + "items:\n  - title: New\n"),
        (HEAD + "items: []\n", HEAD + "items: [{title: New}]\n"),
        (TWO, TWO.replace("# end", "  - title: New\n# end")),
        (HEAD + "items:\n- title: A\n", HEAD + "items:\n- title: A\n- title: New\n"),
        (
            HEAD + "items:\n    -   title: A\n\n    -   title: B\n\nnext_meeting:\n",
            HEAD + "items:\n    -   title: A\n\n    -   title: B\n\n    -   title: New\n\n"
            "next_meeting:\n",
        ),
        (
            HEAD + "present: [AB]\nnext_meeting: May 2024\n",
            HEAD + "present: [AB]\nitems:\n  - title: New\nnext_meeting: May 2024\n",
        ),
        (
            '{"date": "2024-02-01", "items": [{"title": "A"}]}',
            '{"date": "2024-02-01", "items": [{"title": "A"}, {"title": "New"}]}',
        ),
    ],
)
def test_a_new_item_is_the_last(before: str, after: str) -> None:
    assert edit(before, AddItem("New")) == after


def test_a_new_item_after_another() -> None:
    assert edit(TWO, AddItem("New", after=(0,))) == TWO.replace(
        "  - title: B", "  - title: New\n  - title: B"
    )
    deep = HEAD + "items:\n  - title: A\n    items:\n      - title: A1\n      - title: A2\n"
    assert edit(deep, AddItem("New: one", "Said.", after=(0, 0))) == deep.replace(
        "      - title: A2",
        '      - title: "New: one"\n        minutes: |\n          Said.\n      - title: A2',
    )
    flow = HEAD + "items: [{title: A}, {title: B}]\n"
    assert edit(flow, AddItem("New", after=(0,))) == flow.replace(
        ", {title: B}", ", {title: New}, {title: B}"
    )


def test_a_new_item_in_all_its_fields_keeps_the_mark_of_its_title() -> None:
    new = AddItem("staff", "One: two #3\n\n- a list", "Jo Marsh (JM), AB")
    assert edit(HEAD, new) == (
        f"{HEAD}items:\n  - title: staff\n    presenter: Jo Marsh (JM), AB\n"
        "    confidential: personal matters\n"
        "    minutes: |\n      One: two #3\n\n      - a list\n"
    )


def test_a_title_is_not_given_twice() -> None:
    with pytest.raises(CannotEdit, match=r"-01\.yaml:3: There is already an item “A”\. Nothing"):
        edit(TWO, AddItem(" a "))


# Text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A", "title: A\n    minutes: |\n      New #1: said."),
        ("title: A\n    minutes:", "title: A\n    minutes: |\n      New #1: said."),
        ("title: A\n    minutes: |", "title: A\n    minutes: |\n      New #1: said."),
        (
            "title: A\n    minutes: |  # c\n        Old\n\n         deep\n\n",
            (
                "title: A\n    minutes: |  # c\n        Old\n\n         deep\n"
                "\n        New #1: said.\n\n"
            ),
        ),
        (
            "title: A\n    minutes: |\n      Old\n    # of A",
            "title: A\n    minutes: |\n      Old\n\n      New #1: said.\n    # of A",
        ),
        (
            "title: A\n    minutes: 'Old ''one'''\n    papers: P",
            "title: A\n    minutes: |\n      Old 'one'\n\n      New #1: said.\n    papers: P",
        ),
        (
            "title: A\n    minutes: >\n      Old\n      one\n\n      two\n    papers: P",
            (
                "title: A\n    minutes: |\n      Old one\n\n      two\n\n      New #1: said.\n"
                "    papers: P"
            ),
        ),
        (
            "title: A\n    confidential: c\n    papers:\n      - P\n    actions: [{action: X}]",
            (
                "title: A\n    confidential: c\n    papers:\n      - P\n    minutes: |\n"
                "      New #1: said.\n    actions: [{action: X}]"
            ),
        ),
        ("{title: A}", '{title: A, minutes: "New #1: said."}'),
        ("{title: A, minutes: Old}", '{title: A, minutes: "Old\\n\\nNew #1: said."}'),
    ],
)
def test_text_is_a_new_paragraph_of_its_item(before: str, after: str) -> None:
    whole = f"{HEAD}items:\n  - %s\n  - title: B\n"
    assert edit(whole % before, AddItemText((0,), "New #1: said.")) == whole % after


def test_long_lines_are_wrapped() -> None:
    said = edit(HEAD + "items:\n  - title: A\n", AddItemText((0,), LONG))
    lines = said.split("    minutes: |\n")[1].splitlines()
    assert all(len(line) <= 99 for line in lines)
    assert lines[1].startswith("      to difficulties - 12. of")
    book = read(said)
    again = prepare_edit(book, FEBRUARY, AddItemText((0,), "More."), TODAY).after
    assert " ".join(str(again.root_item.items[0].minutes).split()) == f"{LONG} More."


def test_text_from_a_word_processor_stays_readable() -> None:
    typed = "\n A\u00a0b\u2009c\td  \n\u00adx \U0001f469\u200d\U0001f469\n"
    assert edit(HEAD + "items:\n  - title: A\n", AddItemText((0,), typed)).endswith(
        "    minutes: |\n      A b c d\n      x \U0001f469\u200d\U0001f469\n"
    )


def test_text_takes_the_place_of_another() -> None:
    whole = HEAD + "items:\n  - title: A\n    minutes: %s\n    papers: P\n"
    for old in ("|\n      Old\n\n      one", "Old", "", "|"):
        assert edit(whole % old, ReplaceItemText((0,), "New\n\ntwo")) == (
            whole % "|\n      New\n\n      two"
        ), old


def test_a_presenter_is_written_below_the_title() -> None:
    whole = HEAD + "items:\n  - title: A\n%s    minutes: Said\n"
    wanted = whole % "    presenter: AB\n"
    for there in ("", "    presenter:\n", "    presenter: CD\n", "    presenter: [CD, EF]\n"):
        assert edit(whole % there, SetItemField((0,), "presenter", "AB")) == wanted, there
    listed = whole % '    presenter: ["Jo Marsh (JM), Clerk", AB]\n'
    assert (
        edit(whole % "", SetItemField((0,), "presenter", ("Jo Marsh (JM), Clerk", "AB"))) == listed
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "    papers:\n      - Quotes\n      - title: Plan\n        link: a, b\n"),
        (
            "    papers: Old\n",
            "    papers:\n      - Old\n      - Quotes\n      - title: Plan\n        link: a, b\n",
        ),
        (
            "    papers: [{title: Old}]\n",
            '    papers: [{title: Old}, Quotes, {title: Plan, link: "a, b"}]\n',
        ),
        (
            "    papers:\n    - Old\n",
            "    papers:\n    - Old\n    - Quotes\n    - title: Plan\n      link: a, b\n",
        ),
    ],
)
def test_papers_are_added_to_those_of_an_item(before: str, after: str) -> None:
    whole = HEAD + "items:\n  - title: A\n    presenter: AB\n%s    minutes: Said\n"
    new = AddPapers((0,), (NewPaper("Quotes"), NewPaper("Plan", "a, b")))
    assert edit(whole % before, new) == whole % after


def test_a_mark_is_above_papers_and_text() -> None:
    whole = HEAD + "items:\n  - title: A\n    presenter: AB\n%s    papers: P\n    minutes: Said\n"
    for there in ("", "    confidential: true\n"):
        assert edit(whole % there, SetItemField((0,), "confidential", "s.40 FOIA")) == (
            whole % "    confidential: s.40 FOIA\n"
        )


# Decisions


DECIDED = AddDecision((0,), "The plan: agreed")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '    decisions:\n      - "The plan: agreed"\n'),
        ("    decisions:\n", '    decisions:\n      - "The plan: agreed"\n'),
        ("    decisions: []\n", '    decisions: ["The plan: agreed"]\n'),
        ("    decisions: Old\n", '    decisions:\n      - Old\n      - "The plan: agreed"\n'),
        (
            "    decisions: |\n      Old\n      one\n",
            '    decisions:\n      - |\n        Old\n        one\n      - "The plan: agreed"\n',
        ),
        (
            '    decisions:\n    -   "Old"   # c\n',
            '    decisions:\n    -   "Old"   # c\n    -   "The plan: agreed"\n',
        ),
        (
            "    decisions:\n      - decision: Old\n        votes: 5 to 2\n",
            (
                "    decisions:\n      - decision: Old\n        votes: 5 to 2\n"
                '      - decision: "The plan: agreed"\n'
            ),
        ),
        (
            "    minutes: |\n      Said.\n    actions:\n      - action: X\n",
            (
                '    minutes: |\n      Said.\n    decisions:\n      - "The plan: agreed"\n'
                "    actions:\n      - action: X\n"
            ),
        ),
    ],
)
def test_a_decision_alone_is_a_text(before: str, after: str) -> None:
    whole = f"{HEAD}items:\n  - title: A\n%s  - title: B\n"
    assert edit(whole % before, DECIDED) == whole % after


def test_a_decision_in_all_its_fields() -> None:
    full = AddDecision((), "Sell\n\nthe boat", "D1", "AB", "CD", "5 to 2", "lost")
    assert edit(HEAD + "next_meeting: May 2024\n", full) == (
        HEAD + "decisions:\n  - ref: D1\n    decision: |\n      Sell\n\n      the boat\n"
        "    proposed: AB\n    seconded: CD\n    votes: 5 to 2\n    outcome: lost\n"
        "next_meeting: May 2024\n"
    )
    flow = '{"date": "2024-02-01", "items": [{"title": "A", "decisions": ["Old"]}]}'
    assert edit(flow, AddDecision((0,), "New", votes="3")) == flow.replace(
        '"Old"', '"Old", {"decision": "New", "votes": "3"}'
    )


def test_a_decision_is_not_recorded_twice() -> None:
    whole = HEAD + "items:\n  - title: A\n    decisions: [Sell]\n"
    with pytest.raises(CannotEdit, match="This decision is already recorded there"):
        edit(whole, AddDecision((0,), "sell"))


# Agreed minutes


AGREED = ApproveMinutes(("2024-01-01",))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - title: A\n    approves:\n", "  - title: A\n    approves: 2024-01-01\n"),
        (
            "  - title: Minutes of the last meeting\n    minutes: Said\n",
            "  - title: Minutes of the last meeting\n    approves: 2024-01-01\n    minutes: Said\n",
        ),
        ("  - title: LAST minutes\n", "  - title: LAST minutes\n    approves: 2024-01-01\n"),
        (
            "  - title: A\n    approves: 2023-12-01  # c\n",
            "  - title: A\n    approves: 2023-12-01, 2024-01-01  # c\n",
        ),
        (
            "  - title: A\n    approves: [2023-12-01]\n",
            "  - title: A\n    approves: [2023-12-01, 2024-01-01]\n",
        ),
        (
            "  - title: A\n    approves:\n      - 2023-12-01\n",
            "  - title: A\n    approves:\n      - 2023-12-01\n      - 2024-01-01\n",
        ),
        (
            "  - title: A\n",
            "  - title: Minutes of the previous meeting\n    approves: 2024-01-01\n  - title: A\n",
        ),
    ],
)
def test_minutes_are_agreed_in_the_item_for_them(before: str, after: str) -> None:
    assert edit(f"{HEAD}items:\n{before}", AGREED) == f"{HEAD}items:\n{after}"


def test_a_meeting_without_items_agrees_minutes_itself() -> None:
    before = HEAD + "actions:\n  - action: X\n%snext_meeting: May 2024\n"
    assert edit(before % "", ApproveMinutes(("2024-01-01",), ("Page 2: AB",))) == (
        before % 'approves: 2024-01-01\ncorrections:\n  - "Page 2: AB"\n'
    )


def test_the_comment_of_a_draft_goes_when_it_is_followed() -> None:
    drafted = draft_next_meeting(
        make_faultless_book({"2024-01-01": JANUARY}), None, today=date(2024, 1, 20)
    ).text
    comment = "    # When these minutes are agreed, write `approves: 2024-01-01`\n    approves:\n"
    assert comment in drafted
    assert edit(drafted, AGREED) == drafted.replace(comment, "    approves: 2024-01-01\n")


def test_corrections_are_a_list_below_the_minutes() -> None:
    whole = HEAD + "items:\n  - title: A\n    approves: 2024-01-01\n%s    minutes: Said\n"
    new = ApproveMinutes((), ("Page 2", "Page 3"))
    listed = "    corrections:\n%s      - Page 2\n      - Page 3\n"
    assert edit(whole % "", new) == whole % listed % ""
    assert edit(whole % "    corrections: Page 1\n", new) == whole % listed % "      - Page 1\n"
    old = "    corrections:\n      - Page 1\n"
    assert edit(whole % old, new) == whole % listed % "      - Page 1\n"


def test_how_agreed_minutes_are_named() -> None:
    book = read(HEAD)
    assert name_agreed(book, book.index.by_name["2024-01-01"]) == "2024-01-01"
    two = read(HEAD, m2024_01_01_late="date: 2024-01-01\n")
    late = two.index.by_name["2024-01-01-late"]
    assert name_agreed(two, late) == "2024-01-01-late"
