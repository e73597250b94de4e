"""How much a file may contain, so that none can exhaust the machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from scrutiny_cli.importing.blocks import Block, BlockKind, CannotImport
from scrutiny_cli.minutes.decode import MAX_BYTES

MAX_FILE_BYTES = 50_000_000
MAX_BLOCKS = 100_000
MAX_CELLS = 200  # of a row, as of a sheet
MAX_CHARACTERS = 100_000  # of a paragraph or a cell
_LONGEST_TITLE = 60  # characters of a heading, or of a label, of an empty template


def check_file_size(data: bytes) -> None:
    """Check the size of a file.

    Raises:
        CannotImport: The file is too large.

    """
    if len(data) > MAX_FILE_BYTES:
        raise CannotImport(
            f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB. "
            "Save a copy without its pictures, and import that copy."
        )


def check_blocks(blocks: Sequence[Block]) -> None:
    """Check the number of blocks, and the length of each.

    Raises:
        CannotImport: There are too many, or one is too long.

    """
    if len(blocks) > MAX_BLOCKS:
        raise CannotImport(
            f"The file has more than {MAX_BLOCKS:,} paragraphs and rows. "
            "Divide it into several files, and import those."
        )
    for block in blocks:
        if len(block.cells) > MAX_CELLS:
            raise CannotImport(
                f"{_begin_sentence(block.place.text)} has more than {MAX_CELLS} cells. "
                "Check whether it is a table at all. If so, leave out the columns that are empty."
            )
        if any(len(text) > MAX_CHARACTERS for text in (block.text, *(c.text for c in block.cells))):
            raise CannotImport(
                f"{_begin_sentence(block.place.text)} has more than {MAX_CHARACTERS:,} characters. "
                "Check whether it is text at all. If so, divide it into several paragraphs."
            )


def check_meeting_size(blocks: Sequence[Block]) -> None:
    """Check that the text of a meeting fits into a meeting file, before it is looked at further.

    Raises:
        CannotImport: It does not.

    """
    size = sum(len(block.text) + sum(len(cell.text) for cell in block.cells) for block in blocks)
    if size > MAX_BYTES:
        refuse_large_meeting()


def refuse_large_meeting() -> NoReturn:
    """Refuse a document whose meeting file would be larger than any may be.

    Raises:
        CannotImport: Always.

    """
    raise CannotImport(
        f"Its meeting file would be larger than {MAX_BYTES // 1_000_000} MB, or have more entries "
        "or levels than can be read. Divide it into several files, and import those."
    )


def _begin_sentence(place: str) -> str:
    return place[:1].upper() + place[1:]


def refuse_empty(blocks: Sequence[Block]) -> None:
    """Refuse a document that has headings and empty cells only.

    Raises:
        CannotImport: There is nothing in it.

    """
    if not any(_has_content(blocks, position) for position in range(len(blocks))):
        raise CannotImport(
            "There is nothing in it but headings and empty cells. "
            "Check whether it is a template. If so, import the minutes that were made from it."
        )


def _has_content(blocks: Sequence[Block], position: int) -> bool:
    block = blocks[position]
    if block.kind is BlockKind.HEADING:
        return False
    if any(len(text) > _LONGEST_TITLE for text in (block.text, *(c.text for c in block.cells))):
        return True
    if block.kind is BlockKind.ROW:
        return _has_filled_cells(block, is_first=block.place.row == 1)
    return bool(block.text) and not block.is_bold and not block.text.endswith(":")


def _has_filled_cells(row: Block, *, is_first: bool) -> bool:
    filled = [cell for cell in row.cells if cell.text]
    if is_first or all(cell.is_bold or cell.text.endswith(":") for cell in filled):
        return False
    # What has one cell is a heading or a number of the template.
    return len(filled) > 1
