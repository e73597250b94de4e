"""What the tests of the import share: a reading with a few people, and blocks of plain lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from support import make_book

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Place
from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.statuses import KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

MEETING_DAY = date(2024, 3, 12)
PEOPLE = (
    ImportedPerson("RO", "RO", "Rosa Okafor", "Chair"),
    ImportedPerson("TB", "TB", "Tom Bell", "Assistant Clerk"),
    ImportedPerson("SK", "SK", "Simran Kaur"),
    ImportedPerson("Cllr J Smith", None, "Cllr J Smith"),
    ImportedPerson("Jan Klimkowski", None, "Jan Klimkowski"),
)


def make_reading(
    files: Mapping[str, str] | None = None,
    people: tuple[ImportedPerson, ...] = PEOPLE,
    day: date = MEETING_DAY,
    *,
    month_first: bool = False,
    has_row_numbers: bool = False,
) -> Reading:
    """Return the reading of a document of a day, with these people and a log of texts."""
    book = make_book(files or {})
    known = collect_people(book, people)
    return Reading(
        day, book, known, KNOWN, month_first=month_first, has_row_numbers=has_row_numbers
    )


def make_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of lines: `# heading`, `- entry`, `  - nested`, `| a | b |`, or text."""
    lines = [line for line in text.strip("\n").split("\n") if line.strip()]
    return tuple(_make_block(line, at) for at, line in enumerate(lines, 1))


def _make_block(line: str, number: int) -> Block:
    plain, place = line.strip(), Place(f"paragraph {number}")
    level = (len(line) - len(line.lstrip())) // 2 + 1
    if plain.startswith("|"):
        cells = tuple(Cell(cell.strip()) for cell in plain.strip("|").split("|"))
        return Block(BlockKind.ROW, "", place, cells=cells)
    if plain.startswith("#"):
        depth = len(plain) - len(plain.lstrip("#"))
        return Block(BlockKind.HEADING, plain.strip("# "), place, level=depth)
    for mark, checked in (("- [x] ", True), ("- [ ] ", False), ("- ", None)):
        if plain.startswith(mark):
            text = plain.removeprefix(mark)
            return Block(BlockKind.ENTRY, text, place, level, mark="•", checked=checked)
    return Block(BlockKind.PARAGRAPH, plain, place)
