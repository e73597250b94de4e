"""The action log: every action, its life, and what it has become."""

import datetime as dt
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.people import Directory, OwnerWords
from scrutiny_cli.minutes.model import ActionEntry, Due, Meeting, Series, Status, Update
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import LocatedStr, Source, Span


class Event(NamedTuple):
    """One thing that was written of an action; in a report None means: not said.

    `kind` is `brought forward`, `raised` or `reported`; `meeting` the meeting's name;
    `date` the day it happened; `stands` the status that the action has from then on.
    `counts_from` is the first day of which the log has the event: its own, or the day from
    which the action exists. `replaced`: it names what takes the action's place.
    """

    kind: str
    date: date
    meeting: str
    status: Status | None
    status_text: LocatedStr | None
    note: str | None
    action: str | None
    due: Due | None
    owners: tuple[str, ...] | None
    confidential: str | None
    answers: bool
    stands: Status
    place: Span
    due_place: Span | None = None
    owner_words: OwnerWords | None = None
    counts_from: dt.date = dt.date.min
    replaced: bool = False

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
    """An action as it stands; `place_key` names it by its place.

    `owners` are labels as shown, `confidential` is inherited; `entry` is what its meeting wrote.

    `meeting` is the name of the meeting that raised or brought it forward, `position` its
    place in the log's order (`scrutiny actions` sorts by it), `item` the nearest title.

    `follows` and `becomes` are the keys linked by the day of the log; `all_follows` and
    `all_becomes` hold every link on file. The action exists from the day `counts_from`.
    """

    key: str
    place_key: str
    ref: str | None
    action: str | None
    owners: tuple[str, ...]
    status: Status
    status_text: str | None
    due: Due | None
    original_due: date | None
    slips: int
    raised: date | None
    meeting: str
    brought_forward: bool
    item: str | None
    closed: date | None
    answered: date | None
    follows: tuple[str, ...]
    becomes: tuple[str, ...]
    confidential: str | None
    position: int
    history: tuple[Event, ...]
    place: Span
    entry: ActionEntry
    owner_words: OwnerWords | None = None
    counts_from: dt.date = dt.date.min
    all_follows: tuple[Link, ...] = ()
    all_becomes: tuple[Link, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status.is_open

    @property
    def owner_text(self) -> str | None:
        """The owner as written, where it has more than labels."""
        return None if self.owner_words is None else self.owner_words.text

    @property
    def owners_shown(self) -> tuple[str, ...]:
        """The owners with their notes, and words such as `tbc`, as people read them."""
        return self.owners if self.owner_words is None else self.owner_words.shown

    def age_days(self, today: date) -> int:
        """Count the days since it was raised, or brought forward, until it was closed or today."""
        return max(0, ((self.closed or today) - (self.raised or self.counts_from)).days)

    def overdue_days(self, today: date) -> int:
        """How many days it is overdue on a day: 0 where not; due today is not overdue."""
        if not self.is_open or self.due is None or self.due.day is None:
            return 0
        return max(0, (today - self.due.day).days)


class Report(NamedTuple):
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
    reports: tuple[Report, ...]
    problems: tuple[Problem, ...] = ()
    whole: "Log | None" = None


class BoardName(NamedTuple):
    """What a board is called, and its folder's path as it is shown."""

    name: str
    path: str


class MinuteBook(NamedTuple):
    """Everything the folder says: its sources, meetings in order, the log, all errors.

    `series_read` and `meetings_read` are as their files alone say it, in the same order: what an
    owner or a person is in `series` and `meetings` depends on who is known in the whole log.
    """

    sources: tuple[Source, ...]
    series: Series
    series_source: Source | None
    meetings: tuple[Meeting, ...]
    directory: Directory
    log: Log
    problems: tuple[Problem, ...]
    unreadable: tuple[str, ...] = ()
    unread_since: date | None = None
    series_read: Series = Series()
    meetings_read: tuple[Meeting, ...] = ()

    def board_name(self, folder: str) -> str:
        """Give the board's name: the title of the series, of the latest regular meeting, or folder.

        `folder` is what the board is called where neither has a title.
        """
        regular = [one for one in self.meetings if one.is_regular]
        title = regular[-1].title if regular else None
        return str(self.series.title or title or folder)

    def waits(self, day: date) -> bool:
        """Whether what is missing on a day may stand in a file that cannot be read."""
        return self.unread_since is not None and self.unread_since <= day
