"""Dates and dues as British people write them, and rules of dates; nothing is ever guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.model import Due, DueKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_LIKE_A_MONTH = 0.76  # of difflib's likeness: “setpember” is, “maybe” is not

_FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."
_ALONE = "Write the date alone, as 25 June 2015; what else is to be said goes into `note`."


class BadDate(ValueError):
    """A text that should be a date and is none: `message`, and in `hint` what to write."""

    def __init__(self, message: str, hint: str = _FORMS) -> None:
        """Keep what is wrong, and what to write instead; both are whole sentences."""
        super().__init__(message)
        self.message = message
        self.hint = hint


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
    last = monthrange(year, month)[1]
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
    return first.replace(day=monthrange(year, month)[1])


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
        return BadDate("These words hide a day.", _ALONE)
    if found[0].group() == plain:
        return BadDate("A date is not written so.", f"Write {shown(day)}.")
    hint = f"Write {shown(day)} alone; what else is to be said goes into `note`."
    return BadDate("These words hide a day.", hint)


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


# Rules of dates

_RULE_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_UP_TO_366 = r"[+-]?(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])"
_UP_TO_53 = r"[+-]?(?:[1-9]|[1-4]\d|5[0-3])"
_LONGEST_RULE = 200  # in characters
_CYCLE = 400  # years after which the calendar repeats itself, weekdays and all
_LAST_CYCLE = 9600  # the last multiple of it that dateutil counts to
_ROOM = 100  # years that are left to look through, at the least
_ANY_YEAR = date(2000, 1, 1)  # a leap year
_EXAMPLE = "For the last Thursday of the month write FREQ=MONTHLY;BYDAY=-1TH"


def _listed(entry: str) -> str:
    return rf"(?a)(?:{entry})(?:,(?:{entry}))*"


_PARTS = {
    "FREQ": r"[A-Z]+",
    "INTERVAL": r"(?a)[1-9]\d{0,2}",
    "COUNT": r"(?a)[1-9]\d{0,3}",
    "UNTIL": r"(?a)\d{8}(?:T\d{6}Z?)?",
    "WKST": _RULE_DAY,
    "BYDAY": _listed(rf"(?:{_UP_TO_53})?{_RULE_DAY}"),
    "BYMONTH": _listed(r"[1-9]|1[0-2]"),
    "BYMONTHDAY": _listed(r"[+-]?(?:[1-9]|[12]\d|3[01])"),
    "BYYEARDAY": _listed(_UP_TO_366),
    "BYWEEKNO": _listed(_UP_TO_53),
    "BYSETPOS": _listed(_UP_TO_366),
}
_NOT_WITH: dict[str, tuple[str, ...]] = {  # what RFC 5545 forbids, and dateutil passes over
    "YEARLY": (),
    "MONTHLY": ("BYWEEKNO", "BYYEARDAY"),
    "WEEKLY": ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"),
}
_CHOOSABLE = {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}


class BadSchedule(ValueError):
    """A rule by which no dates can be found: `message`, and in `hint` what to write."""

    def __init__(self, message: str, hint: str = _EXAMPLE) -> None:
        """Keep what is wrong, and what to write instead."""
        super().__init__(message)
        self.message = message
        self.hint = hint


def schedule_problem(rule: str) -> None:
    """Raise BadSchedule where a text is no rule of RFC 5545 for days, or no day ever fits it."""
    parts = _parts(rule)
    endless = {name: parts[name] for name in parts if name not in {"COUNT", "UNTIL", "INTERVAL"}}
    if next(_days(endless, _ANY_YEAR), None) is None:
        raise BadSchedule("No day ever fits this rule.")


def next_by_schedule(rule: str, after: date) -> date | None:
    """Give a rule's first date after a day, begun on that day; None where the rule has ended.

    Raises BadSchedule for a text that is no rule.
    """
    return _first_after(_days(_parts(rule), after), after)


def first_by_schedule(rule: str, day: date) -> date | None:
    """Give a rule's first date from a day on, before there is any meeting that it counts from.

    None where there is none, or where only a meeting could say on which day, or in which week
    or month, the rule begins. Raises BadSchedule for a text that is no rule.
    """
    parts = _parts(rule)
    counts = "COUNT" in parts or parts.get("INTERVAL", "1") != "1"
    if counts or not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        return None
    return next(_days(parts, day), None)


def falls_between(every: tuple[int, ...] | str, start: date, after: date, upto: date) -> bool:
    """Whether one of some months (1 to 12), or a day of a rule, falls after a day up to another.

    A month falls where it begins after the month of `after` and not after that of `upto`; a
    rule is begun on 1 January of the year of `start`. Raises BadSchedule as above.
    """
    if isinstance(every, str):
        found = _first_after(_days(_parts(every), date(start.year, 1, 1)), after)
        return found is not None and found <= upto
    first, last = (day.year * 12 + day.month - 1 for day in (after, upto))
    return any(month % 12 + 1 in every for month in range(first + 1, last + 1))


def read_months(words: list[str]) -> tuple[int, ...]:
    """Read the names of months (in full, three letters, `Sept`) as 1 to 12, in their order.

    Raises BadSchedule for another word.
    """
    return tuple(_month_number(word) for word in words)


def _month_number(word: str) -> int:
    number = _NUMBER.get(_plain(word))
    if number is None:
        hint = "Write months as [Feb, May, Aug, Nov], or a rule as FREQ=MONTHLY;BYDAY=-1TH"
        raise BadSchedule(f"“{word}” is neither a month nor a rule.", hint)
    return number


def _first_after(days: Iterable[date], after: date) -> date | None:
    return next((day for day in days if day > after), None)


def _parts(rule: str) -> dict[str, str]:
    if len(rule) > _LONGEST_RULE:
        raise BadSchedule(f"A rule has {_LONGEST_RULE} characters at most.")
    if ":" in rule or "\n" in rule.strip() or "DTSTART" in rule.upper():
        raise BadSchedule("A schedule is one rule alone, without RRULE: or DTSTART.")
    parts: dict[str, str] = {}
    for name, value in map(_part, rule.strip().upper().split(";")):
        if name in parts:
            raise BadSchedule(f"{name} stands twice.")
        parts[name] = value
    _fit_together(parts)
    return parts


def _part(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not equals or name not in _PARTS:
        raise BadSchedule(f"“{part}” is no part of a rule for days.")
    if not re.fullmatch(_PARTS[name], value):
        raise BadSchedule(f"{name} cannot be “{value}”.")
    return name, value


def _fit_together(parts: dict[str, str]) -> None:
    often = parts.get("FREQ", "")
    if often not in _NOT_WITH:
        raise BadSchedule("A rule has FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY.")
    for name in _NOT_WITH[often]:
        if name in parts:
            raise BadSchedule(f"{name} does not go with FREQ={often}.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise BadSchedule("A rule ends by COUNT or by UNTIL, not by both.")
    if "BYSETPOS" in parts and not _CHOOSABLE & parts.keys():
        raise BadSchedule("BYSETPOS needs days to choose from, such as BYDAY.")
    _weekdays_fit(parts)
    _until(parts)


def _weekdays_fit(parts: dict[str, str]) -> None:
    counted = [len(entry) > len("TH") for entry in parts.get("BYDAY", "").split(",")]
    if any(counted) and (parts["FREQ"] == "WEEKLY" or "BYWEEKNO" in parts):
        raise BadSchedule("A week has each weekday once: BYDAY has no number there.")
    # dateutil would take the days that are both, RFC 5545 those that are either.
    if any(counted) and not all(counted):
        raise BadSchedule("BYDAY has a number with each of its weekdays, or with none.")


def _until(parts: dict[str, str]) -> date:
    try:
        return date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else date.max
    except ValueError:
        raise BadSchedule(f"UNTIL={parts['UNTIL']} is not a day.") from None


def _days(parts: dict[str, str], start: date) -> Iterator[date]:
    # A rule that no day fits keeps dateutil busy up to the year 9999. So it is begun as late
    # as it can be, in a year of the same calendar, and soon comes to that end.
    later, until = _late_year(start.year) - start.year, _until(parts)
    for moment in _moments(parts, start.replace(year=start.year + later)):
        if moment.year - later > MAXYEAR:
            return
        day = moment.date().replace(year=moment.year - later)
        if day > until:
            return
        yield day


def _late_year(year: int) -> int:
    late = _LAST_CYCLE + year % _CYCLE
    return late if late + _ROOM <= MAXYEAR else late - _CYCLE


def _moments(parts: dict[str, str], start: date) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415  loads late

    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    try:
        # Without a start it would read the clock.
        yield from rrulestr(text, dtstart=datetime.combine(start, time.min))
    except ValueError as reason:
        raise BadSchedule(f"This is no rule of RFC 5545: {reason}.") from reason
