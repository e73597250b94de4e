"""The lines of a page: characters joined to words, and words to lines, by their positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.readers.pdf_page import PdfChar, PdfLink, is_bold_font

_COURIER = re.compile(r"courier|mono", re.IGNORECASE)
_SIGNS = ".,;:!?"
_SAME_BASELINE = 0.15  # of the size
_NEARLY_LEVEL = 0.3  # of the size
_OVERLAP = 1.0  # points
_SPACE = 0.08  # of the size: between letters that have a space between them
_GAP = 0.19  # between words that have no space between them
_WIDE_GAP = 0.45  # in lines whose letters are spaced, of pages that have spaces
_SPACED = 0.12
_FEWEST_SPACES = 0.03
_SMALLER = 0.86  # of a raised or lowered character
_ATTACHED = 0.4  # of the size: how far from its word
_RAISED, _LOWERED = 0.7, 0.35


class PdfWord(NamedTuple):
    """A word, and where it is. `address` is shown after it, `link` is not, being its text.

    `is_glued`: the next line continues it, because both are parts of one address.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    address: str = ""
    link: str = ""
    is_glued: bool = False

    @property
    def shown(self) -> str:
        """Its text with the address of its link."""
        if not self.address:
            return self.text
        words = self.text.rstrip(_SIGNS)
        return f"{words} ({self.address}){self.text[len(words) :]}"


class PdfLine:
    """Words on one line from left to right. `number` counts the lines of its page from 1."""

    def __init__(
        self,
        words: Sequence[PdfWord],
        baseline: float,
        page: int = 0,
        number: int = 0,
        *,
        is_aside: bool = False,
    ) -> None:
        """Make a line of one word at least; `is_aside`: it is beside the text of the page."""
        self.words = tuple(words)
        self.baseline = baseline
        self.page = page
        self.number = number
        self.is_aside = is_aside

    def __repr__(self) -> str:
        """Return its text and its place, for tests that fail."""
        return f"PdfLine({self.text!r}, {self.x0:.0f}-{self.x1:.0f}, {self.baseline:.0f})"

    def replace_words(self, words: Sequence[PdfWord], *, is_aside: bool = False) -> PdfLine:
        """Return the line with other words."""
        return PdfLine(words, self.baseline, self.page, self.number, is_aside=is_aside)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @cached_property
    def top(self) -> float:
        """Where its highest word begins."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return find_common_size(self.words)

    @cached_property
    def text(self) -> str:
        """Its words without the addresses of links."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def is_bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(is_bold_font(word.font) for word in self.words)


def find_common_size(words: Iterable[PdfWord]) -> float:
    """Return the size that most letters have."""
    sizes: dict[float, int] = {}
    for word in words:
        size = round(word.size * 2) / 2
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def has_space_characters(chars: Sequence[PdfChar]) -> bool:
    """Whether a page has characters for spaces; otherwise only gaps separate words."""
    spaces = sum(char.text.isspace() for char in chars)
    return spaces >= _FEWEST_SPACES * len(chars)


def make_lines(chars: Iterable[PdfChar], *, has_spaces: bool) -> list[PdfLine]:
    """Return the lines of characters, from the top."""
    groups = _group_by_baseline(chars)
    _attach_raised(groups)
    groups = _join_level(groups)
    lines = []
    for group in groups:
        words = list(_make_words(group, has_spaces=has_spaces))
        if words:
            largest = max(group, key=lambda char: char.size)
            lines.append(PdfLine(_show_bullet(words), largest.baseline))
    return sorted(lines, key=lambda line: (line.baseline, line.x0))


def _group_by_baseline(chars: Iterable[PdfChar]) -> list[list[PdfChar]]:
    groups: list[list[PdfChar]] = []
    for char in sorted(chars, key=lambda char: (char.baseline, char.x0)):
        last = groups[-1][-1] if groups else None
        if last is not None and char.baseline - last.baseline <= _SAME_BASELINE * char.size:
            groups[-1].append(char)
        else:
            groups.append([char])
    return [sorted(group, key=lambda char: (char.x0, char.x1)) for group in groups]


# Raised and lowered characters


def _attach_raised(groups: list[list[PdfChar]]) -> None:
    """Put raised and lowered characters into the line of the word that they are at."""
    for at, group in enumerate(groups):
        near = [
            groups[other] for other in (at + 1, at - 1, at + 2, at - 2) if 0 <= other < len(groups)
        ]
        for run in list(_divide_runs(group)):
            base = next((line for line in near if line and _is_attached(run, line)), None)
            if base is not None:
                for char in run:
                    group.remove(char)
                base += run
                base.sort(key=lambda char: (char.x0, char.x1))
    groups[:] = [group for group in groups if group]


def _divide_runs(group: Sequence[PdfChar]) -> Iterator[list[PdfChar]]:
    """Yield the characters of a line that are close together."""
    run: list[PdfChar] = []
    for char in group:
        if run and char.x0 - run[-1].x1 > _ATTACHED * char.size:
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _is_attached(run: Sequence[PdfChar], line: Sequence[PdfChar]) -> bool:
    letters = [char for char in run if not char.text.isspace()]
    if not letters:
        return False
    size, first, last = max(char.size for char in letters), letters[0], letters[-1]
    for char in line:
        if size > _SMALLER * char.size or char.text.isspace():
            continue
        rise = char.baseline - first.baseline
        is_near = min(abs(first.x0 - char.x1), abs(char.x0 - last.x1)) <= _ATTACHED * char.size
        if is_near and -_LOWERED * char.size <= rise <= _RAISED * char.size:
            return True
    return False


def _join_level(groups: Sequence[list[PdfChar]]) -> list[list[PdfChar]]:
    """Return the lines of which those at nearly one height that are beside each other are one."""
    joined: list[list[PdfChar]] = []
    for group in groups:
        last = joined[-1] if joined else None
        if last is not None and _is_level(last, group) and _is_beside(last, group):
            joined[-1] = sorted([*last, *group], key=lambda char: (char.x0, char.x1))
        else:
            joined.append(group)
    return joined


def _is_level(group: Sequence[PdfChar], other: Sequence[PdfChar]) -> bool:
    size = max(group[0].size, other[0].size)
    return abs(group[0].baseline - other[0].baseline) <= _NEARLY_LEVEL * size


def _is_beside(group: Sequence[PdfChar], other: Sequence[PdfChar]) -> bool:
    """Whether no character of one line is above or below one of another."""
    spans = sorted((run[0].x0, run[-1].x1) for line in (group, other) for run in _divide_runs(line))
    return all(after[0] >= before[1] - _OVERLAP for before, after in pairwise(spans))


# Words


def _make_words(group: Sequence[PdfChar], *, has_spaces: bool) -> Iterator[PdfWord]:
    letters: list[PdfChar] = []
    is_after_space = False
    gap = _WIDE_GAP if has_spaces and _has_spaced_letters(group) else _GAP
    for char in group:
        if char.text.isspace():
            is_after_space = True
            continue
        if letters and _is_apart(letters[-1], char, gap, after_space=is_after_space):
            yield _make_word(letters)
            letters = []
        letters.append(char)
        is_after_space = False
    if letters:
        yield _make_word(letters)


def _has_spaced_letters(group: Sequence[PdfChar]) -> bool:
    """Whether most letters of a line have space between them."""
    gaps = [
        char.x0 - last.x1 > _SPACED * char.size
        for last, char in pairwise(group)
        if not (last.text.isspace() or char.text.isspace())
    ]
    return sum(gaps) > len(gaps) / 2


def _is_apart(last: PdfChar, char: PdfChar, least: float, *, after_space: bool) -> bool:
    """Whether a character begins another word than the one before it."""
    gap, size = char.x0 - last.x1, min(last.size, char.size)
    if after_space and gap > _SPACE * size:
        return True
    return gap > least * size


def _make_word(chars: Sequence[PdfChar]) -> PdfWord:
    largest = max(chars, key=lambda char: char.size)
    return PdfWord(
        "".join(char.text for char in chars),
        chars[0].x0,
        max(char.x1 for char in chars),
        min(char.top for char in chars),
        max(char.bottom for char in chars),
        largest.size,
        largest.font,
    )


def _show_bullet(words: Sequence[PdfWord]) -> Sequence[PdfWord]:
    """Return the words of a line, of which the first may be a letter that Word has as a bullet."""
    first = words[0]
    is_letter = first.text == "o" and _COURIER.search(first.font) is not None
    if len(words) > 1 and is_letter and _COURIER.search(words[1].font) is None:
        return [first._replace(text="•"), *words[1:]]
    return words


def count_bullets(lines: Iterable[PdfLine]) -> int:
    """Return in how many lines a letter was read as a bullet."""
    return sum(
        line.words[0].text == "•" and _COURIER.search(line.words[0].font) is not None
        for line in lines
    )


# Links


def add_addresses(lines: Sequence[PdfLine], links: Sequence[PdfLink]) -> list[PdfLine]:
    """Return lines with the addresses of the links at the words that they cover."""
    if not links:
        return list(lines)
    words = [list(line.words) for line in lines]
    for area in _join_areas(links):
        _mark_words(words, area)
    return [line.replace_words(row) for line, row in zip(lines, words, strict=True)]


def _join_areas(links: Sequence[PdfLink]) -> list[list[PdfLink]]:
    """Return the areas of each link: one that goes over two lines has two."""
    areas: list[list[PdfLink]] = []
    for link in sorted(links, key=lambda link: (link.top, link.x0)):
        last = next((area for area in reversed(areas) if area[-1].address == link.address), None)
        height = link.bottom - link.top
        if last is not None and link.top - last[-1].bottom <= height and link.x0 <= last[-1].x0:
            last.append(link)
        else:
            areas.append([link])
    return areas


def _mark_words(words: list[list[PdfWord]], area: Sequence[PdfLink]) -> None:
    """Put the address of a link at its last word, unless its text is the address."""
    places = [
        (row, at)
        for row, line in enumerate(words)
        for at, word in enumerate(line)
        if any(_is_covered(word, link) for link in area)
    ]
    if not places:
        return
    address = area[0].address
    is_mail = address.lower().startswith("mailto:")
    shown = address[len("mailto:") :].partition("?")[0] if is_mail else address
    text = "".join(words[row][at].text for row, at in places)
    row, at = places[-1]
    link = "" if is_mail else address
    if _simplify_address(shown) not in {"", _simplify_address(text)}:
        words[row][at] = words[row][at]._replace(address=shown, link=link)
        return
    words[row][at] = words[row][at]._replace(link=link)
    for row, at in places[:-1]:
        words[row][at] = words[row][at]._replace(is_glued=True)


def _is_covered(word: PdfWord, link: PdfLink) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return link.x0 <= x <= link.x1 and link.top <= y <= link.bottom


def _simplify_address(address: str) -> str:
    plain = address.casefold().strip(" <>().,;").rstrip("/")
    return plain.removeprefix("https://").removeprefix("http://").removeprefix("www.")
