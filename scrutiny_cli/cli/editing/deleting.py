"""What `delete` deletes: an action, or an update of it in a meeting."""

from __future__ import annotations

import sys
from shlex import join

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import print_data, print_note, print_stderr, uses_colour
from scrutiny_cli.cli.editing.correction_arguments import DeleteArguments
from scrutiny_cli.cli.editing.edits import (
    Edit,
    note_moved_keys,
    note_reopened,
    show_edit,
    write_edit,
)
from scrutiny_cli.cli.editing.target_meeting import find_on_file, refuse_agreed_minutes
from scrutiny_cli.cli.editing.typed_numbers import require_only_action
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.amendment import find_update
from scrutiny_cli.editing.deletion import (
    Deletion,
    list_deleted_lines,
    list_new_keys,
    plan_action_deletion,
    suggest_withdrawal,
    verify_deletion,
)
from scrutiny_cli.output.text_diff import render_written_lines


def remove_entry(names: FolderNames, ref: str, typed: DeleteArguments) -> None:
    """Delete an action, or its update in the meeting that is named, and report it."""
    is_update = typed.at is not None
    if typed.nth is not None and not is_update:
        raise UsageError("--nth chooses among updates. Name the meeting that has them, too: --at")
    with open_for_writing(names) as session:
        action = require_only_action(session.book, ref)
        intent = _plan_deletion(session, action, typed)
        edit = Edit(verify_deletion(session.book, intent, session.today))
        write_edit(session, edit, dry_run=typed.dry_run)
    print_data(f"{action.key}\n")
    print_note(_describe_deletion(intent, action, is_update=is_update))
    _show_deleted(edit, diff=typed.diff)
    if is_update:
        is_open = edit.first.book.log.by_key[action.key].is_open
        note_reopened([action.key] if is_open and not action.is_open else [])
    else:
        note_moved_keys(list_new_keys(session.book, action))
    unchanged = intent.describe_unchanged(edit.files)
    if unchanged:
        print_note(unchanged)
    warn_confidential(count_confidential([action]))


def _plan_deletion(session: Session, action: Action, typed: DeleteArguments) -> Deletion:
    if typed.at is None:
        raised_in = session.book.index.by_name[action.meeting]
        refuse_agreed_minutes(session, raised_in, suggest_withdrawal(action))
        return plan_action_deletion(session.book, action, session.today)
    meeting = find_on_file(session, typed.at)
    remedy = join(["scrutiny", "update", action.key, "--note", "TEXT"])
    refuse_agreed_minutes(session, meeting, f"Record what is true now: {remedy}")
    update = find_update(session.book, meeting, action, typed.nth).update
    return Deletion(f"the update of {action.key}", meeting, update.place)


# What is shown


def _describe_deletion(intent: Deletion, action: Action, *, is_update: bool) -> str:
    place = f"{intent.place.path}:{intent.place.line}"
    names = ", ".join(dict.fromkeys(one.meeting.name for one in intent.updates))
    updates = f" and its empty update in {names}" if names else ""
    free = ""
    if not is_update and action.entry.ref is not None:
        free = f" The number {action.key} is free again."
    return f"{place}: deleted {intent.name}{updates}.{free}"


def _show_deleted(edit: Edit, *, diff: bool) -> None:
    """Show the lines that are deleted, and those in which a key has moved; or the diff."""
    if not diff:
        for file in edit.files:
            lines = list_deleted_lines(file)
            path = file.old_source.path
            if lines:
                print_note(f"Deleted from {path}:{lines[0].number}:")
            print_stderr(render_written_lines(path, lines, colour=uses_colour(sys.stderr)))
    show_edit(edit, diff=diff, has_headings=True)
