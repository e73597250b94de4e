"""The command `carry-forward`: list the open actions in a meeting's file."""

from __future__ import annotations

from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.edits import plan_edit, show_edit, write_edit
from scrutiny_cli.cli.options import Diff, DryRun, Folder, MeetingNamed
from scrutiny_cli.cli.target_meeting import find_target
from scrutiny_cli.cli.writing import open_for_writing
from scrutiny_cli.editing.carry_forward import CarryForward, list_unlisted_actions


def carry_forward(
    meeting: MeetingNamed = None,
    *,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add the open actions that a meeting's file does not list.

    \b
    scrutiny carry-forward
    scrutiny carry-forward 2015-06-25 --dry-run
    """
    with open_for_writing(meetings) as session:
        target = find_target(session, meeting, how="scrutiny carry-forward")
        actions = list_unlisted_actions(target.book, target.meeting.name)
        edit = plan_edit(session, target, CarryForward(actions))
        write_edit(session, edit, dry_run=dry_run)
    if edit.first.new_text == edit.first.old_source.text:
        print_note(f"{edit.first.old_source.path} already lists every open action.")
    else:
        count = f"{len(actions)} action{'' if len(actions) == 1 else 's'}"
        print_note(f"{edit.place}: {count} carried forward.")
    show_edit(edit, diff=diff)
    name_confidential(actions)
