"""How a board writes its dates, learnt from one sample day, and days written in this way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from scrutiny_cli.minutes.dates.date_words import (
    SHORT_YEAR,
    Token,
    compose_accents,
    full_year,
    is_ending,
    read_words,
    split_tokens,
)
from scrutiny_cli.minutes.dates.month_names import (
    ENGLISH,
    ENGLISH_DAYS,
    LANGUAGES,
    LINKING,
    MONTHS,
    WEEKDAYS,
    Language,
    plain_word,
)

Piece = Callable[[date], str]


SAMPLE = date(2015, 6, 25)  # the day that a board writes to show how it writes dates
EXAMPLES = (
    "25 June 2015", "25th June 2015", "Thursday 25 June 2015", "June 25, 2015", "25.06.2015",
    "25.06.15", "25/06/2015", "06/25/2015", "2015-06-25", "25 juin 2015", "25. Juni 2015",
)  # fmt: skip
_CENTURY = range(2000, 2100)
_FIGURES = re.compile(r"[0-9]+|[-/.]")


class DateStyle(NamedTuple):
    """A way to write dates: whether its digits have the month first, and the pieces of a day.

    `weekdays` are the names to write before a day, Monday first; none where the way has its own.
    """

    month_first: bool
    pieces: tuple[Piece, ...]
    short_pieces: tuple[Piece, ...] = ()
    weekdays: tuple[str, ...] = ()

    def format_day(self, day: date) -> str:
        """Write a day in this way."""
        return "".join(piece(day) for piece in self.pieces)

    def format_short_day(self, day: date) -> str:
        """Write a day in this way, but with the month abbreviated and without its weekday."""
        return "".join(piece(day) for piece in self.short_pieces or self.pieces)

    def format_day_with_weekday(self, day: date) -> str:
        """Write a day in this way, with its weekday."""
        weekday = f"{self.weekdays[day.weekday()]} " if self.weekdays else ""
        return weekday + self.format_day(day)


def format_date(day: date) -> str:
    """Write a day as people read it: 25 June 2015."""
    return f"{day.day} {ENGLISH.months[day.month - 1][0]} {day.year}"


def format_short_date(day: date) -> str:
    """Write a day with its month abbreviated: 25 Jun 2015."""
    return f"{day.day} {ENGLISH.short[day.month - 1][0]} {day.year}"


def format_date_with_weekday(day: date) -> str:
    """Write a day with its weekday: Thursday 25 June 2015."""
    return f"{weekday_name(day)} {format_date(day)}"


def weekday_name(day: date) -> str:
    """Return a day's weekday in English."""
    return ENGLISH.weekdays[day.weekday()][0]


def date_formatter(sample: str | None) -> Callable[[date], str]:
    """Return what writes a day as a sample of 25 June 2015 does; None: as 25 June 2015."""
    style = None if sample is None else date_style(sample)
    return format_date if style is None else cache(style.format_day)


def short_date_formatter(sample: str | None) -> Callable[[date], str]:
    """Return what writes a day for narrow tables; None: as 25 Jun 2015."""
    style = None if sample is None else date_style(sample)
    return format_short_date if style is None else style.format_short_day


def weekday_date_formatter(sample: str | None, words: str | None = None) -> Callable[[date], str]:
    """Return what writes a day with its weekday; None: as Thursday 25 June 2015.

    `words` is that day in the language in which the weekday is written before days in digits.
    """
    style = None if sample is None else date_style(sample)
    if sample is None or style is None:
        return format_date_with_weekday
    if words is not None and not any(map(str.isalpha, sample)):
        style = style._replace(weekdays=_list_weekdays(words))
    return cache(style.format_day_with_weekday)


def has_month_first(sample: str | None) -> bool:
    """Whether dates in digits are read month first, by a sample of 25 June 2015."""
    style = None if sample is None else date_style(sample)
    return style is not None and style.month_first


@cache
def date_style(sample: str) -> DateStyle | None:
    """Learn how dates are written from 25 June 2015; None where it is not that day."""
    text = " ".join(compose_accents(sample).split())
    found = read_words(text)
    if found is None:
        return _learn_figures(text)
    named = found.weekday in {None, SAMPLE.weekday()}
    if not named or (full_year(found.year), found.month, found.day) != (
        SAMPLE.year,
        SAMPLE.month,
        SAMPLE.day,
    ):
        return None
    return DateStyle(
        month_first=False,
        pieces=tuple(_learn_words(text)),
        short_pieces=tuple(_learn_words(text, is_short=True)),
        weekdays=() if found.weekday is not None else _list_weekdays(text),
    )


def _list_weekdays(sample: str) -> tuple[str, ...]:
    """Return the weekdays as they are before a day in the language of a sample."""
    language = _language_of(sample, split_tokens(sample))
    return tuple(language.before_day.format(names[0]) for names in language.weekdays)


# In digits


def _learn_figures(text: str) -> DateStyle | None:
    parts = _FIGURES.findall(text)
    if "".join(parts) != text or len(parts) != len(("25", ".", "06", ".", "15")):
        return None
    first, mark, second, other, third = parts
    if mark != other:
        return None
    padded = "06" in {first, second}
    day, month = (
        _write_number(lambda day: day.day, padded=padded),
        _write_number(lambda day: day.month, padded=padded),
    )
    orders: dict[tuple[str, ...], tuple[Piece, ...]] = {
        ("25", "6"): (day, _write_text(mark), month, _write_text(mark), _write_year(third)),
        ("6", "25"): (month, _write_text(mark), day, _write_text(mark), _write_year(third)),
        ("2015", "6"): (_write_year(first), _write_text(mark), month, _write_text(mark), day),
    }
    key = (first.lstrip("0"), second.lstrip("0"))
    pieces = orders.get(key)
    if pieces is None or third not in ({"25"} if first == "2015" else {"15", "2015"}):
        return None
    weekdays = tuple(names[0] for names in ENGLISH.weekdays)
    return DateStyle(key == ("6", "25"), pieces, weekdays=weekdays)


def _write_number(part: Callable[[date], int], *, padded: bool) -> Piece:
    return lambda day: f"{part(day):02}" if padded else str(part(day))


def _write_text(text: str) -> Piece:
    return lambda _day: text


def _write_year(sample: str) -> Piece:
    short = len(sample) == SHORT_YEAR
    return lambda day: (
        f"{day.year % 100:02}" if short and day.year in _CENTURY else f"{day.year:04}"
    )


# In words


def _learn_words(text: str, *, is_short: bool = False) -> Iterable[Piece]:
    """Yield the pieces of a sample; a short one has no weekday before the day."""
    tokens = split_tokens(text)
    language = _language_of(text, tokens)
    end = _find_day_start(tokens) if is_short else 0
    for at, token in enumerate(tokens):
        if token.start < end:
            continue
        piece = _find_piece(text[token.start : token.end], tokens, at, language, is_short=is_short)
        if piece is not None:
            yield _write_text(text[end : token.start])
            yield piece
            end = token.end
    yield _write_text(text[end:])


def _find_day_start(tokens: Sequence[Token]) -> int:
    """Return where the date begins after a weekday in front of it, otherwise 0."""
    dated = (token.start for token in tokens if token.is_number or _is_month(token))
    has_weekday = any(token.text in WEEKDAYS for token in tokens[:2])  # or `Dydd Iau`
    return next(dated, 0) if has_weekday else 0


def _is_month(token: Token) -> bool:
    return token.text in MONTHS and token.text not in WEEKDAYS  # `mar` is both


def _find_piece(
    word: str, tokens: Sequence[Token], at: int, language: Language, *, is_short: bool
) -> Piece | None:
    token = tokens[at]
    if token.is_number:
        if token.text == str(SAMPLE.day):
            return _write_day_of_month(tokens, at, language)
        return _write_year(token.text)
    if token.text in MONTHS:
        names = _month_names(language, token.text)
        is_usual = token.text == plain_word(language.months[SAMPLE.month - 1][0])
        shortens = is_short and is_usual  # no Welsh month as it is after `o`
        shown = tuple(each[0] for each in language.short) if shortens else names
        return _write_name(word, names, lambda day: day.month - 1, shown)
    if token.text in WEEKDAYS:
        return _write_name(word, _weekday_names(language, token.text), date.weekday)
    if at and tokens[at - 1].is_number and is_ending(token, tokens[at - 1]):
        return _write_ending(word)
    return None


def _write_day_of_month(tokens: Sequence[Token], at: int, language: Language) -> Piece:
    bare = at + 1 == len(tokens) or not is_ending(tokens[at + 1], tokens[at])
    french = bare and language.name == "French"
    return lambda day: "1er" if french and day.day == 1 else str(day.day)


def _write_ending(word: str) -> Piece:
    """Return the ending of a day's digits: English counts, other languages write one for all."""
    if word.casefold() != "th":
        return (
            (lambda day: _welsh_ending(day.day)) if word.casefold() == "ain" else _write_text(word)
        )
    same = str.upper if word.isupper() else str
    return lambda day: same(_english_ending(day.day))


_TEENS = (11, 12, 13)


def _english_ending(day: int) -> str:
    return "th" if day in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


_WELSH = (
    ("af", "il", "ydd", "ydd", "ed", "ed"),
    ("fed", "fed", "fed", "fed", "eg", "fed", "eg", "eg", "fed", "eg", "eg", "fed", "eg", "fed"),
)


def _welsh_ending(day: int) -> str:
    return dict(enumerate(chain(*_WELSH), 1)).get(day, "ain")


def _write_name(
    sample: str,
    names: Sequence[str],
    place: Callable[[date], int],
    shown: Sequence[str] | None = None,
) -> Piece:
    """Write a name of a list as the sample is written: in capitals, in small letters, or as is.

    `shown` are the names that are written, where they are not those of the sample.
    """
    written = names if shown is None else shown
    own = next((name for name in names if plain_word(name) == plain_word(sample)), sample)
    if sample.isupper():
        return lambda day: written[place(day)].upper()
    if sample.islower() and not own.islower():
        return lambda day: written[place(day)].lower()
    if sample[0].isupper() and own.islower():
        return lambda day: written[place(day)].capitalize()
    return lambda day: written[place(day)]


def _month_names(language: Language, word: str) -> tuple[str, ...]:
    for table in (language.months, language.short):
        if (names := _find_variant(table, SAMPLE.month - 1, word)) is not None:
            return names
    return tuple(names[0] for names in language.months)


def _weekday_names(language: Language, word: str) -> tuple[str, ...]:
    tables = (language.weekdays, ENGLISH_DAYS, *(language.weekdays for language in LANGUAGES))
    found = (_find_variant(table, SAMPLE.weekday(), word) for table in tables)
    return next(names for names in found if names is not None)


def _find_variant(table: tuple[tuple[str, ...], ...], at: int, word: str) -> tuple[str, ...] | None:
    """Return the names of a table in the variant in which a word is one of its entry."""
    variants = [plain_word(name) for name in table[at]]
    if word not in variants:
        return None
    variant = variants.index(word)
    return tuple(names[min(variant, len(names) - 1)] for names in table)


def _language_of(text: str, tokens: Sequence[Token]) -> Language:
    """Find the language of a sample: of its month, then of its other words, then of its case."""
    return min(LANGUAGES, key=lambda language: _count_strangers(language, text, tokens))


def _count_strangers(language: Language, text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    names = (language.months[SAMPLE.month - 1], language.short[SAMPLE.month - 1])
    written = {name for entry in names for name in entry}
    days = language.weekdays[SAMPLE.weekday()]
    months = [token for token in tokens if token.text in MONTHS and token.text not in WEEKDAYS]
    others = [token for token in tokens if token.text in WEEKDAYS]
    linking = {token.text for token in tokens if token.text in LINKING and token.text != "den"}
    unknown = 4 * sum(token.text not in map(plain_word, written) for token in months)
    unknown += 2 * sum(token.text not in map(plain_word, days) for token in others)
    unknown += 2 * len(linking - language.linking)
    exact = all(text[token.start : token.end] in written for token in months)
    return unknown, int(not exact)
