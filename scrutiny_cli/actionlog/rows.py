"""What the listings show of a board, as plain values: texts, numbers, days and tuples.

Rows are made once of the log as at a day, by `row_maker`. They refer to no file that was read, so
that they can be kept and read again without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple


class BoardName(NamedTuple):
    """What a board is called, and its folder's path as it is shown.

    `folder` is the path itself: two paths may be shown alike.
    """

    name: str
    path: str
    folder: str = ""

    def locate_file(self, name: str) -> str:
        """Return the path of a file in the folder as it is shown."""
        return name if self.path in {"", "."} else f"{self.path.removesuffix('/')}/{name}"


NO_BOARD = BoardName("", "")


class EventRow(NamedTuple):
    """One thing that was written of an action: the fields that JSON has of it, by their names.

    `file` is the file's name alone.
    """

    date: dt.date
    meeting: str
    event: str
    status: str | None
    status_text: str | None
    note: str | None
    action: str | None
    due: dt.date | None
    due_text: str | None
    owners: tuple[str, ...] | None
    owner_text: str | None
    confidential: bool
    file: str
    line: int


class ActionRow(NamedTuple):
    """An action as at a day: first the fields that JSON has of it, by their names.

    `file` is the file's name alone; `overdue_days` and `age_days` are counted to the day of the
    listing. `place_key` always names it by its place, `position` is its place in the order of the
    log, `meeting` the name of the meeting that raised or brought it forward. `last_status_text`
    and `last_note` are those of the last update that is not empty; a text `is_block` if it is a
    block below a `|` in its file. `confidential_reason` is "" without a reason, None if the action
    is not confidential.
    """

    key: str
    ref: str | None
    action: str | None
    owners: tuple[str, ...]
    owner_text: str | None
    status: str
    status_text: str | None
    open: bool
    due: date | None
    due_text: str | None
    original_due: date | None
    slips: int
    overdue_days: int
    raised: date | None
    age_days: int
    item: str | None
    closed: date | None
    answered: date | None
    follows: tuple[str, ...]
    becomes: tuple[str, ...]
    links: tuple[str, ...]
    confidential: bool
    file: str
    line: int
    history: tuple[EventRow, ...]
    place_key: str
    position: int
    meeting: str
    owners_shown: tuple[str, ...]
    has_report: bool
    last_status_text: str | None
    last_note: str | None
    action_is_block: bool
    last_note_is_block: bool
    confidential_reason: str | None
    board: BoardName = NO_BOARD

    @property
    def has_confidential(self) -> bool:
        """Whether it, or something that is reported of it, is confidential."""
        return any(event.confidential for event in self.history)


class PersonRow(NamedTuple):
    """A person, or a label of nobody known, with what is open and overdue.

    A person who `is_confidential` is named in nothing that may be published.
    """

    label: str
    name: str | None
    role: str | None
    open: int
    overdue: int
    is_introduced: bool
    is_confidential: bool


class PeopleRows(NamedTuple):
    """Everyone known, and how many of them are named in nothing that may be published."""

    people: tuple[PersonRow, ...]
    confidential: int


class LabelRows(NamedTuple):
    """How each folded label is shown, who is introduced, and who is in lists of attendance."""

    shown_as: dict[str, str]
    introduced: tuple[str, ...]
    listed: tuple[str, ...]


class MeetingRow(NamedTuple):
    """A meeting: how many items, brought forward, raised, still open of both; and agreed.

    `held` is `held`, `to come`, or `not held` where it did not take place.
    """

    name: str
    title: str | None
    date: dt.date
    held: str
    items: int
    brought: int
    raised: int
    open: int
    agreed: dt.date | None
    confidential_reason: str | None


class DecisionRow(NamedTuple):
    """A decision of a held meeting: first the fields that JSON has of it, by their names.

    `number` and `item` are the number and title of the item that it was taken under, "" and None
    where there is none. `file` is the file's name alone; the decision `is_block` if it is a block
    below a `|` in its file. `confidential_reason` is as in `ActionRow`.
    """

    date: dt.date
    ref: str | None
    decision: str
    proposed: str | None
    seconded: str | None
    votes: str | None
    outcome: str
    meeting: str
    number: str
    item: str | None
    confidential: bool
    file: str
    line: int
    is_block: bool
    confidential_reason: str | None


class PendingMeeting(NamedTuple):
    """A meeting still to come, and how much in its file is not used yet.

    All of it is used from the day `since`; None: from different days.
    """

    name: str
    date: dt.date
    actions: int
    updates: int
    since: dt.date | None


class MattersRows(NamedTuple):
    """What a meeting must go through: its name (None: it has no file yet), and the actions.

    `brought` is how many its own file brought forward from before the log.
    """

    meeting: str | None
    brought: int
    actions: tuple[ActionRow, ...]


class CompletionWords(NamedTuple):
    """What a shell completes, each in order, of all that is on file.

    `owners` are without those who have left, `open_owners` are all who own open actions, and
    `statuses` are the board's own words.
    """

    refs: tuple[str, ...]
    open_refs: tuple[str, ...]
    owners: tuple[str, ...]
    open_owners: tuple[str, ...]
    meetings: tuple[str, ...]
    statuses: tuple[str, ...]


class BoardFacts(NamedTuple):
    """What is known of a board beside its rows.

    `title` is that of the series, otherwise of the latest regular meeting. `dates` is how it
    writes 25 June 2015, `statuses` its own words with the names of what they mean.
    """

    title: str | None
    dates: str | None
    month_first: bool
    statuses: tuple[tuple[str, str], ...]
    pending: tuple[PendingMeeting, ...]
    is_empty: bool


class Part(Enum):
    """A part of a board's rows. A command asks for those that it shows."""

    OPEN = "open"
    MATTERS = "matters"
    COMPLETION = "completion"
    PEOPLE = "people"
    LABELS = "labels"
    MEETINGS = "meetings"
    CLOSED = "closed"
    DECISIONS = "decisions"


@dataclass(frozen=True)
class BoardRows:
    """The rows of a board as at a day; only the parts that were asked for are there.

    `parts` has, by part, what the property of its name returns; any other is a KeyError.
    """

    facts: BoardFacts
    parts: Mapping[Part, Any]

    @property
    def open_actions(self) -> tuple[ActionRow, ...]:
        """The open actions in the order of the log."""
        rows: tuple[ActionRow, ...] = self.parts[Part.OPEN]
        return rows

    @property
    def closed_actions(self) -> tuple[ActionRow, ...]:
        """The closed actions in the order of the log."""
        rows: tuple[ActionRow, ...] = self.parts[Part.CLOSED]
        return rows

    @property
    def actions(self) -> tuple[ActionRow, ...]:
        """All actions in the order of the log."""
        rows = (*self.open_actions, *self.closed_actions)
        return tuple(sorted(rows, key=lambda row: row.position))

    @property
    def people(self) -> PeopleRows:
        """Everyone known."""
        rows: PeopleRows = self.parts[Part.PEOPLE]
        return rows

    @property
    def labels(self) -> LabelRows:
        """By which labels people are found."""
        rows: LabelRows = self.parts[Part.LABELS]
        return rows

    @property
    def meetings(self) -> tuple[MeetingRow, ...]:
        """The meetings in order."""
        rows: tuple[MeetingRow, ...] = self.parts[Part.MEETINGS]
        return rows

    @property
    def decisions(self) -> tuple[DecisionRow, ...]:
        """The decisions of the meetings held, in order."""
        rows: tuple[DecisionRow, ...] = self.parts[Part.DECISIONS]
        return rows

    @property
    def matters(self) -> MattersRows:
        """What the coming meeting must go through."""
        rows: MattersRows = self.parts[Part.MATTERS]
        return rows

    @property
    def completion(self) -> CompletionWords:
        """What a shell completes."""
        words: CompletionWords = self.parts[Part.COMPLETION]
        return words
