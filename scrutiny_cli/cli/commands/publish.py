"""The command `publish`: minutes or open actions as a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import NOBODY, Filter, ordered, select
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_owners, require_meeting
from scrutiny_cli.cli.options import Folder, complete_from, complete_meeting, complete_owner
from scrutiny_cli.cli.output_file import Output, Replace, extra, place, put
from scrutiny_cli.cli.publishing import (
    INTERNAL_NOTE,
    PageInternal,
    PublishRequest,
    load_without_errors,
    redact_book,
    warn_withheld_names,
)
from scrutiny_cli.cli.session import Session, note_pending_meetings
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.output.formats import FORMATS, RenderOptions, render_table
from scrutiny_cli.output.table import add_column
from scrutiny_cli.publish.build import actions_document, minutes_document
from scrutiny_cli.publish.markdown import render_markdown
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_file
from scrutiny_cli.storage.paths import format_path, resolve_path

_FORMS, _ENDINGS = ("html", "docx", "md"), {"htm": "html", "markdown": "md"}


_LISTED = (*_FORMS, "csv")


_EACH_ROW = ("INTERNAL", "not to be published")  # a list has no page to say it on


_Meeting = Annotated[
    str | None,
    typer.Argument(metavar="[MEETING]", autocompletion=complete_meeting, show_default=False),
]


_To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORM",
        autocompletion=complete_from(*_LISTED),
        help="html, docx or md, and with --actions csv; else told by the ending of -o.",
    ),
]


_Actions = Annotated[
    bool, typer.Option("--actions", help="Publish the open actions, and no minutes.")
]


_Owners = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        metavar="LABEL",
        help="With --actions: only those of an owner; none for nobody. Repeatable.",
        autocompletion=complete_owner,
    ),
]


_OpenActions = Annotated[
    bool,
    typer.Option(
        "--open-actions", help="Append the actions that were open after the meeting, too."
    ),
]


_Template = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="With docx: a Word file whose headers, footers and styles are taken.",
    ),
]


def publish_document(  # noqa: PLR0913  each is an option that a person may type
    meeting: _Meeting = None,
    *,
    to: _To = None,
    output: Output = None,
    actions: _Actions = False,
    owner: _Owners = None,
    open_actions: _OpenActions = False,
    internal: PageInternal = False,
    template: _Template = None,
    replace: Replace = False,
    meetings: Folder = None,
) -> None:
    """Publish a meeting's minutes, or the open actions.

    By default those of the latest meeting that was held. What is confidential is withheld; a
    note with the reason stands in its place.

    \b
    scrutiny publish --to html
    scrutiny publish 2015-05-28 --to docx --template letterhead.docx
    scrutiny publish 2015-05-28 --open-actions -o minutes.md
    scrutiny publish --actions --owner WK --to csv -o -
    """  # noqa: D301
    form = _form(to, output, _LISTED if actions else _FORMS)
    _refuse_apart(meeting, owner, actions=actions, open_actions=open_actions)
    render = _renderer(form, template, output)
    wish = PublishRequest(form, internal, tuple(owner or ()), open_actions)
    session = load_without_errors(meetings, internal=internal)
    chosen = None if actions else _chosen(session, meeting)
    name = "actions" if chosen is None else chosen.name
    path = place(output, f"{name}{'-internal' if internal else ''}.{form}", replace=replace)
    document = _listing(session, wish) if chosen is None else _page(session, chosen, wish)
    put(path, render(document), replace=replace)
    if internal:
        print_note(INTERNAL_NOTE)


def _form(to: str | None, output: str | None, forms: tuple[str, ...]) -> str:
    """Give the form that is asked for, by name or by the ending of the file."""
    ending = (output or "").rpartition(".")[2].lower() if "." in (output or "") else ""
    told = _ENDINGS.get(ending, ending)
    named = told if told in _LISTED else None
    form = named if to is None else to.lower()
    if form is None:
        message = f"In which form is it to be? Type --to with one of {', '.join(forms)}."
        raise UsageError(message)
    if form not in forms:
        more = " (csv is for --actions alone)" if form == "csv" else ""
        raise UsageError(f"There is no form “{form}”: choose one of {', '.join(forms)}{more}.")
    if named not in {None, form}:
        raise UsageError(
            f"{output} ends as {named} does, and --to says {form}: change one of them."
        )
    return form


def _refuse_apart(
    meeting: str | None, owner: Sequence[str] | None, *, actions: bool, open_actions: bool
) -> None:
    """Refuse what cannot be asked for together."""
    if actions and meeting is not None:
        message = f"--actions lists what is open now: leave {meeting} out, or type --open-actions"
        raise UsageError(f"{message} to append what was open after that meeting.")
    if actions and open_actions:
        raise UsageError("--actions publishes the open actions alone: leave --open-actions out.")
    if owner and not actions:
        raise UsageError("Minutes are published whole: type --actions too, or leave --owner out.")


def _renderer(
    form: str, template: str | None, output: str | None
) -> Callable[[Document], str | bytes]:
    """Give what makes the file from the page; says what is missing before anything is read."""
    if template is not None and form != "docx":
        raise UsageError("A template is for Word alone: type --to docx, or leave --template out.")
    if form == "docx":
        return _word(template, output)
    if form == "html":
        with extra():
            from scrutiny_cli.publish.html import render_html  # noqa: PLC0415
        return render_html
    if form == "csv":
        return _csv

    return render_markdown


def _csv(document: Document) -> str:
    table = document.appendices[0].table
    if document.internal:
        table = add_column(table, *_EACH_ROW)
    return render_table(table, FORMATS["csv"], RenderOptions())


def _word(template: str | None, output: str | None) -> Callable[[Document], bytes]:
    with extra():
        from scrutiny_cli.publish.docx import BadTemplate, render_docx  # noqa: PLC0415
    if template is None:
        return render_docx
    if not template.strip():
        raise UsageError("--template names no file: type its name after it, or leave it out.")
    path = Path(template)
    if output is not None and resolve_path(Path(output)) == resolve_path(path):
        raise UsageError("-o is the template itself: give what is published another name.")
    data = _template(path)

    def made(document: Document) -> bytes:
        try:
            return render_docx(document, data)
        except BadTemplate as bad:
            message = f"{format_path(path)} cannot be used as a template: {bad}."
            raise UsageError(message) from bad

    return made


def _template(path: Path) -> bytes:
    try:
        return read_file(path)
    except WriteRefused as reason:
        message = f"--template: {reason}"
        raise UsageError(message) from reason


def _chosen(session: Session, named: str | None) -> Meeting:
    """Give the meeting that is named, else the latest that was held."""
    if named is not None:
        return require_meeting(session, named)
    held = [one for one in session.book.meetings if one.is_held(session.today)]
    if held:
        return held[-1]
    if session.book.meetings:
        first = session.book.meetings[0].name
        message = f"No meeting was held yet. Name one to publish it, as: scrutiny publish {first}"
        raise UsageError(message)
    raise UsageError("There is no meeting to publish yet: `scrutiny new-meeting DATE` writes one.")


def _page(session: Session, meeting: Meeting, wish: PublishRequest) -> Document:
    book = redact_book(session, wish)
    listed = _open_after(session, meeting, wish) if wish.appended else None
    warn_withheld_names(session, wish, {meeting.name, *(one.meeting for one in listed or ())})
    own = next(one for one in book.meetings if one.name == meeting.name)
    return minutes_document(
        book, own, internal=wish.internal, days=shown_as(book.series.dates), today=session.today,
        appendix=listed,
    )  # fmt: skip


def _open_after(session: Session, meeting: Meeting, wish: PublishRequest) -> tuple[Action, ...]:
    """Give the actions that were open at the end of a meeting's day; before it, those of today."""
    log = redact_book(session, wish, min(meeting.date, session.today)).log
    return tuple(one for one in log.actions if one.is_open)


def _listing(session: Session, wish: PublishRequest) -> Document:
    book = redact_book(session, wish, session.today)
    note_pending_meetings(session, redacted=not wish.internal)
    wanted = Filter(open=True, owners=find_owners(book, wish.owners))
    found = select(book.log.actions, wanted, session.today, book.directory)
    if wanted.owners and not wish.internal:  # whose a withheld action is, is withheld as well
        found = tuple(one for one in found if one.confidential is None)
    warn_withheld_names(session, wish, {one.meeting for one in found})
    return actions_document(
        book, ordered(found, "raised", session.today), internal=wish.internal,
        days=date.isoformat if wish.form == "csv" else shown_as(book.series.dates),
        today=session.today,
        heading=_heading(wanted.owners),
    )  # fmt: skip


def _heading(owners: tuple[str, ...]) -> str:
    named = ("nobody" if one == NOBODY else one for one in owners)
    return f"Open actions of {', '.join(named)}" if owners else "Open actions"
