"""What is asked of the rows of actions: which, in which order, in which groups, how many."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.dates.month_lengths import add_months
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import normalize_label, normalize_ref

NOBODY = "none"  # as an update reports that an action has no owner any more
_SOON = 7


class AgeLimit(NamedTuple):
    """An age of an action: so many days, or so many months."""

    days: int = 0
    months: int = 0

    def is_passed(self, begun: date, end: date) -> bool:
        """Whether what began on a day is older than this on another day."""
        try:
            return add_months(begun, self.months) + timedelta(days=self.days) < end
        except OverflowError:  # beyond the last day that a computer knows
            return False


class Filter(NamedTuple):
    """What to list: different filters narrow the list, several values of one filter widen it.

    `statuses` are names of statuses, `owners` labels as shown, or NOBODY, `meetings` names of
    meetings; `due_within` days from today on. `slipped` is how often at least a due was moved.
    """

    open: bool = False
    closed: bool = False
    overdue: bool = False
    due_within: int | None = None
    no_date: bool = False
    statuses: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    raised_since: date | None = None
    raised_before: date | None = None
    older_than: tuple[AgeLimit, ...] = ()
    slipped: int | None = None


def select_rows(rows: Iterable[ActionRow], wanted: Filter, today: date) -> tuple[ActionRow, ...]:
    """Return the actions that a filter lets through, in the order they came."""
    for test in _list_tests(wanted, today):
        rows = filter(test, rows)
    return tuple(rows)


def _list_tests(wanted: Filter, today: date) -> list[Callable[[ActionRow], bool]]:
    owners = set(map(normalize_label, wanted.owners))
    words = [normalize_label(text) for text in wanted.search]
    tests: list[tuple[object, Callable[[ActionRow], bool]]] = [
        (wanted.open, lambda row: row.open),
        (wanted.closed, lambda row: not row.open),
        (wanted.overdue, lambda row: row.overdue_days > 0),
        (wanted.due_within is not None, lambda row: is_due(row, today, wanted.due_within or 0)),
        (wanted.no_date, lambda row: row.due is None),
        (wanted.statuses, lambda row: row.status in wanted.statuses),
        (
            wanted.owners,
            lambda row: any(normalize_label(owner) in owners for owner in row.owners or (NOBODY,)),
        ),
        (wanted.meetings, lambda row: row.meeting in wanted.meetings),
        (wanted.raised_since, lambda row: _begin_row(row) >= (wanted.raised_since or date.min)),
        (wanted.raised_before, lambda row: _begin_row(row) < (wanted.raised_before or date.min)),
        (
            wanted.older_than,
            lambda row: any(is_older(row, limit, today) for limit in wanted.older_than),
        ),
        (wanted.slipped is not None, lambda row: row.slips >= (wanted.slipped or 0)),
        (words, lambda row: any(word in _searched_text(row) for word in words)),
    ]
    return [test for wanted, test in tests if wanted]


def _begin_row(row: ActionRow) -> date:
    """Return the day on which an action was raised, otherwise brought forward."""
    return row.raised or row.history[0].date


def is_older(row: ActionRow, limit: AgeLimit, today: date) -> bool:
    """Whether an action is older than an age today, or was when it was closed."""
    return limit.is_passed(_begin_row(row), row.closed or today)


def is_due(row: ActionRow, today: date, days: int) -> bool:
    """Whether an open action falls due from today on, within so many days."""
    return row.open and row.due is not None and _is_soon(row.due, today, days)


def _is_soon(due: date, today: date, days: int) -> bool:
    return 0 <= (due - today).days <= days


def _searched_text(row: ActionRow) -> str:
    texts = [row.key, row.action, *(event.note for event in row.history)]
    texts += [event.action for event in row.history]
    return normalize_label(" ".join(text for text in texts if text))


ORDERS: dict[str, Callable[[ActionRow], tuple[object, ...]]] = {
    "raised": lambda row: (row.raised or date.min, row.position),
    "due": lambda row: (row.due or date.max, row.position),
    "ref": lambda row: (*_ref_order(row), row.position),
    "owner": lambda row: (
        not row.owners,
        [normalize_label(owner) for owner in row.owners],
        row.position,
    ),
    "age": lambda row: (-row.age_days, row.position),
    "slips": lambda row: (-row.slips, row.position),
}


def _ref_order(row: ActionRow) -> tuple[object, ...]:
    """Return what refs are sorted by: year, then numbers as numbers; keys last."""
    ref = row.ref
    if ref is None or normalize_ref(ref) != normalize_ref(row.key):
        return (True, "", ())
    year = re.search(r"/(\d{2}|\d{4})\b", ref)
    pieces = re.findall(r"[0-9]+|[^0-9]+", normalize_ref(ref))
    order = tuple(_number_order(p) if p[0] in "0123456789" else (1, 0, p) for p in pieces)
    return (False, year[1][-2:] if year else "", order)


def _number_order(text: str) -> tuple[int, int, str]:
    """Return what digits are sorted by as a number, however many there are."""
    digits = text.lstrip("0")
    return (0, len(digits), digits)


def sort_rows(rows: Iterable[ActionRow], by: str) -> tuple[ActionRow, ...]:
    """Sort actions by one of ORDERS."""
    return tuple(sorted(rows, key=ORDERS[by]))


def group_rows(
    rows: Iterable[ActionRow], by: str | None, owners: Iterable[str] = ()
) -> list[tuple[str | None, list[ActionRow]]]:
    """Group actions by owner, meeting or status; an action is under each of its owners.

    Where labels of owners are given, there are groups of these alone.
    """
    groups: dict[str | None, list[ActionRow]] = {}
    for row in rows:
        for name in _group_names(row, by):
            groups.setdefault(name, []).append(row)
    if by == "owner":
        wanted = {normalize_label(label) for label in owners} or {
            normalize_label(name or NOBODY) for name in groups
        }
        kept = [pair for pair in groups.items() if normalize_label(pair[0] or NOBODY) in wanted]
        return sorted(kept, key=lambda pair: (not pair[0], normalize_label(pair[0] or "")))
    if by == "status":
        return [(status.value, groups[status.value]) for status in Status if status.value in groups]
    return list(groups.items())


def _group_names(row: ActionRow, by: str | None) -> tuple[str | None, ...]:
    if by == "owner":
        return row.owners or ("",)
    if by == "meeting":
        return (row.meeting,)
    return (row.status,) if by == "status" else (None,)


class Counts(NamedTuple):
    """How many of the open actions are overdue, due within 7 days, with no date; and in all."""

    overdue: int
    soon: int
    no_date: int
    open: int


def count_open_rows(rows: Iterable[ActionRow], today: date) -> Counts:
    """Count the open ones among actions."""
    return count_dues((row.due for row in rows if row.open), today)


def count_dues(days: Iterable[date | None], today: date) -> Counts:
    """Count open actions by the days on which they are due; None for those without a date."""
    every = list(days)
    dated = [day for day in every if day is not None]
    return Counts(
        overdue=sum(day < today for day in dated),
        soon=sum(_is_soon(day, today, _SOON) for day in dated),
        no_date=len(every) - len(dated),
        open=len(every),
    )
