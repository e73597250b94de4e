"""The opening meeting that a tracker becomes: what was open before the files begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import (
    Block,
    BlockKind,
    CannotImport,
    Cell,
    Doubt,
    IgnoredText,
    Place,
    SourceText,
    Use,
    UseKind,
)
from scrutiny_cli.importing.imported_meeting import (
    ImportedEntry,
    ImportedHead,
    ImportedItem,
    ImportedMeeting,
    MinutesParagraph,
)
from scrutiny_cli.importing.recognise.confidential import (
    find_meeting_marking,
    make_marking_doubt,
)
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.sheets import TrackerCell, TrackerRow, TrackerSheet, name_column
from scrutiny_cli.importing.similar_actions import measure_likeness
from scrutiny_cli.importing.tracker.plan import MappedTable, TrackerPlan
from scrutiny_cli.importing.tracker.row_entries import TrackerEntry, make_tracker_entry
from scrutiny_cli.importing.tracker.table_body import PlacedRow, TableBody, read_body
from scrutiny_cli.importing.tracker.tracker_day import TrackerDay
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.source import normalize_ref

_SUFFIX = "action-log"
_MATTERS = "Matters arising"
_FEW_IN_COMMON = 0.2
_MOST_NAMED = 5  # rows in a message


class RecognisedTracker(NamedTuple):
    """The meeting of a tracker; `source` has its rows as blocks, for the proofs and the report.

    `running_updates` is how many updates are continued from time to time. `entry_uses` are the
    uses of the words of each action, in their order, and `other_uses` all others.
    """

    meeting: ImportedMeeting
    source: SourceText
    running_updates: int
    entry_uses: tuple[tuple[Use, ...], ...]
    other_uses: tuple[Use, ...]


class _Rows(NamedTuple):
    """The rows of all sheets that are read, as blocks, and the place of each block."""

    blocks: tuple[Block, ...]
    places: dict[tuple[str, int], int]

    def place_rows(self, sheet: TrackerSheet, rows: Iterable[TrackerRow]) -> list[PlacedRow]:
        """Return rows of a sheet with their blocks."""
        own = {number: at for (name, number), at in self.places.items() if name == sheet.name}
        return [PlacedRow(own[row.number], row, own) for row in rows]


def recognise_tracker(plan: TrackerPlan, reading: Reading) -> RecognisedTracker:
    """Return the opening meeting of a tracker; the plan's questions are answered.

    Raises:
        CannotImport: There is nothing in it, or its day is before a day on which it reports.

    """
    plan.require_answers()
    if plan.day is None:
        raise CannotImport("The day of the tracker is not known.")
    reading = reading._replace(
        day=plan.day.day,
        month_first=bool(plan.month_first),
        has_day_first=plan.month_first is not None,
        has_row_numbers=True,
    )
    rows = _make_blocks(plan)
    bodies = [_read_table(mapped, rows) for mapped in plan.tables]
    made = [each for body in bodies for each in _make_entries(body, rows, reading, plan)]
    _refuse_empty(made)
    entries = _separate_refs([each.entry for each in made])
    _refuse_later(entries, reading)
    texts = [*_list_above(plan, rows), *(text for body in bodies for text in body.texts)]
    running = sum(each.is_running for each in made)
    own = tuple(each.uses for each in made)
    others = (*_use_headings(plan, rows), *_use_other_rows(texts, bodies))
    return RecognisedTracker(
        _make_meeting(entries, texts, reading)._replace(
            head=_make_head(plan, plan.day), uses=(*others, *(use for uses in own for use in uses))
        ),
        _make_source(plan, rows, bodies, running),
        running,
        own,
        others,
    )


def _make_entries(
    body: TableBody, rows: _Rows, reading: Reading, plan: TrackerPlan
) -> Iterator[TrackerEntry]:
    """Yield the actions of a table; the first of a group also has the uses of the group's words."""
    used: set[int] = set()
    for action in body.actions:
        made = make_tracker_entry(action, body.columns, rows.blocks, reading, plan.options.statuses)
        group = [placed for placed in action.group if placed.block not in used]
        used |= {placed.block for placed in group}
        more = tuple(use for placed in group for use in _use_row(placed, UseKind.TEXT))
        yield made._replace(uses=(*made.uses, *more))


def _make_meeting(
    entries: tuple[ImportedEntry, ...], texts: Iterable[PlacedRow], reading: Reading
) -> ImportedMeeting:
    title = reading.book.series.matters_arising or _MATTERS
    return ImportedMeeting(
        f"{reading.day.isoformat()}-{_SUFFIX}",
        ImportedHead(reading.day),
        items=(ImportedItem(title, entries=entries, is_matters_arising=True),),
        root_item=ImportedItem(paragraphs=tuple(_make_paragraphs(texts))),
    )


def _make_head(plan: TrackerPlan, day: TrackerDay) -> ImportedHead:
    """Return the head; a marking in a margin, a title or a sheet's name makes all confidential."""
    marking = find_meeting_marking(_list_titles(plan), ())
    doubts = () if marking is None else (make_marking_doubt(marking.words),)
    return ImportedHead(
        day.day,
        day.place,
        is_extraordinary=True,
        confidential=None if marking is None else marking.words,
        doubts=doubts,
    )


def _list_titles(plan: TrackerPlan) -> Iterator[str]:
    yield from plan.file.margins
    for layout in plan.layouts:
        yield layout.sheet.name
        for row in layout.above:
            yield from (row.cells[at].text for at in row.filled)


def _use_other_rows(texts: Iterable[PlacedRow], bodies: Iterable[TableBody]) -> Iterator[Use]:
    for placed in texts:
        yield from _use_row(placed, UseKind.TEXT)
    for body in bodies:
        for placed in body.empty:
            yield from _use_row(placed, UseKind.IGNORED, "row without words")


# Blocks


def _make_blocks(plan: TrackerPlan) -> _Rows:
    blocks: list[Block] = []
    places: dict[tuple[str, int], int] = {}
    for number, layout in enumerate(plan.layouts, 1):
        for row in layout.sheet.rows:
            places[layout.sheet.name, row.number] = len(blocks)
            blocks.append(_make_block(layout.sheet, number, row))
    return _Rows(tuple(blocks), places)


def _make_block(sheet: TrackerSheet, table: int, row: TrackerRow) -> Block:
    return Block(
        BlockKind.ROW,
        "",
        Place(sheet.describe_row(row.number), table, row.number),
        cells=tuple(map(_make_cell, row.cells)),
        comments=tuple(cell.comment for cell in row.cells if cell.comment),
    )


def _make_cell(cell: TrackerCell) -> Cell:
    return Cell(
        cell.text,
        is_covered=cell.is_covered,
        is_bold=cell.is_bold,
        is_struck=cell.is_struck,
        colour=cell.colour,
        links=cell.links,
    )


def _read_table(mapped: MappedTable, rows: _Rows) -> TableBody:
    placed = rows.place_rows(mapped.table.sheet, mapped.table.rows)
    return read_body(mapped.table, mapped.columns, placed)


# Refusals


def _refuse_empty(made: Sequence[TrackerEntry]) -> None:
    if not made:
        raise CannotImport(
            "There is nothing in it but headings and rows without words. Check whether it is a "
            "template. If so, import the tracker that was made from it."
        )


def _refuse_later(entries: Iterable[ImportedEntry], reading: Reading) -> None:
    """Refuse a day of the tracker that is before a meeting on which it reports."""
    later = [entry for entry in entries if entry.raised is not None and entry.raised > reading.day]
    if later:
        rows = ", ".join(entry.places[0] for entry in later[:_MOST_NAMED])
        latest = max(entry.raised for entry in later if entry.raised is not None)
        raise CannotImport(
            f"The day of the tracker is {format_date(reading.day)}, but it has actions that were "
            f"raised later, on {format_date(latest)} at the latest ({rows}). Correct these cells, "
            f"or type the day on which it was right, for example --date {latest.isoformat()}"
        )


def _separate_refs(entries: Sequence[ImportedEntry]) -> tuple[ImportedEntry, ...]:
    """Return entries without numbers that different actions have; these become part of `from`."""
    known: dict[str, list[ImportedEntry]] = defaultdict(list)
    for entry in entries:
        if entry.ref is not None:
            known[normalize_ref(entry.ref)].append(entry)
    shared = {ref for ref, found in known.items() if len(found) > 1 and _are_different(found)}
    return tuple(
        _drop_ref(entry) if entry.ref is not None and normalize_ref(entry.ref) in shared else entry
        for entry in entries
    )


def _are_different(entries: Sequence[ImportedEntry]) -> bool:
    first = entries[0].words
    return any(
        entry.words and first and measure_likeness(first, entry.words) < _FEW_IN_COMMON
        for entry in entries[1:]
    )


def _drop_ref(entry: ImportedEntry) -> ImportedEntry:
    origin = ", ".join(filter(None, (entry.origin, entry.ref)))
    doubt = Doubt("ref-twice", f"{entry.ref} is the number of several actions, so it is in `from`")
    return entry._replace(ref=None, origin=origin, doubts=(*entry.doubts, doubt))


# Words that are no action


def _list_above(plan: TrackerPlan, rows: _Rows) -> list[PlacedRow]:
    return [
        placed for layout in plan.layouts for placed in rows.place_rows(layout.sheet, layout.above)
    ]


def _make_paragraphs(rows: Iterable[PlacedRow]) -> Iterator[MinutesParagraph]:
    for placed in sorted(rows, key=lambda placed: placed.block):
        texts = (" ".join(placed.row.cells[at].text.split()) for at in placed.row.filled)
        yield MinutesParagraph(" – ".join(texts).replace(": – ", ": "), placed.block)


def _use_row(placed: PlacedRow, kind: UseKind, detail: str = "") -> Iterator[Use]:
    for at in placed.row.filled:
        length = len(placed.row.cells[at].text)
        yield Use(placed.block, 0, length, kind, detail, cell=at)


def _use_headings(plan: TrackerPlan, rows: _Rows) -> Iterator[Use]:
    for mapped in plan.tables:
        for placed in rows.place_rows(mapped.table.sheet, mapped.table.heading_rows):
            yield from _use_row(placed, UseKind.LABEL, "heading")


# The source, for the proofs and the report


def _make_source(
    plan: TrackerPlan, rows: _Rows, bodies: Sequence[TableBody], running: int
) -> SourceText:
    skipped = tuple(_list_skipped(plan))
    notes = (*plan.file.notes, *_describe_hidden(plan), *_describe_counts(bodies, running))
    return SourceText(
        rows.blocks,
        plan.file.words,
        (*plan.file.ignored, *skipped),
        plan.file.margins,
        notes=notes,
    )


def _list_skipped(plan: TrackerPlan) -> Iterator[IgnoredText]:
    for sheet in plan.skipped:
        words = " ".join(cell.text for row in sheet.rows for cell in row.cells if cell.text)
        yield IgnoredText(f"sheet “{sheet.name}”", "it is not a tracker", words)


def _describe_hidden(plan: TrackerPlan) -> Iterator[str]:
    for layout in plan.layouts:
        sheet = layout.sheet
        if sheet.is_hidden:
            yield f"Sheet “{sheet.name}” is hidden, and was read."
        hidden = [row.number for row in sheet.rows if row.is_hidden]
        if hidden:
            yield f"Hidden rows of sheet “{sheet.name}” were read: {_shorten_numbers(hidden)}."
        if sheet.hidden_columns:
            names = ", ".join(map(name_column, sheet.hidden_columns))
            yield f"Hidden columns of sheet “{sheet.name}” were read: {names}."


def _shorten_numbers(numbers: Sequence[int]) -> str:
    """Return numbers with those that follow each other as spans: `3–5, 9`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def _describe_counts(bodies: Sequence[TableBody], running: int) -> Iterator[str]:
    empty = sum(len(body.empty) for body in bodies)
    if empty:
        yield (
            "1 row without words was skipped."
            if empty == 1
            else (f"{empty} rows without words were skipped.")
        )
    if running:
        cells = "1 update has" if running == 1 else f"{running} updates have"
        yield f"{cells} several days, and {'is' if running == 1 else 'are'} kept whole in one note."
