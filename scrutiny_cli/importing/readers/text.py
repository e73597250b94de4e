"""Plain text: its lines as paragraphs, entries, headings and rows; a tab separates cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Place, SourceText
from scrutiny_cli.importing.clean_text import clean_characters, decode_text, describe_removed
from scrutiny_cli.importing.limits import MAX_CHARACTERS
from scrutiny_cli.importing.readers.addresses import find_addresses
from scrutiny_cli.importing.readers.entry_marks import EntryMark
from scrutiny_cli.importing.readers.text_columns import separate_columns
from scrutiny_cli.importing.readers.text_lines import (
    TextLine,
    find_wrap_width,
    is_broken_line,
    read_text_line,
)

_UNDERLINE = re.compile(r"(=|-|~|\*)\1{2,}")
_WORD_BULLET = re.compile(r"^([ \t]*)(?:[\uf000-\uf0ff](?=[ \t])|o(?=\t| {2}))", re.MULTILINE)
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")


def read_plain_text(data: bytes) -> SourceText:
    """Return the blocks of a file of plain text.

    Raises:
        CannotImport: Its bytes are not text.

    """
    decoded = decode_text(data)
    clean = clean_characters(_prepare_lines(decoded.text))
    notes = (*decoded.notes, *describe_removed(clean.removed))
    return SourceText(read_text_lines(clean.text), clean.text, notes=notes)


def _prepare_lines(text: str) -> str:
    """Remove page breaks beside line ends, and replace the bullets of Word's fonts."""
    text = re.sub(r"(?<=\n)\f+|(?<!\f)\f+(?=\r?\n|\Z)", "", text)
    return re.sub(
        r"^([ \t]*)(?:[\uf000-\uf0ff](?=[ \t])|o(?=\t| {2}))", r"\1•", text, flags=re.MULTILINE
    )


def read_text_lines(text: str, first: int = 1) -> tuple[Block, ...]:
    """Return the blocks of lines; `first` is the number of the first line in its file."""
    separated = separate_columns(text.split("\n"))
    lines = [read_text_line(line, number) for number, line in enumerate(separated, first)]
    builder = _BlockBuilder(find_wrap_width(lines))
    for previous, line in zip([None, *lines], lines, strict=False):
        builder.add_line(line, previous)
    return tuple(builder.finish_blocks())


class _BlockBuilder:
    """Makes blocks of lines, one after the other."""

    def __init__(self, width: int | None) -> None:
        """Begin; `width` is that at which lines were broken, if they were."""
        self.blocks: list[Block] = []
        self._texts: list[list[str]] = []  # of the lines of each block
        self._length = 0  # of the text of the last one
        self._width = width
        self._indents: list[int] = []  # of the entries around the present one
        self._text_column = 0  # of the block that may be continued
        self._tables = 0
        self._widest = 0  # the most cells of a row of the present table
        self._row = 0

    def add_line(self, line: TextLine, previous: TextLine | None) -> None:
        """Add what a line is, or continue the block before it."""
        if not line.text:
            return
        if line.is_row or self._is_first_cell(line, previous):
            self._add_row(line, previous)
        elif line.is_rule:
            self._add_underline(line, previous)
        elif previous is not None and self._is_continued(previous, line):
            self._continue_block(line)
        else:
            self._add_text(line)

    def _is_first_cell(self, line: TextLine, previous: TextLine | None) -> bool:
        """Whether a line that begins with tabs is a row with empty cells in front."""
        return previous is not None and previous.is_row and line.indent > 0 and self._widest > 2

    def _add_row(self, line: TextLine, previous: TextLine | None) -> None:
        texts = line.text.split("\t") if line.is_row else ["", line.text]
        cells = tuple(_make_cell(text) for text in texts)
        if not any(cell.text for cell in cells):
            return
        if not self._continues_table(cells, previous):
            self._tables, self._row, self._widest = self._tables + 1, 0, 0
        self._row, self._widest = self._row + 1, max(self._widest, len(cells))
        place = Place(f"line {line.number}", self._tables, self._row)
        self._add_block(Block(BlockKind.ROW, "", place, cells=cells))
        self._indents = []

    def _continues_table(self, cells: Sequence[Cell], previous: TextLine | None) -> bool:
        if not self.blocks or self.blocks[-1].kind is not BlockKind.ROW:
            return False
        if previous is not None and previous.text:
            return True
        # After an empty line, such as that of a page break.
        return abs(self._widest - len(cells)) <= 1 and self._widest > 3 and not _is_head(cells)

    def _add_underline(self, line: TextLine, previous: TextLine | None) -> None:
        """Make the line above a heading, where this one underlines it."""
        if previous is None or not self.blocks or not _UNDERLINE.fullmatch(line.text):
            return
        block = self.blocks[-1]
        is_alone = block.place.text == f"line {previous.number}"
        if is_alone and block.kind is BlockKind.PARAGRAPH:
            level = 1 if line.text[0] == "=" else 2
            self.blocks[-1] = block._replace(kind=BlockKind.HEADING, level=level)

    def _is_continued(self, previous: TextLine, line: TextLine) -> bool:
        if not self.blocks or self.blocks[-1].kind in {BlockKind.HEADING, BlockKind.ROW}:
            return False
        if self._length > MAX_CHARACTERS:
            return False
        return is_broken_line(previous, line, self._width, self._text_column)

    def _continue_block(self, line: TextLine) -> None:
        text = _join_spaces(line.text)
        self._texts[-1].append(text)
        self._length += 1 + len(text)

    def _add_text(self, line: TextLine) -> None:
        place = Place(f"line {line.number}")
        self._text_column = line.text_column
        text = _join_spaces(line.words)
        hashes = _HASHES.match(line.text)
        if hashes:
            text = _join_spaces(line.text[hashes.end() :])
            block = Block(BlockKind.HEADING, text, place, len(hashes[1]))
        elif line.mark is None:
            self._close_entries(line.indent)
            block = Block(BlockKind.PARAGRAPH, text, place, len(self._indents))
        else:
            block = self._make_entry(line, line.mark, text, place)
        self._add_block(block)

    def _add_block(self, block: Block) -> None:
        self.blocks.append(block)
        self._texts.append([block.text])
        self._length = len(block.text)

    def finish_blocks(self) -> Iterator[Block]:
        """Return the blocks with the texts of all their lines."""
        for block, texts in zip(self.blocks, self._texts, strict=True):
            text = " ".join(texts)
            yield block if block.cells else block._replace(text=text, links=find_addresses(text))

    def _make_entry(self, line: TextLine, mark: EntryMark, text: str, place: Place) -> Block:
        self._close_entries(line.indent)
        self._indents.append(line.indent)
        level = len(self._indents)
        return Block(BlockKind.ENTRY, text, place, level, mark.mark, (), mark.checked)

    def _close_entries(self, indent: int) -> None:
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether the cells read as the headings of another table: all filled, short, no digits."""
    return all(
        cell.text and len(cell.text.split()) <= 4 and not re.search(r"\d", cell.text)
        for cell in cells
    )


def _make_cell(text: str) -> Cell:
    text = _join_spaces(text)
    return Cell(text, links=find_addresses(text))


def _join_spaces(text: str) -> str:
    return " ".join(text.split())
