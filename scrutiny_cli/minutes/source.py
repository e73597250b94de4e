"""The text of a file, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple


class Source(NamedTuple):
    """A file's path as it is shown, and its text without a byte order mark."""

    path: str
    text: str


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    """Give where each line of a text begins, in characters."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


class Span(NamedTuple):
    """A stretch of a source, in characters from its beginning; the end is not in it.

    A place says where a thing stands and never what it is: all places are equal, so that
    two records are equal where they say the same, wherever they stand.
    """

    source: Source
    start: int
    end: int

    def __eq__(self, other: object) -> bool:
        """Take any place for equal."""
        return other.__class__ is Span

    def __ne__(self, other: object) -> bool:
        """Tell a place only from what is none; a tuple would compare its parts."""
        return other.__class__ is not Span

    def __hash__(self) -> int:
        """Give all places one hash, as they are equal."""
        return 0

    def __repr__(self) -> str:
        """Show where it is, and not the whole file."""
        return f"<{self.path}:{self.line}:{self.column}>"

    @property
    def path(self) -> str:
        """The file's path as it is shown."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line, from 1; only a line feed ends one, as in an editor."""
        return bisect_right(_line_starts(self.source.text), self.start)

    @property
    def column(self) -> int:
        """The column, from 1, in characters."""
        return self.start - self.line_start + 1

    @property
    def line_start(self) -> int:
        """Where the line of this place begins, in characters."""
        return _line_starts(self.source.text)[self.line - 1]

    @property
    def line_text(self) -> str:
        """The whole line in which this place begins, without its end."""
        return self.source.text[self.line_start : self.line_end]

    @property
    def line_end(self) -> int:
        """Where the line of this place ends, in characters, before its line end."""
        starts, text = _line_starts(self.source.text), self.source.text
        end = starts[self.line] - 1 if self.line < len(starts) else len(text)
        return end - (text[end - 1 : end] == "\r" and end > self.line_start)


class LocatedStr(str):
    """A text as it was written, which knows its place and compares as text alone."""

    __slots__ = ("end", "source", "start")
    source: Source
    start: int
    end: int

    @staticmethod
    def at(text: str, place: Span) -> LocatedStr:
        """Make the word that stands at a place."""
        word = LocatedStr(text)
        word.source, word.start, word.end = place
        return word

    @property
    def place(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.start, self.end)


@lru_cache(maxsize=65536)
def normalize_label(text: str) -> str:
    """Give the text as labels are compared: without regard to case and doubled blanks."""
    return " ".join(text.split()).casefold()


def squeezed(text: str) -> str:
    """Give the text as refs are compared: without regard to case and blanks."""
    return "".join(text.split()).casefold()
