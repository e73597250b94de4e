"""A board as it is listed: its rows, and what is said of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import BoardFacts, BoardName, BoardRows, Part, PendingMeeting
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.output.views import describe_to_come
from scrutiny_cli.storage.board_folders import find_first_board
from scrutiny_cli.storage.paths import format_path, is_folder, resolve_path


class Board(NamedTuple):
    """A board's rows as at a day, and where they are from.

    `print_errors` prints the errors of the files (None: there are none), and takes the path of the
    folder where there are others; `unreadable` are the paths of files that could not be read.
    """

    folder: Path
    rows: BoardRows
    today: date
    as_at: date | None = None
    is_redacted: bool = False
    print_errors: Callable[[str], None] | None = None
    unreadable: tuple[str, ...] = ()

    @property
    def facts(self) -> BoardFacts:
        """What is known of it beside its rows."""
        return self.rows.facts

    @property
    def name(self) -> BoardName:
        """What it is called, and the path of its folder."""
        return name_board(self.facts.title, self.folder)

    @property
    def counted_from(self) -> date:
        """The day from which overdue is counted."""
        return self.as_at or self.today


class BoardRequest(NamedTuple):
    """What a command wants of a board: some parts of its rows, as at a day as it was typed.

    Where `is_redacted`, they are as everybody may know them.
    """

    folder: Path
    parts: frozenset[Part]
    as_at: str | None = None
    is_redacted: bool = False


def name_board(title: str | None, folder: Path) -> BoardName:
    """Return the title of a board, otherwise the name of its folder, and the folder's path."""
    real = resolve_path(folder)
    own = real.parent if real.name == "meetings" else real
    return BoardName(title or own.name, format_path(folder), str(folder))


def note_board_state(board: Board, label: str = "") -> None:
    """Report where the folder has no meeting, and which meetings are still to come.

    `label` names the board where there are others.
    """
    note_empty_board(board)
    if board.facts.pending:
        note_to_come(board.facts.pending, label)


def note_to_come(pending: Iterable[PendingMeeting], label: str = "") -> None:
    """Report which meetings are still to come; `label` names the board where there are others."""
    sentences = describe_to_come(pending)
    print_note(f"{label}: {sentences}" if label else sentences)


def note_empty_board(board: Board) -> None:
    """Report where the folder has no meeting."""
    if board.facts.is_empty:
        note_empty_folder(board.folder)


def note_empty_folder(folder: Path) -> None:
    """Report that a folder has no meeting, and what to type."""
    where = _format_place(folder)
    otherwise = f"There is no meeting in {where} yet. Write one: scrutiny new-meeting 25.06.15"
    print_note(describe_empty_folder(folder, otherwise))


def _format_place(folder: Path) -> str:
    """Return how a sentence names a folder."""
    named = format_path(folder)
    return "this folder" if named == "." else f"{named}/"


def describe_empty_folder(folder: Path, otherwise: str) -> str:
    """Return a sentence: a folder has no meeting, but a folder below it has, and what to type.

    Where no folder below is known to have any, return the other sentence.
    """
    below, where = folder / "meetings", _format_place(folder)
    if is_folder(below):
        name = format_path(below)
        return f"There is no meeting in {where}. Did you mean -m {name}?"
    first = find_first_board(folder)
    if first is None or first == folder:
        return otherwise
    return f"There is no meeting in {where}. {describe_boards_below(folder, first)}"


def describe_boards_below(folder: Path, first: Path) -> str:
    """Return what to type where a folder is no board, and `first` is the first one below it."""
    one, every = (quote(format_path(path)) for path in (first, folder))
    return f"There are boards below it: type -m {one} for one, or --boards {every} to list all."
