"""A listing as columns and rows, before it is decided how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from scrutiny_cli.output.values import FormatDay, Value, format_value

Cell = TypeVar("Cell")
Cell_co = TypeVar("Cell_co", covariant=True)


class Column(NamedTuple):
    """A column; the words of a narrow one (ref, date, owner) are not broken.

    One that `is_prefix` comes before what a row is of, as its board does.
    """

    heading: str
    is_narrow: bool = False
    is_number: bool = False
    is_prefix: bool = False


class RowGroup(NamedTuple, Generic[Cell_co]):
    """Rows under a heading; with styles each has one: `overdue`, `soon`, `closed` or None.

    What a style means must be in the words of the row, too: not every format shows styles.
    With pages each row has the address of a page of its own, or "": only a page for the web
    leads there.
    """

    heading: str | None
    rows: tuple[tuple[Cell_co, ...], ...]
    row_styles: tuple[str | None, ...] = ()
    row_pages: tuple[str, ...] = ()


class Table(NamedTuple, Generic[Cell_co]):
    """A whole listing; the footer is the line below it.

    `name` is what the listing is called, in JSON the key of its rows; `facts` are what JSON has
    beside them. Where the headings of groups are a column, `group_heading` is the heading of that.
    """

    columns: tuple[Column, ...]
    groups: tuple[RowGroup[Cell_co], ...]
    footer: str = ""
    name: str = "rows"
    facts: Mapping[str, Value] = {}
    group_heading: str = "Group"

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)

    def iter_rows(self) -> Iterator[tuple[Cell_co, ...]]:
        """Iterate over the rows of all groups."""
        for group in self.groups:
            yield from group.rows


ValueTable = Table[Value]
TextTable = Table[str]


def ungrouped_table(
    name: str, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]
) -> ValueTable:
    """Return a table of rows without headings, styles and footer."""
    return Table(columns, (RowGroup(None, tuple(rows)),), name=name)


def format_table(table: ValueTable, format_day: FormatDay) -> TextTable:
    """Return the table with its cells as text."""
    return format_cells(table, lambda cell: format_value(cell, format_day))


def format_cells(table: ValueTable, format_cell: Callable[[Value], str]) -> TextTable:
    """Return the table with each cell as the text that a function makes of it."""
    groups = (
        RowGroup(
            group.heading,
            tuple(tuple(map(format_cell, row)) for row in group.rows),
            group.row_styles,
            group.row_pages,
        )
        for group in table.groups
    )
    return Table(
        table.columns,
        tuple(groups),
        table.footer,
        table.name,
        table.facts,
        table.group_heading,
    )


def add_column(table: TextTable, heading: str, text: str) -> TextTable:
    """Return the table with one more column, the same text in each row."""
    groups = (
        group._replace(rows=tuple((*row, text) for row in group.rows)) for group in table.groups
    )
    return table._replace(columns=(*table.columns, Column(heading)), groups=tuple(groups))


def drop_empty_columns(table: Table[Cell]) -> Table[Cell]:
    """Return the table without the columns in which no row has anything."""
    kept = [at for at in range(len(table.columns)) if any(row[at] for row in table.iter_rows())]
    groups = (
        group._replace(rows=tuple(tuple(row[at] for at in kept) for row in group.rows))
        for group in table.groups
    )
    columns = tuple(table.columns[at] for at in kept)
    return table._replace(columns=columns, groups=tuple(groups))


def header_and_rows(table: TextTable) -> Iterator[tuple[str, ...]]:
    """Iterate over the headings and all rows; the first cell is the group's heading, if any."""
    has_headings = any(group.heading is not None for group in table.groups)
    yield (table.group_heading, *table.headings) if has_headings else table.headings
    for group in table.groups:
        first = (group.heading or "",) if has_headings else ()
        for row in group.rows:
            yield first + row
