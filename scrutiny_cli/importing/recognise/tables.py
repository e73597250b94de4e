"""The actions of a document's tables (A1, A2, A7, A8), and the uses of their rows' words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from scrutiny_cli.importing.blocks import Block, Cell, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry
from scrutiny_cli.importing.recognise.cell_kinds import has_people, is_due
from scrutiny_cli.importing.recognise.divided_rows import ReadRow, join_divided_rows
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, FoundEntries, Stretch
from scrutiny_cli.importing.recognise.headings import ColumnField
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.table_columns import Columns, find_columns
from scrutiny_cli.importing.recognise.table_rows import TablePart, TableRow, list_table_parts

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
_FOR_ALL = re.compile(r"all\b.{0,40}?\b(?:by|before|due)\b", re.IGNORECASE | re.DOTALL)
_NO_ACTION = re.compile(
    r"(?:no (?:further )?actions?(?: required| needed| arising)?|none|nil|n/?a|noted|"
    r"for (?:information|noting|discussion|decision)|[-–—.]+)\.?",
    re.IGNORECASE,
)
_EXCHANGED = "The headings of the columns of owners and actions are the wrong way round."
_SHIFTED = "The owner and the date are one cell beside their headings."


def find_table_entries(blocks: Sequence[Block], reading: Reading) -> FoundEntries:
    """Return the actions in the tables of a document."""
    found = FoundEntries()
    for part in list_table_parts(blocks):
        columns = find_columns(part, reading)
        if columns is not None:
            found = _add_found(found, _read_part(part, columns, blocks, reading))
    return found


def _add_found(found: FoundEntries, more: FoundEntries) -> FoundEntries:
    return found._replace(
        entries=(*found.entries, *more.entries),
        uses=(*found.uses, *more.uses),
        headings=(*found.headings, *more.headings),
    )


def _read_part(
    part: TablePart, columns: Columns, blocks: Sequence[Block], reading: Reading
) -> FoundEntries:
    """Return the actions of rows with the same headings."""
    rows = [_read_row(row, part, columns, reading) for row in part.rows]
    entries: list[ImportedEntry] = []
    uses = _list_own_uses(part, columns)
    for row in join_divided_rows(rows):
        if _is_action(row.parts, columns, reading):
            made = make_entry(columns.rule, row.parts, blocks, reading)
            entries.append(made.entry)
            due = made.entry.due or ""
            uses += made.uses
            uses += [_use(each, UseKind.VALUE, "due", due) for each in row.same_due]
    headings = tuple(row.block for row in part.heading_rows)
    return FoundEntries(tuple(entries), tuple(uses), headings)


def _list_own_uses(part: TablePart, columns: Columns) -> list[Use]:
    """Return the uses of headings and row numbers."""
    uses = [
        Use(row.block, 0, len(cell.text), UseKind.LABEL, cell=index)
        for row in part.heading_rows
        for index, cell in enumerate(row.cells)
    ]
    if columns.number is not None:
        uses += [
            Use(row.block, 0, len(cell.text), UseKind.IGNORED, "row number", cell=columns.number)
            for row in part.rows
            for cell in row.cells[columns.number : columns.number + 1]
            if cell.text
        ]
    return uses


# A row


def _read_row(row: TableRow, part: TablePart, columns: Columns, reading: Reading) -> ReadRow:
    """Return the parts of a row by its columns."""
    shift = find_shift(row, columns, reading)
    parts = EntryParts()
    for index, field in enumerate(columns.fields):
        at = index + shift
        if index != columns.number and 0 <= at < len(row.cells):
            parts = _add_cell(parts, field, row, at, part)
    doubts = [Doubt("columns-exchanged", _EXCHANGED)] * columns.is_exchanged
    doubts += [Doubt("row-shifted", _SHIFTED)] * (shift != 0)
    return ReadRow(parts._replace(doubts=tuple(doubts)))


def _add_cell(
    parts: EntryParts, field: ColumnField | None, row: TableRow, at: int, part: TablePart
) -> EntryParts:
    cell = row.cells[at]
    if not cell.text.strip() or _is_for_all(field, cell):
        return parts
    stretch = Stretch(cell.text, row.block, 0, at)
    name = None if field is None else _FIELDS.get(field)
    if name is None:
        heading = part.headings[at] if at < len(part.headings) else ""
        return parts._replace(notes=(*parts.notes, (heading, stretch)))
    changed: dict[str, Any] = {name: (*getattr(parts, name), stretch)}
    return parts._replace(**changed)


def _is_for_all(field: ColumnField | None, cell: Cell) -> bool:
    """Whether a cell has the due date of all actions of the meeting, which its head has."""
    return field is ColumnField.DUE and _FOR_ALL.match(cell.text) is not None


def find_shift(row: TableRow, columns: Columns, reading: Reading) -> int:
    """Return by how many cells a row is moved to the right, -1 to the left."""
    owner, due = columns.find_one(ColumnField.OWNER), columns.find_one(ColumnField.DUE)
    if owner is None or due is None:
        return 0
    texts = row.list_texts()

    def fits(shift: int) -> bool:
        places = (owner + shift, due + shift)
        if not all(0 <= place < len(texts) for place in places):
            return False
        by, when = (texts[place] for place in places)
        return has_people(by, reading.people) and is_due(when, month_first=reading.month_first)

    return next((shift for shift in (0, -1, 1) if fits(shift)), 0)


def _is_action(parts: EntryParts, columns: Columns, reading: Reading) -> bool:
    """Whether a row has an action, and not only what is around one."""
    text = " ".join(stretch.text for stretch in parts.words).strip()
    if not any(map(str.isalpha, text)) or _NO_ACTION.fullmatch(" ".join(text.split())):
        return False
    if columns.is_doubtful and not parts.owner and not parts.due:
        return False
    return bool(parts.owner or parts.due) or not _is_known_owner(text, reading)


def _is_known_owner(text: str, reading: Reading) -> bool:
    """Whether a cell of the actions has only who acts, as `RO` beside a text."""
    pieces: Iterable[str] = re.split(r"[\s,/&]+", text.strip())
    return all(
        piece.isupper() or reading.people.find_label(piece) is not None for piece in pieces if piece
    )


def _use(stretch: Stretch, kind: UseKind, detail: str = "", value: str = "") -> Use:
    end = stretch.start + len(stretch.text)
    return Use(stretch.block, stretch.start, end, kind, detail, value, stretch.cell)
