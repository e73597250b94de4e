"""The command `raise`: add an action to a meeting's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.refs import FreeRefs
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.editing.arguments import (
    read_confidential,
    read_due_words,
    read_lines,
    read_owners,
    read_refs,
    read_text,
)
from scrutiny_cli.cli.editing.edits import (
    Edit,
    note_dues,
    note_moved_keys,
    plan_edit,
    show_edit,
    write_edit,
)
from scrutiny_cli.cli.editing.item_argument import choose_named_item
from scrutiny_cli.cli.editing.target_meeting import (
    Target,
    ask_meeting,
    choose_written_day,
    find_target,
    note_held,
    parse_on,
)
from scrutiny_cli.cli.editing.typed_numbers import read_number
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.options import At, Diff, DryRun, Folder, ItemNamed, Reason, word_option
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.entry_values import comma_list, write_owners
from scrutiny_cli.editing.marks import write_mark
from scrutiny_cli.editing.raise_action import RaiseAction, find_raised_action, list_moved_keys
from scrutiny_cli.minutes.yaml_lines import Texts

_Text = Annotated[
    str, typer.Argument(metavar="TEXT", show_default=False, help="The action in words, in quotes.")
]
_Owner = Annotated[
    list[str] | None, word_option("LABEL", "Who is to do it. Repeatable.", "--owner", "-w")
]
_Due = Annotated[
    str | None,
    typer.Option(
        "--due", "-d", metavar="DUE", help="When it is due: a date, today, next meeting, or words."
    ),
]
_Follows = Annotated[
    list[str] | None,
    word_option("REF", "The earlier action that it follows on from. Repeatable.", "--follows"),
]
_Links = Annotated[
    list[str] | None,
    typer.Option("--link", metavar="TEXT", help="A web address or reference for it. Repeatable."),
]
_Confidential = Annotated[
    bool, typer.Option("--confidential", help="Withhold it from published pages.")
]
_Number = Annotated[
    str | None,
    typer.Option(
        "--ref",
        metavar="NUMBER",
        help="Its number, or none; by default the next free one.",
    ),
]
_AskedOn = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day it was asked for, if between meetings; none for no day.",
    ),
]


def raise_action(
    text: _Text,
    *,
    owner: _Owner = None,
    due: _Due = None,
    item: ItemNamed = None,
    follows: _Follows = None,
    link: _Links = None,
    confidential: _Confidential = False,
    reason: Reason = None,
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
    typed = _TypedAction(text, owner, due, follows, link, confidential, reason)
    named = ask_meeting(meetings, at_, on)
    with open_for_writing(meetings) as session:
        fields = _read_fields(session, typed)
        target = find_target(session, named, parse_on(session, on))
        item_path = choose_named_item(target.meeting, item)
        fields["ref"] = _choose_number(session, target, ref)
        day = choose_written_day(session, target.meeting, on)
        fields["on"] = None if day is None else day.isoformat()
        note_held(session, target.meeting, named)
        edit = plan_edit(session, target, RaiseAction(item_path, fields))
        write_edit(session, edit, dry_run=dry_run)
    _report_raised(edit, typed, diff=diff)


# What is written


class _TypedAction(NamedTuple):
    """What was typed of an action."""

    text: str
    owner: list[str] | None
    due: str | None
    follows: list[str] | None
    link: list[str] | None
    confidential: bool
    reason: str | None


def _read_fields(session: Session, typed: _TypedAction) -> dict[str, Texts | None]:
    """Return the fields as they are written, those without a value as None."""
    book = session.book
    return {
        "action": read_text("TEXT", typed.text),
        "owner": _write_owners(book, typed.owner or ()),
        "due": read_due_words(session, typed.due),
        "follows": comma_list(read_refs(book, typed.follows or ())) or None,
        "links": read_lines("--link", typed.link or []),
        "confidential": write_mark(read_confidential(typed.reason, bare=typed.confidential)),
    }


def _write_owners(book: MinuteBook, typed: Iterable[str]) -> Texts | None:
    """Return the owners as they are written; None where a new action has none."""
    owners = read_owners(book, typed)
    return write_owners(book, owners) if owners else None


def _choose_number(session: Session, target: Target, ref: str | None) -> str | None:
    """Return the number that is typed, None for `none`, otherwise the next free one, if any."""
    numbers = FreeRefs(session.book.series, target.book.index)
    if ref is None:
        return numbers.find_next(target.meeting)
    if ref.strip().casefold() == "none":
        return None
    return read_number(session, ref, target.meeting, numbers)


# What is shown


def _report_raised(edit: Edit, typed: _TypedAction, *, diff: bool) -> None:
    action = find_raised_action(edit.first)
    print_data(f"{action.key}\n")
    under = f" under “{action.item}”" if action.item is not None else ""
    print_note(
        f"{edit.first.old_source.path}:{action.entry.place.line}: {action.key} raised{under}."
    )
    show_edit(edit, diff=diff)
    note_moved_keys(list_moved_keys(edit.first))
    note_dues(edit, [action.history[0].due])
    if action.confidential is not None and typed.reason is None and not typed.confidential:
        print_note(f"{action.key} is confidential, because its item or meeting is.")
    warn_confidential(count_confidential([action]))
