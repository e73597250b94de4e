"""What the library found on a page: its characters, lines, areas and pictures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from scrutiny_cli.importing.clean_text import clean_characters
from scrutiny_cli.importing.docx_scan.symbols import find_symbol, translate_symbols
from scrutiny_cli.importing.readers.pdf_page import PdfChar, PdfRule, TurnedText

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_NO_LETTER = re.compile(r"\(cid:\d+\)")
_SYMBOL_FONT = re.compile(r"wingdings|webdings|symbol|dingbats", re.IGNORECASE)
_THIN = 3.0  # points: an area so thin is a line
_SHORTEST = 4.0  # of a line that can be the side of a cell
_SAME_PLACE = 0.6  # of a character that is drawn twice, to look bold
_NEARLY = 0.5
_LARGEST = 0.9  # of the page: a larger area is its background
_SIDEWAYS = 3.0  # degrees


class _TurnedChar(NamedTuple):
    text: str
    angle: float
    x0: float
    top: float
    x1: float
    bottom: float


class LayoutReader:
    """Collects what is on a page; objects are those of pdfminer's layout."""

    def __init__(self, width: float, height: float) -> None:
        """Begin a page of a size."""
        self.chars: list[PdfChar] = []
        self.rules: list[PdfRule] = []
        self._turned: list[_TurnedChar] = []
        self._width, self._height = width, height
        self._pictures = 0.0
        self._places: dict[tuple[str, int, int], PdfChar] = {}

    @property
    def picture_share(self) -> float:
        """How much of the page pictures cover, from 0 to 1."""
        area = self._width * self._height
        return min(1.0, self._pictures / area) if area else 0.0

    def read_objects(self, objects: Iterable[Any]) -> None:
        """Read objects, and those within them."""
        for found in objects:
            kind = type(found).__name__
            if kind == "LTChar":
                self._add_char(found)
            elif kind == "LTImage":
                self._pictures += abs(found.width * found.height)
            elif kind in {"LTLine", "LTRect", "LTCurve"}:
                self._add_shape(found)
            elif kind == "LTFigure":
                self.read_objects(found)

    # Characters

    def _add_char(self, found: Any) -> None:  # noqa: ANN401  the library has no types
        text = _translate_char(found.get_text(), str(found.fontname))
        across, along = found.matrix[0], found.matrix[1]
        top, bottom = self._height - found.y1, self._height - found.y0
        angle = math.degrees(math.atan2(along, across))
        if abs(angle) > _SIDEWAYS:
            self._turned.append(_TurnedChar(text, angle, found.x0, top, found.x1, bottom))
            return
        char = PdfChar(
            text,
            found.x0,
            found.x1,
            top,
            bottom,
            self._height - found.matrix[5],
            found.size,
            str(found.fontname),
        )
        if text and not self._is_drawn_again(char):
            self.chars.append(char)

    def _is_drawn_again(self, char: PdfChar) -> bool:
        """Whether the same character is there already, drawn twice to look bold."""
        x, y = math.floor(char.x0), math.floor(char.top)
        for key in ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            there = self._places.get((char.text, *key))
            if there is not None and _is_same_place(there, char):
                return True
        self._places[char.text, x, y] = char
        return False

    def list_turned(self) -> Iterator[TurnedText]:
        """Yield the words that are not horizontal, those of each direction together."""
        group: list[_TurnedChar] = []
        for char in self._turned:
            if group and abs(char.angle - group[-1].angle) > _SIDEWAYS:
                yield from _join_turned(group)
                group = []
            group.append(char)
        yield from _join_turned(group)

    # Lines and areas

    def _add_shape(self, found: Any) -> None:  # noqa: ANN401  the library has no types
        x0, x1 = found.x0, found.x1
        top, bottom = self._height - found.y1, self._height - found.y0
        wide, high = x1 - x0, bottom - top
        if min(wide, high) <= _THIN:
            self._add_thin(x0, top, x1, bottom)
        elif type(found).__name__ == "LTRect":
            self._add_area(found, (x0, top, x1, bottom))
        elif not found.fill:
            self._add_path(found.pts)

    def _add_thin(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            rule = PdfRule(x0, middle, x1, middle)
        else:
            middle = (x0 + x1) / 2
            rule = PdfRule(middle, top, middle, bottom)
        if max(x1 - x0, bottom - top) >= _SHORTEST:
            self.rules.append(rule)

    def _add_area(self, found: Any, box: tuple[float, float, float, float]) -> None:  # noqa: ANN401  the library has no types
        x0, top, x1, bottom = box
        is_page = x1 - x0 > _LARGEST * self._width and bottom - top > _LARGEST * self._height
        if is_page or not (found.stroke or (found.fill and _is_coloured(found))):
            return
        drawn = bool(found.stroke)
        self.rules += [
            PdfRule(x0, top, x1, top, drawn),
            PdfRule(x0, bottom, x1, bottom, drawn),
            PdfRule(x0, top, x0, bottom, drawn),
            PdfRule(x1, top, x1, bottom, drawn),
        ]

    def _add_path(self, points: list[tuple[float, float]]) -> None:
        """Add the sides of a path that go along the page's sides."""
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x0 - x1) < _NEARLY or abs(y0 - y1) < _NEARLY:
                top, bottom = self._height - max(y0, y1), self._height - min(y0, y1)
                self._add_thin(min(x0, x1), top, max(x0, x1), bottom)


def _is_same_place(one: PdfChar, other: PdfChar) -> bool:
    return abs(one.x0 - other.x0) < _SAME_PLACE and abs(one.top - other.top) < _SAME_PLACE


def _translate_char(text: str, font: str) -> str:
    """Return a character as minutes may have it: signs of symbol fonts as ordinary ones."""
    if text.isascii() and text.isalnum() and not _SYMBOL_FONT.search(font):
        return text
    if _NO_LETTER.fullmatch(text):
        return "\ufffd"
    if _SYMBOL_FONT.search(font):
        text = _translate_symbol(text, font)
    text = "".join(_LIGATURES.get(letter, letter) for letter in translate_symbols(text))
    return clean_characters(text).text


def _translate_symbol(text: str, font: str) -> str:
    """Return the sign that a letter or number of a symbol font shows."""
    is_greek = "symbol" in font.lower() and text.isalpha()
    if len(text) != 1 or is_greek or ord(text) > 0xFF or text.isspace():
        return text
    sign = find_symbol(f"{ord(text):x}")
    return "•" if sign == " " and text.isalnum() else sign.strip() or text


def _join_turned(chars: list[_TurnedChar]) -> Iterator[TurnedText]:
    text = " ".join("".join(char.text for char in chars).split())
    if text:
        yield TurnedText(
            text,
            min(char.x0 for char in chars),
            min(char.top for char in chars),
            max(char.x1 for char in chars),
            max(char.bottom for char in chars),
            is_across=abs(chars[0].angle) % 90 > _SIDEWAYS,
        )


def _is_coloured(found: Any) -> bool:  # noqa: ANN401  the library has no types
    """Whether an area is not white."""
    colour = found.non_stroking_color
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) == 4:
        return any(value > 0.02 for value in numbers)
    return not numbers or any(value < 0.98 for value in numbers)
