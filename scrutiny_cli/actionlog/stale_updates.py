"""The empty updates of a meeting still to come for actions that are closed before it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_before
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.minutes.model import Meeting, Update


class StaleUpdate(NamedTuple):
    """An empty update in a meeting's file, and its action as it is before the meeting: closed."""

    update: Update
    action: Action


def list_stale_updates(book: MinuteBook, meeting: Meeting, today: date) -> tuple[StaleUpdate, ...]:
    """Return the stale updates of a meeting of today or later, in the order of its file.

    News in the same file, with an earlier `on`, may have closed an action, too. What the minutes
    of an earlier meeting list is never stale.
    """
    if not meeting.took_place or meeting.date < today:
        return ()
    empty = [
        report
        for report in (book.log.whole or book.log).reports
        if report.meeting.name == meeting.name and not report.update.is_substantive
    ]
    if not empty:
        return ()
    before = cut_before(book.log, book.index, meeting, with_news=True).by_key
    found = ((report.update, before.get(report.key or "")) for report in empty)
    closed = (
        StaleUpdate(update, action)
        for update, action in found
        if action is not None and not action.is_open
    )
    return tuple(sorted(closed, key=lambda one: one.update.place.start))
