"""What a person types for a field, read as the files are read, and settled to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrutiny_cli.cli import desk as at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrutiny_cli.actionlog.log import Book
    from scrutiny_cli.changes.reporting import Report
    from scrutiny_cli.cli.desk import Desk

_NOBODY = frozenset({"n/a", "none", "-"})
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


def text(what: str, words: str) -> str:
    """Give words as they will read back; what no file may hold is refused by name."""
    from scrutiny_cli.changes.wording import Unwritable, typed  # noqa: PLC0415

    try:
        settled = typed(words)
    except Unwritable as reason:
        message = f"{what}: {reason}"
        raise at.Usage(message) from reason
    if not any(letter.isprintable() and not letter.isspace() for letter in settled):
        message = f"{what} has no words."
        raise at.Usage(message)
    return settled


def value(what: str, words: str) -> str:
    """Give a date, ref, status or label of one line; quotes around it would become part of it."""
    settled = text(what, words).strip()
    if "\n" in settled:
        message = f"{what} takes one line, and here are several."
        raise at.Usage(message)
    if settled[0] in _OPENING and settled[-1] in _CLOSING:
        inner = settled.strip(_OPENING + _CLOSING + " ")
        typed = f'"{inner}"' if " " in inner else inner
        message = f"{what}: the quotes would become part of it. Type: {what} {typed}"
        raise at.Usage(message)
    return settled


def kept_back(reason: str | None, *, bare: bool) -> str | None:
    """Give why a thing is confidential: "" without a reason, None where it is not."""
    if reason is None:
        return "" if bare else None
    if reason.strip().casefold() in _TRUTH:
        message = f"--reason takes the reason in words, as s.40 FOIA, and not “{reason}”."
        raise at.Usage(message)
    return text("--reason", reason)


def due(desk: Desk, words: str | None) -> str | None:
    """Give a due in any of its forms; `today` is written as its date."""
    from scrutiny_cli.minutes.dates import BadDate, read_due  # noqa: PLC0415
    from scrutiny_cli.minutes.model import DueKind  # noqa: PLC0415

    if words is None:
        return None
    if words.strip().casefold() == "today":
        return desk.today.isoformat()
    settled = value("--due", words)
    try:
        found = read_due(settled)
    except BadDate as bad:
        message = f"“{settled}”: {bad.told}"
        raise at.Usage(message) from bad
    if found.kind is DueKind.WORDS:
        at.note(f"“{settled}” is kept as words: it has no date, and is never overdue.")
    return settled


def _parted(words: Iterable[str], marks: str) -> list[str]:
    found: list[str] = []
    for one in words:
        for mark in marks[1:]:
            one = one.replace(mark, marks[0])  # noqa: PLW2901
        found += [part.strip() for part in one.split(marks[0]) if part.strip()]
    return found


def owners(book: Book, words: Iterable[str]) -> tuple[str, ...]:
    """Give labels as they were first written; several may be typed as one text, as in a file."""
    from scrutiny_cli.minutes.text import folded  # noqa: PLC0415

    first: dict[str, str] = {}
    for label in (label for meeting in book.meetings for label in meeting.labels):
        first.setdefault(folded(label), str(label))
    labels: list[str] = []
    for one in (value("--owner", one) for one in words):
        whole = folded(one) in first or one.casefold() in _NOBODY
        labels += [one] if whole else _parted([one], ",/") or [_nobody(one)]
    known = [first.get(folded(one), one) for one in labels if one.casefold() not in _NOBODY]
    if 0 < len(known) < len(labels):
        raise at.Usage("--owner names somebody and nobody: leave one of them out.")
    _tell_new(book, [one for one in known if folded(one) not in first])
    return tuple(dict.fromkeys(known))


def _nobody(words: str) -> str:
    message = f"--owner: “{words}” names nobody. Type a label; none where it is nobody."
    raise at.Usage(message)


def _tell_new(book: Book, labels: list[str]) -> None:
    """Say who is named for the first time: it may be a slip, or several in one."""
    new = [f"“{one}”" for one in labels if not book.directory.knows(one)]
    if new:
        at.note(
            f"Nobody in this log was called {' or '.join(new)} so far. "
            "Several owners are parted by commas."
        )


def refs(book: Book, words: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of the actions that are meant, each once."""
    keys: list[str] = []
    for ref in (ref for word in words for ref in _parted([word], ",") or [word]):
        if not ref.strip():
            raise at.Usage("An action is named by its number or key, and here is nothing.")
        action = at.action_named(book, ref)
        if action is None:
            message = f"There is no action “{ref}”. {at.nearest(book, ref)}"
            raise at.Usage(message)
        keys.append(action.key)
    return tuple(dict.fromkeys(keys))


def report(desk: Desk, keys: tuple[str, ...], said: Said) -> Report:
    """Give what is said of actions, as it is written."""
    from scrutiny_cli.changes.reporting import Report  # noqa: PLC0415

    on = None
    if said.on is not None:
        on = at.typed_day(said.on, desk.today)
    status = _status(desk, said.status)
    if status is not None and said.becomes and at.status_named(desk, status).is_open:
        at.note(f"--becomes closes {', '.join(keys)}, in spite of “{status}”.")
    return Report(
        keys,
        status,
        text("--note", said.note) if said.note is not None else None,
        due(desk, said.due),
        owners(desk.book, said.owner) if said.owner else None,
        refs(desk.book, said.becomes or ()),
        on.isoformat() if on is not None else None,
        replace=said.replace,
    )


def _status(desk: Desk, words: str | None) -> str | None:
    if words is None:
        return None
    settled = value("--status", words)
    at.status_named(desk, settled, is_report=True)
    return settled
