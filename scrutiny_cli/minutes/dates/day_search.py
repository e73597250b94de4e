"""Finds the days that a text contains among other words, so that no day is taken for words.

Nothing in this module decides what a text means; it only finds what is in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from scrutiny_cli.minutes.dates.date_words import (
    ENGLISH_ENDINGS,
    Token,
    is_day,
    is_ending,
    split_tokens,
)
from scrutiny_cli.minutes.dates.days_in_figures import Day, find_days_in_figures
from scrutiny_cli.minutes.dates.month_names import AMBIGUOUS, LINKING, MONTHS, WEEKDAYS

_JOINING = LINKING | {",", ".", "-", "–", "‐", "‑", "/", "of", "the", "'", "’"}
_JOINING_FOREIGN = LINKING | {",", ".", "of"}
_MOST_JOINING = 3  # tokens between a day, its month and its year
_WHOLE = 7  # tokens of a date alone, at most
_RANGE = frozenset(
    ("-", "–", "—", "/", "&", "+", "and", "or", "to", "until", "und", "oder", "bis", "et", "ou",
     "e", "o", "y", "tot")
)  # fmt: skip
_DASHES = frozenset(("-", "–"))
_SHORT_YEAR, _FULL_YEAR = 2, 4  # digits


def has_figures(text: str) -> bool:
    """Whether a text has digits at all; without any it contains no day."""
    return any("0" <= letter <= "9" for letter in text)


def find_days(text: str, *, month_first: bool = False) -> list[Day]:
    """Return every day that a text contains, in order; `month_first` is how digits are read."""
    tokens = split_tokens(text)
    ends = [token.end for token in tokens]
    found = [*_find_days_in_words(tokens), *find_days_in_figures(text, month_first=month_first)]
    days = []
    for day in _drop_overlaps(sorted(found, key=lambda day: day.start)):
        before = bisect_right(ends, day.start)
        days.append(_include_weekday(day, tokens[max(0, before - _MOST_JOINING) : before]))
    return sorted(days, key=lambda day: day.start)


def _drop_overlaps(days: list[Day]) -> list[Day]:
    """Leave out of two days that overlap the second, or the one in digits alone."""
    kept: list[Day] = []
    for day in days:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
        elif day.year is not None and kept[-1].year is None:
            kept[-1] = day._replace(start=kept[-1].start, several=True)
    return kept


def _include_weekday(day: Day, tokens: Sequence[Token]) -> Day:
    """Add the weekday directly before a day, with the words between them."""
    back = list(tokens)
    while back and back[-1].text in {",", ".", "the", "den", "le"}:
        back.pop()
    weekday = WEEKDAYS.get(back[-1].text) if back else None
    return day if weekday is None else day._replace(start=back[-1].start, weekday=weekday)


# Days in words


def _find_days_in_words(tokens: Sequence[Token]) -> Iterator[Day]:
    used = -1  # no number is of two days
    for at, token in enumerate(tokens):
        found = _read_day(tokens, at, used) if token.text in MONTHS else None
        if found is not None:
            day, used = found
            yield day


def _read_day(tokens: Sequence[Token], at: int, used: int) -> tuple[Day, int] | None:
    """Read the day beside the month at `at`; return it, and the last token that belongs to it."""
    before = _number_before(tokens, at)
    if before is not None and before > used:
        number, first, last = before, _range_start(tokens, before, used), at
    else:
        after = _number_after(tokens, at)
        if after is None:
            return None
        number, first, last = after, at, after
    year = _year_after(tokens, last)
    last = last if year is None else year
    if not _is_meant_as_month(tokens, at, year):
        return None
    if year is None and first == at and (early := _year_before(tokens, at)) is not None:
        year = first = early
    has_range = _has_range_after(tokens, last)
    several = (first < number < at and first != year) or has_range
    last += 2 if has_range else 0
    day = Day(
        start=tokens[first].start,
        end=max(tokens[last].end, tokens[at].end, _day_end(tokens, number)),
        day=int(tokens[number].text),
        month=MONTHS[tokens[at].text].number,
        year=tokens[year].text if year is not None else None,
        several=several,
    )
    return day, last


def _day_end(tokens: Sequence[Token], day: int) -> int:
    """Return where the digits of a day end, with `th` after them."""
    has_ending = day + 1 < len(tokens) and is_ending(tokens[day + 1], tokens[day])
    return tokens[day + has_ending].end


# Which words are a month


def _is_meant_as_month(tokens: Sequence[Token], at: int, year: int | None) -> bool:
    """Whether a word that may be a month is meant as one: `sort out 3 quotes` has no October."""
    has_full_year = year is not None and len(tokens[year].text) == _FULL_YEAR
    if tokens[at].text not in AMBIGUOUS or has_full_year:
        return True
    if len(tokens) > _WHOLE or any(map(_is_clearly_month, tokens)):
        return False
    return all(map(_may_belong_to_date, tokens))


def _is_clearly_month(token: Token) -> bool:
    """Whether a word is certainly a month, as in `hyd 3 Medi`, where `hyd` means until."""
    return token.text in MONTHS and token.text not in AMBIGUOUS and token.text not in WEEKDAYS


def _may_belong_to_date(token: Token) -> bool:
    known = token.text in MONTHS or token.text in WEEKDAYS or token.text in _JOINING
    return known or token.is_number or token.text in ENGLISH_ENDINGS


# What is before and after a month: the index of the token, or None


def _joining_words(token: Token) -> frozenset[str]:
    """Return what may be between a month and its day; with a foreign name, less than in English."""
    month = MONTHS[token.text]
    return _JOINING if month.is_english or month.is_short else _JOINING_FOREIGN


def _number_before(tokens: Sequence[Token], at: int) -> int | None:
    joining, back = _joining_words(tokens[at]), at - 1
    while back >= 0 and at - back <= _MOST_JOINING and tokens[back].text in joining:
        back -= 1
    if back > 0 and is_ending(tokens[back], tokens[back - 1]):
        back -= 1
    is_number = back >= 0 and is_day(tokens[back]) and not _is_after_letter(tokens, back)
    return back if is_number else None


def _is_after_letter(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter is directly before a number, as in `Q3`."""
    before = tokens[at - 1] if at else None
    return before is not None and before.end == tokens[at].start and before.text.isalpha()


def _number_after(tokens: Sequence[Token], at: int) -> int | None:
    joining, on = _joining_words(tokens[at]), at + 1
    while on < len(tokens) and on - at <= _MOST_JOINING and tokens[on].text in joining:
        on += 1
    return on if on < len(tokens) and is_day(tokens[on]) else None


def _range_start(tokens: Sequence[Token], day: int, used: int) -> int:
    """Return where `1-3 June` or `1 and 3 June` begins; otherwise the day itself."""
    first = day
    while first - 2 > used and tokens[first - 1].text in _RANGE:
        before = first - 2
        before -= before - 1 > used and is_ending(tokens[before], tokens[before - 1])
        if not is_day(tokens[before]):
            break
        first = before
    return first


def _has_range_after(tokens: Sequence[Token], last: int) -> bool:
    """Whether a second day follows a day, as in `Feb 17-21` and `17 Feb-21`."""
    on = last + 1
    if on + 1 >= len(tokens) or tokens[on].text not in _DASHES:
        return False
    return is_day(tokens[on + 1]) and not _begins_day(tokens, on + 1)


def _year_after(tokens: Sequence[Token], last: int) -> int | None:
    on = last + 1
    if on < len(tokens) and is_ending(tokens[on], tokens[last]):
        on += 1
    while on < len(tokens) and on - last <= _MOST_JOINING and tokens[on].text in _JOINING:
        on += 1
    if on >= len(tokens) or not tokens[on].is_number:
        return None
    figures = len(tokens[on].text)
    if figures == _SHORT_YEAR:
        return None if _begins_day(tokens, on) or _ends_range(tokens, on, last) else on
    return on if figures == _FULL_YEAR else None


def _ends_range(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether two digits are the last day of a range, as in `Feb 17-21`; not in `17-Feb-21`."""
    is_joined = tokens[at - 1].text in _DASHES | {"/"} and at > last
    return is_joined and tokens[max(0, last - 1)].text not in _DASHES | {"/"}


def _begins_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the day of a month that follows: `31 Jan, 28 Feb 2026`."""
    return is_day(tokens[at]) and any(token.text in MONTHS for token in tokens[at + 1 : at + 3])


def _year_before(tokens: Sequence[Token], first: int) -> int | None:
    back = first - 1
    if back > 0 and tokens[back].text in {"-", "/", "."}:
        back -= 1
    return back if back >= 0 and re.fullmatch(r"(?:19|20)[0-9]{2}", tokens[back].text) else None
