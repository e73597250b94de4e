"""An edit of meetings' files: planned for a meeting, written, and shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.refs import next_free_ref
from scrutiny_cli.cli.board_snapshot import forget_rows
from scrutiny_cli.cli.confidential import name_confidential
from scrutiny_cli.cli.console import print_note, print_stderr, uses_colour
from scrutiny_cli.cli.editing.target_meeting import Target
from scrutiny_cli.cli.file_errors import print_errors, print_problem_text
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.new_meeting import Draft
from scrutiny_cli.editing.plan import Intent, VerifiedEdit, VerifiedText, prepare_edit
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Due, DueKind
from scrutiny_cli.output.text_diff import render_diff, render_written_lines
from scrutiny_cli.storage.file_writer import create_file, rewrite_files


class Edit(NamedTuple):
    """Edits of files, planned and verified; `draft` where the only file is made by them."""

    files: list[VerifiedEdit]
    draft: Draft | None = None

    @property
    def first(self) -> VerifiedEdit:
        """The edit of the first file, mostly the only one."""
        return self.files[0]

    def describe_draft(self, draft: Draft) -> str:
        """Return what the file that is made carries forward, and the next number after the edit."""
        after = self.first.book
        free = draft.next_free and next_free_ref(after.series, after.index, self.first.after)
        return replace(draft, next_free=free).describe(self.first.old_source.path)

    @property
    def place(self) -> str:
        """The last file that is edited, and the first line that is written in it."""
        return _locate_edit(self.files[-1])


def plan_edit(session: Session, target: Target, intent: Intent) -> Edit:
    """Plan and verify an intent for the meeting that is written to. Raises CannotEdit."""
    done = prepare_edit(target.book, target.meeting.name, intent, session.today)
    return Edit([done], target.draft)


def write_edit(session: Session, edit: Edit, *, dry_run: bool) -> None:
    """Print the errors that the edit leaves in the files, and write them.

    Report what the file of a meeting carries forward where the edit makes it.
    """
    edited = session._replace(whole=edit.first.book)
    if edited.has_errors:
        print_errors(edited)
    if not dry_run:
        save_edit(session, edit)
    if edit.draft is not None:
        print_note(edit.describe_draft(edit.draft))


def save_edit(session: Session, edit: Edit) -> None:
    """Write the files of an edit; what may not be kept of them any more is deleted first."""
    if not edit.first.book.may_be_kept:
        forget_rows(session.folder)
    _write_files(session.folder, edit)
    RUN.has_written = True


def _write_files(folder: Path, edit: Edit) -> None:
    if edit.draft is not None:
        create_file(folder / f"{edit.draft.name}.yaml", edit.first.new_text)
        return
    changes = [
        (folder / _file_name(old.path), old.text, file.new_text)
        for file, old in ((file, file.old_source) for file in edit.files)
        if file.new_text != old.text
    ]
    renamed = [
        (folder / _file_name(file.old_source.path), folder / _file_name(file.path))
        for file in edit.files
        if file.path != file.old_source.path
    ]
    rewrite_files(changes, renamed[0] if renamed else None)


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


# What is shown


def show_edit(
    edit: Edit, *, diff: bool, lost: str = "No longer in the update", has_headings: bool = False
) -> None:
    """Show the lines written, or the diff; then what is lost, and the warnings that it brings.

    `lost` is what is said before a field that is lost. Above the lines of one of several files,
    or of any with `has_headings`, is where they are.
    """
    for file in edit.files:
        if edit.draft is not None:
            show_new_file(file.old_source.path, file.new_text, diff=diff)
        else:
            _show_change(file, diff=diff, has_heading=has_headings or len(edit.files) > 1)
    for text in (text for file in edit.files for text in file.lost_fields):
        print_note(f"{lost}: {text}")
    print_problem_text(edit.first.new_warnings)
    if edit.draft is not None:
        name_confidential(edit.draft.carried)


def show_file_edit(path: str, edit: VerifiedEdit | VerifiedText, *, diff: bool) -> None:
    """Show the lines written into one file, or their diff."""
    if diff:
        old = edit.source if isinstance(edit, VerifiedText) else edit.old_source
        _print_diff(path, old.text, edit.new_text, old_path=path)
    else:
        _print_lines(path, edit.lines)


def _show_change(file: VerifiedEdit, *, diff: bool, has_heading: bool) -> None:
    if has_heading and file.lines and not diff:
        print_note(f"{_locate_edit(file)}:")
    if diff:
        _print_diff(file.path, file.old_source.text, file.new_text, old_path=file.old_source.path)
    else:
        _print_lines(file.path, file.lines)


def _locate_edit(file: VerifiedEdit) -> str:
    line = f":{file.lines[0].number}" if file.lines else ""
    return f"{file.path}{line}"


def show_new_file(path: str, text: str, *, diff: bool) -> None:
    """Show a file that is made: its lines, or a diff of nothing and them."""
    if diff:
        _print_diff(path, None, text)
    else:
        _print_lines(path, enumerate(text.removesuffix("\n").split("\n"), 1))


def show_new_lines(path: str, lines: Iterable[tuple[int, str]]) -> None:
    """Show some lines of a file that is made, with their numbers."""
    _print_lines(path, lines)


def _print_diff(path: str, old: str | None, new: str, *, old_path: str | None = None) -> None:
    colour = uses_colour(sys.stderr)
    print_stderr(render_diff(path, old, new, old_path=old_path, colour=colour))


def _print_lines(path: str, lines: Iterable[tuple[int, str]]) -> None:
    print_stderr(render_written_lines(path, lines, colour=uses_colour(sys.stderr)))


def note_dues(edit: Edit, dues: Iterable[Due | None]) -> None:
    """Report which date each due in words means, or that it has none."""
    format_day = date_formatter(edit.first.book.series.dates)
    for due in dict.fromkeys(due for due in dues if due is not None and due.text):
        if due.kind is DueKind.NONE:
            continue
        if due.day is not None:
            print_note(f"`due: {due.text}` means {format_day(due.day)}.")
        elif due.kind is DueKind.NEXT_MEETING:
            print_note(
                f"`due: {due.text}` has no date yet, because the next meeting has no file and "
                "is not announced."
            )
        else:
            print_note(
                f"“{due.text}” is not a date: it stays as words, and the action is never overdue."
            )


def note_moved_keys(moved: Iterable[tuple[str, str]]) -> None:
    """Name the actions without a number whose keys an edit changes, with the old and new key."""
    keys = [f"{old} is now {new}" for old, new in moved]
    if keys:
        print_note(f"The keys of actions without a number changed: {', '.join(keys)}.")


def note_reopened(keys: Iterable[str]) -> None:
    """Name the actions that are open again since an edit."""
    reopened = ", ".join(keys)
    if reopened:
        print_note(f"Now open again: {reopened}.")
