"""The day for which a tracker is right, as a cell near its top says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.sheets import TrackerRow, TrackerSheet
from scrutiny_cli.importing.tracker.sheet_tables import SheetLayout
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.dates.day_search import find_days

_SAYS_DAY = re.compile(
    r"\b(?:as\s+(?:at|of|on)|(?:last\s+)?updated|updated?\s+on|compiled|correct\s+(?:at|on|as)|"
    r"position\s+(?:at|on)|prepared|produced|printed|date\s+of\s+(?:update|report)|"
    r"(?:update|report)\s+date|status\s+date)\b",
    re.IGNORECASE,
)


class TrackerDay(NamedTuple):
    """A day, and the cell that says it: its place in words."""

    day: date
    place: str = ""


def find_tracker_day(layouts: Iterable[SheetLayout], *, month_first: bool) -> TrackerDay | None:
    """Return the latest day that cells above the tables or in their headings say."""
    found = [day for layout in layouts for day in _list_days(layout, month_first=month_first)]
    return max(found, key=lambda found: found.day, default=None)


def _list_days(layout: SheetLayout, *, month_first: bool) -> Iterator[TrackerDay]:
    headings = layout.tables[0].heading_rows if layout.tables else ()
    for row in (*layout.above, *headings):
        yield from _list_row_days(layout.sheet, row, month_first=month_first)


def _list_row_days(
    sheet: TrackerSheet, row: TrackerRow, *, month_first: bool
) -> Iterator[TrackerDay]:
    for column in row.filled:
        text = " ".join(row.cells[column].text.split())
        said = _SAYS_DAY.search(text)
        if said is None:
            continue
        day = _find_day(text[said.start() :], month_first=month_first)
        day = day or _find_beside(row, column, month_first=month_first)
        if day is not None:
            yield TrackerDay(day, sheet.describe_row(row.number))


def _find_beside(row: TrackerRow, column: int, *, month_first: bool) -> date | None:
    """Return the day in the next cell that has something."""
    after = next((at for at in row.filled if at > column), None)
    if after is None:
        return None
    cell = row.cells[after]
    return cell.day or _find_day(" ".join(cell.text.split()), month_first=month_first)


def _find_day(text: str, *, month_first: bool) -> date | None:
    """Return the first full date of a text."""
    days = find_days(text, month_first=month_first)
    written = (text[day.start : day.end] for day in days if day.year is not None)
    found = (find_date(each, month_first=month_first) for each in written)
    return next((day for day in found if day is not None), None)
