"""The command that writes the next meeting's file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.edits import Manner, describe_draft, show_file
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.meetings_folder import lock_folder
from scrutiny_cli.cli.options import Diff, DryRun, Folder
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.targets import draft_meeting, readable
from scrutiny_cli.storage.file_writer import create_file
from scrutiny_cli.storage.paths import format_path
from scrutiny_cli.storage.programs import search_path

if TYPE_CHECKING:
    from pathlib import Path


def write_new_meeting(
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", show_default=False)] = None,
    *,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open the new file in $VISUAL or $EDITOR.")
    ] = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Write the next meeting's file, all open actions in it.

    \b
    scrutiny new-meeting
    scrutiny new-meeting 25.06.15
    """
    editor = _editor() if edit and not dry_run else []
    manner = Manner(dry_run=dry_run, diff=diff)
    with lock_folder(meetings) as place:
        session = readable(place)
        wanted = session.parse_day(day) if day is not None else None
        draft = draft_meeting(session, wanted)
        path = session.folder / f"{draft.name}.yaml"
        if not dry_run:
            create_file(path, draft.text)
            RUN.has_written = True
    print_data(f"{format_path(path)}\n")
    print_note(describe_draft(format_path(path), draft))
    show_file(format_path(path), draft.text, manner)
    name_confidential(draft.carried)
    if any(one.is_error for one in session.book.problems):
        print_errors(session)
    if editor:
        _edit(editor, path)


def _editor() -> list[str]:
    """Give the words that start the editor; said before anything is written."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not named:
        raise UsageError("Neither $VISUAL nor $EDITOR says which editor to open.")
    try:
        words = shlex.split(named)
    except ValueError:
        words = []  # a quote that is not closed
    found = shutil.which(words[0], path=search_path()) if words else None
    if found is None:
        message = f"The editor “{named}” cannot be started; nothing was written."
        raise UsageError(message)
    return [found, *words[1:]]


def _edit(editor: list[str], path: Path) -> None:
    try:
        # From the top of the disk: a path that begins with `-` or `+` would be an option.
        subprocess.run([*editor, os.path.abspath(path)], check=False)  # noqa: PTH100, S603
    except OSError as reason:
        print_note(f"The editor “{editor[0]}” cannot be started: {reason.strerror}.")
