"""Blocks of made-up documents, without a reader."""

from __future__ import annotations

import re

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Place

_ENTRY = re.compile(r"(?P<indent> *)(?P<mark>[-*•–]|\d{1,2}[.)]|\(?[a-z]\)) (?P<text>.*)")


def make_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text: a line each, empty lines left out.

    `# ` makes a heading, `|` at its start a row of cells, `**` at both ends a bold paragraph,
    `- ` an entry, which two spaces make one level deeper. `\\n` separates lines in a cell.
    """
    blocks: list[Block] = []
    table = row = 0
    for line in text.strip("\n").splitlines():
        if line.startswith("|"):
            table, row = (table, row + 1) if row else (table + 1, 1)
        else:
            row = 0
        if line.strip():
            blocks.append(make_block(line, len(blocks) + 1, table, row))
    return tuple(blocks)


def make_block(line: str, number: int = 1, table: int = 0, row: int = 0) -> Block:
    if row:
        cells = line.strip()[1:].removesuffix("|").split("|")
        place = Place(f"table {table}, row {row}", table, row)
        texts = (cell.strip().replace("\\n", "\n") for cell in cells)
        return Block(BlockKind.ROW, "", place, cells=tuple(map(Cell, texts)))
    place = Place(f"paragraph {number}")
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        return Block(BlockKind.HEADING, line.lstrip("# "), place, level)
    if line.startswith("**") and line.endswith("**"):
        return Block(BlockKind.PARAGRAPH, line.strip("*"), place, is_bold=True)
    if (found := _ENTRY.fullmatch(line)) is not None:
        level = len(found["indent"]) // 2 + 1
        return Block(BlockKind.ENTRY, found["text"], place, level, found["mark"])
    return Block(BlockKind.PARAGRAPH, line.strip(), place)
