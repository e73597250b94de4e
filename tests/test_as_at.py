"""What is to come has not happened: the log as at a day, and what the rules say of a day."""

from __future__ import annotations

from datetime import date

import pytest
from support import make_book

from scrutiny_cli.actionlog.approvals import find_agreeing_meeting, find_approvals
from scrutiny_cli.actionlog.cuts import cut_book, on_day
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.overview import find_open_before, find_pending_meetings
from scrutiny_cli.output.views import describe_to_come
from scrutiny_cli.rules import find_problems

JAN, FEB, MAR, APR, MAY = "2026-01-08", "2026-02-12", "2026-03-12", "2026-04-09", "2026-05-14"


def book(files: dict[str, str], as_at: date | None = None) -> MinuteBook:
    return cut_book(make_book(files), as_at)


def warned(files: dict[str, str], today: str, *, of: str) -> list[str]:
    """Give the messages of one rule on a day."""
    found = find_problems(book(files), date.fromisoformat(today))
    return [one.message for one in found if one.rule == of]


def day(text: str) -> date:
    return date.fromisoformat(text)


# Next meeting


def due(files: dict[str, str], key: str = "1/26") -> date | None:
    found = book(files).log.by_key[key].state.due
    return None if found is None else found.day


ASKED = "actions: [{ref: 1/26, action: A, due: next meeting, on: 2026-02-02}]\n"


def test_the_next_meeting_of_an_entry_with_on_may_be_the_one_that_records_it() -> None:
    assert due({JAN: "", FEB: ASKED, MAR: ""}) == day(FEB)
    assert due({JAN: "", FEB: ASKED.replace(", on: 2026-02-02", ""), MAR: ""}) == day(MAR)
    on_the_day = ASKED.replace("2026-02-02", FEB)
    assert due({JAN: "", FEB: on_the_day, MAR: ""}) == day(MAR)
    assert due({FEB: "", MAR: ASKED.replace("02-02", "02-01")}) == day(FEB)


def test_the_next_meeting_of_an_update_with_on_counts_from_that_day() -> None:
    update = "updates: [{ref: 1/26, due: next meeting, on: 2026-02-02}]\n"
    assert due({JAN: "actions: [{ref: 1/26, action: A}]\n", FEB: update, MAR: ""}) == day(FEB)


@pytest.mark.parametrize("mark", ["extraordinary: true\n", "held: false\n"])
def test_the_next_meeting_is_a_regular_one(mark: str) -> None:
    raised = "actions: [{ref: 1/26, action: A, due: next meeting}]\n"
    assert due({JAN: raised, FEB: mark, MAR: ""}) == day(MAR)
    assert due({JAN: raised, FEB: mark}) is None


def test_without_a_file_it_is_the_earliest_day_announced_after_the_entry() -> None:
    told = "next_meeting: 2026-02-16\n"
    unheld = {JAN: told, FEB: f"extraordinary: true\n{ASKED}next_meeting: 2026-03-01\n"}
    assert due(unheld) == day("2026-02-16")
    assert due({JAN: "next_meeting: 2026-02-01\n", FEB: f"extraordinary: true\n{ASKED}"}) is None
    meetings_due = "due: next meeting\nactions: [{ref: 1/26, action: A, on: 2026-02-02}]\n"
    assert due({JAN: "", FEB: meetings_due}) == day(FEB)


# A meeting that did not take place


def test_nothing_in_a_meeting_that_did_not_take_place_counts() -> None:
    files = {
        JAN: "actions: [{ref: 1/26, action: A}]\n",
        FEB: "held: false\napproves: previous meeting\nactions: [{ref: 2/26, action: B}]\n"
        "updates: [{ref: 1/26, status: done}]\nnext_meeting: 2026-02-16\n",
        MAR: "updates: [{ref: 1/26, note: n}]\n",
    }
    made = book(files)
    assert [(one.key, one.is_open) for one in made.log.actions] == [("1/26", True)]
    assert made.problems == ()
    assert find_approvals(made, day(MAY)) == {}
    (unknown,) = book(files | {MAR: "updates: [{ref: 2/26, note: n}]\n"}).problems
    assert unknown.rule == "unknown-ref"
    assert unknown.hint.endswith("line 4. Move that action here.")
    assert "did not take place (`held: false`)" in unknown.hint


@pytest.mark.parametrize(
    ("numbers", "rules"),
    [
        (("1/26", "9/26", "2/26"), []),  # 9/26 was never raised
        (("1/26", "2/26", "3/26"), []),  # nor is it missed
        (("1/26", "2/26", "5/26"), ["ref-gap"]),
        (("5/26", "1/26", "6/26"), []),
    ],
)
def test_a_number_in_such_a_meeting_is_not_judged(
    numbers: tuple[str, ...], rules: list[str]
) -> None:
    entries = [f"actions: [{{ref: {number}, action: A}}]\n" for number in numbers]
    files = {JAN: entries[0], FEB: f"held: false\n{entries[1]}", MAR: entries[2]}
    judged = {"ref-gap", "ref-out-of-order", "ref-off-pattern"}
    assert [p.rule for p in find_problems(book(files), day(JAN)) if p.rule in judged] == rules


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("2025-12-11", None),
        ("2025-12-11-extraordinary", None),  # without a file
        ("2026-01-08-extra", f"The meeting on that day is `{JAN}`."),
        (
            "the last one",
            "Write its date with the year, its file's name without .yaml, or `previous meeting`.",
        ),
    ],
)
def test_which_meeting_is_agreed(word: str, hint: str | None) -> None:
    problems = book({JAN: "", FEB: f"approves: {word}\n"}).problems
    assert [(one.rule, one.hint) for one in problems] == ([("bad-date", hint)] if hint else [])


# As at a day


COMING = {
    JAN: "actions: [{ref: 1/26, action: A, due: 2026-02-20}]\n",
    FEB: "actions:\n  - {ref: 2/26, action: B}\n  - {ref: 3/26, action: C, on: 2026-02-01}\n"
    "updates:\n  - {ref: 1/26, due: 2026-03-20}\n  - {ref: 1/26}\n",
}


def open_(made: MinuteBook) -> list[str]:
    return [one.key for one in made.log.actions if one.is_open]


def test_an_event_counts_from_its_on_otherwise_from_its_meeting() -> None:
    assert open_(book(COMING, day("2026-01-31"))) == ["1/26"]
    assert open_(book(COMING, day("2026-02-01"))) == ["1/26", "3/26"]
    assert open_(book(COMING, day(FEB))) == ["1/26", "2/26", "3/26"]
    late = book(COMING, day("2026-02-11")).log.by_key["1/26"]
    assert (late.state.due and late.state.due.day, late.state.slips) == (day("2026-02-20"), 0)
    assert len(late.history) == 1


def test_an_event_before_the_action_exists_counts_from_the_day_on_which_it_exists() -> None:
    files = {
        JAN: "brought_forward: [{ref: 9/25, action: A}]\n",
        FEB: "updates: [{ref: 9/25, status: done, on: 2025-12-01}]\n",
    }
    assert book(files, day("2026-01-07")).log.actions == ()
    found = book(files, day(JAN)).log.by_key["9/25"]
    assert (found.state.closed, found.state.answered) == (day("2025-12-01"), day("2025-12-01"))
    assert found.age_days(day(MAY)) == 0


def test_cutting_the_log_again_begins_with_all_that_is_on_file() -> None:
    early = book(COMING, day("2026-01-10"))
    assert open_(cut_book(early, day(FEB))) == ["1/26", "2/26", "3/26"]
    assert cut_book(early, None).log == book(COMING).log


def test_one_note_names_what_does_not_count_yet_without_empty_updates() -> None:
    rows = find_pending_meetings(book(COMING), day("2026-02-01"))
    assert describe_to_come(rows) == (
        "2026-02-12 is still to come. 1 action and 1 update in its file are not used "
        "until that day."
    )
    rows = find_pending_meetings(book(COMING), day("2026-01-20"))
    assert describe_to_come(rows) == (
        "2026-02-12 is still to come. 2 actions and 1 update in its file are not used yet."
    )
    assert find_pending_meetings(book(COMING), day(FEB)) == ()
    only_listed = {JAN: COMING[JAN], FEB: "updates: [{ref: 1/26}]\n"}
    assert find_pending_meetings(book(only_listed), day(JAN)) == ()


def test_an_action_still_to_come_is_shown_as_it_will_begin() -> None:
    log = book(COMING).log
    first = on_day(log, log.by_key["1/26"], day("2026-02-01"))
    assert (first.state.due and first.state.due.day, len(first.history)) == (day("2026-02-20"), 3)
    assert on_day(log, log.by_key["2/26"], day(JAN)).counts_from == day(FEB)


def test_the_age_ends_when_the_action_is_closed() -> None:
    files = {
        JAN: "brought_forward: [{ref: 9/25, raised: 2025-12-09}, {ref: 8/25}]\n",
        FEB: "updates: [{ref: 9/25, status: done, on: 2026-01-18}]\n",
    }
    ages = {one.key: one.age_days(day("2026-03-09")) for one in book(files).log.actions}
    assert ages == {"9/25": 40, "8/25": 60}


def test_matters_arising_are_as_at_the_day_of_the_meeting() -> None:
    files = COMING | {MAR: "updates: [{ref: 1/26, status: done, note: Seen}]\n", APR: ""}
    made = book(files)

    def matters(name: str) -> list[tuple[str, bool]]:
        meeting = next(one for one in made.meetings if one.name == name)
        return [(one.key, one.is_open) for one in find_open_before(made, meeting)]

    assert matters(FEB) == [("1/26", True)]
    assert matters(MAR) == [("1/26", False), ("2/26", True), ("3/26", True)]
    assert matters(APR) == [("2/26", True), ("3/26", True)]


# What the rules say of a day


RAISED = "actions: [{ref: 1/26, action: A}]\n"
RELISTED = "updates: [{ref: 1/26}]\n"


def test_a_meeting_is_held_for_warnings_from_the_day_after() -> None:
    files = {JAN: RAISED, FEB: ""}
    assert warned(files, FEB, of="not-mentioned") == []
    assert len(warned(files, "2026-02-13", of="not-mentioned")) == 1


@pytest.mark.parametrize("mark", ["extraordinary: true\n", "held: false\n"])
def test_only_a_held_regular_meeting_must_mention_an_action(mark: str) -> None:
    assert warned({JAN: RAISED, FEB: mark}, MAY, of="not-mentioned") == []


@pytest.mark.parametrize(
    "later",
    [
        {"2026-02-20": "extraordinary: true\nupdates: [{ref: 1/26, note: n}]\n"},
        {APR: "updates: [{ref: 1/26, note: n, on: 2026-02-20}]\n"},
    ],
)
def test_a_later_answer_that_counts_by_today_ends_it(later: dict[str, str]) -> None:
    for at, rule in (("", "not-mentioned"), (RELISTED, "not-answered")):
        files = {JAN: RAISED, FEB: at}
        assert len(warned(files | later, "2026-02-19", of=rule)) == 1
        assert warned(files | later, "2026-02-21", of=rule) == []


def test_several_entries_answer_if_one_of_them_does() -> None:
    files = {JAN: RAISED, FEB: "updates: [{ref: 1/26}, {ref: 1/26, note: n, on: 2026-02-01}]\n"}
    assert warned(files, MAR, of="not-answered") == []


@pytest.mark.parametrize(
    ("last", "says"), [("", "does not mention it"), (RELISTED, "has an empty update")]
)
def test_carried_often_replaces_the_two_and_says_which_is_true(last: str, says: str) -> None:
    files = {JAN: RAISED, FEB: "", MAR: RELISTED, APR: last}
    (message,) = warned(files, MAY, of="carried-often")
    assert says in message
    assert warned(files, MAY, of="not-mentioned") == warned(files, MAY, of="not-answered") == []
    between = files | {"2026-02-20": "extraordinary: true\nupdates: [{ref: 1/26, note: n}]\n"}
    assert warned(between, MAY, of="carried-often") == []
    assert len(warned({FEB: RAISED, MAR: "", APR: ""}, MAY, of="not-mentioned")) == 1


OUT_OF_ORDER = {
    JAN: RAISED,
    FEB: "updates: [{ref: 1/26, note: n}]\n",
    MAR: "updates: [{ref: 1/26, status: done, on: 2026-02-01}]\n",
}


def test_an_update_out_of_order_is_told_unless_a_later_entry_answers() -> None:
    rule = "update-out-of-order"
    (message,) = warned(OUT_OF_ORDER, MAY, of=rule)
    assert FEB in message
    assert MAR in message
    again = {APR: "updates: [{ref: 1/26, note: n}]\n"}
    assert warned(OUT_OF_ORDER | again, MAY, of=rule) == []
    assert len(warned(OUT_OF_ORDER | {APR: RELISTED}, MAY, of=rule)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "updates: [{ref: 1/26, note: n, on: 2026-02-01}]\n",
        "updates: [{ref: 1/26, status: done, on: 2026-02-12}]\n",
        "updates: [{ref: 1/26, status: done, on: 2026-02-01}, {ref: 1/26, note: n}]\n",
    ],
)
def test_no_update_is_out_of_order_that_overrides_nothing(text: str) -> None:
    assert warned(OUT_OF_ORDER | {MAR: text}, MAY, of="update-out-of-order") == []


def test_minutes_are_agreed_by_a_meeting_held_by_today() -> None:
    made = book({JAN: "", FEB: "approves: previous meeting\n"})
    assert find_approvals(made, day("2026-02-11")) == {}
    assert list(find_approvals(made, day(FEB))) == [JAN]


def test_a_board_that_never_agrees_minutes_is_told_nothing_of_it() -> None:
    files = dict.fromkeys((JAN, FEB, MAR, APR), "")
    assert warned(files, MAY, of="minutes-not-approved") == []
    assert len(warned(files | {MAR: f"approves: {FEB}\n"}, MAY, of="minutes-not-approved")) == 0
    since = files | {FEB: "approves: previous meeting\n"}
    assert len(warned(since, MAY, of="minutes-not-approved")) == 1
    before = files | {JAN: "approves: 2025-12-11\n"}
    assert len(warned(before, MAY, of="minutes-not-approved")) == 2


def test_an_announced_meeting_that_has_a_file_is_not_missed() -> None:
    told = "next_meeting: 2026-02-12\n"
    assert len(warned({JAN: told}, MAY, of="next-meeting-passed")) == 1
    for mark in ("", "extraordinary: true\n", "held: false\n"):
        assert warned({JAN: told, FEB: mark}, MAY, of="next-meeting-passed") == []


def test_an_announced_meeting_whose_file_cannot_be_read_is_not_missed() -> None:
    files = {JAN: "next_meeting: 2026-02-12\n", FEB: "status:done\n"}
    assert warned(files, MAY, of="yaml-syntax") == ["A space is missing after `status:`."]
    assert warned(files, MAY, of="next-meeting-passed") == []


def test_a_meeting_announced_for_a_day_before_is_a_slip() -> None:
    files = {FEB: "next_meeting: 12 March 2025\n"}
    slip = "The next meeting, 2025-03-12, is before this meeting."
    assert warned(files, FEB, of="next-meeting-passed") == [slip]
    assert warned({**files, MAR: ""}, MAR, of="next-meeting-passed") == []


def test_an_answer_with_an_unknown_status_is_not_also_a_missing_answer() -> None:
    raised = "actions: [{ref: 1/26, action: A}, {ref: 2/26, action: B}]\n"
    files = {JAN: raised, FEB: "updates: [{ref: 1/26, status: competed}, {ref: 2/26}]\n"}
    assert len(warned(files, MAR, of="bad-status")) == 1
    assert warned(files, MAR, of="not-answered") == [
        "The minutes list 2/26 (B) but do not say what became of it."
    ]


def test_a_meeting_announced_for_a_month_is_missed_when_the_month_is_past() -> None:
    files = {JAN: "next_meeting: February 2026\n"}
    assert warned(files, "2026-02-28", of="next-meeting-passed") == []
    (missed,) = warned(files, "2026-03-01", of="next-meeting-passed")
    assert missed == "The meeting of February 2026 has no file."


def test_open_is_as_at_the_day_in_every_rule() -> None:
    files = {
        JAN: "present: [{initials: AB, name: Ada Bell, left: 2026-01-20}]\n"
        "actions: [{ref: 1/26, action: A, owner: AB, due: end of July}]\n",
        FEB: "updates: [{ref: 1/26, status: done}]\n"
        "actions: [{ref: 2/26, action: B, due: in two weeks}]\n",
    }
    for rule in ("due-without-day", "owner-left"):
        assert sum("1/26" in one for one in warned(files, "2026-02-11", of=rule)) == 1
        assert sum("1/26" in one for one in warned(files, FEB, of=rule)) == 0
    assert sum("2/26" in one for one in warned(files, "2026-02-11", of="due-without-day")) == 1


# Status


@pytest.mark.parametrize(
    ("update", "status", "words"),
    [
        ("becomes: 2/26", "withdrawn", "lapsed"),
        ("status: ongoing, becomes: 2/26", "withdrawn", "ongoing"),
        ("status: done, becomes: 2/26", "completed", "done"),
    ],
)
def test_becomes_keeps_the_closed_status_of_a_closed_action(
    update: str, status: str, words: str
) -> None:
    files = {
        JAN: RAISED,
        FEB: "updates: [{ref: 1/26, status: lapsed}]\n",
        MAR: f"updates: [{{ref: 1/26, {update}}}]\nactions: [{{ref: 2/26, action: B}}]\n",
    }
    found = book(files).log.by_key["1/26"].state
    assert (found.status.value, found.status_text, found.closed) == (status, words, day(FEB))


@pytest.mark.parametrize("today", ["2024-03-01", "2024-04-01", "2024-05-01", "2024-06-01"])
def test_who_agreed_the_minutes_of_one_meeting_is_as_in_the_list_of_all(today: str) -> None:
    made = make_book(
        {
            "2024-02-08": "date: 2024-02-08\napproves: 2024-01-11\n",
            "2024-03-14": "date: 2024-03-14\napproves: 2024-02-08\n",
            "2024-04-11": "date: 2024-04-11\napproves: [2024-02-08, previous meeting]\n",
            "2024-05-09": "date: 2024-05-09\nheld: false\napproves: 2024-04-11\n",
            "2024-05-16": "date: 2024-05-16\nitems: [{title: Minutes, approves: 2024-04-11}]\n",
        }
    )
    found = {one.name: find_agreeing_meeting(made, one, day(today)) for one in made.meetings}
    agreed = {name: meeting for name, meeting in found.items() if meeting is not None}
    assert agreed == find_approvals(made, day(today))
