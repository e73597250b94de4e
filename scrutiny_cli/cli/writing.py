"""The commands that write a meeting's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import desk as at
from scrutiny_cli.cli.desk import Folder
from scrutiny_cli.storage import folder as disk

if TYPE_CHECKING:
    from pathlib import Path

    from scrutiny_cli.cli.desk import Desk
    from scrutiny_cli.minutes.model import Meeting

DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Show what would be written, and write nothing.")
]


_LONG_PAST = 14


def _readable(folder: str | None) -> Desk:
    desk = at.open_quietly(folder)
    if desk.book.unreadable or any(one.rule == "not-utf8" for one in desk.book.problems):
        at.tell_errors(desk)
        message = "Nothing was written: mend the files that cannot be read first."
        raise disk.Refused(message)
    return desk


def new_meeting(
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", show_default=False)] = None,
    *,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open the new file in $VISUAL or $EDITOR.")
    ] = False,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Write the next meeting's file, with the matters arising carried forward.

    \b
    scrutiny new-meeting
    scrutiny new-meeting 25.06.15
    """  # noqa: D301
    from scrutiny_cli.changes.dating import NoDay  # noqa: PLC0415
    from scrutiny_cli.changes.drafting import new_meeting  # noqa: PLC0415

    desk = _readable(meetings)
    wanted = at.typed_day(day, desk.today) if day is not None else None
    try:
        draft = new_meeting(desk.book, wanted, today=desk.today)
    except NoDay as reason:
        raise at.Usage(str(reason)) from reason
    path = desk.folder / f"{draft.name}.yaml"
    if dry_run:
        at.say(draft.text)
    else:
        _refuse_a_second(desk, draft.name)
        disk.create(path, draft.text)
        at.say(f"{disk.shown(path)}\n")
    at.note(" ".join(filter(None, (draft.why, _carried(len(draft.carried), draft.next_free)))))
    if any(one.is_error for one in desk.book.problems):
        at.tell_errors(desk)
    if edit and not dry_run:
        _edit(path)


def _refuse_a_second(desk: Desk, name: str) -> None:
    """Refuse to write a meeting's file beside another that ends in .yml, say."""
    for one in desk.book.meetings:
        if one.name == name:
            message = f"{one.place.source.path} is there already; nothing was written."
            raise disk.Refused(message)


def _carried(count: int, free: str | None) -> str:
    number = f" The next free number is {free}." if free else ""
    return f"{count} action{'' if count == 1 else 's'} carried forward.{number}"


def _edit(path: Path) -> None:
    import shlex  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise at.Usage("Neither $VISUAL nor $EDITOR says which editor to open.")
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603  his own editor
    except OSError as reason:
        message = f"The editor “{editor}” cannot be started: {reason.strerror}."
        raise at.Usage(message) from reason


def carry_forward(
    meeting: Annotated[
        str | None,
        typer.Argument(autocompletion=at.complete_meeting, show_default=False),
    ] = None,
    *,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Add to a meeting's file the open actions that it neither lists nor raises.

    \b
    scrutiny carry-forward
    scrutiny carry-forward 2015-06-25 --dry-run
    """  # noqa: D301
    from scrutiny_cli.changes.drafting import CannotDraft, carry_forward  # noqa: PLC0415

    desk = _readable(meetings)
    target = at.meeting_named(desk, meeting) if meeting is not None else _by_default(desk)
    source = target.place.source
    try:
        carried = carry_forward(desk.book, target.name)
    except CannotDraft as reason:
        raise disk.Refused(str(reason)) from reason
    if not carried.actions:
        at.note(f"{source.path} lists every open action already.")
        return
    if not dry_run:
        path = desk.folder / source.path.rpartition("/")[2]
        disk.rewrite(path, source.text, carried.text)
    at.note(_diff(source.path, source.text, carried.text))
    at.note(f"{source.path}: {_carried(len(carried.actions), None)}")


def _by_default(desk: Desk) -> Meeting:
    if not desk.book.meetings:
        raise at.Usage("There is no meeting yet: `scrutiny new-meeting DATE` writes one.")
    coming = (one for one in desk.book.meetings if one.date >= desk.today)
    meeting = next(coming, desk.book.meetings[-1])
    _refuse_what_is_past(desk, meeting)
    return meeting


def _refuse_what_is_past(desk: Desk, meeting: Meeting) -> None:
    """Refuse to write, unasked, to a meeting long past or one whose minutes are agreed."""
    from scrutiny_cli.actionlog.checks import approvals  # noqa: PLC0415

    if (desk.today - meeting.date).days > _LONG_PAST:
        why = f"is more than {_LONG_PAST} days past"
    elif meeting.name in approvals(desk.book):
        why = "has its minutes agreed"
    else:
        return
    message = (
        f"The meeting {meeting.name} {why}; nothing was written. Run "
        f"`scrutiny new-meeting`, or name it: `scrutiny carry-forward {meeting.name}`."
    )
    raise disk.Refused(message)


def _diff(path: str, before: str, after: str) -> str:
    from difflib import unified_diff  # noqa: PLC0415

    old, new = before.splitlines(), after.splitlines()
    return "\n".join(unified_diff(old, new, path, path, lineterm=""))
