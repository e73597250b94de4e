"""FILEs and options, and the log of a folder, to the texts of new files and what to report.

All is a pure function of its arguments: nothing is read from the disk or written to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.load import assemble_book, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.blocks import Block, CannotImport, Doubt, SourceText
from scrutiny_cli.importing.conserve import prove_reading, prove_writing
from scrutiny_cli.importing.imported_meeting import ImportedMeeting
from scrutiny_cli.importing.linked_meeting import LinkedMeeting, link_meeting
from scrutiny_cli.importing.new_errors import find_new_problems, refuse_new_errors
from scrutiny_cli.importing.recognise.date_order import choose_date_order
from scrutiny_cli.importing.recognise.day import DayOptions, MeetingDay, find_day
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.meeting import recognise_meeting
from scrutiny_cli.importing.recognise.parts import MeetingPart, split_parts
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.source_reader import read_document
from scrutiny_cli.importing.write import WrittenMeeting, WrittenSource, write_meeting
from scrutiny_cli.minutes.dates.date_styles import has_month_first
from scrutiny_cli.minutes.file_names import file_name_day, meeting_name
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.statuses import StatusVocabulary

_ROW_NUMBER = re.compile(r"\d{1,3}")


class ImportFile(NamedTuple):
    """A FILE: its path as it was typed, and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """Its name without its folder."""
        return self.path.replace("\\", "/").rpartition("/")[2]

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


class ImportOptions(NamedTuple):
    """What a person typed beside the FILEs."""

    day: date | None = None
    name: str | None = None
    is_one: bool = False
    month_first: bool | None = None


class TargetFolder(NamedTuple):
    """The folder of the meetings as it is shown, the log of its files, and the day of the run."""

    path: str
    book: MinuteBook
    today: date


class ImportedFile(NamedTuple):
    """A meeting that was made of a FILE: its text, and what the report says of it.

    `path` is that of the new file. The uses of the meeting count in `blocks`.
    """

    source: ImportFile
    path: str
    reading: SourceText
    blocks: tuple[Block, ...]
    meeting: ImportedMeeting
    written: WrittenMeeting


class RefusedFile(NamedTuple):
    """A FILE that is not imported, and why; `existing` are the meetings that it made before."""

    source: ImportFile
    reason: str
    existing: tuple[str, ...] = ()


class Batch(NamedTuple):
    """What becomes of all FILEs, in the order of the days of their meetings.

    `skipped` were imported before. `book` has the new files too, `problems` are the warnings
    that they bring.
    """

    files: tuple[ImportedFile, ...]
    refused: tuple[RefusedFile, ...]
    skipped: tuple[RefusedFile, ...]
    book: MinuteBook
    problems: tuple[Problem, ...] = ()

    @property
    def has_doubts(self) -> bool:
        """Whether anything is unsure."""
        return any(
            isinstance(subject, Doubt)
            for file in self.files
            for _, subject in file.written.subjects
        )


class _DatedPart(NamedTuple):
    """A meeting of a FILE whose day is known."""

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


def import_files(
    files: Sequence[ImportFile],
    options: ImportOptions,
    folder: TargetFolder,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Return what becomes of FILEs in a folder.

    Raises WordsLost where a word would be lost, which is a fault of the program.
    """
    skipped, refused, parts = _read_files(files, options, folder.book, progress)
    while True:
        batch = _Making(folder, options).make_batch(sorted(parts, key=_order_part))
        again = {failed.source for failed in batch.refused}
        partly = {done.source for done in batch.files} & again
        refused = [*refused, *batch.refused]
        if not partly:
            return batch._replace(refused=tuple(_sort_refused(refused)), skipped=tuple(skipped))
        parts = [part for part in parts if part.source not in again]


def _order_part(part: _DatedPart) -> tuple[date, str, str, int]:
    return part.order


def _sort_refused(refused: Iterable[RefusedFile]) -> list[RefusedFile]:
    """Return the refusals by the paths of their FILEs, each FILE once."""
    by_file = {failed.source: failed for failed in reversed(list(refused))}
    return sorted(by_file.values(), key=lambda failed: failed.source.path)


# Reading


def _read_files(
    files: Sequence[ImportFile],
    options: ImportOptions,
    book: MinuteBook,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[RefusedFile], list[RefusedFile], list[_DatedPart]]:
    """Return what was imported before, what cannot be read, and the meetings of all others."""
    skipped: list[RefusedFile] = []
    refused: list[RefusedFile] = []
    parts: list[_DatedPart] = []
    for count, file in enumerate(dict.fromkeys(files), 1):
        if progress is not None:
            progress(count, len(files))
        existing = find_imported(book, file.digest)
        if existing:
            skipped.append(RefusedFile(file, "", existing))
            continue
        try:
            parts += _read_parts(file, options, book)
        except CannotImport as reason:
            refused.append(RefusedFile(file, str(reason)))
    return skipped, refused, parts


def find_imported(book: MinuteBook, digest: str) -> tuple[str, ...]:
    """Return the names of the meetings that were made of the file with a SHA-256."""
    mark = re.compile(rf"^x-imported:.*sha256:{digest}", re.MULTILINE)
    return tuple(
        meeting_name(source.path) for source in book.files.results if mark.search(source.text)
    )


def _read_parts(file: ImportFile, options: ImportOptions, book: MinuteBook) -> list[_DatedPart]:
    reading = read_document(file.name, file.data)
    prove_reading(reading)
    month_first = choose_date_order(
        reading.blocks,
        preferred=has_month_first(book.series.dates),
        typed=options.month_first,
    )
    wanted = DayOptions(options.day, month_first)
    parts = split_parts(reading, one=options.is_one, month_first=month_first)
    return [
        _DatedPart(file, reading, part, find_day(part, file.path, wanted), month_first, place)
        for place, part in enumerate(parts)
    ]


# Making the files


class _Making:
    """The new files of a run, made one after another in the order of their days."""

    def __init__(self, folder: TargetFolder, options: ImportOptions) -> None:
        self.before, self.folder, self.today = folder.book, folder.path, folder.today
        self.options = options
        self.sources = {source.path: source for source in folder.book.sources}
        self.done: list[ImportedFile] = []
        self.refused: list[RefusedFile] = []

    def make_batch(self, parts: Iterable[_DatedPart]) -> Batch:
        """Return the files of all meetings, and those that bring errors as refused."""
        for part in parts:
            try:
                self.done.append(self._make_file(part))
            except CannotImport as reason:
                self.refused.append(RefusedFile(part.source, str(reason)))
                continue
            self.sources[self.done[-1].path] = _read_written(self.done[-1])
        self._refuse_errors()
        book = self._assemble(self.sources)
        problems = find_new_problems(self.before, book, self.today)
        return Batch(tuple(self.done), tuple(self.refused), (), book, problems)

    def _make_file(self, part: _DatedPart) -> ImportedFile:
        book = self._assemble(self._list_earlier(part.found.day))
        reading = _describe_reading(part, book)
        meeting = recognise_meeting(part.part, part.found, reading, self.options.name)
        linked = link_meeting(meeting, book)
        path = f"{self.folder}/{meeting.name}.yaml"
        if path in self.sources:
            raise CannotImport(self._explain_taken(path, part.source))
        return self._write_file(part, path, linked)

    def _write_file(self, part: _DatedPart, path: str, linked: LinkedMeeting) -> ImportedFile:
        source = WrittenSource(part.source.name, part.source.digest)
        series = self.before.series
        written = write_meeting(linked.meeting, source, series)
        known = [text for text in (series.title, series.time, series.venue) if text is not None]
        prove_writing(part.part.blocks, linked.meeting.uses, written.text, (*known, *linked.known))
        blocks = part.part.blocks
        return ImportedFile(part.source, path, part.reading, blocks, linked.meeting, written)

    def _explain_taken(self, path: str, source: ImportFile) -> str:
        """Return why a file of this name cannot be made, and what to do."""
        other = next((done for done in self.done if done.path == path), None)
        if other is None or other.source == source:
            what = f"{path} already exists" if other is None else "It has two meetings of this day"
        else:
            what = f"{other.source.path} has a meeting of the same day"
        return (
            f"{what}. If they are two meetings, import it alone with a name of its own, for "
            f"example --name {meeting_name(path)}-2."
        )

    def _list_earlier(self, day: date) -> Mapping[str, Source]:
        """Return the series, and the files of the days before one."""
        return {
            path: source
            for path, source in self.sources.items()
            if (file_name_day(path) or date.min) < day
        }

    def _assemble(self, sources: Mapping[str, Source]) -> MinuteBook:
        return assemble_book(read_texts(sources.values(), earlier=self.before.files))

    def _refuse_errors(self) -> None:
        """Refuse the files that bring errors, which are looked for only where there are some."""
        book = self._assemble(self.sources)
        if not any(one.is_error for one in find_new_problems(self.before, book, self.today)):
            return
        sources = {source.path: source for source in self.before.sources}
        kept: list[ImportedFile] = []
        now = self.before
        for file in self.done:
            tried = self._assemble(sources | {file.path: _read_written(file)})
            reason = refuse_new_errors(now, tried, self.today, file.path)
            if reason is None:
                kept.append(file)
                sources[file.path], now = _read_written(file), tried
            else:
                self.refused.append(RefusedFile(file.source, reason))
        self.done, self.sources = kept, sources


def _read_written(file: ImportedFile) -> Source:
    return Source(file.path, file.written.text)


def _describe_reading(part: _DatedPart, book: MinuteBook) -> Reading:
    return Reading(
        part.found.day,
        book,
        collect_people(book, ()),
        StatusVocabulary(book.series.statuses),
        part.month_first,
        has_row_numbers=_has_row_numbers(book),
    )


def _has_row_numbers(book: MinuteBook) -> bool:
    """Whether the numbers of the log's actions are mere counts."""
    refs = [action.entry.ref for action in book.log.actions if action.entry.ref is not None]
    return bool(refs) and all(_ROW_NUMBER.fullmatch(ref) for ref in refs)
