"""The tree of items: titles, their text, and the entries and decisions in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import (
    ImportedDecision,
    ImportedEntry,
    ImportedItem,
    MinutesParagraph,
    PossibleAction,
)
from scrutiny_cli.importing.recognise.entry_maker import describe_mark
from scrutiny_cli.importing.recognise.item_titles import ItemTitle, find_titles, has_number

_WORD = re.compile(r"\w+")
_MATTERS_ARISING = re.compile(
    r"(?:to\s+\w+\s+)?(?:any\s+)?(?:matters\s+arising|(?:review|update|progress)\s+(?:of|on)\s+"
    r"(?:the\s+)?(?:previous\s+|outstanding\s+|action)?\s*(?:actions?|log)"
    r"|(?:previous|outstanding|action)\s+actions?|action (?:log|tracker|points)"
    r"|actions?\s+(?:arising\s+)?from\s+(?:the\s+)?(?:last|previous))\b",
    re.IGNORECASE,
)
_NESTED = 90  # the level of an item that is a printed row
_LONGEST_NAMED = 60  # characters of a text that a doubt names


class PlacedRecords(NamedTuple):
    """What the rules found, each with the block in whose place it is written."""

    entries: tuple[ImportedEntry, ...] = ()
    decisions: tuple[tuple[int, ImportedDecision], ...] = ()
    possible: tuple[tuple[int, PossibleAction], ...] = ()


class Surroundings(NamedTuple):
    """Blocks that are not the titles of items, although they look like them.

    `labels` introduce the people below them, `lines` are the first lines of the document.
    """

    labels: tuple[int, ...] = ()
    lines: frozenset[int] = frozenset()


class Outline(NamedTuple):
    """The items of a meeting, what is in none of them, and the uses of their words."""

    root_item: ImportedItem
    items: tuple[ImportedItem, ...]
    uses: tuple[Use, ...]


_Stretches = Mapping[tuple[int, int | None], Sequence[tuple[int, int]]]


def build_items(
    blocks: Sequence[Block],
    uses: Iterable[Use],
    records: PlacedRecords,
    around: Surroundings,
) -> Outline:
    """Return the items of a meeting; `uses` are those of the words that became fields."""
    listed = tuple(uses)
    covered = mark_words(listed)
    used = frozenset(at for at in range(len(blocks)) if _is_block_covered(blocks, at, covered))
    entered = frozenset(entry.block for entry in records.entries)
    taken = used | entered | around.lines
    labels = frozenset(around.labels) | _find_numbered_labels(blocks, listed, used - entered)
    titles = find_titles(blocks, taken, labels)
    gathering = _Gathering(blocks, covered, titles, used)
    gathering.place_records(records)
    for at in range(len(blocks)):
        gathering.add_block(at)
    return gathering.finish()


def _find_numbered_labels(
    blocks: Sequence[Block], uses: Iterable[Use], used: frozenset[int]
) -> frozenset[int]:
    """Return the blocks that became nothing but a label, and have a number: titles all the same."""
    others = {use.block for use in uses if use.kind is not UseKind.LABEL}
    return frozenset(at for at in used - others if has_number(blocks[at]))


def mark_words(uses: Iterable[Use]) -> dict[tuple[int, int | None], list[tuple[int, int]]]:
    """Return the stretches of each block and cell of which the words are accounted for."""
    found: dict[tuple[int, int | None], list[tuple[int, int]]] = {}
    for use in uses:
        found.setdefault((use.block, use.cell), []).append((use.start, use.end))
    return found


def is_covered(text: str, stretches: Iterable[tuple[int, int]]) -> bool:
    """Whether no word of a text is left outside of the stretches."""
    left = list(text)
    for start, end in stretches:
        left[start:end] = " " * (min(end, len(left)) - start)
    return _WORD.search("".join(left)) is None


def _is_block_covered(blocks: Sequence[Block], at: int, covered: _Stretches) -> bool:
    block = blocks[at]
    if block.kind is not BlockKind.ROW:
        return is_covered(block.text, covered.get((at, None), ()))
    return all(
        is_covered(cell.text, covered.get((at, number), ()))
        for number, cell in enumerate(block.cells)
    )


@dataclass(slots=True)
class _Node:
    """An item that is being gathered; `row` is the printed row that it is, else (0, 0)."""

    level: int
    title: ItemTitle | None = None
    block: int = -1
    row: tuple[int, int] = (0, 0)
    item: ImportedItem = field(default_factory=ImportedItem)
    paragraphs: list[MinutesParagraph] = field(default_factory=list)
    entries: list[ImportedEntry] = field(default_factory=list)
    decisions: list[ImportedDecision] = field(default_factory=list)
    possible: list[PossibleAction] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)

    @property
    def is_row(self) -> bool:
        """Whether it is a printed row without a title."""
        return self.level == _NESTED

    @property
    def has_content(self) -> bool:
        """Whether it has a text or an entry of its own."""
        return bool(self.paragraphs or self.entries or self.decisions)

    def merge_only_row(self) -> None:
        """Take over the row below, where it is the only one and the item has no text."""
        if not self.has_content and len(self.below) == 1 and self.below[0].is_row:
            row = self.below.pop()
            for name in ("paragraphs", "entries", "decisions", "possible", "doubts", "comments"):
                getattr(self, name).extend(getattr(row, name))

    def make_item(self) -> ImportedItem:
        """Return the item with all that was gathered."""
        self.merge_only_row()
        return self.item._replace(
            paragraphs=tuple(self.paragraphs),
            entries=tuple(self.entries),
            decisions=tuple(self.decisions),
            possible=tuple(self.possible),
            doubts=tuple(self.doubts),
            comments=tuple(self.comments),
            items=tuple(node.make_item() for node in self.below),
        )


@dataclass(slots=True)
class _Gathering:
    """Goes through the blocks in their order, and puts each into its item."""

    blocks: Sequence[Block]
    covered: _Stretches
    titles: Mapping[int, ItemTitle]
    used: frozenset[int]
    root: _Node = field(default_factory=lambda: _Node(0))
    path: list[_Node] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    entries: dict[int, list[ImportedEntry]] = field(default_factory=dict)
    decisions: dict[int, list[ImportedDecision]] = field(default_factory=dict)
    possible: dict[int, list[PossibleAction]] = field(default_factory=dict)

    @property
    def current(self) -> _Node:
        """The innermost item of the present block, or the meeting itself."""
        return self.path[-1] if self.path else self.root

    def place_records(self, records: PlacedRecords) -> None:
        """Sort what the rules found by its blocks."""
        for entry in records.entries:
            self.entries.setdefault(entry.block, []).append(entry)
        for at, decision in records.decisions:
            self.decisions.setdefault(at, []).append(decision)
        for at, possible in records.possible:
            self.possible.setdefault(at, []).append(possible)

    def add_block(self, at: int) -> None:
        """Add a block: a title begins an item, a printed row may be an item of its own."""
        block, title = self.blocks[at], self.titles.get(at)
        is_empty = at in self.used and at not in self.entries
        if title is not None:
            self._begin_item(at, title)
        elif not is_empty:
            self._begin_row(block)
        if title is None and at not in self.used:
            self._add_text(at, block)
        self._add_records(at, block)

    def _add_records(self, at: int, block: Block) -> None:
        node = self.current
        node.entries += self.entries.get(at, [])
        node.decisions += self.decisions.get(at, [])
        node.possible += self.possible.get(at, [])
        if at not in self.entries:  # an entry has them itself
            node.comments += block.comments
            node.doubts += [_make_doubt(name, block) for name in block.doubts]

    # Items

    def _begin_item(self, at: int, title: ItemTitle) -> None:
        while self.path and self.path[-1].level >= title.level:
            self.path.pop()
        text = self.blocks[at].text
        words = text[title.start : title.end].strip().rstrip(":").rstrip() or None
        row = self.blocks[at].place
        node = _Node(title.level, title, at, (row.table, row.row))
        is_matters = words is not None and _MATTERS_ARISING.match(words) is not None
        node.item = ImportedItem(title=words, number=title.number, is_matters_arising=is_matters)
        self.uses.append(Use(at, title.start, title.end, UseKind.TEXT))
        self.current.below.append(node)
        self.path.append(node)
        self._add_rest(at, title)

    def _add_rest(self, at: int, title: ItemTitle) -> None:
        """Add the text after a title on its line, unless it became a field."""
        text = self.blocks[at].text
        taken = [(0, title.rest), *self.covered.get((at, None), ())]
        if title.rest < len(text) and not is_covered(text, taken):
            self.current.paragraphs.append(MinutesParagraph(text[title.rest :].strip(), at))
            self.uses.append(Use(at, title.rest, len(text), UseKind.TEXT))

    def _begin_row(self, block: Block) -> None:
        """Begin an item for a printed row whose matter has no title of its own."""
        row = (block.place.table, block.place.row)
        if self.current.is_row and self.current.row != row:
            self.path.pop()
        if not self._is_matter(block) or self.current.row == row:
            return
        node = _Node(_NESTED, row=row)
        self.current.below.append(node)
        self.path.append(node)

    def _is_matter(self, block: Block) -> bool:
        """Whether a block is the text of a row in a table of matters."""
        is_text = block.kind in {BlockKind.PARAGRAPH, BlockKind.ENTRY}
        return is_text and block.place.table > 0 and block.place.row > 0 and bool(self.path)

    def _add_text(self, at: int, block: Block) -> None:
        if block.kind is BlockKind.ROW:
            cells = [" ".join(cell.text.split()) for cell in block.cells]
            text = " | ".join(filter(None, cells))
            self.current.paragraphs.append(MinutesParagraph(text, at))
            self.uses += [
                Use(at, 0, len(cell.text), UseKind.TEXT, cell=number)
                for number, cell in enumerate(block.cells)
            ]
            return
        is_entry = block.kind is BlockKind.ENTRY
        mark = block.mark or ("-" if is_entry else "")
        level = block.level if is_entry else 0
        self.uses.append(Use(at, 0, len(block.text), UseKind.TEXT))
        self.current.paragraphs.append(MinutesParagraph(block.text, at, mark, level))

    # The whole

    def finish(self) -> Outline:
        """Return the items; a number that is the item's place is not written."""
        for place, node in enumerate(self.root.below, 1):
            self._check_number(node, place)
        items = tuple(node.make_item() for node in self.root.below)
        root = self.root.make_item()._replace(items=())
        return Outline(root, items, tuple(self.uses))

    def _check_number(self, node: _Node, place: int | None) -> None:
        title = node.title
        if title is not None and title.number is not None:
            is_place = title.number == str(place) and bool(node.item.title)
            if is_place:
                node.item = node.item._replace(number=None)
            kind = UseKind.LABEL if is_place else UseKind.VALUE
            value = "" if is_place else title.number
            if title.number_end:
                self.uses.append(Use(node.block, 0, title.number_end, kind, "number", value))
        for below in node.below:
            self._check_number(below, None)


def _make_doubt(name: str, block: Block) -> Doubt:
    words = block.text or " ".join(cell.text for cell in block.cells)
    shown = words if len(words) <= _LONGEST_NAMED else f"{words[:_LONGEST_NAMED]}…"
    return Doubt(name, f'{describe_mark(name)}: "{shown}"', block.place.text)
