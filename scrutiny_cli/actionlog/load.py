"""The whole program without the disk: texts in, the minute book out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from scrutiny_cli.actionlog.approvals import check_approvals
from scrutiny_cli.actionlog.fold import fold_meetings
from scrutiny_cli.actionlog.labels import resolve_people
from scrutiny_cli.actionlog.meetings import index_meetings
from scrutiny_cli.actionlog.model import MinuteBook, ReadFolder
from scrutiny_cli.actionlog.people import build_directory
from scrutiny_cli.actionlog.status_hints import with_status_hints
from scrutiny_cli.minutes import reader, statuses
from scrutiny_cli.minutes.dates.date_styles import has_month_first
from scrutiny_cli.minutes.file_names import compare_name, file_name_day, meeting_name
from scrutiny_cli.minutes.model import Meeting, Series
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.reader import ReadResult
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml import parser


def build_book(
    sources: Iterable[Source],
    *,
    faults: Iterable[Problem] = (),
    progress: Callable[[int, int], None] | None = None,
) -> MinuteBook:
    """Read all files and combine them; see `read_texts` and `assemble_book`."""
    return assemble_book(read_texts(sources, progress=progress), faults)


def read_texts(
    sources: Iterable[Source],
    *,
    progress: Callable[[int, int], None] | None = None,
    earlier: ReadFolder | None = None,
) -> ReadFolder:
    """Read each file by itself. Never raises for a fault in a file.

    A source whose path ends in `series.yaml` is the series. `progress` is called with the
    number of files read so far and of all. A file that is in `earlier` with the same text is
    not read again, unless the series differs: how a file is read depends on it, too.
    """
    listed = sorted(sources, key=lambda source: source.path)
    series_source = next((s for s in listed if is_series(s.path)), None)
    series, problems = _read_series(series_source)
    known = statuses.StatusVocabulary(series.statuses)
    month_first = has_month_first(series.dates)
    read = earlier.results if earlier is not None and earlier.series == series else {}
    files = [source for source in listed if source is not series_source]
    results: dict[Source, ReadResult] = {}
    for count, source in enumerate(files, 1):
        if progress is not None:
            progress(count, len(files))
        results[source] = read.get(source) or reader.read_meeting_file(
            source, known, month_first=month_first
        )
    return ReadFolder(results, series, series_source, problems)


def assemble_book(files: ReadFolder, faults: Iterable[Problem] = ()) -> MinuteBook:
    """Put together what is in all files, and fold it into the log.

    `faults` are problems found before there was a text, as bytes that are not UTF-8.
    """
    usable = _select_meetings(files.results)
    meetings_read = index_meetings(tuple(usable.meetings)).meetings
    series, meetings = resolve_people(files.series, meetings_read)
    index = index_meetings(meetings)
    people = build_directory(series, meetings)
    log = fold_meetings(index, series, people, unread_since=usable.unread_since)
    problems = sort_problems(
        (
            *_drop_empty_files(faults, (*files.series_problems, *usable.problems)),
            *log.problems,
            *check_approvals(index),
        )
    )
    known = statuses.StatusVocabulary(series.statuses)
    return MinuteBook(
        series=series,
        index=index,
        directory=people,
        log=log,
        problems=with_status_hints(problems, log, index, known),
        unreadable=tuple(source.path for source in usable.unread),
        unread_since=usable.unread_since,
        files=files,
        meetings_read=meetings_read,
    )


@dataclass(slots=True, eq=False, repr=False)
class _Files:
    """The meetings that could be read, the files that could not, and what is wrong."""

    meetings: list[Meeting] = field(default_factory=list)
    unread: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def unread_since(self) -> date | None:
        """The day of the first file that could not be read; one without a day may be any."""
        days = (file_name_day(source.path) for source in self.unread)
        return min((day or date.min for day in days), default=None)

    def leave_out(self, source: Source, first: Source) -> None:
        """Skip a file whose meeting has another file: their keys would be the same."""
        name, other = (meeting_name(file.path) for file in (source, first))
        if name == other:
            message = (
                f"This file was skipped, because {first.path} is the file of the same meeting."
            )
            hint = f"Copy what is only in this file into {first.path}, then delete this file."
        else:
            difference = f"its name differs from {first.path} only in capitals"
            message = f"This file was skipped, because {difference}."
            hint = f"Rename it, for example to {name}-2.yaml, or copy its text into the other file."
        self.problems.append(Problem("file-name-date", message, Span(source, 0, 0), hint))
        self.unread.append(source)


def _by_name(files: list[Source]) -> dict[str, Source]:
    """Return the file that is used for each meeting's name: the one in .yaml, else the first."""
    ordered = sorted(files, key=lambda file: not file.path.endswith(".yaml"))
    return {_identify(file): file for file in reversed(ordered)}


def _identify(source: Source) -> str:
    return compare_name(meeting_name(source.path))


def _select_meetings(results: dict[Source, ReadResult]) -> _Files:
    """Separate the meetings that are used from the files that cannot be used."""
    found = _Files()
    counting = _by_name(list(results))
    for source, (meeting, problems) in results.items():
        first = counting[_identify(source)]
        if first is not source:
            found.leave_out(source, first)
            continue
        found.problems += problems
        # With a `#` in a name a key of one file may be that of another.
        if meeting is None or "#" in meeting_name(source.path):
            found.unread.append(source)
        else:
            found.meetings.append(meeting)
    return found


def _drop_empty_files(faults: Iterable[Problem], found: Iterable[Problem]) -> Iterator[Problem]:
    """Drop the report that a file is empty if it cannot be opened."""
    listed = tuple(faults)
    paths = {problem.place.path for problem in listed}
    yield from listed
    yield from (p for p in found if p.rule != "empty-file" or p.place.path not in paths)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, then by place."""

    def find_position(problem: Problem) -> tuple[str, int, str]:
        return problem.place.path, problem.place.start, problem.rule

    return tuple(sorted(problems, key=find_position))


def is_series(path: str) -> bool:
    """Whether a path is that of the series."""
    return path.rsplit("/", 1)[-1] == "series.yaml"


def _read_series(source: Source | None) -> tuple[Series, tuple[Problem, ...]]:
    return (Series(), ()) if source is None else reader.read_series(parser.parse_yaml(source))
