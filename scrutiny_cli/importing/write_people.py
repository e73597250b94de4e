"""The people of a meeting as its file lists them."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.importing.imported_meeting import ImportedPerson, PeopleList
from scrutiny_cli.importing.located_lines import (
    INDENT,
    FileLine,
    WrittenField,
    write_comments,
    write_doubts,
    write_list,
    write_list_entry,
    write_text,
)
from scrutiny_cli.minutes.labels import is_no_attendance, is_single_label, read_named, split_note
from scrutiny_cli.minutes.yaml_scalars import write_exactly

_FIELDS = ("initials", "name", "role", "organisation", "email", "note")


def write_people_list(people: PeopleList) -> WrittenField:
    """Return a list of people, or the words that say that nobody came."""
    if not people.people:
        return write_text(people.field, people.nobody or "none", 0)
    entries = [_write_person(person) for person in people.people]
    field = write_list(people.field, entries, 0)
    first, *others = field.lines
    places = write_comments(filter(None, [people.place]), INDENT)
    return WrittenField([first, *places, *others])


def _write_person(person: ImportedPerson) -> list[FileLine]:
    above = write_doubts(person.doubts, INDENT)
    text = write_person_text(person)
    if text is not None:
        return [*above, FileLine(" " * INDENT + "- " + write_exactly(text))]
    values = [(name, getattr(person, name)) for name in _FIELDS]
    fields = [write_text(name, text, 2 * INDENT) for name, text in values if text is not None]
    return write_list_entry(fields, INDENT, above)


def write_person_text(person: ImportedPerson) -> str | None:
    """Return a person as one text that reads back as the same; None where it needs fields."""
    if person.organisation or person.email or person.note:
        return None
    if person.initials is None or person.name is None:
        return None if person.role else _write_label(person.label)
    text = f"{person.name} ({person.initials})"
    if person.role is None:
        return text if _reads_back(text, person) else None
    if "," in person.role or person.role == person.role.upper():
        return None
    return text if _reads_back(text := f"{text}, {person.role}", person) else None


def _reads_back(text: str, person: ImportedPerson) -> bool:
    found = read_named(text)
    return found is not None and (found.name, found.initials, found.role, found.note) == (
        person.name,
        person.initials,
        person.role,
        None,
    )


def _write_label(label: str) -> str | None:
    """Return a label that is one person in a list; None where it has to be a name in fields."""
    is_plain = is_single_label(label) and split_note(label) == (label, None)
    return None if not is_plain or is_no_attendance(label) else label


def list_labels(people: Iterable[PeopleList]) -> list[str]:
    """Return the labels of all people, in the order of the lists."""
    return [person.label for group in people for person in group.people]
