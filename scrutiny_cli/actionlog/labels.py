"""Owners and people after the whole log is known: separated, and with their notes.

`resolve_people` does this once, when all files are known; everything else uses its records.
A file alone does not show whether `CD and EF` are two labels or one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from scrutiny_cli.actionlog.people import Directory, list_introduced
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.model import (
    ActionEntry,
    Item,
    Meeting,
    OwnerPart,
    OwnerValue,
    Person,
    Series,
    Update,
)
from scrutiny_cli.minutes.source import LocatedStr, normalize_label

_Entry = TypeVar("_Entry", ActionEntry, Update)


def resolve_people(
    series: Series, meetings: tuple[Meeting, ...]
) -> tuple[Series, tuple[Meeting, ...]]:
    """Separate owners and persons by who is known in the whole log, and find their notes."""
    doubtful = any(person.doubtful is not None for person in series.people)
    if not doubtful and all(meeting.has_final_labels for meeting in meetings):
        return series, meetings
    known = collect_known_labels(list_introduced(series, meetings), meetings)
    people = tuple(
        resolved for person in series.people for resolved in known.resolve_person(person)
    )
    return series._replace(people=people), tuple(map(known.resolve_meeting, meetings))


def collect_known_labels(people: Directory, meetings: Iterable[Meeting]) -> KnownLabels:
    """Gather the labels that are known, and those of the attendance lists."""
    listed = (person.label for meeting in meetings for person in _list_attendance(meeting))
    return KnownLabels(people.shown_as, people.people, frozenset(map(normalize_label, listed)))


class KnownLabels(NamedTuple):
    """Who is known in the whole log.

    `shown_as` is how each folded label is shown, `introduced` are the labels of everyone who was
    introduced, `listed` the folded labels of all attendance lists.
    """

    shown_as: Mapping[str, str]
    introduced: Collection[str]
    listed: Collection[str]

    def display_label(self, label: str) -> str:
        """Return the label as it is shown."""
        return self.shown_as.get(normalize_label(label), str(label))

    def is_introduced(self, label: str) -> bool:
        """Whether somebody introduced this label."""
        return self.shown_as.get(normalize_label(label)) in self.introduced

    def resolve_owners(self, value: OwnerValue) -> tuple[OwnerPart, ...]:
        """Return the labels of an owner's value with their notes, and the words that are kept."""
        return tuple(found for part in value.parts for found in self._split_part(part, value))

    def _split_part(self, part: OwnerPart, value: OwnerValue) -> list[OwnerPart]:
        if part.label is None or self.is_introduced(part.label):
            return [part]
        words = [part.label] if value.is_list else self._separate_label(part.label)
        return list(map(self._separate_note, words))

    def _separate_label(self, whole: LocatedStr) -> list[LocatedStr]:
        if not labels.may_separate(whole):
            return [whole]
        pieces = labels.split_pieces(whole, labels.SOMETIMES)
        if not all(self.is_known(piece) or labels.is_short_label(piece) for piece in pieces):
            return [whole]
        return labels.locate_parts(whole, pieces)

    def is_known(self, piece: str) -> bool:
        """Whether a label is known, without its note in brackets."""
        return self.is_introduced(piece) or self.is_introduced(labels.split_note(piece)[0])

    def _separate_note(self, word: LocatedStr) -> OwnerPart:
        if labels.is_undecided(word):
            return OwnerPart(None, word)
        text, note = labels.split_note(word)
        if self.is_introduced(word) or not (
            self.is_introduced(text) or normalize_label(text) in self.listed
        ):
            return OwnerPart(word)
        label = labels.locate_part(word, text)
        return OwnerPart(label, None if note is None or self._is_same_person(note, text) else note)

    def _is_same_person(self, note: str, label: str) -> bool:
        return self.is_introduced(note) and self.display_label(note) == self.display_label(label)

    def resolve_person(self, person: Person) -> tuple[Person, ...]:
        """Return the one person of `Name (XX), role`, or two where the role is a known label."""
        if person.doubtful is None:
            return (person,)
        if not self.is_introduced(person.doubtful):
            return (person._replace(doubtful=None),)
        return person._replace(role=None, doubtful=None), Person(person.doubtful)

    def resolve_meeting(self, meeting: Meeting) -> Meeting:
        """Return a meeting with its owners and persons separated."""
        if meeting.has_final_labels:
            return meeting
        fields: dict[str, Any] = {
            name: self._resolve_people(getattr(meeting, name)) for name in _LISTS_OF_PEOPLE
        }
        fields["brought_forward"] = tuple(map(self._resolve_entry, meeting.brought_forward))
        return collect_labels(
            meeting._replace(
                root_item=self._resolve_item(meeting.root_item), has_final_labels=True, **fields
            )
        )

    def _resolve_item(self, item: Item) -> Item:
        return item._replace(
            presenter=self._resolve_people(item.presenter),
            updates=tuple(map(self._resolve_entry, item.updates)),
            actions=tuple(map(self._resolve_entry, item.actions)),
            items=tuple(map(self._resolve_item, item.items)),
        )

    def _resolve_people(self, people: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(resolved for person in people for resolved in self.resolve_person(person))

    def _resolve_entry(self, entry: _Entry) -> _Entry:
        if entry.owner_value is None:
            return entry
        return entry._replace(**self.resolve_owner_fields(entry.owner_value))

    def resolve_owner_fields(self, value: OwnerValue) -> dict[str, Any]:
        """Return the two fields that an action or update has of an owner's value."""
        parts = self.resolve_owners(value)
        return {
            "owners": tuple(part.label for part in parts if part.label is not None),
            "owner_value": None if labels.is_plain(value) else OwnerValue(value.text, parts),
        }


_LISTS_OF_PEOPLE = (
    "chair", "minutes_by", "present", "apologies", "in_attendance", "absent", "expected",
)  # fmt: skip


def _list_attendance(meeting: Meeting) -> Iterator[Person]:
    for name in _LISTS_OF_PEOPLE:
        yield from getattr(meeting, name)


def collect_labels(meeting: Meeting) -> Meeting:
    """Gather a meeting's labels and people again, from those who are named in it."""
    named = sorted(_list_named(meeting), key=lambda person: person.label.start)
    introduced_here = tuple(person for person in named if person.introduces)
    return meeting._replace(
        labels=tuple(person.label for person in named), introduced=introduced_here
    )


def _list_named(meeting: Meeting) -> Iterator[Person]:
    yield from _list_attendance(meeting)
    for item in list_items(meeting):
        yield from item.presenter
        for update in item.updates:
            yield from map(Person, update.owners or ())
        for raised in item.actions:
            yield from map(Person, raised.owners)
    for raised in meeting.brought_forward:
        yield from map(Person, raised.owners)
