"""Lines that are the headings of a table without ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord
from scrutiny_cli.importing.recognise.headings import KnownHeading, find_heading

_GAP = 0.55  # of the size: between two headings
_FEWEST = 3  # known headings
_MOST_KNOWN = 0.6  # of all headings
_MOST_LINES = 3
_MOST_WORDS = 7  # of a heading
_OTHER_SIZE = 0.08
_CLOSE = 1.45  # of the size
_NEAR = 1.9  # of the size: the distance of two lines of one heading


class HeadCell(NamedTuple):
    """A heading: its words, and where it is."""

    words: tuple[PdfWord, ...]
    known: KnownHeading | None

    @property
    def x0(self) -> float:
        """Where it begins."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def middle(self) -> float:
        """Where its middle is."""
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


class TableHead(NamedTuple):
    """The headings of a table from left to right, and their lines."""

    cells: tuple[HeadCell, ...]
    lines: tuple[PdfLine, ...]

    @property
    def known(self) -> int:
        """How many headings are known."""
        return sum(cell.known is not None for cell in self.cells)

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they are written, by which a repetition is known."""
        return tuple(line.text for line in self.lines)


def find_table_head(lines: Sequence[PdfLine], start: int) -> TableHead | None:
    """Return the headings that begin at a line; None if it has no table below it."""
    best: TableHead | None = None
    for count in range(1, _MOST_LINES + 1):
        group = lines[start : start + count]
        if len(group) < count or not _is_group(group):
            break
        head = TableHead(tuple(_join_columns(group)), tuple(group))
        if not _is_head(head) or (count > 1 and _has_title(group, head)):
            continue
        if best is None or head.known > best.known or _is_longer(best, head):
            best = head
    return best


def _is_group(lines: Sequence[PdfLine]) -> bool:
    return all(
        line.page == after.page
        and 0 <= after.baseline - line.baseline <= _NEAR * max(line.size, after.size)
        and abs(line.size - after.size) <= _OTHER_SIZE * line.size
        for line, after in pairwise(lines)
    )


def _has_title(group: Sequence[PdfLine], head: TableHead) -> bool:
    """Whether the first line is not needed, and so far above that it is a title."""
    first, second = group[0], group[1]
    without = TableHead(tuple(_join_columns(group[1:])), tuple(group[1:]))
    if without.known < head.known or not _is_head(without):
        return False
    is_apart = second.baseline - first.baseline > _CLOSE * max(first.size, second.size)
    return is_apart or first.is_bold != second.is_bold


def _is_longer(best: TableHead, head: TableHead) -> bool:
    """Whether one more line belongs to the headings: bold as they are, and below them."""
    return (
        head.known == best.known
        and len(head.cells) == len(best.cells)
        and all(line.is_bold for line in head.lines)
    )


def _is_head(head: TableHead) -> bool:
    return (
        head.known >= _FEWEST
        and head.known >= _MOST_KNOWN * len(head.cells)
        and all(len(cell.words) <= _MOST_WORDS for cell in head.cells)
    )


def _join_columns(lines: Sequence[PdfLine]) -> list[HeadCell]:
    """Return the headings of lines: words that are above each other are one."""
    columns: list[list[PdfWord]] = []
    for line in lines:
        for piece in divide_line(line.words, _GAP):
            over = [column for column in columns if _is_over(column, piece)]
            for column in over[1:]:
                over[0].extend(column)
                columns.remove(column)
            if over:
                over[0].extend(piece)
            else:
                columns.append(list(piece))
    cells = [cell for column in columns for cell in _make_cells(column)]
    return sorted(cells, key=lambda cell: cell.x0)


def _is_over(column: Sequence[PdfWord], piece: Sequence[PdfWord]) -> bool:
    start, end = min(word.x0 for word in column), max(word.x1 for word in column)
    return start < piece[-1].x1 and piece[0].x0 < end


def divide_line(words: Sequence[PdfWord], gap: float) -> list[tuple[PdfWord, ...]]:
    """Return the parts of a line that gaps separate; `gap` is a part of the size."""
    parts: list[list[PdfWord]] = []
    for word in words:
        last = parts[-1][-1] if parts else None
        if last is not None and word.x0 - last.x1 < gap * max(word.size, last.size):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [tuple(part) for part in parts]


def _make_cells(words: Sequence[PdfWord]) -> list[HeadCell]:
    """Return the heading of words, or several that are close together: `Owner Due`."""
    text = " ".join(word.text for word in words)
    known = find_heading(text)
    is_one_line = all(after.x0 >= word.x1 for word, after in pairwise(words))
    whole = [HeadCell(tuple(words), known)]
    if (known is not None and known.is_sure) or not is_one_line:
        return whole
    parts = _divide_known(words)
    are_sure = all(part.known is not None and part.known.is_sure for part in parts)
    return parts if parts and (known is None or are_sure) else whole


def _divide_known(words: Sequence[PdfWord]) -> list[HeadCell]:
    """Return known headings that words are one after the other; none if some are not."""
    cells: list[HeadCell] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            known = find_heading(" ".join(word.text for word in words[at:end]))
            if known is not None and (known.is_sure or end == at + 1):
                cells.append(HeadCell(tuple(words[at:end]), known))
                at = end
                break
        else:
            return []
    return cells
