"""The command `publish`: minutes, the action log, or the register of decisions as documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.cli.completion import complete_from, complete_meeting
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import require_meeting
from scrutiny_cli.cli.options import Folder, choice_option, word_option
from scrutiny_cli.cli.output_file import (
    Output,
    Replace,
    resolve_output,
    resolve_output_folder,
    write_outputs,
)
from scrutiny_cli.cli.page_forms import LISTS, Renderer, Template, choose_form, choose_renderer
from scrutiny_cli.cli.published_lists import ListRequest, build_list, name_list
from scrutiny_cli.cli.publishing import (
    InternalPages,
    load_without_errors,
    name_output,
    note_internal,
    select_published,
    warn_withheld_names,
    write_published,
)
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.build import build_minutes_document
from scrutiny_cli.publish.context import NO_ADDRESSES, PageAddresses, make_page_options
from scrutiny_cli.publish.paper import PAPER_GROUPS

_PAGES = ("html", "docx", "pdf", "md")
_ALL_FORMS = (*_PAGES, *LISTS)

_Meetings = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="MEETING...",
        autocompletion=complete_meeting,
        show_default=False,
        help="The date or name of the meeting; by default the latest that was held. Several need "
        "-o DIR.",
    ),
]
_To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORM",
        autocompletion=complete_from(_ALL_FORMS),
        help="The format: html, docx, pdf or md, or csv or xlsx with --actions or --decisions; by "
        "default what FILE ends in.",
    ),
]
_All = Annotated[
    bool, typer.Option("--all", help="Publish the minutes of every meeting held, into -o DIR.")
]
_Actions = Annotated[
    bool, typer.Option("--actions", help="Publish the action log, not the minutes.")
]
_Decisions = Annotated[
    bool, typer.Option("--decisions", help="Publish the register of decisions, not the minutes.")
]
_Owners = Annotated[
    list[str] | None,
    word_option(
        "LABEL",
        "With --actions: only actions of this owner; none for those without an owner. Repeatable.",
        "--owner",
    ),
]
_By = Annotated[
    str | None,
    choice_option("--by", PAPER_GROUPS, metavar="GROUP", text="With --actions: group by"),
]
_For = Annotated[
    str | None,
    word_option(
        "MEETING", "With --actions: the log as a paper for this meeting, as it begins.", "--for"
    ),
]
_From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DATE", help="With --decisions: only decisions of DATE or later."
    ),
]
_AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DATE",
        help="With --actions or --decisions: as at the end of DATE; by default today.",
    ),
]
_OpenActions = Annotated[
    bool,
    typer.Option(
        "--open-actions", help="Also append the actions that were open after the meeting."
    ),
]


def publish_document(
    meeting: _Meetings = None,
    *,
    to: _To = None,
    output: Output = None,
    all_: _All = False,
    actions: _Actions = False,
    decisions: _Decisions = False,
    owner: _Owners = None,
    by: _By = None,
    for_: _For = None,
    from_: _From = None,
    as_at: _AsAt = None,
    open_actions: _OpenActions = False,
    internal: InternalPages = False,
    template: Template = None,
    replace: Replace = False,
    meetings: Folder = None,
) -> None:
    """Publish minutes, the action log or all decisions.

    The action log has what is open, and what was closed since the last meeting. Confidential
    entries are withheld; the page has the reason instead.

    \b
    scrutiny publish --to html
    scrutiny publish 2015-05-28 --to docx --template letterhead.docx
    scrutiny publish 2015-05-28 --open-actions -o minutes.md
    scrutiny publish --all --to html -o minutes
    scrutiny publish --actions --for 2015-05-28 --by owner --to docx
    scrutiny publish --actions --owner WK --to csv -o -
    scrutiny publish --decisions --to xlsx
    """
    wanted = ListRequest(
        decisions=decisions, owners=tuple(owner or ()), by=by, coming=for_, first=from_, as_at=as_at
    )
    is_list, typed = actions or decisions, meeting or []
    _refuse_two_kinds(typed, wanted, actions=actions, all_=all_)
    _refuse_contradiction(typed, wanted, actions=actions, open_actions=open_actions)
    is_single = is_list or not (all_ or typed[1:])
    form = choose_form(
        to, output if is_single else None, _ALL_FORMS if is_list else _PAGES, _ALL_FORMS
    )
    target = _Target(form, choose_renderer(form, template, output), output, replace)
    session = load_without_errors(meetings, internal=internal)
    if is_list:
        _publish_list(session, wanted, target)
    elif is_single:
        _publish_minutes(session, typed, target, open_actions=open_actions)
    else:
        _publish_several(session, _find_several(session, typed), target, open_actions=open_actions)


class _Target(NamedTuple):
    """In which form a document is made, what renders it, and where it is written."""

    form: str
    render: Renderer
    output: str | None
    replace: bool

    def name_file(self, session: Session, name: str) -> str:
        """Return the name of the file of a document that is called so."""
        return name_output(name, self.form, internal=not session.is_redacted)

    def resolve_path(self, session: Session, name: str) -> Path | None:
        """Return the path of the one file to write; None: it is printed."""
        own = self.name_file(session, name)
        return resolve_output(self.output, own, replace=self.replace)


# What was typed


def _refuse_two_kinds(typed: list[str], wanted: ListRequest, *, actions: bool, all_: bool) -> None:
    if actions and wanted.decisions:
        raise UsageError("Type --actions or --decisions, not both.")
    flag = "--decisions" if wanted.decisions else "--actions"
    if all_ and (actions or wanted.decisions):
        raise UsageError(f"--all publishes minutes: leave --all or {flag} out.")
    if all_ and typed:
        raise UsageError(f"--all publishes every meeting held: leave --all or {typed[0]} out.")


def _refuse_contradiction(
    typed: list[str], wanted: ListRequest, *, actions: bool, open_actions: bool
) -> None:
    if actions and typed:
        message = f"--actions publishes the action log: leave {typed[0]} out. "
        raise UsageError(
            f"{message}Type --for {typed[0]} for a paper for that meeting, or --open-actions "
            "instead to append what was open after it."
        )
    if wanted.decisions and typed:
        raise UsageError(f"--decisions publishes the whole register: leave {typed[0]} out.")
    if open_actions and (actions or wanted.decisions):
        kind = "--actions" if actions else "--decisions"
        raise UsageError(f"{kind} publishes no minutes: leave --open-actions out.")
    for flag, value in (("--owner", wanted.owners), ("--by", wanted.by), ("--for", wanted.coming)):
        if value and not actions:
            raise UsageError(
                f"{flag} is only for --actions: type --actions, too, or leave {flag} out."
            )
    if wanted.first is not None and not wanted.decisions:
        raise UsageError(
            "--from is only for --decisions: type --decisions, too, or leave --from out."
        )
    if wanted.as_at is not None and not (actions or wanted.decisions):
        raise UsageError("--as-at is only for --actions and --decisions. Type one of them, too.")


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


def _find_several(session: Session, typed: list[str]) -> list[Meeting]:
    """Return the meetings that are named, each once; without names, every one that was held."""
    if typed:
        named = (require_meeting(session, each) for each in typed)
        return list({meeting.name: meeting for meeting in named}.values())
    found = [each for each in session.whole.meetings if each.is_held(session.today)]
    return found or [_find_published(session, None)]


def _publish_list(session: Session, wanted: ListRequest, target: _Target) -> None:
    path = target.resolve_path(session, name_list(session, wanted))
    minutes = _find_minutes_beside(session, path) if target.form == "html" else {}
    document = build_list(session, wanted, minutes, is_data=target.form in LISTS)
    write_published(session, path, target.render(document), replace=target.replace)


def _find_minutes_beside(session: Session, path: Path | None) -> dict[str, str]:
    """Return the web pages of minutes beside a file, by the names of the meetings."""
    if path is None:
        return {}
    names = {
        each.name: name_output(each.name, "html", internal=not session.is_redacted)
        for each in session.whole.meetings
    }
    return {name: file for name, file in names.items() if (path.parent / file).is_file()}


def _publish_minutes(
    session: Session, typed: list[str], target: _Target, *, open_actions: bool
) -> None:
    """Publish the minutes of the meeting that is typed, otherwise of the latest held."""
    found = _find_published(session, typed[0] if typed else None)
    path = target.resolve_path(session, found.name)
    (document,) = _build_minutes(session, [found], open_actions=open_actions)
    write_published(session, path, target.render(document), replace=target.replace)


def _publish_several(
    session: Session, found: list[Meeting], target: _Target, *, open_actions: bool
) -> None:
    """Write the minutes of several meetings into a folder, all or none; each links to others."""
    names = {meeting.name: target.name_file(session, meeting.name) for meeting in found}
    paths = resolve_output_folder(target.output, names.values(), replace=target.replace)
    addresses = PageAddresses(names)
    documents = _build_minutes(session, found, addresses, open_actions=open_actions)
    contents = {
        paths[names[meeting.name]]: target.render(document)
        for meeting, document in zip(found, documents, strict=True)
    }
    write_outputs(contents, replace=target.replace)
    note_internal(session)


def _build_minutes(
    session: Session,
    meetings: list[Meeting],
    addresses: PageAddresses = NO_ADDRESSES,
    *,
    open_actions: bool,
) -> list[Document]:
    """Return the page of each meeting; warn once where they mention what is withheld."""
    book = select_published(session)
    listed = [_find_open_after(session, each) if open_actions else None for each in meetings]
    raised = {action.meeting for actions in listed for action in actions or ()}
    warn_withheld_names(session, {*raised, *(meeting.name for meeting in meetings)})
    options = make_page_options(
        book.series, session.today, internal=not session.is_redacted, addresses=addresses
    )
    return [
        build_minutes_document(book, book.index.by_name[meeting.name], options, actions)
        for meeting, actions in zip(meetings, listed, strict=True)
    ]


def _find_open_after(session: Session, meeting: Meeting) -> tuple[Action, ...]:
    """Return the actions open at the end of the day of a meeting; before it, those of today."""
    log = select_published(session, min(meeting.date, session.today)).log
    return tuple(action for action in log.actions if action.is_open)
