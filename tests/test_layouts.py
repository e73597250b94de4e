"""Edits hold in whatever way a file is set in: block or flow, quoted or plain, any indent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import raise_in

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.traverse import list_raised, list_updates
from scrutiny_cli.editing.carry_forward import CarryForward, list_unlisted_actions
from scrutiny_cli.editing.plan import EditContext, Intent, expect_meeting, prepare_edit
from scrutiny_cli.editing.raise_action import find_raised_action
from scrutiny_cli.editing.text_edits import apply_edits
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.editing.yaml_edit import open_editor
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.dates.date_reader import read_due
from scrutiny_cli.minutes.model import Item, Meeting, Update
from scrutiny_cli.minutes.source import LocatedStr, Source, normalize_label
from scrutiny_cli.minutes.yaml_scalars import quote_exactly, write_exactly, write_within_brackets
from scrutiny_cli.minutes.yaml_text import Unwritable, validate_text

KEYS = ("1/24", "2024-01-01#2")
TODAY = date(2024, 2, 1)
NAME = "2024-02-01"
JANUARY = Source(
    "meetings/2024-01-01.yaml",
    "date: 2024-01-01\nactions:\n  - {ref: 1/24, action: Mend the roof}\n  - action: Two\n"
    "  - {ref: 2/24, action: Sweep}\n",
)
WORDS = ("Roof", "Costs: both", "yes", "010", "- dash", "a #b", "one\ntwo", "one:\n\n- two #3")

words = st.sampled_from(WORDS)
actions = st.fixed_dictionaries(
    {"action": words}, optional={"owner": st.just("AB, CD"), "due": words}
)
updates = st.fixed_dictionaries(
    {"ref": st.sampled_from(["1/24", "2/24"])},
    optional={"status": st.none() | st.just("on going"), "note": st.none() | words},
)
FIELDS = {
    "minutes": st.none() | words,
    "updates": st.none() | st.lists(updates, max_size=3),
    "actions": st.none() | st.lists(actions, max_size=3),
}
items = st.fixed_dictionaries(
    {"title": st.sampled_from(["Matters arising", "Any other business", *WORDS[:4]])},
    optional=FIELDS,
)
meetings = st.fixed_dictionaries(
    {"date": st.just(NAME)},
    optional={
        **FIELDS,
        "present": st.lists(st.sampled_from(["AB", "CD"]), min_size=1, max_size=2),
        "items": st.none() | st.lists(items, max_size=3),
        "next_meeting": st.none() | st.just("March 2024"),
    },
)


class Writer:
    """Writes a file as some person might: one habit for the whole, and moods for each place."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self.draw = draw
        self.offset, self.gap = self.upto(8), 2 + self.upto(4)
        self.flows = self.upto(5) == 0
        self.comments = self.upto(1)

    def upto(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def comment(self, column: int) -> list[str]:
        return [" " * column + "# a comment: #1"] if self.comments and self.upto(2) == 0 else []

    def fields(self, node: Mapping[str, object], column: int) -> list[str]:
        lines: list[str] = []
        for at, (name, value) in enumerate(node.items()):
            lines += self.comment(column) if at else []
            lines += self.field(name, value, column)
        return lines

    def field(self, name: str, value: object, column: int) -> list[str]:
        head = " " * column + (f'"{name}":' if self.upto(9) == 0 else f"{name}:")
        if value is None:
            return [head + ["", "   ", "  # nothing yet"][self.upto(2)]]
        if isinstance(value, str):
            return self.text(head, value, column)
        if not value or (self.flows and self.upto(1)):
            return [f"{head} {self.flow(value)}"]
        return [head, *self.entries(value, column + self.offset)]

    def entries(self, values: object, column: int) -> list[str]:
        assert isinstance(values, list)
        spaced = self.upto(1)
        lines: list[str] = []
        for at, value in enumerate(values):
            lines += [""] if spaced and at else []
            lines += self.comment(column)
            lines += self.entry(value, column)
            lines += self.comment(column + self.gap)
        return lines

    def entry(self, value: object, column: int) -> list[str]:
        dash = " " * column + "-".ljust(self.gap)
        if not isinstance(value, dict):
            return [dash + write_within_brackets(str(value))]
        if self.flows and self.upto(1):
            return [dash + self.flow(value)]
        lines = self.fields(value, column + self.gap)
        return [dash + lines[0].lstrip(" "), *lines[1:]]

    def text(self, head: str, value: str, column: int) -> list[str]:
        mood = self.upto(4)
        if mood == 1:
            return [f"{head} {quote_exactly(value)}  # said"]
        if mood == 2 and "\n" not in value:
            return [f"{head} '{value.replace(chr(39), chr(39) * 2)}'"]
        if mood in (3, 4) and (mood == 3 or "\n" not in value):
            inner = " " * (column + 1 + self.upto(3))
            lines = [inner + line if line else "" for line in value.split("\n")]
            return [f"{head} {' |>'[mood - 2]}", *lines, *[""] * self.upto(2)]
        return [f"{head} {write_exactly(value)}"]

    def flow(self, value: object) -> str:
        if isinstance(value, dict):
            said = {name: one for name, one in value.items() if one is not None}
            return "{" + ", ".join(f"{name}: {self.flow(one)}" for name, one in said.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return write_within_brackets(str(value))


@st.composite
def files(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    node = draw(meetings)
    text = "\n".join(writer.fields(node, writer.upto(1))) + "\n"
    if writer.upto(9) == 0:
        text = writer.flow(node) + "\n"
    text = ["", "---\n", "# a board\n\n"][writer.upto(2)] + text
    text += ["", "", "\n# the end\n"][writer.upto(2)]
    text = text[:-1] if writer.upto(3) == 0 else text
    return text.replace("\n", "\r\n") if writer.upto(2) == 0 else text


def typable(text: str) -> bool:
    try:
        return bool(validate_text(text).strip()) and normalize_label(text) not in map(
            normalize_label, WORDS
        )
    except Unwritable:
        return False


anything = st.text(max_size=40).filter(typable).map(validate_text)


def opened(text: str) -> MinuteBook:
    book = build_book([JANUARY, Source(f"meetings/{NAME}.yaml", text)])
    assert [one.message for one in book.problems if one.is_error] == []
    return book


def written(book: MinuteBook, intent: Intent) -> str:
    """Give the new text; all that it takes is put in, and what was there stays to the letter."""
    meeting = book.meetings[-1]
    before = meeting.place.source
    editor = open_editor(before, "")
    intent.make_edits(EditContext(book, meeting, editor))
    assert all(edit.start == edit.end for edit in editor.edits)
    after = prepare_edit(book, NAME, intent, TODAY).new_text
    assert after == apply_edits(before.text, editor.edits)
    assert after.endswith("\n") == before.text.endswith("\n")
    if "\r\n" in before.text:
        assert after.count("\n") == after.count("\r\n")
    return after


def without(item: Item) -> Item:
    """Give an item without what is reported and raised."""
    return item._replace(updates=(), actions=(), items=tuple(map(without, item.items)))


def rest(meeting: Meeting) -> Meeting:
    """Give a meeting without what is reported and raised, and an item made for it."""
    body = without(meeting.root_item)
    made = Item(body.place, title=LocatedStr.make("Matters arising", body.place))
    below = body.items[1:] if body.items[:1] == (made,) else body.items
    return meeting._replace(root_item=body._replace(items=below), labels=(), introduced=())


@settings(max_examples=60, deadline=None)
@given(files(), anything, st.integers(0, 11), st.sampled_from([None, "May 2024", "asap: now"]))
def test_an_action_is_raised_in_any_layout(text: str, said: str, at: int, due: str | None) -> None:
    book = opened(text)
    before = book.meetings[-1]
    routes = [(), *((one,) for one in range(len(before.root_item.items)))]
    intent = raise_in(routes[at % len(routes)], said, ref="9/24", owner=("AB", "EF, G"), due=due)
    after = opened(written(book, intent)).meetings[-1]
    old = [one.entry for one in list_raised(before)]
    now = [one.entry for one in list_raised(after)]
    new = next(one for one in now if one.ref == "9/24")
    assert (str(new.action), new.owners) == (said, ("AB", "EF, G"))
    assert new.due == (read_due(due) if due is not None else None)
    assert [one for one in now if one is not new] == old
    assert list_updates(after) == list_updates(before)
    assert rest(after) == rest(before)
    assert find_raised_action(prepare_edit(book, NAME, intent, TODAY)).key == "9/24"
    with pytest.raises(CannotEdit, match="9/24 already has these words"):
        prepare_edit(opened(after.place.source.text), NAME, intent, TODAY)


@settings(max_examples=60, deadline=None)
@given(files(), anything, st.sampled_from(KEYS))
def test_a_report_is_written_in_any_layout(text: str, said: str, key: str) -> None:
    book = opened(text)
    before = book.meetings[-1]
    intent = UpdateActions((key,), "done", said, "asap: now", ("AB",))
    own = [one.update for one in list_updates(before) if one.update.ref == key]
    if any(one.is_substantive for one in own):
        with pytest.raises(CannotEdit, match="already has an update of 1 February 2024"):
            prepare_edit(book, NAME, intent, TODAY)
        intent = replace(intent, add=True)
    after = opened(written(book, intent)).meetings[-1]
    new = next(one.update for one in list_updates(after) if one.update.note == said)
    assert (new.ref, new.status_text, new.owners) == (key, "done", ("AB",))
    assert new.due == read_due("asap: now")
    old = [one.update for one in list_updates(before)]
    empty = next((one for one in old if one.ref == key and not one.is_substantive), None)
    kept = [one for one in old if one is not empty]
    assert [one.update for one in list_updates(after) if one.update is not new] == kept
    assert list_raised(after) == list_raised(before)
    assert rest(after) == rest(before)
    again = opened(after.place.source.text)
    with pytest.raises(CannotEdit, match="already has an update of 1 February 2024"):
        prepare_edit(again, NAME, replace(intent, add=False), TODAY)


@settings(max_examples=60, deadline=None)
@given(files(), anything, st.sampled_from(KEYS))
def test_an_update_is_replaced_in_any_layout(text: str, said: str, key: str) -> None:
    book = opened(text)
    before = book.meetings[-1]
    old = [one.update for one in list_updates(before)]
    own = [at for at, one in enumerate(old) if one.ref == key]
    intent = UpdateActions((key,), note=said, replace=True, nth=len(own))
    if not own:
        with pytest.raises(CannotEdit, match="has 0 updates of"):
            prepare_edit(book, NAME, intent, TODAY)
        return
    after = opened(prepare_edit(book, NAME, intent, TODAY).new_text).meetings[-1]
    now = [one.update for one in list_updates(after)]
    place, was = own[-1], old[own[-1]]
    kept = Update(was.place, was.ref, was.about, note=said, confidential=was.confidential)
    assert now[place] == kept
    assert now[:place] + now[place + 1 :] == old[:place] + old[place + 1 :]
    assert list_raised(after) == list_raised(before)
    assert rest(after) == rest(before)


@settings(max_examples=60, deadline=None)
@given(files())
def test_open_actions_are_carried_into_any_layout(text: str) -> None:
    book = opened(text)
    before = book.meetings[-1]
    actions = list_unlisted_actions(book, NAME)
    after = opened(written(book, CarryForward(actions))).meetings[-1]
    keys = [one.key for one in actions]
    new = [one.update for one in list_updates(after) if one.update.ref in keys]
    assert [(str(one.ref), one.is_substantive) for one in new] == [(key, False) for key in keys]
    kept = [one.update for one in list_updates(after) if one.update.ref not in keys]
    assert kept == [one.update for one in list_updates(before)]
    assert list_raised(after) == list_raised(before)
    assert rest(after) == rest(before)
    assert list_unlisted_actions(opened(after.place.source.text), NAME) == ()


@settings(max_examples=60, deadline=None)
@given(files(), anything)
def test_reports_written_at_once_read_as_one_after_the_other(text: str, said: str) -> None:
    book = opened(text)
    one, other, both = (UpdateActions(keys, note=said) for keys in (KEYS[:1], KEYS[1:], KEYS))
    try:
        first = prepare_edit(book, NAME, one, TODAY).new_text
        second = prepare_edit(opened(first), NAME, other, TODAY).new_text
    except CannotEdit:
        with pytest.raises(CannotEdit):
            prepare_edit(book, NAME, both, TODAY)
    else:
        at_once = prepare_edit(book, NAME, both, TODAY)
        assert at_once.after == expect_meeting(opened(second), NAME)
        # Whether an empty line parts two entries is seen from those that are there already.
        assert _full_lines(at_once.new_text) == _full_lines(second)


def _full_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
