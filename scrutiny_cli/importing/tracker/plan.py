"""How a tracker will be read: its tables, what their columns contain, and what is to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.sheets import TrackerFile, TrackerSheet
from scrutiny_cli.importing.tracker.date_figures import DateOrder, find_date_order
from scrutiny_cli.importing.tracker.mapping import (
    NOTE,
    RAG,
    MappedColumn,
    map_columns,
    refuse_unknown_columns,
)
from scrutiny_cli.importing.tracker.options import (
    FIELDS,
    IGNORE,
    InvalidTrackerOption,
    TrackerOptions,
    read_field,
)
from scrutiny_cli.importing.tracker.sheet_kinds import choose_sheets
from scrutiny_cli.importing.tracker.sheet_tables import SheetLayout, SheetTable
from scrutiny_cli.importing.tracker.tracker_day import TrackerDay, find_tracker_day
from scrutiny_cli.minutes.dates.date_reader import BadDate, read_date
from scrutiny_cli.minutes.dates.date_styles import has_month_first

MAP, ORDER, DATE = "--map", "--day-first", "--date"
_SAMPLE = 3  # rows that are shown
_NOT_DATED = frozenset(("ref", "from", "owner", "links", NOTE, IGNORE))
_SAFE = re.compile(r"[\w .,:/()#%?&+-]+")
_ORDERS = {"day": False, "day first": False, "month": True, "month first": True}


class MappedTable(NamedTuple):
    """A table and what its columns contain."""

    table: SheetTable
    columns: tuple[MappedColumn, ...]


class TrackerQuestion(NamedTuple):
    """What is not evident: the option that answers it, and for a column its name.

    `default` is the answer that Enter gives; "" keeps a column in the notes.
    """

    option: str
    prompt: str
    default: str = ""
    choices: tuple[str, ...] = ()
    column: str = ""


class TrackerPlan(NamedTuple):
    """How a tracker will be read.

    `month_first` and `day` are None while they are not known. `questions` are what a person is
    asked on a terminal. `skipped` are the sheets that are not read.
    """

    file: TrackerFile
    options: TrackerOptions
    layouts: tuple[SheetLayout, ...]
    tables: tuple[MappedTable, ...]
    skipped: tuple[TrackerSheet, ...]
    month_first: bool | None
    day: TrackerDay | None
    questions: tuple[TrackerQuestion, ...]

    @property
    def columns(self) -> tuple[MappedColumn, ...]:
        """What the columns contain, each heading once, as a person is shown them."""
        return tuple(_list_columns(self.tables))

    @property
    def sample(self) -> tuple[tuple[str, ...], ...]:
        """The first three rows, in the columns that are shown."""
        mapped = self.tables[0]
        rows = [row for row in mapped.table.rows if len(row.filled) > 1][:_SAMPLE]
        own = {column.name: column.column for column in mapped.columns}
        return tuple(
            tuple(
                " ".join(row.find_cell(own[column.name]).text.split()) if column.name in own else ""
                for column in self.columns
            )
            for row in rows
        )

    @property
    def has_typed_mapping(self) -> bool:
        """Whether all columns that become fields were typed."""
        return all(column.is_typed for column in self.columns if _is_confirmed_by_typing(column))

    def describe_missing_mapping(self) -> str:
        """Return what to type where nobody can be asked: the columns, or that they are right."""
        typed = " ".join(
            f"--map {_quote_option(f'{column.name}={_name_field(column)}')}"
            for column in self.columns
            if _is_confirmed_by_typing(column)
        )
        return (
            "Check what its columns contain. If this is right, type --yes. Otherwise type what "
            f"they contain:\n{typed}"
        )

    def require_answers(self) -> None:
        """Refuse what has to be known, and was neither found nor typed.

        Raises:
            CannotImport: The actions, the order of day and month, or the day are not known.

        """
        for question in self.questions:
            if question.option == MAP and not question.column:
                raise CannotImport(
                    "It is not known which column contains the actions. Type it, for example "
                    "--map C=action"
                )
            if question.option == ORDER:
                raise CannotImport(f"{question.prompt} Type --day-first or --month-first.")
            if question.option == DATE:
                raise CannotImport(
                    "No cell near the top has the day on which the tracker was right. Import it "
                    "alone with that day, for example --date 2024-03-12"
                )


def plan_tracker(file: TrackerFile, options: TrackerOptions, book: MinuteBook) -> TrackerPlan:
    """Return how a tracker will be read with what was typed.

    Raises:
        CannotImport: It is no tracker, or what was typed does not fit it.

    """
    layouts = choose_sheets(file, options)
    refuse_unknown_columns((table for each in layouts for table in each.tables), options)
    has_numbers = has_row_numbers(book)
    tables = [
        MappedTable(table, map_columns(table, options, has_row_numbers=has_numbers))
        for layout in layouts
        for table in layout.tables
    ]
    layouts, tables = _leave_other_sheets(layouts, tables)
    order = find_date_order(_list_dated(layouts, tables), typed=options.month_first)
    month_first = _choose_order(order, book)
    day = _choose_day(layouts, options, month_first=bool(month_first))
    read = [layout.sheet for layout in layouts]
    skipped = tuple(sheet for sheet in file.sheets if sheet not in read and sheet.rows)
    questions = (*_ask_columns(tables), *_ask_days(order, day, is_known=month_first is not None))
    return TrackerPlan(
        file, options, tuple(layouts), tuple(tables), skipped, month_first, day, questions
    )


def answer_question(
    options: TrackerOptions, question: TrackerQuestion, answer: str
) -> TrackerOptions:
    """Return the options with the answer to a question.

    Raises:
        InvalidTrackerOption: It cannot be understood.

    """
    text = answer.strip() or question.default
    if question.option == MAP:
        if question.column:
            field = read_field(text, question.column) if text else NOTE
            return options.add_column(question.column, field)
        return options.add_column(text, "action")
    if question.option == ORDER:
        if text.casefold() not in _ORDERS:
            raise InvalidTrackerOption("Type day or month.")
        return options._replace(month_first=_ORDERS[text.casefold()])
    return options._replace(day=read_answered_day(text, month_first=bool(options.month_first)))


def read_answered_day(text: str, *, month_first: bool) -> date:
    """Read the day of a tracker as a person types it.

    Raises:
        InvalidTrackerOption: It is no date.

    """
    try:
        return read_date(text, month_first=month_first)
    except BadDate as bad:
        raise InvalidTrackerOption(bad.advice) from bad


def has_row_numbers(book: MinuteBook) -> bool:
    """Whether the refs of the log are mere numbers."""
    refs = [action.entry.ref for action in book.log.actions if action.entry.ref is not None]
    return bool(refs) and all(str(ref).strip().isdecimal() for ref in refs)


# Columns


def _list_columns(tables: Iterable[MappedTable]) -> Iterator[MappedColumn]:
    known: set[str] = set()
    for mapped in tables:
        for column in mapped.columns:
            if column.name not in known:
                known.add(column.name)
                yield column


def _is_confirmed_by_typing(column: MappedColumn) -> bool:
    return column.field != NOTE and (column.field != IGNORE or column.is_typed)


def _name_field(column: MappedColumn) -> str:
    """Return the field that a person types; a colour is a status."""
    return "status" if column.field == RAG else column.field


def _quote_option(text: str) -> str:
    if " " not in text and _SAFE.fullmatch(text.replace("=", "")) and "(" not in text:
        return text
    return f'"{text}"'


def _leave_other_sheets(
    layouts: list[SheetLayout], tables: list[MappedTable]
) -> tuple[list[SheetLayout], list[MappedTable]]:
    """Leave out the sheets without a column of actions, where others have one."""
    with_actions = [
        mapped.table.sheet
        for mapped in tables
        if any(column.field == "action" for column in mapped.columns)
    ]
    if not with_actions:
        return layouts, tables
    return (
        [layout for layout in layouts if layout.sheet in with_actions],
        [mapped for mapped in tables if mapped.table.sheet in with_actions],
    )


def _ask_columns(tables: Iterable[MappedTable]) -> Iterator[TrackerQuestion]:
    listed = list(_list_columns(tables))
    if not any(column.field == "action" for column in listed):
        yield TrackerQuestion(MAP, "Which column contains the actions? Type its heading or letter.")
    for column in listed:
        if not column.is_evident and column.field != IGNORE:
            default = "" if column.field == NOTE else _name_field(column)
            named = f"“{column.heading}”," if column.heading else "which has no heading,"
            prompt = f"What does column {column.letter}, {named} contain?"
            yield TrackerQuestion(MAP, prompt, default, FIELDS, column.name)


# Days


def _list_dated(
    layouts: Iterable[SheetLayout], tables: Iterable[MappedTable]
) -> Iterator[tuple[str, str]]:
    """Yield the texts that may have dates, each after its place."""
    for layout in layouts:
        for row in layout.above:
            for at in row.filled:
                yield layout.sheet.describe_row(row.number), row.cells[at].text
    for mapped in tables:
        dated = [column.column for column in mapped.columns if column.field not in _NOT_DATED]
        for row in mapped.table.rows:
            for at in dated:
                cell = row.find_cell(at)
                if cell.text and cell.day is None:
                    yield mapped.table.sheet.describe_row(row.number), cell.text


def _choose_order(order: DateOrder, book: MinuteBook) -> bool | None:
    """Return the order of dates; as `dates` in series.yaml shows it where the tracker does not."""
    if order.month_first is not None:
        return order.month_first
    sample = book.series.dates
    if sample is not None and not any(map(str.isalpha, sample)):
        return has_month_first(sample)
    return None if order.is_needed else False


def _choose_day(
    layouts: Iterable[SheetLayout], options: TrackerOptions, *, month_first: bool
) -> TrackerDay | None:
    if options.day is not None:
        return TrackerDay(options.day)
    return find_tracker_day(layouts, month_first=month_first)


def _ask_days(
    order: DateOrder, day: TrackerDay | None, *, is_known: bool
) -> Iterator[TrackerQuestion]:
    if not is_known:
        prompt = f"Is the day or the month first in dates such as {order.example}?"
        yield TrackerQuestion(ORDER, prompt, choices=("day", "month"))
    if day is None:
        yield TrackerQuestion(DATE, "On which day was the tracker right?")
