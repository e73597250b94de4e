"""The blocks of a list of people: where it goes on, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind
from scrutiny_cli.importing.recognise.head_labels import (
    CHAIR_LABELS,
    DATE_LABELS,
    MINUTES_LABELS,
    NEXT_LABELS,
    OTHER_LABELS,
    TIME_LABELS,
    VENUE_LABELS,
)
from scrutiny_cli.importing.recognise.headings import is_known_heading
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS

GROUP = re.compile(r"(?:(?:voting |non-voting )?members|staff|officers|directors):", re.IGNORECASE)
LONGEST_LINE = 160  # characters


class ListLine(NamedTuple):
    """A block of a list of people: its text, or the texts of its cells."""

    block: int
    text: str
    cells: tuple[str, ...] = ()


def list_people_lines(
    blocks: Sequence[Block], start: int, *, is_absence: bool
) -> Iterator[ListLine]:
    """Yield the blocks from `start` on that may be people, each as a line."""
    for at in range(start, len(blocks)):
        block = blocks[at]
        if ends_list(block, blocks[start]) or _names_officer(block, is_absence=is_absence):
            return
        cells = tuple(cell.text for cell in block.cells)
        yield ListLine(at, block.text or ", ".join(filter(None, map(str.strip, cells))), cells)


def ends_list(block: Block, first: Block) -> bool:
    """Whether a block cannot belong to the list that begins with another one."""
    if block.kind is not first.kind or block.kind is BlockKind.HEADING:
        return True
    if block.kind is BlockKind.ROW:
        texts = [cell.text.strip() for cell in block.cells if cell.text.strip()]
        is_other = block.place.table != first.place.table and bool(first.place.table)
        return not texts or is_other or sum(map(is_known_heading, texts)) > 1
    if block.is_bold != first.is_bold and block.is_bold:
        return True
    if GROUP.match(block.text) and GROUP.match(first.text):
        return False
    is_numbered = block.mark[:1].isdigit() and not first.mark[:1].isdigit()
    is_long = len(block.text) > LONGEST_LINE and block is not first
    return is_numbered or is_long or _is_other_label(block)


def _is_other_label(block: Block) -> bool:
    labels = (DATE_LABELS, TIME_LABELS, VENUE_LABELS, NEXT_LABELS, OTHER_LABELS, PEOPLE_LABELS)
    return any(pattern.match(block.text) for pattern in labels)


def _names_officer(block: Block, *, is_absence: bool) -> bool:
    """Whether a line is the label of who chairs; with the name it is no end of who was there."""
    for pattern in (CHAIR_LABELS, MINUTES_LABELS):
        found = pattern.match(block.text)
        if found is not None and (found.end() == len(block.text) or (found["sign"] and is_absence)):
            return True
    return False
