"""All actions, decisions and possible actions of a meeting, by the rules in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Use
from scrutiny_cli.importing.imported_meeting import (
    ImportedDecision,
    ImportedEntry,
    PossibleAction,
)
from scrutiny_cli.importing.recognise.decisions import find_decisions
from scrutiny_cli.importing.recognise.entries import merge_entries
from scrutiny_cli.importing.recognise.known_people import find_mentioned
from scrutiny_cli.importing.recognise.lines import find_line_entries
from scrutiny_cli.importing.recognise.possible import find_possible
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.tables import find_table_entries


def _list_block_texts(block: Block) -> Iterator[str]:
    yield block.text
    yield from (cell.text for cell in block.cells)


class FoundRecords(NamedTuple):
    """What the rules find, each with the block in whose place it is, and the uses of all words.

    `headings`, `due` and `due_place` are those of the tables.
    """

    entries: tuple[ImportedEntry, ...]
    decisions: tuple[tuple[int, ImportedDecision], ...]
    possible: tuple[tuple[int, PossibleAction], ...]
    uses: tuple[Use, ...]
    headings: tuple[int, ...] = ()
    due: str | None = None
    due_place: str = ""


def find_records(
    blocks: Sequence[Block], reading: Reading, taken: Iterable[int] = ()
) -> FoundRecords:
    """Find the records of a meeting; `taken` are blocks that are people or the head.

    Tables are read first, then lines and lists; a line and a row of one action become one.
    """
    mentioned = find_mentioned(text for block in blocks for text in _list_block_texts(block))
    reading = reading._replace(people=replace(reading.people, mentioned=mentioned))
    tables = find_table_entries(blocks, reading)
    used = {*taken, *(use.block for use in tables.uses), *tables.headings}
    lines = find_line_entries(blocks, reading, used)
    merged = merge_entries(lines, tables)
    used |= {use.block for use in lines.uses} | {entry.block for entry in lines.entries}
    decided = find_decisions(blocks, reading, used)
    used |= {at for at, _ in decided.decisions}
    words = {entry.words for entry in merged.entries}
    possible = find_possible(blocks, reading, used)
    return FoundRecords(
        merged.entries,
        decided.decisions,
        tuple((at, found) for at, found in possible if found.text not in words),
        (*merged.uses, *decided.uses),
        tables.headings,
        tables.due,
        tables.due_place,
    )
