"""Dates in words: the tokens of a text, and the date that a whole text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from scrutiny_cli.minutes.dates.month_names import LINKING, MONTHS, SHORT, WEEKDAYS, plain_word

# A month and its year in digits: not how a month is written, nor a day.
MONTH_IN_FIGURES = r"([0-9]{1,2})[-/.]([0-9]{4})|([0-9]{4})[-/.]([0-9]{1,2})"
_TOKEN = re.compile(r"[0-9]+|(?<=[0-9])(?:st|nd|rd|th)|[^\W\d_]+(?:-feira)?|\S", re.IGNORECASE)
ENGLISH_ENDINGS = frozenset(("st", "nd", "rd", "th"))
# How other languages end the digits of a day; only directly after them.
ENDINGS = ENGLISH_ENDINGS | frozenset(
    ("er", "e", "eme", "ste", "de", "o", "º", "ª", "°", ".", "af", "il", "ydd", "fed", "ed", "eg",
     "ain")
)  # fmt: skip
_DAY_FIGURES = 2
SHORT_YEAR = 2  # digits
_YEAR_FIGURES = (SHORT_YEAR, 4)
_CENTURY = 2000  # of a year in two digits
LAST_DAY = 31


class Token(NamedTuple):
    """A number, a word or a sign: its text without case and accents, and where it is."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it is digits."""
        return self.text.isascii() and self.text.isdigit()


class DateInWords(NamedTuple):
    """A date that a whole text is; `weekday` is 0 for Monday, None where it is not given."""

    weekday: int | None
    day: int
    month: int
    year: str


def compose_accents(text: str) -> str:
    """Return a text with each accent in one character with its letter."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def simplify_text(text: str) -> str:
    """Return a text as dates are looked for in it.

    Raised letters and wide digits are as plain ones, and signs that are not seen are left out:
    a text copied from a web page or a PDF has them (`25ᵗʰ June`, `25\u2060 June`).
    """
    if text.isascii():
        return text
    plain = compose_accents(text)
    return plain.translate({ord(sign): _simplify_character(sign) for sign in set(plain)})


def _simplify_character(character: str) -> str:
    if character in ENDINGS or character.isascii():
        return character
    return "" if unicodedata.category(character) == "Cf" else _plain_form(character)


def _plain_form(character: str) -> str:
    """Return a letter or digit in its plain form; any other sign as it is."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isalnum() else character


def split_tokens(text: str) -> list[Token]:
    """Split a text into numbers, words and signs."""
    return [Token(plain_word(found[0]), *found.span()) for found in _TOKEN.finditer(text)]


def full_year(figures: str) -> int:
    """Return a year of four or two digits as a number."""
    return int(figures) + (_CENTURY if len(figures) == SHORT_YEAR else 0)


def is_day(token: Token) -> bool:
    """Whether a token is digits that may be a day of a month."""
    figures = token.text
    return token.is_number and len(figures) <= _DAY_FIGURES and 1 <= int(figures) <= LAST_DAY


def is_ending(token: Token, number: Token) -> bool:
    """Whether a token ends the digits of a day, as `th` does; `25 th` is written, too."""
    if token.text not in ENDINGS:
        return False
    return token.start == number.end or token.text in ENGLISH_ENDINGS


def read_words(text: str) -> DateInWords | None:
    """Read a text that is a date in words, whether or not it exists; None: it is not one."""
    tokens = [token for token in split_tokens(text) if token.text != ","]
    weekday, rest = _split_weekday(tokens)
    found = _read_day_month_year(rest) if weekday is not None else None
    if found is not None:
        return found._replace(weekday=weekday)
    return _read_day_month_year(tokens)  # `Mawrth` is a weekday and a month


def _split_weekday(tokens: Sequence[Token]) -> tuple[int | None, Sequence[Token]]:
    """Take the weekday from the beginning: `Thurs.`, `dydd Iau`, `Donnerstag, den`."""
    at = 1 if tokens and tokens[0].text == "dydd" else 0
    weekday = WEEKDAYS.get(tokens[at].text) if len(tokens) > at else None
    rest = tokens[at + 1 :]
    for word in (".", "den"):
        rest = rest[1:] if rest and rest[0].text == word else rest
    is_apart = weekday is not None and len(rest) > 0 and rest[0].start > tokens[at].end
    return weekday if is_apart else None, rest


def _read_day_month_year(tokens: Sequence[Token]) -> DateInWords | None:
    """Read a day and a month in either order, then a year."""
    day_first = _take_day(tokens)
    if day_first is not None:
        number, rest = day_first
        month = _take_month(_drop_linking(rest))
        return None if month is None else _add_year(number, month[0], month[1])
    month = _take_month(tokens)
    after = None if month is None else _take_day(month[1])
    return None if month is None or after is None else _add_year(after[0], month[0], after[1])


def _take_day(tokens: Sequence[Token]) -> tuple[int, Sequence[Token]] | None:
    if not tokens or not tokens[0].is_number or len(tokens[0].text) > _DAY_FIGURES:
        return None
    ended = len(tokens) > 1 and is_ending(tokens[1], tokens[0])
    return int(tokens[0].text), tokens[2 if ended else 1 :]


def _take_month(tokens: Sequence[Token]) -> tuple[int, Sequence[Token]] | None:
    """Take a month from the beginning, with the dot of an abbreviation, or return None."""
    month = MONTHS.get(tokens[0].text) if tokens else None
    if month is None:
        return None
    dotted = len(tokens) > 1 and tokens[1].text == "." and tokens[0].text in SHORT
    return month.number, tokens[2 if dotted else 1 :]


def _drop_linking(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[1:] if tokens and tokens[0].text in LINKING else tokens


def _add_year(day: int, month: int, tokens: Sequence[Token]) -> DateInWords | None:
    rest = _drop_linking(tokens)
    if len(rest) != 1 or not rest[0].is_number or len(rest[0].text) not in _YEAR_FIGURES:
        return None
    return DateInWords(None, day, month, rest[0].text)


def read_month_and_year(tokens: Sequence[Token]) -> tuple[int, str] | None:
    """Read tokens that are a month with its year in four digits; None: they are not."""
    month = _take_month(tokens)
    rest = () if month is None else _drop_linking(month[1])
    if month is None or len(rest) != 1 or not re.fullmatch(r"[0-9]{4}", rest[0].text):
        return None
    return month[0], rest[0].text
