"""The folder of meetings, read to be written to, and the file of a further meeting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.meetings_folder import FolderNames, find_folder
from scrutiny_cli.cli.session import Session, load_quietly
from scrutiny_cli.editing.new_meeting import Draft, DraftSettings, draft_next_meeting
from scrutiny_cli.editing.next_meeting_date import NoMeetingDate
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes import json_schema
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.lock import hold_lock

_USUAL = DraftSettings()
# What makes a file unreadable, series.yaml too: without it numbers would be wrong.
_UNREADABLE = frozenset({"not-utf8", "unreadable-file", "too-large", "too-deep", "yaml-syntax"})


def load_for_writing(names: FolderNames) -> Session:
    """Load a session; refuse where a file cannot be read."""
    session = load_quietly(names)
    refuse_unreadable_files(session)
    return session


def refuse_unreadable_files(session: Session) -> None:
    """Refuse to write where a file cannot be read, and print the errors."""
    problems = session.whole.problems
    if session.whole.unreadable or any(one.rule in _UNREADABLE for one in problems):
        print_errors(session)
        raise WriteRefused("Nothing was written. Fix the files that cannot be read first.")


@contextmanager
def open_for_writing(names: FolderNames) -> Iterator[Session]:
    """Lock the folder and load it; within, refuse an edit that cannot be made."""
    folder = find_folder(names)
    with hold_lock(folder, print_note):
        session = load_for_writing(str(folder))
        try:
            yield session
        except CannotEdit as reason:
            if session.has_errors:
                print_errors(session)
            raise WriteRefused(str(reason)) from reason


def draft_meeting(session: Session, day: date | None, settings: DraftSettings = _USUAL) -> Draft:
    """Draft a meeting's file; refuse where its day is not known, or it has a file already."""
    # The line by which an editor finds the schema, where one is in the folder.
    has_schema = (session.folder / json_schema.schema_file_name(json_schema.MEETING)).is_file()
    above = json_schema.schema_modeline(json_schema.MEETING) if has_schema else ""
    try:
        draft = draft_next_meeting(
            session.book, day, today=session.today, above=above, settings=settings
        )
    except NoMeetingDate as reason:
        raise WriteRefused(f"{reason}\nNothing was written.") from reason
    there = session.book.index.by_name.get(draft.name)
    if there is not None:
        raise WriteRefused(f"{there.place.source.path} already exists. Nothing was written.")
    return draft
