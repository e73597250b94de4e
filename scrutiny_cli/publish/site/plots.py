"""Plots as shapes: their places in a drawing, which a template writes as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.figures import Figures
from scrutiny_cli.output.values import FormatDay
from scrutiny_cli.publish.site.page import BarPlot, LinePlot, PlotBar, PlotLine, PlotTick

# The drawing is 640 units wide and 270 high, with its axes at these places.
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 630, 12, 226
_STEPS = (1, 2, 5)
_MOST_TICKS = 5
_MOST_YEARS = 8


def draw_bars(numbers: Sequence[tuple[str, int]]) -> BarPlot:
    """Return horizontal bars for numbers, each with its label."""
    most = max((number for _, number in numbers), default=0) or 1
    return BarPlot(
        tuple(PlotBar(label, number, round(100 * number / most, 1)) for label, number in numbers),
    )


def draw_lines(
    summary: str, figures: Sequence[Figures], names: tuple[str, str], format_day: FormatDay
) -> LinePlot:
    """Return how many actions were open and overdue at the end of each period, two at least.

    `names` are those of the two lines.
    """
    days = [each.last for each in figures]
    ticks = list(_list_ticks(max(each.open for each in figures) or 1))
    scale = _Scale(days[0], days[-1], ticks[-1])
    lines = (
        _draw_line(names[0], "open", [each.open for each in figures], days, scale),
        _draw_line(names[1], "overdue", [each.overdue for each in figures], days, scale),
    )
    return LinePlot(
        summary,
        lines,
        tuple(_list_year_ticks(scale)) or tuple(_list_end_ticks(scale, format_day)),
        tuple(PlotTick(scale.find_height(number), str(number)) for number in ticks),
    )


class _Scale(NamedTuple):
    """Where in the drawing a day and a number are: the days at both ends, the number on top."""

    first: date
    last: date
    most: int

    def find_place(self, day: date) -> float:
        """Return how far to the right a day is."""
        days = max((self.last - self.first).days, 1)
        return round(_LEFT + (_RIGHT - _LEFT) * (day - self.first).days / days, 1)

    def find_height(self, number: int) -> float:
        """Return how far down a number is."""
        return round(_BOTTOM - (_BOTTOM - _TOP) * number / self.most, 1)


def _draw_line(
    name: str, style: str, numbers: Sequence[int], days: Sequence[date], scale: _Scale
) -> PlotLine:
    places = [
        (scale.find_place(day), scale.find_height(number))
        for day, number in zip(days, numbers, strict=True)
    ]
    points = " ".join(f"{x:g},{y:g}" for x, y in places)
    area = f"{_LEFT},{_BOTTOM} {points} {places[-1][0]:g},{_BOTTOM}"
    return PlotLine(name, style, points, area)


def _list_ticks(most: int) -> Iterator[int]:
    """Iterate over round numbers from 0 to at least the greatest, at most six."""
    steps = (factor * 10**power for power in range(9) for factor in _STEPS)
    step = next(step for step in steps if step * _MOST_TICKS >= most)
    yield from range(0, most + step, step)


def _list_end_ticks(scale: _Scale, format_day: FormatDay) -> Iterator[PlotTick]:
    """Iterate over the first and the last day, where no year begins between them."""
    for day, anchor in ((scale.first, "start"), (scale.last, "end")):
        yield PlotTick(scale.find_place(day), format_day(day), anchor)


def _list_year_ticks(scale: _Scale) -> Iterator[PlotTick]:
    """Iterate over the beginnings of years, at most as many as there is room for."""
    years = range(scale.first.year + 1, scale.last.year + 1)
    step = len(years) // _MOST_YEARS + 1
    for year in years[::step]:
        yield PlotTick(scale.find_place(date(year, 1, 1)), str(year))
