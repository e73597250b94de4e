"""When a board meets, in the words of a clerk, as a rule of RFC 5545."""

from __future__ import annotations

import re
from contextlib import suppress

from scrutiny_cli.minutes.dates import recurrence
from scrutiny_cli.minutes.dates.month_names import ENGLISH, MONTH_NAMES
from scrutiny_cli.minutes.dates.recurrence import BadSchedule

_DAYS = {
    word: code
    for code, words in {
        "MO": "monday mondays mon", "TU": "tuesday tuesdays tue tues",
        "WE": "wednesday wednesdays wed", "TH": "thursday thursdays thu thur thurs",
        "FR": "friday fridays fri", "SA": "saturday saturdays sat", "SU": "sunday sundays sun",
    }.items()
    for word in words.split()
}  # fmt: skip
_LONG_DAYS = dict(zip(
    ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    (names[0] for names in ENGLISH.weekdays),
    strict=True,
))  # fmt: skip
_PLACES = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "last": -1, "penultimate": -2,
}  # fmt: skip
_EACH = ("every", "each")
_COUNTS = {"other": 2, "second": 2, "2nd": 2, "two": 2, "2": 2, "third": 3, "three": 3, "3": 3}
_COUNTS |= {"fourth": 4, "four": 4, "4": 4, "six": 6, "6": 6}
_IDLE = {"the", "on", "and", "a", "day"}
_SAME = {
    r"\b(?:second|last but|next to)[ -](?:one|last)\b": "penultimate",
    r"\blast day\b": "lastday",
    r"\bmonthly\b": "every month",
    r"\bfortnightly\b|\bevery fortnight\b": "every 2 weeks",
    r"\bweekly\b": "every week",
    r"\bin\b": "of",
}
_EVERY_MONTH = " of the month"
_HINT = (
    "Write, for example, “last Thursday of the month”, “first and third Monday of the month”, "
    "“last Thursday of the month except August”, “second Tuesday of January, April and July”, "
    "“every Monday”, “every second Monday”, or a rule such as FREQ=MONTHLY;BYDAY=-1TH"
)


def read_schedule(words: str) -> str:
    """Return the rule of RFC 5545 that words mean; a rule is taken as it is.

    Raises BadSchedule, with what may be written, for words that give no schedule.
    """
    is_rule = "=" in words or ":" in words
    return recurrence.validate_schedule(words if is_rule else _write_rule(words))


def describe_skipped_months(rule: str) -> str | None:
    """Return which months a rule of every month skips, and what to write; None if it skips none."""
    lacking = recurrence.list_months_without_day(rule)
    if not lacking:
        return None
    names = [MONTH_NAMES[number - 1] for number in lacking]
    listed = f" ({', '.join(names)})" if len(names) < len(MONTH_NAMES) else ""
    weekday = re.search(r"BYDAY=\+?5([A-Z]{2})", rule.upper())
    last = f"last {_LONG_DAYS[weekday[1]]} of the month" if weekday else "last day of the month"
    return f"Months without such a day are skipped{listed}. To meet in every month, write: {last}"


def _write_rule(words: str) -> str:
    tokens = _split_words(words)
    try:
        months, days = _split_months(tokens)
        if not months:
            return _write_weekly(days)
        return f"FREQ=MONTHLY{_write_months(months)};{_write_days(days)}"
    except KeyError:
        raise _refuse_words(words.strip()) from None


def _refuse_words(words: str) -> BadSchedule:
    """Return why no dates can be worked out from words: perhaps only the months are missing."""
    if not words.casefold().endswith(_EVERY_MONTH):
        with suppress(BadSchedule):
            _write_rule(words + _EVERY_MONTH)
            message = f"“{words}” does not say in which months."
            return BadSchedule(message, f"Write “{words}{_EVERY_MONTH}”.")
    return BadSchedule(f"No meeting dates can be worked out from “{words}”.", _HINT)


def _split_words(words: str) -> list[str]:
    text = " ".join(words.casefold().split())
    for pattern, same in _SAME.items():
        text = re.sub(pattern, same, text)
    return [word for word in re.findall(r"\w+", text) if word not in _IDLE]


def _split_months(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Separate the words on the months from those on the days."""
    if "of" in tokens:
        at = tokens.index("of")
        return tokens[at + 1 :], tokens[:at]
    ends = [at for at, word in enumerate(tokens) if word in {"month", "months"}]
    if not ends:
        return [], tokens
    begin = next((at for at, word in enumerate(tokens) if word in _EACH), ends[0])
    return tokens[begin : ends[0] + 1], tokens[:begin] + tokens[ends[0] + 1 :]


def _write_months(words: list[str]) -> str:
    if "month" not in words and "months" not in words:
        return _write_by_month(
            recurrence.read_months([word for word in words if word not in _EACH])
        )
    at = words.index("month" if "month" in words else "months")
    rest = words[at + 1 :]
    if rest and (rest[0] not in {"except", "but", "not"} or not rest[1:]):
        raise KeyError(rest[0])
    left_out = recurrence.read_months(rest[1:])
    kept = tuple(number for number in range(1, 13) if number not in left_out)
    return _write_interval(words[:at]) + (_write_by_month(kept) if left_out else "")


def _write_by_month(months: tuple[int, ...]) -> str:
    return ";BYMONTH=" + ",".join(str(number) for number in sorted(set(months)))


def _write_interval(words: list[str]) -> str:
    """Read `every`, `every second` or nothing."""
    if words and words[0] not in _EACH:
        raise KeyError(words[0])  # “the second month” of what?
    counts = [_COUNTS[word] for word in words if word not in _EACH]
    if len(counts) > 1:
        raise KeyError(words[-1])
    return "".join(f";INTERVAL={count}" for count in counts)


def _write_days(words: list[str]) -> str:
    if words[:1] and words[0] in _EACH:
        words = words[1:]
    if words == ["lastday"]:
        return "BYMONTHDAY=-1"
    if words and all(found := [re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word) for word in words]):
        return "BYMONTHDAY=" + ",".join(str(int(day[1])) for day in found if day)
    return "BYDAY=" + ",".join(_write_weekdays(words))


def _write_weekdays(words: list[str]) -> list[str]:
    """Read `first third monday`, or `first monday third thursday`, as 1MO,3MO and so on."""
    found: list[str] = []
    places: list[int] = []
    for at, word in enumerate(words):
        if word in _PLACES:
            places = [*([] if at and words[at - 1] in _DAYS else places), _PLACES[word]]
        else:
            found += [f"{place}{_DAYS[word]}" for place in places]
    if not found or words[-1] in _PLACES:
        raise KeyError(" ".join(words))
    return found


def _write_weekly(words: list[str]) -> str:
    at = next((at for at, word in enumerate(words) if word in _DAYS), len(words))
    often = [word for word in words[:at] if word not in {"week", "weeks"}]
    days = ",".join(_DAYS[word] for word in words[at:])
    if not days:
        raise KeyError("")
    return f"FREQ=WEEKLY{_write_interval(often)};BYDAY={days}"
