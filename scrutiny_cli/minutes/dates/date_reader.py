"""Dates and due dates as boards write them; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scrutiny_cli.minutes.dates import date_words
from scrutiny_cli.minutes.dates.calendar_days import (
    FORMS,
    BadDate,
    check_weekday,
    make_date,
)
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.dates.date_words import (
    LAST_DAY,
    MONTH_IN_FIGURES,
    full_year,
    simplify_text,
    split_tokens,
)
from scrutiny_cli.minutes.dates.month_lengths import count_days
from scrutiny_cli.minutes.dates.month_names import MONTH_NAMES, MONTHS
from scrutiny_cli.minutes.model import Due, DueKind

__all__ = ["BadDate", "convert_to_iso", "find_date", "is_day_first", "read_date", "read_due"]

_MAX_LENGTH = 500  # characters of a date or a due
_MOST_KEPT = 65536  # texts whose reading is remembered

YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
IN_FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NEXT_MEETING = re.compile(r"(?:(?:by|at|before) )?(?:the )?next meeting")
# What may be written before a month with its year to mean its end: `end of August 2013`.
_ENDS = frozenset(
    tuple(words.split())
    for words in (
        "end", "end of", "the end of", "by end", "by end of", "by the end of", "end -", "ende",
        "eind", "einde", "eind van", "fin", "fin de", "fine", "fine di", "fim de", "final de",
        "finales de", "diwedd",
    )
)  # fmt: skip

_DAY_FIRST, _MONTH_FIRST_SAMPLE = "25.06.15", "06/25/15"
_MONTH_FIRST = " If the board writes the month first, add this to series.yaml: `dates: 06/25/2015`"


# Dates


def read_date(text: str, *, month_first: bool = False) -> date:
    """Read a date in any of the written forms; `month_first` is how dates in digits are read.

    Raises BadDate for a text that is not a date, and for a date that lacks its year, does not
    exist or is on another weekday.
    """
    _refuse_long(text)
    try:
        # A LocatedStr would keep its whole file in the cache.
        return _read_date(str(text), month_first=month_first)
    except BadDate as bad:
        raise _adapt_to_board(bad, month_first=month_first) from None


def find_date(text: str, *, month_first: bool = False) -> date | None:
    """Return the date that a text is, as `read_date` reads it; None if it is not a date."""
    try:
        return read_date(text, month_first=month_first)
    except BadDate:
        return None


def _refuse_long(text: str) -> None:
    if len(text) > _MAX_LENGTH:
        message = f"This is too long for a date: it has more than {_MAX_LENGTH} characters."
        raise BadDate(message, "Write only the date, or a few words.", has_more=True)


def _adapt_to_board(bad: BadDate, *, month_first: bool) -> BadDate:
    """Return a fault whose examples are dates as the board writes them."""
    if not month_first:
        return bad
    hint = bad.hint.replace(_DAY_FIRST, _MONTH_FIRST_SAMPLE)
    return BadDate(bad.message, hint, has_more=bad.has_more)


def is_day_first(text: str) -> bool:
    """Whether a text is a date in digits whose first number is above 12, so not a month."""
    found = IN_FIGURES.fullmatch(text.strip())
    return found is not None and len(MONTH_NAMES) < int(found[1]) <= LAST_DAY


def convert_to_iso(text: str, *, month_first: bool) -> str:
    """Return a date whose digits are read month first as 2015-06-25; any other text as it is."""
    day = find_date(text, month_first=True) if month_first else None
    return text if day is None else day.isoformat()


@lru_cache(maxsize=_MOST_KEPT)
def _read_date(text: str, *, month_first: bool) -> date:
    plain = simplify_text(text)
    day = _parse_date(plain, month_first=month_first)
    if day is not None:
        return day
    if _read_month(plain) is not None or re.fullmatch(MONTH_IN_FIGURES, plain.strip(" ,")):
        raise BadDate("The day is missing.", "Add the day, for example 25 June 2015 or 2015-06-25.")
    raise _explain_day_in_words(plain, month_first=month_first) or BadDate("This is not a date.")


def _parse_date(text: str, *, month_first: bool) -> date | None:
    figures = text.strip().strip(", \t\n")
    if found := YEAR_FIRST.fullmatch(figures):
        year, mark, month, day = found.groups()
        swapped = f"{year}{mark}{day}{mark}{month}"
        written = _DateInFigures(int(day), int(month), full_year(year), swapped)
        return _check_figures(written, "The month comes after the year")
    if found := IN_FIGURES.fullmatch(figures):
        first, mark, second, year = found.groups()
        day, month = (second, first) if month_first else (first, second)
        swapped = f"{second}{mark}{first}{mark}{year}"
        written = _DateInFigures(int(day), int(month), full_year(year), swapped)
        if month_first:
            return _check_figures(written, "The month comes first")
        return _check_figures(written, "The day comes first", _MONTH_FIRST)
    words = date_words.read_words(text)
    return None if words is None else _check_words(words)


class _DateInFigures(NamedTuple):
    """A date in digits, and how it would be written with day and month exchanged."""

    day: int
    month: int
    year: int
    swapped: str


def _check_figures(written: _DateInFigures, order: str, more: str = "") -> date:
    if not 1 <= written.month <= len(MONTH_NAMES):
        hint = _suggest_swapped(written, order, more)
        raise BadDate(f"There is no month {written.month}.", hint)
    return make_date(written.year, written.month, written.day)


def _suggest_swapped(written: _DateInFigures, order: str, more: str) -> str:
    try:
        meant = make_date(written.year, written.day, written.month)
    except BadDate:
        return FORMS
    return f"{order}. Write {written.swapped} or {format_date(meant)}.{more}"


def _check_words(found: date_words.DateInWords) -> date:
    day = make_date(full_year(found.year), found.month, found.day)
    check_weekday(day, found.weekday)
    return day


# Dues


def read_due(text: str, *, month_first: bool = False) -> Due:
    """Read a due: a date, the next meeting, a month (its last day), `none`, or words.

    All but a date keep their words as they are; a next meeting has no day yet. Raises BadDate
    for a date that is wrong, and for words that contain a day.
    """
    _refuse_long(text)
    try:
        return _read_due(str(text), month_first=month_first)
    except BadDate as bad:
        raise _adapt_to_board(bad, month_first=month_first) from None


@lru_cache(maxsize=_MOST_KEPT)
def _read_due(text: str, *, month_first: bool) -> Due:
    plain = simplify_text(text)
    day = _parse_date(plain, month_first=month_first)
    if day is not None:
        return Due(DueKind.DATE, day, None)
    if (month := _read_month(plain)) is not None:
        return Due(DueKind.MONTH, _last_day_of(*month), text)
    return Due(_classify_words(plain, month_first=month_first), None, text)


def _read_month(text: str) -> tuple[int, int] | None:
    """Read a month with its year, as year and month: `Aug 2013`, `2013-08`, `end of Aug 2013`."""
    tokens = [token for token in split_tokens(text) if token.text != ","]
    at = next((at for at, token in enumerate(tokens) if token.text in MONTHS or token.is_number), 0)
    if at and tuple(token.text for token in tokens[:at]) not in _ENDS:
        return None
    if found := date_words.read_month_and_year(tokens[at:]):
        return int(found[1]), found[0]
    figures = text[tokens[at].start :].strip(" ,\t\n") if tokens else ""
    written = re.fullmatch("([0-9]{4})-([0-9]{2})", figures)
    return (int(written[1]), int(written[2])) if written and _is_month(written[2]) else None


def _is_month(figures: str) -> bool:
    return 1 <= int(figures) <= len(MONTH_NAMES)


def _last_day_of(year: int, month: int) -> date:
    return make_date(year, month, 1).replace(day=count_days(year, month))


def _classify_words(text: str, *, month_first: bool) -> DueKind:
    alone = " ".join(text.replace(",", " ").split()).casefold().removesuffix(".")
    if alone == "none":
        return DueKind.NONE
    if _NEXT_MEETING.fullmatch(alone):
        return DueKind.NEXT_MEETING
    if bad := _explain_day_in_words(text, month_first=month_first):
        raise bad
    return DueKind.WORDS


def _explain_day_in_words(text: str, *, month_first: bool) -> BadDate | None:
    from scrutiny_cli.minutes.dates.date_faults import explain_day_in_words  # noqa: PLC0415  few dates have a fault

    return explain_day_in_words(text, month_first=month_first)
