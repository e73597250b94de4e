"""The records of the log: actions with their states and events, and the whole folder."""

import datetime as dt
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import MeetingIndex, find_latest_regular
from scrutiny_cli.actionlog.people import Directory, OwnerWords, PastDirectories
from scrutiny_cli.actionlog.traverse import has_marks, list_approved
from scrutiny_cli.minutes.model import ActionEntry, Due, DueKind, Meeting, Series, Status, Update
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.reader import ReadResult
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_ref


class ActionState(NamedTuple):
    """The state of an action after some of its events; before the first it is open and empty.

    `owners` are labels as shown, `owner_words` the owner as written if it has more than labels.
    `original_due` is the first day it was due, `slips` is how often it was postponed;
    `closed` is the day on which it became closed, `answered` the day of the last answer.
    """

    status: Status = Status.OPEN
    status_text: str | None = None
    due: Due | None = None
    original_due: date | None = None
    slips: int = 0
    owners: tuple[str, ...] = ()
    owner_words: OwnerWords | None = None
    words: str | None = None
    closed: date | None = None
    answered: date | None = None

    @property
    def due_day(self) -> date | None:
        """The day on which it is due; None: none is given, or words that mean no day."""
        return None if self.due is None else self.due.day

    @property
    def owner_text(self) -> str | None:
        """The owner as written, where it has more than labels."""
        return None if self.owner_words is None else self.owner_words.text

    @property
    def owners_shown(self) -> tuple[str, ...]:
        """The owners with their notes, and words such as `tbc`, as people read them."""
        return self.owners if self.owner_words is None else self.owner_words.shown

    def after(self, event: "Event") -> "ActionState":
        """Return the state after an event; values that the event does not give are kept."""
        status = status_after(event.status, self.status, replaced=event.replaced)
        due = self.due if event.due is None else event.due
        due = None if due is None or due.kind is DueKind.NONE else due
        gives_owners = event.owners is not None
        return ActionState(
            status=status,
            status_text=event.status_text or self.status_text,
            due=due,
            original_due=self.original_due or (due.day if due is not None else None),
            slips=self.slips + (event.due is not None and is_slip(self.due, event.due)),
            owners=self.owners if event.owners is None else event.owners,
            owner_words=event.owner_words if gives_owners else self.owner_words,
            words=self.words if event.action is None else event.action,
            closed=self._closed_after(event, status),
            answered=event.date if event.is_substantive else self.answered,
        )

    def _closed_after(self, event: "Event", status: Status) -> date | None:
        if status.is_open:
            return None
        return event.date if self.status.is_open else self.closed


def status_after(given: Status | None, before: Status, *, replaced: bool) -> Status:
    """Return the status after an update.

    `given` is its status (None: it has none), `replaced` whether other actions replace the
    action (`becomes`): that always closes it, and an open status beside it is ignored.
    """
    if not replaced:
        return given or before
    if given is not None and not given.is_open:
        return given
    return Status.SUPERSEDED if before.is_open else before


def is_slip(before: Due | None, now: Due) -> bool:
    """Whether a new due date replaces a date by a later one or by words."""
    if before is None or before.day is None or now.kind is DueKind.NONE:
        return False
    return now.day is None or now.day > before.day


class Event(NamedTuple):
    """One thing that was written of an action; in a report None means: not given.

    `kind` is `brought forward`, `raised` or `reported`; `meeting` the meeting's name;
    `date` the day it happened; `state` what the action is after it.
    `counts_from` is the first day of which the log has the event: its own, or the day from
    which the action exists. `replaced`: it names what takes the action's place.
    """

    kind: str
    date: date
    meeting: str
    place: Span
    status: Status | None = None
    status_text: LocatedStr | None = None
    note: str | None = None
    action: str | None = None
    due: Due | None = None
    due_place: Span | None = None
    owners: tuple[str, ...] | None = None
    owner_words: OwnerWords | None = None
    confidential: str | None = None
    is_substantive: bool = False
    replaced: bool = False
    counts_from: dt.date = dt.date.min
    state: ActionState = ActionState()

    @property
    def owner_text(self) -> str | None:
        """The owner as written, where it has more than labels."""
        return None if self.owner_words is None else self.owner_words.text

    @property
    def owners_shown(self) -> tuple[str, ...]:
        """The owners with their notes, and words such as `tbc`, as people read them."""
        return (self.owners or ()) if self.owner_words is None else self.owner_words.shown


class Link(NamedTuple):
    """One end of a link: the key at the other end, the meeting that states it, since when."""

    key: str
    meeting: str
    since: date


class Action(NamedTuple):
    """An action: what its meeting wrote (`entry`), what it is now (`state`), and its history.

    `key` is its ref, or its place if it has no ref; `place_key` is always its place.
    `meeting` is the name of the meeting that raised or brought it forward, `position` its
    place in the log's order (`scrutiny actions` sorts by it), `item` the nearest title,
    `raised` the day on which it was raised (None: unknown). `confidential` is inherited.

    `follows` and `becomes` are the keys linked by the day of the log; `all_follows` and
    `all_becomes` have every link in the files. The action exists from the day `counts_from`.
    """

    key: str
    place_key: str
    entry: ActionEntry
    state: ActionState
    history: tuple[Event, ...]
    meeting: str
    position: int
    brought_forward: bool = False
    item: str | None = None
    raised: date | None = None
    confidential: str | None = None
    counts_from: date = date.min
    follows: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    all_follows: tuple[Link, ...] = ()
    all_becomes: tuple[Link, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state.status.is_open

    @property
    def has_confidential(self) -> bool:
        """Whether it, or something that is reported of it, is confidential."""
        return any(event.confidential is not None for event in self.history)

    @property
    def last_words(self) -> tuple[Event, str] | None:
        """The last report that has words, and these: its status, and its note."""
        for event in reversed(self.history):
            if event.status_text or event.note:
                return event, ": ".join(filter(None, (event.status_text, event.note)))
        return None

    def age_days(self, today: date) -> int:
        """Count the days since it was raised, or brought forward, until it was closed or today."""
        begun = self.raised or self.counts_from
        return max(0, ((self.state.closed or today) - begun).days)

    def overdue_days(self, today: date) -> int:
        """Return how many days it is overdue on a day: 0 where not; due today is not overdue."""
        due = self.state.due_day
        return 0 if due is None or not self.is_open else max(0, (today - due).days)


class ResolvedUpdate(NamedTuple):
    """An update in its meeting, with the key of the action it names (None: unknown).

    `counts_from` is the first day of which the log has it.
    """

    meeting: Meeting
    update: Update
    key: str | None
    counts_from: date


class Log(NamedTuple):
    """All actions in order, by key, and all reports in order.

    `whole` is the log of all that is on file, where this one is as at a day (None: it is that).
    """

    actions: tuple[Action, ...]
    by_key: dict[str, Action]
    reports: tuple[ResolvedUpdate, ...]
    problems: tuple[Problem, ...] = ()
    whole: "Log | None" = None


def may_be_marked(source: Source) -> bool:
    """Whether a text may mark something as confidential: only looking for the word is quick."""
    return "confid" in source.text.casefold()


class ReadFolder(NamedTuple):
    """The files of a folder, each as it reads alone: `series.yaml` and, by path, all others."""

    results: dict[Source, ReadResult]
    series: Series = Series()
    series_source: Source | None = None
    series_problems: tuple[Problem, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts of all files."""
        return (*self.results, *(() if self.series_source is None else (self.series_source,)))


@dataclass(frozen=True)
class MinuteBook:
    """All that was read from the folder: its files, meetings in order, the log, all errors.

    `series` and the meetings of the `index` are as the whole log makes them, `files` and
    `meetings_read` as each file alone gives them: what an owner or a person is depends on who
    is known in the whole log. `meetings_read` has the meetings of the index in the same order.
    """

    series: Series
    index: MeetingIndex
    directory: Directory
    log: Log
    files: ReadFolder
    problems: tuple[Problem, ...] = ()
    unreadable: tuple[str, ...] = ()
    unread_since: date | None = None
    meetings_read: tuple[Meeting, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts of all files."""
        return self.files.sources

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """All meetings in order."""
        return self.index.meetings

    def find_meeting(self, name: str) -> Meeting | None:
        """Return the meeting of a file's name."""
        return self.index.by_name.get(name)

    def find_action(self, ref: str) -> Action | None:
        """Return the action that a ref or key names."""
        return self._actions.get(normalize_ref(ref))

    @cached_property
    def _actions(self) -> dict[str, Action]:
        """The actions by their keys and place keys; of two with one name the first."""
        found: dict[str, Action] = {}
        for action in self.log.actions:
            found.setdefault(normalize_ref(action.key), action)
            found.setdefault(normalize_ref(action.place_key), action)
        return found

    @cached_property
    def actions_by_name(self) -> dict[str, Action]:
        """The actions by their keys and place keys as refs are compared; of two the last."""
        found: dict[str, Action] = {}
        for action in self.log.actions:
            found[normalize_ref(action.place_key)] = found[normalize_ref(action.key)] = action
        return found

    @cached_property
    def actions_by_meeting(self) -> dict[str, list[Action]]:
        """The actions by the name of the meeting that raised or brought them forward."""
        found: dict[str, list[Action]] = {}
        for action in self.log.actions:
            found.setdefault(action.meeting, []).append(action)
        return found

    @cached_property
    def reports_by_meeting(self) -> dict[str, list[ResolvedUpdate]]:
        """The reports by the name of the meeting that has them."""
        found: dict[str, list[ResolvedUpdate]] = {}
        for report in self.log.reports:
            found.setdefault(report.meeting.name, []).append(report)
        return found

    @cached_property
    def approving(self) -> tuple[tuple[Meeting, tuple[LocatedStr, ...]], ...]:
        """The meetings that agree any minutes, each with the entries of its `approves`."""
        found = ((meeting, tuple(list_approved(meeting))) for meeting in self.meetings)
        return tuple((meeting, words) for meeting, words in found if words)

    def find_directory_at(self, meeting: Meeting) -> Directory:
        """Return who was known at a meeting: the people of the series, and up to its own."""
        return self._past_directories.find_directory(self.index.positions[meeting.name] + 1)

    @cached_property
    def _past_directories(self) -> PastDirectories:
        return PastDirectories(self.series, self.meetings)

    def find_board_title(self, *, redacted: bool) -> str | None:
        """Return the title of the series, otherwise of the latest regular meeting, if any.

        Where it is `redacted` a meeting that is withheld has none.
        """
        latest = find_latest_regular(self.meetings)
        if latest is not None and redacted and self._is_withheld(latest):
            latest = None
        title = None if latest is None else latest.title
        return str(self.series.title or title or "") or None

    def _is_withheld(self, meeting: Meeting) -> bool:
        """Whether a meeting is confidential, or a mark in its file may not be understood."""
        path, problems = meeting.place.path, self.problems
        is_faulty = any(problem.is_error and problem.place.path == path for problem in problems)
        return is_faulty or meeting.root_item.confidential is not None

    @property
    def may_be_confidential(self) -> bool:
        """Whether something in a file may be marked as confidential."""
        return any(map(may_be_marked, self.sources))

    @property
    def has_errors(self) -> bool:
        """Whether a file has an error."""
        return any(problem.is_error for problem in self.problems)

    @property
    def has_confidential(self) -> bool:
        """Whether anything in a file is marked as confidential."""
        agenda = self.files.series.agenda or ()
        return any(item.confidential is not None for item in agenda) or any(
            has_marks(meeting) for meeting in self.meetings_read
        )

    @property
    def may_be_kept(self) -> bool:
        """Whether what was read may be kept until the next run: only if there are files."""
        return bool(self.meetings) and not self.has_errors and not self.has_confidential

    def may_be_missing(self, day: date) -> bool:
        """Whether what is missing on a day may be in a file that cannot be read."""
        return self.unread_since is not None and self.unread_since <= day
