"""How the listings get the rows of a board, wherever these come from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import Board


def read_board(
    folder: Path, parts: Iterable[Part], as_at: str | None = None, *, redacted: bool = False
) -> Board:
    """Return some parts of the rows of a folder's board as at a day, otherwise today.

    `redacted`: as everybody may know them.
    """
    from scrutiny_cli.cli.board_maker import make_board  # noqa: PLC0415  loads the reader of files

    return make_board(folder, frozenset(parts), as_at, redacted=redacted)
