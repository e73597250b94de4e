"""The command `update`: record what has become of actions."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.completion import complete_ref
from scrutiny_cli.cli.editing.update_arguments import UpdateArguments
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.options import (
    AddUpdate,
    At,
    Diff,
    DryRun,
    Folder,
    Note,
    Nth,
    On,
    Reason,
    ReplaceUpdate,
    word_option,
)

_Refs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...",
        autocompletion=complete_ref,
        help="The number or key of each action, for example 37/15.",
    ),
]
_NewOwner = Annotated[
    list[str] | None,
    word_option("LABEL", "The new owner; none for no owner. Repeatable.", "--owner", "-w"),
]
_NewDue = Annotated[
    str | None,
    typer.Option("--due", "-d", metavar="DUE", help="The new due date; none deletes the old one."),
]
_Becomes = Annotated[
    list[str] | None,
    word_option("REF", "The action that replaces it. Repeatable.", "--becomes"),
]
_StatusWords = Annotated[
    str | None,
    word_option("WORDS", "What became of it, for example done or ongoing.", "--status", "-s"),
]


_Confidential = Annotated[
    bool, typer.Option("--confidential", help="Withhold this update from published pages.")
]


def update_actions(
    refs: _Refs,
    *,
    status: _StatusWords = None,
    note: Note = None,
    due: _NewDue = None,
    owner: _NewOwner = None,
    becomes: _Becomes = None,
    on: On = None,
    confidential: _Confidential = False,
    reason: Reason = None,
    replace: ReplaceUpdate = False,
    add: AddUpdate = False,
    nth: Nth = None,
    at_: At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record in a meeting's file what became of actions.

    Of several actions, all are recorded or none.

    \b
    scrutiny update 37/15 --status "in progress" --note "Viewing rooms."
    scrutiny update 33/15 34/15 --due "next meeting"
    """  # fmt: skip
    if not (status or note or due or owner or becomes):
        raise UsageError(
            "Type what became of it: --status, --note, --due, --owner or --becomes, "
            "for example --status done."
        )
    typed = UpdateArguments(
        status=status, note=note, due=due, owner=owner, becomes=becomes, on=on, replace=replace,
        add=add, nth=nth, at=at_, dry_run=dry_run, diff=diff, confidential=confidential,
        reason=reason,
    )  # fmt: skip
    from scrutiny_cli.cli.editing.updates import record_updates  # noqa: PLC0415  not to complete a ref

    record_updates(meetings, refs, typed)
