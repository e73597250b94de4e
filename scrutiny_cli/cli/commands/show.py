"""The command `show`: show one action or one meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.actionlog.cuts import on_day
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.cli.completion import complete_ref
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import get_terminal_width, print_data, print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listing import choose_listing, print_action_records
from scrutiny_cli.cli.lookup import find_meeting, refuse_unknown, suggest_actions
from scrutiny_cli.cli.options import AsAt, Folder, choice_option
from scrutiny_cli.cli.session import Session, load_session
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.details import render_details
from scrutiny_cli.publish.meeting_text import render_meeting

_Entry = Annotated[
    str, typer.Argument(metavar="REF|MEETING", autocompletion=complete_ref, show_default=False)
]
_Format = Annotated[
    str,
    choice_option(
        "--format", ("text", "json"), metavar="FORMAT", text="text, or for an action json."
    ),
]


def show_entry(
    what: _Entry, *, form: _Format = "text", as_at: AsAt = None, meetings: Folder = None
) -> None:
    """Show one action's life, or one meeting.

    \b
    scrutiny show 37/15
    scrutiny show 2015-05-28#2
    scrutiny show 2015-05-28
    """
    session = load_session(meetings, as_at)  # all that is on file
    action = session.book.find_action(what)
    if action is None:
        meeting = _find_meeting(session, what)
        if form == "json":
            raise UsageError("A meeting is shown as text alone: leave --format out.")
        _show_meeting(session, meeting)
    else:
        _show_action(session, on_day(session.book.log, action, session.counted_from), form)
    finish_reading(session)


def _find_meeting(session: Session, name: str) -> Meeting:
    meeting = find_meeting(session, name)
    if meeting is None:
        near = suggest_actions(session.book, name)
        refuse_unknown(session, f"There is no action and no meeting “{name}”. {near}")
    return meeting


def _show_action(session: Session, action: Action, form: str) -> None:
    if form == "json":
        warn_confidential(count_confidential([action]))
        print_action_records(choose_listing("json"), session, [action])
        return
    by_key = session.book.log.by_key
    linked = [by_key[key] for key in (*action.follows, *action.becomes) if key in by_key]
    warn_confidential(count_confidential([action, *linked]))
    _print_lines(render_details(session.book, action, session.counted_from, get_terminal_width()))


def _show_meeting(session: Session, meeting: Meeting) -> None:
    is_marked = any(item.confidential is not None for item in list_items(meeting))
    if is_marked or count_confidential(_list_mentioned(session.book, meeting)):
        print_note("Confidential: what is marked so. Do not pass on.")
    _print_lines(render_meeting(session.book, meeting, get_terminal_width()))


def _list_mentioned(book: MinuteBook, meeting: Meeting) -> list[Action]:
    """Return the actions that a meeting raises, brings forward or reports on."""
    keys = {report.key for report in book.log.reports if report.meeting.name == meeting.name}
    return [one for one in book.log.actions if one.meeting == meeting.name or one.key in keys]


def _print_lines(text: str) -> None:
    print_data("\n".join(map(replace_controls, text.split("\n"))))
