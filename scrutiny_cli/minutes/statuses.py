"""The words that boards use for a status, and the eight statuses they mean."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORDS = {
    Status.COMPLETED: "completed, done, complete, close, closed, action closed, discharged, "
    "actioned, resolved, implemented",
    Status.IN_PROGRESS: "in progress, progressing, ongoing, underway, wip, work in progress, "
    "in hand, started, continuing, continues, part complete",
    Status.OPEN: "open, not done, outstanding, to follow, pending, not started, not yet due, "
    "no change, remains open, reopened, carry forward, carried forward, carry over, "
    "carried over, carried",
    Status.ON_HOLD: "on hold, deferred, paused, held",
    Status.PROPOSED: "proposed, proposed for closure, pending review",
    Status.SUPERSEDED: "superseded, merged, replaced",
    Status.TRANSFERRED: "transferred, referred",
    Status.WITHDRAWN: "withdrawn, not going ahead, no further action, time expired, cancelled, "
    "lapsed",
}

_EDGE = " \t:;,.–—-"


class Tail(NamedTuple):
    """A status with more words behind it: the lines to write instead."""

    status: str
    rest: str
    is_ref: bool


@cache
def squashed(words: str) -> str:
    """Give the words as they are compared: no case, hyphens, blanks or final full stop."""
    return re.sub(r"[\s‐‑-]+", "", words).removesuffix(".").casefold()


class Known(dict[str, Status]):
    """The words that are understood, squashed, and the status each means; the board's own too."""

    def __init__(self, own: Iterable[tuple[str, Status]] = ()) -> None:
        """Take the board's own words, which go before those known everywhere."""
        lines = _WORDS.items()
        everywhere = ((word, status) for status, line in lines for word in line.split(", "))
        self.written = (*everywhere, *own)
        super().__init__((squashed(word), status) for word, status in self.written)

    def listed(self) -> str:
        """List, a line each, the statuses and the words that mean them, as they were written."""
        return "\n".join(f"{one.value}: {', '.join(self._words(one))}" for one in _WORDS)

    def _words(self, status: Status) -> Iterator[str]:
        return (word for word, said in self.written if said is self[squashed(word)] is status)


KNOWN = Known()


def tail_of(text: str, known: Known) -> Tail | None:
    """Part a known status from the words behind it, the longest first; None where none is."""
    ends = [match.start() for match in re.finditer(r"[\s:;,.()–—-]|$", text)]
    for end in reversed(ends):
        if squashed(text[:end]) in known and text[:end].strip():
            superseded = known[squashed(text[:end])] is Status.SUPERSEDED
            return _tail(text[:end].strip(_EDGE), text[end:], takes_ref=superseded)
    return None


def _tail(status: str, rest: str, *, takes_ref: bool) -> Tail:
    by = re.fullmatch(r"\s*(?:by|with|into|as)\s+(?:action\s+)?(\S*\d\S*?)\.?\s*", rest)
    if by and takes_ref:
        return Tail(status, by[1], is_ref=True)
    return Tail(status, rest.strip(_EDGE), is_ref=False)
