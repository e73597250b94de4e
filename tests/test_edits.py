"""Edits of a meeting's file: text in, text out; nothing moves but what was asked for."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from support import raise_in

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.carry_forward import CarryForward, list_unlisted_actions
from scrutiny_cli.editing.entry_values import write_owners
from scrutiny_cli.editing.item_names import ItemNotFound, default_item, find_item
from scrutiny_cli.editing.plan import Intent, VerifiedEdit, prepare_edit
from scrutiny_cli.editing.raise_action import find_raised_action, list_moved_keys
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.source import Source

TODAY = date(2024, 2, 1)
JANUARY = "date: 2024-01-01\nactions:\n  - ref: 1/24\n    action: One\n  - action: Two\n"
HEAD = "date: 2024-02-01\n"
THIRD = "date: 2024-01-02\nactions:\n  - ref: 3/24\n    action: Three\n"
MATTERS = HEAD + "items:\n  - title: Matters arising\n"
FEBRUARY = "2024-02-01"


def opened(february: str, **others: str) -> MinuteBook:
    """Read the meetings of January and February; `m2024_03_01` is the file of another."""
    files = {"2024-01-01": JANUARY, FEBRUARY: february}
    files |= {name[1:].replace("_", "-"): text for name, text in others.items()}
    return build_book(Source(f"meetings/{name}.yaml", text) for name, text in files.items())


def edit(february: str, intent: Intent, **others: str) -> VerifiedEdit:
    """Plan an intent for the meeting of February."""
    return prepare_edit(opened(february, **others), FEBRUARY, intent, TODAY)


# Raising


NEW = raise_in((), "New")
TWICE = HEAD + "actions:\n- action: A\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + "actions:\n  - action: New\n"),
        (HEAD.strip(), HEAD + "actions:\n  - action: New"),
        (HEAD + "actions:\n", HEAD + "actions:\n  - action: New\n"),
        (HEAD + "actions:", HEAD + "actions:\n  - action: New"),
        (HEAD + "actions: # none\n# c\n", HEAD + "actions: # none\n  - action: New\n# c\n"),
        (HEAD + "actions: []\n", HEAD + "actions: [{action: New}]\n"),
        (
            HEAD + "actions: [{action: A, }, ] # c\n",
            HEAD + "actions: [{action: A, }, {action: New}, ] # c\n",
        ),
        (
            HEAD + "actions: [\n  {action: A},\n  {action: B}\n]\n",
            HEAD + "actions: [\n  {action: A},\n  {action: B},\n  {action: New}\n]\n",
        ),
        (
            HEAD + "actions: [\n  {action: A}\n]\n",
            HEAD + "actions: [\n  {action: A},\n  {action: New}\n]\n",
        ),
        ("{date: 2024-02-01}", "{date: 2024-02-01, actions: [{action: New}]}"),
        (
            '{"date": "2024-02-01", "actions": [{"action": "A"}]}',
            '{"date": "2024-02-01", "actions": [{"action": "A"}, {"action": "New"}]}',
        ),
        (TWICE, TWICE + "- action: New\n"),
        (TWICE + "  # of A\n\n# of none\n", TWICE + "  # of A\n- action: New\n\n# of none\n"),
        (
            HEAD + "actions:\n-   action: |\n      A\n\n      B\n\n\nx-c: 1\n",
            HEAD + "actions:\n-   action: |\n      A\n\n      B\n-   action: New\n\n\nx-c: 1\n",
        ),
        (
            HEAD + "actions:\n  - action: A\n\n  - action: B\n\nx-c: 1\n",
            HEAD + "actions:\n  - action: A\n\n  - action: B\n\n  - action: New\n\nx-c: 1\n",
        ),
        (
            HEAD + "actions:\n  - {action: A}\n  -\n    action: >\n      B\n      C\n",
            HEAD + "actions:\n  - {action: A}\n  -\n    action: >\n      B\n      C\n"
            "  - action: New\n",
        ),
        (
            HEAD + "present:\n-   AB\nnext_meeting: May 2024\n",
            HEAD + "present:\n-   AB\nactions:\n-   action: New\nnext_meeting: May 2024\n",
        ),
    ],
)
def test_an_action_follows_the_files_own_form(before: str, after: str) -> None:
    assert edit(before, NEW).new_text == after
    if "\n" in before:
        assert edit(before.replace("\n", "\r\n"), NEW).new_text == after.replace("\n", "\r\n")


def test_of_mixed_line_ends_each_line_keeps_its_own() -> None:
    first, rest = HEAD.replace("\n", "\r\n"), "items:\n  - title: A\n"
    new = "    actions:\n      - action: New\n"
    assert edit(first + rest, raise_in((0,), "New")).new_text == first + rest + new
    text = HEAD + rest.replace("\n", "\r\n") + "x-c: 1\n"
    wanted = HEAD + (rest + new).replace("\n", "\r\n") + "x-c: 1\n"
    assert edit(text, raise_in((0,), "New")).new_text == wanted
    bare = first + "updates:\n  - ref: 1/24\n    status:"
    assert edit(bare, UpdateActions(("1/24",), note="a\nb")).new_text == (
        bare + "\n    note: |\n      a\n      b"
    )


def test_an_action_in_all_its_fields() -> None:
    full = raise_in(
        (0,),
        "Costs: both\n\n- one",
        ref="2/24",
        owner="AB, CD",
        due="next meeting",
        follows="1/24",
        links=("Paper 4", "a, b"),
        confidential="s.40 FOIA",
    )
    text = HEAD + "items:\n  - title: A\n    # of A\n  - title: B\n"
    assert edit(text, full).new_text == (
        HEAD + "items:\n  - title: A\n    # of A\n    actions:\n      - ref: 2/24\n"
        "        action: |\n          Costs: both\n\n          - one\n        owner: AB, CD\n"
        "        due: next meeting\n        follows: 1/24\n"
        '        links: [Paper 4, "a, b"]\n        confidential: s.40 FOIA\n'
        "  - title: B\n"
    )


@pytest.mark.parametrize("due", ["25.06.24", "31/12/2024", "2024-06-25", "05.06.24"])
def test_a_due_in_figures_is_written_as_it_is_typed(due: str) -> None:
    assert edit(HEAD, raise_in((), "X", due=due)).new_text == (
        HEAD + f"actions:\n  - action: X\n    due: {due}\n"
    )


def test_a_label_with_a_comma_stands_in_a_list() -> None:
    done = edit(HEAD, raise_in((), "X", owner=write_owners(opened(HEAD), ("Smith, Jo", "AB"))))
    assert done.new_text.endswith('    owner: ["Smith, Jo", AB]\n')


def test_the_same_action_is_not_raised_twice() -> None:
    once = edit(HEAD, NEW).new_text
    with pytest.raises(
        CannotEdit, match=r"2024-02-01\.yaml:3: 2024-02-01#1 already has these words"
    ):
        edit(once, raise_in((), "  NEW "))


@pytest.mark.parametrize("day", ["31.01.24", "31/1/2024", "2024-01-31", "31 January 2024"])
def test_a_day_is_written_in_any_form(day: str) -> None:
    raised_on = raise_in((), "New", due=day, on=day)
    assert f"  due: {day}\n    on: {day}\n" in edit(HEAD, raised_on).new_text
    reported = UpdateActions(("1/24",), due=day, on=day)
    assert f"  due: {day}\n        on: {day}\n" in edit(HEAD, reported).new_text


def test_the_keys_that_move_are_given() -> None:
    text = (
        f"{HEAD}items:\n  - title: A\n    actions: [{{action: W}}]\n"
        "  - actions: [{action: X}, {action: Y, ref: 7/24}, {action: Z}]\n"
    )
    assert list(list_moved_keys(edit(text, raise_in((0,), "New")))) == [
        ("2024-02-01#2", "2024-02-01#3"),
        ("2024-02-01#4", "2024-02-01#5"),
    ]
    assert list(list_moved_keys(edit(text, raise_in((1,), "New")))) == []


def test_a_status_in_brackets_is_shown_as_it_was_written() -> None:
    text = HEAD + "updates: [{ref: 1/24, status: [x]}]\n"
    assert edit(text, UpdateActions(("1/24",), "ongoing", replace=True)).lost_fields == (
        "status: [x]",
    )


def test_the_action_added_is_named() -> None:
    text = HEAD + "items:\n  - title: A\n  - title: B\n    actions: [{action: X}]\n"
    assert find_raised_action(edit(text, raise_in((0,), "New"))).key == "2024-02-01#1"
    assert find_raised_action(edit(text, raise_in((0,), "New", ref="7/24"))).key == "7/24"
    assert find_raised_action(edit(text, raise_in((1,), "New"))).key == "2024-02-01#2"


TWO_ITEMS = HEAD + "items:\n  - title: A\n  - title: B\n    actions:\n      - action: Late\n"


@pytest.mark.parametrize(
    ("own", "march"),
    [
        ("", "updates: [{ref: 2024-02-01#1, about: Late}]\n"),
        ("", "updates: [{ref: '2024-02-01 #1', about: Late}]\n"),
        ("", "actions: [{action: On, follows: 2024-02-01#1}]\n"),
        ("updates: [{ref: 2024-01-01#2, about: Two, becomes: 2024-02-01#1}]\n", ""),
    ],
)
def test_a_key_that_is_used_is_not_moved(own: str, march: str) -> None:
    march = "date: 2024-03-01\n" + march
    with pytest.raises(
        CannotEdit, match=r"#1, which .*yaml:\d+ uses\. .* Put it in “B”: --item 2$"
    ):
        edit(TWO_ITEMS + own, raise_in((0,), "New"), m2024_03_01=march)
    assert edit(TWO_ITEMS + own, raise_in((1,), "New"), m2024_03_01=march).new_text != TWO_ITEMS


def test_a_key_that_nobody_uses_may_move() -> None:
    march = "date: 2024-03-01\nupdates: [{ref: 2024-01-01#2, about: Two}]\n"
    assert edit(TWO_ITEMS, raise_in((0,), "New"), m2024_03_01=march)


def test_items_are_named_by_number_or_beginning() -> None:
    text = (
        HEAD + "items:\n  - title: Roads\n    items:\n      - title: Road signs\n"
        "  - title: Any Other Business (AOB)\n  - {title: Parks, number: 7a}\n  - minutes: x\n"
    )
    meeting = opened(text).meetings[-1]
    assert default_item(meeting) == (1,)
    named = {
        "1": (0,),
        "2": (1,),
        "7 A": (2,),
        "4": (3,),
        "roads": (0,),
        "road s": (0, 0),
        "1.1": (0, 0),
    }
    named |= {"any other": (1,)}
    assert {one: find_item(meeting, one) for one in named} == named
    with pytest.raises(
        ItemNotFound, match=r"of 2024-02-01 begin with “road”: 1 “Roads”; 1\.1 “Road signs”\.$"
    ):
        find_item(meeting, "road")
    everything = r"Its items are: 1 “Roads”; 1\.1 “Road signs”; 2 “Any .*”; 7a “Parks”; 4\.$"
    for unknown in ("3", "9", "x", ""):
        with pytest.raises(ItemNotFound, match=everything):
            find_item(meeting, unknown)


@pytest.mark.parametrize("title", ["AOB", "A.O.B.", "Any other urgent business", "AOB (10 min)"])
def test_other_business_has_many_names(title: str) -> None:
    text = HEAD + f"items:\n  - title: {title}\n  - title: Date of next meeting\n"
    assert default_item(opened(text).meetings[-1]) == (0,)
    assert default_item(opened(text.replace(title, "Aobab")).meetings[-1]) == (1,)


def test_an_action_may_have_been_raised_between_meetings() -> None:
    done = edit(HEAD, raise_in((), "New", on="2024-01-20"))
    assert done.new_text == HEAD + "actions:\n  - action: New\n    on: 2024-01-20\n"
    assert find_raised_action(done).raised == date(2024, 1, 20)
    with pytest.raises(CannotEdit, match="is after the date of this meeting"):
        edit(HEAD, raise_in((), "New", on="2024-02-02"))


def test_without_other_business_the_last_item_is_meant() -> None:
    assert default_item(opened(TWO_ITEMS).meetings[-1]) == (1,)
    assert default_item(opened(HEAD).meetings[-1]) == ()


# Reporting


DONE = UpdateActions(("1/24",), "done")
EMPTY = MATTERS + "    updates:\n      # One\n      - ref: 1/24\n        status:"


@pytest.mark.parametrize(
    ("report", "before", "after"),
    [
        (DONE, EMPTY, EMPTY + " done"),
        (DONE, EMPTY + "   # say!\n", EMPTY + ' "done"   # say!\n'),
        (DONE, EMPTY + " ''\n", EMPTY + " done\n"),
        (
            UpdateActions(("1/24",), "done", "Paid #4", on="2024-01-20"),
            EMPTY + "\n        # below\n  - title: B\n",
            EMPTY + ' done\n        # below\n        note: "Paid #4"\n        on: 2024-01-20\n'
            "  - title: B\n",
        ),
        (
            UpdateActions(("1/24",), note="one:\n\n- two"),
            EMPTY + "\n        note:\n",
            EMPTY + "\n        note: |\n          one:\n\n          - two\n",
        ),
        (
            UpdateActions(("1/24",), note="plain words"),
            EMPTY + "\n        note: # say!\n",
            EMPTY + '\n        note: "plain words" # say!\n',
        ),
        (
            UpdateActions(("1/24",), note="a\nb"),
            EMPTY + "\n        note:\n          # deeper\n",
            EMPTY + '\n        note: "a\\nb"\n          # deeper\n',
        ),
        (
            UpdateActions(("1/24",), due="none", owners=(), note="n"),
            EMPTY + "\n        due:",
            EMPTY + "\n        note: n\n        due: none\n        owner: none",
        ),
        (
            DONE,
            HEAD + "updates: [{ref: 1/24}, {ref: 2024-01-01#2, about: Two}]\n",
            HEAD + "updates: [{ref: 1/24, status: done}, {ref: 2024-01-01#2, about: Two}]\n",
        ),
        (DONE, HEAD + "updates:\n  ref: 1/24\n", HEAD + "updates:\n  ref: 1/24\n  status: done\n"),
        (
            DONE,
            '{"date":"2024-02-01","updates":[{"ref":"1/24"}]}',
            '{"date":"2024-02-01","updates":[{"ref":"1/24", "status": "done"}]}',
        ),
        (
            DONE,
            MATTERS,
            MATTERS + "    updates:\n      - ref: 1/24\n        status: done\n",
        ),
        (
            UpdateActions(("2024-01-01#2",), "done"),
            HEAD + "items:\n- title: A\n",
            HEAD + "items:\n- title: Matters arising\n  updates:\n  - ref: 2024-01-01#2\n"
            "    about: Two\n    status: done\n- title: A\n",
        ),
        (
            DONE,
            HEAD + "items: [{title: A}]\n",
            HEAD + "items: [{title: Matters arising, updates: [{ref: 1/24, status: done}]}, "
            "{title: A}]\n",
        ),
        (
            DONE,
            HEAD + "next_meeting: May 2024\n",
            HEAD + "items:\n  - title: Matters arising\n    updates:\n      - ref: 1/24\n"
            "        status: done\nnext_meeting: May 2024\n",
        ),
        (
            DONE,
            HEAD + "updates:\n  - {ref: 2024-01-01#2, about: Two}\n",
            HEAD + "updates:\n  - {ref: 2024-01-01#2, about: Two}\n  - ref: 1/24\n"
            "    status: done\n",
        ),
        (
            DONE,
            HEAD + "updates: [{ref: 2024-01-01#2}]\nitems: [{updates: [{ref: 2024-01-01#2}]}]\n",
            HEAD + "updates: [{ref: 2024-01-01#2}]\nitems: [{title: Matters arising, updates: "
            "[{ref: 1/24, status: done}]}, {updates: [{ref: 2024-01-01#2}]}]\n",
        ),
    ],
)
def test_a_report_fills_its_entry_or_makes_one(
    report: UpdateActions, before: str, after: str
) -> None:
    assert edit(before, report).new_text == after
    with pytest.raises(CannotEdit, match=r"already has an update of .*\. Nothing was written"):
        edit(after, report)


def test_fields_that_are_added_are_in_the_order_of_a_new_entry() -> None:
    text = (
        HEAD + "updates:\n  - ref: 1/24\n    on: 2024-01-20  # by post\n    x-by: AB\n    note: n\n"
    )
    report = UpdateActions(
        ("1/24",), "done", "m", due="none", owners=("CD",), on="2024-01-21", replace=True, nth=1
    )
    assert edit(text, report).new_text == HEAD + (
        "updates:\n  - ref: 1/24\n    status: done\n    on: 2024-01-21  # by post\n    x-by: AB\n"
        "    note: m\n    due: none\n    owner: CD\n"
    )
    report = UpdateActions(("1/24",), "done", "m", replace=True, nth=1)
    assert edit(text, report).new_text == HEAD + (
        "updates:\n  - ref: 1/24\n    status: done\n    # by post\n    x-by: AB\n    note: m\n"
    )


def test_an_earlier_report_goes_below_the_comments_on_its_action() -> None:
    text = HEAD + (
        "updates:\n  # Two\n  - {ref: 2024-01-01#2, about: Two, note: a}\n\n"
        "  # Raised in January\n\n  # One\n  - ref: 1/24\n    note: n\n"
    )
    added = edit(text, UpdateActions(("1/24",), note="b", on="2024-01-20")).new_text
    assert added == text.replace(
        "  - ref: 1/24\n", "  - ref: 1/24\n    note: b\n    on: 2024-01-20\n\n  - ref: 1/24\n"
    )


def test_the_first_entry_that_says_nothing_is_filled() -> None:
    text = HEAD + "updates:\n  - {ref: 1/24, note: n, on: 2024-01-20}\n  - {ref: 1/24}\n"
    assert edit(text, DONE).new_text.endswith("{ref: 1/24, status: done}\n")


def test_an_empty_update_gets_the_day_of_what_fills_it() -> None:
    text = HEAD + "updates:\n  - ref: 1/24\n    on: 2024-01-20 # by mail\n    status:\n"
    assert edit(text, DONE).new_text == (
        HEAD + "updates:\n  - ref: 1/24\n    # by mail\n    status: done\n"
    )


SAID = EMPTY + ' "on going" # soon\n        note: |\n          Wait\n\n          for it\n\n'
SAID += "        owner:\n          - AB\n          - CD\n"


def test_what_is_said_on_the_same_day_is_shown_and_not_written_over() -> None:
    with pytest.raises(CannotEdit) as told:
        edit(SAID, UpdateActions(("1/24",), "done", "Came"))
    assert str(told.value).splitlines() == [
        (
            "meetings/2024-02-01.yaml:6: 1/24 already has an update of 1 February 2024. Nothing "
            "was written. The file has:"
        ),
        "  1. line 6, 1 February 2024: status: on going; note: Wait for it; owner: AB, CD",
        "Type --replace to replace it, or --add to add another update.",
    ]


DAYS = HEAD + "updates:\n  # One\n  - ref: 1/24\n    note: a\n    on: 2024-01-20\n"


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (None, DAYS + "  - ref: 1/24\n    note: b\n"),
        ("2024-01-25", DAYS + "  - ref: 1/24\n    note: b\n    on: 2024-01-25\n"),
        (
            "2024-01-15",
            DAYS.replace("  - ref", "  - ref: 1/24\n    note: b\n    on: 2024-01-15\n  - ref", 1),
        ),
    ],
)
def test_another_day_is_a_further_update_in_the_order_of_days(on: str | None, wanted: str) -> None:
    assert edit(DAYS, UpdateActions(("1/24",), note="b", on=on)).new_text == wanted
    flow = HEAD + "updates: [{ref: 1/24, note: a, on: 2024-01-20}]\n"
    said = f"{{ref: 1/24, note: b{f', on: {on}' if on else ''}}}"
    both = ["{ref: 1/24, note: a, on: 2024-01-20}"]
    both.insert(0 if on == "2024-01-15" else 1, said)
    assert edit(flow, UpdateActions(("1/24",), note="b", on=on)).new_text == (
        HEAD + f"updates: [{', '.join(both)}]\n"
    )


def test_the_same_day_is_added_to_where_that_is_said() -> None:
    with pytest.raises(CannotEdit, match=r"yaml:4: 1/24 already has an update of 20 January 2024"):
        edit(DAYS, UpdateActions(("1/24",), note="b", on="2024-01-20"))
    added = edit(DAYS, UpdateActions(("1/24",), note="b", on="2024-01-20", add=True)).new_text
    assert added == DAYS + "  - ref: 1/24\n    note: b\n    on: 2024-01-20\n"


MANY = (
    DAYS + "    becomes: 3/24\n    x-own: kept\n    confidential: s.40\n  - ref: 1/24\n"
    "    status: done\n    due: none\n"
)
MANY += "actions:\n  - ref: 3/24\n    action: Next\n"


def test_all_of_the_update_that_is_replaced_goes() -> None:
    done = edit(MANY, UpdateActions(("1/24",), note="b", on="2024-01-20", replace=True))
    assert done.new_text == MANY.replace("note: a", "note: b").replace("    becomes: 3/24\n", "")
    assert done.lost_fields == ("note: a", "becomes: 3/24")
    done = edit(MANY, UpdateActions(("1/24",), "ongoing", replace=True))
    assert done.new_text == MANY.replace("status: done\n    due: none", "status: ongoing")
    assert done.lost_fields == ("status: done", "due: none")
    done = edit(MANY, UpdateActions(("1/24",), note="c", replace=True, nth=1))
    assert done.lost_fields == ("note: a", "on: 2024-01-20", "becomes: 3/24")
    assert "    note: c\n    x-own: kept\n    confidential: s.40\n" in done.new_text


@pytest.mark.parametrize(
    ("report", "why"),
    [
        (UpdateActions(("1/24",), "done", on="2024-01-21", replace=True), "has no update of 1/24"),
        (
            UpdateActions(("1/24",), "done", replace=True, nth=3),
            "has 2 updates of 1/24, not 3",
        ),
        (
            UpdateActions(("1/24",), "done", replace=True, nth=0),
            "has 2 updates of 1/24, not 0",
        ),
        (UpdateActions(("2024-01-01#2",), "done", replace=True), "has no update of 2024-01-01#2"),
    ],
)
def test_what_is_to_be_replaced_and_is_not_there_is_refused(
    report: UpdateActions, why: str
) -> None:
    with pytest.raises(CannotEdit, match=rf"2024-02-01\.yaml {why}") as told:
        edit(MANY, report)
    if report.keys == ("1/24",):
        assert (
            "\n  1. line 4, 20 January 2024: [confidential] note: a; on: 2024-01-20; becomes: 3"
            in (str(told.value))
        )
        assert "\n  2. line 10, 1 February 2024: status: done; due: none\n" in str(told.value)


def test_of_two_updates_of_one_day_one_is_chosen() -> None:
    text = HEAD + "updates:\n  - {ref: 1/24, note: a}\n  - {note: b, ref: 1/24}\n"
    with pytest.raises(CannotEdit, match="has 2 updates of 1/24 on the same day"):
        edit(text, UpdateActions(("1/24",), "done", replace=True))
    done = edit(text, UpdateActions(("1/24",), "done", replace=True, nth=2))
    assert done.new_text == text.replace("{note: b, ref: 1/24}", "{ref: 1/24, status: done}")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "updates: [\n  {ref: 1/24, # why\n  note: a}]\n",
        HEAD + "updates:\n  - ref: 1/24\n    note: | # why\n      a\n",
    ],
)
def test_a_comment_is_not_taken_away_with_a_field(text: str) -> None:
    with pytest.raises(CannotEdit, match=r"A comment would be|There is a comment within the value"):
        edit(text, UpdateActions(("1/24",), "done", replace=True))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{ref: 1/24, note: a, due: none}", "{ref: 1/24, status: done}"),
        ("{note: a, ref: 1/24, due: none}", "{ref: 1/24, status: done}"),
        ("{ref: 1/24, status: ongoing, note: a}", "{ref: 1/24, status: done}"),
        ("{ref: 1/24,\n  note: a,\n  x-own: b}", "{ref: 1/24,\n  x-own: b,\n  status: done}"),
    ],
)
def test_an_update_is_replaced_within_braces(before: str, after: str) -> None:
    text = HEAD + f"updates: [{before}] # c\n"
    done = edit(text, UpdateActions(("1/24",), "done", replace=True))
    assert done.new_text == HEAD + f"updates: [{after}] # c\n"


def test_a_further_update_stands_before_one_whose_dash_is_on_a_line_of_its_own() -> None:
    own = "  -   # of March\n    ref: 1/24\n    note: a\n    on: 2024-01-20\n"
    other = "  - {ref: 2024-01-01#2, about: Two}\n\n"
    new = "  - ref: 1/24\n    note: b\n    on: 2024-01-15\n"
    report = UpdateActions(("1/24",), note="b", on="2024-01-15")
    assert edit(HEAD + "updates:\n" + own, report).new_text == HEAD + "updates:\n" + new + own
    spaced = HEAD + "updates:\n" + own + "\n" + other.rstrip("\n") + "\n"
    assert edit(spaced, report).new_text == spaced.replace(own, new + "\n" + own)


def test_a_further_update_needs_a_list() -> None:
    text = HEAD + "updates:\n  ref: 1/24\n  note: a\n  on: 2024-01-20\n"
    with pytest.raises(CannotEdit, match=r"yaml:3: `updates` is not a list"):
        edit(text, DONE)


def test_a_comment_after_a_field_that_goes_stays() -> None:
    text = HEAD + "updates:\n  - ref: 1/24\n    due: 3.3.24 # why\n    note: a\n"
    assert edit(text, UpdateActions(("1/24",), note="b", replace=True)).new_text == (
        HEAD + "updates:\n  - ref: 1/24\n    # why\n    note: b\n"
    )
    text = HEAD + "updates:\n  - due: 3.3.24 # why\n    ref: 1/24\n"
    assert edit(text, UpdateActions(("1/24",), "done", replace=True)).new_text == (
        HEAD + "updates:\n  - # why\n    ref: 1/24\n    status: done\n"
    )
    both = HEAD + "updates:\n  - due: 3.3.24\n    note: a\n    ref: 1/24\n"
    assert edit(both, UpdateActions(("1/24",), "done", replace=True)).new_text == (
        HEAD + "updates:\n  - ref: 1/24\n    status: done\n"
    )
    braces = HEAD + "updates: [{due: 3.3.24, note: a, ref: 1/24}]\n"
    assert edit(braces, UpdateActions(("1/24",), "done", replace=True)).new_text == (
        HEAD + "updates: [{ref: 1/24, status: done}]\n"
    )


def test_an_action_that_a_later_file_raises_is_reported_on_there() -> None:
    march = "date: 2024-03-01\nactions:\n  - ref: 2/24\n    action: Later\n"
    with pytest.raises(CannotEdit, match=r"2/24 is raised by 2024-03-01 .*: --at 2024-03-01"):
        edit(HEAD, UpdateActions(("2/24",), "done"), m2024_03_01=march)
    own = edit(HEAD + "actions: [{ref: 2/24, action: Here}]\n", UpdateActions(("2/24",), "done"))
    assert own.new_text.endswith("updates:\n      - ref: 2/24\n        status: done\n")


def test_the_board_names_matters_arising_as_it_likes() -> None:
    text = HEAD + "items:\n  - title: Matters arising\n  - title: Log of actions\n"
    series = "matters_arising: log of  actions\n"
    sources = [*opened(text).sources, Source("meetings/series.yaml", series)]
    done = prepare_edit(build_book(sources), FEBRUARY, DONE, TODAY)
    assert done.new_text == text + "    updates:\n      - ref: 1/24\n        status: done\n"


def test_an_item_that_is_made_keeps_the_mark_of_its_title() -> None:
    before = "date: 2024-01-15\nitems: [{title: matters  Arising, confidential: s.40}]\n"
    done = edit(HEAD, DONE, m2024_01_15=before)
    assert done.new_text == (
        HEAD + "items:\n  - title: Matters arising\n    confidential: s.40\n    updates:\n"
        "      - ref: 1/24\n        status: done\n"
    )


def test_the_lines_written_are_given_with_their_numbers() -> None:
    done = edit(EMPTY + "\n", UpdateActions(("1/24", "2024-01-01#2"), "done", "a\n\nb"))
    assert done.lines[:5] == (
        (7, "        status: done"),
        (8, "        note: |"),
        (9, "          a"),
        (10, ""),
        (11, "          b"),
    )
    text = done.new_text.split("\n")
    assert all(text[number - 1] == line for number, line in done.lines)


def test_a_comment_within_what_is_replaced_is_not_lost() -> None:
    text = SAID.replace("- AB", "- AB # who?")
    with pytest.raises(CannotEdit, match="There is a comment within the value of `owner`"):
        edit(text, UpdateActions(("1/24",), owners=("EF",), replace=True))


def test_several_reports_are_all_written() -> None:
    both = UpdateActions(("2024-01-01#2", "1/24"), "done")
    two = "      - ref: 2024-01-01#2\n        about: Two\n        status: done\n"
    one = "      - ref: 1/24\n        status: done\n"
    assert edit(EMPTY + "\n", both).new_text == EMPTY + " done\n" + two
    assert edit(MATTERS, both).new_text == MATTERS + "    updates:\n" + two + one
    again = dataclasses.replace(both, status="ongoing", add=True)
    told = one.replace("done", "ongoing")
    twice = edit(MATTERS + "    updates:\n" + told, again).new_text
    assert twice == MATTERS + "    updates:\n" + told + told + two.replace("done", "ongoing")


def test_of_several_reports_all_are_written_or_none() -> None:
    with pytest.raises(CannotEdit, match="1/24 already has an update of 1 February 2024"):
        edit(SAID, UpdateActions(("2024-01-01#2", "1/24"), "done"))
    both = UpdateActions(("1/24", "2024-01-01#2"), "done")
    with pytest.raises(
        CannotEdit, match=r"Edit the file.*(?s:.*)ref: 1/24\n(?s:.*)ref: 2024-01-01#2\n"
    ):
        edit(HEAD + "updates:\n  ref: 3/24\n", both, m2024_01_02=THIRD)


@pytest.mark.parametrize(
    ("report", "why"),
    [
        (UpdateActions(("1/24",), on="2024-02-02"), "is after the date of this meeting"),
        (UpdateActions(("1/24",), "done", becomes=("2024-01-01#2",)), "is an earlier action"),
        (UpdateActions(("2024-01-01#2",), owners=("BA",)), "Did you mean AB"),
        (UpdateActions(("2024-01-01#2",), owners=("AB and Rosa",)), "“AB” is a known owner"),
    ],
)
def test_what_would_be_wrong_is_refused(report: UpdateActions, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        edit(HEAD + "present: [{initials: AB}]\n", report)


def test_what_another_meeting_closed_is_not_closed_again() -> None:
    march = "date: 2024-03-01\nupdates: [{ref: 1/24, status: done}]\n"
    with pytest.raises(CannotEdit, match="1/24 is already closed: completed on 1 March 2024"):
        edit(HEAD, DONE, m2024_03_01=march)


@pytest.mark.parametrize("on", [None, "2024-01-20"])
def test_nor_is_what_this_meeting_closed_by_an_update_that_stays(on: str | None) -> None:
    text = HEAD + "updates: [{ref: 1/24, status: done}]\n"
    with pytest.raises(CannotEdit, match="1/24 is already closed: completed on 1 February 2024"):
        edit(text, UpdateActions(("1/24",), "merged", on=on, add=True))
    assert "status: merged" in edit(text, UpdateActions(("1/24",), "merged", replace=True)).new_text
    assert edit(text, UpdateActions(("1/24",), note="Sent.", add=True)).new_text != text


def test_a_file_with_errors_is_left_alone() -> None:
    with pytest.raises(CannotEdit, match="has errors"):
        edit(HEAD + "colour: red\n", NEW)
    assert edit(HEAD, NEW, m2024_03_01="date: 2024-03-01\ncolour: red\n").new_text != HEAD


def test_warnings_that_come_of_it_are_told() -> None:
    told = edit(HEAD, raise_in((), "X", ref="9/24", due="2030-01-01")).new_warnings
    assert [one.rule for one in told] == ["ref-gap", "due-far-off"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (HEAD + "actions:\n  action: A\n", 3, "not a list"),
        (HEAD + "actions: [{action: A} # c\n  ]\n", 2, "There is a comment after"),
    ],
)
def test_what_cannot_be_edited_is_refused_by_its_place(text: str, line: int, why: str) -> None:
    with pytest.raises(
        CannotEdit, match=rf"2024-02-01\.yaml:{line}: .*{why}.* Nothing was written\. Edit"
    ):
        edit(text, NEW)


def test_line_ends_of_old_macintoshes_are_to_be_saved_anew() -> None:
    for intent in (NEW, CarryForward(())):
        with pytest.raises(
            CannotEdit,
            match=r"01\.yaml:1: The file has the line endings .* Nothing was written\. .* again\.$",
        ):
            edit(HEAD.replace("\n", "\r"), intent)


NOTED = EMPTY + "\n        note: | # c\n          said\n"


def test_what_cannot_be_filled_goes_by_hand_into_the_entry_that_stands_there() -> None:
    with pytest.raises(CannotEdit) as told:
        edit(NOTED, UpdateActions(("1/24",), "done", "x", replace=True))
    assert str(told.value).endswith(
        "There is a comment within the value of `note`. Nothing was written. Edit the file: write "
        "this in that update of 1/24:\n  status: done\n  note: x"
    )


# Carrying forward


def carried(february: str) -> tuple[str, str]:
    """Give the text before and after, the actions of January carried into February."""
    actions = list_unlisted_actions(opened(february), FEBRUARY)
    return february, edit(february, CarryForward(actions)).new_text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize("dash", [4, 6, 9])
@pytest.mark.parametrize("gap", [2, 4])
def test_carry_forward_keeps_the_files_own_form(
    end: str, dash: int, gap: int, *, final: bool
) -> None:
    margin = " " * dash
    lines = ["date: 2024-02-01", "items:", "  - title: Matters arising", "    updates:"]
    lines += ["      # by hand", margin + "-".ljust(gap) + "ref: 1/24"]
    lines += [f"{margin}{' ' * gap}status:   # nothing yet"]
    text = end.join(lines) + (end if final else "")
    _, now = carried(text)
    added = [f"{margin}# Raised on 1 January 2024", "", f"{margin}# Two"]
    added += [margin + "-".ljust(gap) + "ref: 2024-01-01#2"]
    added += [f"{margin}{' ' * gap}about: Two", f"{margin}{' ' * gap}status:"]
    assert now == end.join([*lines, *added]) + (end if final else "")


BOTH = "# Raised on 1 January 2024\n\n# One\n- ref: 1/24\n  status:\n\n# Two\n- ref: 2024-01-01#2\n"
BOTH += "  about: Two\n  status:\n"


def indented(text: str, by: int) -> str:
    return "".join(" " * by * bool(line.strip()) + line for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("above", "by", "below"),
    [
        (HEAD + "updates:\n", 2, "# last\n"),
        (HEAD + "updates:   # none yet\n", 2, "items:\n  - title: A\n"),
        (MATTERS.replace("s a", "s  A"), None, "    # b\n    actions: [{action: X}]\n"),
        (MATTERS + "    updates:\n", 6, "  - title: B\n"),
        (MATTERS + "    minutes: |\n      text\n", None, "\n\n# c\n"),
    ],
)
def test_carry_forward_finds_its_place(above: str, by: int | None, below: str) -> None:
    _, now = carried(above + below)
    if by is None:
        field = 4 if "items" in above else 0
        above, by = above + " " * field + "updates:\n", field + 2
    assert now == above + indented(BOTH, by) + below


def test_carry_forward_makes_the_only_item() -> None:
    _, now = carried(HEAD + "actions:\n  - action: New\n# last\n")
    new = "items:\n  - title: Matters arising\n    updates:\n" + indented(BOTH, 6)
    assert now == HEAD + "actions:\n  - action: New\n" + new + "# last\n"


def test_carry_forward_makes_a_first_item() -> None:
    _, now = carried(HEAD + "items:\n  # about A\n  - title: A\n")
    new = "  - title: Matters arising\n    updates:\n" + indented(BOTH, 6)
    assert now == HEAD + "items:\n" + new + "  # about A\n  - title: A\n"


def test_carry_forward_follows_the_last_text_and_not_what_comes_after_it() -> None:
    head = HEAD + "updates:\n- {ref: 1/24, status: done}\n"
    head += "- ref: 1/24\n  note: |\n    long\n\n    text\n"
    tail = "\n\n# of the items\nitems:\n  - title: A\n"
    _, now = carried(head + tail)
    two = "# Raised on 1 January 2024\n\n# Two\n- ref: 2024-01-01#2\n  about: Two\n  status:\n"
    assert now == head + two + tail


def test_carry_forward_twice_adds_nothing() -> None:
    _, once = carried(HEAD + "updates:\n")
    assert carried(once) == (once, once)


def test_within_brackets_it_is_carried_without_its_comments() -> None:
    two = "{ref: 2024-01-01#2, about: Two}"
    assert carried(HEAD + "updates: []\n")[1] == HEAD + f"updates: [{{ref: 1/24}}, {two}]\n"
    assert carried(HEAD + "updates: [{ref: 1/24}]\n")[1] == (
        HEAD + f"updates: [{{ref: 1/24}}, {two}]\n"
    )


def test_where_it_cannot_be_carried_the_actions_are_named() -> None:
    with pytest.raises(CannotEdit, match=r"yaml:3: .*add an update for 2024-01-01#2"):
        carried(HEAD + "updates:\n  ref: 1/24\n")


def test_an_unknown_meeting_is_refused() -> None:
    with pytest.raises(CannotEdit, match="no meeting called “2024-05-05”"):
        list_unlisted_actions(opened(HEAD), "2024-05-05")
