"""Notes beside the text of a page, such as who has to act, in a column on the right."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_cli.importing.readers.pdf_heads import divide_line
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord

_GAP = 1.2  # of the size: between the text and a note
_FIRST = 0.62  # of the width of the text: where a column of notes can begin
_SAME = 3.0  # points
_FEWEST = 2  # notes beside text
_LONG = 25  # characters of a line of text
_SHORT = 30  # characters of a note
_FEW = 0.12  # of the lines may go through the column


def separate_asides(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page, of which the notes beside the text are lines of their own."""
    place = _find_column(lines)
    if place is None:
        return list(lines)
    separated: list[PdfLine] = []
    for line in lines:
        note = _take_note(line, place)
        text = line.words[: len(line.words) - len(note)]
        if text:
            separated.append(line.replace_words(text))
        if note:
            separated.append(line.replace_words(note, is_aside=True))
    return separated


def _find_column(lines: Sequence[PdfLine]) -> float | None:
    """Return where the notes of a page begin; None if it has none."""
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    least = left + _FIRST * (right - left)
    notes = [_find_last_part(line) for line in lines]
    starts = [note[0].x0 for note in notes if note and note[0].x0 > least]
    place = max(starts, key=lambda start: (_count_near(starts, start), -start), default=None)
    return place if place is not None and _is_column(lines, place) else None


def _find_last_part(line: PdfLine) -> tuple[PdfWord, ...]:
    """Return the words after a wide gap in a line of text."""
    parts = divide_line(line.words, _GAP)
    text = sum(len(word.text) + 1 for part in parts[:-1] for word in part)
    return parts[-1] if len(parts) > 1 and text >= _LONG else ()


def _count_near(starts: Sequence[float], start: float) -> int:
    return sum(abs(other - start) <= _SAME for other in starts)


def _is_column(lines: Sequence[PdfLine], place: float) -> bool:
    """Whether short notes, and hardly anything else, are at a place and right of it."""
    notes = [(line, note) for line in lines if (note := _take_note(line, place))]
    beside = sum(len(note) < len(line.words) for line, note in notes)
    if beside < _FEWEST:
        return False
    letters = sum(len(word.text) + 1 for _, note in notes for word in note)
    crossing = sum(line.x1 > place and not _take_note(line, place) for line in lines)
    return letters <= _SHORT * len(notes) and crossing <= _FEW * len(lines)


def _take_note(line: PdfLine, place: float) -> tuple[PdfWord, ...]:
    """Return the words of a line from a place on, if they begin there after a gap."""
    note = tuple(word for word in line.words if word.x0 >= place - _SAME)
    if not note or abs(note[0].x0 - place) > _SAME:
        return ()
    text = line.words[: len(line.words) - len(note)]
    is_apart = not text or note[0].x0 - text[-1].x1 >= _GAP * line.size / 2
    return note if is_apart else ()
