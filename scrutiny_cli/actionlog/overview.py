"""What is asked of the whole log: matters arising, meetings still to come, figures of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from scrutiny_cli.actionlog.approvals import find_approvals
from scrutiny_cli.actionlog.cuts import cut_ahead_of, cut_before, cut_log
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.redact import redact_book, redact_keeping_places
from scrutiny_cli.actionlog.rows import MeetingRow, PendingMeeting
from scrutiny_cli.minutes.model import Meeting


def find_open_before(
    book: MinuteBook, meeting: Meeting | None, as_at: date | None = None
) -> tuple[Action, ...]:
    """Return the actions open before a meeting, with what its own file already reports of them.

    They are as at its day, or an earlier day `as_at`. Without a meeting it is the next one,
    which has no file yet: all open actions.
    """
    if meeting is None:
        return tuple(action for action in cut_log(book.log, as_at).actions if action.is_open)
    day = _find_matters_day(meeting, as_at)
    by_then = cut_log(book.log, day).by_key
    before = cut_before(book.log, book.index, meeting, day)
    return tuple(by_then[action.key] for action in before.actions if action.is_open)


def _find_matters_day(meeting: Meeting | None, as_at: date | None) -> date | None:
    """Return the day of the log that a meeting goes through: its own, or an earlier `as_at`."""
    if meeting is None:
        return as_at
    return meeting.date if as_at is None else min(as_at, meeting.date)


def find_public_matters(
    book: MinuteBook, meeting: Meeting | None, as_at: date | None
) -> tuple[Action, ...]:
    """Return what a meeting must go through, as everybody may know it.

    What a confidential report closed is open there. Of withheld actions it has those which the
    meetings of earlier days left open.
    """
    day = _find_matters_day(meeting, as_at)
    if meeting is not None and day == meeting.date:
        day -= timedelta(days=1)
    return _add_stubs(book, find_open_before(redact_book(book), meeting, as_at), day)


def _add_stubs(book: MinuteBook, known: Iterable[Action], day: date | None) -> tuple[Action, ...]:
    """Return the actions that everybody may know, and a stub of each other one open on a day."""
    found = [action for action in known if action.confidential is None]
    stubs = redact_book(book, as_at=day).log.actions
    found += [stub for stub in stubs if stub.confidential is not None and stub.is_open]
    return tuple(sorted(found, key=lambda action: action.position))


def find_agenda_matters(
    book: MinuteBook, meeting: Meeting, *, redacted: bool
) -> tuple[Action, ...]:
    """Return what the agenda of a meeting lists under matters arising, as it begins.

    That is what was open before it, with what its own file has of the days before, and what was
    raised in that file on those days, or is brought forward there. Where it is `redacted`, the
    actions are as everybody may know them.
    """
    known = redact_book(book) if redacted else book
    open_before = {action.key for action in find_open_before(known, meeting)}
    ahead = cut_ahead_of(known.log, known.index, meeting)
    found = tuple(
        action
        for action in ahead.actions
        if action.key in open_before or action.meeting == meeting.name
    )
    return _add_stubs(book, found, meeting.date - timedelta(days=1)) if redacted else found


def find_pending_meetings(
    book: MinuteBook, today: date, *, redacted: bool = False
) -> tuple[PendingMeeting, ...]:
    """Return the meetings still to come that have actions, or updates that are not empty.

    If it is `redacted`, confidential updates are not counted.
    """
    found = _find_pending_meetings(book, today)
    if found and redacted:
        return _find_pending_meetings(redact_keeping_places(book), today)
    return found


def _find_pending_meetings(book: MinuteBook, today: date) -> tuple[PendingMeeting, ...]:
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
            found.append(
                PendingMeeting(meeting.name, meeting.date, len(days[0]), len(days[1]), day)
            )
    return tuple(found)


def summarize_meetings(book: MinuteBook, today: date) -> tuple[MeetingRow, ...]:
    """Return a row for each meeting, with what is open, and what was agreed by a day."""
    raised: dict[str, list[Action]] = {}
    for action in book.log.actions:
        raised.setdefault(action.meeting, []).append(action)
    approvals = find_approvals(book, today)
    return tuple(
        _summarize_meeting(
            meeting, raised.get(meeting.name, []), approvals.get(meeting.name), today
        )
        for meeting in book.meetings
    )


def _summarize_meeting(
    meeting: Meeting, actions: list[Action], agreeing: Meeting | None, today: date
) -> MeetingRow:
    brought = sum(action.brought_forward for action in actions)
    coming = "to come" if meeting.took_place else "not held"
    return MeetingRow(
        name=meeting.name,
        title=None if meeting.title is None else str(meeting.title),
        date=meeting.date,
        held="held" if meeting.is_held(today) else coming,
        items=len(meeting.root_item.items),
        brought=brought,
        raised=len(actions) - brought,
        open=sum(action.is_open for action in actions),
        agreed=None if agreeing is None else agreeing.date,
        confidential_reason=meeting.root_item.confidential,
    )
