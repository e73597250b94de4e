"""Sentences which say that the minutes of an earlier meeting were agreed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from scrutiny_cli.importing.recognise.day_words import resolve_day
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.day_search import find_days

_PREVIOUS = "previous meeting"
_AGREED = r"(?:agreed|accepted|approved|adopted|confirmed|ratified|signed)"
_SENTENCE = re.compile(r"[^.;!?]+(?:\.(?=\d)[^.;!?]+)*")
_MINUTES_AGREED = re.compile(
    rf"\bminutes\b(?P<between>.{{0,160}}?)\b{_AGREED}\b"
    rf"|\b{_AGREED}\b(?P<after>(?:\s+\w+){{0,6}}?)\s+minutes\b",
    re.IGNORECASE | re.DOTALL,
)
_EARLIER = re.compile(
    r"\b(?:last|previous|prior|preceding)\b.{0,40}\b(?:meetings?|minutes|call|telecon)\b"
    r"|\bmeetings?\b.{0,60}\b(?:held|on|of|dated)\b|\bminutes\s+(?:of|from|for|dated|held)\b"
    r"|\bprevious\b|\blast\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(
    r"(?:(?:approval|approve|confirmation|adoption|acceptance|agreement|review|signing|to \w+"
    r"(?: and (?:approve|sign|agree|confirm|accept|adopt))?)\s+(?:of\s+)?)?(?:the\s+|draft\s+)*"
    r"(?:(?:last|previous)\s+(?:meeting(?:'s|’s)?\s+)?)?minutes\b|minutes\b",
    re.IGNORECASE,
)
_AGREED_ALONE = re.compile(
    rf"(?:(?:these|they|it)\s+)?(?:(?:was|were|are|is|be|been|duly|unanimously|formally|then|and"
    rf"|resolved|that|they)\W+)*{_AGREED}\b|\btrue (?:and accurate )?record\b"
    r"|\b(?:correct|accurate)\s+record\b|\btaken as read\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\bnot\b|n't\b|\bcannot\b|\bno\s+minutes\b|\bdeferred\b|\bwill\b|\bonce\b|\bif\b|\bunless\b"
    r"|\buntil\b|\bafter\b.{0,80}\bapproval\b|\bpending\b|\bshould\b|\bto\s+be\s+(?:agreed|approved"
    r"|confirmed|signed|adopted|accepted)\b|\bnext\s+meeting\b|\bpostponed\b|\bawait",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_BODY = re.compile(
    r"\b(?:sub-?committee|committee|working\s+(?:group|party))\b", re.IGNORECASE
)


def find_approved(
    title: str | None, texts: Iterable[str], reading: Reading, board: str | None
) -> str | None:
    """Return which minutes were agreed in an item: a date, or `previous meeting`; None: none.

    `board` is the title of the meeting: the minutes of a committee are another body's.
    """
    is_minutes = title is not None and _TITLE.match(title) is not None
    every = list(texts)
    for text in every:
        for sentence in _SENTENCE.finditer(text):
            words = sentence[0]
            if not _says_agreed(words, is_minutes=is_minutes):
                continue
            if _OTHER_BODY.search(words) and not (board and _OTHER_BODY.search(board)):
                continue
            return _find_meeting([words, *([title or "", *every] if is_minutes else [])], reading)
    return None


def _says_agreed(sentence: str, *, is_minutes: bool) -> bool:
    """Whether a sentence says it; below a title about minutes it need not name them."""
    if _NOT.search(sentence):
        return False
    found = _MINUTES_AGREED.search(sentence)
    if found is not None:
        return is_minutes or _EARLIER.search(sentence) is not None
    return is_minutes and _AGREED_ALONE.match(sentence.strip()) is not None


def _find_meeting(texts: Iterable[str], reading: Reading) -> str | None:
    """Return the day that the first text with days names, where one meeting can be meant."""
    for text in texts:
        days = list(dict.fromkeys(_list_earlier_days(text, reading)))
        if len(days) == 1:
            return _check_meeting(days[0], reading)
        if days:
            return None
    return _PREVIOUS


def _list_earlier_days(text: str, reading: Reading) -> Iterator[date]:
    for found in find_days(text, month_first=reading.month_first):
        day = resolve_day(found)
        if day is not None and day < reading.day and not found.several:
            yield day


def _check_meeting(day: date, reading: Reading) -> str | None:
    """Return a day; None where several meetings were held on it."""
    held = reading.book.index.by_day.get(day, [])
    return None if len(held) > 1 else day.isoformat()
