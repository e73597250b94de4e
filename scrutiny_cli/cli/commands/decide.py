"""The command `decide`: add a decision to a meeting's file."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.arguments import read_line, read_text
from scrutiny_cli.cli.editing.edits import Edit, plan_edit, show_edit, write_edit
from scrutiny_cli.cli.editing.item_argument import (
    choose_named_item,
    get_numbered_item,
    is_item_withheld,
)
from scrutiny_cli.cli.editing.target_meeting import find_minuted
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.options import (
    Diff,
    DryRun,
    Folder,
    ItemNamed,
    MinutedAt,
    choice_option,
    word_option,
)
from scrutiny_cli.editing.decision import AddDecision, RemoveDecision
from scrutiny_cli.editing.plan import Intent
from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.model import Outcome

_Text = Annotated[
    str, typer.Argument(metavar="DECISION", show_default=False, help="What was decided, in quotes.")
]
_Number = Annotated[
    str | None, typer.Option("--ref", metavar="NUMBER", help="The decision's number.")
]
_Proposed = Annotated[str | None, word_option("LABEL", "Who proposed it.", "--proposed")]
_Seconded = Annotated[str | None, word_option("LABEL", "Who seconded it.", "--seconded")]
_Votes = Annotated[
    str | None, typer.Option("--votes", metavar="TEXT", help="The votes, for example 5 to 2.")
]
_Result = Annotated[
    str | None,
    choice_option(
        "--outcome",
        [outcome.value for outcome in Outcome],
        metavar="OUTCOME",
        text="What became of the proposal",
        suffix="; by default carried",
    ),
]


_Delete = Annotated[
    bool, typer.Option("--delete", help="Delete the decision that has these words.")
]


def record_decision(
    text: _Text,
    *,
    item: ItemNamed = None,
    ref: _Number = None,
    proposed: _Proposed = None,
    seconded: _Seconded = None,
    votes: _Votes = None,
    outcome: _Result = None,
    delete: _Delete = False,
    at_: MinutedAt = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add a decision to a meeting's file.

    \b
    scrutiny decide "The estimate was accepted" --item 3
    scrutiny decide "Sell the boat" --proposed AB --seconded CD --votes "5 to 2"
    scrutiny decide "Sell the boat" --delete
    """  # fmt: skip
    words = read_text("DECISION", text)
    details = {
        "ref": _read_detail("--ref", ref),
        "proposed": _read_detail("--proposed", proposed),
        "seconded": _read_detail("--seconded", seconded),
        "votes": _read_detail("--votes", votes),
    }
    if delete and any((*details.values(), outcome)):
        raise UsageError("--delete deletes the whole decision: type its words and nothing else.")
    with open_for_writing(meetings) as session:
        target = find_minuted(session, at_)
        path = choose_named_item(target.meeting, item)
        intent: Intent = AddDecision(path, words, **details, outcome=outcome)
        if delete:
            intent = RemoveDecision(words, None if item is None else path)
        edit = plan_edit(session, target, intent)
        write_edit(session, edit, dry_run=dry_run)
    if delete:
        print_note(f"{edit.first.path}: decision deleted: {words}")
    else:
        _note_recorded(edit, path)
    show_edit(edit, diff=diff)


def _read_detail(option: str, words: str | None) -> str | None:
    return None if words is None else read_line(option, words)


def _note_recorded(edit: Edit, path: ItemPath) -> None:
    meeting = edit.first.after
    label = get_numbered_item(meeting, path).label if path else ""
    print_note(f"{edit.place}: decision recorded{f' under {label}' if label else ''}.")
    if is_item_withheld(meeting, path):
        print_note("It is confidential: it is withheld from what is published.")
