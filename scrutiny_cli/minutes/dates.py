"""Dates and dues as boards write them; nothing is ever guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scrutiny_cli.minutes import date_words, days_in_figures
from scrutiny_cli.minutes.date_styles import (
    SAMPLE,
    has_month_first,
    shown,
    shown_as,
    shown_with_weekday,
    weekday,
)
from scrutiny_cli.minutes.date_words import LAST_DAY, simplify_text, split_tokens
from scrutiny_cli.minutes.day_search import find_days, has_figures
from scrutiny_cli.minutes.misspelt_months import find_misspelt
from scrutiny_cli.minutes.model import Due, DueKind
from scrutiny_cli.minutes.month_names import ENGLISH, MONTHS, WEEKDAYS, month_number

__all__ = [
    "SAMPLE",
    "BadDate",
    "has_month_first",
    "in_iso",
    "is_day_first",
    "month_number",
    "read_date",
    "read_due",
    "shown",
    "shown_as",
    "shown_with_weekday",
]

_MONTH_NAMES = tuple(names[0] for names in ENGLISH.months)
_TWO_FIGURES = 2
_MAX_LENGTH = 500  # characters of a date or a due
_MOST_KEPT = 65536  # texts whose reading is remembered

YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
IN_FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NEXT_MEETING = re.compile(r"(?:(?:by|at|before) )?(?:the )?next meeting")
_MONTH_IN_FIGURES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})|([0-9]{4})[-/.]([0-9]{1,2})")
_DAY_ALONE = re.compile(
    r"(?:(?:by|on|before|for|from|until|the|w/c|w/e|week (?:commencing|ending)|no later than) )*"
    r"[0-9]{1,2} ?(?:st|nd|rd|th)(?: inst\.?)?"
)
_DAY_AFTER_WEEKDAY = re.compile(r"(?:(?:by|on|before|until|the) )*(?:[1-9]|[12][0-9]|3[01])")
_FIGURES_ALONE = re.compile(r"[0-9]{6}|[0-9]{8}")
# What may be written before a month with its year that is to end: `end of August 2013`.
_ENDS = frozenset(
    tuple(words.split())
    for words in (
        "end", "end of", "the end of", "by end", "by end of", "by the end of", "end -", "ende",
        "eind", "einde", "eind van", "fin", "fin de", "fine", "fine di", "fim de", "final de",
        "finales de", "diwedd",
    )
)  # fmt: skip

_DAY_FIRST, _MONTH_FIRST_SAMPLE = "25.06.15", "06/25/15"
_FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."
_ADD_YEAR = "Add the year, as in 25 June 2015 or 25.06.15."
_MONTH_FIRST = " A board that writes the month first says so in series.yaml: `dates: 06/25/2015`."


class BadDate(ValueError):
    """A text that should be a date and is none: `message`, and in `hint` what to write.

    `has_more`: the text has other words beside the date. `advice` is message and hint, for
    somebody who types and has no file to put the other words into.
    """

    def __init__(self, message: str, hint: str = _FORMS, *, has_more: bool = False) -> None:
        """Keep what is wrong, what to write instead, and whether there are other words."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.has_more = has_more
        self.advice = f"{message} {hint}".strip()


# Dates


def read_date(text: str, *, month_first: bool = False) -> date:
    """Read a date in any of the written forms; `month_first` is how dates in figures are read.

    Raises BadDate for whatever is none, lacks its year, does not exist or is another weekday.
    """
    _refuse_long(text)
    try:
        return _read_date(str(text), month_first)  # a Word would keep its whole file in the cache
    except BadDate as bad:
        raise _for_board(bad, month_first=month_first) from None


def _refuse_long(text: str) -> None:
    if len(text) > _MAX_LENGTH:
        message = f"This is longer than a date or a due: more than {_MAX_LENGTH} characters."
        raise BadDate(message, "Write the date alone, or a few words.", has_more=True)


def _for_board(bad: BadDate, *, month_first: bool) -> BadDate:
    """Give a fault whose examples are dates as the board reads them."""
    if not month_first:
        return bad
    hint = bad.hint.replace(_DAY_FIRST, _MONTH_FIRST_SAMPLE)
    return BadDate(bad.message, hint, has_more=bad.has_more)


def is_day_first(text: str) -> bool:
    """Whether a text is a date in figures whose first number is above 12, and so no month."""
    found = IN_FIGURES.fullmatch(text.strip())
    return found is not None and len(_MONTH_NAMES) < int(found[1]) <= LAST_DAY


def in_iso(text: str, *, month_first: bool) -> str:
    """Give a date whose figures are read month first as 2015-06-25; any other text as it is."""
    if not month_first:
        return text
    try:
        return read_date(text, month_first=True).isoformat()
    except BadDate:
        return text


@lru_cache(maxsize=_MOST_KEPT)
def _read_date(text: str, month_first: bool) -> date:  # noqa: FBT001
    plain = simplify_text(text)
    day = _date_in(plain, month_first=month_first)
    if day is not None:
        return day
    if _whole_month(plain) is not None or _MONTH_IN_FIGURES.fullmatch(plain.strip(" ,")):
        raise BadDate("The day is missing.", "Add the day, as in 25 June 2015 or 2015-06-25.")
    raise _day_in_words(plain, month_first=month_first) or BadDate("This is not a date.")


def _date_in(text: str, *, month_first: bool) -> date | None:
    figures = text.strip().strip(", \t\n")
    if found := YEAR_FIRST.fullmatch(figures):
        year, mark, month, day = found.groups()
        written = _Figures(int(day), int(month), _year(year), f"{year}{mark}{day}{mark}{month}")
        return _in_figures(written, "After the year comes the month")
    if found := IN_FIGURES.fullmatch(figures):
        one, mark, other, year = found.groups()
        day, month = (other, one) if month_first else (one, other)
        order = "The month comes first" if month_first else "Days come first"
        swapped = _Figures(int(day), int(month), _year(year), f"{other}{mark}{one}{mark}{year}")
        return _in_figures(swapped, order, "" if month_first else _MONTH_FIRST)
    words = date_words.read_words(text)
    return None if words is None else _in_words(words)


class _Figures(NamedTuple):
    """A date in figures, and how it would be written with day and month exchanged."""

    day: int
    month: int
    year: int
    swapped: str


def _in_figures(written: _Figures, order: str, more: str = "") -> date:
    if not 1 <= written.month <= len(_MONTH_NAMES):
        hint = _other_way_round(written, order, more)
        raise BadDate(f"There is no month {written.month}.", hint)
    return _made(written.year, written.month, written.day)


def _other_way_round(written: _Figures, order: str, more: str) -> str:
    try:
        meant = _made(written.year, written.day, written.month)
    except BadDate:
        return _FORMS
    return f"{order}: write {written.swapped} or {shown(meant)}.{more}"


def _in_words(found: date_words.DateInWords) -> date:
    day = _made(_year(found.year), found.month, found.day)
    _check_weekday(day, found.weekday)
    return day


def _check_weekday(day: date, named: int | None) -> None:
    if named is not None and named != day.weekday():
        hint = f"Write {shown_with_weekday(day)}, or correct the date."
        raise BadDate(f"{shown(day)} is a {weekday(day)}.", hint)


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == _TWO_FIGURES else 0)


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(*_why_not(year, month, day)) from None


def _why_not(year: int, month: int, day: int) -> tuple[str, str]:
    if not 1 <= month <= len(_MONTH_NAMES):
        return f"There is no month {month}.", _FORMS
    if year == 0:
        return "There is no year 0.", _FORMS
    if not 1 <= day <= LAST_DAY:
        return f"There is no day {day}.", _FORMS
    last = days_of(year, month)
    return f"{_MONTH_NAMES[month - 1]} {year} has {last} days.", "Correct the day or the month."


# Dues


def read_due(text: str, *, month_first: bool = False) -> Due:
    """Read a due: a date, the next meeting, a month (its last day), `none`, or words.

    All but a date keep their words as they are; a next meeting has no day yet. Raises BadDate
    for a date that is wrong, and for words that contain a day.
    """
    _refuse_long(text)
    try:
        return _read_due(str(text), month_first)
    except BadDate as bad:
        raise _for_board(bad, month_first=month_first) from None


@lru_cache(maxsize=_MOST_KEPT)
def _read_due(text: str, month_first: bool) -> Due:  # noqa: FBT001
    plain = simplify_text(text)
    day = _date_in(plain, month_first=month_first)
    if day is not None:
        return Due(DueKind.DATE, day, None)
    if (month := _whole_month(plain)) is not None:
        return Due(DueKind.MONTH, _last_day(*month), text)
    return Due(_kind_of_words(plain, month_first=month_first), None, text)


def _whole_month(text: str) -> tuple[int, int] | None:
    """Read a month with its year, as year and month: `Aug 2013`, `2013-08`, `end of Aug 2013`."""
    tokens = [token for token in split_tokens(text) if token.text != ","]
    at = next((at for at, one in enumerate(tokens) if one.text in MONTHS or one.is_number), 0)
    if at and tuple(token.text for token in tokens[:at]) not in _ENDS:
        return None
    if found := date_words.read_month_and_year(tokens[at:]):
        return int(found[1]), found[0]
    figures = text[tokens[at].start :].strip(" ,\t\n") if tokens else ""
    written = re.fullmatch("([0-9]{4})-([0-9]{2})", figures)
    return (int(written[1]), int(written[2])) if written and _is_month(written[2]) else None


def _is_month(figures: str) -> bool:
    return 1 <= int(figures) <= len(_MONTH_NAMES)


def _last_day(year: int, month: int) -> date:
    return _made(year, month, 1).replace(day=days_of(year, month))


def days_of(year: int, month: int) -> int:
    """Give how many days a month has."""
    from calendar import monthrange  # noqa: PLC0415  few files name a whole month

    return monthrange(year, month)[1]


def _kind_of_words(text: str, *, month_first: bool) -> DueKind:
    alone = " ".join(text.replace(",", " ").split()).casefold().removesuffix(".")
    if alone == "none":
        return DueKind.NONE
    if _NEXT_MEETING.fullmatch(alone):
        return DueKind.NEXT_MEETING
    if bad := _day_in_words(text, month_first=month_first):
        raise bad
    return DueKind.WORDS


# Words that contain a day


def _day_in_words(text: str, *, month_first: bool) -> BadDate | None:
    """Say what is wrong with words that contain a day; None: they contain none."""
    if not has_figures(text):
        return None
    years = days_in_figures.find_years(text)
    if years is not None:
        return _two_readings(years, text)
    days = find_days(text, month_first=month_first)
    if len(days) > 1:
        return _several([_shortened(text[one.start : one.end]) for one in days])
    if days:
        return _one_day(days[0], text)
    return _month_in_figures(text) or _misspelt(text) or _without_month(text)


def _two_readings(years: days_in_figures.Years, text: str) -> BadDate:
    written, first, second = text[years.start : years.end], years.first, years.second
    if len(first) > _TWO_FIGURES:
        what, other = "a month", f"the month {_MONTH_NAMES[int(second) - 1]} {first}"
        full = f"{first}/{first[:2]}{second}"
    else:
        what, other = "a day and a month", f"the day {_as_day(years)} with its year"
        full = f"20{first}/20{second}"
    hint = f"For the years write {full}, for {other}."
    return BadDate(f"“{written}” may be two years, or {what}.", hint)


def _as_day(years: days_in_figures.Years) -> str:
    day, month = int(years.first), int(years.second)
    day, month = (day, month) if month <= len(_MONTH_NAMES) else (month, day)
    return f"{day} {_MONTH_NAMES[month - 1]}"


_MOST_NAMED = 3
_AROUND = " ,.;:!?~()[]\"'“”‘’\t\n"
_LONGEST_NAMED = 60


def _shortened(written: str) -> str:
    flat = " ".join(written.split())
    return flat if len(flat) <= _LONGEST_NAMED else f"{flat[:_LONGEST_NAMED]}…"


def _several(written: list[str]) -> BadDate:
    named = ", ".join(f"“{one}”" for one in written[:_MOST_NAMED])
    more = len(written) - _MOST_NAMED
    others = f" and {more} more" if more > 0 else ""
    message = f"These are {len(written)} dates: {named}{others}."
    return BadDate(message, "Write one of them, with its year, as 25 June 2015.", has_more=True)


def _one_day(found: days_in_figures.Day, text: str) -> BadDate:
    whole = text[found.start : found.end]
    alone, written = text.strip(_AROUND) == whole.strip(_AROUND), _shortened(whole)
    if found.several:
        hint = "Write one of them, with its year, as 25 June 2015."
        return BadDate(f"These are several days: “{written}”.", hint, has_more=True)
    if found.day is None or found.month is None:
        return _unclear(alone=alone)
    if found.year is None:
        return _without_year(written, alone=alone)
    try:
        day = _made(_year(found.year), found.month, found.day)
        _check_weekday(day, found.weekday)
    except BadDate as bad:
        return bad
    if alone:
        return BadDate("A date is not written like this.", f"Write {shown(day)}.")
    return BadDate("These words contain a day.", f"Write {shown(day)} alone.", has_more=True)


def _unclear(*, alone: bool) -> BadDate:
    if alone:
        return BadDate("This is not a date.")
    hint = "Write the date alone, as 25 June 2015."
    return BadDate("These words contain a day.", hint, has_more=True)


def _without_year(written: str, *, alone: bool) -> BadDate:
    if not alone:
        message = f"These words contain a day without its year: “{written}”."
        return BadDate(message, "Write the date alone, as 25 June 2015.", has_more=True)
    hint = _ADD_YEAR
    if split_tokens(written)[0].text in MONTHS:
        hint += " A month alone has its year in full, as in June 2015."
    return BadDate("The year is missing.", hint)


def _month_in_figures(text: str) -> BadDate | None:
    found = _MONTH_IN_FIGURES.fullmatch(text.strip(" ,\t\n"))
    if found is None:
        return None
    number, year = int(found[1] or found[4]), found[2] or found[3]
    if not 1 <= number <= len(_MONTH_NAMES):
        return None if days_in_figures.is_year_span(found[0]) else BadDate("This is not a date.")
    return BadDate("A month is not written like this.", f"Write {_MONTH_NAMES[number - 1]} {year}.")


def _misspelt(text: str) -> BadDate | None:
    found = find_misspelt(text)
    if found is None:
        return None
    hint = f"Did you mean {found.nearest}?" if found.nearest is not None else _FORMS
    return BadDate(f"“{found.word}” is not a month.", hint)


def _without_month(text: str) -> BadDate | None:
    """Refuse `the 25th`, `Friday 25`, and figures alone that only a date is written in."""
    words = " ".join(text.split()).casefold().rstrip(".").split(" ")
    named = [word for word in words if word.strip(",.") not in WEEKDAYS]
    rest = " ".join(named)
    is_after_weekday = len(named) < len(words) and _DAY_AFTER_WEEKDAY.fullmatch(rest) is not None
    if is_after_weekday or _DAY_ALONE.fullmatch(rest):
        return BadDate("The month and the year are missing.", "Write the date, as 25 June 2015.")
    is_alone = len(words) == 1 and _FIGURES_ALONE.fullmatch(words[0]) is not None
    return BadDate("This is not a date.") if is_alone else None
