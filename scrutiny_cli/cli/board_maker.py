"""The rows of a board, made of its files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.row_maker import (
    LogView,
    iter_part,
    make_board_facts,
    make_board_rows,
    make_matters,
)
from scrutiny_cli.actionlog.rows import BoardRows, MattersRows, Part
from scrutiny_cli.cli.board import Board, BoardRequest
from scrutiny_cli.cli.board_snapshot import keep_rows
from scrutiny_cli.cli.lookup import find_meeting
from scrutiny_cli.cli.session import Session, load_folder, redact_log
from scrutiny_cli.storage.file_reader import FileContent, TooLarge, Unreadable

# What these parts show is found in all that the files have.
_OF_ALL_ON_FILE = frozenset({Part.MATTERS, Part.COMPLETION})


def make_board(
    request: BoardRequest, files: Iterable[FileContent | Unreadable | TooLarge], key: str | None
) -> Board:
    """Return some parts of a board's rows as at a day, made of its files.

    All parts are kept under a key (None: they are not) for the next run, where they may be.
    """
    session = load_folder(request.folder, request.as_at, files)
    is_kept = key is not None and request.as_at is None and session.whole.may_be_kept
    parts = frozenset(Part) if is_kept else request.parts
    session = _cut_log(session, parts, is_redacted=request.is_redacted)
    view = _make_view(session, parts)
    rows = make_board_rows(view, request.parts)
    if key is not None and is_kept:
        kept = ((part, rows.parts.get(part) or iter_part(view, part)) for part in Part)
        keep_rows(request.folder, key, rows.facts, kept)
    return _wrap_rows(session, rows)


def _cut_log(session: Session, parts: frozenset[Part], *, is_redacted: bool) -> Session:
    """Return the session with its log as at the day, redacted where that is asked for."""
    session = session._replace(is_redacted=is_redacted)
    if parts <= _OF_ALL_ON_FILE:
        return session
    session = session._replace(book=cut_book(session.whole, session.counted_from))
    return session._replace(book=redact_log(session)) if is_redacted else session


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


class WholeBoard(NamedTuple):
    """A board without rows, and its log of all that is on file; redacted where that was asked."""

    board: Board
    book: MinuteBook


def make_whole_board(folder: Path, as_at: str | None, *, redacted: bool) -> WholeBoard:
    """Read a folder, and return its log."""
    session = load_folder(folder, as_at)._replace(is_redacted=redacted)
    rows = BoardRows(make_board_facts(_make_view(session, frozenset())), {})
    book = redact_log(session) if redacted else session.whole
    return WholeBoard(_wrap_rows(session, rows), book)


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
    whole = session.whole
    # Without a mark, and without an error that may hide one, everybody may know everyone.
    needs_public = whole.may_be_confidential and not whole.may_be_kept
    is_marked = needs_public and Part.PEOPLE in parts and not session.is_redacted
    return LogView(
        whole=whole,
        book=session.book,
        today=session.today,
        as_at=session.as_at,
        is_redacted=session.is_redacted,
        public=redact_log(session) if is_marked else None,
        board=session.board,
    )
