"""A new action: its entry, and its place in the file, where it must not move another's key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.traverse import list_raised
from scrutiny_cli.editing.action_references import list_references
from scrutiny_cli.editing.entry_values import order_fields
from scrutiny_cli.editing.item_names import number_items
from scrutiny_cli.editing.plan import EditContext, VerifiedEdit
from scrutiny_cli.editing.yaml_layout import CannotEdit, ItemPath, field_before_next_meeting
from scrutiny_cli.minutes.fields import ACTION
from scrutiny_cli.minutes.source import LocatedStr, normalize_label, normalize_ref
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, NewEntry, Texts, list_lines


@dataclass(frozen=True, slots=True)
class RaiseAction:
    """A new action in the item of a path.

    `fields` are the fields of its entry by their names, each with the value to write.
    """

    item_path: ItemPath
    fields: Mapping[str, Texts | None]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the action as a person may write it."""
        lines = list_lines([self._entry], 2, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this under `actions`:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put the action after those of its item."""
        _refuse_twice(context, str(self.fields["action"]))
        _refuse_moved(context, self)
        node = context.editor.find_item(self.item_path)
        context.editor.append_entries(node, "actions", [self._entry], self._field_above(context))
        return ()

    def place_among_raised(self, context: EditContext) -> int:
        """Return the place, from 1, of the action among all that the meeting raises."""
        node = context.editor.find_item(self.item_path)
        start = context.editor.find_append_place(node, "actions", self._field_above(context))
        raised_before = (found.entry.place.start < start for found in list_raised(context.meeting))
        return 1 + sum(raised_before)

    def _field_above(self, context: EditContext) -> str | None:
        return None if self.item_path else field_before_next_meeting(context.editor.root)

    @property
    def _entry(self) -> NewEntry:
        return NewEntry(order_fields(ACTION, self.fields))


def _refuse_twice(context: EditContext, text: str) -> None:
    for number, found in enumerate(list_raised(context.meeting), 1):
        words = found.entry.action
        if words is not None and normalize_label(words) == normalize_label(text):
            place, key = found.entry.place, found.entry.ref or f"{context.meeting.name}#{number}"
            raise CannotEdit(
                f"{place.path}:{place.line}: {key} already has these words. Nothing was written. "
                "If this is another action, change its words so that they differ."
            )


def _refuse_moved(context: EditContext, intent: RaiseAction) -> None:
    """Refuse to change a key that is in use; name an item that can take the new action."""
    name, number = context.meeting.name, intent.place_among_raised(context)
    used = {place: word for place, word in _list_place_references(context) if place >= number}
    if not used:
        return
    last = max(used)
    after = (
        item
        for item in number_items(context.meeting.root_item)
        if replace(intent, item_path=item.path).place_among_raised(context) > last
    )
    item, place = next(after, None), used[last].place
    hint = (
        f"Put it in {item.label}: --item {item.number}"
        if item is not None
        else f"Edit the file: add the action below {used[last]}."
    )
    raise CannotEdit(
        f"The new action would change the key {name}#{last}, which {place.path}:{place.line} uses. "
        f"Nothing was written. {hint}"
    )


def _list_place_references(context: EditContext) -> Iterator[tuple[int, LocatedStr]]:
    """Yield each place of this meeting's actions that some file names, and where."""
    wanted = re.compile(re.escape(normalize_ref(context.meeting.name)) + "#([0-9]{1,9})")
    for word in list_references(context.book):
        match = wanted.fullmatch(normalize_ref(word))
        if match is not None:
            yield int(match[1]), word


def find_raised_action(done: VerifiedEdit) -> Action:
    """Return the action that an edit has added."""
    old = [found.entry for found in list_raised(done.before)]
    now = [found.entry for found in list_raised(done.after)]
    number = next(n for n, action in enumerate(now, 1) if old[n - 1 : n] != [action])
    key = f"{done.after.name}#{number}"
    return next(action for action in done.book.log.actions if action.place_key == key)


def list_moved_keys(done: VerifiedEdit) -> Iterator[tuple[str, str]]:
    """Yield the old and the new key of each action that has another one since one was added.

    Only the key of an action without a ref is its place.
    """
    name, new = done.after.name, find_raised_action(done).place_key
    added = int(new.rpartition("#")[2])
    for number, found in enumerate(list_raised(done.after), 1):
        if number > added and found.entry.ref is None:
            yield f"{name}#{number - 1}", f"{name}#{number}"
