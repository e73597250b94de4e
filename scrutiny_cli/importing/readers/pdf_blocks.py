"""The blocks of a PDF, made of the lines and tables of its pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from scrutiny_cli.importing.blocks import Block, BlockKind, IgnoredText, Place
from scrutiny_cli.importing.clean_text import list_words
from scrutiny_cli.importing.readers.addresses import find_addresses
from scrutiny_cli.importing.readers.pdf_aligned import AlignedTable, find_aligned_tables
from scrutiny_cli.importing.readers.pdf_cells import (
    RuledRow,
    RuledTable,
    has_same_columns,
    make_aligned_cells,
    make_ruled_rows,
)
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, find_common_size
from scrutiny_cli.importing.readers.pdf_pages import (
    LARGER,
    ParsedPage,
    find_column_edges,
    find_right_edge,
    order_pages,
)
from scrutiny_cli.importing.readers.pdf_paragraphs import (
    PdfParagraph,
    find_paragraphs,
    find_pitch,
    show_paragraph,
)
from scrutiny_cli.importing.recognise.headings import ColumnField, find_heading

_MOST_WORDS = 24  # of a heading
_LEVELS = 6
_INDENT = 4.0  # points by which an entry is further right than the one above it
_REPEATED = "repeated headings of a table"


class BlockMaker:
    """Makes the blocks of all pages."""

    def __init__(self, pages: Sequence[ParsedPage]) -> None:
        """Begin with the pages, without their margins."""
        self.blocks: list[Block] = []
        self.firsts: list[PdfLine] = []  # the first line of each block
        self.ignored: list[IgnoredText] = []
        self.unread: list[int] = []  # the pages of tables whose columns are not known
        lines = [line for page in pages for line in page.lines]
        cells = [line for page in pages for table in page.tables for line in table.lines]
        self._words = Counter(word for line in (*lines, *cells) for word in list_words(line.text))
        self._size = find_common_size(word for line in (*lines, *cells) for word in line.words)
        self._right = find_right_edge(lines, self._size, pages[0].width)
        self._rights: dict[int, float] = {}
        self._elements = list(order_pages(pages))
        self._pitch = find_pitch(
            [
                one
                for one in self._elements
                if isinstance(one, PdfLine) and not self._is_larger(one.size)
            ]
        )
        self._sizes = self._list_heading_sizes(lines)
        self._tables = 0
        self._row = 0
        self._last_table: RuledTable | None = None
        self._head: tuple[str, ...] = ()
        self._indents: list[float] = []

    def _list_heading_sizes(self, lines: Iterable[PdfLine]) -> list[float]:
        sizes = {line.size for line in lines if self._is_larger(line.size)}
        return sorted(sizes, reverse=True)

    def _find_right(self, line: PdfLine) -> float:
        """Return where the text around a line ends on the right: its column, or the page."""
        return self._rights.get(id(line), self._right)

    def _is_larger(self, size: float) -> bool:
        return size >= self._size * LARGER

    def _is_word(self, text: str) -> bool:
        words = list_words(text)
        return len(words) == 1 and words[0] in self._words

    def make_blocks(self) -> None:
        """Make the blocks in reading order; lines and paragraphs go on over pages."""
        run: list[PdfLine] = []
        for element in self._elements:
            if isinstance(element, PdfLine):
                run.append(element)
            else:
                self._add_lines(run)
                run = []
                self._add_table(element)
        self._add_lines(run)

    # Tables

    def _add_table(self, table: RuledTable) -> None:
        rows = make_ruled_rows(table, self._is_word)
        if not self._continues_table(table):
            self._begin_table(rows)
        elif _list_texts(rows[0]) == self._head:
            self._ignore_row(rows.pop(0))
        elif self._is_rest(rows[0]):
            self._join_row(rows.pop(0))
        for row in rows:
            self._row += 1
            place = Place(f"table {self._tables}, row {self._row}", self._tables, self._row)
            self._add_block(Block(BlockKind.ROW, "", place, cells=row.cells), row.first)
        self._last_table = table
        self._indents = []

    def _begin_table(self, rows: Sequence[RuledRow]) -> None:
        self._tables, self._row = self._tables + 1, 0
        self._head = _list_texts(rows[0])

    def _continues_table(self, table: RuledTable) -> bool:
        """Whether a table is the rest of the one at the end of the page before."""
        last = self._last_table
        if last is None or table.page != last.page + 1:
            return False
        return has_same_columns(last.grid, table.grid)

    def _is_rest(self, row: RuledRow) -> bool:
        """Whether a page break divided the row above: no cell begins anything."""
        above, key = self.blocks[-1].cells, self._find_key()
        filled = [at for at, cell in enumerate(row.cells) if cell.text]
        if len(above) != len(row.cells) or not above[key].text:
            return False
        if len(filled) >= sum(bool(cell.text) for cell in above):
            return False
        if not all(above[at].text for at in filled):
            return False
        goes_on = [_goes_on(above[at].text, row.cells[at].text) for at in filled]
        return all(goes_on) if row.cells[key].text else any(goes_on)

    def _find_key(self) -> int:
        """Return the column that each row fills: that of refs, or the first."""
        for at, text in enumerate(self._head):
            known = find_heading(text)
            if known is not None and known.field is ColumnField.REF:
                return at
        return 0

    def _join_row(self, row: RuledRow) -> None:
        """Join what is after a page break to the row before it, which is unsure."""
        block = self.blocks[-1]
        cells = tuple(
            cell._replace(
                text=" ".join(filter(None, (cell.text, rest.text))),
                links=tuple(dict.fromkeys((*cell.links, *rest.links))),
            )
            for cell, rest in zip(block.cells, row.cells, strict=True)
        )
        self.blocks[-1] = block._replace(cells=cells, doubts=("rows-joined",))

    def _ignore_row(self, row: RuledRow) -> None:
        text = " ".join(" ".join(cell.text.split()) for cell in row.cells if cell.text)
        place = f"page {row.first.page}"
        self.ignored.append(IgnoredText(place, _REPEATED, text))

    # Lines

    def _add_lines(self, lines: Sequence[PdfLine]) -> None:
        if not lines:
            return
        self._last_table = None
        self._rights |= find_column_edges(lines, self._right)
        for found in find_aligned_tables(lines):
            if found.table is not None and found.table.rows:
                self._add_aligned(found.table)
                continue
            doubts = () if found.table is None else ("table-not-read",)
            self.unread += [line.page for line in found.lines[:1] if doubts]
            for paragraph in find_paragraphs(found.lines, self._find_right, self._pitch):
                self._add_paragraph(paragraph, doubts)

    def _add_aligned(self, table: AlignedTable) -> None:
        self._tables, self._row, self._indents = self._tables + 1, 0, []
        for row in table.rows:
            self._row += 1
            place = Place(f"table {self._tables}, row {self._row}", self._tables, self._row)
            cells = make_aligned_cells(row, table.ends, self._right, self._is_word)
            self._add_block(Block(BlockKind.ROW, "", place, cells=cells), row.first)
        self.ignored += [
            IgnoredText(f"page {line.page}", _REPEATED, line.text) for line in table.repeated
        ]

    def _add_paragraph(self, paragraph: PdfParagraph, doubts: tuple[str, ...] = ()) -> None:
        text = unicodedata.normalize("NFC", show_paragraph(paragraph, self._is_word))
        first, mark = paragraph.first, paragraph.mark
        place = Place(f"page {first.page}, line {first.number}")
        links = [word.link for word in paragraph.words if word.link]
        block = Block(
            BlockKind.PARAGRAPH,
            text,
            place,
            mark=mark.mark if mark else "",
            checked=mark.checked if mark else None,
            is_bold=paragraph.is_bold,
            links=tuple(dict.fromkeys((*links, *find_addresses(text)))),
            doubts=doubts,
        )
        if self._is_heading(paragraph, text):
            level = min(_LEVELS, self._sizes.index(first.size) + 1)
            self._indents = []
            block = block._replace(kind=BlockKind.HEADING, level=level, is_bold=False)
        else:
            self._close_entries(paragraph.indent)
            if mark is not None:
                self._indents.append(paragraph.indent)
                block = block._replace(kind=BlockKind.ENTRY)
            block = block._replace(level=len(self._indents))
        self._add_block(block, first)

    def _is_heading(self, paragraph: PdfParagraph, text: str) -> bool:
        is_larger = all(self._is_larger(line.size) for line in paragraph.lines)
        has_bullet = paragraph.mark is not None and not any(map(str.isalnum, paragraph.mark.mark))
        return is_larger and not has_bullet and len(text.split()) <= _MOST_WORDS

    def _close_entries(self, indent: float) -> None:
        while self._indents and self._indents[-1] >= indent - _INDENT:
            self._indents.pop()

    def _add_block(self, block: Block, first: PdfLine) -> None:
        self.blocks.append(block)
        self.firsts.append(first)


def _goes_on(above: str, text: str) -> bool:
    """Whether a text in lower case or a year goes on from one that is not ended."""
    return text[0].islower() or (above[-1] not in ".;:!?" and text[0].isdigit())


def _list_texts(row: RuledRow) -> tuple[str, ...]:
    return tuple(" ".join(cell.text.split()) for cell in row.cells)
