"""The figures of an annual report: as tables with bars for people, as flat rows for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from scrutiny_cli.actionlog.figures import Figures
from scrutiny_cli.actionlog.rows import BoardName
from scrutiny_cli.output.bars import add_bars
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.table import Column, RowGroup, Table, ValueTable, ungrouped_table
from scrutiny_cli.output.table_widths import COLUMN_GAP, LONG_WORD, MIN_NARROW
from scrutiny_cli.output.values import FormatDay, Value
from scrutiny_cli.output.views import NOBODY

_NONE = "–"  # for people, where nothing can be counted
_SINCE = "(since then)"
_LONGEST_BAR = 40
_LONGEST_CELL_BAR = 12
_SHORTEST_BAR = 3
_NARROW_PAGE = 60
_BoardFigures = tuple[BoardName, Figures]


class FiguresLayout(NamedTuple):
    """How figures are shown: by what they are counted, how days are written, and the page.

    A page without a `width` has no bars. `note` is the line below all tables.
    """

    by: str | None
    format_day: FormatDay
    width: int | None = None
    note: str = ""


class _Figure(NamedTuple):
    """A figure for people: what it is called, what is shown, and of how many it is a share.

    `size` is the value that its bar shows (None: it has no bar); `most` is the value of the longest
    bar where that is known, as 100 of a share.
    """

    name: str
    text: Callable[[Figures], str]
    size: Callable[[Figures], int] | None = None
    most: int | None = None


# For programs


def tabulate_flat_figures(
    rows: Iterable[_BoardFigures], context: ListingContext, by: str | None
) -> ValueTable:
    """Return all figures of each period or owner in one row, with days, counts and per cents."""
    label = () if by is None else (by if context.has_records else by.capitalize(),)
    names = (*label, *(_FLAT_NAMES.values() if context.has_records else _FLAT_NAMES))
    columns = (*context.board_columns, *(Column(name, is_narrow=True) for name in names))
    cells = (
        context.add_board(board, (*((each.label or None,) if by else ()), *_list_values(each)))
        for board, each in rows
    )
    return ungrouped_table("stats", columns, cells)


_FLAT_NAMES = {
    "From": "from",
    "To": "to",
    "Meetings": "meetings",
    "Brought forward": "brought_forward",
    "Raised": "raised",
    "Closed": "closed",
    "Open": "open",
    "Overdue": "overdue",
    "Median days to close": "median_days",
    "Longest days to close": "longest_days",
    "Moved": "slips",
    "Under 1 month": "under_1_month",
    "1 to 3 months": "1_to_3_months",
    "3 to 6 months": "3_to_6_months",
    "6 to 12 months": "6_to_12_months",
    "Over a year": "over_a_year",
    "Asked at next meeting": "asked_at_next",
    "Answered at next meeting": "answered_at_next",
    "Answered per cent": "answered_percent",
    "Listed": "listed",
    "Present": "present",
    "Present per cent": "present_percent",
}


def _list_values(figures: Figures) -> tuple[Value, ...]:
    return (
        figures.first,
        figures.last,
        figures.meetings,
        figures.brought_forward,
        figures.raised,
        figures.closed,
        figures.open,
        figures.overdue,
        figures.median_days,
        figures.longest_days,
        figures.moved,
        *figures.ages,
        figures.asked,
        figures.answered,
        _compute_percent(figures.answered, figures.asked),
        figures.listed,
        figures.present,
        _compute_percent(figures.present, figures.listed),
    )


def _compute_percent(part: int, whole: int) -> int | None:
    """Return a share in per cent, half a per cent up; None where there is no whole."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)


# For people


def tabulate_figures(figures: Figures, layout: FiguresLayout) -> ValueTable:
    """List the figures of one period below each other, in groups."""
    days = _name_days([figures], layout.format_day)
    groups = (
        _make_group(heading, own, figures, layout) for heading, own in _list_parts(days, [figures])
    )
    columns = (Column("Figure"), Column("Number", is_narrow=True))
    return Table(columns, tuple(groups), layout.note)


def _list_parts(days: str, rows: Iterable[Figures]) -> tuple[tuple[str, Sequence[_Figure]], ...]:
    """Return the headings and the figures of each part; `days` are in the first heading.

    Most logs bring nothing forward after their first meeting: then that is not shown.
    """
    has_brought = any(figures.brought_forward for figures in rows)
    return (
        (f"Actions, {days}", _ACTIONS if has_brought else _ACTIONS[1:]),
        ("Open actions by age", _AGES),
        ("Time and answers", _ANSWERS),
    )


def _make_group(
    heading: str, own: Sequence[_Figure], figures: Figures, layout: FiguresLayout
) -> RowGroup[Value]:
    numbers = [figure.text(figures) for figure in own]
    if layout.width is not None:
        room = layout.width - _WIDEST_NAME - 4 - max(map(len, numbers))
        sizes = [0 if figure.size is None else figure.size(figures) for figure in own]
        most = own[-1].most or max(sizes) or 1
        numbers = add_bars(numbers, sizes, most, min(room, _LONGEST_BAR))
    return RowGroup(heading, tuple((f.name, text) for f, text in zip(own, numbers, strict=True)))


def tabulate_compared_figures(
    rows: Iterable[_BoardFigures], context: ListingContext, layout: FiguresLayout
) -> list[ValueTable]:
    """Return tables with a row for each period, owner or board: of actions, ages and answers."""
    listed = list(rows)
    figures = [each for _, each in listed]
    labels = [_name_row(context, board, each, layout.by) for board, each in listed]
    columns = _list_label_columns(context, layout.by)
    tables = []
    for heading, own in _list_parts(_name_days(figures, layout.format_day), figures):
        cells = _make_cells(own, figures, labels, layout)
        rows_of_part = tuple((*label, *more) for label, more in zip(labels, cells, strict=True))
        named = (Column(figure.name, is_narrow=True) for figure in own)
        tables.append(Table((*columns, *named), (RowGroup(heading, rows_of_part),)))
    return [*tables[:-1], tables[-1]._replace(footer=layout.note)]


def _list_label_columns(context: ListingContext, by: str | None) -> tuple[Column, ...]:
    """Return the first columns of a row: those of its board, and of its period or owner."""
    if by is None:  # the board is what the row is of
        return tuple(column._replace(is_prefix=False) for column in context.board_columns)
    return (*context.board_columns, Column(by.capitalize(), is_narrow=True))


def _name_row(
    context: ListingContext, board: BoardName, figures: Figures, by: str | None
) -> tuple[Value, ...]:
    """Return the first cells of a row: its board, and its period or owner."""
    without = NOBODY if by == "owner" else _SINCE
    return context.add_board(board, () if by is None else (figures.label or without,))


def _make_cells(
    own: Sequence[_Figure],
    rows: Sequence[Figures],
    labels: Sequence[tuple[Value, ...]],
    layout: FiguresLayout,
) -> list[tuple[Value, ...]]:
    """Return the cells of each row, with bars of one scale where there is room for them."""
    width = _choose_bar_width(own, rows, labels, layout.width)
    sizes = {figure.name: list(map(figure.size, rows)) for figure in own if figure.size is not None}
    longest = max((size for each in sizes.values() for size in each), default=0) or 1
    columns = []
    for figure in own:
        texts = [figure.text(each) for each in rows]
        if width and figure.name in sizes:
            texts = add_bars(texts, sizes[figure.name], figure.most or longest, width)
        columns.append(texts)
    return list(zip(*columns, strict=True))


def _choose_bar_width(
    own: Sequence[_Figure],
    rows: Sequence[Figures],
    labels: Sequence[tuple[Value, ...]],
    page: int | None,
) -> int:
    """Return how wide the bars of a table are; 0 where there is no room for any."""
    if page is None:
        return 0
    if page < _NARROW_PAGE:
        return _LONGEST_CELL_BAR  # each figure is on a line of its own
    before = [max(len(str(cell)) for cell in cells) for cells in zip(*labels, strict=True)]
    free = page - sum(min(width, LONG_WORD) + COLUMN_GAP for width in before)
    numbers = [max(len(figure.text(each)) for each in rows) for figure in own]

    def is_fitting(bar: int) -> bool:
        widths = (
            max(_measure_heading(figure), number + (1 + bar if figure.size is not None else 0))
            for figure, number in zip(own, numbers, strict=True)
        )
        return sum(widths) + COLUMN_GAP * (len(own) - 1) <= free

    return next(filter(is_fitting, range(_LONGEST_CELL_BAR, _SHORTEST_BAR - 1, -1)), 0)


def _measure_heading(figure: _Figure) -> int:
    """Return the least width of a column below a heading, which may be wrapped."""
    longest = max(map(len, figure.name.split()))
    return max(longest, min(len(figure.name), MIN_NARROW))


def _name_days(rows: Sequence[Figures], format_day: FormatDay) -> str:
    if not rows:
        return ""
    first, last = min(each.first for each in rows), max(each.last for each in rows)
    return f"{format_day(first)} to {format_day(last)}"


def _format_days(days: int | None) -> str:
    return _NONE if days is None else f"{days} day{'' if days == 1 else 's'}"


def _format_share(part: int, whole: int) -> str:
    percent = _compute_percent(part, whole)
    return _NONE if percent is None else f"{percent}%"


def _make_age(at: int, name: str) -> _Figure:
    return _Figure(name, lambda figures: str(figures.ages[at]), lambda figures: figures.ages[at])


_ACTIONS = (
    _Figure("Brought forward", lambda f: str(f.brought_forward), lambda f: f.brought_forward),
    _Figure("Raised", lambda f: str(f.raised), lambda f: f.raised),
    _Figure("Closed", lambda f: str(f.closed), lambda f: f.closed),
    _Figure("Open at the end", lambda f: str(f.open), lambda f: f.open),
    _Figure("Overdue at the end", lambda f: str(f.overdue), lambda f: f.overdue),
    _Figure("Due dates moved", lambda f: str(f.moved), lambda f: f.moved),
)
_AGES = tuple(
    _make_age(at, name)
    for at, name in enumerate(
        ("Under 1 month", "1–3 months", "3–6 months", "6–12 months", "Over a year")
    )
)
_ANSWERS = (
    _Figure("Median time to close", lambda f: _format_days(f.median_days)),
    _Figure("Longest time to close", lambda f: _format_days(f.longest_days)),
    _Figure("Meetings held", lambda f: str(f.meetings)),
    _Figure(
        "Answered at next meeting",
        lambda f: _format_share(f.answered, f.asked),
        lambda f: _compute_percent(f.answered, f.asked) or 0,
        100,
    ),
    _Figure(
        "Attendance",
        lambda f: _format_share(f.present, f.listed),
        lambda f: _compute_percent(f.present, f.listed) or 0,
        100,
    ),
)
_WIDEST_NAME = max(len(figure.name) for figure in (*_ACTIONS, *_AGES, *_ANSWERS))
