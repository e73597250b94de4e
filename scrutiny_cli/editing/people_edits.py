"""People and members in series.yaml, and new members at meetings that are still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.list_entries import find_entry_place, remove_entries
from scrutiny_cli.editing.minute_questions import has_attendance
from scrutiny_cli.editing.plan import (
    EditContext,
    Intent,
    VerifiedEdit,
    VerifiedText,
    prepare_edits,
    prepare_series,
)
from scrutiny_cli.editing.text_edits import TextEdit
from scrutiny_cli.editing.yaml_edit import YamlEditor
from scrutiny_cli.editing.yaml_layout import find_field
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.yaml.nodes import MappingNode, SequenceNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, NewEntry, field_lines, list_lines


class PersonFields(NamedTuple):
    """What is known of a person; without initials the label is the name.

    `left` is a date as it is written, or `none`.
    """

    label: str
    initials: str | None = None
    name: str | None = None
    role: str | None = None
    email: str | None = None
    left: str | None = None

    @property
    def written(self) -> dict[str, str]:
        """The fields of an entry of `people`."""
        fields = {name: getattr(self, name) for name in self._fields if name != "label"}
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def has_more(self) -> bool:
        """Whether more than the label is known."""
        return len(self.written) > 1


class PeopleEdit(NamedTuple):
    """The new text of series.yaml, and the meetings that expect new members."""

    series: VerifiedText
    meetings: list[VerifiedEdit]


@dataclass(frozen=True, slots=True)
class WritePeople:
    """People to be written into series.yaml; `makes_members`: they are members from now on."""

    book: MinuteBook
    people: tuple[PersonFields, ...]
    makes_members: bool = False

    def describe_manual_edit(self) -> str:
        """Return the entries as a person may write them."""
        entries = [NewEntry(person.written) for person in self.people]
        return "\n".join(
            ["Edit the file: write this under `people`:", *list_lines(entries, 2, DEFAULT_INDENT)]
        )

    def edit_series(self, editor: YamlEditor) -> None:
        """Write the fields of people who are there, and add the others and the members."""
        if self.makes_members:
            self._add_members(editor)
        detailed = [person for person in self.people if person.has_more]
        new = [NewEntry(one.written) for one in detailed if not self._set_fields(editor, one)]
        if new:
            editor.append_entries(editor.root, "people", new, None)

    def _set_fields(self, editor: YamlEditor, person: PersonFields) -> bool:
        """Write the fields of a person who has an entry of several; False where there is none."""
        node = self._find_entry(editor, person.label)
        if node is None:
            return False
        there = self.book.directory.people.get(self._display(person.label))
        for name, value in person.written.items():
            if name != "initials" and str(getattr(there, name, None)) != value:
                editor.set_field(node, name, value)
        return True

    def _find_entry(self, editor: YamlEditor, label: str) -> MappingNode | None:
        value = (find_field(editor.root, "people") or (None, None))[1]
        if not isinstance(value, SequenceNode):
            return None
        wanted = self._display(label)
        for entry in value.entries:
            if isinstance(entry, MappingNode):
                words = {key.text: getattr(node, "text", "") for key, node in entry.fields}
                named = words.get("initials") or words.get("name", "")
                if self._display(named) == wanted:
                    return entry
        return None

    def _display(self, label: str) -> str:
        return normalize_label(self.book.directory.display_label(label))

    # Members

    @property
    def new_members(self) -> tuple[str, ...]:
        """The labels of those who are not members yet."""
        there = {self._display(label) for label in self.book.series.members or ()}
        labels = (person.label for person in self.people if self.makes_members)
        return tuple(label for label in labels if self._display(label) not in there)

    def _add_members(self, editor: YamlEditor) -> None:
        if not self.new_members:
            return
        old = self.book.series.members
        members = _list_regulars(self.book) if old is None else [str(label) for label in old]
        new = [label for label in self.new_members if label not in members]
        value = (find_field(editor.root, "members") or (None, None))[1]
        if isinstance(value, SequenceNode) and value.entries:
            editor.append_entries(editor.root, "members", [NewEntry(label) for label in new], None)
        elif value is not None:
            editor.set_field(editor.root, "members", (*members, *new))
        else:
            after = "schedule" if find_field(editor.root, "schedule") is not None else None
            editor.add_field(editor.root, "members", (*members, *new), after)


@dataclass(frozen=True, slots=True)
class ExpectPeople:
    """New members who are expected at a meeting that is still to come."""

    labels: tuple[str, ...]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the names as a person may write them."""
        entries = [NewEntry(label) for label in self.labels]
        lines = field_lines("expected", entries, 0, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this above the items:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put them at the end of `expected`, which is made above the comment `# present:`."""
        editor = context.editor
        entries = [NewEntry(label) for label in self.labels]
        comment = editor.find_commented_name(editor.root, "present")
        if comment is None or find_field(editor.root, "expected") is not None:
            editor.extend_list(editor.root, "expected", entries, "date")
            return ()
        lines = field_lines("expected", entries, 0, editor.layout.detect_indent())
        newline = editor.layout.newline(comment.start())
        text = "".join(line + newline for line in lines)
        editor.edits.append(TextEdit(comment.start(), comment.start(), text))
        editor.changes.set_field(editor.root, "expected", entries)
        return ()


@dataclass(frozen=True, slots=True)
class ExpectNobodyGone:
    """People who have left, and are not expected any more at a meeting that is still to come."""

    labels: frozenset[str]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to delete by hand."""
        return f"Edit the file: delete {', '.join(sorted(self.labels))} from `expected`."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Delete them from `expected`."""
        editor, directory = context.editor, context.book.directory
        places = {
            find_entry_place(editor, editor.root, "expected", person.label.start)
            for person in context.meeting.expected
            if directory.display_label(person.label) in self.labels
        }
        if places:
            remove_entries(editor, editor.root, "expected", places)
        return ()


def plan_people(intent: WritePeople, today: date) -> PeopleEdit:
    """Plan the people in series.yaml and in the meetings still to come. Raises CannotEdit."""
    book, new = intent.book, intent.new_members
    series = prepare_series(book, intent.edit_series, intent.describe_manual_edit(), today)
    changed = [
        edit
        for meeting in book.meetings
        if meeting.is_regular and meeting.date >= today and not has_attendance(meeting)
        for edit in _change_expected(series.book, meeting, intent, new, today)
    ]
    return PeopleEdit(series, changed)


def _change_expected(
    book: MinuteBook,
    meeting: Meeting,
    intent: WritePeople,
    new: Sequence[str],
    today: date,
) -> list[VerifiedEdit]:
    """Plan the change of a coming meeting's `expected`: new members, and who has left by then."""
    show = book.directory.display_label
    there = {show(person.label) for person in meeting.expected}
    missing = tuple(label for label in new if show(label) not in there)
    gone = frozenset(
        show(person.label)
        for person in intent.people
        if person.left is not None
        and show(person.label) in there
        and book.directory.has_left(person.label, meeting.date)
    )
    changes: list[Intent] = [ExpectPeople(missing)] if missing else []
    changes += [ExpectNobodyGone(gone)] if gone else []
    return prepare_edits(book, (meeting.name,), changes[0], today) if changes else []


def _list_regulars(book: MinuteBook) -> list[str]:
    """Return who was at the last regular meeting that names anybody, or is expected there."""
    for meeting in reversed(book.meetings):
        people = (*meeting.present, *meeting.apologies, *meeting.expected)
        if meeting.is_regular and people:
            labels = (str(book.directory.display_label(one.label)) for one in people)
            return [
                one
                for one in dict.fromkeys(labels)
                if not book.directory.has_left(one, meeting.date)
            ]
    return []
