"""The rows of a board, made of its files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.row_maker import (
    LogView,
    make_board_facts,
    make_board_rows,
    make_matters,
)
from scrutiny_cli.actionlog.rows import BoardRows, MattersRows, Part
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.lookup import find_meeting
from scrutiny_cli.cli.session import Session, load_folder, redact_log

# What these parts show is found in all that is on file.
_OF_ALL_ON_FILE = frozenset({Part.MATTERS, Part.COMPLETION})


def make_board(
    folder: Path, parts: frozenset[Part], as_at: str | None = None, *, redacted: bool = False
) -> Board:
    """Read a folder, and return some parts of its board's rows as at a day."""
    session = load_folder(folder, as_at)
    if parts - _OF_ALL_ON_FILE:
        session = session._replace(book=cut_book(session.whole, session.counted_from))
    session = session._replace(is_redacted=redacted)
    if redacted and parts - _OF_ALL_ON_FILE:
        session = session._replace(book=redact_log(session))
    return _wrap_rows(session, make_board_rows(_make_view(session, parts), parts))


class MattersBoard(NamedTuple):
    """A board with what a meeting must go through, if it has that; and its meetings' names."""

    board: Board
    has_meeting: bool
    names: tuple[str, ...]


def make_matters_board(
    folder: Path, typed: str, as_at: str | None, *, redacted: bool
) -> MattersBoard:
    """Read a folder, and return what the meeting of some name must go through."""
    session = load_folder(folder, as_at)._replace(is_redacted=redacted)
    view = _make_view(session, frozenset({Part.MATTERS}))
    meeting = find_meeting(session, typed)
    matters = MattersRows(None, 0, ()) if meeting is None else make_matters(view, meeting)
    rows = BoardRows(make_board_facts(view), {Part.MATTERS: matters})
    names = tuple(meeting.name for meeting in session.book.meetings)
    return MattersBoard(_wrap_rows(session, rows), meeting is not None, names)


def _wrap_rows(session: Session, rows: BoardRows) -> Board:
    """Return a board of rows that were made of a session's log."""
    return Board(
        folder=session.folder,
        rows=rows,
        today=session.today,
        as_at=session.as_at,
        is_redacted=session.is_redacted,
        print_errors=partial(_print_errors, session) if session.has_errors else None,
        unreadable=session.book.unreadable,
    )


def _print_errors(session: Session, path: str) -> None:
    from scrutiny_cli.cli.file_errors import print_errors  # noqa: PLC0415  loads every rule

    print_errors(session, path)


def _make_view(session: Session, parts: frozenset[Part]) -> LogView:
    needs_public = Part.PEOPLE in parts and session.whole.may_be_confidential
    return LogView(
        whole=session.whole,
        book=session.book,
        today=session.today,
        as_at=session.as_at,
        is_redacted=session.is_redacted,
        public=redact_log(session) if needs_public and not session.is_redacted else None,
        board=session.board,
    )
