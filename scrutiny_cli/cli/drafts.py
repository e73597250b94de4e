"""The file of the next meeting, drafted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scrutiny_cli.actionlog.load import assemble_book, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.new_meeting import Draft, draft_next_meeting
from scrutiny_cli.editing.next_meeting_date import NoMeetingDate
from scrutiny_cli.minutes import json_schema
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.paths import format_path


def draft_meeting(session: Session, day: date | None) -> Draft:
    """Draft a meeting's file; refuse where its day is not known, or it has a file already."""
    above = _find_schema_line(session.folder)
    try:
        draft = draft_next_meeting(session.book, day, today=session.today, above=above)
    except NoMeetingDate as reason:
        raise WriteRefused(f"{reason}\nNothing was written.") from reason
    for meeting in session.book.meetings:
        if meeting.name == draft.name:
            message = f"{meeting.place.source.path} is there already; nothing was written."
            raise WriteRefused(message)
    return draft


def _find_schema_line(folder: Path) -> str:
    """Return the line by which an editor finds the schema, where one is in the folder."""
    there = (folder / json_schema.schema_file_name(json_schema.MEETING)).is_file()
    return json_schema.schema_modeline(json_schema.MEETING) if there else ""


def add_draft(session: Session, draft: Draft) -> MinuteBook:
    """Return the log with the meeting of a draft."""
    path = format_path(session.folder / f"{draft.name}.yaml")
    sources = [*session.book.sources, Source(path, draft.text)]
    return assemble_book(read_texts(sources, earlier=session.book.files), session.faults)


def describe_draft(path: str, draft: Draft) -> str:
    """Return what a new meeting's file carries forward, and why it has its day."""
    count = len(draft.carried)
    actions = f"{count} action{'' if count == 1 else 's'} carried forward"
    free = f"The next free number is {draft.next_free}." if draft.next_free else ""
    parts = (f"{path}:1: made, {actions}.", free, draft.why, *draft.notes)
    return " ".join(filter(None, parts))
