"""A listing as columns and rows, before it is decided how it is shown."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

GROUP = "Group"


class Column(NamedTuple):
    """A column; the words of a narrow one (ref, date, owner) are not broken.

    The cells of a number column are whole numbers.
    """

    heading: str
    is_narrow: bool = False
    is_number: bool = False


class RowGroup(NamedTuple):
    """Rows under a heading, with a style for each: `overdue`, `soon`, `closed` or None.

    What a style means must be in the words of the row, too: not every format shows styles.
    """

    heading: str | None
    rows: tuple[tuple[str, ...], ...]
    row_styles: tuple[str | None, ...]


class Table(NamedTuple):
    """A whole listing; the footer is the line below it."""

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    footer: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)

    def add_column(self, heading: str, text: str) -> "Table":
        """Return the table with one more column, the same text in each row."""
        groups = (
            group._replace(rows=tuple((*row, text) for row in group.rows)) for group in self.groups
        )
        return self._replace(columns=(*self.columns, Column(heading)), groups=tuple(groups))

    def iter_rows(self) -> Iterator[tuple[str, ...]]:
        """Iterate over the rows of all groups."""
        for group in self.groups:
            yield from group.rows

    def header_and_rows(self) -> Iterator[tuple[str, ...]]:
        """Iterate over the headings and all rows; the first cell is the group's heading, if any."""
        has_headings = any(group.heading is not None for group in self.groups)
        yield (GROUP, *self.headings) if has_headings else self.headings
        for group in self.groups:
            first = (group.heading or "",) if has_headings else ()
            for row in group.rows:
                yield first + row


def ungrouped_table(columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """Return a table of rows without headings, styles and footer."""
    listed = tuple(rows)
    return Table(columns, (RowGroup(None, listed, (None,) * len(listed)),))
