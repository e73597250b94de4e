"""The boards that are published together: what each is called, and whose actions are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import typer

from scrutiny_cli.actionlog.board_labels import label_boards
from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.board import describe_empty_folder
from scrutiny_cli.cli.board_search import list_path_parts
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.publishing import PublishableBoards, select_published
from scrutiny_cli.cli.session import Session, note_pending_meetings
from scrutiny_cli.cli.typed_words import find_known_owners, list_unknown_labels
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.storage.paths import format_path


class PublishedBoard(NamedTuple):
    """A board with its log as it is published, as at the day of its session.

    Only where there are several boards does each have a `name`, and a `label` that distinguishes
    it from the others. `owners` are labels whose actions alone are wanted.
    """

    session: Session
    book: MinuteBook
    name: str = ""
    label: str = ""
    owners: tuple[str, ...] = ()


def name_published_boards(sessions: Sequence[Session]) -> list[PublishedBoard]:
    """Return each board, by name where there are others.

    A board with an error counts, too: what the others are called does not depend on its errors.
    """
    books = [select_published(session, session.counted_from) for session in sessions]
    if len(books) == 1:
        return [PublishedBoard(sessions[0], books[0])]
    names = [
        make_one_line(session._replace(book=book).board.name)
        for session, book in zip(sessions, books, strict=True)
    ]
    labels = label_boards(names, [list_path_parts(session.folder) for session in sessions])
    return list(map(PublishedBoard, sessions, books, names, labels))


def refuse_empty_boards(loaded: PublishableBoards, without: str) -> None:
    """Refuse boards of which none has a meeting; `without` is what there is no meeting for."""
    if not any(session.whole.meetings for session in loaded.faultless):
        message = f"There is no meeting for {without} yet. "
        otherwise = f"{message}Write one: scrutiny new-meeting 25.06.15"
        raise UsageError(describe_empty_folder(loaded.faultless[0].folder, otherwise))


def select_faultless_boards(
    boards: Iterable[PublishedBoard], owners: Sequence[str]
) -> list[PublishedBoard]:
    """Return the boards without an error, each with the typed owners as it displays them.

    Refuse an owner whom no board knows. As at today, a note names the meetings still to come.
    """
    listed = [board for board in boards if not board.session.has_errors]
    for board in listed:
        if board.session.as_at is None:
            is_redacted = board.session.is_redacted
            note_pending_meetings(board.session, redacted=is_redacted, label=board.label)
    known = [collect_known_labels(board.book.directory, board.book.meetings) for board in listed]
    found = find_known_owners(known, owners)
    if list_unknown_labels(known, owners):
        raise typer.Exit(ExitCode.USAGE)
    return [
        board._replace(owners=tuple(dict.fromkeys(labels)))
        for board, labels in zip(listed, found, strict=True)
    ]


def end_for_faulty_boards(faulty: Sequence[Session], what: str) -> None:
    """Print the errors of the boards that are not in what was made, and end with the exit code."""
    for session in faulty:
        print_errors(session, format_path(session.folder))
    if faulty:
        folders = ", ".join(format_path(session.folder) for session in faulty)
        print_note(f"Not in {what}, because a file there has an error: {folders}.")
        raise typer.Exit(ExitCode.ERRORS)
