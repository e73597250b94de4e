"""A PDF as a whole: its pages become blocks in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scrutiny_cli.importing.blocks import (
    Block,
    CannotImport,
    IgnoredText,
    SourceText,
)
from scrutiny_cli.importing.clean_text import count_letters
from scrutiny_cli.importing.readers.pdf_aligned import (
    find_table_head_lines,
)
from scrutiny_cli.importing.readers.pdf_blocks import BlockMaker
from scrutiny_cli.importing.readers.pdf_cells import (
    read_page_text,
)
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord, count_bullets
from scrutiny_cli.importing.readers.pdf_margins import MarginLine, find_margins
from scrutiny_cli.importing.readers.pdf_page import PdfPage
from scrutiny_cli.importing.readers.pdf_pages import ParsedPage
from scrutiny_cli.importing.readers.pdf_tables import TableGrid

_PICTURE = 0.3  # of a page: so large a picture may be the page itself


class PdfSourceReader:
    """Takes the pages of a file one by one, and makes the blocks at the end."""

    def __init__(self) -> None:
        """Begin a file."""
        self._pages: list[ParsedPage] = []
        self._letters: Counter[str] = Counter()
        self._ignored: list[IgnoredText] = []
        self._last_grid: TableGrid | None = None

    def add_page(self, page: PdfPage) -> None:
        """Read a page, and keep its words but not its characters."""
        self._letters += count_letters(char.text for char in page.chars)
        self._letters += count_letters(turned.text for turned in page.turned)
        text = read_page_text(page, self._last_grid)
        self._last_grid = text.tables[-1].grid if text.tables else None
        cells = (line for table in text.tables for line in table.lines)
        self._letters["o"] -= count_bullets((*text.lines, *cells))
        lines = number_lines([*text.lines, *_make_turned_lines(page)], page.number)
        self._ignored += [
            IgnoredText(f"page {page.number}", "watermark", turned.text)
            for turned in page.turned
            if turned.is_across
        ]
        is_picture = page.picture_share >= _PICTURE
        self._pages.append(
            ParsedPage(
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
        blocks = BlockMaker(pages)
        blocks.make_blocks()
        ignored = (*self._ignored, *blocks.ignored)
        margins = dict.fromkeys(" ".join(one.text.split()) for one in self._ignored)
        return SourceText(
            tuple(_add_comments(blocks, pages)),
            "",
            ignored,
            margins=tuple(margins),
            notes=(*_describe_pictures(pages), *_describe_unread(blocks.unread)),
            letters="".join(self._letters.elements()),
        )

    def _remove_margins(self) -> list[ParsedPage]:
        """Return the pages without headers, footers and page numbers, which are ignored."""
        places = [(page, line) for page in self._pages for line in page.lines]
        heads = {id(line) for page in self._pages for line in find_table_head_lines(page.lines)}
        candidates = [
            MarginLine(
                key, page.number, line.text, line.top, line.bottom, page.height,
                is_edge=line in (page.lines[0], page.lines[-1]),
            )
            for key, (page, line) in enumerate(places)
            if id(line) not in heads
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


def _refuse_pictures(pages: Sequence[ParsedPage]) -> None:
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


def _describe_pictures(pages: Sequence[ParsedPage]) -> Iterator[str]:
    pictures = _list_pictures(pages)
    if pictures:
        verb, them = ("is a picture", "it") if len(pictures) == 1 else ("are pictures", "them")
        yield (
            f"{_name_pages(pictures)} {verb}, without text that can be read. "
            f"Make text of {them} with a program for text recognition, and add what is missing."
        )


def _list_pictures(pages: Iterable[ParsedPage]) -> list[int]:
    return [page.number for page in pages if page.is_picture and not page.lines and not page.tables]


def _describe_unread(pages: Iterable[int]) -> Iterator[str]:
    numbers = list(dict.fromkeys(pages))
    if numbers:
        yield (
            f"The columns of a table on {_name_pages(numbers).lower()} could not be determined, "
            "so its words are kept as text. If you have the Word file, import that instead."
        )


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


def _add_comments(maker: BlockMaker, pages: Iterable[ParsedPage]) -> list[Block]:
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
