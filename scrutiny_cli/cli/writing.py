"""The command that writes the next meeting's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import desk as at
from scrutiny_cli.cli.editing import readable
from scrutiny_cli.cli.options import DryRun, Folder
from scrutiny_cli.storage import folder as disk

if TYPE_CHECKING:
    from pathlib import Path

    from scrutiny_cli.cli.desk import Desk


def new_meeting(
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", show_default=False)] = None,
    *,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open the new file in $VISUAL or $EDITOR.")
    ] = False,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Write the next meeting's file, all open actions in it.

    \b
    scrutiny new-meeting
    scrutiny new-meeting 25.06.15
    """  # noqa: D301
    from scrutiny_cli.changes.dating import NoDay  # noqa: PLC0415
    from scrutiny_cli.changes.drafting import new_meeting  # noqa: PLC0415

    editor = _editor() if edit and not dry_run else []
    with at.held(meetings) as place:
        desk = readable(place)
        wanted = at.typed_day(day, desk.today) if day is not None else None
        try:
            draft = new_meeting(
                desk.book, wanted, today=desk.today, above=_for_editors(desk.folder)
            )
        except NoDay as reason:
            raise at.Usage(str(reason)) from reason
        path = desk.folder / f"{draft.name}.yaml"
        if not dry_run:
            _refuse_a_second(desk, draft.name)
            disk.create(path, draft.text)
            at.wrote()
    at.say(draft.text if dry_run else f"{disk.shown(path)}\n")
    at.note(" ".join(filter(None, (draft.why, _carried(len(draft.carried), draft.next_free)))))
    at.tell_marked(draft.carried)
    if any(one.is_error for one in desk.book.problems):
        at.tell_errors(desk)
    if editor:
        _edit(editor, path)


def _for_editors(folder: Path) -> str:
    """Give the line by which an editor finds the schema, where one lies in the folder."""
    from scrutiny_cli.minutes import schema  # noqa: PLC0415

    there = (folder / schema.file_name(schema.MEETING)).is_file()
    return schema.modeline(schema.MEETING) if there else ""


def _refuse_a_second(desk: Desk, name: str) -> None:
    """Refuse to write a meeting's file beside another that ends in .yml, say."""
    for one in desk.book.meetings:
        if one.name == name:
            message = f"{one.place.source.path} is there already; nothing was written."
            raise disk.Refused(message)


def _carried(count: int, free: str | None) -> str:
    number = f" The next free number is {free}." if free else ""
    return f"{count} action{'' if count == 1 else 's'} carried forward.{number}"


def _editor() -> list[str]:
    """Give the words that start the editor; said before anything is written."""
    import shlex  # noqa: PLC0415
    import shutil  # noqa: PLC0415

    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not named:
        raise at.Usage("Neither $VISUAL nor $EDITOR says which editor to open.")
    try:
        words = shlex.split(named)
    except ValueError:
        words = []  # a quote that is not closed
    if not words or shutil.which(words[0]) is None:
        message = f"The editor “{named}” cannot be started; nothing was written."
        raise at.Usage(message)
    return words


def _edit(editor: list[str], path: Path) -> None:
    import subprocess  # noqa: PLC0415

    try:
        subprocess.run([*editor, str(path)], check=False)  # noqa: S603  his own editor
    except OSError as reason:
        at.note(f"The editor “{editor[0]}” cannot be started: {reason.strerror}.")
