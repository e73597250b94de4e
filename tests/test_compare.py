"""What a change means: two states of a log in, what became of the actions out."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import make_book

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.matching import match_actions
from scrutiny_cli.actionlog.model import Action, ActionState, MinuteBook
from scrutiny_cli.diff.compare import Change, ChangeKind, Comparison, compare_books
from scrutiny_cli.minutes.source import Source

TODAY = date(2024, 5, 10)
MARCH = """\
date: 2024-03-14
present: [AB, CD]
brought_forward:
  - {ref: 7/23, owner: AB}
items:
  - title: Dredging
    minutes: CD reported on the basin.
    actions:
      - {ref: 1/24, action: Costs of dredging the basin, owner: AB, due: 1.5.24}
      - {ref: 2/24, action: Count the buoys, owner: "AB, CD", due: asap}
  - title: Website
    actions:
      - {action: Publish the minutes, owner: EF, due: 8.5.24}
      - {action: Renew the name, owner: EF}
"""
APRIL = """\
date: 2024-04-11
updates:
  - {ref: 1/24, status: ongoing}
  - {ref: 2/24, status: }
  - {ref: 2024-03-14#1, about: Costs, note: See below}
"""
MAY = "date: 2024-05-09\n"


def book(*texts: str) -> MinuteBook:
    """Build the log of meetings, each a text with its date at its beginning."""
    return make_book({text.partition("date: ")[2][:10]: text for text in texts})


def compared(before: Sequence[str], after: Sequence[str]) -> Comparison:
    return compare_books(book(*before), book(*after), TODAY)


def told(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str, str]]:
    return [(one.meeting, one.kind.value, one.key) for one in compared(before, after).changes]


def only(before: Sequence[str], after: Sequence[str]) -> Change:
    """Give the one change that there is to be."""
    (change,) = compared(before, after).changes
    return change


def may(*updates: str) -> str:
    return f"{MAY}updates:\n" + "".join(f"  - {{{one}}}\n" for one in updates)


def edited(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


BEFORE = (MARCH, APRIL, may())


def reported(update: str, *more: str) -> Change:
    """Give what a report of May adds to a log that has the meeting already."""
    return only((MARCH, APRIL, MAY), (MARCH, APRIL, may(update), *more))


# What a report does


def test_closed_with_its_status_and_words() -> None:
    change = reported("ref: 1/24, status: done, note: Costs are known")
    assert (change.kind, change.meeting, change.key) == (ChangeKind.CLOSED, "2024-05-09", "1/24")
    assert (change.status_text, change.note) == ("done", "Costs are known")
    assert stood(change.old) == "in progress"
    assert stood(change.new) == "completed"
    assert change.place.line == 3


def stood(stands: ActionState | None) -> str | None:
    return None if stands is None else stands.status.value


def test_reopened() -> None:
    closed = edited(APRIL, "ongoing", "done")
    change = only((MARCH, closed, MAY), (MARCH, closed, may("ref: 1/24, status: ongoing")))
    assert (change.kind, stood(change.old), stood(change.new)) == (
        ChangeKind.REOPENED, "completed", "in progress",
    )  # fmt: skip


def test_a_closure_taken_back_where_it_stood_is_a_reopening() -> None:
    change = only((MARCH, edited(APRIL, "ongoing", "done")), (MARCH, APRIL))
    assert (change.kind, change.meeting) == (ChangeKind.REOPENED, "2024-04-11")


def due(stands: ActionState | None) -> object:
    return stands.due.day or stands.due.text if stands and stands.due else None


@pytest.mark.parametrize(
    ("update", "now", "slip"),
    [
        ("due: 1.6.24", date(2024, 6, 1), 1),
        ("due: asap", "asap", 1),
        ("due: 1.4.24", date(2024, 4, 1), None),
        ("due: none", None, None),
    ],
)
def test_redated(update: str, now: object, slip: int | None) -> None:
    change = reported(f"ref: 1/24, {update}")
    assert (change.kind, change.slip) == (ChangeKind.REDATED, slip)
    assert (due(change.old), due(change.new)) == (date(2024, 5, 1), now)


def test_which_slip_it_is() -> None:
    slipped = edited(APRIL, "status: ongoing", "due: 20.5.24")
    change = only((MARCH, slipped, MAY), (MARCH, slipped, may("ref: 1/24, due: 20.6.24")))
    assert (change.kind, change.slip) == (ChangeKind.REDATED, 2)


def test_a_due_that_was_set_where_it_was_raised_is_no_slip() -> None:
    change = only(BEFORE, (edited(MARCH, "8.5.24", "9.5.24"), *BEFORE[1:]))
    assert (change.kind, change.slip, change.raising) == (ChangeKind.REDATED, None, True)


def test_reassigned() -> None:
    change = reported('ref: 1/24, owner: "CD, AB"')
    assert change.kind is ChangeKind.REASSIGNED
    assert (owners(change.old), owners(change.new)) == (("AB",), ("CD", "AB"))


def owners(stands: ActionState | None) -> tuple[str, ...] | None:
    return None if stands is None else stands.owners


def test_the_same_owners_in_another_order_are_not_reassigned() -> None:
    assert told(BEFORE, (edited(MARCH, '"AB, CD"', '"CD, AB"'), *BEFORE[1:])) == []


def test_reworded() -> None:
    change = reported("ref: 1/24, action: Costs of dredging the inner basin")
    assert change.kind is ChangeKind.REWORDED
    assert change.old is not None
    assert change.old.words == "Costs of dredging the basin"
    assert change.action == "Costs of dredging the inner basin"


def test_superseded_by_what_takes_its_place() -> None:
    new = f"{may('ref: 1/24, becomes: 3/24')}actions:\n  - {{ref: 3/24, action: Dredge}}\n"
    closed, raised = compared((MARCH, APRIL, MAY), (MARCH, APRIL, new)).changes
    assert (closed.kind, closed.refs, stood(closed.new)) == (
        ChangeKind.SUPERSEDED, ("3/24",), "superseded",
    )  # fmt: skip
    assert (raised.kind, raised.key, raised.action) == (ChangeKind.RAISED, "3/24", "Dredge")


def test_an_empty_status_is_not_answered() -> None:
    assert reported("ref: 1/24, status: ").kind is ChangeKind.NOT_ANSWERED


def test_an_empty_status_that_is_filled_is_what_it_is_filled_with() -> None:
    assert told((MARCH, APRIL), (MARCH, edited(APRIL, "status: }", "status: done}"))) == [
        ("2024-04-11", "closed", "2/24")
    ]


def test_words_alone_are_an_update() -> None:
    change = reported("ref: 1/24, note: The diver was ill")
    assert (change.kind, change.note) == (ChangeKind.UPDATED, "The diver was ill")


def test_what_is_said_again_is_an_update() -> None:
    change = reported("ref: 1/24, due: 1.5.24")
    assert (change.kind, change.fields) == (ChangeKind.UPDATED, ("due",))


def test_one_report_with_several_effects_tells_each() -> None:
    update = "ref: 1/24, status: on hold, note: Ill, due: 1.6.24, owner: CD, action: Costs"
    changes = compared((MARCH, APRIL, MAY), (MARCH, APRIL, may(update))).changes
    kinds = [ChangeKind.UPDATED, ChangeKind.REDATED, ChangeKind.REASSIGNED, ChangeKind.REWORDED]
    assert [one.kind for one in changes] == kinds
    assert [one.note for one in changes] == ["Ill", None, None, None]


def test_a_report_taken_away_tells_what_follows() -> None:
    closed = edited(APRIL, "ongoing", "done")
    gone = edited(closed, "  - {ref: 1/24, status: done}\n", "")
    gone = edited(gone, "  - {ref: 2024-03-14#1, about: Costs, note: See below}\n", "")
    closed = edited(closed, "  - {ref: 2024-03-14#1, about: Costs, note: See below}\n", "")
    assert told((MARCH, closed), (MARCH, gone)) == [
        ("2024-04-11", "update removed", "1/24"),
        ("2024-04-11", "reopened", "1/24"),
    ]


# What is raised, and what is gone


def test_raised_and_brought_forward_with_the_file() -> None:
    changes = told((APRIL,), (MARCH, APRIL))
    assert changes == [
        ("2024-03-14", "meeting added", ""),
        ("2024-03-14", "brought forward", "7/23"),
        ("2024-03-14", "raised", "1/24"),
        ("2024-03-14", "raised", "2/24"),
        ("2024-03-14", "raised", "2024-03-14#3"),
        ("2024-03-14", "raised", "2024-03-14#4"),
        ("2024-04-11", "updated", "1/24"),
        ("2024-04-11", "not answered", "2/24"),
    ]


def test_an_action_that_is_gone_is_removed() -> None:
    gone = edited(MARCH, "      - {action: Renew the name, owner: EF}\n", "")
    change = only((MARCH, APRIL), (gone, APRIL))
    assert (change.kind, change.key, change.action) == (
        ChangeKind.REMOVED, "2024-03-14#4", "Renew the name",
    )  # fmt: skip
    assert change.new is None


def test_an_action_put_in_above_moves_no_other() -> None:
    more = edited(MARCH, "    actions:\n", "    actions:\n      - {action: Thank the diver}\n")
    more = more.replace("      - {action: Thank the diver}\n", "", 1)
    assert told((MARCH,), (more,)) == [("2024-03-14", "raised", "2024-03-14#3")]


def test_an_action_without_a_number_keeps_itself_when_it_is_worded_anew() -> None:
    worded = edited(MARCH, "Publish the minutes", "Publish the minutes and the report")
    change = only((MARCH,), (worded,))
    assert (change.kind, change.key) == (ChangeKind.REWORDED, "2024-03-14#3")


def test_an_action_that_gets_a_number_is_renumbered() -> None:
    change = only((MARCH,), (edited(MARCH, "{action: Pub", "{ref: 3/24, action: Pub"),))
    assert (change.kind, change.key, change.refs) == (
        ChangeKind.RENUMBERED,
        "3/24",
        ("2024-03-14#3",),
    )


def test_a_number_that_goes_to_another_action_is_told_as_what_it_is() -> None:
    other = edited(edited(MARCH, "ref: 1/24", "ref: 3/24"), "ref: 2/24", "ref: 1/24")
    assert told((MARCH,), (other,)) == [
        ("2024-03-14", "renumbered", "3/24"),
        ("2024-03-14", "renumbered", "1/24"),
    ]


def test_a_meeting_put_off_takes_all_it_says_along() -> None:
    later = edited(APRIL, "2024-04-11", "2024-04-18")
    change = only((MARCH, APRIL), (MARCH, later))
    assert (change.kind, change.meeting, change.refs) == (
        ChangeKind.MEETING_RENAMED, "2024-04-18", ("2024-04-11",),
    )  # fmt: skip


def test_a_file_without_actions_that_comes_or_goes_is_told() -> None:
    assert told((MARCH,), (MARCH, MAY)) == [("2024-05-09", "meeting added", "")]
    assert told((MARCH, MAY), (MARCH,)) == [("2024-05-09", "meeting removed", "")]


# What is no change


@pytest.mark.parametrize(
    "after",
    [
        "# A comment\n" + MARCH,
        edited(MARCH, "minutes: CD", "minutes: |\n      CD"),
        edited(MARCH, "title: Website", 'title: "Website"'),
        MARCH.replace("  - title", "    - title").replace("    minutes", "      minutes")
        .replace("    actions", "      actions").replace("      - {", "          - {"),
        edited(MARCH, "{ref: 7/23, owner: AB}", "{owner: AB, ref: 7/23}"),
    ],
)  # fmt: skip
def test_comments_quotes_indents_and_the_order_of_fields_are_no_change(after: str) -> None:
    compare = compared((MARCH, APRIL), (after, APRIL))
    assert compare.is_empty
    assert compare.others == ()


def test_a_comment_in_agreed_minutes_that_report_is_no_change() -> None:
    agreeing = f"{MAY}approves: previous meeting\n"
    compare = compared((MARCH, APRIL, agreeing), (MARCH, f"# A comment\n{APRIL}", agreeing))
    assert compare.is_empty
    assert compare.others == ()


def test_items_and_actions_in_another_order_are_no_change() -> None:
    head, first, second = MARCH.partition("  - title: Dredging")[0], *MARCH.split("  - title: ")[1:]
    turned = f"{head}  - title: {second}  - title: {first}"
    agreed = f"{APRIL}approves: 2024-03-14\n"
    assert book(turned).log.by_key["2024-03-14#1"].state.words == "Publish the minutes"
    agreed = agreed.replace("2024-03-14#1, about: Costs", "1/24")
    compare = compared((MARCH, agreed), (turned, agreed))
    assert compare.is_empty
    assert compare.others == ()


def test_prose_alone_changes_no_action_and_is_named_beside() -> None:
    compare = compared((MARCH,), (edited(MARCH, "reported", "spoke"),))
    assert compare.is_empty
    assert compare.others == ("2024-03-14",)


def test_a_person_who_is_introduced_reassigns_nothing() -> None:
    introduced = edited(MARCH, "[AB, CD]", "[{initials: XY, name: Ada Bell, aliases: AB}, CD]")
    assert told((MARCH,), (introduced,)) == []


def test_actions_of_the_same_words_are_matched_by_all_that_they_say() -> None:
    rows = (
        "  - {action: Survey}\n",
        "  - {action: Publish}\n",
        "  - {action: Survey, follows: 1/24}\n",
        "  - {action: Survey, owner: AB}\n",
        "  - {action: Survey, confidential: s.40}\n",
    )
    head = f"{APRIL}actions:\n"
    for turned in permutations(rows):
        assert told((MARCH, head + "".join(rows)), (MARCH, head + "".join(turned))) == []


def test_actions_that_say_the_same_are_matched_in_the_order_of_the_file() -> None:
    before = f"{APRIL}actions: [{{action: Survey}}, {{action: Survey}}]\n"
    report = "ref: 2024-04-11#2, about: Survey, status: done"
    change = only((MARCH, before, MAY), (MARCH, before, may(report)))
    assert (change.key, change.kind) == ("2024-04-11#2", ChangeKind.CLOSED)


# Agreed minutes


AGREED = f"{APRIL}items:\n  - title: Minutes\n    approves: 2024-03-14\n"
CORRECTED = f'{AGREED}    corrections: ["For reported read spoke."]\n'


def test_agreed_minutes_that_say_something_else_are_told_with_the_place() -> None:
    compare = compared((MARCH, AGREED), (edited(MARCH, "reported", "spoke"), AGREED))
    (agreed,) = compare.agreed
    assert (agreed.meeting, agreed.agreed_by, agreed.corrections) == (
        "2024-03-14",
        "2024-04-11",
        (),
    )
    (found,) = agreed.differences
    assert (found.what, found.place.line, found.gone) == ("minutes of “Dredging”", 7, False)
    assert compare.others == ()
    assert not compare.is_empty


def test_a_correction_that_was_recorded_is_named() -> None:
    after = (edited(MARCH, "reported", "spoke"), CORRECTED)
    (agreed,) = compared((MARCH, AGREED), after).agreed
    assert agreed.corrections == ("For reported read spoke.",)


def test_minutes_corrected_as_they_are_agreed_are_no_agreed_minutes_yet() -> None:
    assert compared((MARCH, APRIL), (edited(MARCH, "reported", "spoke"), CORRECTED)).agreed == ()


def test_every_place_of_agreed_minutes_that_changed_is_told() -> None:
    after = edited(MARCH, "present: [AB, CD]", "present: [AB]\nvenue: Pier")
    after = edited(after, "  - title: Website", "  - title: Pier\n  - title: Website")
    after = edited(after, "due: 8.5.24", "due: 9.5.24")
    (agreed,) = compared((MARCH, AGREED), (after, AGREED)).agreed
    assert [(one.what, one.place.line, one.gone) for one in agreed.differences] == [
        ("CD under present, deleted", 2, True),
        ("venue", 3, False),
        ("the item “Pier”, added", 12, False),
        ("the action “Publish the minutes” of “Website”", 15, False),
    ]


def test_a_name_that_changed_in_agreed_minutes_is_told() -> None:
    before = edited(MARCH, "[AB, CD]", "[{initials: AB, name: Ada Bell}, CD]")
    (agreed,) = compared((before, AGREED), (edited(before, "Bell", "Bull"), AGREED)).agreed
    assert [one.what for one in agreed.differences] == ["AB under present"]


def test_agreed_minutes_that_are_gone_are_told() -> None:
    (agreed,) = compared((MARCH, AGREED), (AGREED,)).agreed
    assert (agreed.meeting, agreed.differences) == ("2024-03-14", ())


# Counts


def test_open_and_overdue_of_both_states() -> None:
    compare = compared((MARCH, APRIL, MAY), (MARCH, APRIL, may("ref: 1/24, status: done")))
    assert (compare.before.open, compare.before.overdue) == (5, 2)
    assert (compare.after.open, compare.after.overdue) == (4, 1)


# Properties: actions named by number or by their words, in files that differ

_refs = st.integers(1, 6).map(lambda n: f"{n}/24")
_dues = st.sampled_from(["12.3.24", "2024-05-09", "asap", "none", "next meeting", "Aug 2024"])
_owners = st.sampled_from(["AB", "ab", "CD, EF", "n/a", "Clerk"])
_raised = st.fixed_dictionaries(
    {"action": st.sampled_from(["Survey", "Publish", "Costs of it all", "Costs of the mole"])},
    optional={"ref": _refs, "owner": _owners, "due": _dues, "follows": _refs},
)
_updates = st.fixed_dictionaries(
    {"ref": _refs},
    optional={
        "status": st.sampled_from(["done", "ongoing", "lapsed", "proposed"]),
        "note": st.sampled_from(["Said", "Told"]),
        "due": _dues,
        "owner": _owners,
        "action": st.sampled_from(["Survey", "Survey of the mole"]),
        "becomes": _refs,
        "confidential": st.just("true"),
    },
)
_meetings = st.fixed_dictionaries(
    {},
    optional={
        "brought_forward": st.lists(st.fixed_dictionaries({"ref": _refs}), max_size=2),
        "actions": st.lists(_raised, max_size=3, unique_by=str),
        "updates": st.lists(_updates, max_size=4),
        "approves": st.just("previous meeting"),
        "due": _dues,
    },
)
_logs = st.lists(st.none() | _meetings, min_size=1, max_size=4)


def _built(made: Sequence[Mapping[str, object] | None]) -> MinuteBook:
    sources = []
    for at, fields in enumerate(made):
        day = (date(2024, 1, 11) + timedelta(days=28 * at)).isoformat()
        if fields is not None:
            text = json.dumps({"date": day, **fields})
            sources.append(Source(f"meetings/{day}.yaml", text))
    return build_book(sources)


@given(_logs)
def test_a_state_does_not_differ_from_itself(made: list[Mapping[str, object] | None]) -> None:
    compare = compare_books(_built(made), _built(made), TODAY)
    assert compare.is_empty
    assert compare.others == ()


@given(_logs, st.randoms(use_true_random=False))
def test_nor_from_itself_in_another_order(
    made: list[Mapping[str, object] | None], chance: random.Random
) -> None:
    once = [_once(one) for one in made]
    turned = [_turned(one, chance) for one in once]
    assert compare_books(_built(once), _built(turned), TODAY).is_empty


def _once(meeting: Mapping[str, object] | None) -> Mapping[str, object] | None:
    """Let a meeting report on an action, and raise a number, but once: else order counts."""
    if meeting is None:
        return None
    kept: dict[str, object] = {**meeting}
    seen: set[object] = set()
    for name in ("brought_forward", "actions"):
        kept[name] = [one for one in _listed(meeting, name) if one.get("ref") not in seen]
        seen |= {one["ref"] for one in _listed(meeting, name) if "ref" in one}
    kept["actions"] = list(
        {one.get("ref", str(one)): one for one in _listed(kept, "actions")}.values()
    )
    kept["updates"] = list({one["ref"]: one for one in _listed(meeting, "updates")}.values())
    return kept


def _listed(meeting: Mapping[str, object], name: str) -> list[dict[str, object]]:
    found = meeting.get(name, [])
    assert isinstance(found, list)
    return found


def _turned(
    meeting: Mapping[str, object] | None, chance: random.Random
) -> Mapping[str, object] | None:
    if meeting is None:
        return None
    names = [name for name, value in meeting.items() if isinstance(value, list)]
    turned = {
        name: chance.sample(_listed(meeting, name), len(_listed(meeting, name))) for name in names
    }
    fields = list({**meeting, **turned}.items())
    chance.shuffle(fields)
    return dict(fields)


@given(_logs, _logs)
def test_what_is_told_applied_to_the_base_gives_the_head(
    one: list[Mapping[str, object] | None], other: list[Mapping[str, object] | None]
) -> None:
    before, after = _built(one), _built(other)
    told = compare_books(before, after, TODAY)
    assert applied(before, after, told) == {a.key: _settled(a) for a in after.log.actions}


@given(_logs, st.data())
def test_and_where_few_meetings_differ(
    one: list[Mapping[str, object] | None], data: st.DataObject
) -> None:
    other: list[Mapping[str, object] | None] = list(one)
    other[data.draw(st.integers(0, len(one) - 1))] = data.draw(st.none() | _meetings)
    before, after = _built(one), _built(other)
    told = compare_books(before, after, TODAY)
    assert applied(before, after, told) == {a.key: _settled(a) for a in after.log.actions}


@given(st.data())
def test_files_with_a_line_lost_or_doubled_are_compared_without_raising(
    data: st.DataObject,
) -> None:
    before, after = (
        [_mangled(data, text) for text in (MARCH, AGREED, may("ref: 1/24, becomes: 2/24"))]
        for _ in range(2)
    )
    compare_books(book(*before), book(*after), TODAY)


def _mangled(data: st.DataObject, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = data.draw(st.integers(1, len(lines) - 1))
    put = data.draw(st.sampled_from([[], [lines[at]], [lines[at]] * 2, ["  " + lines[at]]]))
    return "".join([*lines[:at], *put, *lines[at + 1 :]])


def _settled(action: Action) -> tuple[object, ...]:
    return action.state.status, action.state.due, _folded(action.state.owners), action.state.words


def _folded(owners: Iterable[str]) -> frozenset[str]:
    """Give labels without regard to how they were first written."""
    return frozenset(map(str.casefold, owners))


Row = dict[tuple[str, bool], "object"]
FIELDS = ("status", "due", "owners", "words")
SETTING = {
    ChangeKind.CLOSED: "status",
    ChangeKind.SUPERSEDED: "status",
    ChangeKind.REOPENED: "status",
    ChangeKind.UPDATED: "status",
    ChangeKind.REDATED: "due",
    ChangeKind.REASSIGNED: "owners",
    ChangeKind.REWORDED: "words",
}


def applied(
    before: MinuteBook, after: MinuteBook, told: Comparison
) -> dict[str, tuple[object, ...]]:
    """Put the changes into what each meeting of the base says, and see how all stands then.

    A value stands under its meeting and whether it was reported there; the last one counts.
    That an action has another place is no change, and so taken from the head.
    """
    lives = {one.key: _said(one) for one in before.log.actions}
    renamed = {c.refs[0]: c.meeting for c in told.changes if c.kind is ChangeKind.MEETING_RENAMED}
    pairs = match_actions(before.log.actions, after.log.actions, renamed).pairs
    names = {one.key: other.key for one, other in pairs if one.key == one.place_key}
    names |= {one.refs[0]: one.key for one in told.changes if one.kind is ChangeKind.RENUMBERED}
    gone = {one.key for one in told.changes if one.kind is ChangeKind.REMOVED}
    lives = {names.get(key, key): life for key, life in lives.items() if key not in gone}
    for change in told.changes:
        if change.kind in {ChangeKind.RAISED, ChangeKind.BROUGHT_FORWARD}:
            lives[change.key] = {name: {} for name in FIELDS}
            for name in FIELDS:
                _put(lives[change.key], change, name)
        elif change.kind in {ChangeKind.MOVED, ChangeKind.MEETING_RENAMED}:
            for life in lives.values() if not change.key else (lives[change.key],):
                _move(life, change)
    for change in told.changes:
        if change.kind in SETTING:
            _put(lives[change.key], change, SETTING[change.kind])
    return {key: tuple(row[max(row)] for row in life.values()) for key, life in lives.items()}


def _move(life: dict[str, Row], change: Change) -> None:
    """Put what stands under a meeting under its new name, or how an action is raised alone."""
    for row in life.values():
        for place in list(row):
            if place[0] == change.refs[0] and (not change.key or not place[1]):
                row[change.meeting, place[1]] = row.pop(place)


def _put(life: dict[str, Row], change: Change, name: str) -> None:
    assert change.new is not None
    value = getattr(change.new, name)
    place = (change.meeting, not change.raising)
    life[name][place] = _folded(value) if name == "owners" else value


def _said(action: Action) -> dict[str, Row]:
    life: dict[str, Row] = {name: {} for name in FIELDS}
    stood = None
    for event in action.history:
        place = (event.meeting, event.kind == "reported")
        if event.status is not None or event.state.status is not stood:
            stood = life["status"][place] = event.state.status
        if event.due is not None or event.kind != "reported":
            taken = event.due is None or event.due.text == "none"
            life["due"][place] = None if taken else event.due
        if event.owners is not None:
            life["owners"][place] = _folded(event.owners)
        if event.action is not None or event.kind != "reported":
            life["words"][place] = event.action
    return life
