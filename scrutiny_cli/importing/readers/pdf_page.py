"""What a page of a PDF has: its characters, ruling lines, links and pictures.

Positions are in points, from the left and from the top of the page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_BOLD = re.compile(r"bold|black|heavy|demi|semibd|-b(?:i|d)?$|,b$|cmbx|\bBd\b", re.IGNORECASE)


class PdfChar(NamedTuple):
    """A character, where it is, its size, and the name of its font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class TurnedText(NamedTuple):
    """Words that are not horizontal: turned by a quarter, or across the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    is_across: bool


class PdfRule(NamedTuple):
    """A horizontal or vertical line; `is_drawn`: not only the edge of a coloured area."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_drawn: bool = True

    @property
    def is_horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.bottom - self.top


class PdfLink(NamedTuple):
    """The area of a link, and its address."""

    address: str
    x0: float
    top: float
    x1: float
    bottom: float


class PdfComment(NamedTuple):
    """A comment of a reader, and how far below the top of its page it is."""

    text: str
    top: float


class PdfPage(NamedTuple):
    """A page, counted from 1. `picture_share` is how much of it pictures cover."""

    number: int
    width: float
    height: float
    chars: tuple[PdfChar, ...]
    turned: tuple[TurnedText, ...] = ()
    rules: tuple[PdfRule, ...] = ()
    links: tuple[PdfLink, ...] = ()
    picture_share: float = 0
    comments: tuple[PdfComment, ...] = ()


@cache
def is_bold_font(name: str) -> bool:
    """Whether a font is bold by its name."""
    return _BOLD.search(name.partition("+")[2] or name) is not None
