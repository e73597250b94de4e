"""The fold: texts of meetings in, the action log out."""

from __future__ import annotations

from datetime import date

import pytest
from support import make_book, make_example_book

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import count_open_rows
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import Source

MARCH, APRIL, MAY, JUNE = "2024-03-14", "2024-04-11", "2024-05-09", "2024-06-13"


def book(files: dict[str, str], as_at: date | None = None) -> MinuteBook:
    return cut_book(make_book(files), as_at)


def rules(found: MinuteBook) -> list[str]:
    return [problem.rule for problem in found.problems]


def only(files: dict[str, str], as_at: date | None = None) -> Action:
    """Give the first action of a log that has no fault."""
    made = book(files, as_at)
    assert rules(made) == []
    return made.log.actions[0]


def one(
    *reports: str, action: str = "{ref: 1/24, action: Survey, owner: AB, due: 28.03.24}"
) -> Action:
    """Give an action raised in March, and reported on in April, an entry each."""
    lines = "".join(f"  - {{ref: 1/24, {report}}}\n" for report in reports)
    return only({MARCH: f"actions:\n  - {action}\n", APRIL: f"updates:\n{lines}"})


# The real meeting


def test_the_real_meeting_is_counted() -> None:
    made = make_example_book()
    assert rules(made) == []
    assert len(made.log.actions) == 18
    rows = make_action_rows(made.log.actions, date(2015, 6, 26))
    assert count_open_rows(rows, date(2015, 6, 26)) == (11, 0, 3, 14)
    assert count_open_rows(rows, date(2015, 6, 25)).overdue == 2


def test_the_real_meeting_is_told_apart() -> None:
    log = make_example_book().log.by_key
    unnumbered = log["2015-05-28#2"]
    assert (unnumbered.entry.ref, unnumbered.state.words) == (None, "To be published on website")
    assert log["39/15"].state.owners == ("LW", "WK")
    assert (log["32/15"].follows, log["30/15"].becomes) == (("30/15",), ("32/15",))
    assert log["30/15"].state.closed == date(2015, 5, 28)
    assert [event.kind for event in log["25/15"].history] == ["brought forward", *["reported"] * 2]
    assert log["25/15"].state.due is not None
    assert log["25/15"].state.due.day == date(2015, 6, 25)
    assert log["17/15"].raised is None
    assert log["17/15"].item is None


# Status


def test_an_action_is_open_until_a_report_closes_it() -> None:
    raised = only({MARCH: "actions: [{action: Survey}]\n"}).state
    assert (raised.status, raised.status_text, raised.closed) == (Status.OPEN, None, None)
    assert raised.answered is None
    closed = one("status: Discharged.")
    assert (closed.state.status, closed.state.status_text) == (Status.COMPLETED, "Discharged.")
    assert closed.state.closed == closed.state.answered == date(2024, 4, 11)


def test_a_second_closing_does_not_move_the_day() -> None:
    files = {
        MARCH: "actions: [{ref: 1/24, action: Survey}]\n",
        APRIL: "updates: [{ref: 1/24, status: done}]\n",
        MAY: "updates: [{ref: 1/24, status: withdrawn}]\n",
    }
    found = only(files)
    assert (found.state.status, found.state.closed) == (Status.WITHDRAWN, date(2024, 4, 11))


def test_an_open_status_reopens_and_a_note_does_not() -> None:
    noted = one("status: done", "note: Thanks were given")
    assert noted.state.status is Status.COMPLETED
    reopened = one("status: done", "status: ongoing")
    assert (reopened.state.status, reopened.state.closed) == (Status.IN_PROGRESS, None)
    again = one("status: done", "status: reopened", "status: lapsed")
    assert (again.state.status, again.state.closed) == (Status.WITHDRAWN, date(2024, 4, 11))


def test_a_board_may_have_words_of_its_own() -> None:
    files = {
        "series": "statuses: {noted: completed}\n",
        MARCH: "actions: [{ref: 1/24, action: Survey}]\nupdates: [{ref: 1/24, status: Noted}]\n",
    }
    found = only(files)
    assert (found.state.status, found.state.status_text) == (Status.COMPLETED, "Noted")


def test_a_bare_relisting_answers_nothing() -> None:
    files = {
        MARCH: "actions: [{ref: 1/24, action: Survey}]\n",
        APRIL: "updates:\n  - ref: 1/24\n    status:\n",
    }
    found = only(files)
    assert found.state.answered is None
    assert [event.kind for event in found.history] == ["raised", "reported"]
    assert one("note: Soon").state.answered == date(2024, 4, 11)


# `becomes`


def becoming(reports: str) -> Action:
    return only({
        MARCH: "actions: [{ref: 1/24, action: Survey}]\n",
        APRIL: f"actions: [{{ref: 2/24, action: Both surveys}}]\nupdates:\n{reports}",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("report", "status", "words"),
    [
        ("becomes: 2/24", Status.SUPERSEDED, None),
        ("status: transferred, becomes: 2/24", Status.TRANSFERRED, "transferred"),
        ("status: ongoing, becomes: 2/24", Status.SUPERSEDED, "ongoing"),
    ],
)
def test_what_becomes_another_is_always_closed(
    report: str, status: Status, words: str | None
) -> None:
    found = becoming(f"  - {{ref: 1/24, {report}}}\n")
    assert (found.state.status, found.state.status_text) == (status, words)
    assert found.state.closed == date(2024, 4, 11)
    assert found.becomes == ("2/24",)


def test_becomes_without_a_status_leaves_the_words_and_a_closed_status() -> None:
    carried = becoming("  - {ref: 1/24, status: in hand}\n  - {ref: 1/24, becomes: 2/24}\n")
    assert (carried.state.status, carried.state.status_text) == (Status.SUPERSEDED, "in hand")
    closed = becoming("  - {ref: 1/24, status: done}\n  - {ref: 1/24, becomes: 2/24}\n")
    assert (closed.state.status, closed.state.status_text) == (Status.COMPLETED, "done")


# Dues


def test_a_slip_is_a_date_given_up_for_a_later_one_or_for_words() -> None:
    found = one("due: 11.04.24", "due: asap", "due: 1.5.24", "due: 30.4.24", "due: 2.5.24")
    assert found.state.slips == 3
    assert found.state.original_due == date(2024, 3, 28)
    assert found.state.due is not None
    assert found.state.due.day == date(2024, 5, 2)


def test_a_due_taken_away_or_first_given_is_no_slip() -> None:
    taken = one("due: none")
    state = taken.state
    assert (state.due, state.slips, state.original_due) == (None, 0, date(2024, 3, 28))
    assert taken.history[-1].due is not None
    assert taken.history[-1].due.text == "none"
    given = one("due: asap", "due: 11.4.24", action="{ref: 1/24, action: Survey}")
    assert (given.state.slips, given.state.original_due) == (0, date(2024, 4, 11))
    kept = one("note: Weather", action="{ref: 1/24, action: Survey, due: Aug 2024}")
    assert kept.state.due is not None
    assert (kept.state.due.day, kept.state.due.text) == (date(2024, 8, 31), "Aug 2024")


def test_the_due_of_a_meeting_is_for_what_it_raises() -> None:
    text = (
        "due: 11.04.24\nbrought_forward: [{ref: 7/24}]\nactions:\n"
        "  - {ref: 8/24, action: A}\n  - {ref: 9/24, action: B, due: asap}\n"
        "  - {ref: 10/24, action: C, due: none}\n"
    )
    found = {key: action.state.due for key, action in book({MARCH: text}).log.by_key.items()}
    dues = {key: (due.day, due.text) if due else None for key, due in found.items()}
    day = (date(2024, 4, 11), None)
    assert dues == {"7/24": None, "8/24": day, "9/24": (None, "asap"), "10/24": None}


NEXT = "actions: [{ref: 1/24, action: Survey, due: by the next meeting}]\n"


@pytest.mark.parametrize(
    ("files", "day"),
    [
        ({MARCH: NEXT}, None),
        ({MARCH: NEXT + "next_meeting: to be confirmed\n"}, None),
        ({MARCH: NEXT + "next_meeting: 12.4.24\n"}, date(2024, 4, 12)),
        ({MARCH: NEXT + "next_meeting: {date: 12.4.24}\n", APRIL: ""}, date(2024, 4, 11)),
        ({MARCH: NEXT, "2024-03-20": "extraordinary: true\n", APRIL: ""}, date(2024, 4, 11)),
        ({MARCH: NEXT, "2024-03-20": "extraordinary: true\n"}, None),
    ],
)
def test_the_next_meeting_is_the_next_file_else_what_was_announced(
    files: dict[str, str], day: date | None
) -> None:
    for as_at in (None, date(2024, 3, 14)):
        due = only(files, as_at).state.due
        assert due is not None
        assert (due.day, due.text) == (day, "by the next meeting")


# Keys


def test_keys_count_in_the_order_of_the_file() -> None:
    text = (
        "items:\n  - actions: [{action: A}]\n    items: [{actions: [{ref: 1/24, action: B}]}]\n"
        "  - actions: [{action: C}]\nactions: [{action: D}]\nbrought_forward: [{action: E}]\n"
    )
    found = book({MARCH: text}).log.actions
    assert [(one.key, one.place_key, one.state.words) for one in found] == [
        (f"{MARCH}#b1", f"{MARCH}#b1", "E"),
        (f"{MARCH}#1", f"{MARCH}#1", "A"),
        ("1/24", f"{MARCH}#2", "B"),
        (f"{MARCH}#3", f"{MARCH}#3", "C"),
        (f"{MARCH}#4", f"{MARCH}#4", "D"),
    ]


def test_a_numbered_action_answers_to_its_place_too() -> None:
    files = {
        MARCH: "actions: [{ref: BOD 60/17(h), action: Survey}]\n",
        APRIL: f"updates:\n  - ref: '{MARCH}#1'\n    about: sur…\n    status: done\n",
    }
    assert not only(files).is_open
    other = {**files, APRIL: "updates: [{ref: bod60/17(H), status: done}]\n"}
    assert not only(other).is_open


def test_refs_are_compared_to_the_letter() -> None:
    refs = ("2.1", "2.10", "12", "012")
    lines = "".join(f"  - {{ref: {ref}, action: A}}\n" for ref in refs)
    made = book({MARCH: f"actions:\n{lines}"})
    assert rules(made) == []
    assert tuple(made.log.by_key) == refs


def test_the_first_keeps_a_number_given_twice() -> None:
    made = book({
        MARCH: "actions: [{ref: 1/24, action: A}, {ref: 1 / 24, action: B}]\n",
        APRIL: "updates: [{ref: 1/24, status: done}]\n",
    })  # fmt: skip
    assert rules(made) == ["duplicate-ref"]
    first, other = made.log.actions
    assert (first.key, first.is_open) == ("1/24", False)
    assert (other.key, other.entry.ref, other.is_open) == (f"{MARCH}#2", "1 / 24", True)
    assert "2/24" in made.problems[0].hint


def test_what_is_in_the_log_is_not_brought_forward_again() -> None:
    made = book({
        MARCH: "actions: [{ref: 1/24, action: A}]\n",
        APRIL: "brought_forward: [{ref: 1/24, action: A}, {action: A}]\n",
    })  # fmt: skip
    assert rules(made) == ["already-known"]
    assert [one.key for one in made.log.actions] == ["1/24", f"{APRIL}#b2"]


def test_a_report_names_what_the_log_has_by_then() -> None:
    files = {
        MARCH: "updates: [{ref: 2/24, status: done}]\n",
        APRIL: "actions: [{ref: 2/24, action: A}]\n",
    }
    assert rules(book(files)) == ["unknown-ref"]
    same = {MARCH: "updates: [{ref: 2/24, status: done}]\nactions: [{ref: 2/24, action: A}]\n"}
    assert not only(same).is_open


def test_words_that_are_another_actions_are_an_error_that_names_it() -> None:
    made = book({
        MARCH: "actions: [{action: Survey the mole}, {action: Publish}]\n",
        APRIL: f"updates: [{{ref: '{MARCH}#2', about: SURVEY  the …, status: done}}]\n",
    })  # fmt: skip
    assert rules(made) == ["wrong-action"]
    assert f"{MARCH}#1" in made.problems[0].hint


def test_every_wording_of_an_action_names_it_whenever_it_was_given() -> None:
    first = "actions: [{action: Survey the mole}]\n"
    for words in ("Survey", "Sound the basin", "Ask a diver"):
        made = book({
            MARCH: first,
            APRIL: f"updates: [{{ref: '{MARCH}#1', action: Sound the basin}}]\n",
            MAY: f"updates: [{{ref: '{MARCH}#1', about: {words}, note: n}}]\n",
            JUNE: f"updates: [{{ref: '{MARCH}#1', action: Ask a diver}}]\n",
        })  # fmt: skip
        assert rules(made) == []


# As at a day


def test_only_what_had_happened_counts() -> None:
    files = {
        MARCH: "actions: [{ref: 1/24, action: A, due: 28.3.24}]\n",
        APRIL: "updates:\n  - {ref: 1/24, status: done, on: 2.4.24}\n"
        "  - {ref: 1/24, note: Thanks}\nactions: [{ref: 2/24, action: B, on: 5.4.24}]\n",
    }

    def log(day: str) -> dict[str, tuple[bool, date | None, date | None]]:
        found = book(files, date.fromisoformat(day)).log.actions
        return {one.key: (one.is_open, one.state.closed, one.state.answered) for one in found}

    second, eleventh = date(2024, 4, 2), date(2024, 4, 11)
    assert log("2024-03-13") == {}
    assert log("2024-04-01") == {"1/24": (True, None, None)}
    assert log("2024-04-02") == {"1/24": (False, second, second)}
    assert log("2024-04-05")["2/24"] == (True, None, None)
    assert log("2024-04-11")["1/24"] == (False, second, eleventh)


def test_what_is_brought_forward_exists_from_the_meeting_that_brings_it() -> None:
    files = {MARCH: "brought_forward: [{ref: 7/23, action: A, raised: 1.12.23}]\n"}
    assert book(files, date(2024, 3, 13)).log.actions == ()
    assert only(files, date(2024, 3, 14)).raised == date(2023, 12, 1)


def test_the_updates_of_a_file_count_in_the_order_of_their_days() -> None:
    found = one("status: done", "status: ongoing, on: 20.3.24", "note: c, on: 20.3.24")
    assert [(event.date.day, event.note) for event in found.history[1:]] == [
        (20, None), (20, "c"), (11, None),
    ]  # fmt: skip
    assert (found.is_open, found.state.closed, found.state.answered) == (
        False, date(2024, 4, 11), date(2024, 4, 11),
    )  # fmt: skip


def test_on_never_changes_the_order_of_meetings() -> None:
    files = {
        MARCH: "actions: [{ref: 1/24, action: A}]\n",
        APRIL: "updates: [{ref: 1/24, status: done}]\n",
        MAY: "updates: [{ref: 1/24, status: ongoing, on: 1.4.24}]\n",
    }
    found = only(files)
    assert (found.state.status, found.state.closed, found.state.answered) == (
        Status.IN_PROGRESS, None, date(2024, 4, 1),
    )  # fmt: skip
    assert only(files, date(2024, 4, 10)).state.status is Status.IN_PROGRESS
    assert only(files, date(2024, 4, 11)).state.status is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("on", "rule"), [("1.3.24", "happened-before-raised"), ("12.4.24", "happened-after-meeting")]
)
def test_on_lies_between_the_raising_and_the_meeting(on: str, rule: str) -> None:
    files = {
        MARCH: "actions: [{ref: 1/24, action: A}]\n",
        APRIL: f"updates: [{{ref: 1/24, status: done, on: {on}}}]\n",
    }
    assert rules(book(files)) == [rule]


# Links


def links(made: MinuteBook) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {one.key: (one.follows, one.becomes) for one in made.log.actions}


FOLLOWED = {
    MARCH: "actions: [{ref: 1/24, action: A}]\n",
    APRIL: "actions: [{ref: 2/24, action: B, follows: 1/24}]\n",
}


def test_links_mirror_each_other_and_close_nothing() -> None:
    made = book(FOLLOWED)
    assert links(made) == {"1/24": ((), ("2/24",)), "2/24": (("1/24",), ())}
    assert made.log.by_key["1/24"].is_open


def test_a_link_said_twice_is_one() -> None:
    text = FOLLOWED[APRIL] + "updates: [{ref: 1/24, becomes: 2/24}]\n"
    assert links(book({**FOLLOWED, APRIL: text}))["1/24"] == ((), ("2/24",))


def test_a_link_shows_from_the_day_of_the_event_that_states_it_once_both_exist() -> None:
    early = {**FOLLOWED, APRIL: "actions: [{ref: 2/24, action: B, follows: 1/24, on: 2.4.24}]\n"}
    assert links(book(early, date(2024, 4, 1))) == {"1/24": ((), ())}
    assert links(book(early, date(2024, 4, 2)))["1/24"] == ((), ("2/24",))
    later = {
        MARCH: "actions: [{ref: 1/24, action: A}]\nupdates: [{ref: 1/24, becomes: 2/24}]\n",
        APRIL: "actions: [{ref: 2/24, action: B}]\n",
    }
    assert rules(book(later)) == []
    assert links(book(later, date(2024, 4, 10))) == {"1/24": ((), ())}
    assert links(book(later, date(2024, 4, 11)))["2/24"] == (("1/24",), ())


@pytest.mark.parametrize(
    ("april", "rule"),
    [
        ("actions: [{ref: 2/24, action: B, follows: 9/24}]\n", "unknown-ref"),
        ("actions: [{ref: 2/24, action: B, follows: 2/24}]\n", "circular"),
        (
            "actions: [{ref: 2/24, action: B}]\nupdates: [{ref: 2/24, becomes: 1/24}]\n",
            "unknown-ref",
        ),
        (
            (
                "actions:\n  - {ref: 2/24, action: B, follows: 3/24}\n"
                "  - {ref: 3/24, action: C, follows: 2/24}\n"
            ),
            "circular",
        ),
    ],
)
def test_a_link_that_cannot_be_is_an_error(april: str, rule: str) -> None:
    assert rules(book({**FOLLOWED, APRIL: april})) == [rule]


# Confidential


def test_confidence_is_inherited_within_an_item_and_by_every_report() -> None:
    files = {
        MARCH: "items:\n  - confidential: s.40 FOIA\n    items:\n"
        "      - actions: [{ref: 1/24, action: A}, {ref: 2/24, action: B, confidential: true}]\n"
        "  - actions: [{ref: 3/24, action: C}]\n",
        APRIL: "updates:\n  - {ref: 1/24, note: n}\n"
        "  - {ref: 3/24, note: n, confidential: names}\n  - {ref: 3/24, note: open}\n",
    }
    found = book(files).log.by_key
    assert found["1/24"].confidential == "s.40 FOIA"
    assert found["1/24"].history[-1].confidential == "s.40 FOIA"
    assert found["2/24"].confidential == ""
    assert found["3/24"].confidential is None
    assert [event.confidential for event in found["3/24"].history] == [None, "names", None]


def test_links_do_not_pass_confidence_on() -> None:
    files = {
        MARCH: "actions: [{ref: 1/24, action: A, confidential: true}]\n",
        APRIL: FOLLOWED[APRIL],
    }
    assert book(files).log.by_key["2/24"].confidential is None


def test_confidential_without_a_value_is_an_error_and_counts() -> None:
    made = book({MARCH: "actions:\n  - action: A\n    confidential:\n"})
    assert rules(made) == ["missing-value"]
    assert made.log.actions[0].confidential == ""


# Item and labels


def test_the_item_is_the_nearest_title() -> None:
    text = (
        "title: Harbour Board\nactions: [{action: A}]\nitems:\n  - title: Dredging\n"
        "    items:\n      - actions: [{action: B}]\n      - title: Costs\n"
        "        actions: [{action: C}]\n"
    )
    found = book({MARCH: text}).log.actions
    assert {one.state.words: one.item for one in found} == {
        "A": None,
        "B": "Dredging",
        "C": "Costs",
    }


def test_a_label_is_shown_as_initials_else_name_else_as_first_written() -> None:
    files = {
        MARCH: "present:\n  - {initials: AB, name: Ada Bell, aliases: [Madam Chair]}\n"
        "  - {name: Cem Demir}\n  - Clerk\n"
        "actions:\n  - {action: A, owner: ada bell}\n  - {action: B, owner: [madam chair, ab]}\n"
        "  - {action: C, owner: CEM DEMIR / CLERK}\n  - {action: D, owner: eP}\n",
        APRIL: "actions: [{action: E, owner: EP}]\n",
    }
    found = {one.state.words: one.state.owners for one in book(files).log.actions}
    assert found["A"] == ("AB",)
    assert found["B"] == ("AB",)
    assert found["C"] == ("Cem Demir", "Clerk")
    assert found["D"] == found["E"] == ("eP",)


def test_whoever_is_introduced_later_is_known_in_the_whole_log() -> None:
    files = {
        MARCH: "actions: [{action: A, owner: Ada Bell}]\n",
        APRIL: "present: [{initials: AB, name: Ada Bell}]\n",
    }
    assert only(files).state.owners == ("AB",)


def test_owner_and_wording_hold_from_the_report_on() -> None:
    found = one("owner: [CD, EF]", "action: Survey of both moles")
    assert (found.state.owners, found.state.words) == (("CD", "EF"), "Survey of both moles")
    assert found.history[0].owners == ("AB",)
    assert found.history[1].action is None
    assert one("owner: n/a").state.owners == ()


# Order, and files that cannot be read


def test_meetings_of_one_day_are_in_order_of_name() -> None:
    files = {
        f"{MARCH}-extraordinary": "extraordinary: true\nupdates: [{ref: 1/24, status: done}]\n",
        MARCH: "actions: [{ref: 1/24, action: A}]\n",
    }
    made = book(files)
    assert rules(made) == []
    assert [one.name for one in made.meetings] == [MARCH, f"{MARCH}-extraordinary"]


def test_refs_are_not_missed_while_an_earlier_file_cannot_be_read() -> None:
    report = "date: 2024-04-11\nupdates: [{ref: 1/24, status: done}]\n"
    broken = Source(f"meetings/{MARCH}.yaml", "date: [")
    made = build_book([broken, Source(f"meetings/{APRIL}.yaml", report)])
    assert "unknown-ref" not in rules(made)
    assert made.unreadable == (f"meetings/{MARCH}.yaml",)
    later = build_book(
        [Source(f"meetings/{MAY}.yaml", "date: ["), Source(f"meetings/{APRIL}.yaml", report)]
    )
    assert "unknown-ref" in rules(later)
