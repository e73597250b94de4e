"""The command `calendar`: meetings and due actions for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import Filter, select_actions
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.lookup import find_owners, is_known_owner
from scrutiny_cli.cli.options import Folder, choice_option, word_option
from scrutiny_cli.cli.output_file import Output, Replace, require_extra, resolve_output
from scrutiny_cli.cli.publishing import (
    InternalPages,
    load_without_errors,
    name_output,
    select_published,
    warn_withheld_names,
    write_published,
)
from scrutiny_cli.cli.session import Session, note_pending_meetings

_Owners = Annotated[
    list[str] | None,
    word_option(
        "LABEL", "Of the actions, only those of an owner; none for nobody. Repeatable.", "--owner"
    ),
]
_Kind = Annotated[
    str,
    choice_option(
        "--as",
        ("event", "todo"),
        metavar="KIND",
        text="event: an action is an entry of the day it is due; todo: a task.",
    ),
]


def write_calendar(
    *,
    owner: _Owners = None,
    kind: _Kind = "event",
    output: Output = None,
    internal: InternalPages = False,
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
    """
    with require_extra():
        from scrutiny_cli.publish import ical  # noqa: PLC0415  loads icalendar
    path = resolve_output(
        output, name_output("calendar", "ics", internal=internal), replace=replace
    )
    session = load_without_errors(meetings, internal=internal)
    if not session.whole.meetings:
        message = "There is no meeting to put into a calendar yet: "
        raise UsageError(f"{message}`scrutiny new-meeting DATE` writes one.")
    book = select_published(session, session.today)
    note_pending_meetings(session, redacted=session.is_redacted)
    owners = _find_known_owners(book, owner or ())
    listed = ical.select_actions_with_date(book, owners, internal=internal)
    warn_withheld_names(session, {action.meeting for action in listed})
    _note_left_out(session, book, owners, listed)
    calendar = ical.render_calendar(book, owners=owners, kind=kind, internal=internal)
    write_published(session, path, calendar, replace=replace)


def _find_known_owners(book: MinuteBook, typed: Iterable[str]) -> tuple[str, ...]:
    """Return labels as they are displayed; a calendar of nobody who is known is not written."""
    owners = find_owners(book, typed)
    if not all(is_known_owner(book, label) for label in owners):
        raise typer.Exit(ExitCode.USAGE)
    return tuple(dict.fromkeys(owners))


def _note_left_out(
    session: Session, book: MinuteBook, owners: tuple[str, ...], listed: Iterable[Action]
) -> None:
    """Say how many open actions are not in the calendar, and why.

    Whose a withheld action is, is withheld as well.
    """
    within = {action.place_key for action in listed}
    missing = [one for one in book.log.actions if one.is_open and one.place_key not in within]
    withheld = [one for one in missing if session.is_redacted and one.confidential is not None]
    known = [one for one in missing if not session.is_redacted or one.confidential is None]
    undated = select_actions(known, Filter(owners=owners), session.today, book.directory)
    counts = {"with no date": len(undated), "confidential": 0 if owners else len(withheld)}
    left_out = ", ".join(f"{count} {why}" for why, count in counts.items() if count)
    if left_out:
        print_note(f"Open actions left out of the calendar: {left_out}.")
    if owners and withheld:
        print_note("Confidential actions are left out, whoever owns them.")
