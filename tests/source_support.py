"""What the tests of the readers share: blocks as lines, and the words that a reader lost."""

from __future__ import annotations

from scrutiny_cli.importing.blocks import Block, SourceText
from scrutiny_cli.importing.clean_text import count_words


def show_block(block: Block) -> str:
    """Return a block as one line: its kind with its level, its mark, and its text or cells."""
    box = {None: "", True: "ticked ", False: "open "}[block.checked]
    cells = ["↑" if cell.is_covered else cell.text for cell in block.cells]
    level = f"{block.level}" if block.level else ""
    mark = f"{block.mark} " if block.mark else ""
    return f"{block.kind.value}{level} {mark}{box}{' | '.join(cells) or block.text}"


def show_blocks(source: SourceText) -> list[str]:
    """Return all blocks as lines; no word may be lost."""
    assert list_lost_words(source) == []
    return [show_block(block) for block in source.blocks]


def list_lost_words(source: SourceText) -> list[str]:
    """Return the words of a source that are in no block and not ignored."""
    kept = [
        text
        for block in source.blocks
        for text in (block.mark, block.text, *block.comments, *(c.text for c in block.cells))
    ]
    kept += [ignored.text for ignored in source.ignored]
    return sorted((count_words(source.words) - count_words(" ".join(kept))).elements())
