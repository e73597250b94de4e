"""The command `new-meeting`: write the next meeting's file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import is_interactive, print_data, print_note
from scrutiny_cli.cli.editing.arguments import read_line
from scrutiny_cli.cli.editing.editor import find_editor
from scrutiny_cli.cli.editing.edits import show_new_file
from scrutiny_cli.cli.editing.writing import draft_meeting, open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.options import Diff, DryRun, Folder
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.new_meeting import Draft, DraftSettings
from scrutiny_cli.storage.file_writer import create_file
from scrutiny_cli.storage.paths import format_path

_Day = Annotated[
    str | None,
    typer.Argument(
        metavar="DATE",
        show_default=False,
        help="The day of the meeting; by default the one that was announced or is due next.",
    ),
]
_Edit = Annotated[
    bool,
    typer.Option(
        "--edit",
        help="Open the new file in $VISUAL or $EDITOR, otherwise in an editor of the system.",
    ),
]


_Extraordinary = Annotated[
    bool,
    typer.Option(
        "--extraordinary",
        help="A meeting outside the series: without the usual agenda and open actions.",
    ),
]
_Time = Annotated[
    str | None, typer.Option("--time", metavar="TEXT", help="When it begins, for example 7.30pm.")
]
_Venue = Annotated[str | None, typer.Option("--venue", metavar="TEXT", help="Where it is held.")]


def write_new_meeting(
    day: _Day = None,
    *,
    extraordinary: _Extraordinary = False,
    time: _Time = None,
    venue: _Venue = None,
    edit: _Edit = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Write the next meeting's file, with every open action.

    \b
    scrutiny new-meeting
    scrutiny new-meeting 25.06.15
    scrutiny new-meeting 11.06.15 --extraordinary --venue "Town Hall"
    """
    settings = _read_settings(extraordinary=extraordinary, time=time, venue=venue)
    if extraordinary and day is None:
        raise UsageError(
            "Type the day of the extraordinary meeting. For example: scrutiny new-meeting "
            "25.06.15 --extraordinary"
        )
    editor = find_editor() if edit and not dry_run else None
    with open_for_writing(meetings) as session:
        draft = draft_meeting(session, _parse_day(session, day), settings)
        path = session.folder / f"{draft.name}.yaml"
        if not dry_run:
            create_file(path, draft.text)
            RUN.has_written = True
    print_data(f"{format_path(path)}\n")
    print_note(draft.describe(format_path(path)))
    if editor is None or diff:
        show_new_file(format_path(path), draft.text, diff=diff)
    name_confidential(draft.carried)
    if session.has_errors:
        print_errors(session)
    if editor is not None:
        editor.open_file(path)
    _note_agenda(session, draft, settings)
    if editor is None and is_interactive() and not dry_run:
        _note_next_steps(session, draft, path)


def _read_settings(*, extraordinary: bool, time: str | None, venue: str | None) -> DraftSettings:
    return DraftSettings(
        None if time is None else read_line("--time", time),
        None if venue is None else read_line("--venue", venue),
        extraordinary,
    )


def _note_agenda(session: Session, draft: Draft, settings: DraftSettings) -> None:
    """Report the command for the agenda of a meeting to come, named where it is not the next."""
    if draft.day < session.today:
        return
    coming = session.whole.index.find_coming(session.today)
    is_next = not settings.is_extraordinary and (coming is None or draft.day < coming.date)
    agenda = "scrutiny agenda" if is_next else f"scrutiny agenda {draft.name}"
    print_note(f"To send out its agenda, type: {agenda}")


def _note_next_steps(session: Session, draft: Draft, path: Path) -> None:
    when = "At the meeting" if draft.day > session.today else "Next"
    answers = ", and write after each `status:` what became of the action" if draft.carried else ""
    print_note(
        f"{when}, open {format_path(path)} in a text editor{answers}. Then type:\nscrutiny check"
    )


def _parse_day(session: Session, day: str | None) -> date | None:
    return None if day is None else session.parse_day(day, "scrutiny new-meeting")
