"""What a person types for a field, read as the files are read, and settled to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrutiny_cli.cli import context
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.model import OwnerPart
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scrutiny_cli.actionlog.labels import Labels
    from scrutiny_cli.actionlog.model import MinuteBook
    from scrutiny_cli.cli.context import Session
    from scrutiny_cli.editing.update_action import Report
    from scrutiny_cli.minutes.model import Meeting

_OPENING, _CLOSING = "“„‘\"'", "“”’\"'"
_TRUTH = frozenset({"true", "yes", "false", "no"})


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed of an action's fate, as it was typed."""

    status: str | None = None
    note: str | None = None
    due: str | None = None
    owner: list[str] | None = None
    becomes: list[str] | None = None
    on: str | None = None
    replace: bool = False
    add: bool = False
    nth: int | None = None


def text(what: str, words: str) -> str:
    """Give words as they will read back; what no file may hold is refused by name."""
    from scrutiny_cli.editing.yaml_text import Unwritable, typed  # noqa: PLC0415

    try:
        settled = typed(words)
    except Unwritable as reason:
        message = f"{what}: {reason}"
        raise context.UsageError(message) from reason
    if not any(letter.isprintable() and not letter.isspace() for letter in settled):
        message = f"{what} has no words."
        raise context.UsageError(message)
    return settled


def value(what: str, words: str) -> str:
    """Give a date, ref, status or label of one line; quotes around it would become part of it."""
    settled = text(what, words).strip()
    if "\n" in settled:
        message = f"{what} takes one line, and here are several."
        raise context.UsageError(message)
    if settled[0] in _OPENING and settled[-1] in _CLOSING:
        inner = settled.strip(_OPENING + _CLOSING + " ")
        typed = f'"{inner}"' if " " in inner else inner
        message = f"{what}: the quotes would become part of it. Type: {what} {typed}"
        raise context.UsageError(message)
    return settled


def kept_back(reason: str | None, *, bare: bool) -> str | None:
    """Give why a thing is confidential: "" without a reason, None where it is not."""
    if reason is None:
        return "" if bare else None
    if reason.strip().casefold() in _TRUTH:
        message = f"--reason takes the reason in words, as s.40 FOIA, and not “{reason}”."
        raise context.UsageError(message)
    return text("--reason", reason)


def due(session: Session, words: str | None) -> str | None:
    """Give a due in any of its forms; `today` is written as its date."""
    from scrutiny_cli.minutes.dates import BadDate, read_due  # noqa: PLC0415

    if words is None:
        return None
    if words.strip().casefold() == "today":
        return session.today.isoformat()
    settled = value("--due", words)
    try:
        read_due(settled, month_first=session.month_first)
    except BadDate as bad:
        message = f"“{settled}”: {bad.advice}"
        raise context.UsageError(message) from bad
    return settled


def _parted(words: Iterable[str], marks: str) -> list[str]:
    found: list[str] = []
    for one in words:
        for mark in marks[1:]:
            one = one.replace(mark, marks[0])  # noqa: PLW2901
        found += [part.strip() for part in one.split(marks[0]) if part.strip()]
    return found


def owners(book: MinuteBook, words: Iterable[str]) -> tuple[str, ...]:
    """Give owners as they are to be written, with their notes; read as in a file.

    A label that the log has is written as there.
    """
    from scrutiny_cli.actionlog.labels import known_labels  # noqa: PLC0415
    from scrutiny_cli.actionlog.people import spellings  # noqa: PLC0415

    known = known_labels(book.directory, book.meetings)
    first = spellings(book.series, book.meetings)
    typed = [value("--owner", one) for one in words]
    parts = [part for one in typed for part in _owner_parts(known, one, first)]
    if parts and any(labels.is_nobody(one) for one in typed):
        raise context.UsageError("--owner names somebody and nobody: leave one of them out.")
    named = [part.label for part in parts if part.label is not None]
    _tell_new(book, [one for one in named if normalize_label(one) not in first])
    return tuple(dict.fromkeys(_written(part, first) for part in parts))


def _owner_parts(known: Labels, words: str, first: dict[str, LocatedStr]) -> tuple[OwnerPart, ...]:
    """Separate what was typed, unless the whole of it is a label of the log."""
    whole = LocatedStr.at(words, Span(Source("", words), 0, len(words)))
    if normalize_label(words) in first or known.people.knows(words):
        return (OwnerPart(whole),)
    found = known.owners(labels.owner_text(whole))
    if not labels.is_nobody(words) and not any(map(labels.says_something, found)):
        message = f"--owner: “{words}” names nobody. Type a label; none where it is nobody."
        raise context.UsageError(message)
    return found


def _written(part: OwnerPart, first: dict[str, LocatedStr]) -> str:
    if part.label is None:
        return str(part.note)
    label = str(first.get(normalize_label(part.label), part.label))
    return label if part.note is None else f"{label} ({part.note})"


def _tell_new(book: MinuteBook, labels: list[str]) -> None:
    """Say who is named for the first time: it may be a slip, or several in one."""
    new = [f"“{one}”" for one in labels if not book.directory.knows(one)]
    if new:
        context.note(
            f"Nobody in this log was called {' or '.join(new)} so far. "
            "Several owners are separated by commas."
        )


def refs(book: MinuteBook, words: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of the actions that are meant, each once."""
    keys: list[str] = []
    for ref in (ref for word in words for ref in _parted([word], ",") or [word]):
        if not ref.strip():
            raise context.UsageError(
                "An action is named by its number or key, and here is nothing."
            )
        action = context.find_action(book, ref)
        if action is None:
            message = f"There is no action “{ref}”. {context.nearest(book, ref)}"
            raise context.UsageError(message)
        keys.append(action.key)
    return tuple(dict.fromkeys(keys))


def refuse_together(said: Said) -> None:
    """Refuse options that cannot be typed together."""
    if said.replace and said.add:
        raise context.UsageError("--replace and --add cannot both be meant: type one of them.")
    if said.nth is not None and not said.replace:
        raise context.UsageError("--nth chooses the update that is replaced: type --replace, too.")


def report(session: Session, keys: tuple[str, ...], said: Said) -> Report:
    """Give what is said of actions, as it is written; the day is left out."""
    from scrutiny_cli.editing.update_action import Report  # noqa: PLC0415

    if said.nth is not None and len(keys) > 1:
        raise context.UsageError("--nth chooses among the updates of one action: type one REF.")
    status = _status(session, said.status)
    if status is not None and said.becomes and context.find_status(session, status).is_open:
        context.note(f"--becomes closes {', '.join(keys)}, in spite of “{status}”.")
    return Report(
        keys,
        status,
        text("--note", said.note) if said.note is not None else None,
        due(session, said.due),
        owners(session.book, said.owner) if said.owner else None,
        refs(session.book, said.becomes or ()),
        replace=said.replace,
        add=said.add,
        nth=said.nth,
    )


def with_day(session: Session, meeting: Meeting, said: Report, on: str | None) -> Report:
    """Give a report with the day that is written into a meeting's file; `on` is what was typed.

    Without that, an action raised after the day that is written gets none.
    """
    from dataclasses import replace  # noqa: PLC0415

    from scrutiny_cli.cli.targets import day_written  # noqa: PLC0415

    day = day_written(session, meeting, on)
    later = [key for key in said.keys if on is None and _is_raised_after(session, key, day)]
    written = day.isoformat() if day is not None else None
    return replace(said, on=written, without_on=frozenset(later))


def _is_raised_after(session: Session, key: str, day: date | None) -> bool:
    """Whether an action is raised on a day after another, which then cannot be an update's."""
    raised = session.book.log.by_key[key].raised
    return day is not None and raised is not None and raised > day


def _status(session: Session, words: str | None) -> str | None:
    if words is None:
        return None
    settled = value("--status", words)
    context.find_status(session, settled, is_report=True)
    return settled
