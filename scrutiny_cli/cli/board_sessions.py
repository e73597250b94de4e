"""The whole logs of several boards, for what rows are not enough for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.board_labels import label_boards
from scrutiny_cli.cli.board_search import list_path_parts, track_folders
from scrutiny_cli.cli.session import Session, load_session
from scrutiny_cli.output.text import make_one_line


class BoardSession(NamedTuple):
    """A board's session, its name, and what it is called among those that are listed.

    `path` has the parts of its folder's path.
    """

    session: Session
    name: str
    label: str
    path: tuple[str, ...]


def load_sessions(folders: Sequence[Path], as_at: str | None = None) -> Iterator[Session]:
    """Load a session of each board, and say which has no meeting."""
    return (load_session(str(folder), as_at) for folder in track_folders(folders))


def label_sessions(sessions: Sequence[Session]) -> list[BoardSession]:
    """Return the sessions with what each board is called among them."""
    names = [make_one_line(session.board.name) for session in sessions]
    paths = [list_path_parts(session.folder) for session in sessions]
    return list(map(BoardSession, sessions, names, label_boards(names, paths), paths))
