"""An edit of meetings' files: planned, written and shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli import targets
from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import get_wrap_width, print_note, print_stderr, uses_colour
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.meetings_folder import FolderNames, lock_folder
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.new_meeting import Draft
from scrutiny_cli.editing.plan import VerifiedEdit
from scrutiny_cli.editing.text_edits import Line
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.model import Due, DueKind
from scrutiny_cli.output.problems import render_problems
from scrutiny_cli.output.text_diff import render_diff, render_written_lines
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import create_file, rewrite_files


class Edit(NamedTuple):
    """Planned changes of files; `draft` where the only file is made by the same write."""

    done: list[VerifiedEdit]
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a change is shown, and whether it is written; what is said is the same."""

    dry_run: bool
    diff: bool = False


def run_edit(
    folder: FolderNames,
    plan: Callable[[Session], Edit],
    tell: Callable[[list[VerifiedEdit]], None],
    manner: Manner,
) -> list[VerifiedEdit]:
    """Read the folder, plan, write, say what was recorded (`tell`), and show the lines."""
    with lock_folder(folder) as place:
        session = targets.readable(place)
        try:
            edit = plan(session)
        except CannotEdit as reason:
            _tell_errors(session, session.book)
            raise WriteRefused(str(reason)) from reason
        _tell_errors(session, edit.done[0].book)  # less those that it mends
        if not manner.dry_run:
            _write(session, edit)
            RUN.has_written = True
    if edit.draft is not None:
        print_note(describe_draft(edit.done[0].old.path, edit.draft))
    tell(edit.done)
    _show(edit, manner)
    if edit.draft is not None:
        name_confidential(edit.draft.carried)
    return edit.done


def _write(session: Session, edit: Edit) -> None:
    if edit.draft is not None:
        create_file(session.folder / f"{edit.draft.name}.yaml", edit.done[0].text)
        return
    changed = (one for one in edit.done if one.text != one.old.text)
    rewrite_files(
        [
            (session.folder / one.old.path.rpartition("/")[2], one.old.text, one.text)
            for one in changed
        ]
    )


def _tell_errors(session: Session, book: MinuteBook) -> None:
    if any(one.is_error for one in book.problems):
        print_errors(session._replace(whole=book))


def _show(edit: Edit, manner: Manner) -> None:
    """Show the lines written, or the diff; then what is gone, and what warnings came of it."""
    for one in edit.done:
        if edit.draft is not None:
            show_file(one.old.path, one.text, manner)
        else:
            _show_change(one, manner, headed=len(edit.done) > 1)
    for gone in (gone for one in edit.done for gone in one.gone):
        print_note(f"Gone from the old update: {gone}")
    told = render_problems(
        edit.done[0].told, colour=uses_colour(sys.stderr), width=get_wrap_width(sys.stderr)
    )
    print_stderr(told)


def _show_change(one: VerifiedEdit, manner: Manner, *, headed: bool) -> None:
    path, colour = one.old.path, uses_colour(sys.stderr)
    if manner.diff:
        print_stderr(render_diff(path, one.old.text, one.text, colour=colour))
        return
    if headed and one.lines:
        print_note(f"{locate_edit(one)}:")
    print_stderr(render_written_lines(path, one.lines, colour=colour))


def show_file(path: str, text: str, manner: Manner) -> None:
    """Show a file that is made: its lines, or a diff of nothing and them."""
    colour = uses_colour(sys.stderr)
    if manner.diff:
        print_stderr(render_diff(path, None, text, colour=colour))
        return
    lines = [Line(*line) for line in enumerate(text.removesuffix("\n").split("\n"), 1)]
    print_stderr(render_written_lines(path, lines, colour=colour))


def describe_draft(path: str, draft: Draft) -> str:
    """Say what a new meeting's file carries forward, and why it has its day."""
    count = len(draft.carried)
    actions = f"{count} action{'' if count == 1 else 's'} carried forward"
    free = f"The next free number is {draft.next_free}." if draft.next_free else ""
    parts = (f"{path}:1: made, {actions}.", free, draft.why, *draft.notes)
    return " ".join(filter(None, parts))


def locate_edit(done: VerifiedEdit) -> str:
    """Give the file and the first line written."""
    line = f":{done.lines[0].number}" if done.lines else ""
    return f"{done.old.path}{line}"


def note_dues(done: VerifiedEdit, dues: Iterable[Due | None]) -> None:
    """Say which day words mean as a due, or that they have none."""
    show = shown_as(done.book.series.dates)
    for due in dict.fromkeys(due for due in dues if due is not None and due.words):
        if due.kind is DueKind.NONE:
            continue
        if due.day is not None:
            print_note(f"due {due.words}: {show(due.day)}")
        elif due.kind is DueKind.NEXT_MEETING:
            print_note(
                f"due {due.words}: no next meeting is on file or announced, so no day is known"
            )
        else:
            print_note(f"“{due.words}” is kept as words: it has no date, and is never overdue.")
