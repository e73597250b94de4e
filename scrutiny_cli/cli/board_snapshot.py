"""What is kept of a board between two runs: its rows, while not a byte of its files changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import chain
from os import fsencode
from pathlib import Path
from typing import Any

from scrutiny_cli.actionlog.row_lines import (
    FACTS,
    RowsUnreadable,
    describe_format,
    format_facts,
    format_part,
    parse_facts,
    parse_rows,
)
from scrutiny_cli.actionlog.rows import BoardFacts, Part
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
    in their order; each is hashed with its length, so that no two lists are hashed alike.
    """
    program = repr((describe_format(), VERSION, today.isoformat())).encode()
    made = blake2b(b"%d:%b" % (len(program), program), digest_size=32)
    for file in files:
        name = fsencode(file.name)
        made.update(b"%d:%b%d:" % (len(name), name, len(file.data)))
        made.update(file.data)
    return made.hexdigest()


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
    day = parse_typed_day(as_at, today, "--as-at", month_first=facts.month_first)
    if day != today or Part.MATTERS in parts:  # without a day they are as at the meeting's
        return None
    return Board(folder, replace(rows, facts=facts._replace(pending=())), today, day)


def keep_rows(folder: Path, key: str, facts: BoardFacts, parts: Iterable[tuple[Part, Any]]) -> None:
    """Keep a board's rows under a key, if that is possible; `parts` are all of them."""
    path = find_snapshot_path(folder)
    if path is not None:
        lines = ((part.value, format_part(part, content)) for part, content in parts)
        write_parts(path, key, chain([(FACTS, format_facts(facts))], lines))


def forget_rows(folder: Path) -> None:
    """Delete what is kept of a board; report where it is if that is not possible."""
    path = None if is_cache_off() else find_snapshot_path(folder)
    if path is not None and not delete_snapshot(path):
        print_note(
            f"The program's copy of {format_path(folder)}/ cannot be deleted. It may have words "
            f"that are confidential now. Delete it yourself: {path}"
        )
