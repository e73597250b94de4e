"""The figures of an annual report: what was raised, closed, moved and answered, and how old.

All are counted in one pass over the actions, however many periods there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.periods import (
    Period,
    PeriodIndex,
    split_by_meeting,
    split_by_quarter,
    split_by_year,
)
from scrutiny_cli.actionlog.state_changes import StateSpan, find_state, list_state_spans
from scrutiny_cli.minutes.dates.month_lengths import add_months
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_label

AGE_LIMITS = (1, 3, 6, 12)  # months, between the groups of ages
GROUPINGS = ("owner", "quarter", "year", "meeting")
_DAY = timedelta(days=1)


class Figures(NamedTuple):
    """The figures of a period. What is open, overdue and how old is as at its last day.

    `closed` are those closed in it that are still closed at its end; the days are how long these
    took, where it is known when they were raised. `moved` is how often a due was moved. `ages`
    counts the open ones by their age: under one month, up to 3, 6 and 12 months, over a year.
    `asked` are those whose next meeting was in the period, `answered` those of them that were
    answered by then. `listed` are the people on the meetings' lists of attendance, `present`
    those of them who were there.
    """

    label: str
    first: date
    last: date
    meetings: int
    brought_forward: int
    raised: int
    closed: int
    open: int
    overdue: int
    median_days: int | None
    longest_days: int | None
    moved: int
    ages: tuple[int, ...]
    asked: int
    answered: int
    listed: int
    present: int

    @property
    def has_actions(self) -> bool:
        """Whether anything is counted of actions."""
        return any(
            (self.brought_forward, self.raised, self.closed, self.open, self.moved, self.asked)
        )


class FiguresRequest(NamedTuple):
    """Which figures are wanted: of which days (None: from the first one), and by what."""

    first: date | None
    last: date
    by: str | None = None


class CountedBoard(NamedTuple):
    """The figures of a board, and how many actions in them have something confidential.

    Where they are redacted, it is how many actions are withheld, and not in them.
    """

    figures: tuple[Figures, ...]
    confidential: int


def count_figures(book: MinuteBook, wanted: FiguresRequest, *, redacted: bool) -> CountedBoard:
    """Return the figures of a log of all that is on file.

    Where it is `redacted`, actions that are confidential are not counted.
    """
    known = [action for action in book.log.actions if action.counts_from <= wanted.last]
    listed = [action for action in known if not (redacted and action.confidential is not None)]
    withheld = len(known) - len(listed)
    secret = withheld if redacted else sum(action.has_confidential for action in known)
    actions = [_measure_action(action, book) for action in listed]
    held = [meeting for meeting in book.meetings if meeting.is_held(wanted.last)]
    first = _find_first_day(wanted, actions, held)
    if wanted.by == "owner":
        figures = _count_by_owner(book, actions, held, Period("", first, wanted.last))
    else:
        index = PeriodIndex(_split_days(book, first, wanted, held))
        figures = _count_periods(index, actions, _measure_attendance(book, held))
    return CountedBoard(tuple(figures), secret)


def _find_first_day(
    wanted: FiguresRequest, actions: Iterable[_MeasuredAction], held: Iterable[Meeting]
) -> date:
    """Return the first day that is asked for, otherwise that of the first action or meeting."""
    if wanted.first is not None:
        return wanted.first
    days = [*(each.spans[0].since for each in actions), *(meeting.date for meeting in held)]
    return min(days, default=wanted.last)


def _split_days(
    book: MinuteBook, first: date, wanted: FiguresRequest, held: Iterable[Meeting]
) -> Iterable[Period]:
    starts = book.series.year_starts
    if wanted.by == "year":
        return split_by_year(first, wanted.last, starts)
    if wanted.by == "quarter":
        return split_by_quarter(first, wanted.last, starts)
    if wanted.by == "meeting":
        return split_by_meeting(first, wanted.last, held)
    return [Period("", first, wanted.last)]


# What is measured of each action and meeting


class _MeasuredAction(NamedTuple):
    """An action: its states, when it began, and the day of the meeting that was to answer it.

    `raised` is None for what was brought forward; `asked` is None without a next meeting. Unless
    it `has_known_age`, `begun` is the day of the meeting that brought it forward.
    """

    spans: tuple[StateSpan, ...]
    begun: date
    has_known_age: bool
    raised: date | None
    asked: date | None
    is_answered: bool


def _measure_action(action: Action, book: MinuteBook) -> _MeasuredAction:
    asking = book.index.next_regular(book.index.by_name[action.meeting])
    begun = action.raised or action.counts_from
    is_asked = asking is not None and not action.brought_forward
    return _MeasuredAction(
        spans=list_state_spans(action),
        begun=begun,
        has_known_age=action.raised is not None,
        raised=None if action.brought_forward else begun,
        asked=asking.date if asking is not None and is_asked else None,
        is_answered=asking is not None and _is_answered_by(action, asking, book),
    )


def _is_answered_by(action: Action, meeting: Meeting, book: MinuteBook) -> bool:
    """Whether the file of a meeting, or of one before it, answers an action."""
    positions = book.index.positions
    return any(
        event.is_substantive and positions[event.meeting] <= positions[meeting.name]
        for event in action.history
    )


class _MeasuredMeeting(NamedTuple):
    """A meeting that was held: who is on its lists of attendance, and who of them was there."""

    day: date
    listed: frozenset[str]
    present: frozenset[str]


def _measure_attendance(book: MinuteBook, held: Iterable[Meeting]) -> list[_MeasuredMeeting]:
    show = book.directory.display_label
    found = []
    for meeting in held:
        present = frozenset(show(person.label) for person in meeting.present)
        missing = {show(person.label) for person in (*meeting.apologies, *meeting.absent)}
        found.append(_MeasuredMeeting(meeting.date, present | missing, present))
    return found


# Owners


def _count_by_owner(
    book: MinuteBook, actions: Iterable[_MeasuredAction], held: Iterable[Meeting], period: Period
) -> Iterator[Figures]:
    """Iterate over the figures of each owner; an action is of those who own it in the end.

    Actions of nobody have the label "", and are last.
    """
    owned: dict[str, list[_MeasuredAction]] = {}
    for action in actions:
        state = find_state(action.spans, period.last)
        for owner in (state.owners if state is not None else ()) or ("",):
            owned.setdefault(owner, []).append(action)
    attendance = _index_attendance(_measure_attendance(book, held))
    for owner in sorted(owned, key=lambda label: (not label, normalize_label(label))):
        index = PeriodIndex([period._replace(label=owner)])
        found = next(_count_periods(index, owned[owner], attendance.get(owner, [])))
        if found.has_actions:
            yield found


def _index_attendance(meetings: Iterable[_MeasuredMeeting]) -> dict[str, list[_MeasuredMeeting]]:
    """Return for each label the meetings that list it, with nobody else."""
    found: dict[str, list[_MeasuredMeeting]] = {}
    for meeting in meetings:
        for label in meeting.listed:
            alone = frozenset({label})
            own = _MeasuredMeeting(meeting.day, alone, alone & meeting.present)
            found.setdefault(label, []).append(own)
    return found


# Counting


class _EndCount:
    """How many actions are in some state at the end of each period."""

    def __init__(self, index: PeriodIndex) -> None:
        """Begin with none."""
        self._index = index
        self._changes = [0] * (len(index.periods) + 1)

    def add_days(self, since: date, until: date | None) -> None:
        """Count one action that is in the state from a day on, until another one."""
        begin, end = self._index.find_end(since), self._index.find_end(until)
        if begin < end:
            self._changes[begin] += 1
            self._changes[end] -= 1

    def list_counts(self) -> list[int]:
        """Return the number at the end of each period."""
        return list(accumulate(self._changes[:-1]))


def _count_periods(
    index: PeriodIndex,
    actions: Iterable[_MeasuredAction],
    meetings: Iterable[_MeasuredMeeting],
) -> Iterator[Figures]:
    """Iterate over the figures of each period."""
    listed, attended = list(actions), list(meetings)
    happened = [_count_events(index, pairs) for pairs in _list_happenings(listed, attended)]
    held, people, present, brought, raised, moved, asked, answered = happened
    closed = _list_closed(index, listed)
    is_open = _count_open(index, listed)
    overdue = _count_overdue(index, listed)
    ages = _count_ages(index, listed)
    for at, period in enumerate(index.periods):
        days = sorted(days for days in closed[at] if days is not None)
        yield Figures(
            label=period.label,
            first=period.first,
            last=period.last,
            meetings=held[at],
            brought_forward=brought[at],
            raised=raised[at],
            closed=len(closed[at]),
            open=is_open[at],
            overdue=overdue[at],
            median_days=_find_median(days),
            longest_days=days[-1] if days else None,
            moved=moved[at],
            ages=tuple(counts[at] for counts in ages),
            asked=asked[at],
            answered=answered[at],
            listed=people[at],
            present=present[at],
        )


_Happening = tuple[date | None, int]


def _list_happenings(
    actions: Sequence[_MeasuredAction], meetings: Sequence[_MeasuredMeeting]
) -> list[list[_Happening]]:
    """Return the days of what is counted by them: meetings, people, and what became of actions."""
    return [
        [(meeting.day, 1) for meeting in meetings],
        [(meeting.day, len(meeting.listed)) for meeting in meetings],
        [(meeting.day, len(meeting.present)) for meeting in meetings],
        [(each.spans[0].since, 1) for each in actions if each.raised is None],
        [(each.raised, 1) for each in actions],
        [move for each in actions for move in _list_moves(each.spans)],
        [(each.asked, 1) for each in actions],
        [(each.asked, 1) for each in actions if each.is_answered],
    ]


def _list_moves(spans: Iterable[StateSpan]) -> Iterator[_Happening]:
    """Iterate over the days on which a due was moved, and how often."""
    before = 0
    for span in spans:
        if span.state.slips != before:
            yield span.since, span.state.slips - before
        before = span.state.slips


def _count_events(index: PeriodIndex, happened: Iterable[_Happening]) -> list[int]:
    """Return how often something happened in each period; what has no day is not counted."""
    counts = [0] * len(index.periods)
    for day, number in happened:
        at = None if day is None else index.find_period(day)
        if at is not None:
            counts[at] += number
    return counts


def _list_closed(index: PeriodIndex, actions: Iterable[_MeasuredAction]) -> list[list[int | None]]:
    """Return for each period how many days each action took that was closed in it; None: unknown.

    One that was opened again before the end of the period is not among them.
    """
    found: list[list[int | None]] = [[] for _ in index.periods]
    for action in actions:
        for closing, reopened in _list_closings(action.spans):
            at = index.find_period(closing.since)
            if at is not None and at < index.find_end(reopened):
                closed = closing.state.closed or closing.since
                days = max(0, (closed - action.begun).days)
                found[at].append(days if action.has_known_age else None)
    return found


def _list_closings(spans: Iterable[StateSpan]) -> Iterator[tuple[StateSpan, date | None]]:
    """Iterate over the first state of each time that an action was closed, and the end of that."""
    closing: StateSpan | None = None
    for span in spans:
        if span.state.status.is_open:
            if closing is not None:
                yield closing, span.since
            closing = None
        elif closing is None:
            closing = span
    if closing is not None:
        yield closing, None


def _list_open_spans(actions: Iterable[_MeasuredAction]) -> Iterator[tuple[date, StateSpan]]:
    """Iterate over the states in which actions are open, with the day on which each began."""
    for action in actions:
        for span in action.spans:
            if span.state.status.is_open:
                yield action.begun, span


def _count_open(index: PeriodIndex, actions: Iterable[_MeasuredAction]) -> list[int]:
    count = _EndCount(index)
    for _, span in _list_open_spans(actions):
        count.add_days(span.since, span.until)
    return count.list_counts()


def _count_overdue(index: PeriodIndex, actions: Iterable[_MeasuredAction]) -> list[int]:
    """Return how many open actions are overdue at the end of each period: not yet on the day."""
    count = _EndCount(index)
    for _, span in _list_open_spans(actions):
        due = span.state.due_day
        if due is not None and due < date.max:
            count.add_days(max(span.since, due + _DAY), span.until)
    return count.list_counts()


def _count_ages(index: PeriodIndex, actions: Iterable[_MeasuredAction]) -> list[list[int]]:
    """Return for each group of ages how many open actions are in it at the end of each period."""
    counts = [_EndCount(index) for _ in range(len(AGE_LIMITS) + 1)]
    for begun, span in _list_open_spans(actions):
        edges = [date.min, *_list_age_edges(begun), None]
        for count, since, until in zip(counts, edges, edges[1:], strict=False):
            if since is not None:
                count.add_days(max(since, span.since), _find_earlier(until, span.until))
    return [count.list_counts() for count in counts]


def _list_age_edges(begun: date) -> Iterator[date | None]:
    """Iterate over the first day of each age but the first one; None: there is no such day.

    What is exactly one month old is no longer under one month, and what is exactly a year old is
    not over a year.
    """
    for months in AGE_LIMITS:
        try:
            yield add_months(begun, months) + _DAY * (months > 1)
        except OverflowError:  # beyond the last day that a computer knows
            yield None


def _find_earlier(one: date | None, other: date | None) -> date | None:
    """Return the earlier of two days; None is never."""
    return min((day for day in (one, other) if day is not None), default=None)


def _find_median(days: Sequence[int]) -> int | None:
    """Return the median of sorted numbers; of the two in the middle the mean, half a day up."""
    if not days:
        return None
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle] + 1) // 2
