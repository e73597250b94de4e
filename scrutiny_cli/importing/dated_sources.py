"""The meetings of FILEs with their days, before their text is looked at any further."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.blocks import CannotImport, SourceText
from scrutiny_cli.importing.conserve import prove_reading
from scrutiny_cli.importing.import_records import ImportFile, ImportOptions, RefusedFile
from scrutiny_cli.importing.limits import check_meeting_size
from scrutiny_cli.importing.recognise.date_order import choose_date_order
from scrutiny_cli.importing.recognise.day import DayOptions, MeetingDay, find_day
from scrutiny_cli.importing.recognise.parts import MeetingPart, split_parts
from scrutiny_cli.importing.separate_process import run_separately
from scrutiny_cli.importing.source_reader import is_separate, read_document
from scrutiny_cli.importing.tracker.plan import TrackerPlan
from scrutiny_cli.minutes.dates.date_styles import has_month_first
from scrutiny_cli.minutes.file_names import meeting_name

_Part = TypeVar("_Part", "DatedPart", "DatedTracker")


class DatedPart(NamedTuple):
    """A meeting of a document whose day is known; `place` counts the meetings of a FILE."""

    source: ImportFile
    reading: SourceText
    part: MeetingPart
    found: MeetingDay
    month_first: bool
    place: int

    @property
    def order(self) -> tuple[date, str, str, int]:
        """Where it comes among all, whatever the order of the FILEs."""
        return self.found.day, self.source.name, self.source.digest, self.place


class DatedTracker(NamedTuple):
    """A tracker whose day is known, and how it will be read."""

    source: ImportFile
    plan: TrackerPlan
    day: date

    @property
    def order(self) -> tuple[date, str, str, int]:
        """Where it comes among the trackers; they come after all minutes."""
        return self.day, self.source.name, self.source.digest, 0


class DatedSources(NamedTuple):
    """What was imported before, what is refused, and all others in the order of their days."""

    skipped: tuple[RefusedFile, ...]
    refused: tuple[RefusedFile, ...]
    parts: tuple[DatedPart, ...]
    trackers: tuple[DatedTracker, ...]


def date_sources(
    files: Sequence[ImportFile],
    plans: Mapping[ImportFile, TrackerPlan],
    options: ImportOptions,
    book: MinuteBook,
    progress: Callable[[int, int], None] | None = None,
) -> DatedSources:
    """Return the meetings of FILEs; `plans` are those of the trackers among them."""
    refused: list[RefusedFile] = []
    parts: list[DatedPart] = []
    trackers: list[DatedTracker] = []
    unique = list(dict.fromkeys(files))
    existing = {file: find_imported(book, file.digest) for file in unique}
    skipped = [RefusedFile(file, "", names) for file, names in existing.items() if names]
    documents = _DocumentReader([file for file in unique if not existing[file]], progress)
    for file in documents.files:
        try:
            if file in plans:
                trackers.append(_date_tracker(file, plans[file]))
                documents.count_file()
            else:
                parts += _date_parts(file, documents.read_file(file), options, book)
        except CannotImport as reason:
            refused.append(RefusedFile(file, str(reason)))
    return DatedSources(
        tuple(skipped), tuple(refused), tuple(_sort_parts(parts)), tuple(_sort_parts(trackers))
    )


class _DocumentReader:
    """Reads the FILEs of a run: those that are read in processes of their own first."""

    def __init__(
        self, files: Sequence[ImportFile], progress: Callable[[int, int], None] | None
    ) -> None:
        """Begin with all files of the run."""
        self.files = files
        self._progress = progress
        self._done = 0
        self._separate: dict[ImportFile, SourceText | CannotImport] | None = None

    def read_file(self, file: ImportFile) -> SourceText:
        """Return what a file has. Raises CannotImport."""
        if self._separate is None:
            self._separate = self._read_separately()
        found = self._separate.get(file)
        if found is None:
            self.count_file()
            return read_document(file.name, file.data)
        if isinstance(found, CannotImport):
            raise found
        return found

    def _read_separately(self) -> dict[ImportFile, SourceText | CannotImport]:
        jobs = {
            file: partial(read_document, file.name, file.data)
            for file in self.files
            if is_separate(file.name, file.data)
        }
        found = {}
        for file, reading in run_separately(jobs):
            found[file] = reading
            self.count_file()
        return found

    def count_file(self) -> None:
        """Show that one more file is read."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, len(self.files))


def _sort_parts(parts: Iterable[_Part]) -> list[_Part]:
    return sorted(parts, key=lambda part: part.order)


def find_imported(book: MinuteBook, digest: str) -> tuple[str, ...]:
    """Return the names of the meetings that were made of the file with a SHA-256."""
    mark = re.compile(rf"^x-imported:.*sha256:{digest}", re.MULTILINE)
    return tuple(
        meeting_name(source.path) for source in book.files.results if mark.search(source.text)
    )


def _date_tracker(file: ImportFile, plan: TrackerPlan) -> DatedTracker:
    plan.require_answers()
    if plan.day is None:
        raise CannotImport(
            "The day of the tracker is not known. Import it alone with its day, for example "
            "--date 2024-03-12"
        )
    return DatedTracker(file, plan, plan.day.day)


def _date_parts(
    file: ImportFile, reading: SourceText, options: ImportOptions, book: MinuteBook
) -> list[DatedPart]:
    prove_reading(reading)
    month_first = choose_date_order(
        reading.blocks,
        preferred=has_month_first(book.series.dates),
        typed=options.month_first,
    )
    wanted = DayOptions(options.day, month_first)
    dated = []
    parts = split_parts(reading, one=options.is_one)
    if len(parts) > 1 and (options.day, options.name) != (None, None):
        raise CannotImport(
            f"The file has {len(parts)} meetings, and --date and --name are for one. Import it "
            "without them, or add --one if it is one meeting."
        )
    for place, part in enumerate(parts):
        check_meeting_size(part.blocks)
        found = find_day(part, file.path, wanted)
        dated.append(DatedPart(file, reading, part, found, month_first, place))
    return dated
