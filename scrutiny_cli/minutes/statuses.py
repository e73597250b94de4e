"""The words that boards use for a status, and the eight statuses they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from scrutiny_cli.minutes.dates.spelling import index_by_deletions
from scrutiny_cli.minutes.model import Status

_WORDS = {
    Status.COMPLETED: "completed, done, complete, close, closed, action closed, discharged, "
    "actioned, resolved, implemented, finished, delivered, achieved, answered, sent, circulated, "
    "published, action complete, action completed, [x], ✅, ✔, ☑, gedaan, afgerond, fait, "
    "terminé, erledigt, abgeschlossen, hecho, terminado",
    Status.IN_PROGRESS: "in progress, progressing, ongoing, on going, still ongoing, "
    "action ongoing, underway, wip, work in progress, in hand, started, continuing, continues, "
    "on track, delayed, overdue, under review, in review, part complete, part completed, "
    "part done, partially complete, partially completed, partially done, partly done, lopend, "
    "en cours, laufend, en curso",
    Status.OPEN: "open, not done, outstanding, to follow, pending, not started, not yet due, "
    "no change, remains open, reopened, still open, still required, not yet done, not done yet, "
    "not complete, not completed, incomplete, new, to do, todo, tbc, no progress, carry forward, "
    "carried forward, carried forwards, carry over, carried over, carried, brought forward, c/f, "
    "b/f, [ ], ☐, ouvert, offen, abierto, pendiente",
    Status.ON_HOLD: "on hold, deferred, paused, held, postponed, awaiting reply, "
    "awaiting response, waiting, blocked, uitgesteld, reporté, verschoben, aplazado",
    Status.PROPOSED: "proposed, proposed for closure, pending review, to be closed, "
    "recommended for closure, propose to close",
    Status.SUPERSEDED: "superseded, merged, replaced, duplicate",
    Status.TRANSFERRED: "transferred, referred",
    Status.WITHDRAWN: "withdrawn, not going ahead, no further action, time expired, cancelled, "
    "lapsed, not required, no longer required, not needed, no longer needed, not applicable, "
    "geannuleerd, annulé, abgesagt, cancelado",
}

_PERCENT = re.compile(
    r"([0-9]{1,3})(?:\.([0-9]{1,20})|,([0-9]{1,2}))?\s*(?:%|per[\s-]?cent)", re.IGNORECASE
)
_FULL = 100
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MARKS = frozenset("!~")
_SPARE = 40  # characters that spaces, marks and brackets may add to a known word
_MOST_KEPT = 4096


def without_accents(text: str) -> str:
    """Return a text in small letters without accents: `Terminé` is `termine`."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")


@lru_cache(maxsize=_MOST_KEPT)
def normalize_status(words: str) -> str:
    """Return the words as they are compared: no case, accents, hyphens, spaces or marks around."""
    return re.sub(r"[\s‐‑-]+", "", without_accents(_strip_text(words)))


def _strip_text(text: str) -> str:
    """Take off a final full stop, and `!` or `~~` around the text."""
    return _strip_marks(_strip_marks(text.strip()).removesuffix("."))


def _strip_marks(text: str) -> str:
    for mark in "!~!" if text[:1] in _MARKS or text[-1:] in _MARKS else "":
        text = _strip_mark(text.strip(), mark, 2 if mark == "~" else 1)
    return text.strip()


def _strip_mark(text: str, mark: str, count: int) -> str:
    """Remove a mark from both ends, `count` of them at a time."""
    begin = (len(text) - len(text.lstrip(mark))) // count * count
    text = text[begin:]
    end = (len(text) - len(text.rstrip(mark))) // count * count
    return text[: len(text) - end]


class StatusVocabulary(dict[str, Status]):
    """The known words, normalized, and the status each means; the board's own too."""

    def __init__(self, own: Iterable[tuple[str, Status]] = ()) -> None:
        """Take the board's own words, which override those known everywhere."""
        lines = _WORDS.items()
        everywhere = ((word, status) for status, line in lines for word in line.split(", "))
        self.own = tuple(own)
        self.written = (*everywhere, *self.own)
        super().__init__((normalize_status(word), status) for word, status in self.written)
        self.pop("", None)
        self.longest = max(map(len, self)) + _SPARE

    def find_status(self, words: str) -> Status | None:
        """Return the status that a text means; None if it is unknown.

        Brackets around the whole are removed only if the text is not a status with them.
        """
        text = " ".join(words.split())
        while text and len(text) <= self.longest:
            found = self.get(normalize_status(text)) or _read_percentage(_strip_text(text))
            if found is not None:
                return found
            text = _strip_text(text)
            if _BRACKETS.get(text[:1]) != text[-1:]:
                return None
            text = text[1:-1].strip()
        return None

    @cached_property
    def by_shortening(self) -> dict[str, list[str]]:
        """The words as written, by what is left of each without one letter or two."""
        return index_by_deletions((normalize_status(word), word) for word, _ in self.written)

    def describe_words(self) -> str:
        """Return, a line each, the statuses and the words that mean them, as they were written."""
        return "\n".join(f"{known.value}: {', '.join(self._list_words(known))}" for known in _WORDS)

    def _list_words(self, status: Status) -> Iterator[str]:
        return (
            word
            for word, meaning in self.written
            if meaning is self.get(normalize_status(word)) is status
        )


def _read_percentage(text: str) -> Status | None:
    """Return the status that a per cent from 0 to 100 means."""
    found = _PERCENT.fullmatch(text)
    if found is None:
        return None
    whole, has_part = int(found[1]), bool((found[2] or found[3] or "").strip("0"))
    if whole > _FULL or (whole == _FULL and has_part):
        return None
    if whole == _FULL:
        return Status.COMPLETED
    return Status.IN_PROGRESS if whole or has_part else Status.OPEN


KNOWN = StatusVocabulary()
