"""Dates and dues as British people write them; nothing is ever guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.model import Due, DueKind

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER = {name.casefold(): number for number, name in enumerate(_MONTHS, 1)}
_NUMBER |= {name[:3]: number for name, number in _NUMBER.items()} | {"sept": 9}

_TWO_FIGURES = 2
_LONGEST_MONTH = 31
_MOST_KEPT = 65536  # texts whose reading is remembered

# Patterns are compiled when they are first asked, since most files need few of them. The
# pieces are in lower case: they are matched against texts made plain.
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_WEEKDAY = "|".join(_WEEK).casefold()
_ORDINAL = r"\d{1,2}(?: ?(?:st|nd|rd|th))?"
_MARK = r"[-/.‐‑–]"
_YEAR = r"\d{4}|\d{2}"

# Written so, it is a date.
_YEAR_FIRST = r"(?a)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_DAY_FIRST = r"(?a)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})"
_IN_WORDS = (
    "(?a)"
    rf"(?:(?P<week>{_WEEKDAY}) )?"
    rf"(?:(?P<day>{_ORDINAL}) (?P<month>{_MONTH})|(?P<month2>{_MONTH}) (?P<day2>{_ORDINAL}))"
    rf" (?P<year>{_YEAR})"
)

# Written so, it is another due.
_NEXT_MEETING = r"(?:(?:by|at|before) )?(?:the )?next meeting"
_WHOLE_MONTH = (
    "(?a)"
    rf"(?:(?:by )?(?:the )?end of )?"
    rf"(?:(?P<name>{_MONTH}) (?P<year>\d{{4}})|(?P<year2>\d{{4}})-(?P<number>\d{{2}}))"
)

# Written so, it is meant as a date or hides one.
_MONTH_IN_FIGURES = r"(?a)(?:(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2}))"
_NO_YEAR = (
    "(?a)"
    rf"(?:(?:{_WEEKDAY}) )?"
    rf"(?:{_ORDINAL} (?:{_MONTH})|(?P<month_first>{_MONTH}) {_ORDINAL}|\d{{1,2}}[-/.]\d{{1,2}})"
)
_DAY_IN_WORDS = (
    rf"\b{_ORDINAL}[ ./-]?(?:of |in )?(?:{_MONTH})\b"
    rf"|\b(?:{_MONTH})[ ./-]{{0,2}}(?:on )?(?:the )?\d{{1,2}}(?!\d)"
    rf"|\d{_MARK}\d|\d ?{_MARK} ?\d{{1,2}} ?{_MARK} ?\d"
    r"|(?<!\d)(?:\d{1,2} \d{1,2} (?:\d{4}|\d{2})|\d{4} \d{2} \d{2}|\d{8})(?!\d)"
)
_SOME_DATE = (
    "(?a)"
    rf"(?<!\d)(?:(?P<y1>\d{{4}}) ?{_MARK} ?(?P<m1>\d{{1,2}}) ?{_MARK} ?(?P<d1>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}}) ?{_MARK} ?(?P<m2>\d{{1,2}}) ?{_MARK} ?(?P<y2>{_YEAR})"
    rf"|(?P<d3>\d{{1,2}})(?: ?(?:st|nd|rd|th))?[ ./-]{{0,2}}(?:of )?(?P<m3>{_MONTH})[ ./-]{{0,2}}"
    rf"(?P<y3>{_YEAR}))(?!\d)"
)
_MISSPELT = rf"(?a)(?:{_ORDINAL} ([a-z]{{3,12}})|([a-z]{{3,12}}) {_ORDINAL})(?: (?:{_YEAR}))?"

# The same for other programs: a blank stands for any blanks and commas, a letter for its capital.
DATES = (_YEAR_FIRST, _DAY_FIRST, _IN_WORDS)
MONTHS = (_WHOLE_MONTH,)
HIDES_A_DAY = _DAY_IN_WORDS
MONTH = _MONTH

_LIKE_A_MONTH = 0.76  # of difflib's likeness: “setpember” is, “maybe” is not

_FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."
_ALONE = "Write the date alone, as 25 June 2015."
_REST = "; what else is to be said goes into `note`."


class BadDate(ValueError):
    """A text that should be a date and is none: `message`, and in `hint` what to write.

    `told` says both to somebody who types, and has no file to put the rest into.
    """

    def __init__(self, message: str, hint: str = _FORMS, rest: str = "") -> None:
        """Keep what is wrong, what to write instead, and where other words go in a file."""
        super().__init__(message)
        self.message = message
        self.hint = hint.removesuffix(".") + rest if rest else hint
        self.told = f"{message} {hint}".strip()


# Dates


def read_date(text: str) -> date:
    """Read a date in any of the written forms, days before months.

    Raises BadDate for whatever is none, lacks its year, does not exist or is another weekday.
    """
    return _read_date(str(text))  # a Word would keep its whole file in the cache


@lru_cache(maxsize=_MOST_KEPT)
def _read_date(text: str) -> date:
    plain = _plain(text)
    day = _date_in(plain)
    if day is not None:
        return day
    if re.fullmatch(_WHOLE_MONTH, plain) or re.fullmatch(_MONTH_IN_FIGURES, plain):
        raise BadDate("The day is missing.", "Add the day, as in 25 June 2015 or 2015-06-25.")
    raise _hidden(plain) or BadDate("This is not a date.")


def month_number(word: str) -> int | None:
    """Give the number, 1 to 12, of a month's name (in full, three letters, `Sept`), or None."""
    return _NUMBER.get(_plain(word))


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").split()).casefold()


def _date_in(plain: str) -> date | None:
    if found := re.fullmatch(_YEAR_FIRST, plain):
        year, mark, month, day = found.groups()
        return _in_figures(year, month, day, f"{year}{mark}{day}{mark}{month}")
    if found := re.fullmatch(_DAY_FIRST, plain):
        day, mark, month, year = found.groups()
        return _in_figures(year, month, day, f"{month}{mark}{day}{mark}{year}")
    if found := re.fullmatch(_IN_WORDS, plain):
        return _in_words(found)
    return None


def _in_figures(year: str, month: str, day: str, swapped: str) -> date:
    if not 1 <= int(month) <= len(_MONTHS):
        hint = _other_way_round(year, month, day, swapped)
        raise BadDate(f"There is no month {int(month)}.", hint)
    return _made(_year(year), int(month), int(day))


def _other_way_round(year: str, month: str, day: str, swapped: str) -> str:
    try:
        meant = _made(_year(year), int(day), int(month))
    except BadDate:
        return _FORMS
    order = "After the year comes the month" if swapped.startswith(year) else "Days come first"
    return f"{order}: write {swapped} or {shown(meant)}."


def _in_words(found: re.Match[str]) -> date:
    month = _NUMBER[found["month"] or found["month2"]]
    figures = (found["day"] or found["day2"]).rstrip("stndrh ")
    day = _made(_year(found["year"]), month, int(figures))
    if found["week"] is not None and found["week"] != _weekday(day).casefold():
        hint = f"Write {shown_with_weekday(day)}, or correct the date."
        raise BadDate(f"{shown(day)} is a {_weekday(day)}.", hint)
    return day


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == _TWO_FIGURES else 0)


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(*_why_not(year, month, day)) from None


def _why_not(year: int, month: int, day: int) -> tuple[str, str]:
    if not 1 <= month <= len(_MONTHS):
        return f"There is no month {month}.", _FORMS
    if year == 0:
        return "There is no year 0.", _FORMS
    if not 1 <= day <= _LONGEST_MONTH:
        return f"There is no day {day}.", _FORMS
    last = _days_of(year, month)
    return f"{_MONTHS[month - 1]} {year} has {last} days.", "Correct the day or the month."


# Dues


def read_due(text: str) -> Due:
    """Read a due: a date, the next meeting, a month (its last day), `none`, or words.

    All but a date keep their words as they stand; a next meeting has no day yet. Raises
    BadDate for a date that is wrong, and for words that hide a day.
    """
    return _read_due(str(text))


@lru_cache(maxsize=_MOST_KEPT)
def _read_due(text: str) -> Due:
    plain = _plain(text)
    day = _date_in(plain)
    if day is not None:
        return Due(DueKind.DATE, day, None)
    if found := re.fullmatch(_WHOLE_MONTH, plain):
        return Due(DueKind.MONTH, _last_day(found), text)
    return Due(_kind_of_words(plain), None, text)


def _last_day(found: re.Match[str]) -> date:
    year = int(found["year"] or found["year2"])
    month = _NUMBER[found["name"]] if found["name"] else int(found["number"])
    first = _made(year, month, 1)
    return first.replace(day=_days_of(year, month))


def _days_of(year: int, month: int) -> int:
    from calendar import monthrange  # noqa: PLC0415  few files name a whole month

    return monthrange(year, month)[1]


def _kind_of_words(plain: str) -> DueKind:
    alone = plain.removesuffix(".")
    if alone == "none":
        return DueKind.NONE
    if re.fullmatch(_NEXT_MEETING, alone):
        return DueKind.NEXT_MEETING
    if hidden := _hidden(plain):
        raise hidden
    return DueKind.WORDS


# What hides a day


def _hidden(plain: str) -> BadDate | None:
    if found := re.fullmatch(_NO_YEAR, plain):
        return _without_year(found)
    if found := re.fullmatch(_MONTH_IN_FIGURES, plain):
        return _month_in_figures(found)
    if re.search(_DAY_IN_WORDS, plain):
        return _among_words(plain)
    return _misspelt(plain)


def _without_year(found: re.Match[str]) -> BadDate:
    hint = "Add the year, as in 25 June 2015 or 25.06.15."
    if found["month_first"]:
        hint += " A month alone has its year in full, as in June 2015."
    return BadDate("The year is missing.", hint)


def _month_in_figures(found: re.Match[str]) -> BadDate:
    number, year = int(found[1] or found[4]), found[2] or found[3]
    if not 1 <= number <= len(_MONTHS):
        return BadDate("This is not a date.")
    return BadDate("A month is not written so.", f"Write {_MONTHS[number - 1]} {year}.")


def _among_words(plain: str) -> BadDate:
    found = list(re.finditer(_SOME_DATE, plain))
    day = _meant(found[0]) if len(found) == 1 else None
    if day is None:
        return BadDate("These words hide a day.", _ALONE, _REST)
    if found[0].group() == plain:
        return BadDate("A date is not written so.", f"Write {shown(day)}.")
    return BadDate("These words hide a day.", f"Write {shown(day)} alone.", _REST)


def _meant(found: re.Match[str]) -> date | None:
    year, month, day = (found[at + "1"] or found[at + "2"] or found[at + "3"] for at in "ymd")
    try:
        return _made(_year(year), _NUMBER.get(month) or int(month), int(day))
    except BadDate:
        return None


def _misspelt(plain: str) -> BadDate | None:
    found = re.fullmatch(_MISSPELT, plain)
    if found is None:
        return None
    word = found[1] or found[2]
    from difflib import get_close_matches  # noqa: PLC0415  only where there is a fault

    likely = get_close_matches(word, [name.casefold() for name in _MONTHS], 1, _LIKE_A_MONTH)
    if not likely:
        return None
    return BadDate(f"“{word}” is not a month.", f"Did you mean {likely[0].capitalize()}?")


# Showing


def shown(day: date) -> str:
    """Write a day as people read it: 25 June 2015."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def shown_with_weekday(day: date) -> str:
    """Write a day with its weekday: Thursday 25 June 2015."""
    return f"{_weekday(day)} {shown(day)}"


def _weekday(day: date) -> str:
    return _WEEK[day.weekday()]


def _ordinal(day: int) -> str:
    teens = day % 100 in {11, 12, 13}
    return f"{day}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


# Each way in which a board may have its dates, by what it makes of SAMPLE.
SAMPLE = date(2015, 6, 25)
WAYS: dict[str, Callable[[date], str]] = {
    "25 June 2015": shown,
    "25th June 2015": lambda day: f"{_ordinal(day.day)} {_MONTHS[day.month - 1]} {day.year}",
    "Thursday 25 June 2015": shown_with_weekday,
    "25.06.2015": lambda day: f"{day.day:02}.{day.month:02}.{day.year:04}",
    "25.06.15": lambda day: f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
    "25/06/2015": lambda day: f"{day.day:02}/{day.month:02}/{day.year:04}",
    "2015-06-25": date.isoformat,
}


def shown_as(way: str | None) -> Callable[[date], str]:
    """Give what writes a day in one of WAYS; None: as 25 June 2015."""
    return shown if way is None else WAYS[way]
