"""The page in a Word file: its head, who was there, the minutes, what is appended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Cm, Pt

from scrutiny_cli.output.document import (
    COLUMNS,
    NO_ROWS,
    Listing,
    columns_of,
    headed,
    numbered,
    said_of,
)
from scrutiny_cli.publish.column_widths import parted, width
from scrutiny_cli.publish.docx.blocks import tell
from scrutiny_cli.publish.docx.paragraphs import RED, add, written
from scrutiny_cli.publish.docx.styles import style_of
from scrutiny_cli.publish.docx.tables import (
    MARGIN,
    begun,
    fill,
    needs_of,
    new_row,
    size_of,
    width_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as LocatedStr
    from docx.table import _Cell

    from scrutiny_cli.output.document import Appendix, Block, Document, Row, Task
    from scrutiny_cli.output.table import RowGroup, Table

_SHARES = (49, 27, 9, 15)  # of the width, for the four columns
_NARROW, _NARROW_SHARES = Cm(15), (38, 26, 14, 22)  # where a letterhead leaves less room
_FOR_NARROW, _FOR_WIDE = 0.55, 0.24  # of a listing: at most for narrow columns, at least for wide
_SHORT = 900  # signs beside each other that take a third of a page at most
_HEADING = "Heading {}"
_DEEPEST = 4


def write(word: LocatedStr, document: Document) -> None:
    """Write the page into an empty file."""
    if document.board and not document.title.startswith(document.board):
        add(word, document.board).runs[0].bold = True
    add(word, document.title, style_of(word, "Title"))
    if document.banner is not None:
        line = add(word, document.banner.words)
        line.runs[0].bold = True
        if document.banner.draft:
            line.runs[0].font.color.rgb = RED
    for label, text in document.facts:
        line = add(word, f"{label}: ")
        line.runs[0].bold = True
        written(line, text)
    _attendance(word, document)
    _minutes(word, document.rows)
    if document.next_meeting:
        _heading(word, "Next meeting", 1)
        add(word, document.next_meeting)
    for appendix in document.appendices:
        _appendix(word, appendix)


def _heading(word: LocatedStr, text: str, rank: int) -> None:
    add(word, text, style_of(word, _HEADING.format(rank)))


# Who was there


def _attendance(word: LocatedStr, document: Document) -> None:
    if not document.attendance:
        return
    _heading(word, "Attendance", 1)
    columns = columns_of(document.attendance)
    people = [one for group in document.attendance for one in group.people]
    texts = [[column, *(said_of(one, column) for one in people)] for column in columns]
    shares = [_WIDE[column] for column in columns]
    widths = parted(width_of(word), shares, needs_of(word, texts))
    for group in document.attendance:
        _heading(word, group.heading, 2)
        table = begun(word, columns, widths, group.heading)
        for one in group.people:
            fill(table, (said_of(one, column) for column in columns), keep=True)


_WIDE = {"Name": 28, "Role": 34, "Organisation": 28, "Initials": 16}


# The minutes


def _minutes(word: LocatedStr, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if not listed:
        return
    _heading(word, "Minutes", 1)
    shares = _SHARES if width_of(word) > _NARROW else _NARROW_SHARES
    needs = needs_of(word, zip(COLUMNS, *_texts(listed), strict=True))
    table = begun(word, COLUMNS, parted(width_of(word), shares, needs), "Minutes")
    for row in listed:
        first, *others = row.actions or (None,)
        cells = new_row(table, keep=_is_short(row, first))
        _matter(word, cells[0], row)
        _task(word, cells, first)
        for task in others:
            _task(word, new_row(table, keep=_length(task.blocks) < _SHORT // 2), task)


def _texts(rows: Iterable[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Go through what stands in the four columns."""
    for row in rows:
        yield f"{headed(row)} {_words(row.blocks)}", "", "", ""
        for task in row.actions:
            yield "", _words(task.blocks), task.owner, task.due


def _words(blocks: Iterable[Block]) -> str:
    return " ".join(
        _words(one.entries) if isinstance(one, Listing) else f"{one.label} {one.text}"
        for one in blocks
    )


def _is_short(row: Row, task: Task | None) -> bool:
    beside = _length(task.blocks) if task is not None else 0
    return _length(row.blocks) < _SHORT and beside < _SHORT // 2


def _length(blocks: Iterable[Block]) -> int:
    return sum(
        _length(one.entries) if isinstance(one, Listing) else len(one.text) + len(one.label)
        for one in blocks
    )


def _matter(word: LocatedStr, cell: _Cell, row: Row) -> None:
    heading = headed(row)
    if row.title:
        rank = min(row.level + 1, _DEEPEST)
        line = add(cell, heading, style_of(word, _HEADING.format(rank)))
        # Only a bare title must not stand alone at the end of a page.
        line.paragraph_format.keep_with_next = not (row.blocks or row.actions)
        line.paragraph_format.space_before = Pt(0)
    elif heading:
        add(cell, heading).runs[0].bold = True
    tell(word, cell, row.blocks)


def _task(word: LocatedStr, cells: Sequence[_Cell], task: Task | None) -> None:
    if task is not None:
        tell(word, cells[1], numbered(task))
        add(cells[2], task.owner)
        add(cells[3], task.due)


# Listings


def _appendix(word: LocatedStr, appendix: Appendix) -> None:
    _heading(word, appendix.heading, 1)
    table = appendix.table
    if not any(table.iter_rows()):
        add(word, NO_ROWS)
    widths = _widths(word, table)
    for group in (one for one in table.groups if one.rows):
        if group.heading is not None:
            _heading(word, group.heading, 2)
        _group(word, table, group, widths, group.heading or appendix.heading)
    if table.footer:
        add(word, table.footer)


def _group(word: LocatedStr, table: Table, group: RowGroup, widths: list[int], about: str) -> None:
    made = begun(word, table.headings, widths, about)
    for row in group.rows:
        fill(made, row, keep=max(map(len, row)) < _SHORT // 2)


def _widths(word: LocatedStr, table: Table) -> list[int]:
    """Part the width: to narrow columns their longest words, and whole texts as far as they fit."""
    total, size = width_of(word), size_of(word)
    texts = list(zip(table.headings, *table.iter_rows(), strict=True))
    needs = needs_of(word, texts)
    narrow = [at for at, column in enumerate(table.columns) if column.is_narrow]
    whole = {at: max(map(width, texts[at])) * size + MARGIN for at in narrow}
    least = {at: min(needs[at], total / 3) for at in narrow}
    lack = sum(max(whole[at] - least[at], 0) for at in narrow)
    room = total * _FOR_NARROW - sum(least.values())
    part = min(max(room / lack, 0), 1) if lack else 0
    given = {at: least[at] + max(whole[at] - least[at], 0) * part for at in narrow}
    left = max(total - sum(given.values()), total * _FOR_WIDE)
    others = len(table.columns) - len(narrow) or 1
    shares = [given.get(at, left / others) for at in range(len(table.columns))]
    return parted(total, shares, needs)
