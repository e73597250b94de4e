"""What is kept of a board between two runs: its rows, while not a byte of its files changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from os import fsencode
from pathlib import Path

from scrutiny_cli.actionlog.row_lines import (
    FACTS,
    FORMAT,
    RowsUnreadable,
    format_parts,
    parse_facts,
    parse_rows,
)
from scrutiny_cli.actionlog.rows import BoardRows, Part
from scrutiny_cli.cli.board import Board, name_board
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.days import parse_typed_day
from scrutiny_cli.cli.version import VERSION
from scrutiny_cli.storage.file_reader import FileContent
from scrutiny_cli.storage.paths import format_path
from scrutiny_cli.storage.snapshot import (
    SnapshotUnusable,
    delete_snapshot,
    find_snapshot_path,
    is_cache_off,
    read_parts,
    write_parts,
)


def make_snapshot_key(files: Iterable[FileContent], today: date) -> str:
    """Return a hash of all that the rows of a board depend on.

    That is the format of the snapshot, the program, the day, and the names and bytes of the files
    in their order.
    """
    made = blake2b(digest_size=32)
    for text in (FORMAT, VERSION, today.isoformat()):
        _add_to_hash(made, text.encode())
    for file in files:
        _add_to_hash(made, fsencode(file.path.name))
        _add_to_hash(made, file.data)
    return made.hexdigest()


def _add_to_hash(made: blake2b, data: bytes) -> None:
    made.update(b"%d:" % len(data))
    made.update(data)


def read_kept_board(
    folder: Path, key: str, parts: Collection[Part], today: date, as_at: str | None
) -> Board | None:
    """Return some parts of a board's rows as they were kept under a key.

    None: they are to be made of the files, because nothing is kept, or of another day than today.
    """
    path = find_snapshot_path(folder)
    if path is None:
        return None
    try:
        found = read_parts(path, key, (FACTS, *(part.value for part in parts)))
        facts = parse_facts(found.pop(FACTS))
        rows = parse_rows(facts, found, name_board(facts.title, folder))
    except (SnapshotUnusable, RowsUnreadable):
        return None
    if as_at is None:
        return Board(folder, rows, today)
    day = parse_typed_day(as_at, today, month_first=facts.month_first)
    if day != today or Part.MATTERS in parts:  # without a day they are as at the meeting's
        return None
    return Board(folder, replace(rows, facts=facts._replace(pending=())), today, day)


def keep_rows(folder: Path, key: str, rows: BoardRows) -> None:
    """Keep all parts of a board's rows under a key, if that is possible."""
    path = find_snapshot_path(folder)
    if path is not None:
        write_parts(path, key, format_parts(rows))


def forget_rows(folder: Path) -> None:
    """Delete what is kept of a board; say where it is if that is not possible."""
    path = None if is_cache_off() else find_snapshot_path(folder)
    if path is not None and not delete_snapshot(path):
        print_note(
            f"What was kept of {format_path(folder)}/ for the next run can be neither deleted nor "
            f"emptied. It may say what is confidential by now: delete {path}"
        )
