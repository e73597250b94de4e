"""The command `raise`: add an action to a meeting's file."""

from __future__ import annotations

import dataclasses
import re
from typing import Annotated

import typer

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.refs import FreeNumbers, fits
from scrutiny_cli.cli import arguments, targets
from scrutiny_cli.cli.completion import complete_owner, complete_ref
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.edits import Edit, Manner, note_dues, run_edit
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.options import At, Diff, DryRun, Folder
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.targets import Target
from scrutiny_cli.editing.item_names import ItemNotFound, default_item, item_named
from scrutiny_cli.editing.plan import VerifiedEdit, planned
from scrutiny_cli.editing.raise_action import RaiseAction, moved, raised
from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.model import Meeting

_Owner = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        "-w",
        metavar="LABEL",
        help="Who does it. Repeatable.",
        autocompletion=complete_owner,
    ),
]


_Due = Annotated[
    str | None,
    typer.Option("--due", "-d", metavar="DUE", help="When: a date, today, next meeting, words."),
]


_ItemNamed = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="N|TITLE",
        help="The item it goes under; by default Any other business, otherwise the last.",
    ),
]


_Follows = Annotated[
    list[str] | None,
    typer.Option(
        "--follows",
        metavar="REF",
        help="The earlier action it continues. Repeatable.",
        autocompletion=complete_ref,
    ),
]


_Links = Annotated[
    list[str] | None,
    typer.Option(
        "--link", metavar="TEXT", help="An address or reference that goes with it. Repeatable."
    ),
]


_Confidential = Annotated[
    bool, typer.Option("--confidential", help="Keep it back from what is published.")
]


_Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why it is confidential, as s.40 FOIA."),
]


_Number = Annotated[
    str | None,
    typer.Option("--ref", metavar="NUMBER", help="Its number; by default the next free one."),
]


_AskedOn = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="When it was asked for, if between meetings; none for no day."
    ),
]


_LIKE_A_MEETING = re.compile(r"\d{4}-\d{2}-\d{2}")


def raise_action(
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    *,
    owner: _Owner = None,
    due: _Due = None,
    item: _ItemNamed = None,
    follows: _Follows = None,
    link: _Links = None,
    confidential: _Confidential = False,
    reason: _Reason = None,
    ref: _Number = None,
    on: _AskedOn = None,
    at_: At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add an action to a meeting's file, and print its number.

    \b
    scrutiny raise "Price a new trough" --owner RO --due "next meeting"
    scrutiny raise "Write to the council" --owner TB --item "Any other"
    """  # fmt: skip
    named = targets.ask_which(meetings, at_, on)

    def plan(session: Session) -> Edit:
        wanted = RaiseAction(
            (),
            arguments.read_text("The action", text),
            owners=arguments.read_owners(session.book, owner or []),
            due=arguments.read_due_words(session, due),
            follows=arguments.read_refs(session.book, follows or []),
            links=tuple(arguments.read_line("--link", text) for text in link or []),
            confidential=arguments.read_confidential(reason, bare=confidential),
        )
        return _plan_raised(session, wanted, named, on, item, ref)

    manner = Manner(dry_run=dry_run, diff=diff)
    done = run_edit(meetings, plan, lambda done: _tell_raised(done[0]), manner)[0]
    action = _raised(done)
    _tell_moved(done)
    note_dues(done, [action.history[0].due])
    if action.confidential is not None and reason is None and not confidential:
        print_note(f"{action.key} is confidential, as everything there is.")
    warn_confidential(count_confidential([action]))


def _plan_raised(  # noqa: PLR0917
    session: Session,
    wanted: RaiseAction,
    named: str | None,
    on: str | None,
    item: str | None,
    ref: str | None,
) -> Edit:
    """Plan an action for the meeting that is meant, under its item, with its number and day."""
    target = targets.find_target(session, named, targets.typed_on(session, on))
    day = targets.day_written(session, target.meeting, on)
    intent = dataclasses.replace(
        wanted,
        route=_item(target.meeting, item),
        ref=_number(session, target, ref),
        on=day.isoformat() if day is not None else None,
    )
    targets.note_held(session, target.meeting, named)
    done = planned(target.book, target.meeting.name, intent, session.today)
    return Edit([done], target.draft)


def _raised(done: VerifiedEdit) -> Action:
    return raised(done)


def _tell_raised(done: VerifiedEdit) -> None:
    action = _raised(done)
    print_data(f"{action.key}\n")
    under = f" under “{action.item}”" if action.item is not None else ""
    print_note(f"{done.old.path}:{action.entry.place.line}: {action.key} raised{under}.")


def _tell_moved(done: VerifiedEdit) -> None:
    """Say which actions without a number have another key now: the new one is above them."""
    keys = [f"{old} is now {new}" for old, new in moved(done)]
    if keys:
        print_note(f"An action without a number is named by its place: {', '.join(keys)}.")


def _item(meeting: Meeting, wanted: str | None) -> ItemPath:
    if wanted is None:
        return default_item(meeting)
    if not wanted.strip():
        raise UsageError("--item is empty: type the item's number or title, or leave --item out.")
    try:
        return item_named(meeting, wanted)
    except ItemNotFound as reason:
        raise UsageError(str(reason)) from reason


def _number(session: Session, target: Target, ref: str | None) -> str | None:
    numbers = FreeNumbers(session.book.series, target.book.index)
    free = numbers.after(target.meeting)
    if ref is None:
        return free
    ref = arguments.read_line("--ref", ref)
    taken = session.book.find_action(ref)
    if taken is not None:
        place = f"{taken.entry.place.path}:{taken.entry.place.line}"
        hint = f" The next free number is {free}." if free else ""
        message = f"{taken.key} is taken: {place} has it.{hint}"
        raise UsageError(message)
    if _LIKE_A_MEETING.match(ref):
        what = "an action without a number" if "#" in ref else "a meeting"
        message = f"--ref: {ref} is how {what} is named. Type the board's own number."
        raise UsageError(message)
    pattern = numbers.pattern
    if pattern is not None and not fits(pattern, ref, numbers.width):
        print_note(f"{ref} is not written as this board's numbers are, {pattern}; free is {free}.")
    return ref
