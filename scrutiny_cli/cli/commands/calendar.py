"""The command `calendar`: meetings and due actions for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

import typer

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import NOBODY, Filter, select
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import USAGE, UsageError
from scrutiny_cli.cli.lookup import find_owners
from scrutiny_cli.cli.options import Folder, complete_owner
from scrutiny_cli.cli.output_file import Output, Replace, extra, place, put
from scrutiny_cli.cli.publishing import (
    INTERNAL_NOTE,
    PageInternal,
    PublishRequest,
    load_without_errors,
    redact_book,
    warn_withheld_names,
)
from scrutiny_cli.cli.session import note_pending_meetings
from scrutiny_cli.minutes.source import normalize_label

_KINDS = ("event", "todo")


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


def write_calendar(  # noqa: PLR0913  each is an option that a person may type
    *,
    owner: _OfOwners = None,
    kind: _As = "event",
    output: Output = None,
    internal: PageInternal = False,
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
        raise UsageError(message)
    with extra():
        from scrutiny_cli.publish import ical  # noqa: PLC0415
    path = place(output, f"calendar{'-internal' if internal else ''}.ics", replace=replace)
    session = load_without_errors(meetings, internal=internal)
    if not session.book.meetings:
        message = "There is no meeting to put into a calendar yet: "
        raise UsageError(f"{message}`scrutiny new-meeting DATE` writes one.")
    wish = PublishRequest("ics", internal, tuple(owner or ()), appended=False)
    book = redact_book(session, wish, session.today)
    note_pending_meetings(session, redacted=not wish.internal)
    owners = _somebody(book, wish.owners)
    listed = ical.select_actions_with_date(book, owners, internal=internal)
    warn_withheld_names(session, wish, {one.meeting for one in listed})
    _tell_left_out(book, wish._replace(owners=owners), session.today, listed)
    made = ical.render_calendar(book, owners=owners, kind=kind, internal=internal)
    put(path, made, replace=replace)
    if internal:
        print_note(INTERNAL_NOTE)


def _somebody(book: MinuteBook, labels: Sequence[str]) -> tuple[str, ...]:
    """Give the labels as they are shown; an empty calendar of nobody we know is no help."""
    known = {*book.directory.shown_as, NOBODY}
    shown = find_owners(book, labels)
    if any(normalize_label(label) not in known for label in shown):
        raise typer.Exit(USAGE)
    return tuple(dict.fromkeys(shown))


def _tell_left_out(
    book: MinuteBook, wish: PublishRequest, today: date, listed: Iterable[Action]
) -> None:
    """Say how many open actions are not in the calendar, and why; `wish` has labels as shown.

    Whose a withheld action is, is withheld as well.
    """
    within, owners = {one.place_key for one in listed}, wish.owners
    opened = [one for one in book.log.actions if one.is_open and one.place_key not in within]
    stubs = [] if wish.internal else [one for one in opened if one.confidential is not None]
    known = (one for one in opened if wish.internal or one.confidential is None)
    left = select(known, Filter(owners=owners), today, book.directory)
    parts = ((len(left), "with no date"), (0 if owners else len(stubs), "confidential"))
    told = ", ".join(f"{count} {why}" for count, why in parts if count)
    if told:
        print_note(f"Open actions left out of the calendar: {told}.")
    if owners and stubs:
        print_note("Confidential actions are left out, whoever owns them.")
