"""The command `new-meeting`: write the next meeting's file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.edits import show_new_file
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.options import Diff, DryRun, Folder
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.writing import draft_meeting, open_for_writing
from scrutiny_cli.storage.file_writer import create_file
from scrutiny_cli.storage.paths import format_path
from scrutiny_cli.storage.programs import search_path

_Day = Annotated[str | None, typer.Argument(metavar="[DATE]", show_default=False)]
_Edit = Annotated[bool, typer.Option("--edit", help="Open the new file in $VISUAL or $EDITOR.")]


def write_new_meeting(
    day: _Day = None,
    *,
    edit: _Edit = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Write the next meeting's file, all open actions in it.

    \b
    scrutiny new-meeting
    scrutiny new-meeting 25.06.15
    """
    editor = _find_editor() if edit and not dry_run else []
    with open_for_writing(meetings) as session:
        draft = draft_meeting(session, session.parse_day(day) if day is not None else None)
        path = session.folder / f"{draft.name}.yaml"
        if not dry_run:
            create_file(path, draft.text)
            RUN.has_written = True
    print_data(f"{format_path(path)}\n")
    print_note(draft.describe(format_path(path)))
    show_new_file(format_path(path), draft.text, diff=diff)
    name_confidential(draft.carried)
    if session.has_errors:
        print_errors(session)
    if editor:
        _start_editor(editor, path)


def _find_editor() -> list[str]:
    """Return the command that starts the editor; refuse where it cannot be started."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not named:
        raise UsageError("Neither $VISUAL nor $EDITOR says which editor to open.")
    try:
        words = shlex.split(named)
    except ValueError:
        words = []  # a quote that is not closed
    found = shutil.which(words[0], path=search_path()) if words else None
    if found is None:
        raise UsageError(f"The editor “{named}” cannot be started; nothing was written.")
    return [found, *words[1:]]


def _start_editor(editor: list[str], path: Path) -> None:
    try:
        # From the top of the disk: a path that begins with `-` or `+` would be an option.
        subprocess.run([*editor, os.path.abspath(path)], check=False)  # noqa: PTH100, S603
    except OSError as reason:
        print_note(f"The editor “{editor[0]}” cannot be started: {reason.strerror}.")
