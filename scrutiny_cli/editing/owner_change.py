"""Who owns an action when one person takes the place of another."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.minutes.labels import split_note
from scrutiny_cli.minutes.source import normalize_label


def list_open_of(book: MinuteBook, label: str) -> list[Action]:
    """Return the open actions of an owner, in the order of the log; the label is as displayed."""
    return [
        action for action in book.log.actions if action.is_open and label in action.state.owners
    ]


def display_owner(owner: str, display: Callable[[str], str]) -> str:
    """Return an owner with the label as it is displayed; a note in brackets is kept."""
    label, note = split_note(owner)
    return _add_note(display(label), note)


def replace_owner(owners: tuple[str, ...], old: str, new: tuple[str, ...]) -> tuple[str, ...]:
    """Return owners with others in the place of one, each once; the note of that one is kept."""
    others = {_read_label(owner) for owner in owners} - {normalize_label(old)}
    found: list[str] = []
    for owner in owners:
        label, note = split_note(owner)
        if normalize_label(label) != normalize_label(old):
            found.append(owner)
            continue
        added = (one for one in new if _read_label(one) not in others)
        found += (_add_note(one, note) for one in added)
    return tuple(found)


def _add_note(owner: str, note: str | None) -> str:
    return owner if note is None or split_note(owner)[1] is not None else f"{owner} ({note})"


def _read_label(owner: str) -> str:
    return normalize_label(split_note(owner)[0])
