"""Dates and dues as British people write them; a date is never guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.model import Due, DueKind

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BY_NAME = {name.lower(): at for at, name in enumerate(_MONTHS, 1)}
_BY_NAME |= {name.lower()[:3]: at for at, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_NAMES = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_WEEK = "|".join(name.lower() for name in _DAYS)
_ENOUGH = 8000

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(
    rf"(?:(?P<week>{_WEEK}) )?(?:(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)? (?P<month>{_NAMES})"
    rf"|(?P<month2>{_NAMES}) (?P<day2>\d{{1,2}}) ?(?:st|nd|rd|th)?) (?P<year>\d{{4}}|\d{{2}})",
    re.ASCII,
)
_NO_YEAR = re.compile(
    rf"(?:(?:{_WEEK}) )?(?:\d{{1,2}} ?(?:st|nd|rd|th)? (?:{_NAMES})"
    rf"|(?:{_NAMES}) \d{{1,2}} ?(?:st|nd|rd|th)?|\d{{1,2}}[-/.]\d{{1,2}})",
    re.ASCII,
)
_NEXT = re.compile(r"(?:(?:by|at|before) )?(?:the )?next meeting")
_MONTH = re.compile(
    rf"(?:(?:by )?(?:the )?end of )?(?:(?P<name>{_NAMES}) (?P<year>\d{{4}}))"
    r"|(?P<y>\d{4})-(?P<m>\d{2})",
    re.ASCII,
)
_HIDDEN = re.compile(
    rf"\b\d{{1,2}} ?(?:st|nd|rd|th)? ?(?:of )?(?:{_NAMES})\b"
    rf"|\b(?:{_NAMES}) \d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\d+[-/.]\d+",
    re.ASCII,
)
_FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."


class BadDate(ValueError):
    """A text that should be a date and is none: `message`, and in `hint` what to write."""

    def __init__(self, message: str, hint: str = _FORMS) -> None:
        """Keep what is wrong, and what to write instead."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadSchedule(ValueError):
    """A rule by which no dates can be found: `message`, and in `hint` what to write."""

    def __init__(self, message: str) -> None:
        """Keep what is wrong, and what to write instead."""
        super().__init__(message)
        self.message = message
        self.hint = "For the last Thursday of the month write FREQ=MONTHLY;BYDAY=-1TH"


@lru_cache(maxsize=65536)
def read_date(text: str) -> date:
    """Read a date in any of the written forms, day first; raises BadDate."""
    found = _ISO.fullmatch(text.strip())
    if found is not None:
        return _made(int(found[1]), int(found[3]), int(found[4]), text)
    found = _FIGURES.fullmatch(text.strip())
    if found is not None:
        return _made(_year(found[4]), int(found[3]), int(found[1]), text)
    return _in_words(text)


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").split()).casefold()


def _in_words(text: str) -> date:
    plain = _plain(text)
    found = _WORDS.fullmatch(plain)
    if found is not None:
        month = _BY_NAME[found["month"] or found["month2"]]
        day = _made(_year(found["year"]), month, int(found["day"] or found["day2"]), text)
        return _on_weekday(day, found["week"], text)
    if _NO_YEAR.fullmatch(plain):
        message = f"“{text}” lacks its year."
        raise BadDate(message, "Add the year, as in 25 June 2015 or 25.06.15.")
    message = f"“{text}” is not a date."
    raise BadDate(message)


def _on_weekday(day: date, week: str | None, text: str) -> date:
    if week is not None and _DAYS[day.weekday()].lower() != week:
        message = f"“{text}”: {shown(day)} is a {_DAYS[day.weekday()]}."
        raise BadDate(message, f"Write {shown_with_weekday(day)}, or correct the day.")
    return day


def _year(text: str) -> int:
    return int(text) if len(text) == len("2015") else 2000 + int(text)


def _made(year: int, month: int, day: int, text: str) -> date:
    if not 1 <= month <= len(_MONTHS):
        message = f"“{text}”: there is no month {month}."
        if 1 <= day <= len(_MONTHS) and year:
            meant = f"{month:02}/{day:02}/{year}, or {month} {_MONTHS[day - 1]} {year}"
            raise BadDate(message, f"The day comes first: {meant}.")
        raise BadDate(message)
    if year == 0 or not 1 <= day <= monthrange(year, month)[1]:
        last = monthrange(year, month)[1] if year else 31
        message = f"“{text}”: {_MONTHS[month - 1]} {year} has {last} days."
        raise BadDate(message, "Correct the day.")
    return date(year, month, day)


@lru_cache(maxsize=65536)
def read_due(text: str) -> Due:
    """Read a due: a date, the next meeting, a month, `none`, or words; raises BadDate."""
    plain = _plain(text)
    if plain == "none":
        return Due(DueKind.NONE, None, text)
    if _NEXT.fullmatch(plain):
        return Due(DueKind.NEXT_MEETING, None, text)
    found = _MONTH.fullmatch(plain)
    if found is not None:
        return _month_due(found, text)
    if _is_date_like(text, plain):
        return Due(DueKind.DATE, read_date(text), None)
    return _in_other_words(text, plain)


def _is_date_like(text: str, plain: str) -> bool:
    figures = _ISO.fullmatch(text.strip()) or _FIGURES.fullmatch(text.strip())
    return bool(figures or _WORDS.fullmatch(plain) or _NO_YEAR.fullmatch(plain))


def _month_due(found: re.Match[str], text: str) -> Due:
    year = int(found["year"] or found["y"])
    month = _BY_NAME[found["name"]] if found["name"] else int(found["m"])
    last = _made(year, month, 1, text)
    return Due(DueKind.MONTH, last.replace(day=monthrange(year, month)[1]), text)


def _in_other_words(text: str, plain: str) -> Due:
    hidden = _HIDDEN.search(plain)
    if hidden is not None:
        message = f"“{text}” hides a day in its words."
        hint = "Write the date alone, with its year, as 25.06.15 or 25 June 2015"
        raise BadDate(message, f"{hint}, and put the rest into `note`.")
    return Due(DueKind.WORDS, None, text)


def shown(day: date) -> str:
    """Write a day as people read it: 25 June 2015."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def shown_with_weekday(day: date) -> str:
    """Write a day with its weekday: Thursday 25 June 2015."""
    return f"{_DAYS[day.weekday()]} {shown(day)}"


def read_months(words: list[str]) -> tuple[int, ...]:
    """Read the names of months as their numbers; raises BadSchedule."""
    for word in words:
        if word.strip().casefold() not in _BY_NAME:
            message = f"“{word}” is neither a month nor a rule."
            raise BadSchedule(message)
    return tuple(_BY_NAME[word.strip().casefold()] for word in words)


def _rule(text: str, start: date) -> rrule | rruleset:
    from dateutil.rrule import rrulestr  # noqa: PLC0415  loads late

    parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
    if parts.get("FREQ") not in {"YEARLY", "MONTHLY", "WEEKLY"}:
        message = f"“{text}”: FREQ is YEARLY, MONTHLY or WEEKLY."
        raise BadSchedule(message)
    if "\n" in text or ":" in text or {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(parts):
        message = f"“{text}” is more than a rule of days."
        raise BadSchedule(message)
    try:
        return rrulestr(text, dtstart=datetime(start.year, start.month, start.day))  # noqa: DTZ001
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as reason:
        message = f"“{text}” is not a rule of RFC 5545: {reason}."
        raise BadSchedule(message) from reason


def schedule_problem(rule: str) -> None:
    """Raise BadSchedule where a rule is none of RFC 5545, or gives no date for eight years."""
    if next_by_schedule(rule, date(2000, 1, 1)) is None and "UNTIL" not in rule.upper():
        message = f"“{rule}” never gives a date."
        raise BadSchedule(message)


def next_by_schedule(rule: str, after: date) -> date | None:
    """Give a rule's first date after a day, begun on that day; None where it has ended."""
    for found in _rule(f"{rule}", after):
        if found.date() > after:
            return found.date()
    return None


def falls_between(every: tuple[int, ...] | str, start: date, after: date, upto: date) -> bool:
    """Whether a month of the list, or a day of the rule, falls after a day and up to another.

    The rule begins at `start`.
    """
    if isinstance(every, str):
        days = (found.date() for found in _rule(every, start))
        return next((day for day in days if day > after), date.max) <= upto
    first, last = after.year * 12 + after.month, upto.year * 12 + upto.month
    return any((at - 1) % 12 + 1 in every for at in range(first + 1, last + 1))
