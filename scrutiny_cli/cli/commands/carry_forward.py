"""The command `carry-forward`: list the actions in a meeting's file that are open before it."""

from __future__ import annotations

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.stale_updates import StaleUpdate, list_stale_updates
from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.edits import Edit, show_edit, write_edit
from scrutiny_cli.cli.editing.target_meeting import Target, find_target
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.options import Diff, DryRun, Folder, MeetingNamed
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.carry_forward import CarryForward, list_unlisted_actions
from scrutiny_cli.editing.plan import prepare_edit
from scrutiny_cli.editing.stale_entries import DeleteStaleEntries
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.output.phrases import format_count
from scrutiny_cli.storage.errors import WriteRefused


def carry_forward(
    meeting: MeetingNamed = None,
    *,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Update the list of open actions in a meeting's file.

    Open actions that the file does not list are added. An empty update for an action that is
    closed is deleted.

    \b
    scrutiny carry-forward
    scrutiny carry-forward 2015-06-25 --dry-run
    """
    with open_for_writing(meetings) as session:
        target = _find_listing_meeting(session, meeting)
        actions = list_unlisted_actions(target.book, target.meeting.name)
        stale = list_stale_updates(target.book, target.meeting, session.today)
        edit = _plan_both(session, target, actions, stale)
        write_edit(session, edit, dry_run=dry_run)
    _note_done(session, edit, actions, stale)
    show_edit(edit, diff=diff)
    name_confidential((*actions, *(one.action for one in stale)))


def _find_listing_meeting(session: Session, named: str | None) -> Target:
    """Return the meeting that is named, otherwise a regular one: it goes through all actions."""
    target = find_target(session, named, how="scrutiny carry-forward")
    if named is not None or not target.meeting.extraordinary:
        return target
    coming = session.book.index.find_coming(session.today)
    if coming is None:
        name = target.meeting.name
        raise WriteRefused(
            f"The meeting of {name} is extraordinary, so it need not go through the open actions. "
            "Nothing was written. Run `scrutiny new-meeting`, or type scrutiny carry-forward "
            f"{name}."
        )
    return Target(session.book, coming)


def _plan_both(
    session: Session, target: Target, actions: tuple[Action, ...], stale: tuple[StaleUpdate, ...]
) -> Edit:
    """Plan what is deleted, and then what is added to the text without it."""
    name, today = target.meeting.name, session.today
    deleted = prepare_edit(target.book, name, DeleteStaleEntries(stale), today)
    added = prepare_edit(deleted.book, name, CarryForward(actions), today)
    warnings = (*deleted.new_warnings, *added.new_warnings)
    return Edit([added._replace(before=deleted.before, new_warnings=warnings)], target.draft)


def _note_done(
    session: Session, edit: Edit, actions: tuple[Action, ...], stale: tuple[StaleUpdate, ...]
) -> None:
    """Report how many actions are added, and which empty updates are deleted, and why."""
    if edit.first.new_text == edit.first.old_source.text:
        print_note(f"{edit.first.path} already lists every open action.")
        return
    parts = [f"{format_count(len(actions), 'action')} carried forward."] if actions else []
    if stale:
        format_day = date_formatter(session.book.series.dates)
        closed = ", ".join(
            f"{one.action.key} (closed on {format_day(one.action.state.closed)})"
            if one.action.state.closed
            else one.action.key
            for one in stale
        )
        parts.append(f"{format_count(len(stale), 'empty update')} deleted: {closed}.")
    print_note(f"{edit.place}: {' '.join(parts)}")
