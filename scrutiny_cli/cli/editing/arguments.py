"""What a person types for a field, checked, and as it is written."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.people import find_spellings
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.days import describe_bad_date
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_status, require_action, separate_owners
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.dates.date_reader import BadDate, read_due
from scrutiny_cli.minutes.model import OwnerPart
from scrutiny_cli.minutes.source import LocatedStr, normalize_label
from scrutiny_cli.minutes.yaml_text import Unwritable, validate_text

_OPENING, _CLOSING = "“„‘\"'", "“”’\"'"
_TRUTH = frozenset({"true", "yes", "false", "no"})


def read_text(what: str, words: str) -> str:
    """Return words as they will be read back; refuse what a file must not have."""
    try:
        checked = validate_text(words)
    except Unwritable as reason:
        raise UsageError(f"{what}: {reason}") from reason
    if not any(letter.isprintable() and not letter.isspace() for letter in checked):
        raise UsageError(f"{what} needs words. Type them in quotes.")
    return checked


def read_line(what: str, words: str) -> str:
    """Return a date, ref, status or label of one line; refuse quotes: they would be part of it."""
    checked = read_text(what, words).strip()
    if "\n" in checked:
        raise UsageError(f"{what} takes one line, but this has several.")
    if checked[0] in _OPENING and checked[-1] in _CLOSING:
        inner = checked.strip(_OPENING + _CLOSING + " ")
        typed = f'"{inner}"' if " " in inner else inner
        raise UsageError(f"{what}: the quotes would become part of the text. Type: {what} {typed}")
    return checked


def read_lines(what: str, words: list[str]) -> str | tuple[str, ...] | None:
    """Return lines as a field's value: one as a text, several as a list, None where none is."""
    lines = tuple(read_line(what, line) for line in words)
    return lines[0] if len(lines) == 1 else lines or None


def read_confidential(reason: str | None, *, bare: bool) -> str | None:
    """Return why an entry is confidential: "" without a reason, None where it is not."""
    if reason is None:
        return "" if bare else None
    if reason.strip().casefold() in _TRUTH:
        raise UsageError(
            f"--reason: “{reason}” is not a reason. Type it in words, for example "
            '--reason "s.40 FOIA"'
        )
    return read_text("--reason", reason)


def read_due_words(session: Session, words: str | None, what: str = "--due") -> str | None:
    """Return a due in any of its forms; `today` is written as its date.

    `what` is what a person types before it.
    """
    if words is None:
        return None
    if words.strip().casefold() == "today":
        return session.today.isoformat()
    checked = read_line(what, words)
    try:
        read_due(checked, month_first=session.month_first)
    except BadDate as bad:
        raise UsageError(describe_bad_date(what, checked, bad.message, bad.hint)) from bad
    return checked


def read_owners(book: MinuteBook, words: Iterable[str], what: str = "--owner") -> tuple[str, ...]:
    """Return owners as they are to be written, with their notes; separated as in a file.

    A label that the log has is written as there. `what` is what a person types before them.
    """
    first = find_spellings(book.series, book.meetings)
    typed = [read_line(what, text) for text in words]
    parts = [part for text in typed for part in _separate_named(book, text, what)]
    if parts and any(labels.is_nobody(text) for text in typed):
        raise UsageError(f"{what} takes labels or none, not both. For example: {what} WK")
    named = [part.label for part in parts if part.label is not None]
    _note_new_labels(book, [label for label in named if normalize_label(label) not in first])
    return tuple(dict.fromkeys(_format_owner(part, first) for part in parts))


def _separate_named(book: MinuteBook, words: str, what: str) -> tuple[OwnerPart, ...]:
    """Separate the owners that were typed; refuse words that are not an owner."""
    owners = separate_owners(book, words)
    if not labels.is_nobody(words) and not any(map(labels.says_something, owners)):
        raise UsageError(
            f"{what}: “{words}” is not a label. Type a label, for example "
            f"{what} WK, or none for no owner."
        )
    return owners


def _format_owner(part: OwnerPart, first: dict[str, LocatedStr]) -> str:
    if part.label is None:
        return str(part.note)
    label = str(first.get(normalize_label(part.label), part.label))
    return label if part.note is None else f"{label} ({part.note})"


def _note_new_labels(book: MinuteBook, labels: list[str]) -> None:
    """Report labels that are new in the log: one may be a typo, or several in one."""
    new = [f"“{label}”" for label in labels if not book.directory.is_known(label)]
    if new:
        print_note(
            f"{' and '.join(new)} {'is' if len(new) == 1 else 'are'} new in this log. "
            "Separate owners with commas."
        )


def read_status(session: Session, words: str | None) -> str | None:
    """Return the status of an update as it is written; refuse words that are not understood."""
    if words is None:
        return None
    status = read_line("--status", words)
    find_status(session, status, is_update=True)
    return status


def read_refs(book: MinuteBook, words: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the actions that are meant, each once; several may be in one word."""
    keys: list[str] = []
    for word in words:
        for ref in [part.strip() for part in word.split(",") if part.strip()] or [word]:
            if not ref.strip():
                raise UsageError("An action is missing. Type its number or key, for example 37/15.")
            keys.append(require_action(book, ref).key)
    return tuple(dict.fromkeys(keys))
