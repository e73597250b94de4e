"""The actions of a document's tables (A1, A2, A7, A8), and the uses of their rows' words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrutiny_cli.importing.blocks import Block, BlockKind, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.cell_kinds import is_purpose, is_short_or_known
from scrutiny_cli.importing.recognise.cell_lists import split_actions
from scrutiny_cli.importing.recognise.divided_rows import ReadRow, join_divided_rows
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, FoundEntries, Stretch
from scrutiny_cli.importing.recognise.headings import ColumnField
from scrutiny_cli.importing.recognise.label_rows import ActionCard, list_action_cards
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.row_reader import RowReader, make_card_parts
from scrutiny_cli.importing.recognise.shared_cells import (
    divide_cells,
    split_label,
    split_row_number,
)
from scrutiny_cli.importing.recognise.table_columns import Columns, find_columns
from scrutiny_cli.importing.recognise.table_layout import is_unfolded
from scrutiny_cli.importing.recognise.table_rows import TablePart, list_table_parts
from scrutiny_cli.importing.recognise.table_signs import (
    find_completed,
    find_own_numbers,
    find_sign,
    has_log,
    is_about_other_meeting,
    is_group_title,
    name_group,
)
from scrutiny_cli.minutes.model import Status

_NO_ACTION = re.compile(
    r"(?:\[[^\[\]]*\]|\{+[^{}]*\}+|<[^<>]*>)$|"
    r"no (?:\w+ ){0,2}actions?\b|key\b\s*[:–-]|(?:date of )?(?:the )?next meeting\s*(?:[:–-]|\d)",
    re.IGNORECASE,
)
_BESIDE = (ColumnField.OWNER, ColumnField.DUE, ColumnField.STATUS, ColumnField.REF)
_MOST_ABOVE = 10  # blocks above a row that its matter became
_FEWEST_WORDS = 3  # of an action with neither owner nor due date


def find_table_entries(blocks: Sequence[Block], reading: Reading) -> FoundEntries:
    """Return the actions in the tables of a document."""
    found = FoundEntries()
    numbers = find_own_numbers(block.text for block in blocks[:_MOST_ABOVE])
    for part in list_table_parts(blocks):
        columns = find_columns(part, reading)
        if columns is not None:
            found = _add_found(found, _read_part(part, columns, blocks, reading, numbers))
        elif cards := list_action_cards(part):
            found = _add_found(found, _read_cards(cards, part, blocks, reading))
        elif is_unfolded(part):
            found = found._replace(
                uses=(*found.uses, *_use_headings(part)),
                headings=(*found.headings, *_list_blocks(part)),
            )
    return found


def _read_cards(
    cards: list[ActionCard], part: TablePart, blocks: Sequence[Block], reading: Reading
) -> FoundEntries:
    """Return the actions that have a label beside each of their fields."""
    found = FoundEntries()
    for card in cards:
        parts = divide_cells(make_card_parts(card, find_sign(part.titles)), reading)
        made = make_entry("A1", parts, blocks, reading)
        uses = (*made.uses, *(cell.make_label_use() for cell in card))
        found = _add_found(found, FoundEntries((made.entry,), uses))
    return found


def _list_blocks(part: TablePart) -> tuple[int, ...]:
    return tuple(row.block for row in part.heading_rows)


def _add_found(found: FoundEntries, more: FoundEntries) -> FoundEntries:
    return found._replace(
        entries=(*found.entries, *more.entries),
        uses=(*found.uses, *more.uses),
        headings=(*found.headings, *more.headings),
        beside_text=(*found.beside_text, *more.beside_text),
    )


def _read_part(
    part: TablePart,
    columns: Columns,
    blocks: Sequence[Block],
    reading: Reading,
    numbers: frozenset[str],
) -> FoundEntries:
    """Return the actions of rows with the same headings; `numbers` are the meeting's own."""
    entries: list[ImportedEntry] = []
    uses = _list_own_uses(part, columns)
    for group in _group_by_title(part):
        is_other = is_about_other_meeting(group.titles, numbers, reading.day)
        for row in join_divided_rows(_read_rows(group, part, columns, reading)):
            if _is_action(row.parts, columns, reading):
                made = _make_entries(row, columns, blocks, reading)
                judged = (_judge_entry(each, group.titles, reading) for each in made.entries)
                entries += (_mark_earlier(each) if is_other else each for each in judged)
                uses += made.uses
    beside = tuple(entry.block for entry in entries) if entries and _has_text(part, blocks) else ()
    found = tuple(_mark_by_status(entries))
    return FoundEntries(found, tuple(uses), _list_blocks(part), beside)


def _mark_earlier(entry: ImportedEntry) -> ImportedEntry:
    return entry if entry.sign is Sign.NEW else entry._replace(sign=Sign.EARLIER)


def _mark_by_status(entries: Sequence[ImportedEntry]) -> Iterator[ImportedEntry]:
    """Yield the actions of a table; where some have the status `New`, the others are earlier."""
    statuses = [{(each.status or "").casefold() for each in entry.reports} for entry in entries]
    has_new = any("new" in each for each in statuses)
    for entry, words in zip(entries, statuses, strict=True):
        is_other = has_new and "new" not in words and any(words)
        yield _mark_earlier(entry) if is_other else entry


def _has_text(part: TablePart, blocks: Sequence[Block]) -> bool:
    """Whether the rows were beside texts of the minutes, which are paragraphs now."""
    first, last = part.rows[0].block, part.rows[-1].block
    above = blocks[max(0, first - _MOST_ABOVE) : last]
    table = blocks[first].place.table
    kinds = (BlockKind.PARAGRAPH, BlockKind.ENTRY)
    return table > 0 and any(block.place.table == table and block.kind in kinds for block in above)


def _read_rows(
    group: TablePart, part: TablePart, columns: Columns, reading: Reading
) -> list[ReadRow]:
    reader = RowReader(columns, part.headings, reading)
    has_reports = columns.find_all(ColumnField.STATUS, ColumnField.UPDATE) != []
    sign = find_sign(group.titles, has_reports=has_reports)
    return [reader.read_row(row, sign) for row in group.rows]


def _group_by_title(part: TablePart) -> list[TablePart]:
    """Divide the rows at those that are only the heading of the rows below them."""
    groups = [part._replace(rows=())]
    for row in part.rows:
        texts = [text for text in row.list_texts() if text]
        if len(texts) == 1 and is_group_title(texts[0]):
            groups.append(part._replace(rows=(), titles=(name_group(texts[0]),)))
        elif not row.is_spanned:
            groups[-1] = groups[-1]._replace(rows=(*groups[-1].rows, row))
    return groups


def _make_entries(
    row: ReadRow, columns: Columns, blocks: Sequence[Block], reading: Reading
) -> FoundEntries:
    """Return the actions of a row: one, or one for each line of its cells.

    Words that are an owner or a date alone are no action; a number alone is an earlier one's.
    """
    actions, uses = split_actions(row.parts, reading.people)
    entries: list[ImportedEntry] = []
    if columns.has_numbers:
        reading = reading._replace(has_row_numbers=True)
    for action in actions:
        parts, labels = split_label(action)
        if not reading.has_row_numbers:
            parts, numbers = split_row_number(parts)
            uses += numbers
        made = make_entry(columns.rule, divide_cells(parts, reading), blocks, reading)
        if not made.entry.words and made.entry.ref is None:
            return FoundEntries()
        sign = made.entry.sign if made.entry.words else Sign.EARLIER
        entries.append(made.entry._replace(sign=sign))
        uses += (*made.uses, *labels)
    due = entries[0].due or ""
    uses += [_use(each, UseKind.VALUE, "due", due) for each in row.same_due]
    return FoundEntries(tuple(entries), (*uses, *row.uses))


def _judge_entry(entry: ImportedEntry, titles: tuple[str, ...], reading: Reading) -> ImportedEntry:
    """Return an action as an earlier one where something became of it before this meeting.

    The heading of its table may say so, if nothing else does: `Completed actions`. In a log,
    what is closed was raised earlier.
    """
    found = (reading.statuses.find_status(report.status or "") for report in entry.reports)
    is_closed = has_log(titles) and any(status and not status.is_open for status in found)
    is_past = any(report.on is not None and report.on < reading.day for report in entry.reports)
    if (is_closed or is_past) and entry.sign is not Sign.NEW:
        return entry._replace(sign=Sign.EARLIER)
    word = None if entry.reports else find_completed(titles)
    if word is None:
        return entry
    report = ReportedStatus(word, Status.COMPLETED.value, place=entry.places[0])
    return entry._replace(reports=(report,), sign=Sign.EARLIER)


def _use_headings(part: TablePart) -> list[Use]:
    """Return the uses of the headings of a table."""
    return [
        Use(row.block, 0, len(cell.text), UseKind.LABEL, cell=index)
        for row in part.heading_rows
        for index, cell in enumerate(row.cells)
    ]


def _list_own_uses(part: TablePart, columns: Columns) -> list[Use]:
    """Return the uses of headings and row numbers."""
    uses = _use_headings(part)
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
    if _NO_ACTION.match(text):
        return False
    has_more = bool(parts.owner or parts.due or parts.status)
    if not any(map(str.isalpha, text)) or (columns.has_purposes or not has_more) * is_purpose(text):
        return False
    if has_more:
        return True
    if columns.is_doubtful or is_short_or_known(text, reading.people):
        return False
    has_columns = columns.find_all(*_BESIDE) != []
    return has_columns or len(text.split()) >= _FEWEST_WORDS


def _use(stretch: Stretch, kind: UseKind, detail: str = "", value: str = "") -> Use:
    end = stretch.start + len(stretch.text)
    return Use(stretch.block, stretch.start, end, kind, detail, value, stretch.cell)
