"""The log that a command works on, with its folder, the day asked for, and today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.overview import find_pending_meetings
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.actionlog.rows import BoardName
from scrutiny_cli.cli.board import name_board, note_empty_folder, note_to_come
from scrutiny_cli.cli.board_snapshot import forget_rows
from scrutiny_cli.cli.console import show_progress
from scrutiny_cli.cli.days import parse_typed_day, read_today
from scrutiny_cli.cli.meetings_folder import FolderNames, decode_files, find_folder, read_folder
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.minutes.dates.date_styles import has_month_first
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.storage.file_reader import FileContent, TooLarge, Unreadable


class Session(NamedTuple):
    """The log that a command works on.

    `whole` has all that the files have. `book` is what is shown: it may be as at a day, and is
    redacted where `is_redacted`. `faults` are the problems of files that could not be read.
    """

    folder: Path
    whole: MinuteBook
    book: MinuteBook
    as_at: date | None
    today: date
    faults: tuple[Problem, ...] = ()
    is_redacted: bool = False

    @property
    def counted_from(self) -> date:
        """The day from which overdue is counted."""
        return self.as_at or self.today

    @property
    def board(self) -> BoardName:
        """The name of the board, otherwise of its folder, and the path of its meetings."""
        title = self.book.find_board_title(redacted=self.is_redacted)
        return name_board(title, self.folder)

    @property
    def month_first(self) -> bool:
        """Whether the board writes dates in digits with the month first."""
        return has_month_first(self.whole.series.dates)

    @property
    def has_errors(self) -> bool:
        """Whether a file has an error."""
        return self.whole.has_errors

    def parse_day(self, text: str, flag: str) -> date:
        """Return the day typed after an option: a date as the board reads it, or `today`."""
        return parse_typed_day(text, self.today, flag, month_first=self.month_first)


def load_quietly(names: FolderNames, as_at: str | None = None) -> Session:
    """Find the folder, and read all its files; the log has all that the files have."""
    return load_folder(find_folder(names), as_at)


def load_folder(
    folder: Path,
    as_at: str | None = None,
    files: Iterable[FileContent | Unreadable | TooLarge] | None = None,
) -> Session:
    """Return the log of all files in a folder; `files` are its files, if they are read.

    Where it may not be kept for the next run, what is kept is deleted first.
    """
    today = read_today()
    sources, faults = decode_files(read_folder(folder) if files is None else files)
    book = RUN.book = build_book(sources, faults=faults, progress=show_progress())
    if not book.may_be_kept:
        forget_rows(folder)
    session = Session(folder, book, book, None, today, tuple(faults))
    return session if as_at is None else session._replace(as_at=session.parse_day(as_at, "--as-at"))


def load_session(names: FolderNames, as_at: str | None = None) -> Session:
    """Load a session as `load_quietly` does, and report where the folder has no meeting."""
    session = load_quietly(names, as_at)
    if not session.whole.meetings and not session.whole.problems:
        note_empty_folder(session.folder)
    return session


def read_log(names: FolderNames, as_at: str | None = None, *, redacted: bool = False) -> Session:
    """Load a session with the log as at a day, otherwise as at today.

    As at today, a note names what does not count yet; `redacted`: as everybody may know it.
    """
    session = load_session(names, as_at)
    if as_at is None:
        note_pending_meetings(session, redacted=redacted)
    book = cut_book(session.whole, session.counted_from)
    session = session._replace(book=book, is_redacted=redacted)
    return session._replace(book=redact_log(session)) if redacted else session


def redact_log(session: Session) -> MinuteBook:
    """Return the log of a session as everybody may know it, as at the same day."""
    day = None if session.book.log.whole is None else session.counted_from
    return redact_book(session.whole, as_at=day)


def note_pending_meetings(session: Session, *, redacted: bool, label: str = "") -> None:
    """Report the meetings still to come whose actions and updates do not count yet.

    Where it is `redacted`, updates of which nobody may know are not counted. `label` names the
    board where there are others.
    """
    pending = find_pending_meetings(session.whole, session.today, redacted=redacted)
    if pending:
        note_to_come(pending, label)
