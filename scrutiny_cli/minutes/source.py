"""The text of a file, ranges of its characters, and how labels and refs are compared."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from io import StringIO
from itertools import accumulate
from typing import NamedTuple


class Source(NamedTuple):
    """A file's path as it is shown, and its text without a byte order mark."""

    path: str
    text: str


@lru_cache(maxsize=64)  # the history of an action is in several files
def _line_starts(text: str) -> list[int]:
    """Return where each line of a text begins, in characters."""
    starts = [0, *accumulate(map(len, StringIO(text, newline="\n")))]
    return starts if text.endswith("\n") else starts[:-1] or starts


class Span(NamedTuple):
    """A range of characters of a source; the end is not in it.

    All spans are equal, so that records with the same contents are equal, wherever they are.
    """

    source: Source
    start: int
    end: int

    def __eq__(self, other: object) -> bool:
        """Return whether the other is a span."""
        return other.__class__ is Span

    def __ne__(self, other: object) -> bool:
        """Return whether the other is not a span; a tuple would compare its parts."""
        return other.__class__ is not Span

    def __hash__(self) -> int:
        """Return the same hash for all spans, as they are equal."""
        return 0

    def __repr__(self) -> str:
        """Return its file, line and column, and not the whole text."""
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
        """Where its line begins, in characters."""
        return _line_starts(self.source.text)[self.line - 1]

    @property
    def line_text(self) -> str:
        """The whole line in which it begins, without its end."""
        return self.source.text[self.line_start : self.line_end]

    @property
    def line_end(self) -> int:
        """Where its line ends, in characters, before its line end."""
        starts, text = _line_starts(self.source.text), self.source.text
        end = starts[self.line] - 1 if self.line < len(starts) else len(text)
        return end - (text[end - 1 : end] == "\r" and end > self.line_start)


class LocatedStr(str):
    """A text as it was written, with its span, which is ignored in comparisons."""

    __slots__ = ("end", "source", "start")
    source: Source
    start: int
    end: int

    @staticmethod
    def make(text: str, place: Span) -> LocatedStr:
        """Return a text with its span."""
        word = LocatedStr(text)
        word.source, word.start, word.end = place
        return word

    @property
    def place(self) -> Span:
        """Its span."""
        return Span(self.source, self.start, self.end)


def is_block_scalar(text: str) -> bool:
    """Whether a text is a block under `|` in its file."""
    return isinstance(text, LocatedStr) and text.source.text.startswith("|", text.start)


@lru_cache(maxsize=65536)
def normalize_label(text: str) -> str:
    """Return the text as labels are compared: without regard to case and double spaces."""
    return " ".join(text.split()).casefold()


def normalize_about(text: str) -> str:
    """Return the words of `about` as they are compared: as labels, without a final `…`."""
    return normalize_label(normalize_label(text).removesuffix("…").removesuffix("..."))


def normalize_ref(text: str) -> str:
    """Return the text as refs are compared: without regard to case and spaces."""
    return "".join(text.split()).casefold()
