"""Blocks divided where an action begins within them, so that each line is of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.importing.blocks import Block, BlockKind
from scrutiny_cli.importing.recognise.action_labels import find_line_label, is_owner_alone
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.matters import split_matters
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.statuses import KNOWN

_INSIDE = re.compile(
    r"(?:(?<=[.!?;:)\]’”\"])|(?<=\s[–—-]))\s+(?=[\[(]?(?:ACTIONS?|Actions?|(?:Agreed|AGREED|New|NEW|Further)\s(?i:actions?))(?:\s+[\w/&]+){0,3}?"
    r"(?:\s*[:\])–—]|\s+-))|\s+(?=[\[(]\s*(?:ACTIONS?|Actions?)\b[^\])]{1,60}[\])]\s*\.?$)|"
    r"(?<=[.!?])\s+(?=ACTIONS?\s+[A-Z])|"
    r"(?<=[.!?])\s+(?=Actions?\s+[A-Z][\w/&, ]{0,25}\.?$)|"
    r"(?<=[.!?;:)])\s+(?=Actions?\s+(?:on|for)\s+(?:[A-Z]{2,4}\b|all\b|[A-Z][a-z]+\s))"
)


_LABELLED = 300  # characters of a line in which its label and owners are looked for
_LABEL_AND_WORDS = 2  # cells
# Where lines begin does not depend on who is known, nor on the log.
_NOBODY = Reading(date(2000, 1, 1), build_book([]), KnownPeople(), KNOWN)


def split_action_lines(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Divide paragraphs before each label of an action, and before a list of matters arising.

    `The hedge is overgrown. ACTION: Clerk to write.` becomes two blocks of the same place. A row
    with one cell, or with a label beside its words, becomes lines if it has an action.
    """
    listed = tuple(blocks)
    widths: dict[int, int] = {}
    for block in listed:
        table = block.place.table
        widths[table] = max(widths.get(table, 0), _count_filled(block))
    return tuple(
        part for block in listed for part in _split_block(block, widths[block.place.table])
    )


def _count_filled(block: Block) -> int:
    """Return how many cells of a row have words."""
    return sum(bool(cell.text.strip()) for cell in block.cells)


def _split_block(block: Block, width: int) -> Iterator[Block]:
    """Divide a block; `width` is the most cells with words of a row of its table."""
    if block.kind is BlockKind.ROW:
        is_frame = block.place.table == 0 or width <= _LABEL_AND_WORDS
        yield from _split_row(block) if is_frame else (block,)
    elif block.kind is BlockKind.HEADING:
        yield block
    else:
        yield from _split_text(block)


def _split_text(block: Block) -> Iterator[Block]:
    """Divide a text before its labels; what is not labelled after all stays joined."""
    text, at = block.text, 0
    is_first = True
    for end in [*_list_starts(text), len(text)]:
        if text[at:end].strip():
            yield _cut_block(block, at, end, is_first=is_first)
            is_first = False
        at = end


def _list_starts(text: str) -> list[int]:
    own = find_line_label(text, _NOBODY)
    is_action = own is not None and not own.is_list
    first = own.end if own is not None else 0
    starts = [
        match.end()
        for match in _INSIDE.finditer(text)
        if match.end() > first
        and (label := find_line_label(text[match.end() : match.end() + _LABELLED], _NOBODY))
        is not None
        and not label.is_list
        and not (is_action and is_owner_alone(text[match.end() + label.end :], _NOBODY))
    ]
    matters = split_matters(text, _NOBODY)
    if len(matters) > 1 and matters[0].start > 0 and not starts:
        return [matters[0].start]
    return starts


def _cut_block(block: Block, start: int, end: int, *, is_first: bool) -> Block:
    """Return a part of a block; a later part of an entry continues it."""
    text = block.text[start:end].strip()
    if is_first and end == len(block.text):
        return block
    links = tuple(link for link in block.links if link in text)
    if is_first:
        return block._replace(text=text, links=links)
    kind = BlockKind.PARAGRAPH
    return block._replace(kind=kind, text=text, mark="", checked=None, links=links, comments=())


def _split_row(block: Block) -> Iterator[Block]:
    """Return the lines of a row that is only a frame around an action, otherwise the row."""
    filled = [cell for cell in block.cells if cell.text.strip()]
    lines = _list_lines([cell.text for cell in filled])
    if not lines:
        yield block
        return
    for line in lines:
        links = tuple(link for cell in filled for link in cell.links if link in line)
        is_bold = all(cell.is_bold for cell in filled)
        is_struck = any(cell.is_struck for cell in filled)
        yield block._replace(
            kind=BlockKind.PARAGRAPH, text=line, cells=(), links=links, is_bold=is_bold,
            is_struck=is_struck,
        )  # fmt: skip


def _list_lines(texts: list[str]) -> list[str]:
    """Return the lines of cells: one with an action's label, or a label and one with words."""
    flat = [[" ".join(line.split()) for line in text.split("\n") if line.strip()] for text in texts]
    if len(flat) == 1 and any(_is_labelled(line) for line in flat[0]):
        return flat[0]
    if len(flat) == _LABEL_AND_WORDS and len(flat[0]) == 1 == len(flat[1]):
        label = find_line_label(flat[0][0], _NOBODY)
        joined = f"{flat[0][0].rstrip(' :')}: {flat[1][0]}"
        if label is not None and label.is_list and _is_labelled(joined):
            return [joined]
    return []


def _is_labelled(text: str) -> bool:
    label = find_line_label(text, _NOBODY)
    return label is not None and not label.is_list
