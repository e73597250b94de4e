"""The lines of a text: what each one is, and which were broken by a program.

A line that is as long as the lines of its file allow, and is followed by another, was broken by
the program that wrote it: the next line continues it. So does one that begins in lower case
after a line that does not end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.readers.entry_marks import EntryMark, find_entry_mark

_TAB_STOP = 4
_LONGEST_WRAP = 100
_SHORTEST_WRAP = 50
_LEAST_BROKEN = 25  # so short a line is a label, or a name of a list
_ONLY_SIGNS = re.compile(r"[\s=~*#+.|\-–—]+")
_LABEL = re.compile(r"\w+(?: \w+){0,3}:")
_LABELLED = re.compile(r"\w+(?: \w+){0,3}: *\S")
_HANGING = 4  # columns by which the lines after a label are indented
_SENTENCE_ENDS = ".:;!?"


class TextLine(NamedTuple):
    """A line of the file, its number, its indent in columns, and its text without the indent."""

    number: int
    indent: int
    text: str
    mark: EntryMark | None
    is_row: bool

    @property
    def is_rule(self) -> bool:
        """Whether it has only signs that draw a line."""
        return _ONLY_SIGNS.fullmatch(self.text) is not None

    @property
    def is_plain(self) -> bool:
        """Whether it has words that are not divided into cells."""
        return bool(self.text) and not self.is_row and not self.is_rule

    @property
    def words(self) -> str:
        """Its text without its mark."""
        return self.text[self.mark.length :] if self.mark else self.text

    @property
    def text_column(self) -> int:
        """The column in which its words begin."""
        return self.indent + (self.mark.length if self.mark else 0)


def read_text_line(line: str, number: int) -> TextLine:
    """Return what a line of a file is."""
    text = line.lstrip(" \t").rstrip(" ")
    indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(_TAB_STOP))
    mark = find_entry_mark(text)
    words = text[mark.length :] if mark else text
    if "\t" in words.removesuffix("\t"):  # a single tab at the end separates nothing
        return TextLine(number, 0, line.strip(" "), None, is_row=True)
    return TextLine(number, indent, text.rstrip(), mark, is_row=False)


def find_wrap_width(lines: Sequence[TextLine]) -> int | None:
    """Return the width at which the lines of a file were broken; None if they were not."""
    pairs = list(_find_neighbours(lines))
    lengths = sorted(line.indent + len(line.text) for line, _ in pairs)
    if not lengths:
        return None
    width = lengths[(len(lengths) - 1) * 19 // 20]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    is_wrapped = _SHORTEST_WRAP <= width <= _LONGEST_WRAP and full >= max(2, len(pairs) / 2)
    return width if is_wrapped else None


def _find_neighbours(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, TextLine]]:
    for line, after in pairwise(lines):
        if line.is_plain and after.is_plain and after.mark is None:
            yield line, after


def _is_full(line: TextLine, after: TextLine, width: int) -> bool:
    first_word = after.text.partition(" ")[0]
    return line.indent + len(line.text) + 1 + len(first_word) > width


def is_broken_line(line: TextLine, after: TextLine, width: int | None, column: int) -> bool:
    """Whether the next line continues the paragraph of a line.

    `width` is that of `find_wrap_width`, `column` that in which the words of the paragraph begin.
    """
    if not line.is_plain or not after.is_plain or after.mark is not None:
        return False
    if _LABEL.match(after.text):
        return False
    if width is not None and _is_full(line, after, width):
        return True
    if _LABELLED.match(line.words) and after.indent >= line.indent + _HANGING:
        # Names below each other, one a line, stay apart.
        return line.text[-1] in ",;&" or after.text[0].islower()
    if len(line.text) < _LEAST_BROKEN or line.text[-1] in _SENTENCE_ENDS:
        return False
    is_below = after.indent >= line.indent or after.indent == column
    return after.text[0].islower() and is_below
