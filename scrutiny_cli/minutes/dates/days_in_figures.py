"""Days in digits among other words, such as `25.06.15`, and years that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.minutes.dates.date_words import LAST_DAY

_MONTHS_IN_A_YEAR = 12
_PAIR, _TRIPLE = 2, 3  # groups of digits that may be a day
_SHORT, _FULL = 2, 4  # digits of a year
_NEARBY = 40  # characters before and after digits that show what they are
_HYPHENS = "-‐‑–"

_TIME = re.compile(r"(?<![0-9])[0-9]{1,2}:[0-9]{2}(?:[-–][0-9]{1,2}:[0-9]{2})?(?![0-9])")
_RUN = re.compile(r"(?<![0-9])[0-9]{1,8}(?:\s?[-/.‐‑–]\s?[0-9]{1,8})+(?![0-9])")
_SPACED = re.compile(r"(?<![^\s(,;])[0-9]{1,2} [0-9]{1,2} [0-9]{4}(?!\w)")
_EIGHT = re.compile(r"(?<!\w)[0-9]{8}(?!\w)")
UNIT = re.compile(
    r"\s*(?:-?(?:working|business|calendar|full|clear|more|further)\s+)?"
    r"(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?|h|minutes?|mins?|uhr|"
    r"am|pm|a\.m|p\.m|noon|meetings?|%|per ?cent)(?![^\W_])",
    re.IGNORECASE,
)
_YEARS_BEFORE = re.compile(
    r"(?:\bQ[1-4]|\bFY|\b(?:financial|academic|municipal|school|tax|fiscal) year|\byears?)[\s,:]*$",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day that a text contains: where, and its day, month and year as they are written.

    `year` is None if there is no year; `day` and `month` are None where they are unclear.
    `several`: it is a range of days, or a choice. `weekday` is 0 for Monday.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: str | None = None
    several: bool = False
    weekday: int | None = None


class Years(NamedTuple):
    """Two years that may also be a month, or a day and a month."""

    start: int
    end: int
    first: str
    second: str


class _Group(NamedTuple):
    """Figures without anything between them."""

    figures: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.figures)


class _Row(NamedTuple):
    """Groups of digits that one sign joins, `-`, `/` or `.`; and whether spaces are around it."""

    groups: list[_Group]
    sign: str = ""
    is_spaced: bool = False

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].end

    def find_context(self, text: str) -> tuple[str, str]:
        """Return the characters before and after the row that may show what it is."""
        return text[max(0, self.start - _NEARBY) : self.start], text[self.end : self.end + _NEARBY]


# Days


def find_days_in_figures(text: str, *, month_first: bool) -> Iterator[Day]:
    """Find each day that is written in digits alone; `month_first` is the order they are in."""
    masked = _TIME.sub(lambda time: " " * len(time[0]), text)
    before = None
    for row in _find_rows(masked):
        day = _read_row(row, masked, month_first=month_first)
        if day is not None:
            yield day if before is None else _include_first_day(day, before, masked)
        before = row
    for found in _SPACED.finditer(masked):
        first, second, year = found[0].split()
        if _is_either_order(int(first), int(second)):
            order = _order_day_and_month(int(first), int(second), month_first=month_first)
            yield Day(*found.span(), *order, year)
    for found in _EIGHT.finditer(masked):
        if (written := _read_eight_figures(found[0])) is not None:
            yield Day(found.start(), found.end(), *written)


def _include_first_day(day: Day, before: _Row, text: str) -> Day:
    """Add the first day of a range to the second: `17-21/2/25`."""
    if len(before.groups) != 1 or not 1 <= before.groups[0].number <= LAST_DAY:
        return day
    if text[before.end : day.start].strip() not in {"-", "–"}:
        return day
    return day._replace(start=before.start, several=True)


def _find_rows(text: str) -> Iterator[_Row]:
    for run in _RUN.finditer(text):
        figures = re.compile("[0-9]+").finditer(text, *run.span())
        yield from _split_run(text, [_Group(found[0], *found.span()) for found in figures])


def _split_run(text: str, groups: list[_Group]) -> Iterator[_Row]:
    """Split digits where the sign between them changes; `25.06-30.06` is two days."""
    joints = [text[group.end : following.start] for group, following in pairwise(groups)]
    signs = ["-" if joint.strip() in _HYPHENS else joint.strip() for joint in joints]
    is_mixed = len(set(signs)) > 1
    row = _Row([groups[0]])
    for group, sign, joint in zip(groups[1:], signs, joints, strict=True):
        if (is_mixed and sign == "-") or (row.sign and sign != row.sign):
            yield row
            row = _Row([group])
        else:
            row.groups.append(group)
            row = _Row(row.groups, sign, row.is_spaced or joint != joint.strip())
    yield row


def _read_row(row: _Row, text: str, *, month_first: bool) -> Day | None:
    if len(row.groups) == _PAIR:
        return _read_pair(row, text, month_first=month_first)
    if len(row.groups) == _TRIPLE:
        return _read_triple(row, month_first=month_first)
    return None


def _read_pair(row: _Row, text: str, *, month_first: bool) -> Day | None:
    """Read a day and a month without a year."""
    first, second = row.groups
    if row.is_spaced and row.sign != "/":
        return None
    if max(len(first.figures), len(second.figures)) > _PAIR or _is_no_day(row, text):
        return None
    order = _order_day_and_month(first.number, second.number, month_first=month_first)
    if _is_day(*order):
        return Day(row.start, row.end, *order)
    is_alone = text.strip(" ,.\t\n") == text[row.start : row.end]
    signs = ("/-" if is_alone else "/") + ("." if month_first else "")  # 06.25 may be a time
    is_swapped = row.sign in signs and _is_day(*order[::-1])
    return Day(row.start, row.end, *order[::-1]) if is_swapped else None


def _is_no_day(row: _Row, text: str) -> bool:
    """Whether a unit follows two digits, a letter is before them, or they are two years."""
    before, after = row.find_context(text)
    if UNIT.match(after) or re.search(r"(?:[^\W\d_][-/.]?|[£$€])$", before):
        return True
    if re.match(r"(?!(?:st|nd|rd|th|t[0-9])(?![^\W\d_]))[^\W\d_]", after, re.IGNORECASE):
        return True
    return _is_next_year(*(group.figures for group in row.groups))


def _read_triple(row: _Row, *, month_first: bool) -> Day | None:
    first, second, third = row.groups
    is_short = len(first.figures) <= _PAIR
    if is_short and len(second.figures) <= _PAIR and _is_either_order(first.number, second.number):
        order = _order_day_and_month(first.number, second.number, month_first=month_first)
        has_year = len(third.figures) in {_SHORT, _FULL}
        return Day(row.start, row.end, *order, third.figures) if has_year else _unclear_day(row)
    if is_short or not _is_either_order(second.number, third.number):
        return None
    has_year = len(first.figures) == _FULL
    order = third.number, second.number
    return Day(row.start, row.end, *order, first.figures) if has_year else _unclear_day(row)


def _unclear_day(row: _Row) -> Day:
    return Day(row.start, row.end)


def _order_day_and_month(first: int, second: int, *, month_first: bool) -> tuple[int, int]:
    return (second, first) if month_first else (first, second)


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= LAST_DAY and 1 <= month <= _MONTHS_IN_A_YEAR


def _is_either_order(first: int, second: int) -> bool:
    """Whether two digits can be a day and a month, in either order."""
    return _is_day(first, second) or _is_day(second, first)


def _read_eight_figures(figures: str) -> tuple[int, int, str] | None:
    """Read `20150625` or `25062015` as day, month and year; None: it is no day."""
    year, month, day = figures[:4], int(figures[4:6]), int(figures[6:])
    if year[:2] in {"19", "20"} and _is_day(day, month):
        return day, month, year
    day, month, year = int(figures[:2]), int(figures[2:4]), figures[4:]
    is_day = year[:2] in {"19", "20"} and _is_either_order(day, month)
    return (day, month, year) if is_day else None


# Two years


def _is_next_year(first: str, second: str) -> bool:
    """Whether digits are a year and the one after it, as in 2024/25, 24/25 and 2024/2025."""
    lengths = {_SHORT, _FULL}
    if len(first) not in lengths or len(second) not in lengths or len(second) > len(first):
        return False
    return str(int(first) + 1)[-len(second) :] == second


def is_year_span(text: str) -> bool:
    """Whether a whole text is a year and a later one in two digits, as 2024/25 or 2023-26."""
    found = re.fullmatch(r"[0-9]{2}([0-9]{2})[-/–]([0-9]{2})", text)
    return found is not None and (int(found[2]) > int(found[1]) or found[1] == "99")


def find_years(text: str) -> Years | None:
    """Find two years that may also be a month, or a day and a month: `2011/12`, `11/12`."""
    for row in _find_rows(text):
        if len(row.groups) != _PAIR or row.sign not in "/-":
            continue
        before, after = row.find_context(text)
        first, second = (group.figures for group in row.groups)
        if row.is_spaced and row.sign == "-" and len(first) == _SHORT:
            continue  # a range, as in `meetings 11 - 12`
        if UNIT.match(after) or _YEARS_BEFORE.search(before):
            continue
        if not _is_next_year(first, second) or len(second) != _SHORT:
            continue
        if _is_also_month(first, second, text[row.groups[0].end : row.groups[1].start]):
            return Years(row.start, row.end, first, second)
    return None


def _is_also_month(first: str, second: str, joint: str) -> bool:
    """Whether two years may be a month as well; with a plain hyphen, `2011-12`, they are one."""
    if len(first) == _FULL:
        return joint != "-" and 1 <= int(second) <= _MONTHS_IN_A_YEAR
    return _is_either_order(int(first), int(second))
