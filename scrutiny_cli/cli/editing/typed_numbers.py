"""The number of an action that a person types."""

from __future__ import annotations

import re

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.refs import FreeRefs, matches_pattern
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.arguments import read_line
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import require_action
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.ref_change import actions_with_ref
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.storage.errors import WriteRefused

_LIKE_A_MEETING = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_number(
    session: Session, typed: str, meeting: Meeting, numbers: FreeRefs, own: Action | None = None
) -> str:
    """Return a number for an action of a meeting as it is written; refuse one that is taken.

    `own` is the action where it has a number already: it may be written in another way.
    """
    ref = read_line("--ref", typed)
    free = numbers.find_next(meeting)
    _refuse_number(session, ref, free, own)
    if numbers.pattern is not None and not matches_pattern(numbers.pattern, ref, numbers.width):
        print_note(
            f"{ref} is not written like this board's numbers, {numbers.pattern}. "
            f"The next free number is {free}."
        )
    return ref


def _refuse_number(session: Session, ref: str, free: str | None, own: Action | None) -> None:
    """Refuse a number that is taken, or that is written as a meeting or a key is."""
    taken = session.book.find_action(ref)
    if taken is not None and (own is None or taken.position != own.position):
        place = f"{taken.entry.place.path}:{taken.entry.place.line}"
        hint = f" The next free number is {free}." if free else ""
        raise UsageError(f"--ref: {taken.key} is already used in {place}.{hint}")
    if _LIKE_A_MEETING.match(ref):
        what = "the key of an action without a number" if "#" in ref else "the date of a meeting"
        raise UsageError(
            f"--ref: “{ref}” is written like {what}. Type a number as this board writes them, "
            "for example --ref 42/15."
        )


def require_only_action(book: MinuteBook, ref: str) -> Action:
    """Return the action that a ref or key means; refuse a number that several actions have."""
    action = require_action(book, ref)
    if len(actions_with_ref(book, ref)) > 1:
        raise WriteRefused(
            f"Several actions have the number {action.key}. Nothing was written. Give one of them "
            f"another number first: scrutiny renumber {action.key} --at {action.meeting}"
        )
    return action
