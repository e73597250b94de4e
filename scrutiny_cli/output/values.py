"""The values in the cells of listings, and how they are written for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from scrutiny_cli.minutes.model import Due

# A space within a day, or beside a bar, at which no line ends; no file may have this character.
HELD_SPACE = "\ufffe"


class DueCell(NamedTuple):
    """A due: its day, and its words where it was not written as a date.

    `moves` is how often it was moved, where that is shown beside it.
    """

    day: date | None
    text: str | None
    moves: int = 0


FormatDay: TypeAlias = Callable[[date], str]


class BoardCell(NamedTuple):
    """A cell with a day of one of several boards, and how that board writes it."""

    cell: date | DueCell
    format_day: FormatDay
    format_short_day: FormatDay


class PhraseCell(NamedTuple):
    """A cell with a phrase that may name days, written once it is known how they are."""

    write: Callable[[FormatDay], str]


DayCell: TypeAlias = "date | DueCell | BoardCell | PhraseCell"
Value: TypeAlias = "str | int | DayCell | tuple[Value, ...] | Mapping[str, Value] | None"


def format_value(value: Value, format_day: FormatDay) -> str:
    """Return a value as the text of a cell; days that a board writes itself are in full."""
    if isinstance(value, BoardCell):
        return format_value(value.cell, value.format_day)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, PhraseCell):
        return value.write(format_day)
    if isinstance(value, (DueCell, date)):
        return format_day(value) if isinstance(value, date) else _format_moves(value, format_day)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _format_moves(cell: DueCell, format_day: FormatDay) -> str:
    """Return a due in words, and after it how often it was moved."""
    due = format_due(cell, format_day)
    return f"{due or 'none'}, moved {_format_times(cell.moves)}" if cell.moves else due


def _format_times(count: int) -> str:
    """Return how often something happened: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def format_due(due: Due | DueCell | None, format_day: FormatDay) -> str:
    """Return a due in words: its date, the words that were written, or both."""
    if due is None:
        return ""
    if due.day is None:
        return due.text or ""
    day = format_day(due.day)
    return f"{due.text} ({day})" if due.text else day
