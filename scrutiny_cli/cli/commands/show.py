"""The command `show`: show one action or one meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.completion import complete_shown_ref
from scrutiny_cli.cli.options import AsAt, Boards, Folders, choice_option

_Entry = Annotated[
    list[str],
    typer.Argument(
        metavar="[BOARD] REF|MEETING",
        autocompletion=complete_shown_ref,
        show_default=False,
        help="The number or key of an action, after the name of its board if there are several; "
        "or the date or name of a meeting.",
    ),
]
_Format = Annotated[
    str,
    choice_option("--format", ("text", "json"), metavar="FORMAT", text="How to print an action"),
]


def show_entry(
    what: _Entry,
    *,
    form: _Format = "text",
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Show the history of an action, or a meeting.

    \b
    scrutiny show 37/15
    scrutiny show 2015-05-28#2
    scrutiny show 2015-05-28
    scrutiny show Harbour Board 37/15 --boards county
    """
    from scrutiny_cli.cli.entry_view import print_entry  # noqa: PLC0415  not to complete a ref

    print_entry(" ".join(what), form, as_at, meetings, boards)
