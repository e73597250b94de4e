"""The actions of a document's tables (A1, A2, A7, A8), and the uses of their rows' words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scrutiny_cli.importing.blocks import Block, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.cell_lists import split_actions
from scrutiny_cli.importing.recognise.divided_rows import ReadRow, join_divided_rows
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, FoundEntries, Stretch
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.row_reader import RowReader, find_ref_above
from scrutiny_cli.importing.recognise.table_columns import Columns, find_columns
from scrutiny_cli.importing.recognise.table_rows import TablePart, list_table_parts
from scrutiny_cli.importing.recognise.table_signs import find_completed, find_sign, is_group_title
from scrutiny_cli.minutes.model import Status

_NO_ACTION = re.compile(
    r"(?:no (?:further )?actions?(?: required| needed| arising)?|none|nil|n/?a|noted|"
    r"for (?:information|noting|discussion|decision)|[-–—.]+)\.?",
    re.IGNORECASE,
)


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
    entries: list[ImportedEntry] = []
    uses = _list_own_uses(part, columns)
    for group in _group_by_title(part):
        for row in join_divided_rows(_read_rows(group, part, columns, reading)):
            if _is_action(row.parts, columns, reading):
                made = _make_entries(row, columns, blocks, reading)
                entries += (_complete_entry(entry, group.titles) for entry in made.entries)
                uses += made.uses
    headings = tuple(row.block for row in part.heading_rows)
    return FoundEntries(tuple(entries), tuple(uses), headings)


def _read_rows(
    group: TablePart, part: TablePart, columns: Columns, reading: Reading
) -> list[ReadRow]:
    reader = RowReader(columns, part.headings, reading)
    sign = find_sign(group.titles)
    return [reader.read_row(row, sign) for row in group.rows]


def _group_by_title(part: TablePart) -> list[TablePart]:
    """Divide the rows at those that are only the heading of the rows below them."""
    groups = [part._replace(rows=())]
    for row in part.rows:
        texts = [text for text in row.list_texts() if text]
        if len(texts) == 1 and is_group_title(texts[0]):
            groups.append(part._replace(rows=(), titles=(texts[0],)))
        else:
            groups[-1] = groups[-1]._replace(rows=(*groups[-1].rows, row))
    return groups


def _make_entries(
    row: ReadRow, columns: Columns, blocks: Sequence[Block], reading: Reading
) -> FoundEntries:
    """Return the actions of a row: one, or one for each line of its cells."""
    actions, marks = split_actions(find_ref_above(row.parts))
    made = [make_entry(columns.rule, parts, blocks, reading) for parts in actions]
    uses = [use for each in made for use in each.uses]
    due = made[0].entry.due or ""
    uses += [_use(each, UseKind.VALUE, "due", due) for each in row.same_due]
    return FoundEntries(tuple(each.entry for each in made), (*uses, *marks))


def _complete_entry(entry: ImportedEntry, titles: tuple[str, ...]) -> ImportedEntry:
    """Give an action the status that the heading of its table says, where it has none."""
    word = None if entry.reports else find_completed(titles)
    if word is None:
        return entry
    report = ReportedStatus(word, Status.COMPLETED.value, place=entry.places[0])
    return entry._replace(reports=(report,), sign=Sign.EARLIER)


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
