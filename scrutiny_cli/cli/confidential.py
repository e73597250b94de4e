"""What is confidential: withheld from readers, or pointed out on stderr."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.redact import public
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.session import Session, keep_alive
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.formats import TableFormat


def is_redacted(table_format: TableFormat, *, internal: bool) -> bool:
    """Whether an output is made for others: what is confidential is then withheld."""
    return table_format.is_redacted and not internal


def redact_session(session: Session, table_format: TableFormat, *, internal: bool) -> Session:
    """Give the session with the book that whoever reads a format may know."""
    redacted = is_redacted(table_format, internal=internal)
    return session._replace(book=_redact_book(session)) if redacted else session


def redact_if_confidential(session: Session) -> MinuteBook | None:
    """Give the book as everybody may know it; None where nothing in the files is confidential."""
    return _redact_book(session) if session.book.may_be_confidential else None


def _redact_book(session: Session) -> MinuteBook:
    day = None if session.book.log.whole is None else session.counted_from
    return keep_alive(public(cut_book(session.book, None), as_at=day))


def warn_confidential_actions(actions: Iterable[Action]) -> None:
    """Say on stderr that confidential rows are among those listed."""
    warn_confidential_rows(sum(one.has_confidential for one in actions))


def warn_confidential_rows(count: int) -> None:
    """Say on stderr how many rows are confidential, if any are."""
    if count:
        print_note(
            f"Confidential: {count} of these rows {'is' if count == 1 else 'are'}. Do not pass on."
        )


def warn_confidential_meeting(meeting: Meeting, actions: Iterable[Action]) -> None:
    """Say on stderr that something of a meeting that is shown is confidential."""
    marked = any(one.confidential is not None for one in list_items(meeting))
    if marked or any(one.has_confidential for one in actions):
        print_note("Confidential: what is marked so. Do not pass on.")


def warn_marked(actions: Iterable[Action]) -> None:
    """Say on stderr which actions are confidential among those whose words were written."""
    keys = [one.key for one in actions if one.has_confidential]
    if keys:
        print_note(f"Confidential, and marked so where the file says it: {', '.join(keys)}.")


def warn_confidential_details(actions: Iterable[Action]) -> None:
    """Say on stderr that the action told, or what is told of it, is confidential."""
    if any(one.has_confidential for one in actions):
        print_note("Confidential: do not pass on.")
