"""The action log and the register of decisions as `publish` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_owners, require_meeting
from scrutiny_cli.cli.publishing import select_published, warn_withheld_names
from scrutiny_cli.cli.session import Session, note_pending_meetings
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.context import PageAddresses, PageOptions, make_page_options
from scrutiny_cli.publish.paper import ActionPaper, build_actions_document, select_paper_actions
from scrutiny_cli.publish.register import build_decisions_document, select_register

_EVE = timedelta(days=1)


class ListRequest(NamedTuple):
    """What was typed for a list: the register of `decisions`, otherwise the action log.

    `coming` is the meeting that the log is for, `first` the first day of the register.
    """

    decisions: bool = False
    owners: tuple[str, ...] = ()
    by: str | None = None
    coming: str | None = None
    first: str | None = None
    as_at: str | None = None


def name_list(session: Session, wanted: ListRequest) -> str:
    """Return the name of the list's file, without its ending."""
    if wanted.decisions:
        return "decisions"
    if wanted.coming is None:
        return "actions"
    return f"{require_meeting(session, wanted.coming).name}-actions"


def build_list(
    session: Session, wanted: ListRequest, minutes: Mapping[str, str], *, is_data: bool
) -> Document:
    """Return the page of a list; where it `is_data`, for a spreadsheet, days are as in ISO 8601.

    `minutes` are the files beside it that have minutes, by the names of the meetings.
    """
    if wanted.decisions:
        return _build_register(session, wanted, minutes, is_data=is_data)
    return _build_paper(session, wanted, is_data=is_data)


def _build_register(
    session: Session, wanted: ListRequest, minutes: Mapping[str, str], *, is_data: bool
) -> Document:
    day = _parse_as_at(session, wanted) or session.today
    first = None if wanted.first is None else session.parse_day(wanted.first, "--from")
    if first is not None and first > day:
        raise UsageError(f"--from: {first} is after {day}, the last day of the register.")
    options = _make_options(session, day, is_data=is_data)
    options = options._replace(addresses=PageAddresses(minutes))
    book = select_published(session)
    rows = select_register(book, options, first)
    warn_withheld_names(session, {row.meeting for row in rows})
    return build_decisions_document(book, rows, options, first)


def _build_paper(session: Session, wanted: ListRequest, *, is_data: bool) -> Document:
    coming = None if wanted.coming is None else require_meeting(session, wanted.coming)
    day = _choose_day(session, wanted, coming)
    book = select_published(session, day)
    last = _find_last_meeting(session, coming, day)
    paper = ActionPaper(find_owners(book, wanted.owners), wanted.by, coming, last)
    found = select_paper_actions(book, paper, day, internal=not session.is_redacted)
    warn_withheld_names(session, {action.meeting for action in found})
    return build_actions_document(book, found, _make_options(session, day, is_data=is_data), paper)


def _choose_day(session: Session, wanted: ListRequest, coming: Meeting | None) -> date:
    """Return the day that the log is as at: a meeting begins with the log of the day before."""
    typed = _parse_as_at(session, wanted)
    if typed is not None:
        return typed
    if coming is not None:
        return min(session.today, coming.date - _EVE)
    note_pending_meetings(session, redacted=session.is_redacted)
    return session.today


def _parse_as_at(session: Session, wanted: ListRequest) -> date | None:
    return None if wanted.as_at is None else session.parse_day(wanted.as_at, "--as-at")


def _find_last_meeting(session: Session, coming: Meeting | None, day: date) -> Meeting | None:
    """Return the regular meeting before the one that the log is for, or before a day."""
    index = session.whole.index
    if coming is not None:
        return index.previous_regular(coming)
    held = (each for each in session.whole.meetings if each.is_regular and each.is_held(day))
    return max((each for each in held if each.date < day), key=lambda each: each.date, default=None)


def _make_options(session: Session, day: date, *, is_data: bool) -> PageOptions:
    options = make_page_options(session.whole.series, day, internal=not session.is_redacted)
    return options._replace(format_day=date.isoformat, is_data=True) if is_data else options
