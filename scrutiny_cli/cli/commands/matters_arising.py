"""The command `matters-arising`: list what a meeting must go through."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import find_matters_day, find_open_before, group_actions
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listing import choose_listing, describe_nothing, print_actions
from scrutiny_cli.cli.lookup import require_meeting
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal, MeetingNamed
from scrutiny_cli.cli.session import Session, load_session
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.views import tabulate_matters_arising


def list_matters_arising(
    meeting: MeetingNamed = None,
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List what the next or a named meeting must go through.

    \b
    scrutiny matters-arising
    scrutiny matters-arising 2015-06-25
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    session = load_session(meetings, as_at)._replace(is_redacted=listing.is_redacted)
    coming = _find_coming(session, meeting)
    found = _find_matters(session, coming)
    if found or listing.format.name != "table":
        groups = group_actions(found, "meeting") or [("", [])]
        print_actions(listing, session, found, partial(tabulate_matters_arising, groups))
    if not found:
        print_note(
            f"{describe_nothing(session)} is open from earlier meetings.{_describe_brought(coming)}"
        )
    finish_reading(session)


def _find_coming(session: Session, named: str | None) -> Meeting | None:
    if named is not None:
        return require_meeting(session, named)
    return session.book.index.find_coming(session.counted_from)


def _find_matters(session: Session, meeting: Meeting | None) -> tuple[Action, ...]:
    """Return what a meeting must go through, where it is redacted as everybody may know it.

    What a confidential report closed is open there. Of withheld actions it has those which the
    meetings of earlier days left open.
    """
    if not session.is_redacted:
        return find_open_before(session.book, meeting, session.as_at)
    known = redact_book(session.book)
    found = [
        one for one in find_open_before(known, meeting, session.as_at) if one.confidential is None
    ]
    day = find_matters_day(meeting, session.as_at)
    if meeting is not None and day == meeting.date:
        day -= timedelta(days=1)
    stubs = redact_book(session.book, as_at=day).log.actions
    found += [one for one in stubs if one.confidential is not None and one.is_open]
    return tuple(sorted(found, key=lambda one: one.position))


def _describe_brought(meeting: Meeting | None) -> str:
    """Return a sentence on what a meeting brought forward from before the log; "" where nothing."""
    if meeting is None or not meeting.brought_forward:
        return ""
    count, name = len(meeting.brought_forward), meeting.name
    return f" {count} brought forward from before this log: see `scrutiny show {name}`."
