"""Which tables have minutes in them, and which of their columns have the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.importing.recognise.cell_kinds import has_people, is_due_text, is_item_number
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.table_rows import TablePart, TableRow, is_about_actions

_NOBODY = KnownPeople()
_MOST = 0.8
_LONG_TEXT = 12  # words on average of a column with the text of minutes
_MATTER_WORDS = re.compile(r"\b(?:item|issue|topic|subject|matter|minute)s?\b", re.IGNORECASE)
_NUMBERS = frozenset({ColumnField.REF})


class MatterLayout(NamedTuple):
    """The columns of a table in which minutes are written.

    `number` is that of the items' numbers, `matters` those of text. `owner` and `due` show
    whether a row is moved by one cell. `width` is the number of headings.
    """

    matters: tuple[int, ...]
    number: int | None = None
    owner: int | None = None
    due: int | None = None
    width: int = 0
    has_numbers: bool = False
    has_short_matters: bool = False


def find_layout(part: TablePart) -> MatterLayout | None:
    """Return the layout of a part of a table that has minutes in it; None for any other."""
    if part.headings:
        return _find_by_headings(part)
    return _find_by_cells(part)


def _find_by_headings(part: TablePart) -> MatterLayout | None:
    known = part.list_known()
    action = _find_field(known, ColumnField.ACTION, sure=True)
    matters = tuple(_list_matters(part, known))
    if action is None or not matters:
        return None
    return MatterLayout(
        matters,
        _find_number(part, known, matters[0]),
        _find_field(known, ColumnField.OWNER),
        _find_field(known, ColumnField.DUE),
        len(part.headings),
        has_numbers=True,
        has_short_matters=len(matters) > 1,
    )


def _list_matters(part: TablePart, known: list[KnownHeading | None]) -> list[int]:
    """Return the columns of matters: those whose headings say so and whose cells are text."""
    return [
        index
        for index, heading in enumerate(known)
        if heading is not None and _is_matter(part, index, heading)
    ]


def _is_matter(part: TablePart, index: int, heading: KnownHeading) -> bool:
    if heading.field is ColumnField.MATTER:
        return True
    unsure = heading.field is ColumnField.ACTION and not heading.is_sure
    if heading.field is not ColumnField.FROM and not unsure:
        return False
    texts = list_column(part, index)
    return any(not is_item_number(text) for text in texts) and _count_words(texts) > 1


def list_column(part: TablePart, index: int) -> list[str]:
    """Return the texts of a column's cells that have any."""
    texts = (row.list_texts() for row in part.rows)
    return [row[index] for row in texts if index < len(row) and row[index]]


def _count_words(texts: list[str]) -> float:
    return sum(len(text.split()) for text in texts) / max(1, len(texts))


def _find_field(
    known: list[KnownHeading | None], field: ColumnField, *, sure: bool = False
) -> int | None:
    return next(
        (
            index
            for index, heading in enumerate(known)
            if heading is not None and heading.field is field and heading.is_sure >= sure
        ),
        None,
    )


def _find_number(part: TablePart, known: list[KnownHeading | None], matter: int) -> int | None:
    """Return the column before the matters that has the numbers of items."""
    for index in range(matter):
        heading = known[index]
        texts = list_column(part, index)
        is_open = heading is None or heading.field in {
            ColumnField.REF,
            ColumnField.FROM,
            ColumnField.ACTION,
        }
        if is_open and texts and any(map(is_item_number, texts)):
            return index
    return None


def _find_by_cells(part: TablePart) -> MatterLayout | None:
    """Return the layout of a table without headings: numbers and beside them long texts."""
    if is_about_actions(part.titles):
        return None
    width = max(len(row.cells) for row in part.rows)
    columns = [list_column(part, index) for index in range(width)]
    filled = [index for index in range(width) if columns[index]]
    long = [index for index in filled if _count_words(columns[index]) >= _LONG_TEXT]
    if not long:
        return None
    if len(filled) == 1:
        return MatterLayout((filled[0],), width=width)
    first = columns[filled[0]]
    numbers = sum(map(is_item_number, first))
    if long[0] == filled[0] or numbers < max(2, _MOST * len(first)):
        return None
    return MatterLayout(tuple(filled[1:]), filled[0], width=width, has_numbers=True)


def find_row_shift(row: TableRow, layout: MatterLayout) -> int:
    """Return by how many cells a row is moved to the right, -1 to the left."""
    if layout.width - len(row.cells) == 1 and layout.number == 0:
        return -1
    if layout.owner is None or layout.due is None:
        return 0
    shifts = (0, -1, 1)
    return next((shift for shift in shifts if _fits(row, layout.owner, layout.due, shift)), 0)


def _fits(row: TableRow, owner: int, due: int, shift: int) -> bool:
    texts = row.list_texts()
    if not all(0 <= index + shift < len(texts) for index in (owner, due)):
        return False
    return has_people(texts[owner + shift], _NOBODY) and is_due_text(texts[due + shift])
