"""Who is known in the whole log, and how each label is shown."""

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.minutes.model import Meeting, Person, Series
from scrutiny_cli.minutes.text import folded


class Directory(NamedTuple):
    """Everyone introduced, by the label shown, and how each folded label is shown."""

    people: dict[str, Person]
    shown_as: dict[str, str]

    def shown(self, label: str) -> str:
        """Give the label as it is shown everywhere: initials, else name, else as first written."""
        return self.shown_as.get(folded(label), str(label))

    def knows(self, label: str) -> bool:
        """Whether somebody introduced this label."""
        return self.shown(label) in self.people


def directory(series: Series, meetings: Iterable[Meeting]) -> Directory:
    """Gather the people of the series and of all meetings in their order."""
    people: dict[str, Person] = {}
    labels: dict[str, str] = {}
    listed = list(meetings)
    for person in (*series.people, *(one for each in listed for one in each.introduced)):
        _introduce(person, people, labels)
    for meeting in listed:
        for label in meeting.labels:
            if label not in labels:
                labels.setdefault(folded(label), str(label))
    return Directory(people, labels)


def _introduce(person: Person, people: dict[str, Person], labels: dict[str, str]) -> None:
    if not person.introduces:
        return
    before = people.get(person.label)
    if before is not None and _says_nothing_new(before, person):
        return
    own = [word for word in (person.initials, person.name, *person.aliases) if word is not None]
    known = next((labels[folded(word)] for word in own if folded(word) in labels), None)
    before = people.pop(known, None) if known is not None else None
    merged = person if before is None else _merged(before, person)
    shown = str(merged.initials or merged.name)
    people[shown] = merged
    for word in own if before is None else (*own, str(known)):
        if labels.get(folded(word)) in {None, known}:
            labels[folded(word)] = shown


def _says_nothing_new(before: Person, now: Person) -> bool:
    return (
        now.name == before.name
        and now.initials == before.initials
        and (now.role is None or now.role == before.role)
        and (now.organisation is None or now.organisation == before.organisation)
        and not now.aliases
    )


def _merged(before: Person, now: Person) -> Person:
    given = ("initials", "name", "role", "organisation")
    changes = {name: getattr(now, name) for name in given if getattr(now, name) is not None}
    aliases = (*before.aliases, *(a for a in now.aliases if a not in before.aliases))
    return before._replace(aliases=aliases, **changes)
