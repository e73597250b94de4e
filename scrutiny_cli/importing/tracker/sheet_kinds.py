"""Which sheets of a file are trackers, and which files are none: each refused in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.sheets import TrackerFile, TrackerRow, TrackerSheet
from scrutiny_cli.importing.tracker.options import TrackerOptions, normalize_heading
from scrutiny_cli.importing.tracker.sheet_tables import SheetLayout, lay_out_sheet
from scrutiny_cli.minutes.dates.date_words import split_tokens
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.dates.month_names import MONTHS

_PEOPLE = re.compile(
    r"(?:those |members |people )?(?:present|in attendance|attendees|attendance|apologies)"
    r"(?: for absence| received)?\s*(?::.*)?",
    re.IGNORECASE | re.DOTALL,
)
_MINUTES = re.compile(r"(?:draft )?minutes of\b", re.IGNORECASE)
_FEWEST_MEETINGS = 2
_AS_DOCUMENT = "Save the sheet as PDF, or copy it into Word, and import that."


def choose_sheets(file: TrackerFile, options: TrackerOptions) -> list[SheetLayout]:
    """Return the sheets of a file that have headings of a tracker.

    Raises:
        CannotImport: There is none, a typed one is missing, or the sheets are minutes.

    """
    sheets = _select_typed(file.sheets, options)
    if not options.sheets:
        _refuse_sheets_of_meetings(sheets)
    layouts = [lay_out_sheet(sheet, options.header) for sheet in sheets if sheet.rows]
    for layout in layouts:
        _refuse_minutes(layout)
    found = [layout for layout in layouts if layout.tables]
    if not found or (options.sheets and len(found) < len(layouts)):
        raise CannotImport(_describe_missing([each for each in layouts if not each.tables]))
    return found


def _select_typed(sheets: Sequence[TrackerSheet], options: TrackerOptions) -> list[TrackerSheet]:
    by_name = {normalize_heading(sheet.name): sheet for sheet in sheets}
    for name in options.sheets:
        if normalize_heading(name) not in by_name:
            names = ", ".join(f"“{sheet.name}”" for sheet in sheets if sheet.name)
            known = f"The sheets are {names}." if names else "A CSV file has no sheets."
            raise CannotImport(f"There is no sheet “{name}”. {known}")
    wanted = {normalize_heading(name) for name in options.sheets}
    return [sheet for sheet in sheets if not wanted or normalize_heading(sheet.name) in wanted]


def _refuse_sheets_of_meetings(sheets: Sequence[TrackerSheet]) -> None:
    filled = [sheet for sheet in sheets if sheet.rows]
    found = [sheet.name for sheet in filled if _is_named_by_day(sheet.name)]
    if len(found) >= _FEWEST_MEETINGS and 2 * len(found) > len(filled):
        names = ", ".join(f"“{name}”" for name in found[:3])
        raise CannotImport(
            f"The workbook has one sheet for each meeting, such as {names}. Save each sheet as "
            "PDF, or copy it into Word, and import those files. If one sheet is the tracker, type "
            f"its name, for example --sheet “{found[-1]}”"
        )


def _is_named_by_day(name: str) -> bool:
    """Whether a sheet's name is a day or a month."""
    return bool(find_days(name)) or any(token.text in MONTHS for token in split_tokens(name))


def _refuse_minutes(layout: SheetLayout) -> None:
    """Refuse a sheet into which minutes are typed: people are listed above its actions."""
    rows = layout.above if layout.tables else layout.sheet.rows
    texts = [text for row in rows for text in _list_texts(row)]
    has_people = any(_PEOPLE.fullmatch(text) for text in texts)
    is_minutes = not layout.tables and any(_MINUTES.match(text) for text in texts)
    if has_people or is_minutes:
        where = f"Sheet “{layout.sheet.name}”" if layout.sheet.name else "The file"
        raise CannotImport(f"{where} has minutes, and is not a tracker. {_AS_DOCUMENT}")


def _list_texts(row: TrackerRow) -> list[str]:
    return [row.cells[column].text for column in row.filled]


def _describe_missing(layouts: Sequence[SheetLayout]) -> str:
    if not layouts:
        return "There is nothing in it. Check whether it was saved."
    names = ", ".join(f"“{layout.sheet.name}”" for layout in layouts if layout.sheet.name)
    where = f" of {names}" if names else ""
    example = next(chain.from_iterable(layout.sheet.rows for layout in layouts)).number
    return (
        f"No row with the headings of a tracker was found in the first 40 rows{where}. Type the "
        f"row of the headings, for example --header {example}, and what the columns contain, for "
        "example --map C=action. If it is not a tracker, save it as PDF, or copy it into Word."
    )
