"""Finds the days that a text contains among other words, and words that were meant as one.

Nothing here decides what a text means: it says what is there, so that no day is taken for words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.date_words import (
    ENGLISH_ENDINGS,
    LAST_DAY,
    Token,
    is_day,
    is_ending,
    tokens_of,
)
from scrutiny_cli.minutes.month_names import (
    AMBIGUOUS,
    ENGLISH,
    LINKING,
    MONTHS,
    WEEKDAYS,
    full_names,
    plain_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS_IN_A_YEAR = 12
_BETWEEN = LINKING | {",", ".", "-", "–", "‐", "‑", "/", "of", "the", "'", "’"}
_BETWEEN_FULL = LINKING | {",", ".", "of"}
_MOST_BETWEEN = 3
_MOST_WORDS = 50  # that are looked at whether they are a misspelt month
_WHOLE = 7  # tokens of a date alone, at most
_RANGE = frozenset(
    ("-", "–", "—", "/", "&", "+", "and", "or", "to", "until", "und", "oder", "bis", "et", "ou",
     "e", "o", "y", "tot")
)  # fmt: skip
_NEARBY = 40  # characters before and after figures that say what they are

_SIGN = r"[-/.‐‑–]"
_TIME = re.compile(r"(?<![0-9])[0-9]{1,2}:[0-9]{2}(?:[-–][0-9]{1,2}:[0-9]{2})?(?![0-9])")
_RUN = re.compile(rf"(?<![0-9])[0-9]{{1,8}}(?:\s?{_SIGN}\s?[0-9]{{1,8}})+(?![0-9])")
_SPACED = re.compile(r"(?<![^\s(,;])[0-9]{1,2} [0-9]{1,2} [0-9]{4}(?!\w)")
_EIGHT = re.compile(r"(?<!\w)[0-9]{8}(?!\w)")
_UNIT = re.compile(
    r"\s*(?:-?(?:working|business|calendar|full|clear|more|further)\s+)?"
    r"(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?|h|minutes?|mins?|uhr|"
    r"am|pm|a\.m|p\.m|noon|meetings?|%|per ?cent)(?![^\W_])",
    re.IGNORECASE,
)
_YEARS_BEFORE = re.compile(
    r"(?:\bQ[1-4]|\bFY|\b(?:financial|academic|municipal|school|tax|fiscal) year|\byears?)[\s,:]*$",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day that a text contains: where, and its day, month and year as they are written.

    `year` is None where there is none; `day` and `month` are None where they cannot be told.
    `several`: it is a range of days, or a choice. `weekday` is 0 for Monday.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: str | None = None
    several: bool = False
    weekday: int | None = None


class Years(NamedTuple):
    """Two years that may also be a month, or a day and a month."""

    start: int
    end: int
    first: str
    second: str


# Days in words


def may_contain_a_day(text: str) -> bool:
    """Whether a text has figures at all; without any it contains no day."""
    return any("0" <= letter <= "9" for letter in text)


def find_days(text: str, *, month_first: bool = False) -> list[Day]:
    """Give every day that a text contains, in order; `month_first` is how its figures are read."""
    tokens = tokens_of(text)
    found = [*_days_in_words(tokens)]
    figures = _days_in_figures(text, month_first=month_first)
    found = _without_overlaps(sorted([*found, *figures], key=lambda one: one.start))
    ends = [token.end for token in tokens]
    found = [_with_weekday(one, _before(tokens, bisect_right(ends, one.start))) for one in found]
    return sorted(found, key=lambda one: one.start)


def _before(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    return tokens[max(0, end - _MOST_BETWEEN) : end]


def _without_overlaps(found: list[Day]) -> list[Day]:
    """Leave out of two days that overlap the second, or the one in figures alone."""
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
        elif day.year is not None and kept[-1].year is None:
            kept[-1] = day._replace(start=kept[-1].start, several=True)
    return kept


def _days_in_words(tokens: Sequence[Token]) -> Iterator[Day]:
    used = -1  # no number is of two days
    for at, token in enumerate(tokens):
        if token.text not in MONTHS:
            continue
        found = _day_of_month(tokens, at, used)
        if found is not None:
            used = found[1]
            yield found[0]


def _day_of_month(tokens: Sequence[Token], at: int, used: int) -> tuple[Day, int] | None:
    """Give the day beside a month, and the last token that belongs to it."""
    before = _number_before(tokens, at)
    if before is not None and before > used:
        day, first, last = before, _range_start(tokens, before, used), at
    else:
        after = _number_after(tokens, at)
        if after is None:
            return None
        day, first, last = after, at, after
    year = _year_after(tokens, last)
    last = last if year is None else year
    if not _counts(tokens, at, tokens[year].text if year is not None else ""):
        return None
    if year is None and first == at and (early := _year_before(tokens, at)) is not None:
        year = first = early
    number, month = int(tokens[day].text), MONTHS[tokens[at].text].number
    figures = tokens[year].text if year is not None else None
    more = _has_range_after(tokens, last)
    several = (first < day < at and first != year) or more
    last += 2 if more else 0
    end = max(tokens[last].end, tokens[at].end, _day_end(tokens, day))
    return Day(tokens[first].start, end, number, month, figures, several), last


def _day_end(tokens: Sequence[Token], day: int) -> int:
    """Give where a day's figures end, with `th` after them."""
    ended = day + 1 < len(tokens) and is_ending(tokens[day + 1], tokens[day])
    return tokens[day + ended].end


def _has_range_after(tokens: Sequence[Token], last: int) -> bool:
    """Whether a second day follows a day, as in `Feb 17-21` and `17 Feb-21`."""
    on = last + 1
    if on + 1 >= len(tokens) or tokens[on].text not in {"-", "–"}:
        return False
    return is_day(tokens[on + 1]) and not _begins_day(tokens, on + 1)


def _counts(tokens: Sequence[Token], at: int, year: str) -> bool:
    """Whether a word that is a month is meant as one: `sort out 3 quotes` has no October."""
    if tokens[at].text not in AMBIGUOUS or len(year) == len("2015"):
        return True
    if len(tokens) > _WHOLE or any(map(_is_another_month, tokens)):
        return False
    return all(map(_is_of_a_date, tokens))


def _is_another_month(token: Token) -> bool:
    """Whether a word is a month beyond doubt, as in `hyd 3 Medi`, where `hyd` means until."""
    return token.text in MONTHS and token.text not in AMBIGUOUS and token.text not in WEEKDAYS


def _is_of_a_date(token: Token) -> bool:
    known = token.text in MONTHS or token.text in WEEKDAYS or token.text in _BETWEEN
    return known or token.is_number or token.text in ENGLISH_ENDINGS


def _between(token: Token) -> frozenset[str]:
    """Give what may be between a month and its day; with a foreign name, less than in English."""
    month = MONTHS[token.text]
    return frozenset(_BETWEEN if month.is_english or month.is_short else _BETWEEN_FULL)


def _number_before(tokens: Sequence[Token], at: int) -> int | None:
    between, back = _between(tokens[at]), at - 1
    while back >= 0 and at - back <= _MOST_BETWEEN and tokens[back].text in between:
        back -= 1
    if back > 0 and is_ending(tokens[back], tokens[back - 1]):
        back -= 1
    return back if back >= 0 and is_day(tokens[back]) and not _is_glued(tokens, back) else None


def _is_glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter is directly before a number, as in `Q3`."""
    before = tokens[at - 1] if at else None
    return before is not None and before.end == tokens[at].start and before.text.isalpha()


def _number_after(tokens: Sequence[Token], at: int) -> int | None:
    between, on = _between(tokens[at]), at + 1
    while on < len(tokens) and on - at <= _MOST_BETWEEN and tokens[on].text in between:
        on += 1
    return on if on < len(tokens) and is_day(tokens[on]) else None


def _range_start(tokens: Sequence[Token], day: int, used: int) -> int:
    """Give where `1-3 June` or `1 and 3 June` begins; otherwise the day itself."""
    first = day
    while first - 2 > used and tokens[first - 1].text in _RANGE:
        before = first - 2
        ended = before - 1 > used and is_ending(tokens[before], tokens[before - 1])
        before -= ended
        if not is_day(tokens[before]):
            break
        first = before
    return first


def _year_after(tokens: Sequence[Token], last: int) -> int | None:
    on = last + 1
    if on < len(tokens) and is_ending(tokens[on], tokens[last]):
        on += 1
    while on < len(tokens) and on - last <= _MOST_BETWEEN and tokens[on].text in _BETWEEN:
        on += 1
    if on >= len(tokens) or not tokens[on].is_number or len(tokens[on].text) not in {2, 4}:
        return None
    if len(tokens[on].text) == len("15") and (
        _begins_day(tokens, on) or _ends_range(tokens, on, last)
    ):
        return None
    return on


def _ends_range(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether two figures are the last day of a range, as in `Feb 17-21`; not in `17-Feb-21`."""
    joined = tokens[at - 1].text in {"-", "–", "/"} and at - 1 > last - 1
    return joined and tokens[max(0, last - 1)].text not in {"-", "–", "/"}


def _begins_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the day of a month that follows: `31 Jan, 28 Feb 2026`."""
    return any(
        token.text in MONTHS for token in tokens[at + 1 : at + 1 + _MOST_BETWEEN][:2]
    ) and is_day(tokens[at])


def _year_before(tokens: Sequence[Token], first: int) -> int | None:
    back = first - 1
    if back > 0 and tokens[back].text in {"-", "/", "."}:
        back -= 1
    return back if back >= 0 and re.fullmatch(r"(?:19|20)[0-9]{2}", tokens[back].text) else None


def _with_weekday(day: Day, tokens: Sequence[Token]) -> Day:
    """Take the weekday directly before a day to it, with the words between them."""
    back = list(tokens[-_MOST_BETWEEN:])
    while back and back[-1].text in {",", ".", "the", "den", "le"}:
        back.pop()
    weekday = WEEKDAYS.get(back[-1].text) if back else None
    return day if weekday is None else day._replace(start=back[-1].start, weekday=weekday)


# Days in figures


class _Group(NamedTuple):
    figures: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.figures)


def _days_in_figures(text: str, *, month_first: bool) -> Iterator[Day]:
    masked = _TIME.sub(lambda time: " " * len(time[0]), text)
    before: list[_Group] = []
    for groups, sign, spaced in _runs(masked):
        day = _day_of(groups, sign, masked, month_first=month_first, spaced=spaced)
        if day is not None:
            yield _with_first_day(day, before, masked)
        before = groups
    for found in _SPACED.finditer(masked):
        one, other, year = found[0].split()
        if _can_be(int(one), int(other)):
            ordered = _ordered(int(one), int(other), month_first)
            yield Day(found.start(), found.end(), *ordered, year)
    for found in _EIGHT.finditer(masked):
        if (written := _eight_figures(found[0])) is not None:
            yield Day(found.start(), found.end(), *written)


def _with_first_day(day: Day, before: list[_Group], text: str) -> Day:
    """Take the first day of a range to the second: `17-21/2/25`."""
    if len(before) != 1 or not 1 <= before[0].number <= LAST_DAY:
        return day
    if text[before[0].end : day.start].strip() not in {"-", "–"}:
        return day
    return day._replace(start=before[0].start, several=True)


def _runs(text: str) -> Iterator[tuple[list[_Group], str, bool]]:
    """Give each row of figures that one sign joins, and whether there are spaces in it."""
    for run in _RUN.finditer(text):
        groups = [
            _Group(one[0], run.start() + one.start(), run.start() + one.end())
            for one in re.finditer("[0-9]+", run[0])
        ]
        yield from _rows(text, groups)


def _rows(text: str, groups: list[_Group]) -> Iterator[tuple[list[_Group], str, bool]]:
    """Split a run where its sign changes; `25.06-30.06` is two days."""
    joints = [text[one.end : two.start] for one, two in pairwise(groups)]
    signs = [_same_sign(joint.strip()) for joint in joints]
    mixed = len(set(signs)) > 1
    row, sign, spaced = [groups[0]], "", False
    for group, mark, joint in zip(groups[1:], signs, joints, strict=True):
        if (mixed and mark == "-") or (sign and mark != sign):
            yield row, sign, spaced
            row, sign, spaced = [group], "", False
            continue
        row.append(group)
        sign, spaced = mark, spaced or joint != joint.strip()
    yield row, sign, spaced


def _same_sign(sign: str) -> str:
    return "-" if sign in "‐‑–" else sign


_PAIR, _TRIPLE = 2, 3
_YEAR_FIGURES = (2, 4)


def _day_of(
    row: list[_Group], sign: str, text: str, *, month_first: bool, spaced: bool
) -> Day | None:
    if len(row) == _PAIR:
        return _pair(row, sign, text, month_first=month_first, spaced=spaced)
    if len(row) == _TRIPLE:
        return _triple(row, month_first=month_first)
    return None


def _pair(
    row: list[_Group], sign: str, text: str, *, month_first: bool, spaced: bool
) -> Day | None:
    first, second = row
    if spaced and sign != "/":
        return None
    if max(len(first.figures), len(second.figures)) > _PAIR or _is_no_pair(row, text):
        return None
    ordered = _ordered(first.number, second.number, month_first)
    if not _is_day(*ordered):
        alone = text.strip(" ,.\t\n") == text[first.start : second.end]
        ordered = ordered[::-1]
        signs = ("/-" if alone else "/") + ("." if month_first else "")  # 06.25 may be a time
        if sign not in signs or not _is_day(*ordered):
            return None
    return Day(first.start, second.end, *ordered)


def _is_no_pair(row: list[_Group], text: str) -> bool:
    """Whether a unit follows two figures, a letter is before them, or they are two years."""
    before, after = _around(text, row)
    if _UNIT.match(after) or re.search(r"(?:[^\W\d_][-/.]?|[£$€])$", before):
        return True
    if re.match(r"(?!(?:st|nd|rd|th|t[0-9])(?![^\W\d_]))[^\W\d_]", after, re.IGNORECASE):
        return True
    return _are_years(row[0].figures, row[1].figures)


def _around(text: str, row: list[_Group]) -> tuple[str, str]:
    start, end = row[0].start, row[-1].end
    return text[max(0, start - _NEARBY) : start], text[end : end + _NEARBY]


def _triple(row: list[_Group], *, month_first: bool) -> Day | None:
    first, second, third = row
    start, end, short = first.start, third.end, len(first.figures) <= _PAIR
    if short and len(second.figures) <= _PAIR and _can_be(first.number, second.number):
        ordered = _ordered(first.number, second.number, month_first)
        is_year = len(third.figures) in _YEAR_FIGURES
        return Day(start, end, *ordered, third.figures) if is_year else Day(start, end)
    if short or not _can_be(second.number, third.number):
        return None
    is_year = len(first.figures) == len("2015")
    month, day = second.number, third.number
    return Day(start, end, day, month, first.figures) if is_year else Day(start, end)


def _ordered(first: int, second: int, month_first: bool) -> tuple[int, int]:  # noqa: FBT001
    """Give the day and the month of two figures."""
    return (second, first) if month_first else (first, second)


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= LAST_DAY and 1 <= month <= _MONTHS_IN_A_YEAR


def _can_be(one: int, other: int) -> bool:
    """Whether two figures can be a day and a month, in either order."""
    return _is_day(one, other) or _is_day(other, one)


def _eight_figures(figures: str) -> tuple[int, int, str] | None:
    year, month, day = figures[:4], int(figures[4:6]), int(figures[6:])
    if year[:2] in {"19", "20"} and _is_day(day, month):
        return day, month, year
    day, month, year = int(figures[:2]), int(figures[2:4]), figures[4:]
    return (day, month, year) if year[:2] in {"19", "20"} and _can_be(day, month) else None


# Two years


def _are_years(first: str, second: str) -> bool:
    """Whether figures are a year and the one after it, as in 2024/25, 24/25 and 2024/2025."""
    if len(first) not in {2, 4} or len(second) not in {2, 4} or len(second) > len(first):
        return False
    following = int(first) + 1
    return str(following)[-len(second) :] == second


def is_year_span(text: str) -> bool:
    """Whether a whole text is a year and a later one in two figures, as 2024/25 or 2023-26."""
    found = re.fullmatch(r"[0-9]{2}([0-9]{2})[-/–]([0-9]{2})", text)
    return found is not None and (int(found[2]) > int(found[1]) or found[1] == "99")


def find_years(text: str) -> Years | None:
    """Find two years that may also be a month, or a day and a month: `2011/12`, `11/12`."""
    for row, sign, spaced in _runs(text):
        if len(row) != _PAIR or sign not in "/-":
            continue
        (before, after), (first, second) = _around(text, row), (one.figures for one in row)
        if spaced and sign == "-" and len(first) == _PAIR:
            continue  # a range, as in `meetings 11 - 12`
        if _UNIT.match(after) or _YEARS_BEFORE.search(before):
            continue
        if not _are_years(first, second) or len(second) != _PAIR:
            continue
        if _is_also_month(first, second, text[row[0].end : row[1].start]):
            return Years(row[0].start, row[1].end, first, second)
    return None


def _is_also_month(first: str, second: str, joint: str) -> bool:
    """Whether two years may be a month as well; with a plain hyphen, `2011-12`, they are one."""
    if len(first) == len("2015"):
        return joint != "-" and 1 <= int(second) <= _MONTHS_IN_A_YEAR
    return _can_be(int(first), int(second))


# Months that are misspelt


class Misspelt(NamedTuple):
    """A word that was meant as a month: as it is written, and the month nearest to it."""

    word: str
    nearest: str | None


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


def find_misspelt(text: str) -> Misspelt | None:
    """Find a word that was meant as a month between a day's number and a year, or beside a day."""
    for pattern in (_DAY_WORD_YEAR, _WORD_DAY_YEAR):
        for found in islice(pattern.finditer(text), _MOST_WORDS):
            if 1 <= int(found["day"]) <= LAST_DAY and (one := _misspelt(found, text)) is not None:
                return one
    alone = _DAY_WORD.fullmatch(text)
    word = (alone["word"] or alone["word2"]) if alone is not None else ""
    near = nearest_month(word, english=True) if len(word) > _SHORTEST else None
    return Misspelt(word, near) if near is not None else None


def _misspelt(found: re.Match[str], text: str) -> Misspelt | None:
    word = found["word"]
    if _UNIT.match(word) or plain_word(word) in WEEKDAYS:
        return None
    near = nearest_month(word)
    whole = found[0].strip() == text.strip() and len(found["year"]) == len("2015")
    return Misspelt(word, near) if near is not None or whole else None


@cache
def _shortened_names() -> dict[str, list[str]]:
    """Give the months' names, English first, by what is left of each without up to two letters."""
    found: dict[str, list[str]] = {}
    for name in full_names():
        for short in _without_letters(plain_word(name)):
            found.setdefault(short, []).append(name)
    return found


def _without_letters(word: str) -> set[str]:
    """Give a word, and what is left of it without one letter or two."""
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    return {word} | once | {one[:at] + one[at + 1 :] for one in once for at in range(len(one))}


def nearest_month(word: str, *, english: bool = False) -> str | None:
    """Give the full name of a month that differs from a word by a letter or two, or None."""
    plain = plain_word(word)
    if not _SHORTEST <= len(plain) <= _LONGEST or plain in ENGLISH_ENDINGS:
        return None
    most, shortened = (1 if len(plain) <= len("June") else 2), _shortened_names()
    found = {name: None for short in _without_letters(plain) for name in shortened.get(short, ())}
    wanted = [entry[0] for entry in ENGLISH.months] if english else full_names()
    near = [
        (_distance(plain, plain_word(name)), wanted.index(name)) for name in found if name in wanted
    ]
    distance, place = min(near, default=(most + 1, 0))
    return wanted[place] if distance <= most else None


def _distance(one: str, other: str) -> int:
    """Count the letters added, missing, changed or swapped between two short words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for on, wanted in enumerate(other, 1):
            cost = min(before[on] + 1, row[-1] + 1, before[on - 1] + (letter != wanted))
            if at > 1 and on > 1 and one[at - 2 : at] == other[on - 2 : on][::-1]:
                cost = min(cost, earlier[on - 2] + 1)
            row.append(cost)
    return row[-1]
