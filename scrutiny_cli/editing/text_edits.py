"""Replacements of stretches of a text, and the lines that they write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class TextEdit(NamedTuple):
    """A stretch of a text, in characters, and the text that takes its place."""

    start: int
    end: int
    text: str


class WrittenLine(NamedTuple):
    """A line of a text: its number, from 1, and its text without the line end."""

    number: int
    text: str


def apply_edits(text: str, edits: Sequence[TextEdit]) -> str:
    """Return a text with its edits made; of those at one place the first given comes first."""
    parts: list[str] = []
    end = 0
    for edit in _in_order(edits):
        parts += (text[end : edit.start], edit.text)
        end = max(end, edit.end)
    return "".join((*parts, text[end:]))


def shift_place(place: int, edits: Iterable[TextEdit]) -> int:
    """Return where a place that no edit changes is in the new text."""
    before = (edit for edit in edits if edit.end <= place)
    return place + sum(len(edit.text) - (edit.end - edit.start) for edit in before)


def find_written_lines(text: str, edits: Sequence[TextEdit]) -> tuple[WrittenLine, ...]:
    """Return the lines of the new text that the edits write something into, in order."""
    new = apply_edits(text, edits)
    numbers: set[int] = set()
    for first, last in _written_spans(edits):
        numbers |= set(range(new.count("\n", 0, first), new.count("\n", 0, last) + 1))
    lines = [line.removesuffix("\r") for line in new.split("\n")]
    return tuple(WrittenLine(number + 1, lines[number]) for number in sorted(numbers))


def _written_spans(edits: Sequence[TextEdit]) -> Iterator[tuple[int, int]]:
    """Yield where each edit's text is in the new text, without line ends around it."""
    length = old_end = 0
    for start, end, text in _in_order(edits):
        length += max(start - old_end, 0)
        if text.strip():
            leading = len(text) - len(text.lstrip("\r\n"))
            yield length + leading, length + len(text.rstrip("\r\n"))
        length += len(text)
        old_end = max(old_end, end)


def _in_order(edits: Iterable[TextEdit]) -> list[TextEdit]:
    return sorted(edits, key=lambda edit: edit.start)
