"""The command `amend`: correct what was written of an action."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.editing.correction_arguments import AmendArguments
from scrutiny_cli.cli.options import Diff, DryRun, Folder, NthAt, Ref, word_option

_Words = Annotated[
    str | None, typer.Option("--action", metavar="TEXT", help="The action in other words.")
]
_Owner = Annotated[
    list[str] | None,
    word_option("LABEL", "Another owner. Repeatable; none removes it.", "--owner", "-w"),
]
_Due = Annotated[
    str | None,
    typer.Option("--due", "-d", metavar="DUE", help="Another due date; none removes it."),
]
_Number = Annotated[
    str | None,
    typer.Option("--ref", metavar="NUMBER", help="Another number; none removes it."),
]
_Links = Annotated[
    list[str] | None,
    typer.Option(
        "--links",
        "--link",
        metavar="TEXT",
        help="Other links, instead of those that are there. Repeatable; none removes them.",
    ),
]
_Status = Annotated[
    str | None,
    word_option("WORDS", "With --at: another status; none removes it.", "--status", "-s"),
]
_Note = Annotated[
    str | None,
    typer.Option("--note", "-t", metavar="TEXT", help="With --at: another note; none removes it."),
]
_On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day it happened, if it was between meetings; none removes it.",
    ),
]
_At = Annotated[
    str | None,
    word_option(
        "MEETING",
        "Correct the update of the action in that meeting: its date or name, last or next.",
        "--at",
        "-a",
    ),
]


def amend_entry(
    ref: Ref,
    *,
    action: _Words = None,
    owner: _Owner = None,
    due: _Due = None,
    number: _Number = None,
    links: _Links = None,
    status: _Status = None,
    note: _Note = None,
    on: _On = None,
    at_: _At = None,
    nth: NthAt = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Correct a slip in minutes that are not agreed yet.

    Without --at this corrects the action where it was raised. What is not typed stays as it is.
    Fields that mention the action follow a new number.

    \b
    scrutiny amend 37/15 --due 19.06.15
    scrutiny amend 37/15 --at last --note "The coroner has replied."
    """  # fmt: skip
    typed = AmendArguments(
        action=action, owner=owner, due=due, ref=number, links=links, status=status, note=note,
        on=on, at=at_, nth=nth, dry_run=dry_run, diff=diff,
    )  # fmt: skip
    from scrutiny_cli.cli.editing.amending import correct_entry  # noqa: PLC0415  not to complete a ref

    correct_entry(meetings, ref, typed)
