"""What a shell completes: refs, labels, meetings and statuses of the log that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import typer

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.session import load_quietly
from scrutiny_cli.minutes.model import Status


def complete_from(words: Iterable[str]) -> Callable[[str], list[str]]:
    """Return a function that completes one of some words."""
    return lambda incomplete: _filter_words(words, incomplete)


def complete_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a ref or key."""
    return _complete_from_log(ctx, incomplete, lambda book: book.log.by_key)


def complete_open_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the ref or key of an open action."""
    return _complete_from_log(
        ctx, incomplete, lambda book: (one.key for one in book.log.actions if one.is_open)
    )


def complete_owner(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete an owner's label."""
    return _complete_from_log(ctx, incomplete, _list_owners)


def complete_meeting(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a meeting's name."""
    return _complete_from_log(ctx, incomplete, lambda book: (one.name for one in book.meetings))


def complete_status(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a status: its name, or a word of the board's own that means it."""
    names = _filter_words((one.value for one in Status), incomplete)
    return names + _complete_from_log(
        ctx, incomplete, lambda book: (word for word, _ in book.series.statuses)
    )


def _complete_from_log(
    ctx: typer.Context, incomplete: str, list_words: Callable[[MinuteBook], Iterable[str]]
) -> list[str]:
    try:
        book = load_quietly(ctx.params.get("meetings") or None).book
        return _filter_words(sorted(set(list_words(book))), incomplete)
    except Exception:  # noqa: BLE001  a shell that completes must never show a fault
        return []


def _filter_words(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]


def _list_owners(book: MinuteBook) -> Iterator[str]:
    """Yield everyone who is known or owns an action, without those who have left."""
    today = read_today()
    owners = (owner for action in book.log.actions for owner in action.state.owners)
    for label in dict.fromkeys((*book.directory.people, *owners)):
        if not book.directory.has_left(label, today):
            yield label
