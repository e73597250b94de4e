"""When and where a meeting is, in one text: `Thursday 9 May 2024 at 7 pm in the Village Hall`."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.dates.days_in_figures import Day

_HALF = r"\s*(?:[ap]\.?\s?m\b\.?|noon|midday|hrs\b|hours\b|uhr\b|o'clock)"
_CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.h]\d{{2}})?{_HALF}|\d{{1,2}}[:.]\d{{2}}|\d{{4}}(?=\s*(?:hrs|hours|h)\b)"
    r"|(?!(?:19|20)\d\d\s*[-–]\s*(?:19|20))[0-2]\d[0-5]\d\s*[-–]\s*[0-2]\d[0-5]\d(?![\w-])"
    r"|(?:12\s*)?\bnoon\b|\bmidday\b)"
)
_ZONE_NAME = r"(?:GMT|UTC|BST|CES?T|EES?T|WES?T|IST|JST|AE[SD]T|[ECMP][SD]?T|Z)(?:[+-]\d{1,2})?\b"
_ZONE = rf"(?:\s*\({_ZONE_NAME}\)|\s*{_ZONE_NAME})?"
TIME = re.compile(
    rf"(?<![\w.:/])(?:\d{{1,2}}\s*[-–—]\s*(?=\d{{1,2}}(?:[:.]\d{{2}})?{_HALF}))?{_CLOCK}{_ZONE}"
    rf"(?:\s*(?:[-–—]|to|until|till)\s*(?:{_CLOCK}{_ZONE}|late|close))?(?![\w:/])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:[\s,;:.|()–—-]|\b(?:at|on|from|in|via|by|the|held|commencing|starting|beginning|begins"
    r"|starts|start|time|date|venue|location|place|will|be|is|was|and|took|taking|of|meeting|both"
    r"|scheduled|for|next)\b)*",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?:[\s,;:.|()–—-]|\b(?:at|on|from|held|commencing|starting|beginning|and|time|date)\b)*",
    re.IGNORECASE,
)
_VENUE_START = re.compile(
    r"[\s,;:.|–—-]*(?:(?:in|at|via|by|on|held (?:in|at|via|on)|venue|location|place)\b\s*:?\s*)?",
    re.IGNORECASE,
)
_VENUE = re.compile(r"(?:the\s+)?[\"“'‘]?[A-Z0-9].*|the\s+(?:\S+\s*){1,6}$", re.DOTALL)
_SENTENCE = re.compile(
    r"[.;?!]\s+\S|\b(?:will|was|were|has|have|had|is|are|be|been|said|agreed|noted|if|unless|when"
    r"|draft|minutes|present|apologies|meeting|notes|agenda|agm)\b",
    re.IGNORECASE,
)
_FOLLOWS_DIRECTLY = re.compile(r"\s*")
_MOST_VENUE_WORDS = 16


class When(NamedTuple):
    """The parts of a text that are a day, a time and a venue, each as begin and end.

    `is_whole`: from `start` on the text has no other words than these and those that join them.
    """

    day: Day | None = None
    time: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None
    is_whole: bool = False
    start: int = 0


def read_when(text: str, start: int = 0, *, month_first: bool) -> When:
    """Read a text from `start` on as a day, a time and a venue, in this order or time first."""
    days = [day for day in find_days(text, month_first=month_first) if day.start >= start]
    day = days[0] if days else None
    time = _find_time(text, start, day)
    spans = sorted(
        span for span in (None if day is None else (day.start, day.end), time) if span is not None
    )
    at = start
    for begin, end in spans:
        if not _BETWEEN.fullmatch(text, at, begin):
            return When(day, time)
        at = end
    venue = find_venue(text, at) if spans else None
    if venue is not None and time is None and _FOLLOWS_DIRECTLY.fullmatch(text, at, venue[0]):
        venue = None
    rest = at if venue is None else venue[1]
    is_whole = bool(spans) and len(days) <= 1 and bool(_SMALL.fullmatch(text, rest))
    return When(day, time, venue, is_whole, start)


def _find_time(text: str, start: int, day: Day | None) -> tuple[int, int] | None:
    """Find the first time of day that is no part of the date."""
    for found in TIME.finditer(text, start):
        if day is None or found.end() <= day.start or found.start() >= day.end:
            begin, end = found.span()
            return begin, end
    return None


def find_venue(text: str, start: int) -> tuple[int, int] | None:
    """Return where the rest of a text is a venue; None where it is something else."""
    begin = _VENUE_START.match(text, start)
    at = start if begin is None else begin.end()
    found = _VENUE.match(text, at)
    if found is None:
        return None
    words = found[0].rstrip(" .,;:)–—-")
    if len(words.split()) > _MOST_VENUE_WORDS or _SENTENCE.search(words) or _has_day(words):
        return None
    return at, at + len(words)


def _has_day(text: str) -> bool:
    if find_days(text, month_first=False) or TIME.search(text) is not None:
        return True
    return re.search(rf"\b\d{{1,2}}(?:[:.]\d{{2}})?\s*{_ZONE_NAME}", text) is not None
