"""The command `import`: past minutes and action trackers become meeting files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli.console import is_interactive, show_progress
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.import_report import note_next_steps, print_report, show_written
from scrutiny_cli.cli.options import Diff, DryRun, Folder, choice_option, number_option
from scrutiny_cli.cli.output_file import require_extra
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.tracker_questions import plan_tracker_file
from scrutiny_cli.importing.batch import import_files
from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.import_records import (
    Batch,
    ImportFile,
    ImportOptions,
    RefusedFile,
    TargetFolder,
)
from scrutiny_cli.importing.tracker.options import (
    InvalidTrackerOption,
    TrackerOptions,
    read_column_options,
    read_status_options,
)
from scrutiny_cli.importing.tracker.plan import TrackerPlan
from scrutiny_cli.minutes.statuses import StatusVocabulary
from scrutiny_cli.storage.file_reader import read_file
from scrutiny_cli.storage.file_writer import write_all_files
from scrutiny_cli.storage.paths import format_path

_Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        show_default=False,
        help="Minutes (.docx, .pdf, .html, .md or .txt), or an action tracker (.xlsx or .csv).",
    ),
]
_Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="The day of the meeting, or the day on which the tracker was right. For one FILE.",
    ),
]
_Name = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="The name of the meeting, where its day is not enough, such as 2024-11-06-egm. "
        "For one FILE.",
    ),
]
_One = Annotated[
    bool, typer.Option("--one", help="The FILE is one meeting, although it has several days.")
]
_Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="TITLE", help="Of a workbook, only this sheet. Repeatable."),
]
_Header = Annotated[
    int | None,
    number_option(
        "--header", "ROW", "The row of the headings, as the spreadsheet counts.", least=1
    ),
]
_Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="What a column contains, by its heading or letter. FIELD is ref, action, owner, due, "
        "revised, status, update, raised, closed, from, links or ignore. Repeatable.",
    ),
]
_Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="WORDS=STATUS",
        help="What a word of the tracker means. Repeatable.",
    ),
]
_Lapse = Annotated[
    bool,
    typer.Option(
        "--lapse-unlisted",
        help="Record the open actions that the tracker does not list as lapsed.",
    ),
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking first.")]
_DayFirst = Annotated[
    bool, typer.Option("--day-first", help="Dates such as 05/06/25 have the day first.")
]
_MonthFirst = Annotated[
    bool, typer.Option("--month-first", help="Dates such as 05/06/25 have the month first.")
]
_KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help="Write the others where some FILEs are refused."),
]
_Print = Annotated[
    bool,
    typer.Option(
        "--print", help="Print the text of the new file, and write nothing. For one FILE."
    ),
]
_Format = Annotated[
    str, choice_option("--format", ("text", "json"), metavar="FORMAT", text="How to report")
]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 5 if anything is unsure.")]


def import_old_files(
    files: _Files,
    *,
    day: _Day = None,
    name: _Name = None,
    one: _One = False,
    sheet: _Sheets = None,
    header: _Header = None,
    map_: _Columns = None,
    status: _Statuses = None,
    day_first: _DayFirst = False,
    month_first: _MonthFirst = False,
    lapse_unlisted: _Lapse = False,
    keep_going: _KeepGoing = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    print_: _Print = False,
    format_: _Format = "text",
    exit_code: _ExitCode = False,
    yes: _Yes = False,
    meetings: Folder = None,
) -> None:
    """Make meeting files of past minutes and action trackers.

    No word is dropped. What is unsure has a comment in the file, and a line in the report.
    No file that exists is changed.

    \b
    scrutiny import minutes-2015-04-30.docx --dry-run
    scrutiny import old/*.docx old/tracker.xlsx
    scrutiny import minutes.pdf --date 30.04.15
    """
    _refuse_for_several(files, {"--date": day, "--name": name, "--print": print_ or None})
    if day_first and month_first:
        raise UsageError("Type --day-first or --month-first, not both.")
    order = month_first if day_first or month_first else None
    sources = [_read_source(path) for path in files]
    is_trial = dry_run or print_
    with open_for_writing(meetings) as session:
        if session.has_errors:
            print_errors(session)
        typed_day = None if day is None else session.parse_day(day, "--date")
        options = ImportOptions(typed_day, name, one, order, lapse_unlisted)
        columns = TrackerOptions(tuple(sheet or ()), header, {}, {}, order, typed_day)
        columns = _read_tracker_options(session, columns, map_ or [], status or [])
        with require_extra("import"):
            batch = _make_batch(session, sources, options, columns, is_confirmed=yes or is_trial)
        is_written = _choose_writing(batch, keep_going=keep_going, dry_run=is_trial)
        if is_written:
            _write_batch(session, batch)
    print_report(
        batch, session.today, is_json=format_ == "json", is_written=is_written, prints_text=print_
    )
    show_written(batch, diff=diff, prints_text=print_)
    note_next_steps(batch, session, is_written=is_written, dry_run=is_trial)
    raise typer.Exit(_choose_exit_code(batch, exit_code=exit_code))


def _read_tracker_options(
    session: Session, options: TrackerOptions, columns: list[str], statuses: list[str]
) -> TrackerOptions:
    """Return the options with what columns and words of the tracker mean."""
    known = StatusVocabulary(session.whole.series.statuses)
    try:
        return options._replace(
            columns=read_column_options(columns), statuses=read_status_options(statuses, known)
        )
    except InvalidTrackerOption as reason:
        raise UsageError(str(reason)) from reason


def _refuse_for_several(files: list[str], options: dict[str, object]) -> None:
    for flag, value in options.items():
        if value is not None and len(files) > 1:
            raise UsageError(f"{flag} is for one FILE. Import the others without it.")


def _read_source(path: str) -> ImportFile:
    """Read a FILE; its path is that which was typed."""
    return ImportFile(path, read_file(Path(path)))


def _make_batch(
    session: Session,
    sources: list[ImportFile],
    options: ImportOptions,
    columns: TrackerOptions,
    *,
    is_confirmed: bool,
) -> Batch:
    """Return what becomes of the FILEs; a tracker that cannot be planned is refused."""
    plans: dict[ImportFile, TrackerPlan] = {}
    refused: list[RefusedFile] = []
    for file in sources:
        try:
            plan = plan_tracker_file(
                file,
                columns,
                session.whole,
                asks=is_interactive() and not is_confirmed,
                is_confirmed=is_confirmed,
            )
        except CannotImport as reason:
            refused.append(RefusedFile(file, str(reason)))
        else:
            plans |= {} if plan is None else {file: plan}
    folder = TargetFolder(format_path(session.folder), session.whole, session.today)
    left = [file for file in sources if file not in {one.source for one in refused}]
    batch = import_files(left, options, folder, plans, show_progress("Importing"))
    return batch._replace(refused=(*batch.refused, *refused))


def _choose_writing(batch: Batch, *, keep_going: bool, dry_run: bool) -> bool:
    """Return whether the files are written: all of them, or with `keep_going` those that can be."""
    return bool(batch.files) and not dry_run and (keep_going or not batch.refused)


def _write_batch(session: Session, batch: Batch) -> None:
    texts = {
        session.folder / f"{file.meeting.name}.yaml": file.written.text for file in batch.files
    }
    write_all_files(texts, replace=False)
    RUN.has_written = True


def _choose_exit_code(batch: Batch, *, exit_code: bool) -> int:
    if batch.refused:
        return ExitCode.REFUSED
    return ExitCode.ROWS_FOUND if exit_code and batch.has_doubts else 0
