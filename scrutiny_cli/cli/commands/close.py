"""The command `close`: record that actions are completed."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.completion import complete_open_ref
from scrutiny_cli.cli.editing.update_arguments import UpdateArguments
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
)

_OpenRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...",
        autocompletion=complete_open_ref,
        help="The number or key of each action, for example 37/15.",
    ),
]


def close_actions(
    refs: _OpenRefs,
    *,
    note: Note = None,
    on: On = None,
    replace: ReplaceUpdate = False,
    add: AddUpdate = False,
    nth: Nth = None,
    at_: At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record in a meeting's file that actions are completed.

    Of several actions, all are recorded or none.

    \b
    scrutiny close 37/15
    scrutiny close 33/15 34/15 --note "Reported to the meeting."
    """
    typed = UpdateArguments(
        status="completed", note=note, on=on, replace=replace, add=add, nth=nth, at=at_,
        dry_run=dry_run, diff=diff,
    )  # fmt: skip
    from scrutiny_cli.cli.editing.updates import record_updates  # noqa: PLC0415  not to complete a ref

    record_updates(meetings, refs, typed)
