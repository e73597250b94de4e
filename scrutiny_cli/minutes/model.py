"""The contents of a meeting's file as typed records; every text is as it was written."""

import datetime as dt
from datetime import date
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.minutes.source import LocatedStr, Span


class Status(Enum):
    """What can have become of an action."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    ON_HOLD = "on hold"
    PROPOSED = "proposed"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"

    def __init__(self, word: str) -> None:
        """Set `is_open`: whether an action of this status is still to be done."""
        self.is_open = word in {"open", "in progress", "on hold", "proposed"}


class DueKind(Enum):
    """How a due was written."""

    DATE = "date"
    MONTH = "month"
    NEXT_MEETING = "next meeting"
    NONE = "none"
    WORDS = "words"


class Due(NamedTuple):
    """When an action has to be done: a day, words, or both (`Aug 2013`, `next meeting`).

    `text` is None if a date was written; the day of a next meeting is found in the fold.
    """

    kind: DueKind
    day: date | None
    text: str | None


class Person(NamedTuple):
    """A person as one list or field names them; `label` is how they are named there.

    Only a mapping and `Name (XX)` introduce: a bare label has a `note` at most. `left` is
    date.max if `none` deletes the day. `doubtful` is the role of `Name (XX), role` in one
    text as long as it is not known whether it is another person's label.
    """

    label: LocatedStr
    introduces: bool = False
    initials: LocatedStr | None = None
    name: LocatedStr | None = None
    role: str | None = None
    organisation: str | None = None
    aliases: tuple[LocatedStr, ...] = ()
    email: str | None = None
    left: date | None = None
    note: str | None = None
    doubtful: LocatedStr | None = None


class OwnerPart(NamedTuple):
    """Part of an owner's value: a label and the note in brackets after it.

    Without a label it is a word such as `tbc`, which means nobody and is kept in `note`.
    """

    label: LocatedStr | None
    note: str | None = None


class OwnerValue(NamedTuple):
    """An owner's value that holds, or may hold, more than labels; `text` is all of it as written.

    As a file is read, its parts are what commas and semicolons separate, or the entries of a
    list. What else separates, and what is a note, depends on who is known in the whole log.
    """

    text: str
    parts: tuple[OwnerPart, ...]
    is_list: bool = False

    @property
    def has_more(self) -> bool:
        """Whether it has a note, or a word such as `tbc` that is kept."""
        return any(part.label is None or part.note is not None for part in self.parts)


class ActionEntry(NamedTuple):
    """An action as the meeting that raised it, or brought it forward, wrote it down.

    `action` is None only if it was brought forward without its words; `raised` and `origin`
    (the field `from`) are set only if it was brought forward. `confidential` is None, the
    reason, or "" without a reason; it is not yet inherited.
    """

    place: Span
    action: LocatedStr | None
    ref: LocatedStr | None = None
    owners: tuple[LocatedStr, ...] = ()
    due: Due | None = None
    due_place: Span | None = None
    follows: tuple[LocatedStr, ...] = ()
    on: date | None = None
    on_place: Span | None = None
    raised: date | None = None
    origin: str | None = None
    links: tuple[LocatedStr, ...] = ()
    confidential: str | None = None
    owner_value: OwnerValue | None = None

    @property
    def ref_place(self) -> Span:
        """The place of its ref; without a ref, that of the whole entry."""
        return self.place if self.ref is None else self.ref.place


class UnreadStatus(NamedTuple):
    """An unknown status: the names of the fields in its entry, and the order of its dates."""

    text: LocatedStr
    beside: frozenset[str]
    month_first: bool


class Update(NamedTuple):
    """An update of an earlier action; `owners` is None if it gives no owners.

    `unread` is an unknown status.
    """

    place: Span
    ref: LocatedStr
    about: LocatedStr | None = None
    status: Status | None = None
    status_text: LocatedStr | None = None
    note: str | None = None
    due: Due | None = None
    due_place: Span | None = None
    owners: tuple[LocatedStr, ...] | None = None
    action: str | None = None
    becomes: tuple[LocatedStr, ...] = ()
    on: date | None = None
    on_place: Span | None = None
    confidential: str | None = None
    owner_value: OwnerValue | None = None
    unread: UnreadStatus | None = None

    @property
    def is_substantive(self) -> bool:
        """Whether it reports anything, and does not only list the action again."""
        return (
            self.status is not None
            or self.note is not None
            or self.due is not None
            or self.owners is not None
            or self.action is not None
            or bool(self.becomes)
        )


class Paper(NamedTuple):
    """A report that was considered."""

    title: str
    link: str | None = None


class Outcome(Enum):
    """What became of a proposal."""

    CARRIED = "carried"
    LOST = "lost"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Decision(NamedTuple):
    """What was proposed and decided; not an action."""

    decision: str
    ref: str | None = None
    proposed: str | None = None
    seconded: str | None = None
    votes: str | None = None
    outcome: Outcome = Outcome.CARRIED


class Item(NamedTuple):
    """A row of the minutes: the text, what it considered, and the actions beside it."""

    place: Span
    title: LocatedStr | None = None
    number: LocatedStr | None = None
    presenter: tuple[Person, ...] = ()
    minutes: LocatedStr | None = None
    papers: tuple[Paper, ...] = ()
    decisions: tuple[Decision, ...] = ()
    updates: tuple[Update, ...] = ()
    actions: tuple[ActionEntry, ...] = ()
    items: "tuple[Item, ...]" = ()
    approves: tuple[LocatedStr, ...] = ()
    corrections: tuple[str, ...] = ()
    confidential: str | None = None


class NextMeeting(NamedTuple):
    """What a file has about the meeting after it."""

    place: Span
    due: Due | None = None
    time: str | None = None
    venue: str | None = None


class Meeting(NamedTuple):
    """One file. `name` is the file's name without its ending; `root_item` its fields as an item.

    `labels` is every label of a person in the file, and `introduced` everyone who is introduced
    or changed there, both in the order of the file. `has_final_labels` is false while owners or
    persons in it depend on who is known in the whole log. `has_day_first`: a date in digits in it
    has a first number above 12.
    """

    place: Span
    name: str
    date: date
    root_item: Item
    time: str | None = None
    venue: str | None = None
    number: LocatedStr | None = None
    chair: tuple[Person, ...] = ()
    minutes_by: tuple[Person, ...] = ()
    present: tuple[Person, ...] = ()
    apologies: tuple[Person, ...] = ()
    in_attendance: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    expected: tuple[Person, ...] = ()
    public: int | None = None
    due: Due | None = None
    due_place: Span | None = None
    brought_forward: tuple[ActionEntry, ...] = ()
    next_meeting: NextMeeting | None = None
    extraordinary: bool = False
    took_place: bool = True
    labels: tuple[LocatedStr, ...] = ()
    introduced: tuple[Person, ...] = ()
    has_final_labels: bool = True
    has_day_first: bool = False

    @property
    def is_regular(self) -> bool:
        """Whether it is a meeting of the series that takes or took place."""
        return self.took_place and not self.extraordinary

    def is_held(self, today: "dt.date") -> bool:
        """Whether it was held by the end of a day."""
        return self.took_place and self.date <= today

    @property
    def announced_day(self) -> "dt.date | None":
        """The later day that it announces for the next meeting; None if it gives no date."""
        due = self.next_meeting.due if self.next_meeting else None
        if due is None or due.kind is not DueKind.DATE or due.day is None:
            return None
        return due.day if due.day > self.date else None

    @property
    def title(self) -> LocatedStr | None:
        """The meeting's own title."""
        return self.root_item.title


class AgendaItem(NamedTuple):
    """A standing item; `every` holds months (1 to 12), or an RFC 5545 rule, or nothing."""

    title: LocatedStr
    every: tuple[int, ...] | str | None = None
    confidential: str | None = None


LAYOUTS = ("columns", "prose")  # actions beside their text, or below it


class Series(NamedTuple):
    """The settings of a board, for all its meetings: `series.yaml`.

    `dates` is 25 June 2015 as the board writes it, `schedule` a rule of RFC 5545. `year_starts`
    is the month, 1 to 12, on the first of which the board's year begins (None: January).
    `language` is a tag of BCP 47, `layout` one of LAYOUTS.
    """

    title: str | None = None
    time: str | None = None
    venue: str | None = None
    timezone: str | None = None
    language: str | None = None
    layout: str | None = None
    signature: bool = False
    dates: str | None = None
    refs: LocatedStr | None = None
    year_starts: int | None = None
    schedule: LocatedStr | None = None
    members: tuple[LocatedStr, ...] | None = None
    agenda: tuple[AgendaItem, ...] | None = None
    matters_arising: LocatedStr | None = None
    people: tuple[Person, ...] = ()
    statuses: tuple[tuple[str, Status], ...] = ()
    has_day_first: bool = False
