"""Who is known in the whole log, and how each label is shown."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scrutiny_cli.minutes.model import (
    ActionEntry,
    Meeting,
    OwnerPart,
    OwnerValue,
    Person,
    Series,
    Update,
)
from scrutiny_cli.minutes.source import LocatedStr, normalize_label

_CHANGING_FIELDS = ("initials", "name", "role", "organisation", "email", "left")


class OwnerWords(NamedTuple):
    """An owner's value that has more than labels: as it was written, and as it is shown."""

    text: str
    shown: tuple[str, ...]


class Directory(NamedTuple):
    """Everyone introduced, by the label shown, and how each folded label is shown.

    `people` have their latest fields; `since` has those of each person from a meeting's day on,
    in order, date.min for those of `series.yaml`. Aliases are labels like others, and in
    `shown_as` alone.
    """

    people: dict[str, Person]
    shown_as: dict[str, str]
    since: dict[str, list[tuple[date, Person]]]

    def display_label(self, label: str) -> str:
        """Return the label as it is shown: initials, else name, else as first written."""
        return self.shown_as.get(normalize_label(label), str(label))

    def is_known(self, label: str) -> bool:
        """Whether somebody introduced this label."""
        return self.shown_as.get(normalize_label(label)) in self.people

    def owner_words(self, value: OwnerValue | None) -> OwnerWords | None:
        """Return an owner's value as it is shown, where it has more than labels."""
        if value is None or not value.has_more:
            return None
        return OwnerWords(value.text, self._display_parts(value))

    def owners_shown(self, entry: ActionEntry | Update) -> tuple[str, ...]:
        """Return the owners of an entry as people read them, with their notes, each once."""
        if entry.owner_value is not None:
            return self._display_parts(entry.owner_value)
        return tuple(dict.fromkeys(map(self.display_label, entry.owners or ())))

    def _display_parts(self, value: OwnerValue) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._display_part, value.parts)))

    def _display_part(self, part: OwnerPart) -> str:
        if part.label is None:
            return str(part.note)
        label = self.display_label(part.label)
        return label if part.note is None else f"{label} ({part.note})"

    def person_on(self, label: str, day: date) -> Person | None:
        """Return a person's fields as they are on a day; before the first, the first."""
        fields = self.since.get(self.display_label(label))
        if fields is None:
            return None
        return fields[max(0, bisect_right(fields, day, key=lambda row: row[0]) - 1)][1]

    def still_expected(self, meeting: Meeting) -> tuple[Person, ...]:
        """Return those expected at a meeting who are in none of its lists of attendance.

        Who has left by its day is not expected.
        """
        there = (meeting.present, meeting.apologies, meeting.in_attendance, meeting.absent)
        named = {self.display_label(person.label) for each in there for person in each}
        waiting: dict[str, Person] = {}
        for person in meeting.expected:
            if not self.has_left(person.label, meeting.date):
                waiting.setdefault(self.display_label(person.label), person)
        return tuple(person for label, person in waiting.items() if label not in named)

    def has_left(self, label: str, day: date) -> bool:
        """Whether a person has left by a day, as is known on that day or was written later."""
        known = (self.person_on(label, day), self.people.get(self.display_label(label)))
        return any(
            person is not None and person.left is not None and person.left <= day
            for person in known
        )


def build_directory(series: Series, meetings: Iterable[Meeting]) -> Directory:
    """Gather the people of the series and of all meetings in their order."""
    listed = tuple(meetings)
    return PastDirectories(series, listed).find_directory(len(listed))


class PastDirectories:
    """The people of the series and of the first meetings, however many.

    Those of each number of meetings are quickly found in order.
    """

    def __init__(self, series: Series, meetings: tuple[Meeting, ...]) -> None:
        """Begin with the people of the series; `meetings` are all in their order."""
        self._series, self._meetings = series, meetings
        self._begin()

    def _begin(self) -> None:
        self._count = 0
        self._labels: dict[str, str] = {}
        self._register = _Register()
        for person in self._series.people:
            self._register.add(person, date.min)

    def find_directory(self, count: int) -> Directory:
        """Return the people of the series and of the first so many meetings."""
        if count < self._count:
            self._begin()
        for meeting in self._meetings[self._count : count]:
            for person in meeting.introduced:
                self._register.add(person, meeting.date)
            for label in meeting.labels:
                self._labels.setdefault(normalize_label(label), str(label))
        self._count = count
        people = self._register.directory()
        own = people.shown_as  # comes first, and is kept where it is a label as well
        return people._replace(shown_as={**own, **self._labels, **own})


def find_spellings(series: Series, meetings: Iterable[Meeting]) -> dict[str, LocatedStr]:
    """Return how each folded label is to be written.

    A person's initials, name and aliases are written as they are first introduced, all others as
    they are first written.
    """
    listed = list(meetings)
    found: dict[str, LocatedStr] = {}
    in_meetings = (person for meeting in listed for person in meeting.introduced)
    for person in (*series.people, *in_meetings):
        for word in (person.initials, person.name, *person.aliases):
            if word is not None:
                found.setdefault(normalize_label(word), word)
    for label in (label for meeting in listed for label in meeting.labels):
        found.setdefault(normalize_label(label), label)
    return found


def list_introduced(series: Series, meetings: Iterable[Meeting]) -> Directory:
    """Collect the people that the series and all meetings introduce, with their own labels only."""
    register = _Register()
    for person in series.people:
        register.add(person, date.min)
    for meeting in meetings:
        for person in meeting.introduced:
            register.add(person, meeting.date)
    return register.directory()


@dataclass(slots=True, eq=False, repr=False)
class _Register:
    """The persons so far, each with the days of changes, and the place of each label's person."""

    persons: list[list[tuple[date, Person]]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, person: Person, day: date) -> None:
        """Introduce a person, or change the fields that are given."""
        if not person.introduces:
            return
        words = (person.initials, person.name, *person.aliases)
        own = [normalize_label(word) for word in words if word is not None]
        place = next((self.places[word] for word in own if word in self.places), None)
        if place is None:
            place = len(self.persons)
            self.persons.append([(day, person._replace(aliases=(), note=None))])
        elif (merged := _merge_fields(self.persons[place][-1][1], person)) is not None:
            self.persons[place].append((day, merged))
        for word in own:
            self.places.setdefault(word, place)

    def directory(self) -> Directory:
        """Return the persons by the labels that they have in the end."""
        labels = [_choose_label(fields[-1][1]) for fields in self.persons]
        return Directory(
            {label: fields[-1][1] for label, fields in zip(labels, self.persons, strict=True)},
            {word: labels[place] for word, place in self.places.items()},
            dict(zip(labels, map(list, self.persons), strict=True)),
        )


def _choose_label(person: Person) -> str:
    return str(person.initials or person.name)


def _merge_fields(before: Person, now: Person) -> Person | None:
    """Return a person with the fields that are given now; None if nothing is new."""
    changes = {
        name: getattr(now, name) for name in _CHANGING_FIELDS if getattr(now, name) is not None
    }
    if all(getattr(before, name) == value for name, value in changes.items()):
        return None
    return before._replace(**changes)
