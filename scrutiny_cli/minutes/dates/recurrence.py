"""Rules of RFC 5545 for when a board meets, and the days that they give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, time
from itertools import takewhile

from scrutiny_cli.minutes.dates.month_names import month_number

_RULE_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_UP_TO_366 = r"[+-]?(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])"
_UP_TO_53 = r"[+-]?(?:[1-9]|[1-4]\d|5[0-3])"
_LONGEST_RULE = 200  # in characters
_CYCLE = 400  # years after which the calendar repeats itself, weekdays and all
_LAST_CYCLE = 9600  # the last multiple of it that dateutil counts to
_ROOM = 100  # years that are left to look through, at the least
_COUNTING = frozenset(("COUNT", "UNTIL", "INTERVAL"))  # which of its days a rule takes
_ALL_MONTHS = "1,2,3,4,5,6,7,8,9,10,11,12"
_MOST_IN_MONTH = 5  # of one weekday
# Leap years and weekdays repeat every 28 years where no century comes between; dateutil stops
# at the year 9999.
_WHOLE_CYCLE = date(9956, 1, 1)
_EXAMPLE = "For the last Thursday of the month, write FREQ=MONTHLY;BYDAY=-1TH"


def _match_list(entry: str) -> str:
    return rf"(?a)(?:{entry})(?:,(?:{entry}))*"


_PARTS = {
    "FREQ": r"[A-Z]+",
    "INTERVAL": r"(?a)[1-9]\d{0,2}",
    "COUNT": r"(?a)[1-9]\d{0,3}",
    "UNTIL": r"(?a)\d{8}(?:T\d{6}Z?)?",
    "WKST": _RULE_DAY,
    "BYDAY": _match_list(rf"(?:{_UP_TO_53})?{_RULE_DAY}"),
    "BYMONTH": _match_list(r"[1-9]|1[0-2]"),
    "BYMONTHDAY": _match_list(r"[+-]?(?:[1-9]|[12]\d|3[01])"),
    "BYYEARDAY": _match_list(_UP_TO_366),
    "BYWEEKNO": _match_list(_UP_TO_53),
    "BYSETPOS": _match_list(_UP_TO_366),
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


def validate_schedule(rule: str) -> str:
    """Return a rule of RFC 5545 for days without the spaces around it.

    Raises BadSchedule for a text that is not a rule, and for a rule that no day fits.
    """
    parts = _read_parts(rule)
    endless = {name: parts[name] for name in parts if name not in _COUNTING}
    if next(_list_occurrences(endless, _WHOLE_CYCLE), None) is None:
        raise BadSchedule("No day fits this rule.")
    return rule.strip()


def list_months_without_day(rule: str) -> tuple[int, ...]:
    """Return the months, 1 to 12, that a rule of every month may skip; none for other rules."""
    parts = {name: value for name, value in _read_parts(rule).items() if name not in _COUNTING}
    if parts["FREQ"] != "MONTHLY" or "BYSETPOS" in parts:
        return ()
    wanted = tuple(map(int, parts.get("BYMONTH", _ALL_MONTHS).split(",")))
    first, last = date(2001, 1, 1), date(2004, 12, 31)  # with a leap year
    days = takewhile(lambda day: day <= last, _list_days(parts, first))
    having = Counter({(day.year, day.month): 1 for day in days})
    years = range(first.year, last.year + 1)
    return tuple(month for month in wanted if any(not having[year, month] for year in years))


def next_occurrence(rule: str, after: date) -> date | None:
    """Return a rule's first date after a day on which it begins; None where the rule has ended.

    Raises BadSchedule for a text that is not a rule.
    """
    return next(list_occurrences(rule, after), None)


def list_occurrences(rule: str, after: date) -> Iterator[date]:
    """Return a rule's dates after a day on which it begins, in order.

    Raises BadSchedule for a text that is not a rule.
    """
    return (day for day in _list_days(_read_parts(rule), after) if day > after)


def first_occurrence(rule: str, day: date) -> date | None:
    """Return a rule's first date from a day on, before there is any meeting that it counts from.

    None if there is none, or if only a meeting could show on which day, or in which week
    or month, the rule begins. Raises BadSchedule for a text that is not a rule.
    """
    parts = _read_parts(rule)
    counts = "COUNT" in parts or parts.get("INTERVAL", "1") != "1"
    if counts or not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        return None
    return next(_list_days(parts, day), None)


def occurs_between(every: tuple[int, ...] | str, start: date, after: date, upto: date) -> bool:
    """Whether one of some months (1 to 12), or a day of a rule, falls after a day up to another.

    A month falls where it begins after the month of `after` and not after that of `upto`; a
    rule is begun on 1 January of the year of `start`. Raises BadSchedule as above.
    """
    if isinstance(every, str):
        days = _list_days(_read_parts(every), date(start.year, 1, 1))
        found = next((day for day in days if day > after), None)
        return found is not None and found <= upto
    first, last = (day.year * 12 + day.month - 1 for day in (after, upto))
    return any(month % 12 + 1 in every for month in range(first + 1, last + 1))


def read_months(words: list[str]) -> tuple[int, ...]:
    """Read the names of months (in full, three letters, `Sept`) as 1 to 12, in their order.

    Raises BadSchedule for another word.
    """
    return tuple(_month_number(word) for word in words)


def _month_number(word: str) -> int:
    number = month_number(word)
    if number is None:
        hint = (
            "Write months, for example [Feb, May], or a rule, for example FREQ=MONTHLY;BYDAY=-1TH"
        )
        raise BadSchedule(f"“{word}” is neither a month nor a rule.", hint)
    return number


def _read_parts(rule: str) -> dict[str, str]:
    if len(rule) > _LONGEST_RULE:
        raise BadSchedule(f"This rule has more than {_LONGEST_RULE} characters.")
    if ":" in rule or "\n" in rule.strip() or "DTSTART" in rule.upper():
        message = "A schedule is one rule on one line, without `RRULE:` or `DTSTART`."
        raise BadSchedule(message)
    parts: dict[str, str] = {}
    for name, value in map(_read_part, rule.strip().upper().split(";")):
        if name in parts:
            raise BadSchedule(f"{name} is given twice.")
        parts[name] = value
    _check_combination(parts)
    return parts


def _read_part(part: str) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    if not equals or name not in _PARTS:
        raise BadSchedule(f"“{part}” is not part of a rule for dates.")
    if not re.fullmatch(_PARTS[name], value):
        raise BadSchedule(f"{name} cannot be “{value}”.")
    return name, value


def _check_combination(parts: dict[str, str]) -> None:
    often = parts.get("FREQ", "")
    if often not in _NOT_WITH:
        raise BadSchedule("A rule needs FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY.")
    for name in _NOT_WITH[often]:
        if name in parts:
            raise BadSchedule(f"{name} cannot be used with FREQ={often}.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise BadSchedule("A rule can have COUNT or UNTIL, but not both.")
    if "BYSETPOS" in parts and not _CHOOSABLE & parts.keys():
        raise BadSchedule("BYSETPOS needs days to choose from, such as BYDAY.")
    _check_weekdays(parts)
    _read_until(parts)


def _check_weekdays(parts: dict[str, str]) -> None:
    counted = [len(entry) > len("TH") for entry in parts.get("BYDAY", "").split(",")]
    if any(counted) and (parts["FREQ"] == "WEEKLY" or "BYWEEKNO" in parts):
        raise BadSchedule("A week has each weekday once, so BYDAY cannot have a number here.")
    within_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    places = map(_read_place, parts.get("BYDAY", "").split(","))
    if within_month and max(places) > _MOST_IN_MONTH:
        message = "A month has each weekday five times at most, so BYDAY counts from 1 to 5"
        raise BadSchedule(f"{message}, or from -1 to -5.")
    # dateutil would take the days that are both, RFC 5545 those that are either.
    if any(counted) and not all(counted):
        raise BadSchedule("In BYDAY either all weekdays have a number, or none has.")


def _read_place(entry: str) -> int:
    """Return the number of a weekday without its sign, 0 where it has none."""
    return int(entry[:-2].lstrip("+-") or 0)


def _read_until(parts: dict[str, str]) -> date:
    try:
        return date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else date.max
    except ValueError:
        raise BadSchedule(f"UNTIL={parts['UNTIL']} is not a date.") from None


def _list_days(parts: dict[str, str], start: date) -> Iterator[date]:
    # A rule that no day fits keeps dateutil busy up to the year 9999. So it is begun as late
    # as it can be, in a year of the same calendar, and soon comes to that end.
    later, until = _find_late_year(start.year) - start.year, _read_until(parts)
    for moment in _list_occurrences(parts, start.replace(year=start.year + later)):
        if moment.year - later > MAXYEAR:
            return
        day = moment.date().replace(year=moment.year - later)
        if day > until:
            return
        yield day


def _find_late_year(year: int) -> int:
    late = _LAST_CYCLE + year % _CYCLE
    return late if late + _ROOM <= MAXYEAR else late - _CYCLE


def _list_occurrences(parts: dict[str, str], start: date) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415  loads late

    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    try:
        # Without a start it would read the clock.
        yield from rrulestr(text, dtstart=datetime.combine(start, time.min))
    except ValueError as reason:
        raise BadSchedule(f"This is not a rule of RFC 5545: {reason}.") from reason
