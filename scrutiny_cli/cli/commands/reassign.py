"""The command `reassign`: give all open actions of one owner to another."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.completion import complete_open_owner, complete_owner
from scrutiny_cli.cli.editing.update_arguments import UpdateArguments
from scrutiny_cli.cli.options import At, Diff, DryRun, Folder, On

_From = Annotated[
    str,
    typer.Argument(
        metavar="FROM", help="Who owns them now: a label.", autocompletion=complete_open_owner
    ),
]
_To = Annotated[
    str,
    typer.Argument(
        metavar="TO",
        help="Who owns them from now on. Separate several with commas; none for no owner.",
        autocompletion=complete_owner,
    ),
]


def reassign_actions(
    from_: _From,
    to: _To,
    *,
    on: On = None,
    at_: At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Give all open actions of one owner to another.

    Each gets an update in a meeting's file. Its other owners stay.

    \b
    scrutiny reassign CF RO
    scrutiny reassign CF "RO, TB" --on 12.06.15
    """  # fmt: skip
    typed = UpdateArguments(on=on, add=True, at=at_, dry_run=dry_run, diff=diff)
    from scrutiny_cli.cli.editing.reassignment import record_new_owner  # noqa: PLC0415  not to complete

    record_new_owner(meetings, from_, to, typed)
