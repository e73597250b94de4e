"""What the columns of a table contain: by what was typed, by their headings and their values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading, find_heading
from scrutiny_cli.importing.sheets import name_column
from scrutiny_cli.importing.tracker.column_values import CellValues, list_values
from scrutiny_cli.importing.tracker.options import IGNORE, TrackerOptions, normalize_heading
from scrutiny_cli.importing.tracker.sheet_tables import SheetTable

NOTE = "note"
RAG = ColumnField.RAG.value
_FIRST_DUE = re.compile(r"\b(?:original|initial|first|agreed)\b", re.IGNORECASE)
_SENTENCE = 20  # characters of a mean text that may be an action
# Fields that one column of a table has.
_SINGLE = frozenset(
    ColumnField(name)
    for name in ("ref", "action", "owner", "due", "revised", "status", "rag", "raised", "closed")
)
_SHOWN_AS_NOTE = frozenset((ColumnField.MATTER, ColumnField.DECISION))


class MappedColumn(NamedTuple):
    """What a column contains: a field that may be typed, `rag`, or `note`.

    `is_evident`: the heading says so, and the values agree; otherwise it is asked.
    """

    column: int
    heading: str
    field: str
    is_evident: bool = True
    is_typed: bool = False

    @property
    def letter(self) -> str:
        """Its letter in the spreadsheet."""
        return name_column(self.column)

    @property
    def name(self) -> str:
        """How a person types it: by its heading, otherwise by its letter."""
        return self.heading or self.letter


class _Column:
    """A column while its field is looked for."""

    def __init__(self, column: int, heading: str, values: CellValues) -> None:
        self.column = column
        self.heading = heading
        self.values = values
        self.known: KnownHeading | None = find_heading(heading)
        self.field: ColumnField | str | None = None if self.known is None else self.known.field
        self.is_sure = self.known is not None and self.known.is_sure
        self.is_typed = False

    @property
    def is_row_number(self) -> bool:
        """Whether it numbers the rows, and its heading does not say that these are refs."""
        is_ref = self.field is ColumnField.REF and (self.known is None or not self.known.is_sure)
        return is_ref and self.values.are_row_numbers

    def set_field(self, field: ColumnField | str, *, is_sure: bool) -> None:
        """Set what it contains."""
        self.field, self.is_sure = field, is_sure

    def make_mapped(self) -> MappedColumn:
        """Return what was found."""
        field = self.field.value if isinstance(self.field, ColumnField) else self.field or NOTE
        return MappedColumn(self.column, self.heading, field, self.is_sure, self.is_typed)


def map_columns(
    table: SheetTable, options: TrackerOptions, *, has_row_numbers: bool = False
) -> tuple[MappedColumn, ...]:
    """Return what the columns of a table contain, without those that have nothing.

    Row numbers are refs only where the refs of the log are such: `has_row_numbers`.
    """
    listed = (
        _Column(at, heading, list_values(table, at)) for at, heading in enumerate(table.headings)
    )
    filled = {at for row in table.rows for at in row.filled}
    columns = [column for column in listed if column.heading or column.column in filled]
    _apply_typed(columns, options)
    open_columns = [column for column in columns if not column.is_typed]
    for column in open_columns:
        _read_values(column)
    _choose_action(columns)
    for column in open_columns:
        _read_beside(column, columns)
        if column.is_row_number and not has_row_numbers:
            column.set_field(IGNORE, is_sure=True)
    _drop_second(columns)
    return tuple(column.make_mapped() for column in columns)


def refuse_unknown_columns(tables: Iterable[SheetTable], options: TrackerOptions) -> None:
    """Refuse a typed column that no table has.

    Raises:
        CannotImport: There is one.

    """
    listed = list(tables)
    names = [heading for table in listed for heading in table.headings if heading]
    known = {normalize_heading(name) for name in names}
    known |= {name_column(at).casefold() for table in listed for at in range(len(table.headings))}
    for column in options.columns:
        if column not in known:
            shown = ", ".join(f"“{name}”" for name in dict.fromkeys(names))
            raise CannotImport(
                f"There is no column “{column}”. The columns are {shown}. Type one of them after "
                "--map, or its letter."
            )


def _apply_typed(columns: list[_Column], options: TrackerOptions) -> None:
    """Set what was typed; a heading counts before a letter."""
    headings = {normalize_heading(column.heading) for column in columns}
    for column in columns:
        letter = name_column(column.column).casefold()
        by_letter = options.columns.get(letter) if letter not in headings else None
        typed = options.columns.get(normalize_heading(column.heading)) or by_letter
        if typed is not None:
            column.set_field(_find_typed_field(column, typed), is_sure=True)
            column.is_typed = True
    for column in [each for each in columns if each.field is ColumnField.STATUS][1:]:
        if column.is_typed:
            column.set_field(ColumnField.RAG, is_sure=True)


def _find_typed_field(column: _Column, typed: str) -> ColumnField | str:
    """Return what a typed field means: a status below a heading such as `RAG` is a colour."""
    if typed in {IGNORE, NOTE}:
        return typed
    is_colour = column.field is ColumnField.RAG and typed == ColumnField.STATUS.value
    return ColumnField.RAG if is_colour else ColumnField(typed)


# By the values of the column itself


def _read_values(column: _Column) -> None:
    """Correct the field that a heading gives where its values show something else."""
    values, field = column.values, column.field
    if field is None:
        _read_unknown(column)
    elif field in _SHOWN_AS_NOTE:
        column.set_field(NOTE, is_sure=True)
    elif field is ColumnField.LINKS and not column.is_sure:
        column.set_field(ColumnField.LINKS if values.are_addresses else NOTE, is_sure=True)
    elif field is ColumnField.FROM and values.are_dates:
        column.set_field(ColumnField.RAISED, is_sure=column.is_sure)
    elif field is ColumnField.RAISED and values.cells and not _has_dates(values):
        column.set_field(ColumnField.FROM, is_sure=column.is_sure)
    elif field is ColumnField.CLOSED and values.are_answers:
        column.set_field(ColumnField.STATUS, is_sure=True)
    elif field is ColumnField.STATUS and values.are_dates:
        column.set_field(ColumnField.CLOSED, is_sure=False)
    elif field is ColumnField.CLOSED and values.are_dates and not _is_ambiguous_day(column):
        column.is_sure = True


def _has_dates(values: CellValues) -> bool:
    return any(any(map(str.isdigit, cell.text)) for cell in values.cells)


def _is_ambiguous_day(column: _Column) -> bool:
    """Whether a heading may mean the day of completion that is due, or that which was."""
    return normalize_heading(column.heading).startswith(("completiondate", "completion"))


def _read_unknown(column: _Column) -> None:
    """Set the field of a column whose heading is not known: it is a note under its heading."""
    if not column.heading and column.values.are_row_numbers:
        column.set_field(ColumnField.REF, is_sure=False)
    else:
        column.set_field(NOTE, is_sure=bool(column.heading) or not column.values.cells)


# By the other columns


def _list_with(columns: Iterable[_Column], field: ColumnField) -> list[_Column]:
    return [column for column in columns if column.field is field]


def _choose_action(columns: list[_Column]) -> None:
    """Leave one column of actions: the sure one, otherwise the one with the longest texts."""
    found = _list_with(columns, ColumnField.ACTION)
    sure = [column for column in found if column.is_typed] or [
        column for column in found if column.is_sure
    ]
    candidates = (
        sure
        or found
        or [
            column
            for column in columns
            if column.field == NOTE
            and column.values.mean_length >= _SENTENCE
            and not column.is_typed
        ]
    )
    if not candidates:
        return
    chosen = max(candidates, key=lambda column: column.values.mean_length)
    is_only = len(sure) == 1 or (not sure and len(found) == 1)
    chosen.set_field(ColumnField.ACTION, is_sure=chosen.is_typed or (is_only and chosen.is_sure))
    for column in found:
        if column is not chosen and not column.is_typed:
            has_refs = bool(_list_with(columns, ColumnField.REF))
            _set_beside_action(column, is_sure=is_only or not column.is_sure, has_refs=has_refs)


def _set_beside_action(column: _Column, *, is_sure: bool, has_refs: bool) -> None:
    """Set what a second column of actions is: `Item` beside `Action` is of the agenda.

    Numbers of actions in it, such as `BOD 60/17(h)`, are the refs where no other column has any.
    """
    is_item = normalize_heading(column.heading) in {"item", "items"}
    if is_item and not has_refs and column.values.are_own_refs:
        column.set_field(ColumnField.REF, is_sure=is_sure)
        return
    column.set_field(ColumnField.FROM if is_item else NOTE, is_sure=is_sure)


def _read_beside(column: _Column, columns: list[_Column]) -> None:
    """Set a field that depends on which other columns there are."""
    has = {each.field for each in columns if each is not column and each.is_sure}
    plain = normalize_heading(column.heading)
    if column.field is ColumnField.DUE and plain in {"date", "dates"}:
        other = ColumnField.RAISED if ColumnField.DUE in has else ColumnField.DUE
        column.set_field(other, is_sure=False)
    elif column.field is ColumnField.DUE and not column.is_sure and _is_ambiguous_day(column):
        is_closed = ColumnField.DUE in has and ColumnField.CLOSED not in has
        column.set_field(ColumnField.CLOSED if is_closed else ColumnField.DUE, is_sure=is_closed)
    elif column.field is ColumnField.REF and not column.is_sure:
        _read_number(column, has)


def _read_number(column: _Column, has: set[ColumnField | str | None]) -> None:
    """Set what a column of numbers is: refs, row numbers beside refs, or items of an agenda."""
    if ColumnField.REF not in has:
        column.is_sure = bool(column.heading)
    elif column.values.are_row_numbers:
        column.set_field(IGNORE, is_sure=True)
    else:
        column.set_field(ColumnField.FROM, is_sure=False)


def _drop_second(columns: list[_Column]) -> None:
    """Leave one column of each field; a second due date is the revised one, others are notes."""
    for field in _SINGLE:
        found = _list_with(columns, field)
        first = _choose_first(found)
        for column in found:
            if column is first or column.is_typed:
                continue
            if field is ColumnField.DUE and not _list_with(columns, ColumnField.REVISED):
                column.set_field(ColumnField.REVISED, is_sure=_is_first_due(first))
            elif field is ColumnField.STATUS and not _list_with(columns, ColumnField.RAG):
                column.set_field(ColumnField.RAG, is_sure=column.is_sure)
            else:
                column.set_field(NOTE, is_sure=False)


def _choose_first(columns: list[_Column]) -> _Column | None:
    """Return the column that counts: one that was typed, the original, a sure one, the first."""
    if not columns:
        return None
    return min(
        columns,
        key=lambda column: (
            not column.is_typed,
            not _is_first_due(column),
            not column.is_sure,
            column.column,
        ),
    )


def _is_first_due(column: _Column | None) -> bool:
    return column is not None and _FIRST_DUE.search(column.heading) is not None
