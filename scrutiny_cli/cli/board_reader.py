"""How the listings get the rows of a board: kept from an earlier run, or made of the files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import Board, BoardRequest
from scrutiny_cli.cli.board_snapshot import make_snapshot_key, read_kept_board
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.meetings_folder import read_folder
from scrutiny_cli.storage.file_reader import FileContent
from scrutiny_cli.storage.snapshot import is_cache_off


def read_board(
    folder: Path, parts: Iterable[Part], as_at: str | None = None, *, redacted: bool = False
) -> Board:
    """Return some parts of the rows of a folder's board as at a day, otherwise today.

    `redacted`: as everybody may know them.
    """
    today, wanted = read_today(), frozenset(parts)
    files = read_folder(folder)
    contents = [file for file in files if isinstance(file, FileContent)]
    key = None
    if not (redacted or is_cache_off() or len(contents) < len(files)):
        key = make_snapshot_key(contents, today)
        kept = read_kept_board(folder, key, wanted, today, as_at)
        if kept is not None:
            return kept
    from scrutiny_cli.cli.board_maker import make_board  # noqa: PLC0415  loads the reader of files

    return make_board(BoardRequest(folder, wanted, as_at, is_redacted=redacted), files, key)
