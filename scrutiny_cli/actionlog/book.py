"""The whole program minus the disk: texts in, everything they say out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.calendar import Ambiguous, Calendar, calendar, day_of, is_previous
from scrutiny_cli.actionlog.fold import fold
from scrutiny_cli.actionlog.log import Book
from scrutiny_cli.actionlog.people import directory
from scrutiny_cli.actionlog.walk import items_of
from scrutiny_cli.minutes import reading, statuses, yamltree
from scrutiny_cli.minutes.model import Series
from scrutiny_cli.minutes.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scrutiny_cli.minutes.model import Meeting, Status
    from scrutiny_cli.minutes.text import Source, Word


def build(
    sources: Iterable[Source], *, as_at: date | None = None, faults: Iterable[Problem] = ()
) -> Book:
    """Read all files and fold them, as at the end of a day (None: all that is on file).

    A source whose path ends in `series.yaml` is the series. `faults` are problems found
    before there was a text, as bytes that are not UTF-8. Never raises for what a file says.
    """
    listed = sorted(sources, key=lambda source: source.path)
    problems = list(faults)
    told = {problem.place.path for problem in problems}
    series_source = next((s for s in listed if is_series(s.path)), None)
    series = _series(series_source, problems)
    known = _known(series)
    meetings: list[Meeting] = []
    unread: list[Source] = []
    for source in listed:
        if source is not series_source:
            said = _meeting(source, known, problems)
            (meetings if said is not None else unread).append(said or source)  # type: ignore[arg-type]
    problems = [p for p in problems if p.rule != "empty-file" or p.place.path not in told]
    ordered = calendar(tuple(meetings))
    people = directory(series, ordered.meetings)
    days = [reading.file_name_day(source.path) for source in unread]
    since = min((day for day in days if day is not None), default=None)
    log = fold(ordered, series, people, as_at=as_at, unread_since=since)
    problems += [*log.problems, *_approvals(ordered)]
    unreadable = tuple(source.path for source in unread)
    return Book(
        tuple(listed), series, series_source, ordered.meetings, people, log,
        in_order(problems), unreadable,
    )  # fmt: skip


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems as a reader meets them: by file, then by place."""
    return tuple(sorted(problems, key=lambda one: (one.place.path, one.place.start, one.rule)))


def is_series(path: str) -> bool:
    """Whether a path is that of the series."""
    return path.rsplit("/", 1)[-1] == "series.yaml"


def _series(source: Source | None, problems: list[Problem]) -> Series:
    if source is None:
        return Series()
    series, found = reading.read_series(yamltree.parse(source))
    problems += found
    return series


def _known(series: Series) -> dict[str, Status]:
    own = {statuses.squashed(word): status for word, status in series.statuses}
    return statuses.KNOWN | own


def _meeting(source: Source, known: dict[str, Status], problems: list[Problem]) -> Meeting | None:
    read = reading.read_meeting(yamltree.parse(source), known)
    problems += read.problems
    return read.said


def approved_by(ordered: Calendar, meeting: Meeting, word: Word | str) -> Meeting | None:
    """Find the meeting whose minutes a word under `approves` means; None: it has no file."""
    if is_previous(word):
        return ordered.before(meeting)
    try:
        return ordered.named(word)
    except Ambiguous:
        return None


def _approvals(ordered: Calendar) -> list[Problem]:
    found: list[Problem] = []
    for meeting in ordered.meetings:
        for item in items_of(meeting):
            for word in item.approves:
                found += _approval(ordered, meeting, word)
    return found


def _approval(ordered: Calendar, meeting: Meeting, word: Word) -> list[Problem]:
    if is_previous(word):
        return []
    try:
        named = ordered.named(word)
    except Ambiguous as several:
        message = f"Two meetings were held on {word}."
        hint = "Name the one that is meant: " + ", ".join(several.names) + "."
        return [Problem("ambiguous-meeting", message, word.place, hint)]
    day = named.date if named is not None else day_of(word)
    if day is None:
        hint = "Write its date, its file's name without .yaml, or `previous meeting`."
        return [Problem("bad-date", f"“{word}” names no meeting.", word.place, hint)]
    if day > meeting.date or (named is not None and named.name == meeting.name):
        message = f"The minutes of {word} cannot be agreed on {meeting.date}."
        hint = "A meeting agrees the minutes of an earlier one: correct the date."
        return [Problem("approves-later", message, word.place, hint)]
    return []
