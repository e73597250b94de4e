"""The command `show`: show one action or one meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.actionlog.cuts import on_day
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.cli.confidential import warn_confidential_details, warn_confidential_meeting
from scrutiny_cli.cli.console import get_terminal_width, print_data
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import check_choice, print_action_records
from scrutiny_cli.cli.lookup import find_action, find_meeting, refuse_unknown, suggest_actions
from scrutiny_cli.cli.options import AsAt, Folder, complete_from, complete_ref
from scrutiny_cli.cli.session import Session, load_session
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output import details
from scrutiny_cli.publish.meeting_text import render_meeting


def show_entry(
    what: Annotated[
        str,
        typer.Argument(metavar="REF|MEETING", autocompletion=complete_ref, show_default=False),
    ],
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=complete_from("text", "json"),
            help="text, or for an action json.",
        ),
    ] = "text",
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """Show one action's life, or one meeting.

    \b
    scrutiny show 37/15
    scrutiny show 2015-05-28#2
    scrutiny show 2015-05-28
    """  # noqa: D301
    check_choice(form, "--format", ("text", "json"))
    session = load_session(meetings, as_at)  # all that is on file
    found = find_action(session.book, what)
    if found is not None:
        found = on_day(session.book.log, found, session.counted_from)
        keys = () if form == "json" else (*found.follows, *found.becomes)
        linked = [session.book.log.by_key.get(key) for key in keys]
        warn_confidential_details([found, *filter(None, linked)])
        if form == "json":
            print_action_records(session, [found])
        else:
            print_data(
                _shown(
                    details.render_details(
                        session.book, found, session.counted_from, get_terminal_width()
                    )
                )
            )
    else:
        meeting = _meeting_or_nearest(session, what)
        if form == "json":
            raise UsageError("A meeting is shown as text alone: leave --format out.")
        _print_meeting(session, meeting)
    finish_reading(session)


def _print_meeting(session: Session, meeting: Meeting) -> None:
    warn_confidential_meeting(meeting, _spoken_of(session.book, meeting))
    print_data(_shown(render_meeting(session.book, meeting, get_terminal_width())))


def _spoken_of(book: MinuteBook, meeting: Meeting) -> list[Action]:
    """Give the actions that a meeting raises, brings forward or reports on."""
    keys = {one.key for one in book.log.reports if one.meeting.name == meeting.name}
    return [one for one in book.log.actions if one.meeting == meeting.name or one.key in keys]


def _shown(text: str) -> str:
    return "\n".join(map(replace_controls, text.split("\n")))


def _meeting_or_nearest(session: Session, what: str) -> Meeting:
    found = find_meeting(session, what)
    if found is None:
        near = suggest_actions(session.book, what)
        refuse_unknown(session, f"There is no action and no meeting “{what}”. {near}")
    return found
