"""The meeting, action, owner or status that a typed word means."""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote
from typing import NoReturn

from scrutiny_cli.actionlog.fold_state import ActionBuilder
from scrutiny_cli.actionlog.labels import known_labels
from scrutiny_cli.actionlog.meetings import AmbiguousMeeting
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.actionlog.suggestions import NearNames, Suggestions
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.dates import in_iso
from scrutiny_cli.minutes.model import Meeting, Status
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label, squeezed
from scrutiny_cli.minutes.status_help import Advice, Setting, advise
from scrutiny_cli.minutes.statuses import StatusVocabulary


def require_meeting(session: Session, text: str) -> Meeting:
    """Find the meeting that a date or name typed means; its file's name serves too."""
    found = find_meeting(session, text)
    if found is None:
        names = ", ".join(one.name for one in session.book.meetings[-5:]) or "none"
        refuse_unknown(session, f"There is no meeting “{text}”. The latest are: {names}.")
    return found


def find_meeting(session: Session, text: str) -> Meeting | None:
    """Find the meeting that a date or name typed means, if any; refuse where several are."""
    name = text.strip().removesuffix(".yaml")
    try:
        return session.book.index.find_meeting(in_iso(name, month_first=session.month_first))
    except AmbiguousMeeting as several:
        message = f"Two meetings were held on {text}. Name one: {', '.join(several.names)}."
        raise UsageError(message) from several


def refuse_unknown(session: Session, message: str) -> NoReturn:
    """Say that the files do not have what was asked for; one that cannot be read may have it."""
    if not session.book.unreadable:
        raise UsageError(message)
    print_note(
        f"{message} A file that cannot be read may have it: {', '.join(session.book.unreadable)}."
    )
    finish_reading(session)


def find_owners(book: MinuteBook, typed: Iterable[str]) -> tuple[str, ...]:
    """Give the labels typed as they are shown, read as in a file; one that nobody has is told.

    Words for nobody, `tbc` too, give the word of a filter for actions without an owner.
    """
    found: list[str] = []
    for words in typed:
        if not words.strip():
            raise UsageError("--owner names nobody: type a label, or none for what has no owner.")
        for label in _split_labels(book, words):
            if normalize_label(label) not in {*book.directory.shown_as, NOBODY}:
                print_note(
                    f"Nobody in this log is called “{label}”; `scrutiny people` lists everyone."
                )
            found.append(book.directory.shown(label))
    return tuple(found)


def _split_labels(book: MinuteBook, words: str) -> Iterable[str]:
    """Separate what was typed, unless the whole of it is a label of the log."""
    if normalize_label(words) in book.directory.shown_as:
        return (words,)
    whole = LocatedStr.at(words.strip(), Span(Source("", words), 0, len(words)))
    parts = known_labels(book.directory, book.meetings).owners(labels.read_owner_text(whole))
    return [NOBODY if part.label is None else str(part.label) for part in parts] or [NOBODY]


def find_action(book: MinuteBook, ref: str) -> Action | None:
    """Find the action that a ref or key means."""
    return book.find_action(ref)


def suggest_actions(book: MinuteBook, ref: str) -> str:
    """Say which actions a ref that names none may have meant."""
    no_names: NearNames[ActionBuilder] = NearNames({})
    suggestions = Suggestions(book.index, no_names)
    not_held = suggestions.describe_not_held(ref.strip())
    if not_held is not None:
        return f"{not_held} Nothing in it counts: move that entry to another meeting's file."
    names = {squeezed(key): key for key in book.log.by_key}
    begun = [key for name, key in names.items() if name.startswith(squeezed(ref) or "?")]
    near = begun[:3] or NearNames(names).near(ref, lambda _: True)
    return f"Did you mean {' or '.join(near)}?" if near else "`scrutiny actions` lists all."


def find_status(session: Session, words: str, *, is_report: bool = False) -> Status:
    """Give the status that words mean, or say what to type instead.

    `is_report`: other options (--note, --becomes, --on) may take a part of the words.
    """
    known = StatusVocabulary(session.book.series.statuses)
    found = known.find(words)
    if found is None:
        advice = advise(words, known, Setting(month_first=session.month_first))
        raise UsageError(f"{advice.message} {_status_hint(advice, known, is_report=is_report)}")
    return found


def _status_hint(advice: Advice, known: StatusVocabulary, *, is_report: bool) -> str:
    if is_report and advice.fields:
        return "Type: " + " ".join(f"--{name} {quote(text)}" for name, text in advice.fields)
    near = f"Did you mean “{advice.near}”? " if advice.near else ""
    return f"{near}These words are understood:\n{known.listed()}"
