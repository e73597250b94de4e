"""The rules on people: each is introduced, and has one name and one label."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.people import spellings
from scrutiny_cli.actionlog.traverse import list_updates, raised_in
from scrutiny_cli.minutes import dates, labels
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.rules.likeness import likeness_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.model import Action, Event
    from scrutiny_cli.actionlog.people import Directory
    from scrutiny_cli.minutes.model import ActionEntry, Meeting, Person, Update
    from scrutiny_cli.minutes.source import LocatedStr, Span
    from scrutiny_cli.rules.context import CheckContext

    # By meeting, the owners that its entries give, by where each entry begins.
    _Owners = dict[str, dict[int, tuple[LocatedStr, ...]]]

_NAMED = 3  # known parts that a message names


def label_case(case: CheckContext) -> Iterator[Problem]:
    """Report each label that is written otherwise than its person is introduced, or at first."""
    written = spellings(case.book.series, case.book.meetings)
    people = case.book.directory
    for meeting in case.book.meetings:
        for label in meeting.labels:
            known = written[normalize_label(label)]
            if str(known) != str(label):
                how = "introduced as" if people.knows(label) else "first written"
                message = f"“{label}” was {how} “{known}”."
                related = (RelatedSpan(known.place, f"It was {how.removesuffix(' as')} here."),)
                yield Problem("label-case", message, label.place, f"Write {known}.", related)


def _introduced(case: CheckContext) -> Iterator[Person]:
    yield from case.book.series.people
    for meeting in case.book.meetings:
        yield from meeting.introduced


def person_renamed(case: CheckContext) -> Iterator[Problem]:
    """Tell each person who gets another name for known initials."""
    names: dict[str, LocatedStr] = {}
    for person in _introduced(case):
        if person.initials is None or person.name is None:
            continue
        known = names.get(normalize_label(person.initials))
        if known is not None and normalize_label(known) != normalize_label(person.name):
            message = f"{person.initials} is {known}, and here {person.name}."
            related = (RelatedSpan(known.place, f"{known} was introduced here."),)
            hint = "Give the new person other initials, or keep the name."
            yield Problem("person-renamed", message, person.name.place, hint, related)
        names[normalize_label(person.initials)] = person.name


def unknown_owner(case: CheckContext) -> Iterator[Problem]:
    """Tell each owner's label that nobody introduced and that looks like a known one."""
    people = case.book.directory
    passed = _roles(case) | _in_two_meetings(case) | {"all"}
    unknown = ((one, _plain(one)) for one in _owners(case) if not people.knows(one))
    wanted = [row for row in unknown if not passed.intersection((normalize_label(row[0]), row[1]))]
    if not wanted:
        return
    index = likeness_of(people)
    found = {plain: index.find(plain) for plain in dict.fromkeys(plain for _, plain in wanted)}
    for label, plain in wanted:
        if near := found[plain]:
            message = f"Nobody introduced the owner “{label}”."
            hint = f"Did you mean {_either(near)}?"
            yield Problem("unknown-owner", message, label.place, hint)


def _plain(label: LocatedStr) -> str:
    """Give a label folded and without its note in brackets."""
    return normalize_label(labels.split_note(label)[0])


def _roles(case: CheckContext) -> set[str]:
    return {normalize_label(person.role) for person in _introduced(case) if person.role is not None}


def _in_two_meetings(case: CheckContext) -> set[str]:
    """Give the labels that stand in two meetings or more; they are no slips."""
    first: dict[str, str] = {}
    several: set[str] = set()
    for meeting in case.book.meetings:
        for label in map(normalize_label, meeting.labels):
            if first.setdefault(label, meeting.name) != meeting.name:
                several.add(label)
    return several


def _owners(case: CheckContext) -> Iterator[LocatedStr]:
    for meeting in case.book.meetings:
        for raised in (*meeting.brought_forward, *(one.raised for one in raised_in(meeting))):
            yield from raised.owners
        for said in list_updates(meeting):
            yield from said.update.owners or ()


def _either(labels: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))


def owner_joined(case: CheckContext) -> Iterator[Problem]:
    """Tell each owner that stayed whole although a part of it is a known label."""
    known = case.book.directory
    for label in _owners(case):
        if known.knows(label) or not labels.holds_separator(label):
            continue
        parts = list(filter(None, labels.split_all_pieces(label)))
        if named := [part for part in parts if known.knows(labels.split_note(part)[0])]:
            yield _joined(label, named, parts)


def _joined(label: LocatedStr, named: list[str], parts: list[str]) -> Problem:
    known = " and ".join(f"“{part}”" for part in named[:_NAMED])
    verb = "are labels of their own" if len(named) > 1 else "is a label of its own"
    message = f"“{label}” is taken for one owner, although {known} {verb}."
    hint = (
        f"Where several are meant, separate them with commas: owner: {', '.join(parts)}\n"
        "In a list, write each as an entry of its own."
    )
    return Problem("owner-joined", message, label.place, hint)


def owner_left(case: CheckContext) -> Iterator[Problem]:
    """Tell each person who has left and owns open actions, where the latest one gives him."""
    people = case.book.directory
    owned: dict[str, list[Action]] = {}
    for action in case.current():
        for owner in action.state.owners if action.is_open else ():
            if people.has_left(owner, case.today):
                owned.setdefault(owner, []).append(action)
    owners: _Owners = {}
    for owner, actions in owned.items():
        yield _left(case, owners, owner, actions)


def _left(case: CheckContext, owners: _Owners, owner: str, actions: list[Action]) -> Problem:
    """Say which open actions a person has who left, at the latest entry that gives the owner."""
    events = [_giving(action) for action in actions]
    latest = max(events, key=lambda one: (case.calendar.positions[one.meeting], one.place.start))
    known = case.book.directory.people[owner]
    refs = ", ".join(action.key for action in actions)
    some = "an open action" if len(actions) == 1 else f"{len(actions)} open actions"
    day = "" if known.left in {None, date.max} else f" on {dates.shown(known.left)}"
    message = f"{owner} left{day} and owns {some}: {refs}."
    hint = "Agree who takes over, and give the new `owner` in an entry under `updates`."
    return Problem("owner-left", message, _place_of_owner(case, owners, latest, owner), hint)


def _giving(action: Action) -> Event:
    """Give the event from which an action has its owners."""
    return [event for event in action.history if event.owners is not None][-1]


def _place_of_owner(case: CheckContext, owners: _Owners, event: Event, owner: str) -> Span:
    if event.meeting not in owners:
        owners[event.meeting] = _owners_of_entries(case.calendar.by_name[event.meeting])
    words = owners[event.meeting].get(event.place.start, ())
    word = next((one for one in words if case.book.directory.shown(one) == owner), None)
    return event.place if word is None else word.place


def _owners_of_entries(meeting: Meeting) -> dict[int, tuple[LocatedStr, ...]]:
    """Give the owners that each entry of a meeting gives, by where it begins."""
    entries: list[ActionEntry | Update] = [*meeting.brought_forward]
    entries += [one.raised for one in raised_in(meeting)]
    entries += [one.update for one in list_updates(meeting)]
    return {entry.place.start: entry.owners or () for entry in entries}


def attendance_open(case: CheckContext) -> Iterator[Problem]:
    """Tell each held meeting that does not say whether those expected were there."""
    people = case.book.directory
    for meeting in case.calendar.meetings:
        if not meeting.expected or not _is_over(meeting, case.today):
            continue
        waiting = (one.label for one in people.still_expected(meeting))
        missing = [label for label in waiting if not people.has_left(label, meeting.date)]
        if missing:
            yield _attendance_missing(missing, people)


def _attendance_missing(missing: list[LocatedStr], people: Directory) -> Problem:
    names = ", ".join(map(people.shown, missing))
    message = f"Expected, and in no other list of this meeting: {names}."
    hint = "Move each to `present`, `apologies` or `absent`."
    return Problem("attendance-open", message, missing[0].place, hint)


def _is_over(meeting: Meeting, today: date) -> bool:
    return meeting.took_place and meeting.date < today
