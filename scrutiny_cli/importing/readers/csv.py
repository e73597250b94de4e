"""A tracker in plain text: a file whose columns are separated by a comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from scrutiny_cli.importing.blocks import CannotImport, IgnoredText
from scrutiny_cli.importing.clean_text import clean_characters, decode_text, describe_removed
from scrutiny_cli.importing.sheets import (
    TrackerCell,
    TrackerFile,
    TrackerRow,
    TrackerSheet,
    check_text_length,
    check_value_place,
    trim_cell_text,
)

_SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE = 30  # records by which the separator is found
# Excel reads and writes a first line that names the separator.
_NAMED = re.compile(r'"?sep=([^\n"])"?\n', re.IGNORECASE)


def read_csv(data: bytes) -> TrackerFile:
    """Return the rows of a CSV or TSV file.

    Raises:
        CannotImport: It is not text, has an open quotation mark, or is larger than the limits.

    """
    decoded = decode_text(data)
    clean = clean_characters(decoded.text)
    named = _NAMED.match(clean.text)
    text = clean.text[named.end() :] if named else clean.text
    separator = named[1] if named else find_separator(text)
    rows = tuple(_read_rows(text, separator, 2 if named else 1))
    ignored = (IgnoredText("row 1", "name of the separator", named[0].strip()),) if named else ()
    notes = (*decoded.notes, *describe_removed(clean.removed))
    return TrackerFile((TrackerSheet("", rows),), clean.text, ignored, notes=notes)


def find_separator(text: str) -> str:
    """Return what separates the columns: the sign that gives most of the first records alike."""
    lines = text.lstrip("\n")
    return max(_SEPARATORS, key=lambda sign: (_rate_separator(lines, sign), sign == ","))


def _rate_separator(text: str, sign: str) -> int:
    """Return how many cells the records have that have as many as most others have."""
    try:
        records = list(islice(_split_records(text, sign), _SAMPLE))
    except csv.Error:
        return 0
    counts = Counter(len(record) for record in records if len(record) > 1)
    return max((number * width for width, number in counts.items()), default=0)


def _split_records(text: str, separator: str) -> Iterator[list[str]]:
    return iter(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))


def _read_rows(text: str, separator: str, first: int) -> Iterator[TrackerRow]:
    """Yield the rows that have a value, numbered from `first` on."""
    records = enumerate(_split_records(text, separator), first)
    number = first - 1
    try:
        for number, record in records:
            row = _read_row(number, record)
            if row.filled:
                yield row
    except csv.Error as error:
        raise CannotImport(
            f"Row {number + 1} cannot be read, because a quotation mark is not closed or a cell "
            "is too long. Correct that row, or open the file in Excel and save it as .xlsx."
        ) from error


def _read_row(number: int, record: Iterable[str]) -> TrackerRow:
    cells = tuple(TrackerCell(trim_cell_text(text)) for text in record)
    row = TrackerRow(number, cells)
    for column in row.filled:
        check_value_place("", number, column)
        check_text_length(f"A cell of row {number}", cells[column].text)
    return row
