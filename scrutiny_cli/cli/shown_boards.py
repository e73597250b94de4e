"""The boards in which `show` looks for an action; a log is loaded only where it may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.board_search import find_boards
from scrutiny_cli.cli.listed_boards import ListedBoards, read_listed_boards
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session, load_session
from scrutiny_cli.minutes.dates.date_reader import convert_to_iso, find_date
from scrutiny_cli.minutes.source import normalize_label, normalize_ref

_DAY = len("2015-05-28")


@dataclass
class ShownBoard:
    """A board that may have what is shown.

    `label` is what it is called beside others, "" where it is the only one; `listed` has its rows
    where there are others.
    """

    folder: Path
    as_at: str | None
    label: str = ""
    listed: Board | None = None

    @cached_property
    def session(self) -> Session:
        """All that the files have."""
        return load_session(str(self.folder), self.as_at)

    @property
    def name(self) -> str:
        """What it is called alone."""
        return (self.session.board if self.listed is None else self.listed.name).name

    def has_action(self, ref: str) -> bool:
        """Whether an action has a ref or key."""
        # Any action may be named by its place, too, which is a key with a # in it.
        if self.listed is None or "#" in ref:
            return self.session.book.find_action(ref) is not None
        return normalize_ref(ref) in self._refs

    @cached_property
    def _refs(self) -> frozenset[str]:
        listed = () if self.listed is None else self.listed.rows.completion.refs
        return frozenset(map(normalize_ref, listed))


class ShownBoards(NamedTuple):
    """The boards in which an action is looked for; `listed` are several, for their errors."""

    boards: list[ShownBoard]
    listed: ListedBoards | None


class FoundAction(NamedTuple):
    """A board with an action, and the ref by which it is found there."""

    board: ShownBoard
    ref: str


def find_shown_boards(
    names: FolderNames, tops: Sequence[str] | None, as_at: str | None
) -> ShownBoards:
    """Find the boards; of several read first the refs that each has."""
    found = find_boards(names, tops)
    if len(found.folders) == 1:
        return ShownBoards([ShownBoard(found.folders[0], as_at)], None)
    listed = read_listed_boards(found, {Part.COMPLETION}, as_at)
    boards = [
        ShownBoard(board.folder, as_at, label, board) for label, board in listed.iter_labelled()
    ]
    return ShownBoards(boards, listed)


def find_actions(boards: Sequence[ShownBoard], text: str) -> list[FoundAction]:
    """Return the actions that a text means: as a ref, otherwise as a board's name and a ref."""
    return _select_found((board, text) for board in boards) or _select_found(
        _split_board_names(boards, text)
    )


def _select_found(refs: Iterable[tuple[ShownBoard, str]]) -> list[FoundAction]:
    return [FoundAction(board, ref) for board, ref in refs if board.has_action(ref)]


def _split_board_names(boards: Sequence[ShownBoard], text: str) -> list[tuple[ShownBoard, str]]:
    """Return the boards with the longest name that a text begins with, and what follows it."""
    words = text.split()
    found: list[tuple[int, ShownBoard]] = []
    for board in boards:
        for name in {normalize_label(text) for text in (board.label or board.name, board.name)}:
            count = len(name.split())
            if normalize_label(" ".join(words[:count])) == name:
                found.append((count, board))
    longest = max((count for count, _ in found), default=0)
    return [(board, " ".join(words[longest:])) for count, board in found if count == longest]


def suggest_board_actions(boards: Sequence[ShownBoard], text: str) -> list[FoundAction]:
    """Return the actions that a ref after words which are no board's name may mean.

    Where the names of some boards have these words in them, it means those boards alone.
    """
    words = text.split()
    for count in range(1, len(words)):
        found = _select_found((board, " ".join(words[count:])) for board in boards)
        part = normalize_label(" ".join(words[:count]).rstrip(",:"))
        if found:
            return [each for each in found if part in normalize_label(each.board.label)] or found
    return []


def find_meetings(boards: Sequence[ShownBoard], text: str) -> list[tuple[str, str]]:
    """Return the path of a board and what names a meeting there, for each that a text means.

    It is a name or a day, otherwise a board's name and one of these. `boards` are several.
    """
    return _select_meetings((board, text) for board in boards) or _select_meetings(
        _split_board_names(boards, text)
    )


def _select_meetings(names: Iterable[tuple[ShownBoard, str]]) -> list[tuple[str, str]]:
    return [
        (board.listed.name.path, name)
        for board, name in names
        if board.listed is not None and _has_meeting(board.listed, name)
    ]


def _has_meeting(board: Board, typed: str) -> bool:
    """Whether a board has a meeting of a name or a day."""
    facts, names = board.facts, board.rows.completion.meetings
    name = convert_to_iso(typed.strip().removesuffix(".yaml"), month_first=facts.month_first)
    day = find_date(name)
    days = {other[:_DAY] for other in names}
    return name in names or (day is not None and day.isoformat() in days)
