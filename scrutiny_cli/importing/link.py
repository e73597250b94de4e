"""Which action of the log each entry of a document means, and what is written of it.

The log of the earlier files decides first, then the document's own signs. What became of an
action is only what a document says: nothing is closed because later minutes are silent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.imported_meeting import (
    ImportedEntry,
    ImportedItem,
    ImportedMeeting,
    Sign,
)
from scrutiny_cli.importing.similar_actions import (
    describe_action,
    find_similar_actions,
    is_reworded,
    measure_likeness,
)
from scrutiny_cli.minutes.source import normalize_ref

_FEW_IN_COMMON = 0.2
# A number such as 4.1, whose first part is the meeting's number.
_MEETING_REF = re.compile(r"(\d+)\.\d+")


class EntryKind(Enum):
    """What an entry is in its meeting."""

    RAISED = "raised"
    BROUGHT_FORWARD = "brought forward"
    UPDATE = "update"


class LinkedEntry(NamedTuple):
    """An entry and what it is: an update of an action of the log or of this document, or an action.

    `action` is that of the log; `repeated` is the place, from 0, of the entry of this document
    that has the same number. `new_words`: the words are the action's new wording.
    """

    entry: ImportedEntry
    kind: EntryKind
    action: Action | None = None
    repeated: int | None = None
    doubts: tuple[Doubt, ...] = ()
    new_words: bool = False


def link_entries(meeting: ImportedMeeting, book: MinuteBook) -> list[LinkedEntry]:
    """Return all entries of a meeting in the order of its file, each with what it is.

    The book has the files of earlier days only.
    """
    linking = _Linking(book, meeting.head.number)
    for entry in list_entries(meeting):
        linking.add_entry(entry)
    return linking.linked


def list_entries(meeting: ImportedMeeting) -> Iterator[ImportedEntry]:
    """Yield the entries of a meeting in the order in which its file has them."""
    for item in (meeting.root_item, *meeting.items):
        yield from _list_item_entries(item)


def _list_item_entries(item: ImportedItem) -> Iterator[ImportedEntry]:
    yield from item.entries
    for below in item.items:
        yield from _list_item_entries(below)


@dataclass(slots=True)
class _Linking:
    """The entries of a meeting that are linked so far, and what they are linked with."""

    book: MinuteBook
    number: str | None
    linked: list[LinkedEntry]
    places: dict[str, int]  # of the numbers of this document
    counts: Counter[str]

    def __init__(self, book: MinuteBook, number: str | None) -> None:
        self.book, self.number = book, number
        self.linked, self.places, self.counts = [], {}, Counter()

    def add_entry(self, entry: ImportedEntry) -> None:
        """Link a further entry."""
        if entry.ref is None:
            self.linked.append(self._link_by_words(entry))
            return
        ref = normalize_ref(entry.ref)
        self.counts[ref] += 1
        action = self.book.find_action(entry.ref)
        if action is not None:
            self.linked.append(self._link_by_ref(entry, action, ref))
        elif ref in self.places:
            self.linked.append(self._repeat_entry(entry, self.places[ref]))
        else:
            self.places[ref] = len(self.linked)
            self.linked.append(self._place_new(entry))

    def _repeat_entry(self, entry: ImportedEntry, place: int) -> LinkedEntry:
        doubts = [Doubt("ref-twice", f"{entry.ref} is in this document more than once")]
        first = self.linked[place].entry.words
        if first and entry.words and measure_likeness(entry.words, first) < _FEW_IN_COMMON:
            was, now = (" ".join(text.split()) for text in (first, entry.words))
            message = f'{entry.ref} was "{was}", here it is "{now}".'
            doubts.append(Doubt("ref-other-words", message))
        return LinkedEntry(entry, EntryKind.UPDATE, repeated=place, doubts=tuple(doubts))

    def _link_by_ref(self, entry: ImportedEntry, action: Action, ref: str) -> LinkedEntry:
        doubts: list[Doubt] = []
        if self.counts[ref] > 1:
            doubts.append(Doubt("ref-twice", f"{entry.ref} is in this document more than once"))
        name = _name_other_words(entry, action)
        if name is not None:
            was, now = (" ".join(text.split()) for text in (action.state.words or "", entry.words))
            doubts.append(Doubt(name, f'{action.key} was "{was}", here it is "{now}"'))
        is_new = name == "reworded"
        return LinkedEntry(entry, EntryKind.UPDATE, action, None, tuple(doubts), is_new)

    def _link_by_words(self, entry: ImportedEntry) -> LinkedEntry:
        similar = find_similar_actions(entry, self.book)
        if not similar:
            return self._place_new(entry)
        if len(similar) > 1:
            names = "; ".join(describe_action(found.action) for found in similar)
            doubt = Doubt("several-candidates", f"is it one of these: {names}?")
            return self._place_new(entry, doubt)
        (found,) = similar
        doubts = (
            ()
            if found.is_sure
            else (Doubt("linked-by-words", f"is it {describe_action(found.action)}?"),)
        )
        return LinkedEntry(entry, EntryKind.UPDATE, found.action, doubts=doubts)

    def _place_new(self, entry: ImportedEntry, *doubts: Doubt) -> LinkedEntry:
        """Return an entry that the log does not have: raised here, or brought forward."""
        by_number = self._read_number_sign(entry)
        signs = {entry.sign, by_number} - {Sign.UNKNOWN}
        if len(signs) > 1:
            message = "the document has it among earlier actions, but its number is of this meeting"
            if by_number is Sign.EARLIER:
                message = (
                    "the document has it among new actions, but its number is of another meeting"
                )
            return LinkedEntry(
                entry, EntryKind.RAISED, doubts=(*doubts, Doubt("earlier-or-new", message))
            )
        if signs == {Sign.EARLIER}:
            return LinkedEntry(entry, EntryKind.BROUGHT_FORWARD, doubts=doubts)
        return LinkedEntry(entry, EntryKind.RAISED, doubts=doubts)

    def _read_number_sign(self, entry: ImportedEntry) -> Sign:
        """Return what a number such as 4.1 says, where the meeting has a number."""
        found = _MEETING_REF.fullmatch(entry.ref or "")
        if found is None or self.number is None or not self.number.isdigit():
            return Sign.UNKNOWN
        return Sign.NEW if int(found[1]) == int(self.number) else Sign.EARLIER


def _name_other_words(entry: ImportedEntry, action: Action) -> str | None:
    """Return the doubt that an entry has other words than its action; None where it has not."""
    wording = action.state.words
    if not wording or not entry.words:
        return None
    if is_reworded(entry):
        return "reworded"
    return "ref-other-words" if measure_likeness(entry.words, wording) < _FEW_IN_COMMON else None


def count_linked(linked: Sequence[LinkedEntry]) -> Counter[EntryKind]:
    """Return how many entries are of each kind."""
    return Counter(found.kind for found in linked)
