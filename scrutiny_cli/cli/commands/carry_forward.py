"""The command `carry-forward`: list the open actions in a meeting's file."""

from __future__ import annotations

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.cli import targets
from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.edits import Edit, Manner, locate_edit, run_edit
from scrutiny_cli.cli.options import Diff, DryRun, Folder, MeetingNamed
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.carry_forward import CarryForward, missing
from scrutiny_cli.editing.plan import VerifiedEdit, planned


def carry_forward(
    meeting: MeetingNamed = None,
    *,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add the open actions that a meeting's file leaves out.

    It leaves out what it neither lists nor raises.

    \b
    scrutiny carry-forward
    scrutiny carry-forward 2015-06-25 --dry-run
    """
    actions: tuple[Action, ...] = ()
    manner = Manner(dry_run=dry_run, diff=diff)

    def plan(session: Session) -> Edit:
        nonlocal actions
        target = targets.find_target(session, meeting, how="scrutiny carry-forward")
        name = target.meeting.name
        actions = missing(target.book, name)
        intent = CarryForward(actions)
        return Edit([planned(target.book, name, intent, session.today)], target.draft)

    def tell(done: list[VerifiedEdit]) -> None:
        if done[0].text == done[0].old.text:
            print_note(f"{done[0].old.path} lists every open action already.")
        else:
            count = len(actions)
            number = f"{count} action{'' if count == 1 else 's'}"
            print_note(f"{locate_edit(done[0])}: {number} carried forward.")

    run_edit(meetings, plan, tell, manner)
    name_confidential(actions)
