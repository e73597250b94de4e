"""The meeting, action, owner or status that a typed word means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from scrutiny_cli.actionlog.labels import KnownLabels, collect_known_labels
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.suggestions import NearNames, Suggestions
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.refusals import describe_no_meeting, refuse_unless_unreadable
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.typed_words import (
    choose_meeting,
    find_known_owners,
    parse_status,
    split_owners,
)
from scrutiny_cli.minutes.model import Meeting, OwnerPart, Status
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.minutes.statuses import StatusVocabulary


def find_meeting(session: Session, text: str) -> Meeting | None:
    """Return the meeting that a date, a name or the name of a file means, if any."""
    find = session.book.index.find_meeting
    typed = session.today.isoformat() if text.strip().casefold() == "today" else text
    return choose_meeting(find, typed, month_first=session.month_first)


def require_meeting(session: Session, text: str) -> Meeting:
    """Return the meeting that a word means; end the command where there is none."""
    meeting = find_meeting(session, text)
    if meeting is None:
        names = (meeting.name for meeting in session.book.meetings)
        refuse_unknown(session, describe_no_meeting(text, names))
    return meeting


def refuse_unknown(session: Session, message: str) -> NoReturn:
    """End the command: what was typed is not found; a file that cannot be read may have it."""
    refuse_unless_unreadable(message, session.book.unreadable)
    finish_reading(session)


def require_action(book: MinuteBook, ref: str) -> Action:
    """Return the action that a ref or key means; refuse one that there is not."""
    action = book.find_action(ref)
    if action is None:
        refuse_action(book, ref)
    return action


def refuse_action(book: MinuteBook, ref: str) -> NoReturn:
    """Refuse a ref that no action has, and name those that may be meant."""
    raise UsageError(f"There is no action “{ref}”. {suggest_actions(book, ref)}")


def suggest_actions(book: MinuteBook, ref: str) -> str:
    """Return a sentence on the actions that an unknown ref may mean."""
    not_held = Suggestions(book.index, NearNames({})).describe_not_held(ref.strip())
    if not_held is not None:
        return (
            f"{not_held} Nothing in that meeting is used: move the entry to another meeting's file."
        )
    names = {normalize_ref(key): key for key in book.log.by_key}
    begun = [key for name, key in names.items() if name.startswith(normalize_ref(ref) or "?")]
    near = begun[:3] or NearNames(names).find_near(ref, lambda _: True)
    return f"Did you mean {' or '.join(near)}?" if near else "`scrutiny actions` lists all actions."


def find_owners(book: MinuteBook, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the labels typed as they are displayed; see `find_known_owners`."""
    return find_known_owners([_collect_labels(book)], typed)[0]


def _collect_labels(book: MinuteBook) -> KnownLabels:
    return collect_known_labels(book.directory, book.meetings)


def separate_owners(book: MinuteBook, words: str) -> tuple[OwnerPart, ...]:
    """Separate the owners that were typed, as in a file."""
    return split_owners(_collect_labels(book), words)


def find_status(session: Session, words: str, *, is_update: bool = False) -> Status:
    """Return the status that words mean, or refuse them; see `parse_status`."""
    known = StatusVocabulary(session.book.series.statuses)
    return parse_status(known, words, month_first=session.month_first, is_update=is_update)
