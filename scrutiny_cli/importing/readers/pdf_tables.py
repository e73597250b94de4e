"""The tables of a page, found by their ruling lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.readers.pdf_page import PdfRule

_SNAP = 4.0  # points: lines so near are one, such as those of a double border
_TOUCH = 3.0
_OPEN_SIDE = 8.0  # a line that goes on so far beyond the outermost line is the side of a cell
_COVERED = 0.6  # of the side of a cell
_MOST_LINES = 4000  # of a page: more are a drawing


class Box(NamedTuple):
    """An area of a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def has_point(self, x: float, y: float) -> bool:
        """Whether a point is within it."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom


class GridCell(NamedTuple):
    """A cell: its first row and column, how many it covers, and its area."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class TableGrid(NamedTuple):
    """A table: where its columns and rows are separated, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        """Its area."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1


class _Line(NamedTuple):
    """A horizontal line at a height, or a vertical one at a distance from the left."""

    at: float
    start: float
    end: float
    is_drawn: bool


def find_grids(rules: Sequence[PdfRule]) -> tuple[TableGrid, ...]:
    """Return the tables that ruling lines make, from the top."""
    if len(rules) > _MOST_LINES:
        return ()
    horizontal = _merge_lines(
        _Line(rule.top, rule.x0, rule.x1, rule.is_drawn) for rule in rules if rule.is_horizontal
    )
    vertical = _merge_lines(
        _Line(rule.x0, rule.top, rule.bottom, rule.is_drawn)
        for rule in rules
        if not rule.is_horizontal
    )
    found = [_make_grid(*group) for group in _group_touching(horizontal, vertical)]
    grids = [grid for grid in found if grid is not None]
    return tuple(sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0)))


def _merge_lines(lines: Iterable[_Line]) -> list[_Line]:
    """Return lines of which those at one place that touch each other are one."""
    merged: list[_Line] = []
    for row in _snap_lines(lines):
        row.sort(key=lambda line: line.start)
        for line in row:
            last = merged[-1] if merged else None
            if last is not None and last.at == line.at and line.start <= last.end + _TOUCH:
                drawn = last.is_drawn or line.is_drawn
                merged[-1] = _Line(last.at, last.start, max(last.end, line.end), drawn)
            else:
                merged.append(line)
    return merged


def _snap_lines(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines that are at one place, given the same place."""
    row: list[_Line] = []
    for line in sorted(lines):
        if row and line.at - row[0].at > _SNAP:
            yield row
            row = []
        row.append(line._replace(at=row[0].at) if row else line)
    if row:
        yield row


def _group_touching(
    horizontal: Sequence[_Line], vertical: Sequence[_Line]
) -> list[tuple[list[_Line], list[_Line]]]:
    """Return the groups of lines that cross or touch each other."""
    roots = list(range(len(horizontal) + len(vertical)))

    def find_root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for row, across in enumerate(horizontal):
        for column, down in enumerate(vertical, len(horizontal)):
            if _is_touching(across, down):
                roots[find_root(column)] = find_root(row)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for row, across in enumerate(horizontal):
        groups.setdefault(find_root(row), ([], []))[0].append(across)
    for column, down in enumerate(vertical, len(horizontal)):
        groups.setdefault(find_root(column), ([], []))[1].append(down)
    return list(groups.values())


def _is_touching(across: _Line, down: _Line) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.end + _TOUCH
        and down.start - _TOUCH <= across.at <= down.end + _TOUCH
    )


def _make_grid(horizontal: Sequence[_Line], vertical: Sequence[_Line]) -> TableGrid | None:
    """Return the table of a group of lines; None if it has fewer than two columns."""
    xs = _find_places(vertical, horizontal)
    ys = _find_places(horizontal, vertical)
    if len(xs) <= 2 or len(ys) <= 1:
        return None
    if not any(line.is_drawn for line in vertical) and not _is_regular(vertical, ys):
        return None
    sides = _Sides(xs, ys, horizontal, vertical)
    return TableGrid(tuple(xs), tuple(ys), tuple(_make_cells(sides)))


def _find_places(lines: Sequence[_Line], crossing: Sequence[_Line]) -> list[float]:
    """Return where lines are, and where those that cross them end as the side of a table."""
    places = sorted({line.at for line in lines})
    first = min((line.start for line in crossing), default=None)
    last = max((line.end for line in crossing), default=None)
    if not places or first is None or last is None:
        return []
    before = [first] if first < places[0] - _OPEN_SIDE else []
    after = [last] if last > places[-1] + _OPEN_SIDE else []
    return [*before, *places, *after]


def _is_regular(vertical: Sequence[_Line], ys: Sequence[float]) -> bool:
    """Whether the columns of coloured areas go through most of their height."""
    height = ys[-1] - ys[0]
    lengths: dict[float, float] = {}
    for line in vertical:
        lengths[line.at] = lengths.get(line.at, 0.0) + line.end - line.start
    return len(ys) > 2 and all(length >= height / 2 for length in lengths.values())


class _Sides:
    """Which sides of the places of a grid have a line."""

    def __init__(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        horizontal: Sequence[_Line],
        vertical: Sequence[_Line],
    ) -> None:
        """Begin with the places of the columns and rows, and the lines."""
        self.xs, self.ys = xs, ys
        self._across = _group_by_place(horizontal)
        self._down = _group_by_place(vertical)

    def has_right(self, row: int, column: int) -> bool:
        """Whether there is a line to the right of a place."""
        lines = self._down.get(self.xs[column + 1], [])
        return _is_line_covered(lines, self.ys[row], self.ys[row + 1])

    def has_below(self, row: int, column: int) -> bool:
        """Whether there is a line below a place."""
        lines = self._across.get(self.ys[row + 1], [])
        return _is_line_covered(lines, self.xs[column], self.xs[column + 1])


def _group_by_place(lines: Sequence[_Line]) -> dict[float, list[_Line]]:
    grouped: dict[float, list[_Line]] = {}
    for line in lines:
        grouped.setdefault(line.at, []).append(line)
    return grouped


def _is_line_covered(lines: Iterable[_Line], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(end, line.end) - max(start, line.start)) for line in lines)
    return covered >= _COVERED * (end - start)


def _make_cells(sides: _Sides) -> Iterator[GridCell]:
    """Yield the cells: places that no line separates are one, if they make a rectangle."""
    taken: set[tuple[int, int]] = set()
    rows, columns = len(sides.ys) - 1, len(sides.xs) - 1
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and not sides.has_right(row, column + wide - 1):
                if (row, column + wide) in taken:
                    break
                wide += 1
            high = 1
            while row + high < rows and _is_open_below(sides, row + high, column, wide):
                high += 1
            taken |= {(row + y, column + x) for y in range(high) for x in range(wide)}
            box = Box(
                sides.xs[column], sides.ys[row], sides.xs[column + wide], sides.ys[row + high]
            )
            yield GridCell(row, column, high, wide, box)


def _is_open_below(sides: _Sides, row: int, column: int, wide: int) -> bool:
    """Whether a row belongs to the cell above it: no line separates them, or divides the row."""
    return all(not sides.has_below(row - 1, column + x) for x in range(wide)) and all(
        not sides.has_right(row, column + x) for x in range(wide - 1)
    )
