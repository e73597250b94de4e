"""Who was at a meeting: people are moved between its lists, or added to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.list_entries import (
    AddedEntry,
    EntryMove,
    find_entry_place,
    move_entries,
)
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.model import Meeting, Person
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, NewEntry, Value, field_lines

ATTENDANCE_LISTS = ("present", "apologies", "in_attendance", "absent")
_LISTS = ("expected", *ATTENDANCE_LISTS)
# The fields below which a list of attendance is written.
_HEADING = (
    "date", "title", "number", "time", "venue", "chair", "minutes_by", "extraordinary",
    "confidential", *_LISTS,
)  # fmt: skip


class AttendanceChange(NamedTuple):
    """A person, as they are to be written, and the list that they go to."""

    list_name: str
    person: str


@dataclass(frozen=True, slots=True)
class MoveAttendance:
    """People who go to lists of attendance, from `expected` or another list, or new ones."""

    changes: tuple[AttendanceChange, ...]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the lists as a person may write them."""
        found = [
            (name, [NewEntry(person) for listed, person in self.changes if listed == name])
            for name in ATTENDANCE_LISTS
        ]
        lists: list[tuple[str, Value]] = [(name, people) for name, people in found if people]
        lines = [
            line for name, value in lists for line in field_lines(name, value, 0, DEFAULT_INDENT)
        ]
        return "\n".join(["Edit the file: write this in the lists of people:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Move the entries as they are written; add those who are on no list."""
        moves: list[EntryMove] = []
        new: list[AddedEntry] = []
        for change in self.changes:
            found = _find_entries(context, change.person)
            kept = _choose_kept(change, found)
            others = [entry for entry in found if entry is not kept]
            _refuse_introduced(others, change)
            moves += [entry.move_to(context, None) for entry in others if not entry.is_kept]
            if kept is None:
                new.append(_make_entry(context, change))
            elif kept.list_name != change.list_name:
                moves.append(kept.move_to(context, change.list_name))
        if moves or new:
            move_entries(context.editor, context.editor.root, moves, new)
        return ()


class _ListedPerson(NamedTuple):
    """An entry of a list that is about a person."""

    list_name: str
    person: Person

    @property
    def is_kept(self) -> bool:
        """Whether it stays because it introduces the person; who is expected may be twice."""
        return self.list_name == "expected" and self.person.introduces

    def move_to(self, context: EditContext, target: str | None) -> EntryMove:
        """Return the move of the entry to a list; None deletes it."""
        editor, name = context.editor, self.list_name
        place = find_entry_place(editor, editor.root, name, self.person.label.start)
        after = None if target is None else _find_field_above(context, target)
        return EntryMove(name, place, target, after)


def find_label(person: str) -> str:
    """Return the label of a person as they are typed or written."""
    named = labels.read_named(person)
    return named.initials if named is not None else labels.split_note(person)[0]


def _find_entries(context: EditContext, person: str) -> list[_ListedPerson]:
    display = context.book.directory.display_label
    wanted = display(find_label(person))
    return [
        _ListedPerson(name, found)
        for name in _LISTS
        for found in _get_people(context.meeting, name)
        if display(found.label) == wanted
    ]


def _get_people(meeting: Meeting, name: str) -> Sequence[Person]:
    people: tuple[Person, ...] = getattr(meeting, name)
    return people


def _choose_kept(change: AttendanceChange, found: list[_ListedPerson]) -> _ListedPerson | None:
    """Return the entry that stays or moves as it is written; None where a new one is written."""
    there = [entry for entry in found if entry.list_name == change.list_name]
    introducing = [entry for entry in found if entry.person.introduces]
    kept = next(iter((*there, *introducing, *found)), None)
    if kept is None or change.person == find_label(change.person):
        return kept
    if not kept.person.introduces and kept.person.note is None:
        return None
    if not _says_more(change.person, kept.person):
        return kept
    raise _refuse(kept, f"already has {kept.person.label}, but not as “{change.person}”")


def _says_more(typed: str, person: Person) -> bool:
    """Whether words that are typed name another name or role than an entry, or have a note."""
    named = labels.read_named(typed)
    if named is None or named.note is not None or person.name is None:
        return True
    has_role = named.role is None or named.role == person.role
    return normalize_label(named.name) != normalize_label(person.name) or not has_role


def _refuse_introduced(others: list[_ListedPerson], change: AttendanceChange) -> None:
    """Refuse to delete an entry that introduces a person."""
    for entry in others:
        if entry.person.introduces and not entry.is_kept:
            raise _refuse(entry, f"has {change.person}, and so has another list")


def _refuse(entry: _ListedPerson, why: str) -> CannotEdit:
    place = entry.person.label.place
    return CannotEdit(
        f"{place.path}:{place.line}: `{entry.list_name}` {why}. Nothing was written. "
        "Edit the file: change or delete that entry."
    )


def _make_entry(context: EditContext, change: AttendanceChange) -> AddedEntry:
    """Return the entry of somebody who is on no list."""
    return AddedEntry(change.list_name, change.person, _find_field_above(context, change.list_name))


def _find_field_above(context: EditContext, name: str) -> str:
    """Return the field, or the comment in its place (`# present:`), below which a list is made."""
    editor, before = context.editor, _HEADING[: _HEADING.index(name)]
    fields = {key.text: key.start for key, _ in editor.root.fields if key.text in before}
    for listed in before:
        comment = editor.find_commented_name(editor.root, listed)
        if comment is not None:
            fields.setdefault(listed, comment.start())
    return max(fields, key=lambda listed: fields[listed], default="date")
