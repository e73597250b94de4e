"""The log as at a day, or as before a meeting: only the events up to then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.model import Action, ActionState, Event, Link, Log, MinuteBook
from scrutiny_cli.minutes.model import Meeting


class _Cut(NamedTuple):
    """Which actions are in the log, and which entries of a meeting are used.

    `counts_by_then` gets the name of the meeting and the day from which an entry is used.
    """

    has_action: Callable[[Action], bool]
    counts_by_then: Callable[[str, date], bool]


def cut_book(book: MinuteBook, day: date | None) -> MinuteBook:
    """Return the book with its log as at the end of a day; None: all that is on file."""
    return replace(book, log=cut_log(book.log, day))


def cut_log(log: Log, day: date | None) -> Log:
    """Return the log as at the end of a day; None: all that is on file. It may be cut already."""
    whole = log.whole or log
    if day is None:
        return whole

    def has_action(action: Action) -> bool:
        return action.counts_from <= day

    def counts_by_then(_: str, since: date) -> bool:
        return since <= day

    return _apply_cut(whole, _Cut(has_action, counts_by_then))


def on_day(log: Log, action: Action, day: date) -> Action:
    """Return an action of the whole log as at a day, with its links and history from all files.

    An action that does not exist yet is as it will be on its first day.
    """
    by_then = cut_log(log, max(day, action.counts_from)).by_key[action.key]
    return by_then._replace(history=action.history, follows=action.follows, becomes=action.becomes)


def cut_before(
    log: Log,
    order: MeetingIndex,
    meeting: Meeting,
    day: date | None = None,
    *,
    with_news: bool = False,
) -> Log:
    """Return the log as before a meeting; it may be cut already.

    It has what earlier files raised or brought forward, and what other files report up to the
    meeting's day, or an earlier `day`. The meeting's own entries are not used, or only those of
    earlier days (`with_news`).
    """
    last = meeting.date if day is None else min(day, meeting.date)
    limit = order.positions[meeting.name] + with_news

    def has_action(action: Action) -> bool:
        return order.positions[action.meeting] < limit and action.counts_from <= last

    def counts_by_then(name: str, since: date) -> bool:
        if name == meeting.name:
            return with_news and since < meeting.date
        return since <= last

    return _apply_cut(log.whole or log, _Cut(has_action, counts_by_then))


def cut_ahead_of(log: Log, order: MeetingIndex, meeting: Meeting) -> Log:
    """Return the log as it is when a meeting begins; it may be cut already.

    Of the meeting's own file it has what happened before that day, and what is brought forward.
    """

    def has_action(action: Action) -> bool:
        if action.meeting == meeting.name:
            return action.brought_forward or action.counts_from < meeting.date
        is_earlier = order.positions[action.meeting] < order.positions[meeting.name]
        return is_earlier and action.counts_from <= meeting.date

    def counts_by_then(name: str, since: date) -> bool:
        return since < meeting.date or (since == meeting.date and name != meeting.name)

    return _apply_cut(log.whole or log, _Cut(has_action, counts_by_then))


def _apply_cut(whole: Log, cut: _Cut) -> Log:
    listed = [action for action in whole.actions if cut.has_action(action)]
    keys = {action.key for action in listed}
    actions = tuple(_cut_action(action, cut, keys) for action in listed)
    reports = tuple(
        report
        for report in whole.reports
        if cut.counts_by_then(report.meeting.name, report.counts_from)
    )
    by_key = {action.key: action for action in actions}
    return Log(actions, by_key, reports, whole.problems, whole)


def _cut_action(action: Action, cut: _Cut, keys: set[str]) -> Action:
    first, *later = action.history
    counted = [event for event in later if cut.counts_by_then(event.meeting, event.counts_from)]
    follows = _list_linked(action.all_follows, cut, keys)
    becomes = _list_linked(action.all_becomes, cut, keys)
    if len(counted) == len(later):
        if follows == action.follows and becomes == action.becomes:
            return action
        return action._replace(follows=follows, becomes=becomes)
    return _replay_events(action, [first, *counted])._replace(follows=follows, becomes=becomes)


def _list_linked(links: Iterable[Link], cut: _Cut, keys: set[str]) -> tuple[str, ...]:
    found = (
        link.key
        for link in links
        if link.key in keys and cut.counts_by_then(link.meeting, link.since)
    )
    return tuple(dict.fromkeys(found))


def _replay_events(action: Action, events: Iterable[Event]) -> Action:
    """Return an action as some of its events have made it."""
    state, history = ActionState(), []
    for event in events:
        state = state.after(event)
        history.append(event._replace(state=state))
    return action._replace(history=tuple(history), state=state)
