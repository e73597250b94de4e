"""The run of an import: the FILEs are read, their files are made and, if they may be, written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.cli.console import is_interactive, show_progress
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.meetings_folder import FolderNames
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
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_file
from scrutiny_cli.storage.file_writer import write_all_files
from scrutiny_cli.storage.paths import format_path


class TypedImport(NamedTuple):
    """What a person typed; `columns` and `statuses` are the texts of --map and --status.

    `is_trial`: nothing is to be written. `is_confirmed`: the columns of a tracker need not be
    confirmed.
    """

    files: list[str]
    meetings: FolderNames
    day: str | None = None
    name: str | None = None
    is_one: bool = False
    sheets: tuple[str, ...] = ()
    header: int | None = None
    columns: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    month_first: bool | None = None
    lapses_unlisted: bool = False
    keep_going: bool = False
    is_trial: bool = False
    is_confirmed: bool = False


class ImportRun(NamedTuple):
    """What became of an import."""

    session: Session
    batch: Batch
    is_written: bool
    may_write: bool


def run_import(typed: TypedImport) -> ImportRun:
    """Make the files of what was typed, and write all of them or those that may be written."""
    sources, unreadable = _read_sources(typed.files)
    with open_for_writing(typed.meetings) as session:
        if session.has_errors:
            print_errors(session)
        with require_extra("import"):
            batch = _make_batch(session, sources, typed)
        batch = batch._replace(refused=(*batch.refused, *unreadable))
        may_write = bool(batch.files) and (typed.keep_going or not batch.refused)
        is_written = may_write and not typed.is_trial
        if is_written:
            _write_batch(session, batch)
    return ImportRun(session, batch, is_written, may_write)


def _read_sources(paths: list[str]) -> tuple[list[ImportFile], list[RefusedFile]]:
    """Read the FILEs; one that cannot be read is refused, as one that is not understood."""
    sources: list[ImportFile] = []
    refused: list[RefusedFile] = []
    for path in paths:
        try:
            sources.append(ImportFile(path, read_file(Path(path))))
        except WriteRefused as reason:
            refused.append(RefusedFile(ImportFile(path, b""), str(reason)))
    return sources, refused


def _make_batch(session: Session, sources: list[ImportFile], typed: TypedImport) -> Batch:
    """Return what becomes of the FILEs; a tracker that cannot be planned is refused."""
    day = None if typed.day is None else session.parse_day(typed.day, "--date")
    options = ImportOptions(day, typed.name, typed.is_one, typed.month_first, typed.lapses_unlisted)
    columns = _read_tracker_options(session, typed)._replace(day=day)
    plans: dict[ImportFile, TrackerPlan] = {}
    refused: list[RefusedFile] = []
    for file in sources:
        try:
            plan = _plan_tracker(file, columns, session, typed)
        except CannotImport as reason:
            refused.append(RefusedFile(file, str(reason)))
        else:
            plans |= {} if plan is None else {file: plan}
    folder = TargetFolder(format_path(session.folder), session.whole, session.today)
    failed = {one.source for one in refused}
    left = [file for file in sources if file not in failed]
    batch = import_files(left, options, folder, plans, show_progress("Importing"))
    return batch._replace(refused=(*batch.refused, *refused))


def _plan_tracker(
    file: ImportFile, columns: TrackerOptions, session: Session, typed: TypedImport
) -> TrackerPlan | None:
    return plan_tracker_file(
        file,
        columns,
        session.whole,
        asks=is_interactive() and not typed.is_confirmed,
        is_confirmed=typed.is_confirmed,
    )


def _read_tracker_options(session: Session, typed: TypedImport) -> TrackerOptions:
    """Return what columns, words and figures of a tracker mean."""
    known = StatusVocabulary(session.whole.series.statuses)
    try:
        columns = read_column_options(typed.columns)
        statuses = read_status_options(typed.statuses, known)
    except InvalidTrackerOption as reason:
        raise UsageError(str(reason)) from reason
    return TrackerOptions(typed.sheets, typed.header, columns, statuses, typed.month_first)


def _write_batch(session: Session, batch: Batch) -> None:
    texts = {
        session.folder / f"{file.meeting.name}.yaml": file.written.text for file in batch.files
    }
    write_all_files(texts, replace=False)
    RUN.has_written = True
