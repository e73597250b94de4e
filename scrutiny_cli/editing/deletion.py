"""An action that was raised by mistake, or an update of one, deleted from its file.

The keys of the actions below a deleted one move, and what uses them follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from shlex import join
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook, ResolvedUpdate
from scrutiny_cli.actionlog.refs import FreeRefs
from scrutiny_cli.actionlog.traverse import list_placed_actions
from scrutiny_cli.editing.action_references import Reference, ReferenceField, iter_references
from scrutiny_cli.editing.list_entries import remove_entries
from scrutiny_cli.editing.plan import EditContext, VerifiedEdit, prepare_edits
from scrutiny_cli.editing.ref_change import (
    find_prose,
    list_places,
    list_prose,
    locate_after,
    make_finder,
    refuse_agreed,
)
from scrutiny_cli.editing.text_edits import WrittenLine
from scrutiny_cli.editing.written_entries import find_entry
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_ref
from scrutiny_cli.minutes.yaml.nodes import MappingNode


class MovedKey(NamedTuple):
    """A field of a meeting's file that uses a key, which is another one from now on."""

    meeting: Meeting
    word: LocatedStr
    new: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """Entries that are deleted, and the keys that move; `name` is what is deleted.

    `updates` are the empty updates that are deleted with an action.
    """

    name: str
    meeting: Meeting
    place: Span
    updates: tuple[ResolvedUpdate, ...] = ()
    moved: tuple[MovedKey, ...] = ()
    prose: tuple[tuple[str, Span], ...] = ()

    @property
    def meeting_names(self) -> list[str]:
        """The meetings whose files change, that of the entry last."""
        updated = [one.meeting.name for one in self.updates]
        names = dict.fromkeys([*updated, *(one.meeting.name for one in self.moved)])
        return [*(name for name in names if name != self.meeting.name), self.meeting.name]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to delete by hand."""
        return f"Edit the file: delete {self.name}, which begins on line {self.place.line}."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Delete the entries of this file, and write the new keys."""
        editor, name = context.editor, context.meeting.name
        for item, list_name, places in self._list_places(context):
            remove_entries(editor, item, list_name, places)
        words = [moved for moved in self.moved if moved.meeting.name == name]
        for moved in sorted(words, key=lambda one: one.word.start, reverse=True):
            editor.replace_word(moved.word, moved.new)
        return ()

    def _list_places(self, context: EditContext) -> Iterator[tuple[MappingNode, str, set[int]]]:
        name = context.meeting.name
        starts = [one.update.place.start for one in self.updates if one.meeting.name == name]
        if name == self.meeting.name:
            starts.append(self.place.start)
        found = [find_entry(context.editor.root, start) for start in starts]
        places: dict[tuple[MappingNode, str], set[int]] = defaultdict(set)
        for entry in found:
            places[entry.item, entry.list_name].add(entry.place)
        for (item, list_name), in_list in places.items():
            yield item, list_name, in_list

    def describe_unchanged(self, done: list[VerifiedEdit]) -> str:
        """Return the texts that still mention what is deleted or has another key, with lines."""
        places: dict[str, list[Span]] = defaultdict(list)
        for name, place in self.prose:
            places[name].append(place)
        return "\n".join(
            line
            for name, found in places.items()
            for line in list_prose(name, locate_after(found, done))
        )


def list_deleted_lines(done: VerifiedEdit) -> list[WrittenLine]:
    """Return the lines of a file that an edit deletes, with their old numbers."""
    text = done.old_source.text
    found: list[WrittenLine] = []
    for edit in sorted(done.edits, key=lambda one: one.start):
        deleted = text[edit.start : edit.end]
        if edit.text or not deleted.strip():
            continue
        start = edit.start + len(deleted) - len(deleted.lstrip("\r\n"))
        number = text.count("\n", 0, start) + 1
        lines = deleted.strip("\r\n").split("\n")
        found += [WrittenLine(number + at, line.rstrip("\r")) for at, line in enumerate(lines)]
    return found


# Planning


def plan_action_deletion(book: MinuteBook, action: Action, today: date) -> Deletion:
    """Plan to delete an action and its empty updates in meetings still to come.

    Raises CannotEdit where something else refers to it, or its number is not the highest.
    """
    _refuse_number(book, action)
    empty = tuple(_list_empty_updates(book, action, today))
    _refuse_references(book, action, empty)
    moved = tuple(_list_moved_keys(book, action))
    meeting = book.index.by_name[action.meeting]
    deleted = [action.entry.place, *(one.update.place for one in empty)]
    prose = tuple(_find_mentions(book, [action.key, *_list_old_keys(moved)], deleted))
    return Deletion(action.key, meeting, action.entry.place, empty, moved, prose)


def suggest_withdrawal(action: Action) -> str:
    """Return what to type where an action cannot be deleted."""
    words = ["scrutiny", "update", action.key, "--status", "withdrawn", "--note"]
    return f'Record it as withdrawn: {join(words)} "raised by mistake"'


def _refuse_number(book: MinuteBook, action: Action) -> None:
    ref, numbers = action.entry.ref, FreeRefs(book.series, book.index)
    if ref is None or numbers.is_highest(ref):
        return
    why = f"{action.key} is not the highest number, so deleting it would leave a gap."
    raise CannotEdit(f"{why} Nothing was written. {suggest_withdrawal(action)}")


def _list_empty_updates(book: MinuteBook, action: Action, today: date) -> Iterator[ResolvedUpdate]:
    for report in book.log.reports:
        is_empty = not report.update.is_substantive
        if report.key == action.key and is_empty and report.meeting.date > today:
            yield report


def _refuse_references(book: MinuteBook, action: Action, empty: tuple[ResolvedUpdate, ...]) -> None:
    """Refuse to delete what is referred to, but for the updates that are deleted, too."""
    own = {(one.meeting.name, one.update.place.start) for one in empty}
    found = [
        reference.word.place
        for meeting, reference in _iter_mentions(book, {action.key, action.place_key})
        if reference.field is not ReferenceField.UPDATE
        or (meeting.name, reference.update.place.start if reference.update else -1) not in own
    ]
    if found:
        why = f"{action.key} is used elsewhere, so it cannot be deleted."
        heading = f"{why} Nothing was written. It is used in:"
        raise CannotEdit("\n".join([*list_places(heading, found), suggest_withdrawal(action)]))


def _iter_mentions(book: MinuteBook, names: Iterable[str]) -> Iterator[tuple[Meeting, Reference]]:
    """Yield the fields that use one of some refs or keys, without an action's own `ref`."""
    wanted = set(map(normalize_ref, names))
    for meeting in book.meetings:
        for reference in iter_references(meeting):
            is_own = reference.field is ReferenceField.OWN
            if not is_own and normalize_ref(reference.word) in wanted:
                yield meeting, reference


def _list_moved_keys(book: MinuteBook, action: Action) -> Iterator[MovedKey]:
    """Yield the fields that use the key of an action below the one that is deleted."""
    start, number = _split_key(action.place_key)
    key = re.compile(re.escape(normalize_ref(start)) + "([0-9]{1,9})")
    for meeting in book.meetings:
        for reference in iter_references(meeting):
            match = key.fullmatch(normalize_ref(reference.word))
            is_own = reference.field is ReferenceField.OWN
            if match is not None and not is_own and int(match[1]) > number:
                yield MovedKey(meeting, reference.word, f"{start}{int(match[1]) - 1}")


def list_new_keys(book: MinuteBook, action: Action) -> Iterator[tuple[str, str]]:
    """Yield the old and the new key of each action without a number below a deleted one."""
    start, number = _split_key(action.place_key)
    for key, found in list_placed_actions(book.index.by_name[action.meeting]):
        head, place = _split_key(key)
        if head == start and place > number and found.entry.ref is None:
            yield key, f"{start}{place - 1}"


def _split_key(place_key: str) -> tuple[str, int]:
    """Split a key into what is before its number, and the number."""
    number = re.search(r"[0-9]+$", place_key)
    if number is None:  # every key ends in its number
        raise ValueError(place_key)
    return place_key[: number.start()], int(number[0])


def _list_old_keys(moved: Iterable[MovedKey]) -> list[str]:
    return list(dict.fromkeys(str(one.word) for one in moved))


def _find_mentions(
    book: MinuteBook, names: Iterable[str], deleted: list[Span]
) -> Iterator[tuple[str, Span]]:
    """Yield the texts and comments that mention refs or keys, without what is deleted."""
    for name in names:
        finder = make_finder(book, name)
        fields = defaultdict(list)
        for meeting, reference in _iter_mentions(book, [name]):
            fields[meeting.name].append(reference.word)
        for meeting in book.meetings:
            for place in find_prose(finder, meeting, fields[meeting.name]):
                if not any(_is_within(place, span) for span in deleted):
                    yield name, place


def _is_within(place: Span, span: Span) -> bool:
    return place.path == span.path and span.start <= place.start < span.end


# Verifying


def verify_deletion(book: MinuteBook, intent: Deletion, today: date) -> list[VerifiedEdit]:
    """Plan the deletion in every file, all or none. Raises CannotEdit."""
    places = ((one.meeting, one.word.place) for one in intent.moved)
    refuse_agreed(book, f"A key that moves with {intent.name}", places, today)
    return prepare_edits(book, intent.meeting_names, intent, today)
