"""How wide the columns of the tables of a Word file are, in twentieths of a point (twips)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips

from scrutiny_cli.output.document import COLUMNS, Block, MinutesRow, iter_paragraphs
from scrutiny_cli.output.table import TextTable
from scrutiny_cli.publish.column_widths import (
    HYPHENS,
    distribute_width,
    divide_listing,
    measure_text,
    widest_word,
)

_SHARES = (49, 27, 9, 15)  # of the width, for the four columns
_NARROW, _NARROW_SHARES = Cm(15), (38, 26, 14, 22)  # where a letterhead leaves less width
_ATTENDANCE_SHARES = {"Name": 28, "Role": 34, "Organisation": 28, "Initials": 16}
_BOLD = 1.3  # of the width of plain letters, in the widest fonts that take the place of ours
_CELL_MARGINS = Cm(0.4)  # on both sides together
_TWIP = Twips(1)
_DEFAULT_HALF_POINTS = 20


def attendance_widths(word: WordFile, people: TextTable, headings: Iterable[str]) -> list[int]:
    """Return the widths of the columns of those who were there.

    `people` has its headings in English; those that are shown are `headings`.
    """
    shares = [_ATTENDANCE_SHARES[heading] for heading in people.headings]
    texts = zip(headings, *people.iter_rows(), strict=True)
    return _to_twips(distribute_width(_page_width(word), shares, _least_widths(word, texts)))


def minutes_widths(
    word: WordFile, rows: Iterable[MinutesRow], headings: Iterable[str] = COLUMNS
) -> list[int]:
    """Return the widths of the four columns of the minutes, whose headings stay whole."""
    total = _page_width(word)
    shares = _SHARES if total > _NARROW else _NARROW_SHARES
    texts = zip(headings, *_texts_of_columns(rows), strict=True)
    return _to_twips(distribute_width(total, shares, _least_widths(word, texts)))


def listing_widths(word: WordFile, table: TextTable) -> list[int]:
    """Return the widths of a listing's columns: narrow ones hold whole texts as far as they fit."""
    size = _text_size(word)
    texts = list(zip(table.headings, *table.iter_rows(), strict=True))
    wanted = [max(map(measure_text, column)) * size + _CELL_MARGINS for column in texts]
    least = _least_widths(word, texts)
    return _to_twips(divide_listing(_page_width(word), table.columns, least, wanted))


def _page_width(word: WordFile) -> int:
    """Return the width between the margins, in Word's unit of length (EMU)."""
    section = word.sections[0]
    sides = (section.left_margin or 0) + (section.right_margin or 0) + (section.gutter or 0)
    return int((section.page_width or Cm(21)) - sides)


def _least_widths(word: WordFile, columns: Iterable[Iterable[str]]) -> list[float]:
    """Return how wide columns must be for the longest words of their texts to stay whole (EMU)."""
    size = _text_size(word)
    return [_measure_words(texts) * size + _CELL_MARGINS for texts in columns]


def _measure_words(texts: Iterable[str]) -> float:
    """Return the width of the longest word of a column, whose first text is its bold heading."""
    heading, *others = texts
    return max(_BOLD * widest_word([heading], HYPHENS), widest_word(others, HYPHENS))


def _text_size(word: WordFile) -> int:
    """Return the size of a template's plain text (EMU)."""
    own = word.styles["Normal"].font.size if "Normal" in word.styles else None
    path = "/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz")))
    default = word.styles.element.find(path)
    halves = _DEFAULT_HALF_POINTS if default is None else int(default.get(qn("w:val")))
    return int(own or Pt(halves / 2))


def _to_twips(widths: Sequence[int]) -> list[int]:
    return [round(width / _TWIP) for width in widths]


def _texts_of_columns(rows: Iterable[MinutesRow]) -> Iterator[tuple[str, str, str, str]]:
    for row in rows:
        if row.actions:
            yield f"{row.number} {_join_texts(row.blocks)}", "", "", ""
        for task in row.actions:
            yield "", _join_texts(task.blocks), task.owner, task.due


def _join_texts(blocks: Iterable[Block]) -> str:
    return " ".join(f"{paragraph.label} {paragraph.text}" for paragraph in iter_paragraphs(blocks))
