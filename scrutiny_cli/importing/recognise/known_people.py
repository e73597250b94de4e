"""The people and roles that owners may name: those of the log and those of this document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.minutes.source import normalize_label


class KnownPeople(NamedTuple):
    """The label by which each known name is written, by its normalized forms.

    `labels` has initials, names, aliases and roles; `first_names` and `surnames` those that fit
    exactly one person.
    """

    labels: dict[str, str]
    first_names: dict[str, str]
    surnames: dict[str, str]

    def find_label(self, text: str) -> str | None:
        """Return the label of the person or role that a text names; None if it is unknown.

        A unique first name, a surname, or initial and surname (`S. Kaur`) name a person, too.
        """
        name = normalize_label(text)
        return self.labels.get(name) or self.first_names.get(name) or self.surnames.get(name)


def collect_people(
    known: Iterable[tuple[str, str]], people: Iterable[ImportedPerson]
) -> KnownPeople:
    """Return the known people; `known` pairs a label of the log with what is shown for it."""
    labels = {normalize_label(label): shown for label, shown in known}
    for person in people:
        labels |= {
            normalize_label(name): person.label
            for name in (person.label, person.initials, person.name, person.role)
            if name is not None
        }
    return KnownPeople(labels, {}, {})
