"""What the tests of trackers share: a file of rows, its plan, and the meeting it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from support import make_book

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.conserve import prove_reading, prove_writing
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus
from scrutiny_cli.importing.linked_meeting import link_meeting
from scrutiny_cli.importing.readers.csv import read_csv
from scrutiny_cli.importing.readers.xlsx import read_workbook
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.sheets import TrackerCell, TrackerFile, TrackerRow, TrackerSheet
from scrutiny_cli.importing.tracker.log_comparison import compare_with_log
from scrutiny_cli.importing.tracker.options import TrackerOptions
from scrutiny_cli.importing.tracker.plan import TrackerPlan, plan_tracker
from scrutiny_cli.importing.tracker.tracker_meeting import RecognisedTracker, recognise_tracker
from scrutiny_cli.importing.write import WrittenSource, write_meeting
from scrutiny_cli.minutes.statuses import StatusVocabulary

DAY = date(2024, 3, 12)
OPTIONS = TrackerOptions(day=DAY)


def make_file(text: str, name: str = "Log") -> TrackerFile:
    r"""Return a file of one sheet with rows of cells between bars; `\n` ends a line in a cell."""
    return TrackerFile((make_tracker_sheet(text, name),))


def make_tracker_sheet(text: str, name: str = "Log") -> TrackerSheet:
    """Return a sheet of rows of cells between bars; empty lines are rows, too."""
    rows = []
    for number, line in enumerate(text.strip("\n").split("\n"), 1):
        cells = [cell.strip().replace("\\n", "\n") for cell in line.split("|")]
        row = TrackerRow(number, tuple(map(TrackerCell, cells)))
        if row.filled:
            rows.append(row)
    return TrackerSheet(name, tuple(rows))


def plan_text(
    text: str, options: TrackerOptions = OPTIONS, files: Mapping[str, str] | None = None
) -> TrackerPlan:
    """Return the plan of a tracker of one sheet."""
    return plan_tracker(make_file(text), options, make_book(files or {}))


def find_fields(plan: TrackerPlan) -> dict[str, str]:
    """Return what the columns of a plan contain, by their names; `?` is what is asked."""
    return {
        column.name: column.field + ("" if column.is_evident else "?") for column in plan.columns
    }


def recognise_file(
    file: TrackerFile,
    options: TrackerOptions = OPTIONS,
    files: Mapping[str, str] | None = None,
) -> RecognisedTracker:
    """Return the meeting of a tracker, after proofs that no word is lost."""
    book = make_book(files or {})
    plan = plan_tracker(file, options, book)
    assert plan.day is not None
    people = collect_people(book, ())
    statuses = StatusVocabulary()
    found = recognise_tracker(plan, Reading(plan.day.day, book, people, statuses))
    prove_reading(found.source)
    write_tracker(found, book)
    return found


def recognise_text(
    text: str,
    options: TrackerOptions = OPTIONS,
    files: Mapping[str, str] | None = None,
    name: str = "Log",
) -> RecognisedTracker:
    """Return the meeting of a tracker of one sheet."""
    return recognise_file(make_file(text, name), options, files)


def write_tracker(
    found: RecognisedTracker, book: MinuteBook | None = None, *, lapses: bool = False
) -> str:
    """Return the text of a tracker's file, after a proof that no word is lost."""
    book = make_book({}) if book is None else book
    compared = compare_with_log(found, book, "tracker.xlsx", lapses=lapses).found
    linked = link_meeting(compared.meeting, book)
    written = write_meeting(linked.meeting, WrittenSource("tracker.xlsx", "0" * 64), book.series)
    uses = compared.meeting.uses
    prove_writing(found.source.blocks, uses, written.text, linked.known)
    return written.text


def list_entries_of(found: RecognisedTracker) -> list[ImportedEntry]:
    """Return the actions of a tracker."""
    return list(found.meeting.items[0].entries)


def show_entry(entry: ImportedEntry) -> dict[str, Any]:
    """Return the fields that an action has."""
    names = ("ref", "words", "owner", "due", "raised", "origin", "links")
    return {name: value for name in names if (value := getattr(entry, name))}


def show_report(report: ReportedStatus) -> dict[str, Any]:
    """Return the fields that an update has."""
    names = ("status", "note", "on", "due", "becomes")
    return {name: value for name in names if (value := getattr(report, name))}


def show_reports(found: RecognisedTracker) -> list[dict[str, Any]]:
    """Return the update of each action, empty where there is none."""
    return [
        show_report(entry.reports[0]) if entry.reports else {} for entry in list_entries_of(found)
    ]


def list_doubts(found: RecognisedTracker) -> list[str]:
    """Return the names of all doubts, in the order of the actions."""
    return [
        doubt.name
        for entry in list_entries_of(found)
        for doubt in (*entry.doubts, *(each for report in entry.reports for each in report.doubts))
    ]


def read_bytes(data: bytes) -> TrackerFile:
    """Return the sheets of a workbook, or of a file in plain text."""
    return read_workbook(data) if data.startswith(b"PK") else read_csv(data)


def join_rows(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as they are written between bars."""
    return "\n".join(" | ".join(row) for row in rows)
