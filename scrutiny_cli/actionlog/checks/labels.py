"""The rules on people: each is introduced, and has one name and one label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.walk import raised_in, said_in
from scrutiny_cli.minutes.problems import Problem, Related
from scrutiny_cli.minutes.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.checks.cases import Case
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.minutes.text import Word


def label_case(case: Case) -> Iterator[Problem]:
    """Tell each label that is written otherwise than where it first stood."""
    first: dict[str, Word] = {}
    for meeting in case.book.meetings:
        for label in meeting.labels:
            known = first.setdefault(folded(label), label)
            if str(known) != str(label):
                message = f"“{label}” was first written “{known}”."
                related = (Related(known.place, "It was first written here."),)
                yield Problem("label-case", message, label.place, f"Write {known}.", related)


def person_renamed(case: Case) -> Iterator[Problem]:
    """Tell each person who gets another name for known initials."""
    names: dict[str, Word] = {}
    for person in (
        *case.book.series.people,
        *(one for meeting in case.book.meetings for one in meeting.introduced),
    ):
        if person.initials is None or person.name is None:
            continue
        known = names.get(folded(person.initials))
        if known is not None and folded(known) != folded(person.name):
            message = f"{person.initials} is {known}, and here {person.name}."
            related = (Related(known.place, f"{known} stands here."),)
            hint = "Give the new person other initials, or keep the name."
            yield Problem("person-renamed", message, person.name.place, hint, related)
        names[folded(person.initials)] = person.name


def unknown_owner(case: Case) -> Iterator[Problem]:
    """Tell each owner's label that is a slip of a known one, or joins several."""
    known = {folded(label): label for label in _introduced(case)}
    for meeting in case.book.meetings:
        for label in _owners(meeting):
            if folded(label) not in known:
                hint = _meant(str(label), known)
                if hint:
                    message = f"Nobody introduced the owner “{label}”."
                    yield Problem("unknown-owner", message, label.place, hint)


def _introduced(case: Case) -> Iterator[str]:
    directory = case.book.directory
    return (one for one in directory.shown_as.values() if directory.knows(one))


def _owners(meeting: Meeting) -> Iterator[Word]:
    for raised in (*meeting.brought_forward, *(found.raised for found in raised_in(meeting))):
        yield from raised.owners
    for said in said_in(meeting):
        yield from said.update.owners or ()


def _meant(label: str, known: dict[str, str]) -> str:
    joined = re.split(r"\s+and\s+|\s*&\s*", label)
    if len(joined) > 1 and all(folded(part) in known for part in joined):
        return "Write them with a comma: " + ", ".join(joined) + "."
    near = sorted(one for one in known if is_slip(folded(label), one))
    return f"Did you mean {known[near[0]]}?" if near else ""


def is_slip(one: str, other: str) -> bool:
    """Whether two labels differ by one letter doubled, added, missing or two exchanged."""
    if abs(len(one) - len(other)) == 1:
        short, long = sorted((one, other), key=len)
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    swaps = (one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1))
    return one != other and len(one) == len(other) and other in swaps
