"""The parts of the source that one action is made of, and what a rule finds in a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, Use
from scrutiny_cli.importing.imported_meeting import ImportedEntry, Sign


class Stretch(NamedTuple):
    """A part of the source: the text from `start` on of a block, or of a cell of a row."""

    text: str
    block: int
    start: int = 0
    cell: int | None = None


class EntryParts(NamedTuple):
    """What a rule knows of an action before its words are read.

    A part that is divided over several rows or cells has several stretches, which are joined
    by a space. `notes` pairs the heading of any other column with its text. `doubts` are those
    of the rule itself.
    """

    words: tuple[Stretch, ...] = ()
    ref: tuple[Stretch, ...] = ()
    owner: tuple[Stretch, ...] = ()
    due: tuple[Stretch, ...] = ()
    revised: tuple[Stretch, ...] = ()
    status: tuple[Stretch, ...] = ()
    update: tuple[Stretch, ...] = ()
    closed: tuple[Stretch, ...] = ()
    raised: tuple[Stretch, ...] = ()
    origin: tuple[Stretch, ...] = ()
    links: tuple[Stretch, ...] = ()
    notes: tuple[tuple[str, Stretch], ...] = ()
    sign: Sign = Sign.UNKNOWN
    doubts: tuple[Doubt, ...] = ()

    def list_stretches(self) -> tuple[Stretch, ...]:
        """Return all stretches, in the order of the fields."""
        fields = (self.words, self.ref, self.owner, self.due, self.revised, self.status)
        others = (self.update, self.closed, self.raised, self.origin, self.links)
        noted = tuple(stretch for _, stretch in self.notes)
        return (*(each for field in (*fields, *others) for each in field), *noted)


class MadeEntry(NamedTuple):
    """An entry, and what became of each word of the stretches that it was made of."""

    entry: ImportedEntry
    uses: tuple[Use, ...]


class FoundEntries(NamedTuple):
    """What a rule finds: entries, and the uses of all words that it accounts for.

    `headings` are the blocks that are only the headings of a table, `beside_text` those of rows
    beside a text of the minutes. `due` is the meeting's due
    date as it is written ("25 June 2015"), and `due_place` where that is.
    """

    entries: tuple[ImportedEntry, ...] = ()
    uses: tuple[Use, ...] = ()
    headings: tuple[int, ...] = ()
    beside_text: tuple[int, ...] = ()
    due: str | None = None
    due_place: str = ""


def cut_stretch(stretch: Stretch, start: int, end: int) -> Stretch:
    """Return a part of a stretch."""
    return stretch._replace(text=stretch.text[start:end], start=stretch.start + start)


def join_stretches(stretches: Iterable[Stretch]) -> str:
    """Return the text of stretches, on one line."""
    return " ".join(" ".join(stretch.text.split()) for stretch in stretches).strip()


def cut_all(stretch: Stretch, span: tuple[int, int] | None) -> tuple[Stretch, ...]:
    """Return a part of a stretch as the only one; none where there is no span."""
    return () if span is None else (cut_stretch(stretch, *span),)
