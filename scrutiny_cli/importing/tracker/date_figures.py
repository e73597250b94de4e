"""Whether the dates in digits of a tracker have the day or the month first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import CannotImport

_FIGURES = re.compile(
    r"(?<![\w./-])([0-9]{1,2})([./-])([0-9]{1,2})\2(?:[0-9]{4}|[0-9]{2})(?![\w/-]|\.[0-9])"
)
_LAST_MONTH, _LAST_DAY = 12, 31


class DateOrder(NamedTuple):
    """The order of day and month; `month_first` is None where nothing shows it.

    `is_needed`: a date would be another day in the other order. `example` is such a date.
    """

    month_first: bool | None
    is_needed: bool = False
    example: str = ""


class _Figures(NamedTuple):
    """A date in digits, and where it is."""

    text: str
    place: str
    first: int
    second: int

    @property
    def is_day_first(self) -> bool:
        """Whether only the first number can be a day."""
        return self.second <= _LAST_MONTH < self.first <= _LAST_DAY

    @property
    def is_month_first(self) -> bool:
        """Whether only the second number can be a day."""
        return self.first <= _LAST_MONTH < self.second <= _LAST_DAY

    @property
    def is_either(self) -> bool:
        """Whether it is another day in the other order."""
        return max(self.first, self.second) <= _LAST_MONTH and self.first != self.second


def find_date_order(texts: Iterable[tuple[str, str]], *, typed: bool | None) -> DateOrder:
    """Return the order that dates in texts show; each text comes with its place.

    Raises:
        CannotImport: They show both, and no order was typed.

    """
    found = [figures for place, text in texts for figures in _list_figures(place, text)]
    either = next((each.text for each in found if each.is_either), "")
    if typed is not None:
        return DateOrder(typed, bool(either), either)
    day_first = [each for each in found if each.is_day_first]
    month_first = [each for each in found if each.is_month_first]
    if day_first and month_first:
        raise CannotImport(_describe_both(day_first, month_first))
    order = bool(month_first) if day_first or month_first else None
    return DateOrder(order, bool(either), either)


def _list_figures(place: str, text: str) -> list[_Figures]:
    return [
        _Figures(match[0], place, int(match[1]), int(match[3])) for match in _FIGURES.finditer(text)
    ]


def _describe_both(day_first: list[_Figures], month_first: list[_Figures]) -> str:
    first, other = (f"“{found[0].text}” ({found[0].place})" for found in (day_first, month_first))
    fewer = min(day_first, month_first, key=len)
    rows = ", ".join(dict.fromkeys(found.place for found in fewer[:5]))
    return (
        f"Some dates have the day first, such as {first}, and others the month first, such as "
        f"{other}. Correct those in {rows}, or type --day-first or --month-first for all."
    )
