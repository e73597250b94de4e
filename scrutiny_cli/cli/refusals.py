"""How a command refuses a word that it does not find."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import UsageError

_LATEST = 5


def describe_no_meeting(typed: str, names: Iterable[str]) -> str:
    """Return the message that there is no such meeting; `names` are those of all in order."""
    latest = [*names][-_LATEST:]
    hint = f" The latest are: {', '.join(latest)}." if latest else ""
    if len(latest) == 1:
        hint = f" The only meeting is {latest[0]}."
    return f"There is no meeting called “{typed}”.{hint}"


def refuse_unless_unreadable(message: str, unreadable: tuple[str, ...]) -> None:
    """Refuse what was typed and is not found; only say so where an unreadable file may have it."""
    if not unreadable:
        raise UsageError(message)
    print_note(f"{message} It may be in a file that cannot be read: {', '.join(unreadable)}.")
