"""A PDF as a whole: its pages become blocks in reading order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import (
    Block,
    BlockKind,
    CannotImport,
    IgnoredText,
    Place,
    SourceText,
)
from scrutiny_cli.importing.clean_text import count_letters, list_words
from scrutiny_cli.importing.readers.addresses import find_addresses
from scrutiny_cli.importing.readers.pdf_cells import (
    RuledRow,
    RuledTable,
    make_ruled_rows,
    read_page_text,
)
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord, find_common_size
from scrutiny_cli.importing.readers.pdf_margins import MarginLine, find_margins
from scrutiny_cli.importing.readers.pdf_page import PdfComment, PdfPage
from scrutiny_cli.importing.readers.pdf_paragraphs import (
    PdfParagraph,
    find_paragraphs,
    find_pitch,
    show_paragraph,
)

_PICTURE = 0.3  # of a page: so large a picture may be the page itself
_LARGER = 1.12  # than the text: the letters of a heading
_MOST_WORDS = 24  # of a heading
_SAME_COLUMN = 5.0  # points
_LEVELS = 6
_ODD = 15  # one line of so many may go beyond the text
_RAGGED = 0.1  # of the width of the text: how much shorter a full line may be
_ALIKE = 4  # so many long lines show where the text ends
_INDENT = 4.0  # points by which an entry is further right than the one above it


class _ReadPage(NamedTuple):
    """What is kept of a page until all are read."""

    number: int
    width: float
    height: float
    lines: tuple[PdfLine, ...]
    tables: tuple[RuledTable, ...]
    is_picture: bool
    comments: tuple[PdfComment, ...]


class PdfSourceReader:
    """Takes the pages of a file one by one, and makes the blocks at the end."""

    def __init__(self) -> None:
        """Begin a file."""
        self._pages: list[_ReadPage] = []
        self._letters: Counter[str] = Counter()
        self._ignored: list[IgnoredText] = []

    def add_page(self, page: PdfPage) -> None:
        """Read a page, and keep its words but not its characters."""
        self._letters += count_letters(char.text for char in page.chars)
        self._letters += count_letters(turned.text for turned in page.turned)
        text = read_page_text(page)
        lines = number_lines([*text.lines, *_make_turned_lines(page)], page.number)
        self._ignored += [
            IgnoredText(f"page {page.number}", "watermark", turned.text)
            for turned in page.turned
            if turned.is_across
        ]
        is_picture = page.picture_share >= _PICTURE
        self._pages.append(
            _ReadPage(
                page.number,
                page.width,
                page.height,
                lines,
                text.tables,
                is_picture,
                page.comments,
            )
        )

    def finish(self) -> SourceText:
        """Return what was read.

        Raises:
            CannotImport: There is no text.

        """
        pages = self._remove_margins()
        _refuse_pictures(pages)
        blocks = _BlockMaker(pages)
        blocks.make_blocks()
        ignored = (*self._ignored, *blocks.ignored)
        margins = dict.fromkeys(" ".join(one.text.split()) for one in self._ignored)
        return SourceText(
            tuple(_add_comments(blocks, pages)),
            "",
            ignored,
            margins=tuple(margins),
            notes=tuple(_describe_pictures(pages)),
            letters="".join(self._letters.elements()),
        )

    def _remove_margins(self) -> list[_ReadPage]:
        """Return the pages without headers, footers and page numbers, which are ignored."""
        places = [(page, line) for page in self._pages for line in page.lines]
        candidates = [
            MarginLine(
                key, page.number, line.text, line.top, line.bottom, page.height,
                is_edge=line in (page.lines[0], page.lines[-1]),
            )
            for key, (page, line) in enumerate(places)
        ]  # fmt: skip
        margins = find_margins(candidates, len(self._pages))
        self._ignored += [
            IgnoredText(f"page {page.number}", margins[key], line.text)
            for key, (page, line) in enumerate(places)
            if key in margins
        ]
        removed = {id(line) for key, (_, line) in enumerate(places) if key in margins}
        return [
            page._replace(lines=tuple(line for line in page.lines if id(line) not in removed))
            for page in self._pages
        ]


def number_lines(lines: Iterable[PdfLine], page: int) -> tuple[PdfLine, ...]:
    """Return the lines of a page from the top, with their numbers."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.x0))
    return tuple(
        PdfLine(line.words, line.baseline, page, number) for number, line in enumerate(ordered, 1)
    )


def _make_turned_lines(page: PdfPage) -> Iterator[PdfLine]:
    """Yield the words that are turned by a quarter, each as a line."""
    for turned in page.turned:
        if not turned.is_across:
            size = min(turned.x1 - turned.x0, turned.bottom - turned.top)
            box = (turned.x0, turned.x1, turned.top, turned.bottom)
            yield PdfLine([PdfWord(turned.text, *box, size, "")], turned.bottom)


# Pages that are pictures


def _refuse_pictures(pages: Sequence[_ReadPage]) -> None:
    if any(page.lines or page.tables for page in pages):
        return
    pictures = [page.number for page in pages if page.is_picture]
    if not pictures:
        raise CannotImport(
            "There is no text in the file. Check whether its pages are empty. If not, "
            "make text of them with a program for text recognition, and import that."
        )
    verb, them = ("is a picture", "it") if len(pictures) == 1 else ("are pictures", "them")
    raise CannotImport(
        f"{_name_pages(pictures)} {verb}, and there is no other text. "
        f"Make text of {them} with a program for text recognition, and import that."
    )


def _describe_pictures(pages: Sequence[_ReadPage]) -> Iterator[str]:
    pictures = _list_pictures(pages)
    if pictures:
        verb, them = ("is a picture", "it") if len(pictures) == 1 else ("are pictures", "them")
        yield (
            f"{_name_pages(pictures)} {verb}, without text that can be read. "
            f"Make text of {them} with a program for text recognition, and add what is missing."
        )


def _list_pictures(pages: Iterable[_ReadPage]) -> list[int]:
    return [page.number for page in pages if page.is_picture and not page.lines and not page.tables]


def _name_pages(numbers: Sequence[int]) -> str:
    """Return the names of pages: `Page 3`, `Pages 1–4 and 7`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = [f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans]
    names = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Page {names}" if len(numbers) == 1 else f"Pages {names}"


# Blocks


class _BlockMaker:
    """Makes the blocks of all pages."""

    def __init__(self, pages: Sequence[_ReadPage]) -> None:
        self.blocks: list[Block] = []
        self.firsts: list[PdfLine] = []  # the first line of each block
        self.ignored: list[IgnoredText] = []
        self._pages = pages
        lines = [line for page in pages for line in page.lines]
        cells = [line for page in pages for table in page.tables for line in table.lines]
        self._words = Counter(word for line in (*lines, *cells) for word in list_words(line.text))
        self._size = find_common_size(word for line in (*lines, *cells) for word in line.words)
        self._right = find_right_edge(lines, self._size, pages[0].width)
        self._pitch = find_pitch([line for line in lines if line.size <= self._size * _LARGER])
        self._sizes = self._list_heading_sizes(lines)
        self._tables = 0
        self._row = 0
        self._last_table: RuledTable | None = None
        self._head: tuple[str, ...] = ()
        self._indents: list[float] = []

    def _list_heading_sizes(self, lines: Iterable[PdfLine]) -> list[float]:
        sizes = {line.size for line in lines if self._is_larger(line.size)}
        return sorted(sizes, reverse=True)

    def _is_larger(self, size: float) -> bool:
        return size >= self._size * _LARGER

    def _is_word(self, text: str) -> bool:
        words = list_words(text)
        return bool(words) and words[0] in self._words

    def make_blocks(self) -> None:
        """Make the blocks in reading order; lines and paragraphs go on over pages."""
        run: list[PdfLine] = []
        for page in self._pages:
            for element in _order_elements(page):
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
        places, others = last.grid.xs, table.grid.xs
        return len(places) == len(others) and all(
            abs(one - other) <= _SAME_COLUMN for one, other in zip(places, others, strict=True)
        )

    def _ignore_row(self, row: RuledRow) -> None:
        text = " ".join(" ".join(cell.text.split()) for cell in row.cells if cell.text)
        place = f"page {row.first.page}"
        self.ignored.append(IgnoredText(place, "headings of a table, repeated", text))

    # Lines

    def _add_lines(self, lines: Sequence[PdfLine]) -> None:
        if not lines:
            return
        self._last_table = None
        for paragraph in find_paragraphs(lines, self._right, self._pitch):
            self._add_paragraph(paragraph)

    def _add_paragraph(self, paragraph: PdfParagraph) -> None:
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


def _order_elements(page: _ReadPage) -> list[PdfLine | RuledTable]:
    """Return the lines and tables of a page in reading order."""
    elements: list[tuple[float, float, PdfLine | RuledTable]] = [
        (line.top, line.x0, line) for line in page.lines
    ]
    elements += [(table.grid.box.top, table.grid.box.x0, table) for table in page.tables]
    return [element for _, _, element in sorted(elements, key=lambda one: one[:2])]


def _list_texts(row: RuledRow) -> tuple[str, ...]:
    return tuple(" ".join(cell.text.split()) for cell in row.cells)


def find_right_edge(lines: Sequence[PdfLine], size: float, width: float) -> float:
    """Return where the text ends on the right.

    It is where several of the longest lines end. Where no lines are alike, it is as far from the
    right of the page as the text begins from its left.
    """
    body = [line for line in lines if line.size <= size * _LARGER]
    ends = sorted((line.x1 for line in body), reverse=True)
    left = min((line.x0 for line in body), default=0.0)
    edge = ends[len(ends) // _ODD] if ends else 0.0
    alike = sum(edge - end <= _RAGGED * (edge - left) for end in ends)
    return edge if alike >= _ALIKE else max(edge, width - left)


def _add_comments(maker: _BlockMaker, pages: Iterable[_ReadPage]) -> list[Block]:
    """Return the blocks with comments of readers, and doubts at pages that are pictures."""
    blocks = list(maker.blocks)
    for page in pages:
        for comment in page.comments:
            at = _find_block(maker.firsts, page.number, comment.top)
            blocks[at] = blocks[at]._replace(comments=(*blocks[at].comments, comment.text))
    for number in _list_pictures(pages):
        at = _find_block(maker.firsts, number, 0.0)
        if "picture" not in blocks[at].doubts:
            blocks[at] = blocks[at]._replace(doubts=(*blocks[at].doubts, "picture"))
    return blocks


def _find_block(firsts: Sequence[PdfLine], page: int, top: float) -> int:
    """Return the last block that begins above a place; the first if none does."""
    found = 0
    for at, line in enumerate(firsts):
        if (line.page, line.top) <= (page, top + line.size):
            found = at
    return found
