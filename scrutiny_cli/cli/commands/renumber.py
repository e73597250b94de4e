"""The command `renumber`: give an action another number."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.refs import next_free_ref
from scrutiny_cli.cli.completion import complete_ref
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.editing.arguments import read_line
from scrutiny_cli.cli.editing.edits import Edit, show_edit, write_edit
from scrutiny_cli.cli.editing.target_meeting import find_on_file
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import refuse_action
from scrutiny_cli.cli.options import Diff, DryRun, Folder, word_option
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.ref_change import actions_with_ref, find_reference
from scrutiny_cli.editing.renumber import plan_renumber, verify_renumber
from scrutiny_cli.output.redaction import mark_confidential

_Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        autocompletion=complete_ref,
        help="The number or key of the action, for example 39/15.",
    ),
]
_At = Annotated[
    str | None,
    word_option(
        "MEETING",
        "The meeting that raised the action, if several actions have the number.",
        "--at",
        "-a",
    ),
]
_To = Annotated[
    str | None,
    typer.Option("--to", metavar="NUMBER", help="Its new number; by default the next free one."),
]


def renumber_action(
    ref: _Ref,
    *,
    at_: _At = None,
    to: _To = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Give an action another number, and print the number.

    `ref`, `follows` and `becomes` are changed wherever they mean this action. Sentences that
    mention it are listed, and not changed.

    \b
    scrutiny renumber 39/15 --at 2015-06-25
    scrutiny renumber 2015-06-25#3
    """
    with open_for_writing(meetings) as session:
        action = _find_action_meant(session, ref, at_)
        intent = plan_renumber(session.book, action, _choose_number(session, action, to))
        edit = Edit(verify_renumber(session.book, intent, session.today))
        write_edit(session, edit, dry_run=dry_run)
    print_data(f"{intent.change.new}\n")
    print_note(f"{edit.place}: {intent.describe_edit(edit.files)}")
    show_edit(edit, diff=diff)
    unchanged = intent.change.describe_unchanged(edit.files)
    if unchanged:
        print_note(unchanged)


# What is meant


def _find_action_meant(session: Session, ref: str, named: str | None) -> Action:
    every = actions_with_ref(session.book, ref)
    if not every:
        refuse_action(session.book, ref)
    found = every
    if named is not None:
        meeting = find_on_file(session, named)
        found = [one for one in every if one.meeting == meeting.name]
    if len(found) != 1:
        which = "has several actions" if found else "has no action"
        start = (
            f"{meeting.name} {which} {ref}"
            if named is not None
            else f"Several actions have the number {ref}"
        )
        raise UsageError("\n".join([f"{start}. Type one of:", *map(_suggest_command, every)]))
    if found[0].entry.ref is None:
        message = (
            f"{found[0].key} has no number yet. Write one in its file, for example `ref: 42/15`."
        )
        raise UsageError(message)
    return found[0]


def _suggest_command(action: Action) -> str:
    words = action.state.words
    shown = f"  ({mark_confidential(action.confidential)}{words})" if words is not None else ""
    return f"  scrutiny renumber '{action.place_key}'{shown}"


def _choose_number(session: Session, action: Action, to: str | None) -> str:
    index = session.book.index
    number = (
        read_line("--to", to)
        if to is not None
        else next_free_ref(session.book.series, index, index.by_name[action.meeting])
    )
    if number is None:
        message = (
            "The board's numbers have no pattern, so type the new number, for example --to 42/15."
        )
        raise UsageError(message)
    taken = session.book.find_action(number)
    place = find_reference(session.book, number)
    if taken is not None:
        used = taken.entry.place
        message = (
            f"{number} is already used in {used.path}:{used.line}. Type another number, or leave "
            "--to out."
        )
        raise UsageError(message)
    if place is not None:
        where = f"{place.place.path}:{place.place.line}"
        raise UsageError(
            f"No action has the number {number}, but {where} mentions it. Correct that line, or "
            "type another number with --to."
        )
    return number
