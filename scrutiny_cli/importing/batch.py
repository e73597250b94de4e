"""FILEs and options, and the log of a folder, to the texts of new files and what to report.

All is a pure function of its arguments: nothing is read from the disk or written to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from scrutiny_cli.actionlog.load import assemble_book, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.blocks import Block, CannotImport, SourceText
from scrutiny_cli.importing.conserve import prove_reading, prove_writing
from scrutiny_cli.importing.dated_sources import (
    DatedPart,
    DatedSources,
    DatedTracker,
    date_sources,
)
from scrutiny_cli.importing.import_records import (
    Batch,
    ImportedFile,
    ImportFile,
    ImportOptions,
    RefusedFile,
    TargetFolder,
)
from scrutiny_cli.importing.linked_meeting import LinkedMeeting, link_meeting
from scrutiny_cli.importing.new_errors import find_new_problems, refuse_new_errors
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.meeting import recognise_meeting
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.tracker.log_comparison import compare_with_log
from scrutiny_cli.importing.tracker.plan import TrackerPlan, has_row_numbers
from scrutiny_cli.importing.tracker.tracker_meeting import recognise_tracker
from scrutiny_cli.importing.write import WrittenSource, write_meeting
from scrutiny_cli.minutes.file_names import file_name_day, meeting_name
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.statuses import StatusVocabulary

_NO_PLANS: Mapping[ImportFile, TrackerPlan] = MappingProxyType({})


def import_files(
    files: Sequence[ImportFile],
    options: ImportOptions,
    folder: TargetFolder,
    plans: Mapping[ImportFile, TrackerPlan] = _NO_PLANS,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Return what becomes of FILEs in a folder; `plans` are those of the trackers among them.

    Raises WordsLost where a word would be lost, which is a fault of the program.
    """
    dated = date_sources(files, plans, options, folder.book, progress)
    refused = list(dated.refused)
    while True:
        batch = _Making(folder, options).make_batch(dated)
        refused += batch.refused
        failed = {one.source for one in batch.refused}
        if not any(done.source in failed for done in batch.files):
            return batch._replace(refused=tuple(_sort_refused(refused)), skipped=dated.skipped)
        # A FILE of several meetings is refused as a whole; others may have relied on it.
        parts = tuple(part for part in dated.parts if part.source not in failed)
        dated = dated._replace(parts=parts)


def _sort_refused(refused: Iterable[RefusedFile]) -> list[RefusedFile]:
    """Return the refusals by the paths of their FILEs, each FILE once."""
    by_file = {failed.source: failed for failed in reversed(list(refused))}
    return sorted(by_file.values(), key=lambda failed: failed.source.path)


class _Making:
    """The new files of a run, made one after another in the order of their days."""

    def __init__(self, folder: TargetFolder, options: ImportOptions) -> None:
        self.before, self.folder, self.today = folder.book, folder.path, folder.today
        self.options = options
        self.sources = {source.path: source for source in folder.book.sources}
        self.read = folder.book.files  # each file is read once
        self.done: list[ImportedFile] = []
        self.refused: list[RefusedFile] = []
        self.counts: Counter[ImportFile] = Counter()  # of the meetings of each FILE

    def make_batch(self, dated: DatedSources) -> Batch:
        """Return the files of all meetings, and those that bring errors as refused."""
        self.counts.update(part.source for part in dated.parts)
        for part in dated.parts:
            self._try_making(part.source, partial(self._make_minutes, part))
        for tracker in dated.trackers:
            self._try_making(tracker.source, partial(self._make_tracker, tracker))
        self._refuse_errors()
        book = self._assemble(self.sources)
        problems = find_new_problems(self.before, book, self.today)
        done = sorted(self.done, key=lambda file: file.meeting.name)
        return Batch(tuple(done), tuple(self.refused), (), book, problems)

    def _try_making(self, source: ImportFile, make: Callable[[], ImportedFile]) -> None:
        try:
            file = make()
        except CannotImport as reason:
            self.refused.append(RefusedFile(source, str(reason)))
        else:
            self.done.append(file)
            self.sources[file.path] = _read_written(file)
            self.read = read_texts(self.sources.values(), earlier=self.read)

    def _make_minutes(self, part: DatedPart) -> ImportedFile:
        book = self._assemble(self._list_earlier(part.found.day))
        reading = _describe_reading(book, part.found.day)._replace(month_first=part.month_first)
        meeting = recognise_meeting(part.part, part.found, reading, self.options.name)
        linked = link_meeting(meeting, book)
        return self._write_file(part.source, part.reading, part.part.blocks, linked)

    def _make_tracker(self, tracker: DatedTracker) -> ImportedFile:
        """Return the opening meeting of a tracker, for which minutes of its day count."""
        book = self._assemble(self._list_earlier(tracker.day, with_day=True))
        found = recognise_tracker(tracker.plan, _describe_reading(book, tracker.day))
        prove_reading(found.source)
        compared = compare_with_log(
            found, book, tracker.source.name, lapses=self.options.lapses_unlisted
        )
        linked = link_meeting(compared.found.meeting, book)
        file = self._write_file(tracker.source, found.source, found.source.blocks, linked)
        return file._replace(unlisted=compared.unlisted)

    def _write_file(
        self,
        source: ImportFile,
        reading: SourceText,
        blocks: tuple[Block, ...],
        linked: LinkedMeeting,
    ) -> ImportedFile:
        """Return the file of a linked meeting, after the proof that it has every word."""
        meeting = linked.meeting
        path = f"{self.folder}/{meeting.name}.yaml"
        if path in self.sources:
            raise CannotImport(self._explain_taken(path, source))
        series = self.before.series
        written = write_meeting(meeting, WrittenSource(source.name, source.digest), series)
        known = [text for text in (series.title, series.time, series.venue) if text is not None]
        prove_writing(blocks, meeting.uses, written.text, (*known, *linked.known))
        return ImportedFile(source, path, reading, blocks, meeting, written)

    def _explain_taken(self, path: str, source: ImportFile) -> str:
        """Return why a file of this name cannot be made, and what to do."""
        other = next((done for done in self.done if done.path == path), None)
        if other is None:
            what = f"{path} already exists. If this document replaces it, delete that file first"
        elif other.source == source:
            return (
                "The document has two meetings of this day. Save each as a "
                "document of its own, and import these with names of their own."
            )
        else:
            what = f"{other.source.path} has a meeting of the same day"
        if self.counts[source] > 1:
            return (
                f"{what}. {source.name} has several meetings: save the one of this day as a file "
                "of its own, and import both."
            )
        return (
            f"{what}. If they are two meetings, import this one alone with a name of its own, for "
            f"example --name {meeting_name(path)}-2"
        )

    def _list_earlier(self, day: date, *, with_day: bool = False) -> Mapping[str, Source]:
        """Return the series, and the files of the days before one, or up to it."""
        return {
            path: source
            for path, source in self.sources.items()
            if (found := file_name_day(path) or date.min) < day or (with_day and found == day)
        }

    def _assemble(self, sources: Mapping[str, Source]) -> MinuteBook:
        return assemble_book(read_texts(sources.values(), earlier=self.read))

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


def _describe_reading(book: MinuteBook, day: date) -> Reading:
    """Return what is known besides a document's text: the log before it, and its people."""
    return Reading(
        day,
        book,
        collect_people(book, ()),
        StatusVocabulary(book.series.statuses),
        has_row_numbers=has_row_numbers(book),
    )
