"""How the listings get the rows of a board, wherever these come from."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.meetings_folder import FolderNames, find_folder


def read_board(
    names: FolderNames, parts: Iterable[Part], as_at: str | None = None, *, redacted: bool = False
) -> Board:
    """Find the folder, and return some parts of its board's rows as at a day, otherwise today.

    `redacted`: as everybody may know them.
    """
    folder = find_folder(names)
    from scrutiny_cli.cli.board_maker import make_board  # noqa: PLC0415  loads the reader of files

    return make_board(folder, frozenset(parts), as_at, redacted=redacted)
