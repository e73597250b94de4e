"""The headers, footers and page numbers of a PDF: lines at one place on most of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

_ZONE = 0.13  # of the page, above and below
_FAR_ZONE = 0.2  # for a line that is the first or last of its page
_SAME_HEIGHT = 4.0  # points
_MOST = 0.6  # of the pages
_FEWEST = 2
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:page\s*[-:]?\s*)?\d{1,3}(?:\s*(?:of|/|\|)\s*\d{1,3})?(?:\s*[-–—|])?"
    r"|(?:[-–—|]\s*)?\d{1,3}\s*\|\s*(?:page|p\s*a\s*g\s*e)|page\s*[ivxl]+|p\.?\s*\d{1,3}"
    r"|seite\s*\d+(?:\s*von\s*\d+)?|pagina\s*\d+(?:\s*van\s*\d+)?"
    r"|p[áa]gina\s*\d+(?:\s*de\s*\d+)?",
    re.IGNORECASE,
)
_SURE_NUMBER = re.compile(
    r"[-–—|]\s*\d{1,3}\s*[-–—|]|page\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*(?:of|/)\s*\d{1,3}"
    r"|\d{1,3}\s*\|\s*p\s*a\s*g\s*e",
    re.IGNORECASE,
)


class MarginLine(NamedTuple):
    """A line of a page that may be in its margin: its text, and where it is.

    `key` is what the caller knows it by. `is_edge`: no line is above it, or none below.
    """

    key: int
    page: int
    text: str
    top: float
    bottom: float
    height: float  # of the page
    is_edge: bool = False

    @property
    def is_above(self) -> bool:
        """Whether it is in the upper half."""
        return self.top + self.bottom < self.height

    @property
    def distance(self) -> float:
        """How far it is from the upper or lower end of the page."""
        return self.top if self.is_above else self.height - self.bottom

    @property
    def is_near_end(self) -> bool:
        """Whether it is where headers and footers are."""
        return self.distance <= (_FAR_ZONE if self.is_edge else _ZONE) * self.height


def find_margins(lines: Sequence[MarginLine], pages: int) -> Mapping[int, str]:
    """Return the keys of lines that are a `page header` or `page footer`, or page numbers."""
    near = [line for line in lines if line.is_near_end]
    found = {
        line.key for group in _group_alike(near) if _is_on_most(group, pages) for line in group
    }
    found |= _find_page_numbers(near, pages)
    return {
        line.key: "page header" if line.is_above else "page footer"
        for line in near
        if line.key in found
    }


def _group_alike(lines: Iterable[MarginLine]) -> list[list[MarginLine]]:
    """Return the lines that have one text, but for numbers, at one place."""
    groups: list[list[MarginLine]] = []
    by_text: dict[tuple[str, bool], list[list[MarginLine]]] = {}
    for line in lines:
        text = _NUMBERS.sub("#", line.text.casefold())
        alike = by_text.setdefault((text, line.is_above), [])
        group = next(
            (one for one in alike if abs(one[0].distance - line.distance) <= _SAME_HEIGHT), None
        )
        if group is None:
            group = []
            alike.append(group)
            groups.append(group)
        group.append(line)
    return groups


def _is_on_most(group: Sequence[MarginLine], pages: int) -> bool:
    """Whether lines are on most pages; the first, and those left or right, may have others."""
    count = len({line.page for line in group})
    if count < _FEWEST:
        return False
    if count >= _MOST * pages or count >= pages - 1:
        return True
    halves = {line.page % 2 for line in group}
    return len(halves) == 1 and count > _FEWEST and count >= _MOST * pages / 2


def _find_page_numbers(lines: Iterable[MarginLine], pages: int) -> AbstractSet[int]:
    """Return the lines that are only the number of their page."""
    numbers = [line for line in lines if _PAGE_NUMBER.fullmatch(line.text) and line.is_edge]
    sure = {line.key for line in numbers if _SURE_NUMBER.fullmatch(line.text)}
    offsets: dict[int, list[int]] = {}
    for line in numbers:
        digits = _NUMBERS.search(line.text)
        if digits is not None:
            offsets.setdefault(int(digits[0]) - line.page, []).append(line.key)
    rising = {
        key for keys in offsets.values() if len(keys) >= max(_FEWEST, pages / 2) for key in keys
    }
    alone = {line.key for line in numbers if line.text == str(line.page) and not line.is_above}
    return sure | rising | alone
