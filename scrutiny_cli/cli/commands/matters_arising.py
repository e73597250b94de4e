"""The command `matters-arising`: list what a meeting must go through."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import carried_into, group_actions, matters_day
from scrutiny_cli.actionlog.redact import public
from scrutiny_cli.cli.confidential import is_redacted, warn_confidential_actions
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import (
    begin_nothing,
    print_actions,
    resolve_format,
)
from scrutiny_cli.cli.lookup import require_meeting
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal, MeetingNamed
from scrutiny_cli.cli.session import Session, keep_alive, load_session
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output import views


def list_matters_arising(  # noqa: PLR0913  each is an option that a person may type
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
    """  # noqa: D301
    table_format = resolve_format(form, excel=excel)
    session = load_session(meetings, as_at)
    redacted = is_redacted(table_format, internal=internal)
    named = session.book.index.find_coming(session.counted_from)
    if meeting is not None:
        named = require_meeting(session, meeting)
    if redacted:
        found = _public_matters(session, named)
    else:
        found = carried_into(session.book, named, session.as_at)
        warn_confidential_actions(found)
    if found or table_format.name != "table":
        groups = group_actions(found, "meeting") or [("", [])]
        tabulate = partial(views.tabulate_matters_arising, groups)
        print_actions(session, found, table_format, tabulate, redacted=redacted)
    if not found:
        print_note(f"{begin_nothing(session)} is open from earlier meetings.{_brought(named)}")
    finish_reading(session, redacted=redacted)


def _public_matters(session: Session, meeting: Meeting | None) -> tuple[Action, ...]:
    """Give what a meeting must go through as everybody may know it.

    What a confidential report closed is open there. Of withheld actions it has those which the
    meetings of earlier days left open.
    """
    known = keep_alive(public(session.book))
    found = [one for one in carried_into(known, meeting, session.as_at) if one.confidential is None]
    day = matters_day(meeting, session.as_at)
    if meeting is not None and day == meeting.date:
        day -= timedelta(days=1)
    stubs = keep_alive(public(session.book, as_at=day)).log.actions
    found += [one for one in stubs if one.confidential is not None and one.is_open]
    return tuple(sorted(found, key=lambda one: one.position))


def _brought(meeting: Meeting | None) -> str:
    """Say of a meeting that began the log where to see what it brought forward from before it."""
    if meeting is None or not meeting.brought_forward:
        return ""
    count, name = len(meeting.brought_forward), meeting.name
    return f" {count} brought forward from before this log: see `scrutiny show {name}`."
