"""The paragraphs of a PDF: its lines, joined where a program broke them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.readers.entry_marks import EntryMark, find_entry_mark
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord
from scrutiny_cli.importing.readers.pdf_page import is_bold_font

_LABEL = re.compile(r"[A-Z]\w*(?: \w+){0,3}:")
_SENTENCE_ENDS = ".:;!?"
_LEAST_BROKEN = 25  # characters: so short a line is a label, or a name of a list
_ALIGNED = 3.0  # points
_OTHER_SIZE = 0.08
_FAR = 1.3  # of the usual distance of lines
_USUAL_PITCH = 1.25  # of the size, where nothing shows it
_LARGEST_PITCH = 2.6
_VALUE_GAP = 1.0  # of the size
_SPACE = 0.25  # of the size
_BARE_BULLETS = frozenset("•·●○◦■□▪▫◾◆◇‣\u2043➢➤→►▶§–—-*+")
_NO_LETTER = "\ufffd"  # a sign of which the file does not say what it is: a bullet in front
_LEAST_PART = 3  # letters of a divided word
_HYPHENS = ("-", "\u2010", "\u00ad")


class PdfParagraph(NamedTuple):
    """Lines that are one paragraph, and what is in front of it.

    `indent` is where it begins, `text_x` where its words after the mark begin.
    """

    lines: tuple[PdfLine, ...]
    mark: EntryMark | None
    indent: float
    text_x: float

    @property
    def first(self) -> PdfLine:
        """Its first line."""
        return self.lines[0]

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.is_bold for line in self.lines)

    @property
    def words(self) -> tuple[PdfWord, ...]:
        """The words of all its lines."""
        return tuple(word for line in self.lines for word in line.words)


def find_paragraphs(
    lines: Sequence[PdfLine],
    find_right: Callable[[PdfLine], float],
    pitch: float | None = None,
    *,
    is_cell: bool = False,
) -> list[PdfParagraph]:
    """Return the paragraphs of lines; `find_right` says where the text around one ends.

    `pitch` is the usual distance of lines as a part of their size. The lines of a cell may be
    centred, and are short.
    """
    usual = find_pitch(lines) if pitch is None else pitch
    joiner = _Joiner(find_right, usual, is_cell=is_cell)
    for line in lines:
        joiner.add_line(line)
    joiner.add_asides()
    return joiner.paragraphs


def find_pitch(lines: Sequence[PdfLine]) -> float:
    """Return the usual distance of lines, as a part of their size."""
    distances = sorted(
        (after.baseline - line.baseline) / line.size
        for line, after in pairwise(lines)
        if line.page == after.page and line.size and after.baseline > line.baseline
    )
    usual = [one for one in distances if one <= _LARGEST_PITCH]
    return usual[len(usual) // 4] if usual else _USUAL_PITCH


class _Joiner:
    """Joins one line after the other."""

    def __init__(
        self, find_right: Callable[[PdfLine], float], pitch: float, *, is_cell: bool
    ) -> None:
        self.paragraphs: list[PdfParagraph] = []
        self._find_right = find_right
        self._pitch = pitch
        self._is_cell = is_cell
        self._asides: list[PdfLine] = []  # beside the paragraph that is read

    def add_line(self, line: PdfLine) -> None:
        """Add a line, which continues the paragraph before it or begins another."""
        if line.is_aside:
            self._asides.append(line)
            return
        mark, words = find_line_mark(line)
        if self.paragraphs and mark is None and self._continues(self.paragraphs[-1], line):
            last = self.paragraphs[-1]
            self.paragraphs[-1] = last._replace(lines=(*last.lines, line))
            return
        self.add_asides()
        text_x = words[0].x0 if words else line.x1
        self.paragraphs.append(PdfParagraph((line,), mark, line.x0, text_x))

    def add_asides(self) -> None:
        """Add the notes that were beside the last paragraph."""
        for line in self._asides:
            mark, words = find_line_mark(line)
            self.paragraphs.append(PdfParagraph((line,), mark, line.x0, words[0].x0))
        self._asides = []

    def _continues(self, paragraph: PdfParagraph, line: PdfLine) -> bool:
        last = paragraph.lines[-1]
        if not _is_alike(last, line) or not self._is_near(last, line):
            return False
        if _is_label(line) and (not self._is_full(last, line) or _ends_sentence(last)):
            return False
        if paragraph.mark is not None and line.x0 >= paragraph.text_x - _ALIGNED:
            return last.page == line.page or not _ends_sentence(last)
        if not self._is_aligned(paragraph, line):
            return False
        if self._is_full(last, line):
            return last.page == line.page or not _ends_sentence(last)
        return _is_unfinished(last, line, 1 if self._is_cell else _LEAST_BROKEN)

    def _is_near(self, last: PdfLine, line: PdfLine) -> bool:
        if line.page != last.page or line.baseline < last.baseline:
            return True  # the next page, or the next column
        size = max(last.size, line.size)
        return line.baseline - last.baseline <= _FAR * self._pitch * size + 1

    def _is_full(self, last: PdfLine, line: PdfLine) -> bool:
        """Whether the first word of a line had no room on the line before it."""
        word = line.words[0]
        return last.x1 + _SPACE * line.size + word.x1 - word.x0 > self._find_right(last) - 1

    def _is_aligned(self, paragraph: PdfParagraph, line: PdfLine) -> bool:
        last = paragraph.lines[-1]
        if self._is_cell or line.page != last.page:
            return True
        if len(paragraph.lines) > 1:
            return abs(line.x0 - last.x0) <= _ALIGNED or _is_below_value(paragraph.first, line)
        return abs(line.x0 - paragraph.text_x) <= 6 * line.size or (
            _is_centred(last, line) or _is_below_value(last, line)
        )


def _is_alike(last: PdfLine, line: PdfLine) -> bool:
    """Whether lines have letters of one size, and both or neither are bold."""
    if abs(last.size - line.size) > _OTHER_SIZE * max(last.size, line.size):
        return False
    if last.is_bold and not is_bold_font(line.words[0].font):
        return _is_unfinished(last, line)
    return last.is_bold or not line.is_bold or _is_unfinished(last, line)


def _is_centred(last: PdfLine, line: PdfLine) -> bool:
    return abs(last.x0 + last.x1 - line.x0 - line.x1) <= 2 * _ALIGNED


def _is_below_value(first: PdfLine, line: PdfLine) -> bool:
    """Whether a line begins below words that a wide gap separates from their label."""
    return any(
        abs(after.x0 - line.x0) <= _ALIGNED and after.x0 - word.x1 >= _VALUE_GAP * line.size
        for word, after in pairwise(first.words)
    )


def _is_label(line: PdfLine) -> bool:
    return _LABEL.match(line.text) is not None


def _ends_sentence(line: PdfLine) -> bool:
    return line.text[-1] in _SENTENCE_ENDS


def _is_unfinished(last: PdfLine, line: PdfLine, least: int = _LEAST_BROKEN) -> bool:
    """Whether a line breaks off within a sentence, and the next one goes on in lower case."""
    is_long = len(last.text) >= least
    goes_on = line.text[0].islower() or line.text[0] in ",;)"
    return is_long and not _ends_sentence(last) and goes_on


# Marks


def find_line_mark(line: PdfLine) -> tuple[EntryMark | None, tuple[PdfWord, ...]]:
    """Return the mark in front of a line, and the words after it."""
    first = line.words[0]
    if first.text == _NO_LETTER and len(line.words) > 1:
        return EntryMark("•", None, 2), line.words[1:]
    mark = find_entry_mark(line.text)
    if mark is None and len(line.words) == 1 and first.text in _BARE_BULLETS:
        return None, line.words
    if mark is None and first.text[0] in "•●○■▪□➢" and len(first.text) > 1:
        return _split_bullet(line)
    if mark is None:
        return None, line.words
    return mark, _drop_mark(line, mark)


def _split_bullet(line: PdfLine) -> tuple[EntryMark | None, tuple[PdfWord, ...]]:
    """Return a bullet that has no space after it."""
    first = line.words[0]
    mark = find_entry_mark(f"{first.text[0]} {first.text[1:]}")
    if mark is None:
        return None, line.words
    rest = first._replace(text=first.text[1:], x0=first.x0 + first.size / 2)
    return mark, (rest, *line.words[1:])


def _drop_mark(line: PdfLine, mark: EntryMark) -> tuple[PdfWord, ...]:
    """Return the words after a mark, which is one word or two: `1.` and a box."""
    length = 0
    for at, word in enumerate(line.words):
        if length >= mark.length:
            return line.words[at:]
        length += len(word.text) + 1
        if length > mark.length + 1:  # the mark ends within the word: `☐Ask`
            cut = len(word.text) - (length - 1 - mark.length)
            return (word._replace(text=word.text[cut:]), *line.words[at + 1 :])
    return ()


# Texts


def show_paragraph(paragraph: PdfParagraph, is_word: Callable[[str], bool]) -> str:
    """Return the text of a paragraph without its mark.

    `is_word` says whether the document has a word: a hyphen at the end of a line is removed
    where the word without it is one.
    """
    return "".join(_show_words(list_words_after_mark(paragraph), is_word)).strip()


def list_words_after_mark(paragraph: PdfParagraph) -> list[tuple[PdfWord, bool]]:
    """Return the words of a paragraph after its mark, and whether each ends its line."""
    found: list[tuple[PdfWord, bool]] = []
    for at, line in enumerate(paragraph.lines):
        words = find_line_mark(line)[1] if at == 0 and paragraph.mark else line.words
        found += [(word, place == len(words) - 1) for place, word in enumerate(words)]
    return found


def _show_words(
    words: Sequence[tuple[PdfWord, bool]], is_word: Callable[[str], bool]
) -> Iterator[str]:
    for (word, is_last), after in zip(words, [*words[1:], None], strict=True):
        text = word.shown
        if after is None or word.is_glued:
            yield text
        elif is_last and _is_hyphenated(text, after[0].text):
            joined = text[:-1] + after[0].text
            yield text[:-1] if text[-1] == "\u00ad" or is_word(joined) else text
        elif is_last and _is_divided(text, after[0].text, is_word):
            yield text
        else:
            yield text + " "


def _is_divided(text: str, after: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a narrow cell divides a word without a hyphen, or a sign from its word."""
    if not any(map(str.isalnum, after)):
        return all(letter in ".,;:!?)" for letter in after)
    is_within = text[-1].isalpha() and after[0].islower()
    return is_within and len(text) >= _LEAST_PART and is_word(text + after)


def _is_hyphenated(text: str, after: str) -> bool:
    return text.endswith(_HYPHENS) and len(text) > 1 and text[-2].isalpha() and after[0].islower()
