"""A row of a table of actions by its columns: merged, moved and shared cells."""

from __future__ import annotations

import re
from typing import Any

from scrutiny_cli.importing.blocks import Cell, Doubt
from scrutiny_cli.importing.imported_meeting import Sign
from scrutiny_cli.importing.recognise.cell_kinds import (
    has_day,
    has_people,
    is_due_text,
    is_short_or_known,
)
from scrutiny_cli.importing.recognise.cell_lists import split_lines
from scrutiny_cli.importing.recognise.divided_rows import ReadRow
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch
from scrutiny_cli.importing.recognise.headings import ColumnField
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.table_columns import Columns
from scrutiny_cli.importing.recognise.table_rows import TableRow
from scrutiny_cli.minutes.dates.day_search import find_days

_FIELDS = {
    ColumnField.ACTION: "words",
    ColumnField.REF: "ref",
    ColumnField.OWNER: "owner",
    ColumnField.DUE: "due",
    ColumnField.REVISED: "revised",
    ColumnField.STATUS: "status",
    ColumnField.UPDATE: "update",
    ColumnField.CLOSED: "closed",
    ColumnField.RAISED: "raised",
    ColumnField.FROM: "origin",
    ColumnField.LINKS: "links",
}
_FROM_ABOVE = (ColumnField.OWNER, ColumnField.DUE, ColumnField.STATUS)
_FOR_ALL = re.compile(
    r"all\b(?: actions?| items?)?(?: (?:for|to be|are|due|of these))*"
    r"(?: complet\w+| due| done)?(?: by| before| on| for)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\((?:(?:see|as|under|per) )?(?:action|ref\.?|ap)s?\s*(?:no\.? ?|ref\.? ?)?"
    r"(?P<ref>[\w#]*\d[\w/.-]*\b)\s*[-–—,:;]?\s*"
    r"(?:see (?:also )?(?:above|below|previous\w*)|above|as above|refers|also refers|ongoing|"
    r"outstanding|still open|carried forward)\)|"
    r"\((?:see|as) (?:action|above|previous action)s?\s*(?:no\.? ?|ref\.? ?)?"
    r"(?P<other>[\w#]*\d[\w/.-]*\b)(?: above)?\)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;:/|–—-]*(?:\b(?:by|due|for|on|before|date)\b[\s:]*)*$", re.IGNORECASE)
_EXCHANGED = "The headings of the columns of owners and actions are the wrong way round."
_SHIFTED = "The owner and the date are one cell beside their headings."


class RowReader:
    """Reads the rows of a part of a table, in their order."""

    def __init__(self, columns: Columns, headings: tuple[str, ...], reading: Reading) -> None:
        """Keep the columns; cells that are merged downwards are remembered."""
        self._columns = columns
        self._headings = headings
        self._reading = reading
        self._above: dict[int, Stretch] = {}

    def read_row(self, row: TableRow, sign: Sign) -> ReadRow:
        """Return what the columns of a row have."""
        shift = find_shift(row, self._columns, self._reading)
        gathered: dict[str, list[Stretch]] = {}
        notes: list[tuple[str, Stretch]] = []
        for index, field in enumerate(self._columns.fields):
            stretch = self._find_stretch(row, index + shift, field)
            if stretch is None or index == self._columns.number:
                continue
            name = None if field is None else _FIELDS.get(field)
            if name is None:
                notes.append((self._find_heading(index), stretch))
            else:
                gathered.setdefault(name, []).append(stretch)
        parts = self._make_parts(gathered, notes, sign, is_shifted=shift != 0)
        return ReadRow(parts, is_same_action=self._has_action_above(row, shift))

    def _find_heading(self, index: int) -> str:
        return self._headings[index] if index < len(self._headings) else ""

    def _find_stretch(self, row: TableRow, at: int, field: ColumnField | None) -> Stretch | None:
        """Return the words of a cell, or those of the cell above that is merged with it."""
        if not 0 <= at < len(row.cells):
            return None
        cell = row.cells[at]
        if cell.is_covered and cell.is_from_above:
            return self._above.get(at) if field in _FROM_ABOVE else None
        self._above.pop(at, None)
        if not cell.text.strip() or _is_for_all(field, cell):
            return None
        stretch = Stretch(cell.text, row.block, 0, at)
        self._above[at] = stretch
        return stretch

    def _has_action_above(self, row: TableRow, shift: int) -> bool:
        """Whether the action of a row is in a cell above that is merged with its own."""
        places = [index + shift for index in self._columns.find_all(ColumnField.ACTION)]
        return bool(places) and all(
            0 <= at < len(row.cells) and row.cells[at].is_from_above for at in places
        )

    def _make_parts(
        self,
        gathered: dict[str, list[Stretch]],
        notes: list[tuple[str, Stretch]],
        sign: Sign,
        *,
        is_shifted: bool,
    ) -> EntryParts:
        fields: dict[str, Any] = {name: tuple(each) for name, each in gathered.items()}
        doubts = [Doubt("columns-exchanged", _EXCHANGED)] * self._columns.is_exchanged
        doubts += [Doubt("row-shifted", _SHIFTED)] * is_shifted
        parts = EntryParts(**fields, notes=tuple(notes), sign=sign, doubts=tuple(doubts))
        return self._divide_owner(parts)

    def _divide_owner(self, parts: EntryParts) -> EntryParts:
        """Divide a cell with an owner and a date, and one with a person on each line."""
        if len(parts.owner) != 1 or not parts.owner[0].text.strip():
            return parts
        owner = parts.owner[0]
        if not parts.due and not has_people(owner.text, self._reading.people):
            divided = self._divide_date(owner)
            if divided is not None:
                return parts._replace(owner=(divided[0],), due=(divided[1],))
        lines = split_lines(owner)
        return parts._replace(owner=tuple(lines)) if self._are_people(owner, lines) else parts

    def _divide_date(self, cell: Stretch) -> tuple[Stretch, Stretch] | None:
        """Return the owner and the date of a cell that has both, as `RO / 5 May`."""
        days = find_days(cell.text, month_first=self._reading.month_first)
        lines = split_lines(cell)
        if days:
            start = _BETWEEN.search(cell.text[: days[0].start])
            at, end = days[0].start, start.start() if start else 0
        elif len(lines) == 2 and is_due_text(lines[1].text):  # noqa: PLR2004  an owner and a date
            at = end = lines[1].start - cell.start
        else:
            return None
        before = cell.text[:end]
        if not has_people(before, self._reading.people):
            return None
        due = cell._replace(text=cell.text[at:], start=cell.start + at)
        return cell._replace(text=before), due

    def _are_people(self, owner: Stretch, lines: list[Stretch]) -> bool:
        """Whether each line of a cell is a person, and not a part of one name."""
        people = self._reading.people
        if len(lines) < 2 or people.find_label(" ".join(owner.text.split())) is not None:  # noqa: PLR2004
            return False
        return all(
            is_short_or_known(line.text, people)
            or (len(line.text.split()) > 1 and has_people(line.text, people))
            for line in lines
        )


def _is_for_all(field: ColumnField | None, cell: Cell) -> bool:
    """Whether a cell has the due date of all actions of the meeting, which its head has."""
    text = " ".join(cell.text.split())
    return field is ColumnField.DUE and _FOR_ALL.match(text) is not None and has_day(text)


def find_ref_above(parts: EntryParts) -> EntryParts:
    """Read `(Action 25/15 – see above)` as the number of an action that is there already."""
    if parts.ref:
        return parts
    for words in parts.words:
        found = _ABOVE.search(words.text)
        if found is not None:
            name = "ref" if found["ref"] else "other"
            start = words.start + found.start(name)
            ref = words._replace(text=found[name], start=start)
            return parts._replace(ref=(ref,), sign=Sign.EARLIER)
    return parts


def find_shift(row: TableRow, columns: Columns, reading: Reading) -> int:
    """Return by how many cells a row is moved to the right, -1 to the left."""
    owner, due = columns.find_one(ColumnField.OWNER), columns.find_one(ColumnField.DUE)
    if owner is None or due is None:
        return 0
    texts = row.list_texts()

    def has_both(shift: int) -> bool:
        places = (owner + shift, due + shift)
        if not all(0 <= place < len(texts) for place in places):
            return False
        by, when = (texts[place] for place in places)
        return has_people(by, reading.people) and is_due_text(when, month_first=reading.month_first)

    return next((shift for shift in (0, -1, 1) if has_both(shift)), 0)
