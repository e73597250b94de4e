"""Initials of owners that no list of people explains, and the one person whom they fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ImportedPerson, PeopleList
from scrutiny_cli.importing.recognise.person_words import list_initials
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.labels import ALWAYS, split_note, split_pieces
from scrutiny_cli.minutes.source import normalize_label

_PRESENT = frozenset(("present", "in_attendance"))
_MOST_LETTERS = 4


class IntroducedInitials(NamedTuple):
    """The lists of people with the initials that owners give them.

    `unclear` are initials that fit several people, with their names.
    """

    lists: tuple[PeopleList, ...]
    unclear: Mapping[str, tuple[str, ...]]

    def doubt_owners(self, entries: Iterable[ImportedEntry]) -> tuple[ImportedEntry, ...]:
        """Return entries with a doubt where an owner's initials fit several people."""
        return tuple(self._doubt_owner(entry) for entry in entries)

    def _doubt_owner(self, entry: ImportedEntry) -> ImportedEntry:
        doubts = [
            Doubt("people-initials", f"{label} may be {' or '.join(self.unclear[label])}")
            for label in _split_owner(entry)
            if label in self.unclear
        ]
        return entry._replace(doubts=(*entry.doubts, *doubts)) if doubts else entry


def introduce_initials(
    lists: tuple[PeopleList, ...], entries: Sequence[ImportedEntry], reading: Reading
) -> IntroducedInitials:
    """Give initials used for owners to the only person present whom they fit."""
    people = [one for each in lists if each.field in _PRESENT for one in each.people]
    known = {normalize_label(one.initials) for each in lists for one in each.people if one.initials}
    names, unclear = dict[str, str](), dict[str, tuple[str, ...]]()
    for label in dict.fromkeys(one for entry in entries for one in _split_owner(entry)):
        plain = normalize_label(label)
        if plain in known or plain in reading.people.labels or not _is_initials(label):
            continue
        fitting = dict.fromkeys(one.name for one in people if _fits_person(label, one))
        found = tuple(name for name in fitting if name is not None)
        if len(found) == 1:
            names.setdefault(found[0], label)
        elif found:
            unclear[label] = found
    return IntroducedInitials(tuple(_add_initials(each, names) for each in lists), unclear)


def _split_owner(entry: ImportedEntry) -> list[str]:
    owners = [entry.owner, *(report.owner for report in entry.reports)]
    pieces = (piece for owner in owners if owner for piece in split_pieces(owner, ALWAYS))
    return [split_note(piece)[0] for piece in pieces if piece]


def _is_initials(label: str) -> bool:
    return label.isalpha() and label.isupper() and 1 < len(label) <= _MOST_LETTERS


def _fits_person(label: str, person: ImportedPerson) -> bool:
    if person.initials is not None or person.name is None:
        return False
    return label.casefold() in list_initials(person.name)


def _add_initials(each: PeopleList, names: Mapping[str, str]) -> PeopleList:
    people = tuple(_add_to_person(person, names, each.place) for person in each.people)
    return each._replace(people=people)


def _add_to_person(person: ImportedPerson, names: Mapping[str, str], place: str) -> ImportedPerson:
    initials = names.get(person.name or "")
    if initials is None or person.initials is not None:
        return person
    doubt = Doubt("people-initials", f"does {initials} mean {person.name}?", place)
    return person._replace(label=initials, initials=initials, doubts=(*person.doubts, doubt))
