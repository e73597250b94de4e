"""The meeting, action, owner or status that a typed word means."""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote
from typing import NoReturn

from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.meetings import AmbiguousMeeting
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.actionlog.suggestions import NearNames, Suggestions
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.dates import convert_to_iso
from scrutiny_cli.minutes.model import Meeting, OwnerPart, Status
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label, normalize_ref
from scrutiny_cli.minutes.status_help import Advice, StatusContext, advise_status
from scrutiny_cli.minutes.statuses import StatusVocabulary

_LATEST = 5


def find_meeting(session: Session, text: str) -> Meeting | None:
    """Return the meeting that a date, a name or the name of a file means, if any."""
    name = text.strip().removesuffix(".yaml")
    try:
        return session.book.index.find_meeting(
            convert_to_iso(name, month_first=session.month_first)
        )
    except AmbiguousMeeting as several:
        message = f"Two meetings were held on {text}. Name one: {', '.join(several.names)}."
        raise UsageError(message) from several


def require_meeting(session: Session, text: str) -> Meeting:
    """Return the meeting that a word means; end the command where there is none."""
    meeting = find_meeting(session, text)
    if meeting is None:
        names = ", ".join(one.name for one in session.book.meetings[-_LATEST:]) or "none"
        refuse_unknown(session, f"There is no meeting “{text}”. The latest are: {names}.")
    return meeting


def refuse_unknown(session: Session, message: str) -> NoReturn:
    """End the command: what was typed is not found; a file that cannot be read may have it."""
    if not session.book.unreadable:
        raise UsageError(message)
    print_note(
        f"{message} A file that cannot be read may have it: {', '.join(session.book.unreadable)}."
    )
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
        return f"{not_held} Nothing in it counts: move that entry to another meeting's file."
    names = {normalize_ref(key): key for key in book.log.by_key}
    begun = [key for name, key in names.items() if name.startswith(normalize_ref(ref) or "?")]
    near = begun[:3] or NearNames(names).find_near(ref, lambda _: True)
    return f"Did you mean {' or '.join(near)}?" if near else "`scrutiny actions` lists all."


def find_owners(book: MinuteBook, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the labels typed as they are displayed, separated as in a file.

    Words for nobody, such as `tbc`, become the word by which a filter finds actions without an
    owner. A note names a label that nobody has.
    """
    labels = list_owner_labels(book, typed)
    for label in labels:
        if not is_known_owner(book, label):
            note_unknown_owner(label)
    return tuple(map(book.directory.display_label, labels))


def list_owner_labels(book: MinuteBook, typed: Iterable[str]) -> list[str]:
    """Return the labels typed, separated as in a file; NOBODY for words such as `tbc`."""
    found: list[str] = []
    for words in typed:
        if not words.strip():
            raise UsageError("--owner names nobody: type a label, or none for what has no owner.")
        parts = separate_owners(book, words.strip())
        found += [part.label or NOBODY for part in parts] or [NOBODY]
    return found


def note_unknown_owner(label: str) -> None:
    """Say that nobody has a label."""
    print_note(f"Nobody in this log is called “{label}”; `scrutiny people` lists everyone.")


def is_known_owner(book: MinuteBook, label: str) -> bool:
    """Whether somebody in the log has a label, or it means nobody."""
    return normalize_label(label) in {*book.directory.shown_as, NOBODY}


def separate_owners(book: MinuteBook, words: str) -> tuple[OwnerPart, ...]:
    """Separate the owners that were typed, as in a file; a label of the log is one owner."""
    whole = LocatedStr.make(words, Span(Source("", words), 0, len(words)))
    if normalize_label(words) in book.directory.shown_as:
        return (OwnerPart(whole),)
    return collect_known_labels(book.directory, book.meetings).resolve_owners(
        labels.read_owner_text(whole)
    )


def find_status(session: Session, words: str, *, is_update: bool = False) -> Status:
    """Return the status that words mean, or refuse them and say what to type instead.

    Of an update other options (--note, --becomes, --on) may take a part of the words.
    """
    known = StatusVocabulary(session.book.series.statuses)
    status = known.find_status(words)
    if status is None:
        advice = advise_status(words, known, StatusContext(month_first=session.month_first))
        raise UsageError(f"{advice.message} {_suggest_status(advice, known, is_update=is_update)}")
    return status


def _suggest_status(advice: Advice, known: StatusVocabulary, *, is_update: bool) -> str:
    if is_update and advice.fields:
        return "Type: " + " ".join(f"--{name} {quote(text)}" for name, text in advice.fields)
    near = f"Did you mean “{advice.near}”? " if advice.near else ""
    return f"{near}These words are understood:\n{known.describe_words()}"
