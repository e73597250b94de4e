"""What the values of a column show of it: dates, numbers, addresses, words of a status."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.recognise.cell_kinds import is_ref
from scrutiny_cli.importing.sheets import TrackerCell, TrackerRow
from scrutiny_cli.importing.tracker.sheet_tables import SheetTable
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.labels import is_nobody
from scrutiny_cli.minutes.statuses import KNOWN

_MOST = 0.7  # the share of the values that makes a column one of such values
_HALF = 0.5
_TELLING = re.compile(r"[A-Za-z/]")  # what a mere number does not have
_REF = re.compile(r"(?=\S*[0-9])[\w./#()-]{1,16}")
_YES_OR_NO = frozenset(("yes", "no", "y", "n", "x", "✓", "✔", "☑", "☐", "true", "false"))
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


class CellValues(NamedTuple):
    """The cells of a column that have a value."""

    cells: tuple[TrackerCell, ...]

    @property
    def mean_length(self) -> float:
        """The mean number of characters of its texts."""
        return sum(len(cell.text) for cell in self.cells) / max(len(self.cells), 1)

    def are_mostly(self, is_such: Callable[[TrackerCell], bool], share: float = _MOST) -> bool:
        """Whether most of the values are such; without values none are."""
        found = sum(map(is_such, self.cells))
        return found > 0 and found >= share * len(self.cells)

    @property
    def are_dates(self) -> bool:
        """Whether most are a date and nothing else."""
        return self.are_mostly(is_date_cell)

    @property
    def are_own_refs(self) -> bool:
        """Whether each is a number with letters or a slash, and no other is the same."""
        texts = [cell.text for cell in self.cells]
        is_each = all(is_ref(text) and _TELLING.search(text) for text in texts)
        return bool(texts) and is_each and len(set(texts)) == len(texts)

    @property
    def are_refs(self) -> bool:
        """Whether most have the form of a ref, such as `4.1` or `12`."""
        return self.are_mostly(lambda cell: _REF.fullmatch(cell.text) is not None)

    @property
    def are_addresses(self) -> bool:
        """Whether half of them have an address."""
        return self.are_mostly(lambda cell: _ADDRESS.search(cell.text) is not None, _HALF)

    @property
    def are_answers(self) -> bool:
        """Whether most are yes or no, or words of a status."""
        return self.are_mostly(_is_answer)

    @property
    def are_row_numbers(self) -> bool:
        """Whether all are whole numbers, each one more than the one before."""
        texts = [cell.text for cell in self.cells]
        if not texts or not all(text.isdecimal() for text in texts):
            return False
        return all(int(after) == int(before) + 1 for before, after in pairwise(texts))


def list_values(table: SheetTable, column: int) -> CellValues:
    """Return the values of a column of a table, without words for nothing and lone words."""
    cells = (row.find_cell(column) for row in table.rows if not _has_lone_words(row))
    return CellValues(tuple(cell for cell in cells if cell.text and not is_nobody(cell.text)))


def _has_lone_words(row: TrackerRow) -> bool:
    """Whether a row has one cell with words: it is a heading of the rows below, or a text."""
    return len(row.filled) == 1 and not row.cells[row.filled[0]].text.isdecimal()


def is_date_cell(cell: TrackerCell) -> bool:
    """Whether a cell is a date and nothing else, whichever of day and month is first."""
    if cell.day is not None:
        return True
    flat = " ".join(cell.text.split())
    return any(find_date(flat, month_first=order) is not None for order in (False, True))


def is_yes_or_no(text: str) -> bool:
    """Whether a text is yes or no."""
    return text.strip(" .").casefold() in _YES_OR_NO


def _is_answer(cell: TrackerCell) -> bool:
    return is_yes_or_no(cell.text) or KNOWN.find_status(cell.text) is not None
