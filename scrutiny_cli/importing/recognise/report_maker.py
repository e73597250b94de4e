"""What the columns of one action say became of it, as one update."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ReportedStatus
from scrutiny_cli.importing.recognise.dues import read_due_cell
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch
from scrutiny_cli.importing.recognise.joined_text import Cut, has_letters, join_text
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.statuses import (
    begins_with_status,
    doubt_status,
    has_letters_or_mark,
    list_status_cuts,
    read_report,
)
from scrutiny_cli.minutes.dates.date_reader import find_date


class MadeReport(NamedTuple):
    """An update of columns, and the uses of their words; None: the columns are empty."""

    report: ReportedStatus | None
    uses: tuple[Use, ...]


def make_report(parts: EntryParts, reading: Reading, place: str) -> MadeReport:
    """Read the columns of status, update, closing date and new date, and all others as notes."""
    status, uses = _read_status_columns(parts, reading, place)
    closed, more = _read_closed(parts.closed, reading)
    revised, again = _read_revised(parts.revised, reading)
    notes = [f"{heading}: {' '.join(each.text.split())}" for heading, each in parts.notes]
    kept = [use for _, each in parts.notes for use in join_text([each]).list_uses(())]
    report = _merge_reports(status, closed, revised, notes)
    is_empty = not has_letters_or_mark(
        "".join(each.text for each in _list_columns(parts)) + "".join(notes)
    )
    uses = (*uses, *more, *again, *kept)
    if is_empty:
        return MadeReport(None, uses)
    is_aside = not has_letters_or_mark("".join(each.text for each in _list_columns(parts)))
    return MadeReport(report._replace(place=place, is_aside=is_aside), uses)


def _list_columns(parts: EntryParts) -> tuple[Stretch, ...]:
    return (*parts.status, *parts.update, *parts.closed, *parts.revised)


_Read = tuple[ReportedStatus, tuple[Use, ...]]


def _read_status_columns(parts: EntryParts, reading: Reading, place: str) -> _Read:
    """Read a status with its update; without a status, the update may begin with one."""
    status, update = join_text(parts.status), join_text(parts.update)
    if not has_letters_or_mark(status.text):
        report = _read_update(update.text, reading, place)
        return report, update.list_uses(list_status_cuts(update.text, report, reading))
    report = read_report(status.text, reading, place)
    cuts = list_status_cuts(status.text, report, reading)
    if report.status is None and report.becomes is None:
        report = report._replace(doubts=(*report.doubts, doubt_status(status.text)))
    note = join_notes([report.note, update.text])
    words = " ".join(filter(None, (report.words, " ".join(update.text.split()))))
    return report._replace(note=note, words=words), (*status.list_uses(cuts), *update.list_uses(()))


def _read_update(text: str, reading: Reading, place: str) -> ReportedStatus:
    """Read an update: a note, which may begin with a status."""
    if begins_with_status(text, reading):
        return read_report(text, reading, place)
    words = " ".join(text.split())
    return ReportedStatus(words, note=words or None, place=place)


def _read_closed(stretches: tuple[Stretch, ...], reading: Reading) -> _Read:
    """Read a closing date; one after the meeting is a note, with a doubt."""
    joined = join_text(stretches)
    text = " ".join(joined.text.split())
    day = find_date(text, month_first=reading.month_first) if text else None
    if day is None:
        note = text if has_letters(text) else None
        return ReportedStatus("", note=note), joined.list_uses(())
    if day > reading.day:
        doubt = Doubt("on-outside", f'written "{text}", which is after the meeting')
        return ReportedStatus(text, note=text, doubts=(doubt,)), joined.list_uses(())
    cut = Cut(0, len(joined.text), UseKind.VALUE, "date", day.isoformat())
    return ReportedStatus(text, status="completed", on=day), joined.list_uses((cut,))


def _read_revised(stretches: tuple[Stretch, ...], reading: Reading) -> _Read:
    """Read a new due date; words beside it, and words that are not a due, are the note."""
    joined = join_text(stretches)
    read = read_due_cell(joined.text, reading)
    words = joined.remove_cuts(
        [Cut(0, read.labels, UseKind.LABEL), Cut(read.start, read.end, UseKind.VALUE)]
        if read.due is not None
        else []
    )
    report = ReportedStatus(
        " ".join(joined.text.split()), note=words or None, due=read.due, doubts=read.doubts
    )
    return report, joined.list_uses(
        list_due_cuts(joined.text, read.due, read.labels, read.start, read.end)
    )


def list_due_cuts(text: str, due: str | None, labels: int, start: int, end: int) -> list[Cut]:
    """Return the cuts of a column of dues: its label, and the due itself."""
    if due is None:
        return []
    front = len(text) - len(text.lstrip())
    label = [Cut(front, labels, UseKind.LABEL)] if labels > front else []
    return [*label, Cut(start, end, UseKind.VALUE, "due", due)]


def _merge_reports(
    status: ReportedStatus, closed: ReportedStatus, revised: ReportedStatus, notes: Iterable[str]
) -> ReportedStatus:
    """Return one update; a status that is written counts before a closing date."""
    return status._replace(
        words=" ".join(filter(None, (status.words, closed.words, revised.words, *notes))),
        status=status.status or closed.status,
        note=join_notes([status.note, closed.note, revised.note, *notes]),
        on=closed.on or status.on,
        due=revised.due,
        doubts=(*status.doubts, *closed.doubts, *revised.doubts),
    )


def join_notes(texts: Iterable[str | None]) -> str | None:
    """Join the texts of a note as sentences; None if there is none."""
    flat = (" ".join(text.split()) for text in texts if text is not None)
    found = [text for text in flat if has_letters(text)]
    ended = [text if text[-1] in ".!?;:" else f"{text}." for text in found[:-1]]
    return " ".join([*ended, *found[-1:]]) or None
