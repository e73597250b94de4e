"""A mistake in a file's YAML, found in its lines."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A mistake: its place in characters, what it is, and what to write instead.

    `begins` is where the faulty field begins, if that is above the place; `is_of_place` says that
    the line does not fit where it is, so that what is indented below it does not fit either;
    `may_follow` that it goes on with the line above, and is not reported if that has a fault.
    """

    start: int
    end: int
    message: str
    hint: str
    begins: int | None = None
    is_of_place: bool = False
    may_follow: bool = False
