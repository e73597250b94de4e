"""The values in the cells of listings, and how they are written for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from scrutiny_cli.minutes.model import Due


class DueCell(NamedTuple):
    """A due: its day, and its words where it was not written as a date."""

    day: date | None
    text: str | None


FormatDay: TypeAlias = Callable[[date], str]


class BoardCell(NamedTuple):
    """A cell with a day of one of several boards, and how that board writes it."""

    cell: date | DueCell
    format_day: FormatDay
    format_short_day: FormatDay


Value: TypeAlias = (
    "str | int | date | DueCell | BoardCell | tuple[Value, ...] | Mapping[str, Value] | None"
)


def format_value(value: Value, format_day: FormatDay) -> str:
    """Return a value as the text of a cell; days that a board writes itself are in full."""
    if isinstance(value, BoardCell):
        return format_value(value.cell, value.format_day)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, DueCell):
        return format_due(value, format_day)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def format_due(due: Due | DueCell | None, format_day: FormatDay) -> str:
    """Return a due in words: its date, the words that were written, or both."""
    if due is None:
        return ""
    if due.day is None:
        return due.text or ""
    day = format_day(due.day)
    return f"{due.text} ({day})" if due.text else day
