"""A value of a field, and the words of the source that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Use, UseKind

_ABBREVIATED = re.compile(r"\.[^\W\d_]\.$|\b(?:St|Rd|Ave|Ltd|Inc|Co)\.$")


class FieldValue(NamedTuple):
    """A value as it will be written, and the uses of the words that it was read from."""

    text: str
    uses: tuple[Use, ...] = ()


class TextSpot(NamedTuple):
    """A text of a block, or of one of its cells; `start` is where it begins there."""

    text: str
    block: int
    cell: int | None = None
    start: int = 0
    place: str = ""

    def make_use(
        self, begin: int, end: int, kind: UseKind, detail: str = "", value: str = ""
    ) -> Use:
        """Return a use of a part of the text."""
        at = self.start
        return Use(self.block, at + begin, at + end, kind, detail, value, cell=self.cell)

    def take_text(self, span: tuple[int, int]) -> FieldValue:
        """Return a part of the text as a value that is written as it is."""
        words = " ".join(self.text[slice(*span)].split())
        words = words if _ABBREVIATED.search(words) else words.rstrip(".")
        return FieldValue(words, (self.make_use(*span, UseKind.TEXT),))


def list_text_spots(blocks: Sequence[Block]) -> Iterator[TextSpot]:
    """Yield the texts of all blocks and cells that are not empty, in their order."""
    for at, block in enumerate(blocks):
        if block.text:
            yield TextSpot(block.text, at, place=block.place.text)
        for number, cell in enumerate(block.cells):
            if cell.text.strip():
                yield TextSpot(cell.text, at, number, place=block.place.text)
