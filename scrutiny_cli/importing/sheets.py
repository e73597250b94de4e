"""The sheets of a tracker as they are shown: rows of cells, whatever the file's format was."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from scrutiny_cli.importing.blocks import CannotImport, IgnoredText

MAX_ROWS, MAX_COLUMNS = 20_000, 200  # up to the last value
MAX_CELL_CHARACTERS = 100_000


class TrackerCell(NamedTuple):
    """A cell as its sheet shows it; line ends within it are line feeds.

    `day` is that of a true date, whose `text` is `2024-03-12`, or `March 2024` where the sheet
    shows no day. `is_covered`: it is empty, because a merged cell covers it; `cover` is that cell
    where it begins in a row above, that of `cover_row`. `width` is how many columns a merged
    cell itself covers.
    `colour` is the fill as six hexadecimal digits.
    `has_formula`: the file has no value of the formula, whose text is given instead.
    """

    text: str = ""
    day: date | None = None
    is_covered: bool = False
    cover: TrackerCell | None = None
    cover_row: int = 0
    width: int = 1
    is_bold: bool = False
    is_struck: bool = False
    colour: str | None = None
    links: tuple[str, ...] = ()
    comment: str = ""
    has_formula: bool = False


EMPTY_CELL: Final = TrackerCell()


class TrackerRow(NamedTuple):
    """A row that has a value, and its number as the spreadsheet counts."""

    number: int
    cells: tuple[TrackerCell, ...]
    is_hidden: bool = False

    def find_cell(self, column: int) -> TrackerCell:
        """Return the cell of a column, from 0; an empty one after the last."""
        return self.cells[column] if column < len(self.cells) else EMPTY_CELL

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that have words or other signs."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.text)


class TrackerSheet(NamedTuple):
    """A sheet: its name (empty for a CSV file) and its rows with a value."""

    name: str
    rows: tuple[TrackerRow, ...]
    is_hidden: bool = False
    hidden_columns: tuple[int, ...] = ()

    def describe_row(self, number: int) -> str:
        """Return the place of a row as people see it."""
        return f"sheet “{self.name}”, row {number}" if self.name else f"row {number}"


class TrackerFile(NamedTuple):
    """The sheets of a file, and what the reader found besides.

    `words` is a plain extraction by other means than those that made the cells. `margins` are
    the headers and footers of the printed pages, which are in `ignored` too.
    """

    sheets: tuple[TrackerSheet, ...]
    words: str = ""
    ignored: tuple[IgnoredText, ...] = ()
    margins: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def name_column(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=32768)
def read_column_name(letters: str) -> int | None:
    """Return the column that letters name, counted from 0; None where they name none."""
    plain = letters.strip().upper()
    if not plain.isascii() or not plain.isalpha() or len(plain) > 3:
        return None
    column = 0
    for letter in plain:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1


def check_value_place(sheet: str, row: int, column: int) -> None:
    """Check that a value is within the rows and columns that are read.

    `row` is counted from 1 and `column` from 0.

    Raises:
        CannotImport: It is further down or further right.

    """
    if row <= MAX_ROWS and column < MAX_COLUMNS:
        return
    where = f"Sheet “{sheet}” has" if sheet else "The file has"
    raise CannotImport(
        f"{where} a value in cell {name_column(column)}{row}. Only {MAX_ROWS:,} rows and "
        f"{MAX_COLUMNS} columns are read. Delete what is beyond them, or save the actions alone "
        "as a file of their own."
    )


def check_text_length(cell: str, text: str) -> None:
    """Check the length of a cell's text; `cell` is how a message begins that names it.

    Raises:
        CannotImport: It is too long.

    """
    if len(text) > MAX_CELL_CHARACTERS:
        raise CannotImport(
            f"{cell} has more than {MAX_CELL_CHARACTERS:,} characters. Check whether "
            "it is text at all. If so, divide it into several rows."
        )


def trim_cell_text(text: str) -> str:
    """Return a cell's text without empty lines at its ends, and with single spaces in its lines."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")
