"""A meeting as it was recognised in a document, before and after its actions are linked.

All texts are as they will be written into the file. `doubts` belong to the record that has
them: each becomes a comment above the place, a line of the report and a warning of `check`.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, Use


class Sign(Enum):
    """What the document itself says of an entry: an action of earlier minutes, or a new one."""

    EARLIER = "earlier"
    NEW = "new"
    UNKNOWN = "unknown"


class ReportedStatus(NamedTuple):
    """What became of an action: the fields of an update that report it.

    `words` is what the document has; in an update all of it is in these fields. `is_aside`: it
    has only columns that say nothing of what became of the action, such as a priority.
    """

    words: str
    status: str | None = None
    note: str | None = None
    on: date | None = None
    becomes: str | None = None
    due: str | None = None
    owner: str | None = None
    doubts: tuple[Doubt, ...] = ()
    place: str = ""
    is_aside: bool = False


class ImportedEntry(NamedTuple):
    """An action, or what was reported of one, as the document has it.

    `rule` is the rule that found it (`A1` to `A6`, `matters`, `tracker`). `words` is the text
    without what became a field; it may be empty where the document has the number alone.
    `reports` are what the document says became of it, in its order. `block` is the block in
    whose place it is written; `places` are all that it was read from. `raised` and `origin`
    are known for the rows of a tracker only.
    """

    rule: str
    words: str
    block: int
    places: tuple[str, ...]
    ref: str | None = None
    owner: str | None = None
    due: str | None = None
    links: tuple[str, ...] = ()
    reports: tuple[ReportedStatus, ...] = ()
    sign: Sign = Sign.UNKNOWN
    confidential: str | None = None
    raised: date | None = None
    origin: str | None = None
    doubts: tuple[Doubt, ...] = ()
    comments: tuple[str, ...] = ()


_MOST_PLACES = 5  # that are named of an entry


def describe_places(entry: ImportedEntry) -> str:
    """Return where an entry was read; of many places the first few, and how many others."""
    named = ", and ".join(dict.fromkeys(entry.places[:_MOST_PLACES]))
    others = len(entry.places) - _MOST_PLACES
    return f"{named}, and {others} more" if others > 0 else named


class NewAction(NamedTuple):
    """An action to be written under `actions` or `brought_forward`, with its key.

    `remark` is what the comment above it says after its places.
    """

    entry: ImportedEntry
    doubts: tuple[Doubt, ...] = ()
    key: str = ""
    remark: str = ""


class NewUpdate(NamedTuple):
    """An update to be written: of the action that the entry means, by its ref or key.

    `about` is given with a key. `due`, `owner` and `action` are None where they do not change.
    """

    entry: ImportedEntry
    ref: str
    about: str | None = None
    status: str | None = None
    note: str | None = None
    on: date | None = None
    due: str | None = None
    owner: str | None = None
    action: str | None = None
    becomes: str | None = None
    doubts: tuple[Doubt, ...] = ()


class ImportedDecision(NamedTuple):
    """A decision that a label introduces."""

    decision: str
    place: str
    ref: str | None = None
    proposed: str | None = None
    seconded: str | None = None
    votes: str | None = None
    outcome: str | None = None


class PossibleAction(NamedTuple):
    """A sentence that reads as an action of somebody known, and is kept as text."""

    text: str
    place: str


class MinutesParagraph(NamedTuple):
    """A paragraph or an entry of a list in the minutes; `mark` is the entry's, `level` its depth.

    `block` is the block that it was, for the order among entries and comments.
    """

    text: str
    block: int
    mark: str = ""
    level: int = 0


class ImportedItem(NamedTuple):
    """An item; `entries` before linking, `actions` and `updates` after it."""

    title: str | None = None
    number: str | None = None
    paragraphs: tuple[MinutesParagraph, ...] = ()
    presenter: str | None = None
    approves: str | None = None
    decisions: tuple[ImportedDecision, ...] = ()
    entries: tuple[ImportedEntry, ...] = ()
    updates: tuple[NewUpdate, ...] = ()
    actions: tuple[NewAction, ...] = ()
    items: tuple[ImportedItem, ...] = ()
    possible: tuple[PossibleAction, ...] = ()
    confidential: str | None = None
    is_matters_arising: bool = False
    doubts: tuple[Doubt, ...] = ()
    comments: tuple[str, ...] = ()


class ImportedPerson(NamedTuple):
    """A person on a list; a mere label has neither `initials` nor `name` apart from it.

    `label` is what names the person in this file (the initials, otherwise the name).
    """

    label: str
    initials: str | None = None
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    email: str | None = None
    note: str | None = None
    doubts: tuple[Doubt, ...] = ()


class PeopleList(NamedTuple):
    """One of the lists `present`, `in_attendance`, `apologies`, `absent`.

    `nobody` are the words that say nobody ("none received"), as they are written.
    """

    field: str
    people: tuple[ImportedPerson, ...] = ()
    nobody: str | None = None
    place: str = ""


class ImportedHead(NamedTuple):
    """The fields of the meeting itself, apart from its people and items.

    `date_place` is where the day was read. `next_date` and the two after it are of the meeting
    announced; `next_date` is a date or words.
    """

    day: date
    date_place: str = ""
    title: str | None = None
    number: str | None = None
    time: str | None = None
    venue: str | None = None
    chair: str | None = None
    minutes_by: str | None = None
    due: str | None = None
    next_date: str | None = None
    next_time: str | None = None
    next_venue: str | None = None
    is_extraordinary: bool = False
    confidential: str | None = None
    doubts: tuple[Doubt, ...] = ()


class ImportedMeeting(NamedTuple):
    """One meeting of a document; it becomes one file.

    `name` is the meeting's name. `root_item` has what is in no item: its paragraphs are the
    meeting's own minutes, its entries the meeting's own actions, and it has no items. `uses`
    account for the words of the blocks.
    """

    name: str
    head: ImportedHead
    people: tuple[PeopleList, ...] = ()
    brought_forward: tuple[NewAction, ...] = ()
    items: tuple[ImportedItem, ...] = ()
    uses: tuple[Use, ...] = ()
    root_item: ImportedItem = ImportedItem()


def is_confidential(meeting: ImportedMeeting) -> bool:
    """Whether a meeting, or anything in it, is confidential."""
    if meeting.head.confidential is not None:
        return True
    return any(map(_is_item_confidential, (meeting.root_item, *meeting.items)))


def _is_item_confidential(item: ImportedItem) -> bool:
    written = [new.entry for new in item.actions] + [new.entry for new in item.updates]
    marks = [item.confidential, *(entry.confidential for entry in (*item.entries, *written))]
    return any(mark is not None for mark in marks) or any(map(_is_item_confidential, item.items))
