"""The tree of items: headings, numbered paragraphs, their text and the entries in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import (
    ImportedEntry,
    ImportedItem,
    MinutesParagraph,
)

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(
    r"(?:(?:agenda )?item\s+)?(?P<number>\d{1,4}(?:[./-]\d{1,4})*|[A-Z]{1,3}\d{1,3}|[A-Z](?=[.)]))"
    r"(?:[.):]+|\s*[-–—:]|(?=\s))\s*",
    re.IGNORECASE,
)


class Outline(NamedTuple):
    """The items of a meeting, what is in none of them, and the uses of their words."""

    root_item: ImportedItem
    items: tuple[ImportedItem, ...]
    uses: tuple[Use, ...]


@dataclass(slots=True)
class _Node:
    """An item that is being gathered; `level` 0 is the meeting itself."""

    level: int
    item: ImportedItem = field(default_factory=ImportedItem)
    paragraphs: list[MinutesParagraph] = field(default_factory=list)
    entries: list[ImportedEntry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)
    heading: int | None = None

    def make_item(self) -> ImportedItem:
        """Return the item with all that was gathered."""
        return self.item._replace(
            paragraphs=tuple(self.paragraphs),
            entries=tuple(self.entries),
            doubts=tuple(self.doubts),
            comments=tuple(self.comments),
            items=tuple(node.make_item() for node in self.below),
        )


def build_items(
    blocks: Sequence[Block], uses: Iterable[Use], entries: Iterable[ImportedEntry]
) -> Outline:
    """Return the items of a meeting; `uses` are those of the words that became fields."""
    covered = mark_words(uses)
    by_block: dict[int, list[ImportedEntry]] = {}
    for entry in entries:
        by_block.setdefault(entry.block, []).append(entry)
    gathering = _Gathering(blocks, covered, by_block)
    for at in range(len(blocks)):
        gathering.add_block(at)
    return gathering.finish()


def mark_words(uses: Iterable[Use]) -> Mapping[tuple[int, int | None], list[tuple[int, int]]]:
    """Return the stretches of each block and cell of which the words are accounted for."""
    found: dict[tuple[int, int | None], list[tuple[int, int]]] = {}
    for use in uses:
        found.setdefault((use.block, use.cell), []).append((use.start, use.end))
    return found


def is_covered(text: str, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether every word of a text is within one of the stretches."""
    return all(
        any(start <= word.start() and word.end() <= end for start, end in stretches)
        for word in _WORD.finditer(text)
    )


@dataclass(slots=True)
class _Gathering:
    blocks: Sequence[Block]
    covered: Mapping[tuple[int, int | None], list[tuple[int, int]]]
    entries: Mapping[int, list[ImportedEntry]]
    root: _Node = field(default_factory=lambda: _Node(0))
    path: list[_Node] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)

    @property
    def current(self) -> _Node:
        return self.path[-1] if self.path else self.root

    def add_block(self, at: int) -> None:
        block = self.blocks[at]
        if block.kind is BlockKind.HEADING and not self.is_used(at):
            self.begin_item(at, block)
        elif not self.is_used(at):
            self.add_text(at, block)
        self.current.entries += self.entries.get(at, [])
        self.current.comments += block.comments
        self.current.doubts += [Doubt(name, "", block.place.text) for name in block.doubts]

    def is_used(self, at: int) -> bool:
        """Whether all words of a block became fields."""
        block = self.blocks[at]
        if block.kind is not BlockKind.ROW:
            return is_covered(block.text, self.covered.get((at, None), ()))
        return all(
            is_covered(cell.text, self.covered.get((at, number), ()))
            for number, cell in enumerate(block.cells)
        )

    def begin_item(self, at: int, block: Block) -> None:
        while self.path and self.path[-1].level >= block.level:
            self.path.pop()
        node = _Node(block.level, heading=at)
        number, start = split_number(block.text)
        node.item = ImportedItem(title=block.text[start:].rstrip(" :"), number=number)
        self.uses.append(Use(at, start, len(block.text), UseKind.TEXT))
        if number is not None:
            self.uses.append(Use(at, 0, start, UseKind.VALUE, "number", number))
        self.current.below.append(node)
        self.path.append(node)

    def add_text(self, at: int, block: Block) -> None:
        if block.kind is BlockKind.ROW:
            text = " | ".join(
                " ".join(cell.text.split()) for cell in block.cells if cell.text.strip()
            )
            self.current.paragraphs.append(MinutesParagraph(text, at))
            self.uses += [
                Use(at, 0, len(cell.text), UseKind.TEXT, cell=number)
                for number, cell in enumerate(block.cells)
            ]
            return
        self.uses.append(Use(at, 0, len(block.text), UseKind.TEXT))
        mark = block.mark or ("-" if block.kind is BlockKind.ENTRY else "")
        level = block.level if block.kind is BlockKind.ENTRY else 0
        self.current.paragraphs.append(MinutesParagraph(block.text, at, mark, level))

    def finish(self) -> Outline:
        items = tuple(node.make_item() for node in self.root.below)
        root = self.root.make_item()._replace(items=())
        return Outline(root, items, tuple(self.uses))


def split_number(text: str) -> tuple[str | None, int]:
    """Return the number in front of a title, and where the title begins."""
    found = _NUMBER.match(text)
    if found is None or not text[found.end() :].strip():
        return None, 0
    return found["number"], found.end()
