"""The commands that make what is shown to others: the minutes, and the open actions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrutiny_cli.cli import context
from scrutiny_cli.cli.options import Folder, complete_from, complete_meeting, complete_owner
from scrutiny_cli.cli.output_file import Output, Replace, extra, place, put
from scrutiny_cli.storage import folder as disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.cli.context import Session
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.output.document import Document

_FORMS, _ENDINGS = ("html", "docx", "md"), {"htm": "html", "markdown": "md"}
_LISTED = (*_FORMS, "csv")
_MARKED = "INTERNAL: it holds what is confidential. Do not pass it on."
_EACH_ROW = ("INTERNAL", "not to be published")  # a list has no page to say it on
_KINDS = ("event", "todo")

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
_Internal = Annotated[
    bool,
    typer.Option(
        "--internal", help="Include what is confidential, and say INTERNAL on every page."
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

_OfOwners = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        metavar="LABEL",
        help="Of the actions, only those of an owner; none for nobody. Repeatable.",
        autocompletion=complete_owner,
    ),
]
_As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="KIND",
        help="event: an action is an entry of the day it is due; todo: a task.",
        autocompletion=lambda: list(_KINDS),
    ),
]


class _Wish(NamedTuple):
    """What was asked for: in which form, and whether with what is confidential."""

    form: str
    internal: bool
    owners: tuple[str, ...]
    appended: bool


def publish(  # noqa: PLR0913  each is an option that a person may type
    meeting: _Meeting = None,
    *,
    to: _To = None,
    output: Output = None,
    actions: _Actions = False,
    owner: _Owners = None,
    open_actions: _OpenActions = False,
    internal: _Internal = False,
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
    wish = _Wish(form, internal, tuple(owner or ()), open_actions)
    session = _clean(meetings, internal=internal)
    chosen = None if actions else _chosen(session, meeting)
    name = "actions" if chosen is None else chosen.name
    path = place(output, f"{name}{'-internal' if internal else ''}.{form}", replace=replace)
    document = _listing(session, wish) if chosen is None else _page(session, chosen, wish)
    put(path, render(document), replace=replace)
    if internal:
        context.note(_MARKED)


# What was typed


def _form(to: str | None, output: str | None, forms: tuple[str, ...]) -> str:
    """Give the form that is asked for, by name or by the ending of the file."""
    ending = (output or "").rpartition(".")[2].lower() if "." in (output or "") else ""
    told = _ENDINGS.get(ending, ending)
    named = told if told in _LISTED else None
    form = named if to is None else to.lower()
    if form is None:
        message = f"In which form is it to be? Type --to with one of {', '.join(forms)}."
        raise context.UsageError(message)
    if form not in forms:
        more = " (csv is for --actions alone)" if form == "csv" else ""
        raise context.UsageError(
            f"There is no form “{form}”: choose one of {', '.join(forms)}{more}."
        )
    if named not in {None, form}:
        raise context.UsageError(
            f"{output} ends as {named} does, and --to says {form}: change one of them."
        )
    return form


def _refuse_apart(
    meeting: str | None, owner: Sequence[str] | None, *, actions: bool, open_actions: bool
) -> None:
    """Refuse what cannot be asked for together."""
    if actions and meeting is not None:
        message = f"--actions lists what is open now: leave {meeting} out, or type --open-actions"
        raise context.UsageError(f"{message} to append what was open after that meeting.")
    if actions and open_actions:
        raise context.UsageError(
            "--actions publishes the open actions alone: leave --open-actions out."
        )
    if owner and not actions:
        raise context.UsageError(
            "Minutes are published whole: type --actions too, or leave --owner out."
        )


def _renderer(
    form: str, template: str | None, output: str | None
) -> Callable[[Document], str | bytes]:
    """Give what makes the file from the page; says what is missing before anything is read."""
    if template is not None and form != "docx":
        raise context.UsageError(
            "A template is for Word alone: type --to docx, or leave --template out."
        )
    if form == "docx":
        return _word(template, output)
    if form == "html":
        with extra():
            from scrutiny_cli.publish.html import html  # noqa: PLC0415
        return html
    if form == "csv":
        return _csv
    from scrutiny_cli.publish.markdown import markdown  # noqa: PLC0415

    return markdown


def _csv(document: Document) -> str:
    from scrutiny_cli.output.formats import RenderOptions, render_table  # noqa: PLC0415

    table = document.appendices[0].table
    if document.internal:
        table = table.add_column(*_EACH_ROW)
    return render_table(table, "csv", RenderOptions())


def _word(template: str | None, output: str | None) -> Callable[[Document], bytes]:
    with extra():
        from scrutiny_cli.publish.docx import BadTemplate, docx  # noqa: PLC0415
    if template is None:
        return docx
    if not template.strip():
        raise context.UsageError(
            "--template names no file: type its name after it, or leave it out."
        )
    path = Path(template)
    if output is not None and disk.whole(Path(output)) == disk.whole(path):
        raise context.UsageError("-o is the template itself: give what is published another name.")
    data = _template(path)

    def made(document: Document) -> bytes:
        try:
            return docx(document, data)
        except BadTemplate as bad:
            message = f"{disk.shown(path)} cannot be used as a template: {bad}."
            raise context.UsageError(message) from bad

    return made


def _template(path: Path) -> bytes:
    try:
        return disk.contents(path)
    except disk.WriteRefused as reason:
        message = f"--template: {reason}"
        raise context.UsageError(message) from reason


# What is published


def _clean(folder: context.FolderNames, *, internal: bool) -> Session:
    """Load the session; refuse where a file has an error: it may hold what is confidential.

    Who reads what is published may read the log of the build that publishes it, too.
    """
    session = context.load_quietly(folder)
    if any(one.is_error for one in session.book.problems):
        context.tell_errors(session, redacted=not internal)
        raise disk.WriteRefused(
            "Nothing was published: while a file has an error, a mark in it that something is "
            "confidential may not be understood. Correct the errors first."
        )
    return session


def _chosen(session: Session, named: str | None) -> Meeting:
    """Give the meeting that is named, else the latest that was held."""
    if named is not None:
        return context.meeting_named(session, named)
    held = [one for one in session.book.meetings if one.is_held(session.today)]
    if held:
        return held[-1]
    if session.book.meetings:
        first = session.book.meetings[0].name
        message = f"No meeting was held yet. Name one to publish it, as: scrutiny publish {first}"
        raise context.UsageError(message)
    raise context.UsageError(
        "There is no meeting to publish yet: `scrutiny new-meeting DATE` writes one."
    )


def _public(session: Session, wish: _Wish, as_at: date | None = None) -> MinuteBook:
    """Give the book that may be published, as at a day; an internal page has it whole."""
    if not wish.internal:
        from scrutiny_cli.actionlog.redact import public  # noqa: PLC0415

        return context.kept(public(session.book, as_at=as_at))
    from scrutiny_cli.actionlog.cuts import cut_book  # noqa: PLC0415

    return cut_book(session.book, as_at)


def _page(session: Session, meeting: Meeting, wish: _Wish) -> Document:
    from scrutiny_cli.minutes.dates import shown_as  # noqa: PLC0415
    from scrutiny_cli.publish.build import minutes_document  # noqa: PLC0415

    book = _public(session, wish)
    listed = _open_after(session, meeting, wish) if wish.appended else None
    _warn(session, wish, {meeting.name, *(one.meeting for one in listed or ())})
    own = next(one for one in book.meetings if one.name == meeting.name)
    return minutes_document(
        book, own, internal=wish.internal, days=shown_as(book.series.dates), today=session.today,
        appendix=listed,
    )  # fmt: skip


def _open_after(session: Session, meeting: Meeting, wish: _Wish) -> tuple[Action, ...]:
    """Give the actions that were open at the end of a meeting's day; before it, those of today."""
    log = _public(session, wish, min(meeting.date, session.today)).log
    return tuple(one for one in log.actions if one.is_open)


def _listing(session: Session, wish: _Wish) -> Document:
    from scrutiny_cli.actionlog.query import Filter, ordered, select  # noqa: PLC0415
    from scrutiny_cli.publish.build import actions_document  # noqa: PLC0415

    book = _public(session, wish, session.today)
    context.tell_to_come(session, redacted=not wish.internal)
    wanted = Filter(open=True, owners=context.find_owners(book, wish.owners))
    found = select(book.log.actions, wanted, session.today, book.directory)
    if wanted.owners and not wish.internal:  # whose a withheld action is, is withheld as well
        found = tuple(one for one in found if one.confidential is None)
    _warn(session, wish, {one.meeting for one in found})
    return actions_document(
        book, ordered(found, "raised", session.today), internal=wish.internal,
        days=context.days(session, wish.form), today=session.today,
        heading=_heading(wanted.owners),
    )  # fmt: skip


def _heading(owners: tuple[str, ...]) -> str:
    from scrutiny_cli.actionlog.query import NOBODY  # noqa: PLC0415

    named = ("nobody" if one == NOBODY else one for one in owners)
    return f"Open actions of {', '.join(named)}" if owners else "Open actions"


def _warn(session: Session, wish: _Wish, names: Iterable[str]) -> None:
    """Tell where what is published names what is withheld."""
    if wish.internal:
        return
    from scrutiny_cli.output.problems import text  # noqa: PLC0415
    from scrutiny_cli.rules import confidential_mentions  # noqa: PLC0415

    named = frozenset(names)
    told = confidential_mentions(
        session.book, [m for m in session.book.meetings if m.name in named]
    )
    context.tell(text(told, colour=context.colour(sys.stderr), width=context.room(sys.stderr)))


# The calendar


def calendar(  # noqa: PLR0913  each is an option that a person may type
    *,
    owner: _OfOwners = None,
    kind: _As = "event",
    output: Output = None,
    internal: _Internal = False,
    replace: Replace = False,
    meetings: Folder = None,
) -> None:
    """Write a calendar of the meetings and of what is due.

    It has every meeting, the announced next one too, and every open action that has a date.
    What is confidential is withheld. Any calendar program opens the file.

    \b
    scrutiny calendar
    scrutiny calendar --owner WK --as todo -o wk.ics
    scrutiny calendar -o - --internal
    """  # noqa: D301
    if kind not in _KINDS:
        message = f"--as takes one of {', '.join(_KINDS)}, and not “{kind}”."
        raise context.UsageError(message)
    with extra():
        from scrutiny_cli.publish import ical as page  # noqa: PLC0415
    path = place(output, f"calendar{'-internal' if internal else ''}.ics", replace=replace)
    session = _clean(meetings, internal=internal)
    if not session.book.meetings:
        message = "There is no meeting to put into a calendar yet: "
        raise context.UsageError(f"{message}`scrutiny new-meeting DATE` writes one.")
    wish = _Wish("ics", internal, tuple(owner or ()), appended=False)
    book = _public(session, wish, session.today)
    context.tell_to_come(session, redacted=not wish.internal)
    owners = _somebody(book, wish.owners)
    listed = page.dated(book, owners, internal=internal)
    _warn(session, wish, {one.meeting for one in listed})
    _tell_left_out(book, wish._replace(owners=owners), session.today, listed)
    made = page.calendar(book, owners=owners, kind=kind, internal=internal)
    put(path, made, replace=replace)
    if internal:
        context.note(_MARKED)


def _somebody(book: MinuteBook, labels: Sequence[str]) -> tuple[str, ...]:
    """Give the labels as they are shown; an empty calendar of nobody we know is no help."""
    from scrutiny_cli.actionlog.query import NOBODY  # noqa: PLC0415
    from scrutiny_cli.minutes.source import normalize_label  # noqa: PLC0415

    known = {*book.directory.shown_as, NOBODY}
    shown = context.find_owners(book, labels)
    if any(normalize_label(label) not in known for label in shown):
        raise typer.Exit(context.USAGE)
    return tuple(dict.fromkeys(shown))


def _tell_left_out(book: MinuteBook, wish: _Wish, today: date, listed: Iterable[Action]) -> None:
    """Say how many open actions are not in the calendar, and why; `wish` has labels as shown.

    Whose a withheld action is, is withheld as well.
    """
    from scrutiny_cli.actionlog.query import Filter, select  # noqa: PLC0415

    within, owners = {one.place_key for one in listed}, wish.owners
    opened = [one for one in book.log.actions if one.is_open and one.place_key not in within]
    stubs = [] if wish.internal else [one for one in opened if one.confidential is not None]
    known = (one for one in opened if wish.internal or one.confidential is None)
    left = select(known, Filter(owners=owners), today, book.directory)
    parts = ((len(left), "with no date"), (0 if owners else len(stubs), "confidential"))
    told = ", ".join(f"{count} {why}" for count, why in parts if count)
    if told:
        context.note(f"Open actions left out of the calendar: {told}.")
    if owners and stubs:
        context.note("Confidential actions are left out, whoever owns them.")
