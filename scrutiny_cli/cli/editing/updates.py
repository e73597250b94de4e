"""The updates of actions that `update` and `close` record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.editing.arguments import (
    read_confidential,
    read_due_words,
    read_owners,
    read_refs,
    read_status,
    read_text,
)
from scrutiny_cli.cli.editing.edits import (
    note_dues,
    note_reopened,
    plan_edit,
    show_edit,
    write_edit,
)
from scrutiny_cli.cli.editing.target_meeting import (
    ask_meeting,
    choose_written_day,
    find_target,
    note_held,
    parse_on,
)
from scrutiny_cli.cli.editing.update_arguments import UpdateArguments
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_status
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.marks import write_mark
from scrutiny_cli.editing.plan import VerifiedEdit
from scrutiny_cli.editing.update_action import UpdateActions, find_written_line
from scrutiny_cli.minutes.model import Meeting


def record_updates(names: FolderNames, refs: list[str], typed: UpdateArguments) -> None:
    """Write an update of each action that is named, and report what was recorded."""
    _refuse_contradiction(typed)

    def plan(session: Session) -> PlannedReport:
        report = _plan_report(session, read_refs(session.book, refs), typed)
        return PlannedReport(report, "what became of")

    record_report(names, typed, plan)


class PlannedReport(NamedTuple):
    """Updates without their day, and what of the actions they record, in words."""

    report: UpdateActions
    what: str


def record_report(
    names: FolderNames, typed: UpdateArguments, plan: Callable[[Session], PlannedReport]
) -> None:
    """Write the updates that are planned, and report what was recorded."""
    named = ask_meeting(names, typed.at, typed.on)
    with open_for_writing(names) as session:
        wanted, what = plan(session)
        target = find_target(session, named, parse_on(session, typed.on))
        report = _add_day(session, target.meeting, wanted, typed.on)
        note_held(session, target.meeting, named)
        edit = plan_edit(session, target, report)
        write_edit(session, edit, dry_run=typed.dry_run)
    print_data("".join(f"{key}\n" for key in report.keys))
    _note_recorded(edit.first, report.keys, what)
    show_edit(edit, diff=typed.diff)
    note_dues(edit, report.list_dues(edit.first))
    note_reopened(report.list_reopened(session.book, edit.first))
    by_key = edit.first.book.log.by_key
    warn_confidential(count_confidential(by_key[key] for key in report.keys))


def _refuse_contradiction(typed: UpdateArguments) -> None:
    if typed.replace and typed.add:
        raise UsageError("--replace and --add cannot be used together. Type one of them.")
    if typed.nth is not None and not typed.replace:
        raise UsageError(
            "--nth chooses the update to replace. Type --replace, too: --replace --nth 2"
        )


# What is recorded


def _plan_report(session: Session, keys: tuple[str, ...], typed: UpdateArguments) -> UpdateActions:
    """Return the updates as they are written, without their day."""
    if typed.nth is not None and len(keys) > 1:
        raise UsageError("--nth chooses among the updates of one action: type only one REF.")
    status = read_status(session, typed.status)
    if status is not None and typed.becomes and find_status(session, status).is_open:
        print_note(f"--becomes closes {', '.join(keys)}, although “{status}” means open.")
    return UpdateActions(
        keys,
        status,
        read_text("--note", typed.note) if typed.note is not None else None,
        read_due_words(session, typed.due),
        read_owners(session.book, typed.owner) if typed.owner else None,
        read_refs(session.book, typed.becomes or ()),
        replace=typed.replace,
        add=typed.add,
        nth=typed.nth,
        confidential=write_mark(read_confidential(typed.reason, bare=typed.confidential)),
    )


def _add_day(
    session: Session, meeting: Meeting, report: UpdateActions, on: str | None
) -> UpdateActions:
    """Add the day that is written as `on` to a report.

    Where none is typed, an action raised after that day gets none.
    """
    day = choose_written_day(session, meeting, on)
    later = [key for key in report.keys if on is None and _is_raised_after(session, key, day)]
    written = day.isoformat() if day is not None else None
    return replace(report, on=written, without_on=frozenset(later))


def _is_raised_after(session: Session, key: str, day: date | None) -> bool:
    raised = session.book.log.by_key[key].raised
    return day is not None and raised is not None and raised > day


# What is shown


def _note_recorded(done: VerifiedEdit, keys: tuple[str, ...], what: str) -> None:
    path, lines = done.old_source.path, [(key, find_written_line(done, key)) for key in keys]
    first = next((line for _, line in lines if line is not None), None)
    if first is None:
        print_note(f"{path} already has this update of {', '.join(keys)}. Nothing was written.")
        return
    listed = [key if line in {None, first} else f"{key} (line {line})" for key, line in lines]
    print_note(f"{path}:{first}: recorded {what} {', '.join(listed)}.")
