"""The log as it was in commits."""

from __future__ import annotations

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.meetings_folder import decode_files
from scrutiny_cli.cli.session import Session
from scrutiny_cli.storage.git import (
    Repository,
    find_commit,
    find_merge_base,
    open_repository,
    read_commit,
)


def read_earlier_logs(session: Session, revision: str) -> tuple[MinuteBook, ...]:
    """Return the log as it is in a commit, and as it was where the files left that."""
    repository = open_repository(session.folder)
    base, fork = find_commit(repository, revision), find_merge_base(repository, "HEAD", revision)
    return tuple(_read_book(repository, id_, revision) for id_ in dict.fromkeys((base, fork)))


def _read_book(repository: Repository, commit: str, revision: str) -> MinuteBook:
    """Return the log of a commit; a note names the files in it that cannot be read."""
    sources, faults = decode_files(read_commit(repository, commit))
    book = build_book(sources, faults=faults)
    if book.unreadable:
        names = ", ".join(book.unreadable)
        print_note(f"{names} cannot be read in {revision}, so it is not compared.")
    return book
