"""The rules on people: each is on a list, and has one name and one label."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.actionlog.people import Directory, find_spellings
from scrutiny_cli.actionlog.traverse import list_records
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.model import Person
from scrutiny_cli.minutes.problem import RelatedSpan, Severity
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_label
from scrutiny_cli.rules.context import CheckContext, rule
from scrutiny_cli.rules.registry import Finding
from scrutiny_cli.rules.similar_labels import index_labels

_MAX_NAMED = 3  # known parts that a message names


@rule(
    "unknown-owner",
    Severity.WARNING,
    "An owner is not a misspelling of somebody on an attendance or people list.",
    remedy="Write the person's label as it is on the list, or add a new person under `present`.",
)
def check_unknown_owner(context: CheckContext) -> Iterator[Finding]:
    """Find each owner's label that is on no list and looks like one that is."""
    people = context.book.directory
    passed = _list_roles(context) | _find_recurring_labels(context) | {"all"}
    unknown = (
        (label, _normalize_owner(label))
        for label in _list_owners(context)
        if not people.is_known(label)
    )
    wanted = [row for row in unknown if not passed.intersection((normalize_label(row[0]), row[1]))]
    if not wanted:
        return
    index = index_labels(people)
    found = {
        plain: index.find_similar(plain) for plain in dict.fromkeys(plain for _, plain in wanted)
    }
    for label, plain in wanted:
        if near := found[plain]:
            message = f"“{label}” is on no attendance or people list."
            hint = f"Did you mean {_join_with_or(near)}?"
            yield Finding(message, label.place, hint)


def _normalize_owner(label: LocatedStr) -> str:
    """Return a label in its normal form, without its note in brackets."""
    return normalize_label(labels.split_note(label)[0])


def _list_roles(context: CheckContext) -> set[str]:
    roles = (person.role for person in _list_introduced(context))
    return {normalize_label(role) for role in roles if role is not None}


def _find_recurring_labels(context: CheckContext) -> set[str]:
    """Return the labels that are in two meetings or more; they are no typing errors."""
    first: dict[str, str] = {}
    several: set[str] = set()
    for meeting in context.book.meetings:
        for label in map(normalize_label, meeting.labels):
            if first.setdefault(label, meeting.name) != meeting.name:
                several.add(label)
    return several


def _list_owners(context: CheckContext) -> Iterator[LocatedStr]:
    for meeting in context.book.meetings:
        for entry in list_records(meeting):
            yield from entry.owners or ()


def _join_with_or(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


@rule(
    "owner-joined",
    Severity.WARNING,
    "Several owners are separated with commas.",
    remedy="Separate owners with commas, or write each on its own line of a list.",
)
def check_joined_owner(context: CheckContext) -> Iterator[Finding]:
    """Find each owner that stayed whole although a part of it is a known label."""
    known = context.book.directory
    for label in _list_owners(context):
        if known.is_known(label) or not labels.holds_separator(label):
            continue
        parts = list(filter(None, labels.split_all_pieces(label)))
        if named := [part for part in parts if known.is_known(labels.split_note(part)[0])]:
            yield _describe_joined(label, named, parts)


def _describe_joined(label: LocatedStr, named: list[str], parts: list[str]) -> Finding:
    known = " and ".join(f"“{part}”" for part in named[:_MAX_NAMED])
    verb = "are known owners" if len(named) > 1 else "is a known owner"
    message = f"“{label}” is read as one owner, but {known} {verb}."
    hint = (
        f"If there are several owners, separate them with commas: owner: {', '.join(parts)}\n"
        "In a list, write each owner on its own line."
    )
    return Finding(message, label.place, hint)


@rule(
    "owner-left",
    Severity.WARNING,
    "A person who has left owns no open action.",
    remedy="Agree who takes over, and write the new `owner` under `updates`.",
)
def check_owner_left(context: CheckContext) -> Iterator[Finding]:
    """Find each person who has left and owns open actions, where the latest one names them."""
    people, order = context.book.directory, context.book.index.positions
    owned: dict[str, list[Action]] = {}
    for action in context.list_actions():
        for owner in action.state.owners if action.is_open else ():
            if people.has_left(owner, context.today):
                owned.setdefault(owner, []).append(action)
    words = _list_owner_words(context) if owned else {}
    for owner, actions in owned.items():
        events = map(_find_owner_event, actions)
        latest = max(events, key=lambda event: (order[event.meeting], event.place.start))
        given = words[latest.meeting, latest.place.start]
        word = next((word for word in given if people.display_label(word) == owner), latest)
        yield _describe_left(context, owner, actions, word.place)


def _describe_left(
    context: CheckContext, owner: str, actions: list[Action], place: Span
) -> Finding:
    known = context.book.directory.people[owner]
    refs = ", ".join(action.key for action in actions)
    some = "1 open action" if len(actions) == 1 else f"{len(actions)} open actions"
    day = "" if known.left in {None, date.max} else f" on {format_date(known.left)}"
    message = f"{owner} left{day} but still owns {some}: {refs}."
    hint = "Agree who takes over, and write the new `owner` under `updates`."
    return Finding(message, place, hint)


def _find_owner_event(action: Action) -> Event:
    """Return the event from which an action has its owners."""
    return [event for event in action.history if event.owners is not None][-1]


def _list_owner_words(context: CheckContext) -> dict[tuple[str, int], tuple[LocatedStr, ...]]:
    """Return the owners as they are written, by the meeting and the start of each entry."""
    return {
        (meeting.name, entry.place.start): entry.owners or ()
        for meeting in context.book.meetings
        for entry in list_records(meeting)
    }


@rule(
    "attendance-open",
    Severity.WARNING,
    "Everyone expected at a past meeting is under `present`, `apologies` or `absent`.",
    remedy="Move each name from `expected` to `present`, `apologies` or `absent`.",
)
def check_attendance(context: CheckContext) -> Iterator[Finding]:
    """Find each held meeting that does not say whether those expected were there."""
    people = context.book.directory
    for meeting in context.book.meetings:
        is_over = meeting.took_place and meeting.date < context.today
        if not meeting.expected or not is_over:
            continue
        missing = [person.label for person in people.still_expected(meeting)]
        if missing:
            yield _describe_missing(missing, people)


def _describe_missing(missing: list[LocatedStr], people: Directory) -> Finding:
    *others, last = map(people.display_label, missing)
    names = f"{', '.join(others)} and {last}" if others else last
    message = f"The minutes do not say whether {names} attended."
    moved = "each name" if others else "the name"
    hint = f"Move {moved} from `expected` to `present`, `apologies` or `absent`."
    return Finding(message, missing[0].place, hint)


@rule(
    "label-case",
    Severity.WARNING,
    "A label is always written in the same way.",
    remedy="Write it as on the attendance or people list, otherwise as it was first written.",
)
def check_label_case(context: CheckContext) -> Iterator[Finding]:
    """Find each label that is written otherwise than on the person's list, or at first."""
    written = find_spellings(context.book.series, context.book.meetings)
    people = context.book.directory
    for meeting in context.book.meetings:
        for label in meeting.labels:
            known = written[normalize_label(label)]
            if str(known) != str(label):
                how = "is listed" if people.is_known(label) else "was first written"
                message = f"“{label}” {how} as “{known}”."
                related = (RelatedSpan(known.place, f"It {how} here."),)
                yield Finding(message, label.place, f"Write `{known}`.", related)


@rule(
    "person-renamed",
    Severity.WARNING,
    "Initials belong to one person.",
    remedy="Use other initials, or correct the name.",
)
def check_renamed_person(context: CheckContext) -> Iterator[Finding]:
    """Find each person who gets another name for known initials."""
    names: dict[str, LocatedStr] = {}
    for person in _list_introduced(context):
        if person.initials is None or person.name is None:
            continue
        known = names.get(normalize_label(person.initials))
        if known is not None and normalize_label(known) != normalize_label(person.name):
            message = f"{person.initials} is {known} in an earlier list, but {person.name} here."
            related = (RelatedSpan(known.place, f"{known} is listed here."),)
            hint = f"Give {person.name} other initials, or write the name {known}."
            yield Finding(message, person.name.place, hint, related)
        names[normalize_label(person.initials)] = person.name


def _list_introduced(context: CheckContext) -> Iterator[Person]:
    yield from context.book.series.people
    for meeting in context.book.meetings:
        yield from meeting.introduced
