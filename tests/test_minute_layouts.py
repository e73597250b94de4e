"""What is recorded at a meeting reads back in whatever way its file is set in."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from test_layouts import NAME, TODAY, anything, files, opened

from scrutiny_cli.actionlog.traverse import list_raised, list_updates
from scrutiny_cli.editing.approval import ApproveMinutes
from scrutiny_cli.editing.attendance import ATTENDANCE_LISTS, AttendanceChange, MoveAttendance
from scrutiny_cli.editing.decision import AddDecision
from scrutiny_cli.editing.item_edits import AddItem, AddItemText
from scrutiny_cli.editing.plan import Intent, JoinedIntents, prepare_edit
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.yaml_text import wrap_block_text
from scrutiny_cli.output.paragraphs import join_words


def edited(text: str, intent: Intent) -> tuple[Meeting, Meeting]:
    """Return the meeting before and after an edit of its text; actions and updates are the same."""
    book = opened(text)
    done = prepare_edit(book, NAME, intent, TODAY)
    assert done.new_text.count("\r\n") in {0, done.new_text.count("\n")}
    assert list_raised(done.after) == list_raised(done.before)
    assert list_updates(done.after) == list_updates(done.before)
    return done.before, opened(done.new_text).meetings[-1]


@settings(max_examples=60, deadline=None)
@given(files(), anything, anything, st.booleans())
def test_an_item_is_added_in_any_layout(text: str, title: str, said: str, first: bool) -> None:  # noqa: FBT001  as hypothesis gives it
    after_first = (0,) if first and opened(text).meetings[-1].root_item.items else None
    new = AddItem(title, said, "AB, CD", after_first)
    before, after = edited(text, new)
    (place,) = new.path_in(before)
    items = list(after.root_item.items)
    item = items.pop(place)
    assert (item.title, item.minutes) == (title, wrap_block_text(said, 20) or None)
    assert [person.label for person in item.presenter] == ["AB", "CD"]
    assert tuple(items) == before.root_item.items


@settings(max_examples=60, deadline=None)
@given(files(), anything, st.integers(0, 2))
def test_text_is_added_in_any_layout(text: str, said: str, at: int) -> None:
    items = opened(text).meetings[-1].root_item.items
    path = (at % len(items),) if items else ()
    before, after = edited(text, AddItemText(path, said))
    was, now = _item_at(before, path), _item_at(after, path)
    assert join_words(now.minutes) == join_words(f"{was.minutes or ''} {wrap_block_text(said, 20)}")
    assert now._replace(minutes=was.minutes) == was


@settings(max_examples=60, deadline=None)
@given(files(), anything, anything, st.integers(0, 2), st.sampled_from([None, "5 to 2"]))
def test_decisions_and_agreed_minutes_are_written_in_any_layout(
    text: str, said: str, correction: str, at: int, votes: str | None
) -> None:
    items = opened(text).meetings[-1].root_item.items
    path = (at % len(items),) if items else ()
    decision = AddDecision(path, said, votes=votes)
    agreed = ApproveMinutes(("2024-01-01",), (correction,))
    before, after = edited(text, JoinedIntents((decision, agreed)))
    shift = len(after.root_item.items) - len(before.root_item.items)  # an item is made for minutes
    (found,) = _item_at(after, tuple(place + shift for place in path)).decisions
    assert (found.decision, found.votes) == (said, votes)
    has_both = [item for item in (after.root_item, *after.root_item.items) if item.approves]
    assert [(*item.approves, *item.corrections) for item in has_both] == [
        ("2024-01-01", correction)
    ]


@settings(max_examples=60, deadline=None)
@given(
    files(),
    st.dictionaries(
        st.sampled_from(["AB", "CD", "Jo Marsh (JM), Clerk", "EF (late)"]),
        st.sampled_from(ATTENDANCE_LISTS),
        min_size=1,
    ),
)
def test_attendance_is_written_in_any_layout(text: str, people: dict[str, str]) -> None:
    changes = tuple(AttendanceChange(name, person) for person, name in people.items())
    before, after = edited(text, MoveAttendance(changes))
    lists = {
        str(person.label): name for name in ATTENDANCE_LISTS for person in getattr(after, name)
    }
    kept = {str(person.label): "present" for person in before.present}
    typed = {
        person.split(" (")[0].replace("Jo Marsh", "JM"): name for person, name in people.items()
    }
    assert lists == kept | typed
    assert after.root_item == before.root_item


def _item_at(meeting: Meeting, path: tuple[int, ...]) -> Item:
    item = meeting.root_item
    for place in path:
        item = item.items[place]
    return item
