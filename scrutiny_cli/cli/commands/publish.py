"""The command `publish`: minutes or open actions as a document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.cli.completion import complete_from, complete_meeting
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_owners, require_meeting
from scrutiny_cli.cli.options import Folder, word_option
from scrutiny_cli.cli.output_file import Output, Replace, resolve_output
from scrutiny_cli.cli.page_forms import Template, choose_form, choose_renderer
from scrutiny_cli.cli.publishing import (
    InternalPages,
    load_without_errors,
    name_output,
    select_published,
    warn_withheld_names,
    write_published,
)
from scrutiny_cli.cli.session import Session, note_pending_meetings
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.build import (
    build_actions_document,
    build_minutes_document,
    select_open_actions,
)
from scrutiny_cli.publish.context import make_page_options

_PAGES = ("html", "docx", "md")
_LISTS = (*_PAGES, "csv")

_Meeting = Annotated[
    str | None,
    typer.Argument(
        metavar="MEETING",
        autocompletion=complete_meeting,
        show_default=False,
        help="The date or name of the meeting; by default the latest that was held.",
    ),
]
_To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORM",
        autocompletion=complete_from(_LISTS),
        help="The format: html, docx or md, or csv with --actions; by default what FILE ends in.",
    ),
]
_Actions = Annotated[
    bool, typer.Option("--actions", help="Publish the open actions, not the minutes.")
]
_Owners = Annotated[
    list[str] | None,
    word_option(
        "LABEL",
        "With --actions: only actions of this owner; none for those without an owner. Repeatable.",
        "--owner",
    ),
]
_OpenActions = Annotated[
    bool,
    typer.Option(
        "--open-actions", help="Also append the actions that were open after the meeting."
    ),
]


def publish_document(
    meeting: _Meeting = None,
    *,
    to: _To = None,
    output: Output = None,
    actions: _Actions = False,
    owner: _Owners = None,
    open_actions: _OpenActions = False,
    internal: InternalPages = False,
    template: Template = None,
    replace: Replace = False,
    meetings: Folder = None,
) -> None:
    """Publish the minutes of a meeting, or the open actions.

    Confidential entries are withheld; the page has the reason instead.

    \b
    scrutiny publish --to html
    scrutiny publish 2015-05-28 --to docx --template letterhead.docx
    scrutiny publish 2015-05-28 --open-actions -o minutes.md
    scrutiny publish --actions --owner WK --to csv -o -
    """
    form = choose_form(to, output, _LISTS if actions else _PAGES, _LISTS)
    _refuse_contradiction(meeting, owner, actions=actions, open_actions=open_actions)
    render = choose_renderer(form, template, output)
    session = load_without_errors(meetings, internal=internal)
    found = None if actions else _find_published(session, meeting)
    name = "actions" if found is None else found.name
    path = resolve_output(output, name_output(name, form, internal=internal), replace=replace)
    if found is None:
        document = _build_list(session, owner or (), form)
    else:
        document = _build_minutes(session, found, open_actions=open_actions)
    write_published(session, path, render(document), replace=replace)


# What was typed


def _refuse_contradiction(
    meeting: str | None, owner: list[str] | None, *, actions: bool, open_actions: bool
) -> None:
    if actions and meeting is not None:
        message = (
            f"--actions publishes what is open now: leave {meeting} out, or type --open-actions"
        )
        raise UsageError(f"{message} instead to append what was open after that meeting.")
    if actions and open_actions:
        raise UsageError("--actions publishes only the open actions: leave --open-actions out.")
    if owner and not actions:
        raise UsageError(
            "--owner is only for --actions: type --actions, too, or leave --owner out."
        )


# What is published


def _find_published(session: Session, named: str | None) -> Meeting:
    """Return the meeting that is named, otherwise the latest that was held."""
    if named is not None:
        return require_meeting(session, named)
    held = session.whole.index.find_last_held(session.today)
    if held is not None:
        return held
    if session.whole.meetings:
        first = session.whole.meetings[0].name
        message = (
            f"No meeting has been held yet. Type which one, for example: scrutiny publish {first}"
        )
        raise UsageError(message)
    raise UsageError("There is no meeting to publish yet. Write one: scrutiny new-meeting 25.06.15")


def _build_minutes(session: Session, meeting: Meeting, *, open_actions: bool) -> Document:
    book = select_published(session)
    listed = _find_open_after(session, meeting) if open_actions else None
    warn_withheld_names(session, {meeting.name, *(action.meeting for action in listed or ())})
    options = make_page_options(book.series, session.today, internal=not session.is_redacted)
    own = book.index.by_name[meeting.name]
    return build_minutes_document(book, own, options, listed)


def _find_open_after(session: Session, meeting: Meeting) -> tuple[Action, ...]:
    """Return the actions open at the end of the day of a meeting; before it, those of today."""
    log = select_published(session, min(meeting.date, session.today)).log
    return tuple(action for action in log.actions if action.is_open)


def _build_list(session: Session, owner: Iterable[str], form: str) -> Document:
    book = select_published(session, session.today)
    note_pending_meetings(session, redacted=session.is_redacted)
    owners = find_owners(book, owner)
    found = select_open_actions(book, owners, session.today, internal=not session.is_redacted)
    warn_withheld_names(session, {action.meeting for action in found})
    options = make_page_options(book.series, session.today, internal=not session.is_redacted)
    if form == "csv":
        options = options._replace(format_day=date.isoformat)
    return build_actions_document(book, found, options, owners)
