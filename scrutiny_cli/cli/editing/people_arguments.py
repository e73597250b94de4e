"""People as they are typed for a list of a meeting, and as they are to be written."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.people import find_spellings
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.arguments import read_line
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label


def read_people(book: MinuteBook, option: str, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the people typed for an option, each once; separated as in a file.

    A label of the log is written as there. `Jo Marsh (JM)` and `Jo Marsh (JM), Clerk` introduce a
    person, and stay as they are typed.
    """
    words = [part for text in typed for part in _split_words(option, text)]
    spellings = find_spellings(book.series, book.meetings)
    written = [_spell_person(word, spellings) for word in words]
    new = [f"“{word}”" for word in written if not _is_in_log(book, word)]
    if new:
        verb = "is" if len(new) == 1 else "are"
        print_note(
            f"{' and '.join(new)} {verb} new in this log. To add a person with a name, type for "
            'example "Jo Marsh (JM)".'
        )
    return tuple(dict.fromkeys(written))


def _split_words(option: str, text: str) -> list[LocatedStr]:
    line = read_line(option, text)
    parts = labels.split_people(LocatedStr.make(line, Span(Source("", line), 0, len(line))))
    if not parts:
        raise UsageError(f"{option}: “{line}” is nobody. Type initials or a name, or leave it out.")
    return parts


def _spell_person(word: str, spellings: dict[str, LocatedStr]) -> str:
    if labels.read_named(word) is not None:
        return str(word)
    label, note = labels.split_note(word)
    label = str(spellings.get(normalize_label(label), label))
    return label if note is None else f"{label} ({note})"


def _is_in_log(book: MinuteBook, word: str) -> bool:
    """Whether a word introduces a person, or its label is in the log already."""
    if labels.read_named(word) is not None:
        return True
    return normalize_label(labels.split_note(word)[0]) in book.directory.shown_as
