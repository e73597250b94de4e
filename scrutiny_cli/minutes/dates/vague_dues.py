"""Due dates in words, such as `next Friday`, and the day they mean, counted from another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.minutes.dates.misspelt_months import nearest_month
from scrutiny_cli.minutes.dates.month_lengths import add_months, count_days
from scrutiny_cli.minutes.dates.month_names import MONTHS, WEEKDAYS, plain_word

_FRIDAY, _WEEK, _MONTHS_IN_A_YEAR = 4, 7, 12
_EARLY, _MID = 10, 15
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "twenty": 20,
    "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_IDLE = frozenset(("by", "before", "on", "at", "the"))
_SEASONS = "spring|summer|autumn|fall|winter"
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MOST = 400  # years, months, weeks or days that are counted; more is no due

_COUNT = re.compile(r"(?:in|within) (\w+) (day|week|fortnight|month)s?['’]?(?: time)?")
_WEEKDAY = re.compile(r"(?:next |this )?(\w+(?:-feira)?)\.?")
_SPAN = re.compile(r"(?:end (?:of )?)?(this|next) (week|month)|end (?:of )?(week|month)|month end")
_MONTH = re.compile(
    r"(?:in )?(?:(end of|end|late|early|mid)[ -]?)?(?:of )?([a-z]+)\.?(?: ([0-9]{4}))?"
)
_MONTH_IN_FIGURES = re.compile(r"(?:in )?(?:([0-9]{4})-([0-9]{2})|([0-9]{2})/([0-9]{4}))")
_MEETING = re.compile(r"([a-z]+)\.?(?: ([0-9]{4}))? meeting")
_SEASON = re.compile(
    rf"(?:in )?(?:(?:end of|end|late|early|mid)[ -]?)?(?:{_SEASONS})(?: [0-9]{{4}})?"
)


class Offer(NamedTuple):
    """What words mean: a day, or the meeting of a month; neither: no day can be offered."""

    day: date | None = None
    meeting_month: int | None = None
    year: int | None = None


def offer_day(words: str, start: date) -> Offer | None:
    """Return the day that the words of a due date mean, counted from a day.

    None: they mean no day, like `asap`. `June meeting` gives the month of a meeting, and a
    season gives neither day nor month.
    """
    plain = " ".join(part for part in _simplify_words(words).split() if part not in _IDLE)
    for read in (
        _read_count,
        _read_tomorrow,
        _read_weekday,
        _read_this_or_next,
        _read_meeting,
        _read_month,
        _read_season,
    ):
        try:
            found = read(plain, start)
        except OverflowError:  # beyond the last day that a computer knows
            return Offer()
        if found is not None:
            return found
    return None


def _simplify_words(words: str) -> str:
    return " ".join(words.replace(",", " ").split()).casefold().strip(". ")


def _read_count(words: str, start: date) -> Offer | None:
    found = _COUNT.fullmatch(words)
    number = _read_number(found[1]) if found is not None else None
    if found is None or number is None:
        return None
    if found[2] == "month":
        return Offer(add_months(start, number))
    return Offer(start + timedelta(days=number * _DAYS[found[2]]))


def _read_number(word: str) -> int | None:
    if re.fullmatch("[0-9]{1,3}", word):
        return int(word) if int(word) <= _MOST else None
    return _NUMBERS.get(word)


def _read_tomorrow(words: str, start: date) -> Offer | None:
    return Offer(start + timedelta(days=1)) if words == "tomorrow" else None


def _read_weekday(words: str, start: date) -> Offer | None:
    found = _WEEKDAY.fullmatch(words)
    day = WEEKDAYS.get(plain_word(found[1])) if found is not None else None
    if day is None or plain_word(words) in MONTHS:
        return None
    return Offer(start + timedelta(days=(day - start.weekday() - 1) % _WEEK + 1))


def _read_this_or_next(words: str, start: date) -> Offer | None:
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    later = found[1] == "next"
    if (found[2] or found[3]) == "week":
        monday = start - timedelta(days=start.weekday())
        return Offer(monday + timedelta(days=_FRIDAY + later * _WEEK))
    month = add_months(start.replace(day=1), int(later))
    return Offer(_day_in_month(None, month.year, month.month))


def _read_month(words: str, start: date) -> Offer | None:
    """Read a month with or without its year, and early, mid, late or at the end of it."""
    if (figures := _MONTH_IN_FIGURES.fullmatch(words)) is not None:
        year, month = int(figures[1] or figures[4]), int(figures[2] or figures[3])
        in_year = 1 <= month <= _MONTHS_IN_A_YEAR and year > 0
        return Offer(_day_in_month(None, year, month)) if in_year else None
    found = _MONTH.fullmatch(words)
    number = _english_month(found[2]) if found is not None else None
    if found is not None and number is None and found[3] is not None:
        number = _guess_month(found[2])
    if found is None or number is None:
        return None
    if found[3] is not None:
        return Offer(_day_in_month(found[1], int(found[3]), number)) if int(found[3]) else None
    years = (start.year, start.year + 1)
    days = (_day_in_month(found[1], year, number) for year in years if year <= date.max.year)
    return Offer(next((day for day in days if day > start), None))


def _english_month(word: str) -> int | None:
    month = MONTHS.get(word)
    return month.number if month is not None and month.is_english else None


def _guess_month(word: str) -> int | None:
    """Return the month that a word of five letters or more is nearest to: `Febuary 2025`."""
    near = nearest_month(word, english=True) if len(word) > len("June") else None
    return _english_month(near.casefold()) if near is not None else None


def _day_in_month(part: str | None, year: int, month: int) -> date:
    day = {"early": _EARLY, "mid": _MID}.get(part or "")
    return date(year, month, count_days(year, month) if day is None else day)


def _read_meeting(words: str, _start: date) -> Offer | None:
    found = _MEETING.fullmatch(words)
    number = _english_month(found[1]) if found is not None else None
    if found is None or number is None:
        return None
    return Offer(meeting_month=number, year=int(found[2]) if found[2] else None)


def _read_season(words: str, _start: date) -> Offer | None:
    return Offer() if _SEASON.fullmatch(words) else None
