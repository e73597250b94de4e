"""The board's numbers: their pattern, and the next free one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.traverse import list_placed_actions, list_raised
from scrutiny_cli.minutes.model import Meeting, Series
from scrutiny_cli.minutes.patterns import NAME
from scrutiny_cli.minutes.source import normalize_ref


class ParsedRef(NamedTuple):
    """A ref read by a pattern: its n, what else the pattern names, as text, and n as written."""

    n: int
    within: tuple[str, ...]
    figures: str


_FORMS = {
    "n": "[0-9]{1,9}",
    "yy": "[0-9]{2}",
    "yyyy": "[0-9]{4}",
    "yy+1": "[0-9]{2}",
    "meeting": ".+?",
}


def parse_ref(pattern: str, ref: str) -> ParsedRef | None:
    """Read a ref by a pattern such as `{n}/{yy}`; None where it does not fit."""
    match = _compile_pattern(pattern).fullmatch(normalize_ref(ref))
    if match is None:
        return None
    pieces = list(match.groups())
    figures = pieces.pop(NAME.findall(pattern).index("n"))
    return ParsedRef(int(figures), tuple(pieces), figures)


def matches_pattern(pattern: str, ref: str, width: int = 1) -> bool:
    """Whether a ref is written as a pattern would write it: with zeros up to a width alone."""
    found = parse_ref(pattern, ref)
    return found is not None and found.figures == f"{found.n:0{width}}"


def _format_ref(pattern: str, figures: str, within: Iterable[str]) -> str:
    others = iter(within)
    return NAME.sub(lambda match: figures if match[1] == "n" else next(others), pattern)


@cache
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    pieces = NAME.split(pattern)
    return re.compile(
        "".join(
            f"({_FORMS[piece]})" if at % 2 else re.escape(normalize_ref(piece))
            for at, piece in enumerate(pieces)
        )
    )


def board_year(day: date, year_starts: int | None) -> int:
    """Return the board's year of a day: it begins on the first of a month (None: January)."""
    return day.year - (year_starts is not None and day.month < year_starts)


def years_named(pattern: str, number: ParsedRef) -> dict[str, str]:
    """Return what a number has for the years that its pattern names."""
    names = (name for name in NAME.findall(pattern) if name != "n")
    pairs = zip(names, number.within, strict=True)
    return {name: text for name, text in pairs if name != "meeting"}


def year_values(day: date, year_starts: int | None) -> dict[str, str]:
    """Return the value of each name of a year on a day."""
    year = board_year(day, year_starts)
    return {"yyyy": f"{year:04}", "yy": f"{year % 100:02}", "yy+1": f"{(year + 1) % 100:02}"}


def find_ref_pattern(series: Series, index: MeetingIndex) -> str | None:
    """Return the series' pattern, else `{n}/{yy}` where the latest numbers raised all fit it."""
    if series.refs is not None:
        return str(series.refs)
    for meeting in reversed(index.meetings):
        refs = [found.entry.ref for found in list_raised(meeting) if found.entry.ref is not None]
        if refs:
            return "{n}/{yy}" if all(parse_ref("{n}/{yy}", ref) for ref in refs) else None
    return None


def next_free_ref(series: Series, index: MeetingIndex, meeting: Meeting) -> str | None:
    """Return the next free number for an action of a meeting; None if actions are not numbered."""
    return FreeRefs(series, index).find_next(meeting)


class FreeRefs:
    """The free numbers of a log; all that is given, brought forward included, is read once."""

    def __init__(self, series: Series, index: MeetingIndex) -> None:
        """Keep the log; its numbers are read when the first is asked for."""
        self._series = series
        self._index = index
        self._offered: dict[tuple[str, ...], int] = {}

    def offer_ref(self, meeting: Meeting) -> str | None:
        """Return a free number for a meeting that was not offered before; None: there are none."""
        if self.pattern is None:
            return None
        within = tuple(map(normalize_ref, self._pattern_values(meeting)))
        self._offered[within] = self._offered.get(within, 0) + 1
        return self.find_next(meeting, self._offered[within])

    def find_next(self, meeting: Meeting, count: int = 1) -> str | None:
        """Return the number that is `count` after the highest of a meeting's year or meeting."""
        if self.pattern is None:
            return None
        within = self._pattern_values(meeting)
        highest, width = self._highest_and_width
        n = highest.get(tuple(map(normalize_ref, within)), 0) + count
        return _format_ref(self.pattern, f"{n:0{width}}", within)

    def is_highest(self, ref: str) -> bool:
        """Whether a number is the highest of its year or meeting; False if it fits no pattern."""
        found = parse_ref(self.pattern, ref) if self.pattern is not None else None
        return found is not None and self._highest_and_width[0].get(found.within) == found.n

    @cached_property
    def pattern(self) -> str | None:
        """The pattern of the numbers; None if actions are not numbered."""
        return find_ref_pattern(self._series, self._index)

    @property
    def width(self) -> int:
        """The digits of the latest number, where the log writes numbers with zeros; else 1."""
        return self._highest_and_width[1] if self.pattern is not None else 1

    @cached_property
    def _highest_and_width(self) -> tuple[dict[tuple[str, ...], int], int]:
        """Read the highest number within what the pattern names, and the width of numbers."""
        highest: dict[tuple[str, ...], int] = {}
        width, is_padded = 1, False
        entries = (row for each in self._index.meetings for row in list_placed_actions(each))
        for ref in (entry.ref for _, (entry, _, _) in entries):
            found = parse_ref(self.pattern or "", ref) if ref is not None else None
            if found is not None:
                highest[found.within] = max(found.n, highest.get(found.within, 0))
                is_padded = is_padded or found.figures != str(found.n)
                width = len(found.figures) if is_padded else 1
        return highest, width

    def _pattern_values(self, meeting: Meeting) -> tuple[str, ...]:
        """Return what the pattern names besides {n}, as it is written for a meeting."""
        values = year_values(meeting.date, self._series.year_starts)
        names = [name for name in NAME.findall(self.pattern or "") if name != "n"]
        if "meeting" in names:
            values["meeting"] = self._meeting_numbers[meeting.name]
        return tuple(values[name] for name in names)

    @cached_property
    def _meeting_numbers(self) -> dict[str, str]:
        """Return each meeting's number, else one more than that of the last regular meeting."""
        found: dict[str, str] = {}
        count = 0
        for meeting in self._index.meetings:
            number = meeting.number
            found.setdefault(meeting.name, str(count + 1 if number is None else number))
            if meeting.is_regular:
                figures = re.search(r"[0-9]{1,9}", number) if number is not None else None
                count = int(figures[0]) if figures else count + 1
        return found
