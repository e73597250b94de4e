"""Whether a document writes the day or the month first in dates such as `05/06/25`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scrutiny_cli.importing.blocks import Block, CannotImport

_FIGURES = re.compile(
    r"(?<![\d./-])(\d{1,2})(?:([/-])(\d{1,2})\2((?:19|20)?\d{2})|\.(\d{1,2})\.((?:19|20)\d{2}))"
    r"(?![\d/-]|\.\d)"
)
_MONTHS, _LAST_DAY = 12, 31


def list_block_texts(block: Block) -> Iterator[str]:
    """Yield the text of a block, or the texts of its cells."""
    yield block.text
    yield from (cell.text for cell in block.cells)


def choose_date_order(blocks: Iterable[Block], *, preferred: bool, typed: bool | None) -> bool:
    """Return whether the months come first in the dates of a document.

    `preferred` is how the board writes them, `typed` what a person said of this document. Raises
    CannotImport where a date cannot be read as the board writes it, and nothing was typed.
    """
    if typed is not None:
        return typed
    for block in blocks:
        for text in list_block_texts(block):
            for found in _FIGURES.finditer(text):
                _check_order(found, block.place.text, month_first=preferred)
    return preferred


def _check_order(found: re.Match[str], place: str, *, month_first: bool) -> None:
    first, second = int(found[1]), int(found[3] or found[5])
    day, month = (second, first) if month_first else (first, second)
    if month <= _MONTHS or not (1 <= day <= _MONTHS and month <= _LAST_DAY):
        return
    order, other = ("month", "--day-first") if month_first else ("day", "--month-first")
    message = f"{place}: “{found[0]}” cannot be a date with the {order} first. "
    raise CannotImport(
        f"{message}If the dates of this document are the other way round, type {other}."
    )
