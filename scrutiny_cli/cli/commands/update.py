"""The command `update`: record what has become of actions."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.completion import complete_ref
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
    ReplaceUpdate,
    word_option,
)
from scrutiny_cli.cli.update_arguments import UpdateArguments

_Refs = Annotated[list[str], typer.Argument(metavar="REF...", autocompletion=complete_ref)]
_NewOwner = Annotated[
    list[str] | None,
    word_option("LABEL", "The new owner. Repeatable; none for nobody.", "--owner", "-w"),
]
_NewDue = Annotated[
    str | None,
    typer.Option("--due", "-d", metavar="DUE", help="The new due; none takes the old one away."),
]
_Becomes = Annotated[
    list[str] | None,
    word_option("REF", "The action that takes its place. Repeatable.", "--becomes"),
]
_StatusWords = Annotated[
    str | None, word_option("WORDS", "What has become of it: done, ongoing …", "--status", "-s")
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
    replace: ReplaceUpdate = False,
    add: AddUpdate = False,
    nth: Nth = None,
    at_: At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record what has become of actions in a meeting's file.

    Of several actions all are written, or none.

    \b
    scrutiny update 37/15 --status "in progress" --note "Rooms are looked at."
    scrutiny update 33/15 34/15 --due "next meeting"
    """  # fmt: skip
    if not (status or note or due or owner or becomes):
        raise UsageError(
            "Say what has become of it: --status, --note, --due, --owner or --becomes."
        )
    typed = UpdateArguments(
        status=status, note=note, due=due, owner=owner, becomes=becomes, on=on, replace=replace,
        add=add, nth=nth, at=at_, dry_run=dry_run, diff=diff,
    )  # fmt: skip
    from scrutiny_cli.cli.updates import record_updates  # noqa: PLC0415  not to complete a ref

    record_updates(meetings, refs, typed)
