"""An action of a tracker made of its rows: the action, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, MadeEntry
from scrutiny_cli.importing.recognise.joined_text import Cut, JoinedText, join_text
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import is_key_form
from scrutiny_cli.importing.recognise.report_maker import join_notes
from scrutiny_cli.importing.tracker.mapping import NOTE, MappedColumn
from scrutiny_cli.importing.tracker.options import IGNORE
from scrutiny_cli.importing.tracker.reports import ReportContext, read_row_report
from scrutiny_cli.importing.tracker.row_cells import FieldCell, RowCells, collect_cells
from scrutiny_cli.importing.tracker.table_body import ActionRows
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.labels import is_nobody

_SECRET = re.compile(r"(?:is )?(?:confidential|private|exempt|restricted)\b", re.IGNORECASE)
_NO = frozenset(("no", "n", "false", "none", "public", "open", "n/a", "-", "0"))


class TrackerEntry(NamedTuple):
    """An action of a tracker, the uses of its words, and whether its update is continued."""

    entry: ImportedEntry
    uses: tuple[Use, ...]
    is_running: bool


class _Origin(NamedTuple):
    """The day on which an action was raised, and where it is from."""

    raised: date | None
    texts: tuple[str, ...]
    uses: tuple[Use, ...]


def make_tracker_entry(
    action: ActionRows,
    columns: tuple[MappedColumn, ...],
    blocks: Sequence[Block],
    reading: Reading,
    statuses: Mapping[str, str],
) -> TrackerEntry:
    """Return the action of some rows; `statuses` is what words of the tracker mean."""
    cells = collect_cells(action, columns)
    places = tuple(dict.fromkeys(blocks[placed.block].place.text for placed in action.rows))
    made = _make_words(cells, action, blocks, reading)
    number = _read_odd_ref(cells, reading)
    origin = _read_origin(cells, action, reading)
    context = ReportContext(reading, statuses, origin.raised, action.is_closed, places[0])
    report = read_row_report(cells, context)
    entry = made.entry._replace(
        places=places,
        ref=made.entry.ref if number is None else number.key,
        reports=_join_reports(made.entry.reports, report.report),
        raised=origin.raised,
        confidential=_find_confidential(cells),
        origin=", ".join([*origin.texts, *(() if number is None else number.texts)]) or None,
        comments=tuple(
            dict.fromkeys(text for each in action.rows for text in blocks[each.block].comments)
        ),
    )
    ignored = (use for cell in cells.list_field(IGNORE) for use in _ignore_words(cell))
    more = () if number is None else number.uses
    uses = (*made.uses, *more, *origin.uses, *report.uses, *ignored, *_use_more_refs(cells))
    return TrackerEntry(entry, uses, report.is_running)


def _make_words(
    cells: RowCells, action: ActionRows, blocks: Sequence[Block], reading: Reading
) -> MadeEntry:
    """Return an action with its own fields: words, ref, owner, due and links."""
    parts = EntryParts(
        words=cells.list_stretches("action"),
        ref=cells.list_stretches("ref")[:1],
        owner=cells.list_stretches("owner"),
        due=cells.list_stretches("due"),
        links=cells.list_stretches("links"),
        sign=Sign.EARLIER,
        doubts=(*_doubt_joined(action, blocks), *_doubt_formulas(cells)),
    )
    made = make_entry("tracker", parts, blocks, reading, action.rows[0].block)
    if any(map(_is_odd_ref, cells.list_field("ref")[:1])):
        ref = cells.list_stretches("ref")[0]
        others = (use for use in made.uses if (use.block, use.cell) != (ref.block, ref.cell))
        made = made._replace(uses=tuple(others), entry=made.entry._replace(ref=None))
    return _keep_some_words(made, parts)


def _keep_some_words(made: MadeEntry, parts: EntryParts) -> MadeEntry:
    """Return an action that has its words where all of them became fields, and none is a ref.

    Without words they are those of the cell for a ref that is none.
    """
    if made.entry.words or made.entry.ref is not None:
        return made
    kept = parts.words or parts.ref
    places = {(each.block, each.cell) for each in kept if not parts.words}
    others = (use for use in made.uses if (use.block, use.cell) not in places)
    joined = join_text(kept)
    entry = made.entry._replace(words=" ".join(joined.text.split()))
    return made._replace(entry=entry, uses=(*others, *joined.list_uses(())))


class _OddRef(NamedTuple):
    """A cell of the refs that is none: the key of an action of the log, or words of its origin."""

    key: str | None
    texts: tuple[str, ...]
    uses: tuple[Use, ...]


def _is_odd_ref(cell: FieldCell) -> bool:
    """Whether a cell of the refs is a key such as 2024-02-13#2, or has several numbers."""
    return is_key_form(cell.words) or "," in cell.words


def _read_odd_ref(cells: RowCells, reading: Reading) -> _OddRef | None:
    odd = [cell for cell in cells.list_field("ref")[:1] if _is_odd_ref(cell)]
    if not odd:
        return None
    (cell,) = odd
    joined = join_text([cell.stretch])
    known = reading.book.find_action(cell.words) if is_key_form(cell.words) else None
    if known is None:
        return _OddRef(None, (cell.words,), joined.list_uses(()))
    cut = Cut(0, len(joined.text), UseKind.VALUE, "ref", cell.words)
    return _OddRef(known.key, (), joined.list_uses((cut,)))


def _find_confidential(cells: RowCells) -> str | None:
    """Return the words of a column such as `Confidential?` that do not say no."""
    found = (
        cell
        for cell in cells.list_field(NOTE)
        if _SECRET.match(cell.heading) and cell.words.casefold().strip(" .") not in _NO
    )
    return next((f"{cell.heading}: {cell.words}" for cell in found), None)


def _doubt_joined(action: ActionRows, blocks: Sequence[Block]) -> tuple[Doubt, ...]:
    if len(action.rows) == 1:
        return ()
    rows = [blocks[placed.block].place.text for placed in action.rows[1:]]
    return (Doubt("rows-joined", f"{', '.join(rows)} was joined to the row above"),)


def _doubt_formulas(cells: RowCells) -> tuple[Doubt, ...]:
    return tuple(
        Doubt("formula", f'"{cell.words}" in column {cell.column.letter} has no stored value')
        for cell in cells.cells
        if cell.cell.has_formula
    )


def _join_reports(
    inside: Iterable[ReportedStatus], report: ReportedStatus | None
) -> tuple[ReportedStatus, ...]:
    """Return the update of the columns, with a status that is among the action's words."""
    first = next(iter(inside), None)
    if report is None or first is None:
        found = report or first
        return () if found is None else (found,)
    note = join_notes([first.note, report.note])
    return (report._replace(status=report.status or first.status, note=note),)


def _ignore_words(cell: FieldCell) -> tuple[Use, ...]:
    reason = "row number" if cell.cell.text.isdecimal() else "column that is not imported"
    joined = join_text([cell.stretch])
    return joined.list_uses((Cut(0, len(joined.text), UseKind.IGNORED, reason),))


def _use_more_refs(cells: RowCells) -> tuple[Use, ...]:
    """Return the uses of further numbers, which rows that are joined may repeat."""
    return tuple(
        use
        for cell in cells.list_field("ref")[1:]
        for use in join_text([cell.stretch]).list_uses(())
    )


# Where an action is from


def _read_origin(cells: RowCells, action: ActionRows, reading: Reading) -> _Origin:
    """Read the columns of the day and of the source, and the group of the row."""
    raised: date | None = None
    texts: list[str] = []
    uses: list[Use] = []
    for cell in cells.list_field("raised"):
        day, text, own = _read_raised_cell(cell, reading)
        raised = raised or day
        texts += [text] if text else []
        uses += own
    for cell in cells.list_field("from"):
        is_empty = is_nobody(cell.words)
        texts += [] if is_empty else [cell.words]
        uses += _ignore_words(cell) if is_empty else join_text([cell.stretch]).list_uses(())
    texts += [
        " ".join(placed.row.cells[at].text.split())
        for placed in action.group
        for at in placed.row.filled
    ]
    return _Origin(raised, tuple(texts), tuple(uses))


def _read_raised_cell(
    cell: FieldCell, reading: Reading
) -> tuple[date | None, str, tuple[Use, ...]]:
    """Read a cell with the day on which an action was raised; other words are where it is from."""
    joined = join_text([cell.stretch])
    whole = cell.cell.day or find_date(cell.words, month_first=reading.month_first)
    if whole is not None:
        return whole, "", _use_day(joined, whole)
    if is_nobody(cell.words):
        return None, "", _ignore_words(cell)
    days = find_days(cell.words, month_first=reading.month_first)
    day = None
    if len(days) == 1 and days[0].year is not None:
        written = cell.words[days[0].start : days[0].end]
        day = find_date(written, month_first=reading.month_first)
    return day, cell.words, joined.list_uses(())


def _use_day(joined: JoinedText, day: date) -> tuple[Use, ...]:
    cut = Cut(0, len(joined.text), UseKind.VALUE, "date", day.isoformat())
    return joined.list_uses((cut,))
