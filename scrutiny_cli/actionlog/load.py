"""The whole program minus the disk: texts in, everything they say out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.approvals import check_approvals
from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.fold import fold
from scrutiny_cli.actionlog.labels import settle
from scrutiny_cli.actionlog.meetings import calendar
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.people import directory
from scrutiny_cli.actionlog.status_hints import with_status_hints
from scrutiny_cli.minutes import reader, statuses, yaml_parser
from scrutiny_cli.minutes.date_styles import has_month_first
from scrutiny_cli.minutes.model import Series
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.minutes.reader import ReadResult
    from scrutiny_cli.minutes.source import Source


def build(
    sources: Iterable[Source],
    *,
    as_at: date | None = None,
    faults: Iterable[Problem] = (),
    progress: Callable[[int, int], None] | None = None,
    cache: dict[tuple[Source, Series], ReadResult] | None = None,
) -> MinuteBook:
    """Read all files and fold them, as at the end of a day (None: all that is on file).

    A source whose path ends in `series.yaml` is the series. `faults` are problems found
    before there was a text, as bytes that are not UTF-8. `progress` is called with the number
    of files read so far and of all. `cache` holds what was read before, and what is read now.
    Never raises for what a file says.
    """
    listed = sorted(sources, key=lambda source: source.path)
    series_source = next((s for s in listed if is_series(s.path)), None)
    series_read, problems = _series(series_source)
    files = [source for source in listed if source is not series_source]
    read = _gathered(
        files, _read_each(files, series_read, progress, {} if cache is None else cache)
    )
    meetings_read = calendar(tuple(read.meetings)).meetings
    series, meetings = settle(series_read, meetings_read)
    ordered = calendar(meetings)
    people = directory(series, ordered.meetings)
    log = fold(ordered, series, people, unread_since=read.since())
    found = (
        *_told_once(faults, (*problems, *read.problems)),
        *log.problems,
        *check_approvals(ordered),
    )
    unreadable = tuple(source.path for source in read.unread)
    known = statuses.StatusVocabulary(series.statuses)
    return MinuteBook(
        tuple(listed), series, series_source, ordered.meetings, people,
        cut_log(log, as_at),
        with_status_hints(in_order(found), log, ordered, known), unreadable, read.since(),
        series_read, meetings_read,
    )  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class _Files:
    """The meetings that could be read, the files that could not, and what is wrong."""

    meetings: list[Meeting] = field(default_factory=list)
    unread: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def since(self) -> date | None:
        """Give the day of the first file that could not be read; one without a day may be any."""
        days = (reader.file_name_day(source.path) for source in self.unread)
        return min((day or date.min for day in days), default=None)

    def leave_out(self, source: Source, first: Source) -> None:
        """Leave out a file whose meeting has another: their keys would be the same."""
        name, other = (reader.meeting_name(one.path) for one in (source, first))
        if name == other:
            message = f"This file is left out: {first.path} is the file of the same meeting."
            hint = f"Put what is only here into {first.path}, and delete this file."
        else:
            message = f"This file is left out: its name differs from {first.path} only by case."
            hint = f"Rename it, as {name}-2.yaml, or put what is only here into the other file."
        self.problems.append(Problem("file-name-date", message, Span(source, 0, 0), hint))
        self.unread.append(source)


def _by_name(files: list[Source]) -> dict[str, Source]:
    """Give the file that counts for each meeting's name: the one in .yaml, else the first."""
    ordered = sorted(files, key=lambda one: not one.path.endswith(".yaml"))
    return {_identify(one): one for one in reversed(ordered)}


def _identify(source: Source) -> str:
    return reader.compare_name(reader.meeting_name(source.path))


def _read_each(
    files: list[Source],
    series: Series,
    progress: Callable[[int, int], None] | None,
    cache: dict[tuple[Source, Series], ReadResult],
) -> Iterator[ReadResult]:
    """Read each file that is not in the cache: what a file says depends on the series, too."""
    known = statuses.StatusVocabulary(series.statuses)
    month_first = has_month_first(series.dates)
    for count, source in enumerate(files, 1):
        if progress is not None:
            progress(count, len(files))
        key = source, series
        if key not in cache:
            cache[key] = reader.read(source, known, month_first=month_first)
        yield cache[key]


def _gathered(files: list[Source], read: Iterable[ReadResult]) -> _Files:
    found = _Files()
    counting = _by_name(files)
    for source, (said, problems) in zip(files, read, strict=True):
        first = counting[_identify(source)]
        if first is not source:
            found.leave_out(source, first)
            continue
        found.problems += problems
        # With a `#` in a name a key of one file may be that of another.
        if said is None or "#" in reader.meeting_name(source.path):
            found.unread.append(source)
        else:
            found.meetings.append(said)
    return found


def _told_once(faults: Iterable[Problem], found: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out that a file is empty where it was told that it cannot be opened."""
    listed = tuple(faults)
    told = {problem.place.path for problem in listed}
    yield from listed
    yield from (p for p in found if p.rule != "empty-file" or p.place.path not in told)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems as a reader meets them: by file, then by place."""
    return tuple(sorted(problems, key=lambda one: (one.place.path, one.place.start, one.rule)))


def is_series(path: str) -> bool:
    """Whether a path is that of the series."""
    return path.rsplit("/", 1)[-1] == "series.yaml"


def _series(source: Source | None) -> tuple[Series, tuple[Problem, ...]]:
    return (Series(), ()) if source is None else reader.read_series(yaml_parser.parse(source))
