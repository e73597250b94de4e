"""Who wrote what of each action, and when: the commits of the meetings' files, entry by entry.

Two versions of a file are compared by the entries that its meeting has in them, not by lines:
an indent or a comment is nobody's change, and words that are changed later are those of the
person who changed them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from scrutiny_cli.actionlog.matching import (
    MAX_COMPARED,
    find_similarity,
    pair_by_keys,
    pair_similar,
)
from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.actionlog.traverse import Record, list_records
from scrutiny_cli.minutes.model import ActionEntry, Meeting, Update
from scrutiny_cli.minutes.source import LocatedStr, normalize_label, normalize_ref


class Commit(NamedTuple):
    """A commit: its id, who wrote it, and when, in that person's own time."""

    id: str
    who: str
    when: datetime


class FileChange(NamedTuple):
    """What a commit did to a file: its name before (None: it is new) and after (None: deleted).

    `blob` is the id of the text that the file has after it.
    """

    old_name: str | None
    name: str | None
    blob: str


class Revision(NamedTuple):
    """A commit with the ids of its parents, and what it changed against the first of them.

    `commit` is None for what is not committed.
    """

    commit: Commit | None
    parents: tuple[str, ...]
    changes: tuple[FileChange, ...]


class Step(NamedTuple):
    """What a commit wrote into an entry: the entry as it wrote it, and as it was before.

    `old` is None where the commit wrote the entry first; `meeting` is the file as it then was.
    """

    commit: Commit | None
    meeting: Meeting
    record: Record
    old: Record | None = None


class EntryHistory(NamedTuple):
    """An entry of a file, and the steps in which it was written."""

    record: Record
    steps: tuple[Step, ...]


class EventStep(NamedTuple):
    """A step of the entry that an event of an action comes from."""

    action: Action
    event: Event
    step: Step


class _FileState(NamedTuple):
    """A file as a commit left it."""

    blob: str
    entries: tuple[EntryHistory, ...]


_FileStates = dict[str, _FileState]
Version = tuple[str, str]  # the name of a file, and the id of its text


def find_former_names(revisions: Iterable[Revision], names: Iterable[str]) -> set[str]:
    """Return names of files, and every name that these files had before."""
    found = set(names)
    for revision in reversed(list(revisions)):
        for change in revision.changes:
            if change.name in found and change.old_name is not None:
                found.add(change.old_name)
    return found


def follow_meetings(
    revisions: Sequence[Revision],
    current: Mapping[str, Meeting],
    read_meetings: Callable[[list[Version]], Iterable[Meeting | None]],
) -> dict[str, tuple[EntryHistory, ...]]:
    """Follow the entries of files through the commits and on to what is not committed.

    `current` has the meetings as their files are now, by the name of the file.
    `read_meetings` returns those of some versions; None: a text that cannot be read.
    """
    names = find_former_names(revisions, current)
    changes = [change for revision in revisions for change in revision.changes]
    versions = list(dict.fromkeys((one.name, one.blob) for one in changes if one.name in names))
    meetings = dict(zip(versions, read_meetings(versions), strict=True))
    meetings.update(((name, ""), meeting) for name, meeting in current.items())
    last = tuple(one.commit.id for one in revisions[-1:] if one.commit is not None)
    on_disk = Revision(None, last, tuple(FileChange(name, name, "") for name in current))
    return follow_entries([*revisions, on_disk], meetings)


def follow_entries(
    revisions: Iterable[Revision], meetings: Mapping[Version, Meeting | None]
) -> dict[str, tuple[EntryHistory, ...]]:
    """Follow the entries of files through revisions, parents first; return those of the last one.

    `meetings` are those of the versions of the files that are followed; None: a text that cannot
    be read, whose changes are then those of the next version that can be.
    """
    states: dict[str, _FileStates] = {}
    state: _FileStates = {}
    for revision in revisions:
        parents = [states.get(parent, {}) for parent in revision.parents]
        state = dict(parents[0]) if parents else {}
        for change in revision.changes:
            if change.old_name not in {None, change.name}:
                state.pop(str(change.old_name), None)
            if change.name is not None and (change.name, change.blob) in meetings:
                meeting = meetings[change.name, change.blob]
                bases = _find_bases(change, parents)
                state[change.name] = _change_state(bases, change.blob, meeting, revision.commit)
        if revision.commit is not None:
            states[revision.commit.id] = state
    return {name: found.entries for name, found in state.items()}


def _change_state(
    bases: list[_FileState], blob: str, meeting: Meeting | None, commit: Commit | None
) -> _FileState:
    """Return a file as a commit left it, with the meeting that is in it then."""
    same = next((base for base in bases if base.blob == blob), None)
    if same is not None:
        return same
    before = [base.entries for base in bases]
    if meeting is not None:
        return _FileState(blob, _compare_versions(before, meeting, commit))
    return _FileState(blob, before[0] if before else ())


def _find_bases(change: FileChange, parents: list[_FileStates]) -> list[_FileState]:
    """Return the states of a file that a commit began from, that of its first parent first."""
    names = [change.old_name, *[change.name] * (len(parents) - 1)]
    found = (parent.get(name) for name, parent in zip(names, parents, strict=False) if name)
    return [base for base in found if base is not None]


def _compare_versions(
    bases: list[tuple[EntryHistory, ...]], meeting: Meeting, commit: Commit | None
) -> tuple[EntryHistory, ...]:
    """Return the entries of a meeting, each with the history of the entry that it was before."""
    records = list(list_records(meeting))
    former: list[list[EntryHistory]] = [[] for _ in records]
    for base in bases:
        for number, entry in _match_entries(base, records):
            former[number].append(entry)
    return tuple(
        _add_step(record, found, meeting, commit)
        for record, found in zip(records, former, strict=True)
    )


def _add_step(
    record: Record, former: list[EntryHistory], meeting: Meeting, commit: Commit | None
) -> EntryHistory:
    same = next((entry for entry in former if _is_same(entry.record, record)), None)
    if same is not None:
        return EntryHistory(record, same.steps)
    if not former or _is_filled(former[0].record, record):
        return EntryHistory(record, (Step(commit, meeting, record),))
    old = former[0]
    return EntryHistory(record, (*old.steps, Step(commit, meeting, record, old.record)))


def _is_same(old: Record, new: Record) -> bool:
    """Whether two records say the same; only those of today have their owners separated."""
    return old == new or _join_owners(old) == _join_owners(new)


def _join_owners(record: Record) -> Record:
    """Return a record with its owners as one text, as they are written."""
    value = record.owner_value
    if value is None:
        return record
    return record._replace(owners=(), owner_value=value._replace(parts=()))


def _is_filled(old: Record, new: Record) -> bool:
    """Whether an update that only listed the action again has become a report on it."""
    return (
        isinstance(old, Update)
        and isinstance(new, Update)
        and new.is_substantive
        and not old.is_substantive
    )


# Which entry of a version is which of the next one


def _match_entries(
    entries: tuple[EntryHistory, ...], records: list[Record]
) -> Iterator[tuple[int, EntryHistory]]:
    """Return the number of each record with the entry that it was, the surest matches first."""
    pairs = pair_by_keys([entry.record for entry in entries], records, map(_with_type, _MATCH_KEYS))
    yield from ((number, entries[at]) for at, number in pairs.items())
    old = [at for at in range(len(entries)) if at not in pairs]
    taken = set(pairs.values())
    new = [number for number in range(len(records)) if number not in taken]
    if len(old) * len(new) <= MAX_COMPARED:
        compared = (
            (_compare_words(entries[at].record, records[number]), at, number)
            for at in old
            for number in new
        )
        yield from ((number, entries[at]) for at, number in pair_similar(compared).items())


def _with_type(key: Callable[[Record], Hashable]) -> Callable[[Record], Hashable]:
    """Return a key that only records of one type have in common."""

    def find_key(record: Record) -> Hashable:
        found = key(record)
        return None if found is None else (type(record), found)

    return find_key


def _compare_words(old: Record, new: Record) -> float:
    if isinstance(old, Update) or isinstance(new, Update):
        return 0.0
    return find_similarity(_normalize_words(old), _normalize_words(new))


def _normalize_words(record: Record) -> str | None:
    return None if record.action is None else normalize_label(record.action)


def _normalize_ref(record: Record) -> str | None:
    return None if record.ref is None else normalize_ref(record.ref)


def _reported_words(record: Record) -> Hashable:
    """Return the contents of an update without its ref, which changes with the action's number."""
    if not isinstance(record, Update):
        return None
    return record._replace(ref=LocatedStr())


# What two versions of one entry have in common, the surest first; None: it is not used.
_MATCH_KEYS: tuple[Callable[[Record], Hashable], ...] = (
    lambda record: record,
    lambda record: (
        _normalize_ref(record) and (_normalize_ref(record), _normalize_words(record), record.on)
    ),
    lambda record: _normalize_ref(record) and (_normalize_ref(record), _normalize_words(record)),
    lambda record: _normalize_words(record) if isinstance(record, ActionEntry) else None,
    _normalize_ref,
    _reported_words,
)


# The events of the log


def list_steps(
    actions: Iterable[Action], files: Mapping[str, Iterable[EntryHistory]]
) -> list[EventStep]:
    """Join the events of actions with the steps of their entries, the newest step last.

    `files` has the entries of each file by the path that is shown. What is not committed
    comes last of all; of one moment the order of the log is kept.
    """
    known = {
        (path, entry.record.place.start, isinstance(entry.record, Update)): entry
        for path, entries in files.items()
        for entry in entries
    }
    steps = [
        EventStep(action, event, step)
        for action in actions
        for event in action.history
        for step in known[_entry_key(event)].steps
    ]
    return sorted(steps, key=_find_position)


def _entry_key(event: Event) -> tuple[str, int, bool]:
    return event.place.path, event.place.start, event.kind == "reported"


def _find_position(found: EventStep) -> tuple[bool, float]:
    commit = found.step.commit
    return commit is None, 0.0 if commit is None else commit.when.timestamp()


def find_step_day(step: Step) -> date:
    """Return the day that a step gives, as it is written."""
    return step.record.on or step.meeting.date
