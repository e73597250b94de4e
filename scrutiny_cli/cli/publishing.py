"""What `publish` and `calendar` share: the log as it may be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.cli.board_search import track_folders
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.file_errors import print_errors, print_problem_text
from scrutiny_cli.cli.meetings_folder import FolderNames, find_folder
from scrutiny_cli.cli.output_file import write_output
from scrutiny_cli.cli.session import Session, load_quietly
from scrutiny_cli.rules import list_confidential_mentions
from scrutiny_cli.storage.errors import WriteRefused

InternalPages = Annotated[
    bool,
    typer.Option("--internal", help="Include confidential entries, and mark every page INTERNAL."),
]


def load_without_errors(names: FolderNames, *, internal: bool) -> Session:
    """Load a session; refuse where a file has an error: it may hold what is confidential.

    Unless what is published is internal, the errors are redacted: who reads it may also read
    the log of the build that publishes it.
    """
    return load_faultless_boards([find_folder(names)], internal=internal).faultless[0]


class PublishableBoards(NamedTuple):
    """The sessions of boards: of those that may be published, and of those with an error."""

    sessions: list[Session]

    @property
    def faultless(self) -> list[Session]:
        """The sessions of the boards that may be published."""
        return [session for session in self.sessions if not session.has_errors]

    @property
    def faulty(self) -> list[Session]:
        """The sessions of the boards with an error in a file."""
        return [session for session in self.sessions if session.has_errors]


def load_faultless_boards(
    folders: Sequence[Path], *, internal: bool, as_at: str | None = None
) -> PublishableBoards:
    """Load the sessions of boards as `load_without_errors` does; `as_at` is a day as typed.

    A board with an error is left out; refuse where there is no other.
    """
    boards = PublishableBoards(
        [
            load_quietly(str(folder), as_at)._replace(is_redacted=not internal)
            for folder in track_folders(folders)
        ]
    )
    if not boards.faultless:
        for session in boards.faulty:
            print_errors(session, session.board.path if len(folders) > 1 else "")
        raise WriteRefused(
            "Nothing was published. In a file with an error, the program may miss that an entry "
            "is confidential. Correct the errors first."
        )
    return boards


def select_published(session: Session, as_at: date | None = None) -> MinuteBook:
    """Return the log as it is published, as at a day; None: all that the files have."""
    if session.is_redacted:
        return redact_book(session.whole, as_at=as_at)
    return cut_book(session.whole, as_at)


def warn_withheld_names(session: Session, names: Iterable[str]) -> None:
    """Warn where the published meetings of some names mention what is withheld."""
    if session.is_redacted:
        named = frozenset(names)
        meetings = [meeting for meeting in session.whole.meetings if meeting.name in named]
        print_problem_text(list_confidential_mentions(session.whole, meetings))


def name_output(name: str, ending: str, *, internal: bool) -> str:
    """Return the name of the file that is written unless another is typed."""
    return f"{name}{'-internal' if internal else ''}.{ending}"


def write_published(
    session: Session,
    path: Path | None,
    content: str | bytes,
    *,
    replace: bool,
    earlier: bytes | None = None,
) -> None:
    """Write what is published, or print it where there is no path; warn where it is internal.

    `earlier` is as in `write_output`.
    """
    write_output(path, content, replace=replace, earlier=earlier)
    note_internal(session)


def note_internal(session: Session) -> None:
    """Warn where what was published is internal."""
    if not session.is_redacted:
        print_note("INTERNAL: this has confidential entries. Do not pass it on.")
