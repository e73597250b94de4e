"""What the columns of a tracker say became of an action, as one update."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ReportedStatus
from scrutiny_cli.importing.recognise.dues import read_due_cell
from scrutiny_cli.importing.recognise.joined_text import Cut, has_letters, join_text
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.report_maker import join_notes, list_due_cuts
from scrutiny_cli.importing.recognise.statuses import (
    begins_with_status,
    doubt_status,
    list_status_cuts,
    read_report,
)
from scrutiny_cli.importing.tracker.colour_names import LATE, name_fill, read_colour_word
from scrutiny_cli.importing.tracker.column_values import is_yes_or_no
from scrutiny_cli.importing.tracker.mapping import NOTE, RAG
from scrutiny_cli.importing.tracker.row_cells import FieldCell, RowCells
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.labels import is_nobody
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.statuses import normalize_status

_COMPLETED = Status.COMPLETED.value
_ASKS_CLOSED = re.compile(r"clos|complet|done|finish|discharg|achiev|resolv", re.IGNORECASE)
_ASKS_OPEN = re.compile(r"open|outstanding", re.IGNORECASE)
_YES = frozenset(("yes", "y", "true", "x", "✓", "✔", "☑"))
_SHORT_DAY = re.compile(r"(?<![\w/.])[0-9]{1,2}[/.][0-9]{1,2}(?![\w/%]|\.[0-9])")
_FEWEST_DAYS = 2  # in an update that is continued


class ReadReport(NamedTuple):
    """What a part of the columns says: an update's fields, notes in their order, and the uses."""

    status: str | None = None
    notes: tuple[str, ...] = ()
    on: date | None = None
    due: str | None = None
    becomes: str | None = None
    doubts: tuple[Doubt, ...] = ()
    uses: tuple[Use, ...] = ()


class RowReport(NamedTuple):
    """The update of an action's rows (None: they have nothing of it), and the uses."""

    report: ReportedStatus | None
    uses: tuple[Use, ...]
    is_running: bool


class ReportContext(NamedTuple):
    """What is known of an action while its columns are read."""

    reading: Reading
    statuses: Mapping[str, str]
    raised: date | None
    is_closed: bool
    place: str


def read_row_report(cells: RowCells, context: ReportContext) -> RowReport:
    """Read the columns of status, colour, update, days and all others of an action."""
    status = _read_status_cells(cells.list_field("status"), context)
    rag = _read_status_cells(cells.list_field(RAG), context, is_rag=True)
    fill = _read_fills(cells)
    update = _read_updates(cells.list_field("update"), status.status, context)
    closed = _read_closed(cells.list_field("closed"), status, context)
    revised = _read_revised(cells.list_field("revised"), context.reading)
    others = [_keep_whole(each, f"{each.heading}: {each.words}") for each in cells.list_field(NOTE)]
    labelled = any(
        note.startswith(f"{cell.heading}: ")
        for note in status.notes
        for cell in cells.list_field("status")
    )
    first = (update, status) if labelled else (status, update)
    parts = (*first, rag, fill, closed, revised, *others)
    chosen = status.status or rag.status or update.status or closed.status
    if chosen is None and context.is_closed:
        chosen = _COMPLETED
    contradiction = _find_contradiction(cells, status, rag, context)
    report = ReportedStatus(
        " ".join(each.words for each in cells.cells if each.words),
        status=chosen,
        note=join_notes(note for part in parts for note in part.notes),
        on=closed.on or status.on or update.on or rag.on,
        becomes=status.becomes or update.becomes,
        due=revised.due,
        doubts=tuple(
            dict.fromkeys((*(doubt for part in parts for doubt in part.doubts), *contradiction))
        ),
        place=context.place,
    )
    report = _check_day(report, context)
    uses = tuple(use for part in parts for use in part.uses)
    has_nothing = (report.status, report.note, report.due, report.becomes) == (None,) * 4
    return RowReport(None if has_nothing else report, uses, _is_running(cells))


def _keep_whole(cell: FieldCell, note: str, *doubts: Doubt) -> ReadReport:
    """Return a cell whose text is all in a note."""
    return ReadReport(None, (note,), doubts=doubts, uses=join_text([cell.stretch]).list_uses(()))


# Status and colour


def _read_status_cells(
    cells: Iterable[FieldCell], context: ReportContext, *, is_rag: bool = False
) -> ReadReport:
    """Read cells of a status or a colour; those of rows that are joined count together."""
    parts = [_read_status_cell(cell, context, is_rag=is_rag) for cell in cells]
    return ReadReport(
        next((part.status for part in parts if part.status is not None), None),
        tuple(note for part in parts for note in part.notes),
        next((part.on for part in parts if part.on is not None), None),
        becomes=next((part.becomes for part in parts if part.becomes is not None), None),
        doubts=tuple(doubt for part in parts for doubt in part.doubts),
        uses=tuple(use for part in parts for use in part.uses),
    )


def _read_status_cell(cell: FieldCell, context: ReportContext, *, is_rag: bool) -> ReadReport:
    note = f"{cell.heading}: {cell.words}"
    typed = context.statuses.get(normalize_status(cell.words))
    if typed is not None:
        return _keep_whole(cell, note)._replace(status=typed)
    if is_nobody(cell.words):
        return _ignore_cell(cell, "words for no status")
    colour = read_colour_word(cell.cell.text)
    if colour is not None:
        typed = context.statuses.get(normalize_status(colour.colour))
        said = read_report(colour.rest, context.reading).status if colour.rest else None
        return _keep_whole(cell, note)._replace(status=typed or said)
    if is_yes_or_no(cell.words):
        return _keep_whole(cell, note)._replace(status=_read_answer(cell))
    if is_rag:
        report = read_report(cell.words, context.reading)
        return _keep_whole(cell, note)._replace(status=report.status)
    return _read_status_words(cell, context, note)


def _read_answer(cell: FieldCell) -> str | None:
    """Return the status that yes or no means below a heading such as `Closed?` or `Open?`."""
    is_yes = cell.words.strip(" .").casefold() in _YES
    asks = _ASKS_CLOSED if is_yes else _ASKS_OPEN
    other = _ASKS_OPEN if is_yes else _ASKS_CLOSED
    if asks.search(cell.heading):
        return _COMPLETED
    return Status.OPEN.value if other.search(cell.heading) else None


def _read_status_words(cell: FieldCell, context: ReportContext, note: str) -> ReadReport:
    report = read_report(cell.words, context.reading)
    if report.status is None and report.becomes is None:
        return _keep_whole(cell, note, doubt_status(cell.words))
    joined = join_text([cell.stretch])
    uses = joined.list_uses(list_status_cuts(joined.text, report, context.reading))
    notes = () if report.note is None else (report.note,)
    return ReadReport(report.status, notes, report.on, None, report.becomes, report.doubts, uses)


def _ignore_cell(cell: FieldCell, reason: str) -> ReadReport:
    joined = join_text([cell.stretch])
    cut = Cut(0, len(joined.text), UseKind.IGNORED, reason)
    return ReadReport(uses=joined.list_uses((cut,)))


def _read_fills(cells: RowCells) -> ReadReport:
    """Read the colours of cells for a status or colour that have no word."""
    named = [
        (cell, name)
        for cell in cells.list_coloured(("status", RAG))
        if (name := name_fill(cell.cell.colour or "")) is not None
    ]
    notes = tuple(f"{cell.heading}: {name} (colour of the cell)" for cell, name in named)
    doubts = tuple(
        Doubt("colour", f"the cell in column {cell.column.letter} has no word and is {name}")
        for cell, name in named
    )
    return ReadReport(notes=notes, doubts=doubts)


def _find_contradiction(
    cells: RowCells, status: ReadReport, rag: ReadReport, context: ReportContext
) -> tuple[Doubt, ...]:
    """Return the doubt that the columns of status and colour contradict each other."""
    known = context.reading.statuses
    meaning = known.find_status(status.status or "")
    if meaning is None:
        return ()
    other = known.find_status(rag.status or "")
    is_late = any(
        colour is not None and colour.colour in LATE
        for colour in (read_colour_word(cell.cell.text) for cell in cells.list_field(RAG))
    )
    differs = other is not None and other.is_open != meaning.is_open
    if not differs and not (is_late and not meaning.is_open):
        return ()
    words = ", ".join(
        f'{cell.heading} "{cell.words}"'
        for field in ("status", RAG)
        for cell in cells.list_field(field)
    )
    return (Doubt("status-columns", f"the columns contradict each other: {words}"),)


# Update


def _read_updates(cells: list[FieldCell], status: str | None, context: ReportContext) -> ReadReport:
    """Read the columns of updates: the first as it is, the others below their headings."""
    by_column: dict[str, list[FieldCell]] = {}
    for cell in cells:
        by_column.setdefault(cell.column.letter, []).append(cell)
    first, *others = by_column.values() if by_column else ([],)
    if len(first) == 1 and status is None:
        read = _read_update(first[0], context)
    else:
        read = _keep_column(first)
    more = [_keep_column(column, f"{column[0].heading}: ") for column in others]
    return read._replace(
        notes=(*read.notes, *(note for part in more for note in part.notes)),
        uses=(*read.uses, *(use for part in more for use in part.uses)),
    )


def _keep_column(cells: list[FieldCell], label: str = "") -> ReadReport:
    """Return the texts of a column, those of rows that are joined in one note."""
    if not cells:
        return ReadReport()
    text = join_update_lines("\n".join(cell.cell.text for cell in cells))
    return ReadReport(
        notes=(f"{label}{text}",),
        uses=join_text(cell.stretch for cell in cells).list_uses(()),
    )


def _read_update(cell: FieldCell, context: ReportContext) -> ReadReport:
    """Read an update where no status is given: it may begin with one."""
    whole = _keep_whole(cell, join_update_lines(cell.cell.text))
    if not begins_with_status(cell.words, context.reading):
        return whole
    report = read_report(cell.words, context.reading)
    if is_running_update(cell.cell.text) or not _is_divided(cell.words, report.status or ""):
        return whole._replace(status=report.status)
    joined = join_text([cell.stretch])
    uses = joined.list_uses(list_status_cuts(joined.text, report, context.reading))
    notes = () if report.note is None else (report.note,)
    return ReadReport(report.status, notes, report.on, None, report.becomes, uses=uses)


def _is_divided(words: str, status: str) -> bool:
    """Whether a sign divides a status from the words after it; `Done by Tom` is one phrase."""
    rest = words[len(status) :].lstrip() if words.startswith(status) else words
    return not rest or not rest[0].isalnum()


def join_update_lines(text: str) -> str:
    """Return the lines of a cell as one text; those that begin with a day or mark are separate."""
    joined = ""
    for line in filter(None, (" ".join(line.split()) for line in text.split("\n"))):
        begins = line[0].isdigit() or not line[0].isalnum() or bool(_find_day_at_start(line))
        is_separate = bool(joined) and begins and joined[-1] not in ".;:,!?–—-("
        joined += f"{';' if is_separate else ''}{' ' if joined else ''}{line}"
    return joined


def _find_day_at_start(line: str) -> bool:
    return any(day.start == 0 for day in find_days(line[:40])[:1])


def is_running_update(text: str) -> bool:
    """Whether an update is continued from time to time: it has several days."""
    return max(len(find_days(text)), len(_SHORT_DAY.findall(text))) >= _FEWEST_DAYS


def _is_running(cells: RowCells) -> bool:
    return any(is_running_update(cell.cell.text) for cell in cells.list_field("update"))


# Days


def _read_closed(cells: list[FieldCell], status: ReadReport, context: ReportContext) -> ReadReport:
    """Read the day on which an action was closed; the status counts where it says otherwise."""
    if not cells:
        return ReadReport()
    cell = cells[0]
    day = cell.cell.day or find_date(cell.words, month_first=context.reading.month_first)
    note = f"{cell.heading}: {cell.words}"
    rest = [_keep_whole(each, f"{each.heading}: {each.words}") for each in cells[1:]]
    read = (
        _read_closed_words(cell, context, note)
        if day is None
        else _read_closed_day(cell, day, status, context)
    )
    return read._replace(
        notes=(*read.notes, *(text for each in rest for text in each.notes)),
        uses=(*read.uses, *(use for each in rest for use in each.uses)),
    )


def _read_closed_day(
    cell: FieldCell, day: date, status: ReadReport, context: ReportContext
) -> ReadReport:
    note = f"{cell.heading}: {cell.words}"
    reading = context.reading
    meaning = reading.statuses.find_status(status.status or "")
    if meaning is not None and meaning.is_open:
        message = f'the status is "{status.status}", but {cell.heading} has "{cell.words}"'
        return _keep_whole(cell, note, Doubt("status-columns", message))
    outside = _describe_outside(day, context)
    if outside:
        doubt = Doubt("on-outside", f'{cell.heading} "{cell.words}" is {outside}')
        closed = _COMPLETED if day <= reading.day else None
        return _keep_whole(cell, note, doubt)._replace(status=closed)
    joined = join_text([cell.stretch])
    cut = Cut(0, len(joined.text), UseKind.VALUE, "date", day.isoformat())
    return ReadReport(_COMPLETED, on=day, uses=joined.list_uses((cut,)))


def _describe_outside(day: date, context: ReportContext) -> str:
    if day > context.reading.day:
        return "after the day of the tracker"
    if context.raised is not None and day < context.raised:
        return "before the action was raised"
    return ""


def _read_closed_words(cell: FieldCell, context: ReportContext, note: str) -> ReadReport:
    """Read words in place of a day: an answer, a status, or a note."""
    if is_nobody(cell.words):
        return _ignore_cell(cell, "words for no day")
    if is_yes_or_no(cell.words):
        return _keep_whole(cell, note)._replace(status=_read_answer(cell))
    report = read_report(cell.words, context.reading)
    days = find_days(cell.words, month_first=context.reading.month_first)
    has_day = len(days) == 1 and days[0].year is not None
    closed = _COMPLETED if has_day and report.status is None else report.status
    return _keep_whole(cell, note)._replace(status=closed)


def _check_day(report: ReportedStatus, context: ReportContext) -> ReportedStatus:
    """Move a day that cannot be right into the note."""
    outside = "" if report.on is None else _describe_outside(report.on, context)
    if report.on is None or not outside:
        return report
    written = report.on.isoformat()
    doubt = Doubt("on-outside", f"{written} is {outside}")
    return report._replace(
        on=None, note=join_notes([report.note, written]), doubts=(*report.doubts, doubt)
    )


def _read_revised(cells: list[FieldCell], reading: Reading) -> ReadReport:
    """Read a new due date; words beside it, and words that are none, are the note."""
    if not cells or not has_letters("".join(cell.words for cell in cells)):
        return ReadReport()
    if len(cells) == 1 and is_nobody(cells[0].words):
        return _ignore_cell(cells[0], "words for no due date")
    joined = join_text(cell.stretch for cell in cells)
    read = read_due_cell(joined.text, reading)
    cuts = list_due_cuts(joined.text, read.due, read.labels, read.start, read.end)
    rest = joined.remove_cuts(cuts)
    notes = (f"{cells[0].heading}: {rest}",) if has_letters(rest) else ()
    return ReadReport(None, notes, due=read.due, doubts=read.doubts, uses=joined.list_uses(cuts))
