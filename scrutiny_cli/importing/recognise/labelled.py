"""Labels at the start of a text or in the first cell of a row, and the text that they introduce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Use, UseKind

# After a label is a sign, or what follows begins as a name or a date does.
_SIGN = r"\s*(?:(?P<sign>[:;]+\s*[-–—]*|(?<=\s)[-–—]+(?=\s)|[-–—]+(?=\s|$))\s*|(?-i:(?![a-z\s])))"
_BEFORE = (
    r"\s*(?::\s+)?(?:(?:item\s+)?(?:[A-Z]{0,6}[ /]?(?:\d{1,4}[./-]){1,3})?\d{1,4}[.):]*\s+"
    r"(?:[-–—]\s+)?)?(?:the\s+)?"
)


class LabelledText(NamedTuple):
    """What a label introduces: `value` begins at `start` of the block, or of its cell.

    `label_end` is where the label ends, in `label_cell` of a row; `has_sign`: a colon or dash
    follows it.
    """

    label: str
    value: str
    block: int
    start: int
    label_end: int
    cell: int | None = None
    label_cell: int | None = None
    has_sign: bool = False

    def make_label_use(self) -> Use:
        """Return the use of the label's own words."""
        return Use(self.block, 0, self.label_end, UseKind.LABEL, cell=self.label_cell)


def compile_labels(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of labels at the start of a text, with the sign after them."""
    return re.compile(
        rf"{_BEFORE}(?P<label>{'|'.join(alternatives)})(?:\(s\)|(?!\w)){_SIGN}", re.IGNORECASE
    )


def find_labelled(
    blocks: Sequence[Block], pattern: re.Pattern[str], limit: int | None = None
) -> Iterator[LabelledText]:
    """Yield each text that a label of a pattern introduces, in the first `limit` blocks."""
    for at, block in enumerate(blocks[:limit]):
        if block.kind is BlockKind.ROW:
            yield from _find_in_row(at, block, pattern)
        elif (found := pattern.match(block.text)) is not None:
            yield _make_labelled(at, block.text, found, None)


def _make_labelled(at: int, text: str, found: re.Match[str], cell: int | None) -> LabelledText:
    return LabelledText(
        " ".join(found["label"].split()).casefold(),
        text[found.end() :].rstrip(),
        at,
        found.end(),
        found.end("label"),
        cell,
        cell,
        bool(found["sign"]),
    )


def _find_in_row(at: int, block: Block, pattern: re.Pattern[str]) -> Iterator[LabelledText]:
    """Yield the labels of a row: each with the text after it, or with the next cell's."""
    for cell, content in enumerate(block.cells):
        found = pattern.match(content.text)
        if found is None:
            continue
        labelled = _make_labelled(at, content.text, found, cell)
        if labelled.value:
            yield labelled
            continue
        following = _find_next_cell(block, cell)
        if following is not None:
            text = block.cells[following].text
            yield labelled._replace(value=text.rstrip(), cell=following, start=0, has_sign=True)
        else:
            yield labelled


def _find_next_cell(block: Block, cell: int) -> int | None:
    rest = range(cell + 1, len(block.cells))
    return next((each for each in rest if block.cells[each].text.strip()), None)
