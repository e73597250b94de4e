"""The command `agenda`: what a meeting will go through, to be sent out before it."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.overview import find_agenda_matters
from scrutiny_cli.cli.completion import complete_from
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.target_meeting import LAST, is_next_typed
from scrutiny_cli.cli.lookup import require_meeting
from scrutiny_cli.cli.options import Folder, meeting_argument
from scrutiny_cli.cli.output_file import Output, Replace, resolve_output
from scrutiny_cli.cli.page_forms import Template, choose_form, choose_renderer, find_form_of_file
from scrutiny_cli.cli.publishing import (
    InternalPages,
    load_without_errors,
    name_output,
    select_published,
    warn_withheld_names,
    write_published,
)
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.agenda import build_agenda_document
from scrutiny_cli.publish.context import make_page_options
from scrutiny_cli.storage.errors import WriteRefused

_FORMS = ("text", "md", "html", "docx", "pdf")

_Meeting = Annotated[
    str | None,
    meeting_argument("The date or name of the meeting, or last, or next; by default the next one."),
]
_To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORM",
        autocompletion=complete_from(_FORMS),
        help="The format: text, md, html, docx or pdf; by default as FILE ends, otherwise text.",
    ),
]


def write_agenda(
    meeting: _Meeting = None,
    *,
    to: _To = None,
    output: Output = None,
    internal: InternalPages = False,
    template: Template = None,
    replace: Replace = False,
    meetings: Folder = None,
) -> None:
    """Write a meeting's agenda, to be sent out before it.

    It lists who is expected, the items, which minutes are to be agreed, and the open actions with
    what was last said about each. Text is printed, in lines for an email, unless -o names a file.
    What is confidential is withheld; a note with the reason takes its place.

    \b
    scrutiny agenda
    scrutiny agenda --to docx
    scrutiny agenda 2015-06-25 -o agenda.html
    """
    form = choose_form(to or find_form_of_file(output, _FORMS) or "text", output, _FORMS)
    render = choose_renderer(form, template, output)
    session = load_without_errors(meetings, internal=internal)
    found = _find_meeting(session, meeting)
    ending = "txt" if form == "text" else form
    name = name_output(f"{found.name}-agenda", ending, internal=internal)
    is_printed = form == "text" and output is None
    path = resolve_output("-" if is_printed else output, name, replace=replace)
    write_published(session, path, render(_build_agenda(session, found)), replace=replace)
    if meeting is None:
        _note_extraordinary(session, found)


def _find_meeting(session: Session, named: str | None) -> Meeting:
    """Return the meeting that is named, otherwise the next; refuse one that has no file."""
    index = session.whole.index
    if named is not None and not is_next_typed(named):
        found = _find_last(session, named) or require_meeting(session, named)
        if not found.took_place:
            message = f"{found.name} has no agenda: its file has `held: false`."
            raise WriteRefused(f"{message} Name another meeting.")
        return found
    coming = index.find_coming(session.today) if named is None else index.first_after(session.today)
    if coming is None:
        raise WriteRefused(_describe_missing(session))
    return coming


def _find_last(session: Session, named: str) -> Meeting | None:
    """Return the latest meeting held for `last`; None for another name, or where there is none."""
    is_last = named.strip().casefold() == LAST
    return session.whole.index.find_last_held(session.today) if is_last else None


def _note_extraordinary(session: Session, coming: Meeting) -> None:
    """Report the extraordinary meetings still to come before the next one."""
    for meeting in session.whole.meetings:
        is_before = session.today <= meeting.date <= coming.date
        if meeting.extraordinary and meeting.took_place and is_before:
            typed = f"scrutiny agenda {meeting.name}"
            print_note(f"An extraordinary meeting comes before it: {typed}")


def _describe_missing(session: Session) -> str:
    """Return that the next meeting has no file yet, with its day where it is announced."""
    last = find_latest_regular(session.whole.meetings)
    announced = None if last is None else last.announced_day
    of_day = ""
    if announced is not None and announced >= session.today:
        of_day = f", on {date_formatter(session.whole.series.dates)(announced)},"
    return f"The next meeting{of_day} has no file yet. Make it first: scrutiny new-meeting"


def _build_agenda(session: Session, meeting: Meeting) -> Document:
    book = select_published(session)
    matters = find_agenda_matters(session.whole, meeting, redacted=session.is_redacted)
    said = {event.meeting for action in matters for event in action.history}
    warn_withheld_names(session, {meeting.name, *said})
    options = make_page_options(book.series, session.today, internal=not session.is_redacted)
    return build_agenda_document(book, book.index.by_name[meeting.name], matters, options)
