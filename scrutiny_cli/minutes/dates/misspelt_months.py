"""Words that were meant as a month but are misspelt, such as `Febuary`."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from scrutiny_cli.minutes.dates.date_words import ENGLISH_ENDINGS, LAST_DAY
from scrutiny_cli.minutes.dates.days_in_figures import UNIT
from scrutiny_cli.minutes.dates.month_names import ENGLISH, WEEKDAYS, full_names, plain_word
from scrutiny_cli.minutes.dates.spelling import (
    count_differences,
    delete_letters,
    index_by_deletions,
)

_MOST_WORDS = 50  # of a text that are looked at
_SHORTEST, _LONGEST = 3, 12
_NUMBER_WORD = (
    r"(?P<day>[0-9]{1,2})(?:\s?(?:st|nd|rd|th)|\.|er|º|°)?[\s,./-]+(?:(?:of|de|den|o)\s+)?"
)
_WORD = r"(?P<word>[^\W\d_]{3,14})\.?"
_YEAR = r"[\s,./-]+(?:(?:of|de|del|do)\s+)?(?P<year>(?:19|20)?[0-9]{2})(?![0-9])"
_DAY_WORD_YEAR = re.compile(rf"(?<!\w){_NUMBER_WORD}{_WORD}{_YEAR}", re.IGNORECASE)
_WORD_DAY_YEAR = re.compile(
    rf"(?<!\w){_WORD}\s+(?P<day>[0-9]{{1,2}})(?:\s?(?:st|nd|rd|th))?[\s,]+(?P<year>(?:19|20)[0-9]{{2}})"
    r"(?!\w)",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(
    rf"\s*(?:{_NUMBER_WORD}{_WORD}|(?P<word2>[^\W\d_]{{3,14}})\s+(?P<day2>[0-9]{{1,2}})"
    r"(?:st|nd|rd|th)?)\s*\.?\s*",
    re.IGNORECASE,
)


class Misspelt(NamedTuple):
    """A word that was meant as a month: as it is written, and the month nearest to it."""

    word: str
    nearest: str | None


def find_misspelt(text: str) -> Misspelt | None:
    """Find a word that was meant as a month between a day's number and a year, or beside a day."""
    for pattern in (_DAY_WORD_YEAR, _WORD_DAY_YEAR):
        for found in islice(pattern.finditer(text), _MOST_WORDS):
            if 1 <= int(found["day"]) <= LAST_DAY and (slip := _read_misspelt(found, text)):
                return slip
    alone = _DAY_WORD.fullmatch(text)
    word = (alone["word"] or alone["word2"]) if alone is not None else ""
    near = nearest_month(word, english=True) if len(word) > _SHORTEST else None
    return Misspelt(word, near) if near is not None else None


def _read_misspelt(found: re.Match[str], text: str) -> Misspelt | None:
    word = found["word"]
    if UNIT.match(word) or plain_word(word) in WEEKDAYS:
        return None
    near = nearest_month(word)
    whole = found[0].strip() == text.strip() and len(found["year"]) == len("2015")
    return Misspelt(word, near) if near is not None or whole else None


@cache
def _names_by_deletions() -> dict[str, list[str]]:
    """Return the months' full names, English first, by what is left of each without two letters."""
    return index_by_deletions((plain_word(name), name) for name in full_names())


def nearest_month(word: str, *, english: bool = False) -> str | None:
    """Return the full name of a month that differs from a word by a letter or two, or None."""
    plain = plain_word(word)
    if not _SHORTEST <= len(plain) <= _LONGEST or plain in ENGLISH_ENDINGS:
        return None
    most, shortened = (1 if len(plain) <= len("June") else 2), _names_by_deletions()
    found = {name: None for short in delete_letters(plain) for name in shortened.get(short, ())}
    wanted = [entry[0] for entry in ENGLISH.months] if english else full_names()
    near = [
        (count_differences(plain, plain_word(name)), wanted.index(name))
        for name in found
        if name in wanted
    ]
    distance, place = min(near, default=(most + 1, 0))
    return wanted[place] if distance <= most else None
