"""A listing as columns and rows, before anything is decided on how it is shown."""

from collections.abc import Iterator
from typing import NamedTuple

GROUP = "Group"


class Column(NamedTuple):
    """A column; a `narrow` one (ref, date, owner) is not wrapped inside a word.

    The cells of a `number` column are whole numbers.
    """

    title: str
    narrow: bool = False
    number: bool = False


class Group(NamedTuple):
    """Rows under a heading, and a mark for each: `overdue`, `soon`, `closed` or None.

    A mark is only a style: what it means must stand in the words of the row as well.
    """

    heading: str | None
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str | None, ...]


class Sheet(NamedTuple):
    """A whole listing; the footer is the line under the table."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    footer: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(column.title for column in self.columns)

    def marked(self, title: str, words: str) -> "Sheet":
        """Give the listing with one more column, the same words in each row."""
        groups = (
            group._replace(rows=tuple((*row, words) for row in group.rows)) for group in self.groups
        )
        return self._replace(columns=(*self.columns, Column(title)), groups=tuple(groups))

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Go through the rows of all groups."""
        for group in self.groups:
            yield from group.rows

    def flat(self) -> Iterator[tuple[str, ...]]:
        """Go through titles and rows; where groups have headings, these come first in a row."""
        headed = any(group.heading is not None for group in self.groups)
        yield (GROUP, *self.titles) if headed else self.titles
        for group in self.groups:
            first = (group.heading or "",) if headed else ()
            for row in group.rows:
                yield first + row
