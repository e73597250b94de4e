"""The boards whose rows a command lists: one, or several beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, NoReturn

import typer

from scrutiny_cli.actionlog.rows import ActionRow, Part
from scrutiny_cli.cli.board import Board, note_board_state, note_empty_board
from scrutiny_cli.cli.board_reader import read_board
from scrutiny_cli.cli.board_search import find_boards, list_board_labels, track_folders
from scrutiny_cli.cli.days import parse_typed_day
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.refusals import describe_no_meeting, refuse_unless_unreadable
from scrutiny_cli.storage.board_folders import BoardFolders


class ListedBoards(NamedTuple):
    """The boards that a command lists, as at one day.

    Where there are several, `labels` are what they are called among each other; a single one has
    none. `is_complete` says whether every folder could be searched for boards.
    """

    boards: tuple[Board, ...]
    labels: tuple[str, ...] = ()
    is_complete: bool = True

    @property
    def as_at(self) -> date | None:
        """The day that was asked for."""
        return self.boards[0].as_at

    @property
    def counted_from(self) -> date:
        """The day from which overdue is counted."""
        return self.boards[0].counted_from

    @property
    def is_redacted(self) -> bool:
        """Whether the rows are as everybody may know them."""
        return self.boards[0].is_redacted

    @property
    def has_errors(self) -> bool:
        """Whether a file has an error, or a folder could not be searched."""
        return not self.is_complete or any(board.print_errors for board in self.boards)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The paths of files that could not be read."""
        return tuple(path for board in self.boards for path in board.unreadable)

    @property
    def dates(self) -> str | None:
        """How days are written where there is one board; several have them in text already."""
        return None if self.labels else self.boards[0].facts.dates

    def iter_labelled(self) -> Iterator[tuple[str, Board]]:
        """Iterate over the boards with their labels; a single one has ""."""
        return zip(self.labels or [""] * len(self.boards), self.boards, strict=True)


def read_boards(
    names: FolderNames,
    tops: Sequence[str] | None,
    parts: Iterable[Part],
    as_at: str | None = None,
    *,
    redacted: bool = False,
) -> ListedBoards:
    """Find the boards, and return some parts of their rows as at a day, otherwise today."""
    return read_listed_boards(find_boards(names, tops), parts, as_at, redacted=redacted)


def read_listed_boards(
    found: BoardFolders, parts: Iterable[Part], as_at: str | None = None, *, redacted: bool = False
) -> ListedBoards:
    """Return some parts of the rows of the boards that were found, as `read_boards` does."""
    chosen = frozenset(parts)
    boards = [
        read_board(folder, chosen, as_at, redacted=redacted)
        for folder in track_folders(found.folders)
    ]
    return make_listed_boards(boards, as_at, is_complete=not found.unreadable)


def make_listed_boards(
    boards: Sequence[Board], as_at: str | None, *, is_complete: bool
) -> ListedBoards:
    """Return boards with their labels; refuse a day that they read in different ways."""
    choose_one_day("--as-at", as_at, (board.as_at for board in boards))
    return ListedBoards(tuple(boards), list_board_labels(boards), is_complete)


def parse_listed_day(listed: ListedBoards, typed: str | None, flag: str) -> date | None:
    """Return the day typed after an option, if any; refuse one that boards read differently."""
    if typed is None:
        return None
    days = (
        parse_typed_day(typed, board.today, flag, month_first=board.facts.month_first)
        for board in listed.boards
    )
    return choose_one_day(flag, typed, days)


def choose_one_day(flag: str, typed: str | None, read: Iterable[date | None]) -> date | None:
    """Return the day as which each board reads what was typed; refuse several."""
    days = sorted({day for day in read if day is not None})
    if len(days) > 1:
        message = (
            f"{flag}: “{typed}” is {days[0]} for one board and {days[1]} for another. "
            "Type one of these."
        )
        raise UsageError(message)
    return days[0] if days else None


def merge_rows(rows: Iterable[Iterable[ActionRow]]) -> tuple[ActionRow, ...]:
    """Return the rows of boards as one log: those of a later board come after all before."""
    merged: list[ActionRow] = []
    offset = 0
    for each in map(list, rows):
        merged += [row._replace(position=offset + row.position) for row in each] if offset else each
        offset += max((row.position for row in each), default=-1) + 1
    return tuple(merged)


# Notes on them


def describe_nothing(listed: ListedBoards) -> str:
    """Return the word for nothing, as the subject of a sentence: an error may hide something."""
    return "Nothing that can be read" if listed.has_errors else "Nothing"


def note_boards_state(listed: ListedBoards) -> None:
    """Report which folders have no meeting, and which meetings are still to come."""
    for label, board in listed.iter_labelled():
        note_board_state(board, label)


def refuse_unknown_meeting(
    listed: ListedBoards, typed: str, names: Sequence[Iterable[str]]
) -> NoReturn:
    """End a command: no board has such a meeting, but a file that cannot be read may have it.

    `names` are those of the meetings of each board.
    """
    message = (
        f"There is no meeting called “{typed}” in any of the {len(names)} boards."
        if listed.labels
        else describe_no_meeting(typed, names[0])
    )
    refuse_unless_unreadable(message, listed.unreadable)
    finish_boards(listed)


def note_empty_boards(listed: ListedBoards) -> None:
    """Report which folders have no meeting."""
    for board in listed.boards:
        note_empty_board(board)


def finish_boards(listed: ListedBoards, *, rows_found: bool = False) -> NoReturn:
    """End a command that lists: print the errors of the files, and choose the exit code."""
    for board in listed.boards:
        if board.print_errors is not None:
            board.print_errors(board.name.path if listed.labels else "")
    if listed.has_errors:
        raise typer.Exit(ExitCode.ERRORS)
    raise typer.Exit(ExitCode.ROWS_FOUND if rows_found else 0)
