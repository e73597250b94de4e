"""The owners, status and meeting that typed words mean, by what is known of a board."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from shlex import quote
from typing import TypeVar

from scrutiny_cli.actionlog.labels import KnownLabels
from scrutiny_cli.actionlog.meetings import AmbiguousMeeting
from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.dates.date_reader import convert_to_iso
from scrutiny_cli.minutes.model import OwnerPart, Status
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label
from scrutiny_cli.minutes.status_help import ALL_STATUSES_HINT, Advice, StatusContext, advise_status
from scrutiny_cli.minutes.statuses import StatusVocabulary

Found = TypeVar("Found")


def choose_meeting(
    find: Callable[[str], Found | None], typed: str, *, month_first: bool
) -> Found | None:
    """Return what a date, a name or the name of a file finds, if anything."""
    name = typed.strip().removesuffix(".yaml")
    try:
        return find(convert_to_iso(name, month_first=month_first))
    except AmbiguousMeeting as several:
        message = f"There are two meetings on {typed}. Type one of: {', '.join(several.names)}."
        raise UsageError(message) from several


def find_known_owners(boards: Sequence[KnownLabels], typed: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the labels typed as each board displays them; see `list_typed_labels`.

    A note names a label that no board has.
    """
    words = list(typed)
    for label in list_unknown_labels(boards, words):
        where = "this log" if len(boards) == 1 else f"any of the {len(boards)} boards"
        print_note(f"“{label}” is not in {where}. `scrutiny people` lists everyone.")
    return [tuple(map(known.display_label, list_typed_labels(known, words))) for known in boards]


def list_unknown_labels(boards: Sequence[KnownLabels], typed: Iterable[str]) -> list[str]:
    """Return the labels typed that no board has; what a board has is known as that board reads it.

    One board may have as one label what another separates.
    """
    unknown: list[str] = []
    for words in typed:
        read = [list_typed_labels(known, [words]) for known in boards]
        pairs = list(zip(boards, read, strict=True))
        if not any(all(has_label(known, label) for label in found) for known, found in pairs):
            unknown += [
                label
                for label in dict.fromkeys(label for found in read for label in found)
                if not any(has_label(known, label) for known in boards)
            ]
    return unknown


def list_typed_labels(known: KnownLabels, typed: Iterable[str]) -> list[str]:
    """Return the labels typed, separated as in a file.

    Words for nobody, such as `tbc`, become the word by which a filter finds actions without an
    owner.
    """
    found: list[str] = []
    for words in typed:
        if not words.strip():
            raise UsageError("--owner needs a label, for example --owner WK, or none for no owner.")
        parts = split_owners(known, words.strip())
        found += [part.label or NOBODY for part in parts] or [NOBODY]
    return found


def has_label(known: KnownLabels, label: str) -> bool:
    """Whether somebody has a label, or it means nobody."""
    return normalize_label(label) in {*known.shown_as, NOBODY}


def split_owners(known: KnownLabels, words: str) -> tuple[OwnerPart, ...]:
    """Separate the owners that were typed, as in a file; a label of the log is one owner."""
    whole = LocatedStr.make(words, Span(Source("", words), 0, len(words)))
    if normalize_label(words) in known.shown_as:
        return (OwnerPart(whole),)
    return known.resolve_owners(labels.read_owner_text(whole))


def parse_status(
    known: StatusVocabulary, words: str, *, month_first: bool, is_update: bool = False
) -> Status:
    """Return the status that words mean, or refuse them and suggest what to type instead.

    Of an update other options (--note, --becomes, --on) may take a part of the words.
    """
    status = known.find_status(words)
    if status is None:
        advice = advise_status(words, known, StatusContext(month_first=month_first))
        raise UsageError(f"{advice.message} {_suggest_status(advice, known, is_update=is_update)}")
    return status


def _suggest_status(advice: Advice, known: StatusVocabulary, *, is_update: bool) -> str:
    if is_update and advice.fields:
        return "Type: " + " ".join(f"--{name} {quote(text)}" for name, text in advice.fields)
    if advice.near:
        return f"Did you mean “{advice.near}”?"
    own = ", ".join(word for word, _ in known.own)
    more = f" This board has words of its own: {own}." if own else ""
    return f"{ALL_STATUSES_HINT} `scrutiny help statuses` lists the words for each.{more}"
