"""What is asked of the log: which actions, in which order, in which groups."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_before, cut_log
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.people import Directory
from scrutiny_cli.minutes.model import Meeting, Status
from scrutiny_cli.minutes.source import normalize_label, normalize_ref

NOBODY = "none"  # as an update says that nobody owns an action any more
_SOON = 7


class Filter(NamedTuple):
    """What to list: different wishes narrow, the same one repeated widens.

    `owners` are labels, or NOBODY, `meetings` names of meetings; `due_within` days from today on.
    """

    open: bool = False
    closed: bool = False
    overdue: bool = False
    due_within: int | None = None
    no_date: bool = False
    statuses: tuple[Status, ...] = ()
    owners: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    search: tuple[str, ...] = ()


def select_actions(
    actions: Iterable[Action], wanted: Filter, today: date, people: Directory
) -> tuple[Action, ...]:
    """Return the actions that a filter lets through, in the order they came."""
    for test in _list_tests(wanted, today, people):
        actions = filter(test, actions)
    return tuple(actions)


def _list_tests(wanted: Filter, today: date, people: Directory) -> list[Callable[[Action], bool]]:
    owners = {normalize_label(people.display_label(label)) for label in wanted.owners}
    words = [normalize_label(text) for text in wanted.search]
    rows: list[tuple[object, Callable[[Action], bool]]] = [
        (wanted.open, lambda action: action.is_open),
        (wanted.closed, lambda action: not action.is_open),
        (wanted.overdue, lambda action: action.overdue_days(today) > 0),
        (
            wanted.due_within is not None,
            lambda action: is_due(action, today, wanted.due_within or 0),
        ),
        (wanted.no_date, lambda action: action.state.due_day is None),
        (wanted.statuses, lambda action: action.state.status in wanted.statuses),
        (
            wanted.owners,
            lambda action: any(
                normalize_label(o) in owners for o in action.state.owners or (NOBODY,)
            ),
        ),
        (wanted.meetings, lambda action: action.meeting in wanted.meetings),
        (words, lambda action: any(word in _searched_text(action) for word in words)),
    ]
    return [test for wanted, test in rows if wanted]


def is_due(action: Action, today: date, days: int) -> bool:
    """Whether an open action falls due from today on, within so many days."""
    due = action.state.due_day
    return action.is_open and due is not None and 0 <= (due - today).days <= days


def _searched_text(action: Action) -> str:
    texts = [action.key, action.state.words, *(event.note for event in action.history)]
    texts += [event.action for event in action.history]
    return normalize_label(" ".join(text for text in texts if text))


ORDERS: dict[str, Callable[[Action, date], tuple[object, ...]]] = {
    "raised": lambda action, _: (action.raised or date.min, action.position),
    "due": lambda action, _: (action.state.due_day or date.max, action.position),
    "ref": lambda action, _: (*ref_order(action), action.position),
    "owner": lambda action, _: (
        not action.state.owners,
        [normalize_label(o) for o in action.state.owners],
        action.position,
    ),
    "age": lambda action, today: (-action.age_days(today), action.position),
}


def ref_order(action: Action) -> tuple[object, ...]:
    """Return what refs are sorted by: year, then numbers as numbers; keys last."""
    ref = action.entry.ref
    if ref is None or normalize_ref(ref) != normalize_ref(action.key):
        return (True, "", (), action.position)
    year = re.search(r"/(\d{2}|\d{4})\b", ref)
    pieces = re.findall(r"[0-9]+|[^0-9]+", normalize_ref(ref))
    order = tuple(_number_order(p) if p[0] in "0123456789" else (1, 0, p) for p in pieces)
    return (False, year[1][-2:] if year else "", order, action.position)


def _number_order(text: str) -> tuple[int, int, str]:
    """Return what figures are sorted by as a number, however many there are."""
    digits = text.lstrip("0")
    return (0, len(digits), digits)


def sort_actions(actions: Iterable[Action], by: str, today: date) -> tuple[Action, ...]:
    """Sort actions by one of ORDERS."""
    order = ORDERS[by]
    return tuple(sorted(actions, key=lambda action: order(action, today)))


def group_actions(
    actions: Iterable[Action], by: str | None, owners: Iterable[str] = ()
) -> list[tuple[str | None, list[Action]]]:
    """Group actions by owner, meeting or status; an action is under each of its owners.

    Where labels of owners are given, there are groups of these alone.
    """
    groups: dict[str | None, list[Action]] = {}
    for action in actions:
        for name in _group_names(action, by):
            groups.setdefault(name, []).append(action)
    if by == "owner":
        wanted = {normalize_label(label) for label in owners} or {
            normalize_label(name or NOBODY) for name in groups
        }
        kept = [pair for pair in groups.items() if normalize_label(pair[0] or NOBODY) in wanted]
        return sorted(kept, key=lambda pair: (not pair[0], normalize_label(pair[0] or "")))
    if by == "status":
        return [(status.value, groups[status.value]) for status in Status if status.value in groups]
    return list(groups.items())


def _group_names(action: Action, by: str | None) -> tuple[str | None, ...]:
    if by == "owner":
        return action.state.owners or ("",)
    if by == "meeting":
        return (action.meeting,)
    return (action.state.status.value,) if by == "status" else (None,)


class Counts(NamedTuple):
    """How many of the open actions are overdue, due within 7 days, with no date; and in all."""

    overdue: int
    soon: int
    no_date: int
    open: int


def count_open_actions(actions: Iterable[Action], today: date) -> Counts:
    """Count the open ones among actions."""
    left = [action for action in actions if action.is_open]
    return Counts(
        sum(action.overdue_days(today) > 0 for action in left),
        sum(is_due(action, today, _SOON) for action in left),
        sum(action.state.due_day is None for action in left),
        len(left),
    )


def find_open_before(
    book: MinuteBook, meeting: Meeting | None, as_at: date | None = None
) -> tuple[Action, ...]:
    """Return the actions open before a meeting, with what its own file already says of them.

    They are as at its day, or an earlier day `as_at`. Without a meeting it is the next one,
    which has no file yet: all that is open.
    """
    if meeting is None:
        return tuple(action for action in cut_log(book.log, as_at).actions if action.is_open)
    day = find_matters_day(meeting, as_at)
    by_then = cut_log(book.log, day).by_key
    before = cut_before(book.log, book.index, meeting, day)
    return tuple(by_then[action.key] for action in before.actions if action.is_open)


def find_matters_day(meeting: Meeting | None, as_at: date | None) -> date | None:
    """Return the day of the log that a meeting goes through: its own, or an earlier `as_at`."""
    if meeting is None:
        return as_at
    return meeting.date if as_at is None else min(as_at, meeting.date)


class PendingMeeting(NamedTuple):
    """A meeting still to come, and how much in its file does not count yet.

    All of it counts `since` a day; None: on different days.
    """

    meeting: Meeting
    actions: int
    updates: int
    since: date | None


def find_pending_meetings(book: MinuteBook, today: date) -> tuple[PendingMeeting, ...]:
    """Return the meetings still to come that have actions, or updates that are not empty."""
    whole = book.log.whole or book.log
    actions: dict[str, list[date]] = {}
    updates: dict[str, list[date]] = {}
    for action in whole.actions:
        if action.counts_from > today:
            actions.setdefault(action.meeting, []).append(action.counts_from)
    for report in whole.reports:
        if report.counts_from > today and report.update.is_substantive:
            updates.setdefault(report.meeting.name, []).append(report.counts_from)
    found = []
    for meeting in book.meetings:
        days = actions.get(meeting.name, []), updates.get(meeting.name, [])
        since = {*days[0], *days[1]}
        if since and meeting.date > today:
            day = since.pop() if len(since) == 1 else None
            found.append(PendingMeeting(meeting, len(days[0]), len(days[1]), day))
    return tuple(found)


class MeetingSummary(NamedTuple):
    """A meeting's row: how many items, brought forward, raised, still open of both; and agreed.

    `held` is `held`, `to come`, or `not held` where it did not take place.
    """

    meeting: Meeting
    held: str
    items: int
    brought: int
    raised: int
    open: int
    agreed: date | None


def summarize_meetings(
    book: MinuteBook, approvals: dict[str, Meeting], today: date
) -> tuple[MeetingSummary, ...]:
    """Return a row for each meeting; `approvals` are the agreeing meetings by name."""
    raised: dict[str, list[Action]] = {}
    for action in book.log.actions:
        raised.setdefault(action.meeting, []).append(action)
    return tuple(
        _summarize_meeting(meeting, raised.get(meeting.name, []), approvals, today)
        for meeting in book.meetings
    )


def _summarize_meeting(
    meeting: Meeting, actions: list[Action], approvals: dict[str, Meeting], today: date
) -> MeetingSummary:
    brought = sum(action.brought_forward for action in actions)
    coming = "to come" if meeting.took_place else "not held"
    return MeetingSummary(
        meeting,
        "held" if meeting.is_held(today) else coming,
        len(meeting.root_item.items),
        brought,
        len(actions) - brought,
        sum(action.is_open for action in actions),
        approvals[meeting.name].date if meeting.name in approvals else None,
    )
