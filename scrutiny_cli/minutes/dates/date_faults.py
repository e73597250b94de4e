"""Explain what is wrong with words that contain a date, and what to write instead."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.dates.calendar_days import FORMS, BadDate, check_weekday, make_date
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.dates.date_words import (
    MONTH_IN_FIGURES,
    SHORT_YEAR,
    full_year,
    split_tokens,
)
from scrutiny_cli.minutes.dates.day_search import find_days, has_figures
from scrutiny_cli.minutes.dates.days_in_figures import Day, Years, find_years, is_year_span
from scrutiny_cli.minutes.dates.misspelt_months import find_misspelt
from scrutiny_cli.minutes.dates.month_names import MONTH_NAMES, MONTHS, WEEKDAYS

_DAY_ALONE = re.compile(
    r"(?:(?:by|on|before|for|from|until|the|w/c|w/e|week (?:commencing|ending)|no later than) )*"
    r"[0-9]{1,2} ?(?:st|nd|rd|th)(?: inst\.?)?"
)
_DAY_AFTER_WEEKDAY = re.compile(r"(?:(?:by|on|before|until|the) )*(?:[1-9]|[12][0-9]|3[01])")
_FIGURES_ALONE = re.compile(r"[0-9]{6}|[0-9]{8}")
_ADD_YEAR = "Add the year, for example 25 June 2015 or 25.06.15."
_WHOLE_DATE = "Write the whole date, for example 25 June 2015."
_ONE_DATE = "Write only one of them, with its year, for example 25 June 2015."
_INSIDE = "There is a date inside these words."
_MOST_NAMED = 3
_AROUND = " ,.;:!?~()[]\"'“”‘’\t\n"
_LONGEST_NAMED = 60


def explain_day_in_words(text: str, *, month_first: bool) -> BadDate | None:
    """Return what is wrong with words that contain a day; None if they contain none."""
    if not has_figures(text):
        return None
    years = find_years(text)
    if years is not None:
        return _explain_years(years, text)
    days = find_days(text, month_first=month_first)
    if len(days) > 1:
        return _explain_several([_shorten_text(text[day.start : day.end]) for day in days])
    if days:
        return _explain_day(days[0], text)
    return (
        _explain_month_in_figures(text) or _explain_misspelt(text) or _explain_missing_month(text)
    )


def _explain_years(years: Years, text: str) -> BadDate:
    written, first, second = text[years.start : years.end], years.first, years.second
    if len(first) > SHORT_YEAR:
        what, other = "month", f"{MONTH_NAMES[int(second) - 1]} {first}"
        full = f"{first}/{first[:2]}{second}"
    else:
        what, other = "day", f"{_format_as_day(years)} and the year"
        full = f"20{first}/20{second}"
    hint = f"For the years, write {full}. For the {what}, write {other}."
    return BadDate(f"“{written}” may mean two years or a {what}.", hint)


def _format_as_day(years: Years) -> str:
    day, month = int(years.first), int(years.second)
    day, month = (day, month) if month <= len(MONTH_NAMES) else (month, day)
    return f"{day} {MONTH_NAMES[month - 1]}"


def _shorten_text(written: str) -> str:
    flat = " ".join(written.split())
    return flat if len(flat) <= _LONGEST_NAMED else f"{flat[:_LONGEST_NAMED]}…"


def _explain_several(written: list[str]) -> BadDate:
    more = len(written) - _MOST_NAMED
    names = [f"“{day}”" for day in written[:_MOST_NAMED]] + [f"{more} more"] * (more > 0)
    named = f"{', '.join(names[:-1])} and {names[-1]}"
    message = f"These words contain {len(written)} dates: {named}."
    return BadDate(message, _ONE_DATE, has_more=True)


def _explain_day(found: Day, text: str) -> BadDate:
    whole = text[found.start : found.end]
    alone, written = text.strip(_AROUND) == whole.strip(_AROUND), _shorten_text(whole)
    if found.several:
        return BadDate(f"“{written}” is more than one day.", _ONE_DATE, has_more=True)
    if found.day is None or found.month is None:
        return _explain_unclear(alone=alone)
    if found.year is None:
        return _explain_missing_year(written, alone=alone)
    try:
        day = make_date(full_year(found.year), found.month, found.day)
        check_weekday(day, found.weekday)
    except BadDate as bad:
        return bad
    if alone:
        return BadDate("This form of date is not accepted.", f"Write {format_date(day)}.")
    return BadDate(_INSIDE, f"Write only {format_date(day)}.", has_more=True)


def _explain_unclear(*, alone: bool) -> BadDate:
    if alone:
        return BadDate("This is not a date.")
    return BadDate(_INSIDE, "Write only the date, for example 25 June 2015.", has_more=True)


def _explain_missing_year(written: str, *, alone: bool) -> BadDate:
    if not alone:
        message = f"There is a date without its year inside these words: “{written}”."
        hint = "Write only the date, with its year, for example 25 June 2015."
        return BadDate(message, hint, has_more=True)
    hint = _ADD_YEAR
    if split_tokens(written)[0].text in MONTHS:
        hint += " For a whole month, write the year in full, for example June 2015."
    return BadDate("The year is missing.", hint)


def _explain_month_in_figures(text: str) -> BadDate | None:
    found = re.fullmatch(MONTH_IN_FIGURES, text.strip(" ,\t\n"))
    if found is None:
        return None
    number, year = int(found[1] or found[4]), found[2] or found[3]
    if not 1 <= number <= len(MONTH_NAMES):
        return None if is_year_span(found[0]) else BadDate("This is not a date.")
    return BadDate(
        "This form of month is not accepted.", f"Write {MONTH_NAMES[number - 1]} {year}."
    )


def _explain_misspelt(text: str) -> BadDate | None:
    found = find_misspelt(text)
    if found is None:
        return None
    hint = f"Did you mean {found.nearest}?" if found.nearest is not None else FORMS
    return BadDate(f"“{found.word}” is not a month.", hint)


def _explain_missing_month(text: str) -> BadDate | None:
    """Refuse `the 25th`, `Friday 25`, and six or eight digits alone, which can only be a date."""
    words = " ".join(text.split()).casefold().rstrip(".").split(" ")
    named = [word for word in words if word.strip(",.") not in WEEKDAYS]
    rest = " ".join(named)
    is_after_weekday = len(named) < len(words) and _DAY_AFTER_WEEKDAY.fullmatch(rest) is not None
    if is_after_weekday or _DAY_ALONE.fullmatch(rest):
        return BadDate("The month and the year are missing.", _WHOLE_DATE)
    is_alone = len(words) == 1 and _FIGURES_ALONE.fullmatch(words[0]) is not None
    return BadDate("This is not a date.") if is_alone else None
