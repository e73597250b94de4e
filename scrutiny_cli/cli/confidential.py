"""Warnings on stderr that what is shown or written is confidential."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from scrutiny_cli.cli.console import print_note


class MarkedAction(Protocol):
    """An action of the log, or its row."""

    @property
    def key(self) -> str:
        """By which it is called."""

    @property
    def has_confidential(self) -> bool:
        """Whether it, or something that is reported of it, is confidential."""


def count_confidential(actions: Iterable[MarkedAction]) -> int:
    """Return how many actions are confidential."""
    return sum(action.has_confidential for action in actions)


def warn_confidential(count: int, noun: str = "") -> None:
    """Say how many of the rows or problems shown are confidential, if any are.

    Without a noun it is said of all that is shown.
    """
    if not count:
        return
    which = f"{count} of these {noun} {'is' if count == 1 else 'are'}. Do" if noun else "do"
    print_note(f"Confidential: {which} not pass on.")


def name_confidential(actions: Iterable[MarkedAction]) -> None:
    """Name the confidential ones among the actions that were written to a file."""
    keys = [action.key for action in actions if action.has_confidential]
    if keys:
        print_note(f"Confidential, and marked so where the file says it: {', '.join(keys)}.")
