"""The command `delete`: delete an action that was raised by mistake, or an update."""

from __future__ import annotations

from typing import Annotated

from scrutiny_cli.cli.editing.correction_arguments import DeleteArguments
from scrutiny_cli.cli.options import Diff, DryRun, Folder, NthAt, Ref, word_option

_At = Annotated[
    str | None,
    word_option(
        "MEETING",
        "Delete only the update of the action in that meeting: its date or name, last or next.",
        "--at",
        "-a",
    ),
]


def delete_entry(
    ref: Ref,
    *,
    at_: _At = None,
    nth: NthAt = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Delete an action that was raised by mistake, or an update.

    The minutes must not be agreed yet. An action is only deleted if nothing else uses it. If it
    has a number, that must be the highest.

    \b
    scrutiny delete 41/15
    scrutiny delete 37/15 --at last
    """  # fmt: skip
    from scrutiny_cli.cli.editing.deleting import remove_entry  # noqa: PLC0415  not to complete a ref

    typed = DeleteArguments(at=at_, nth=nth, dry_run=dry_run, diff=diff)
    remove_entry(meetings, ref, typed)
