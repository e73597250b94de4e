"""Pages of two columns: the lines of the left one come before those of the right one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord

_STEP = 3.0  # points
_HALF_GUTTER = 4.0
_FIRST, _LAST = 0.3, 0.7  # of the width of the text: where two columns can be separated
_FEWEST = 6  # lines of each column
_LONG = 15  # characters of a line of text
_FULL = 0.6  # of the width of its column
_MOSTLY = 0.55


class _Band(NamedTuple):
    """Lines, from one number to another, that are in two columns separated at a place."""

    start: int
    end: int
    place: float


def order_columns(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page from the top, with those of two columns after each other."""
    band = _find_band(lines)
    if band is None:
        return list(lines)
    left, right = _divide_lines(lines[band.start : band.end], band.place)
    return [
        *order_columns(lines[: band.start]), *left, *right, *order_columns(lines[band.end :])
    ]  # fmt: skip


def _find_band(lines: Sequence[PdfLine]) -> _Band | None:
    """Return the longest stretch of lines in two columns."""
    if len(lines) < _FEWEST:
        return None
    first, last = min(line.x0 for line in lines), max(line.x1 for line in lines)
    place, best = first + _FIRST * (last - first), None
    while place < first + _LAST * (last - first):
        for band in _list_bands(lines, place):
            longest = 0 if best is None else best.end - best.start
            if band.end - band.start > longest and _is_in_columns(lines, band):
                best = band
        place += _STEP
    return best


def _list_bands(lines: Sequence[PdfLine], place: float) -> list[_Band]:
    """Return the stretches of lines that have no word at a place."""
    bands: list[_Band] = []
    start = 0
    for at, line in enumerate(lines):
        if _crosses_place(line, place):
            bands.append(_Band(start, at, place))
            start = at + 1
    return [*bands, _Band(start, len(lines), place)]


def _crosses_place(line: PdfLine, place: float) -> bool:
    """Whether a word of a line is at a place, or the words beside it are close together."""
    return any(
        word.x0 < place + _HALF_GUTTER and word.x1 > place - _HALF_GUTTER for word in line.words
    )


def _is_in_columns(lines: Sequence[PdfLine], band: _Band) -> bool:
    """Whether both sides of a stretch have running text."""
    left, right = _divide_lines(lines[band.start : band.end], band.place)
    return _is_running_text(left) and _is_running_text(right)


def _divide_lines(lines: Sequence[PdfLine], place: float) -> tuple[list[PdfLine], list[PdfLine]]:
    left, right = list[PdfLine](), list[PdfLine]()
    for line in lines:
        for side, words in ((left, _take_words(line, place)), (right, _take_rest(line, place))):
            if words:
                side.append(line.replace_words(words))
    return left, right


def _take_words(line: PdfLine, place: float) -> list[PdfWord]:
    return [word for word in line.words if word.x0 < place]


def _take_rest(line: PdfLine, place: float) -> list[PdfWord]:
    return [word for word in line.words if word.x0 >= place]


def _is_running_text(lines: Sequence[PdfLine]) -> bool:
    """Whether most lines are long, and go through most of their column."""
    if len(lines) < _FEWEST:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = sum(len(line.text) >= _LONG and line.x1 - line.x0 >= _FULL * width for line in lines)
    return full >= _MOSTLY * len(lines)
