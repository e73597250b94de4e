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
    """Report how many of the rows or problems shown are confidential, if any are.

    Without a noun everything that is shown is.
    """
    if not count:
        return
    if not noun:
        print_note("This is confidential. Do not pass it on.")
    elif count == 1:
        print_note(f"1 {noun.removesuffix('s')} is confidential. Do not pass it on.")
    else:
        print_note(f"{count} {noun} are confidential. Do not pass them on.")


def name_confidential(actions: Iterable[MarkedAction]) -> None:
    """Report those actions written to a file that are confidential."""
    keys = [action.key for action in actions if action.has_confidential]
    if keys:
        print_note(f"Confidential, and marked as such in the file: {', '.join(keys)}.")
