"""Due dates: those of a column, and those among the words of an action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.recognise.joined_text import has_letters
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.calendar_days import BadDate, check_weekday, make_date
from scrutiny_cli.minutes.dates.date_reader import IN_FIGURES, find_date, read_due
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.dates.date_words import LAST_DAY, MONTH_IN_FIGURES, full_year
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.dates.days_in_figures import Day
from scrutiny_cli.minutes.dates.month_names import ENGLISH, MONTH_NAMES
from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.status_help import shorten_text

_EARLIEST = timedelta(days=60)  # how long before its meeting a day without a year may be
_YEAR = timedelta(days=366)
_LAST_MONTH = 12
_MOST_YEARS = 9  # until there is a 29 February
_SPAN_DAYS = 2  # days of a span that are written
_LONGEST = 300  # characters of a due date

_LABELS = re.compile(
    r"(?:(?:by|before|on|no later than|not later than|due(?: date)?(?: by)?|deadline(?: of| is)?|"
    r"target(?: date)?|for completion by|(?:all )?for completion|to be completed by|"
    r"complete(?:d)? by|completion(?: date)?(?: by)?|date)\b[\s:–-]*)+(?:the\s+(?=[0-9]))?",
    re.IGNORECASE,
)
# Words before a day after which that day is not when the action is due.
_NOT_THAT_DAY = re.compile(
    r"(?:\bw\s?/\s?c\.?|\bw\.c\.|\bwc|\bweek\s+(?:commencing|beginning|starting|of|from)|\bafter|"
    r"\bfrom|\bsince|\bnot before|\bstarting|\bbeginning|\bcommencing|\bbetween|"
    r"\bwithin [\w ]{1,20} of|\bfollowing)[\s:]*(?:the\s+)?(?:\w+day\s+)?$",
    re.IGNORECASE,
)
_RANGE_SIGN = re.compile(r"\s*(?:-|–|—|to|until|till|/)\s*", re.IGNORECASE)
_CHOICE = re.compile(r"[0-9]\s*(?:st|nd|rd|th)?\s*(?:&|\+|/|\band\b|\bor\b)", re.IGNORECASE)


class DueRead(NamedTuple):
    """A due as it is written into the file, and the part of the text that it was read from.

    Of a column, the words outside of that part go into the action. `due` is None where no day
    can be determined; then all words do. `labels` ends the words in front that are a label.
    """

    due: str | None = None
    start: int = 0
    end: int = 0
    doubts: tuple[Doubt, ...] = ()
    labels: int = 0


NO_DUE = DueRead()


def read_due_cell(text: str, reading: Reading) -> DueRead:
    """Read the due of a column: a date as YYYY-MM-DD, or words without a day as they are."""
    start, end = _strip_span(text)
    if start == end:
        return NO_DUE
    plain = text[start:end]
    if len(plain) > _LONGEST:
        return DueRead(doubts=(doubt_words(shorten_text(plain)),))
    return _read_plain(plain, reading, start) or _read_after_label(text, start, end, reading)


def _strip_span(text: str) -> tuple[int, int]:
    """Return where the words of a text begin and end, without signs around them."""
    start = len(text) - len(text.lstrip(" \t\n,;:–—-("))
    end = len(text.rstrip(" \t\n,;.–—-)" if text[start - 1 : start] == "(" else " \t\n,;.–—-"))
    return (start, end) if start < end and has_letters(text[start:end]) else (0, 0)


def _read_after_label(text: str, start: int, end: int, reading: Reading) -> DueRead:
    """Read what follows words such as `by` or `deadline:`, and otherwise a day inside the text."""
    label = _LABELS.match(text, start, end)
    first = label.end() if label is not None else start
    found = _read_plain(text[first:end], reading, first) if label is not None else None
    if found is None:
        found = _read_day_inside(text, first, end, reading)
    return found._replace(labels=first) if found.due is not None else found


def _read_plain(text: str, reading: Reading, start: int) -> DueRead | None:
    """Read a text that is a due as FORMAT understands it; None if it has a day among words."""
    flat = " ".join(text.split())
    if (month := re.fullmatch(MONTH_IN_FIGURES, flat)) is not None:
        return _read_month_in_figures(month, flat, start, start + len(text))
    try:
        due = read_due(flat, month_first=reading.month_first)
    except BadDate:
        return None
    if due.day is None or due.kind is not DueKind.DATE:
        return DueRead(flat, start, start + len(text))
    doubts = doubt_order(flat, due.day, reading)
    return DueRead(due.day.isoformat(), start, start + len(text), doubts)


def _read_month_in_figures(month: re.Match[str], text: str, start: int, end: int) -> DueRead | None:
    """Read `03/2024`; it is written as 2024-03."""
    year, number = month[2] or month[3], int(month[1] or month[4])
    if not 1 <= number <= _LAST_MONTH or (month[3] and "-" not in text):
        return None if month[2] else DueRead(text, start, end)
    return DueRead(f"{year}-{number:02}", start, end)


def doubt_order(written: str, day: date, reading: Reading) -> tuple[Doubt, ...]:
    """Return the doubt whether a date in digits is month first, as `check` would have it."""
    figures = IN_FIGURES.fullmatch(written.strip())
    series, meetings = reading.book.series, reading.book.meetings
    if figures is None or reading.month_first or series.dates is not None or day >= reading.day:
        return ()
    if series.has_day_first or any(meeting.has_day_first for meeting in meetings):
        return ()
    exchanged = find_date(written, month_first=True) if int(figures[1]) <= _LAST_MONTH else None
    if (
        reading.has_day_first
        or exchanged is None
        or not reading.day <= exchanged <= reading.day + _YEAR
    ):
        return ()
    message = f'written "{written}", which is before the meeting; is it {format_date(exchanged)}?'
    return (Doubt("month-first", message),)


def is_fixed_due(due: str) -> bool:
    """Whether a due that is written is a date, a month or the next meeting, and not words."""
    return read_due(due).kind not in {DueKind.WORDS, DueKind.NONE}


# A day among other words


def doubt_words(words: str) -> Doubt:
    """Return the doubt about words of a due date that are not one day."""
    return Doubt("due-unread", f'written "{words}", which is not one day')


def _read_day_inside(text: str, start: int, end: int, reading: Reading) -> DueRead:
    """Read the only day among other words; without one, nothing is due."""
    part = text[start:end]
    days = find_days(part, month_first=reading.month_first)
    found = _resolve_days(days, part, reading) if days else None
    if found is None:
        return DueRead(doubts=(doubt_words(" ".join(part.split())),))
    return found._replace(start=found.start + start, end=found.end + start)


def _resolve_days(days: list[Day], text: str, reading: Reading) -> DueRead | None:
    """Return the due that one day, or a span of days, in a text is; None if it is unclear."""
    if _NOT_THAT_DAY.search(text[: days[0].start]) or _is_years(text, days[0]):
        return None
    if len(days) == 1 and not days[0].several:
        return _make_due(days[0], text, reading)
    return _make_span(days, text, reading)


def _is_years(text: str, day: Day) -> bool:
    """Whether `11/12` may be two years as well."""
    pair = re.fullmatch(r"([0-9]{2})/([0-9]{2})", text[day.start : day.end])
    return pair is not None and int(pair[2]) == int(pair[1]) + 1


def _make_due(day: Day, text: str, reading: Reading, name: str = "") -> DueRead | None:
    """Return the due of a day; without a year it is the first such day near the meeting."""
    if day.day is None or day.month is None:
        return None
    written = " ".join(text[day.start : day.end].split())
    found = _find_day(day, reading.day)
    if found is None:
        return None
    doubts = [Doubt(name, f'written "{written}", of which this is the last day')] if name else []
    if day.year is None:
        doubts.insert(0, Doubt("due-year", f'written "{written}", without a year'))
    order = doubt_order(written, found, reading) if day.year is not None else ()
    return DueRead(found.isoformat(), day.start, day.end, (*doubts, *order))


def _find_day(day: Day, meeting: date) -> date | None:
    """Return the date of a day; None if it does not exist or is on another weekday."""
    if day.day is None or day.month is None:
        return None
    try:
        if day.year is not None:
            found = make_date(full_year(day.year), day.month, day.day)
            check_weekday(found, day.weekday)
            return found
        return next(_list_years(day.day, day.month, day.weekday, meeting), None)
    except BadDate:
        return None


def _list_years(day: int, month: int, weekday: int | None, meeting: date) -> Iterator[date]:
    """List the days of this day and month from 60 days before the meeting on.

    Only the first one counts; it is left out if it is on another weekday than is written.
    """
    first = meeting - _EARLIEST
    for year in range(first.year, first.year + _MOST_YEARS):
        try:
            found = make_date(year, month, day)
        except BadDate:
            continue
        if found >= first:
            if weekday in {None, found.weekday()}:
                yield found
            return


def _make_span(days: list[Day], text: str, reading: Reading) -> DueRead | None:
    """Return the last day of a span of days, such as `3-5 May` or `30 April to 2 May 2024`."""
    whole = text[days[0].start : days[-1].end]
    if len(days) > _SPAN_DAYS or (len(days) == 1 and _CHOICE.search(whole)):
        return None
    between = text[days[0].end : days[-1].start] if len(days) > 1 else "-"
    if _RANGE_SIGN.fullmatch(between) is None:
        return None
    last = _find_last_day(days[-1], whole) if len(days) == 1 else days[-1]
    joined = _include_year(last._replace(start=days[0].start, several=False), text)
    return _make_due(joined, text, reading, "due-span")


def _include_year(day: Day, text: str) -> Day:
    """Add the year that follows a span, as in `Feb 17-21, 2025`."""
    year = re.compile(r",?\s*((?:19|20)[0-9]{2})(?!\w)").match(text, day.end)
    return (
        day if day.year is not None or year is None else day._replace(year=year[1], end=year.end())
    )


def _find_last_day(day: Day, whole: str) -> Day:
    """Return the last day of a span within a month: 21 in `Feb 17-21`, 5 in `3-5 May`."""
    after = re.search(r"[0-9]{1,2}(?:st|nd|rd|th)?\s*[–—-]\s*([0-9]{1,2})(?:st|nd|rd|th)?\b", whole)
    if after is not None and int(after[1]) <= LAST_DAY:
        return day._replace(day=int(after[1]), weekday=None)
    return day._replace(weekday=None)


# A due among the words of an action

_MONTHS = "|".join(sorted([*MONTH_NAMES, *sum(ENGLISH.short, ())], key=len, reverse=True))
_AHEAD = re.compile(
    r"(?<!\w)(?:(?:to be )?(?:completed?|done|actioned|finished|circulated)?\s*"
    r"(?:by|before|no later than|not later than|in time for)(?!\w)|"
    r"(?:target|due)\s+date(?!\w)\s*(?:is|of)?[:\s–-]|"
    r"(?:deadline|due|target)(?!\w)(?:\s+(?:is|of|for completion))?[:\s–-])"
    r"\s*(?:by\s+|on\s+|the\s+)*",
    re.IGNORECASE,
)
_FULL_MONTHS = "|".join(name for name in MONTH_NAMES if name != "May")
_WORDS = re.compile(
    rf"(?:next (?:[\w-]+ )?meeting(?!\w)|"
    rf"(?:(?:the )?(?:end|start|middle|beginning)(?: of)?|early|mid|late)[ -]"
    rf"(?:of )?(?:{_MONTHS})\b\.?(?: [0-9]{{4}})?|(?:{_MONTHS})\b\.? [0-9]{{4}}|"
    rf"(?:the )?end of (?:the |this |next )?(?:week|month|year|term|quarter|financial year|"
    rf"academic year|calendar year|school year)|Q[1-4](?: 20[0-9]{{2}}(?:[/-][0-9]{{2,4}})?)?|"
    rf"(?:next |this )?(?:{'|'.join(sum(ENGLISH.weekdays, ()))})\b|asap\b|"
    rf"(?:{_FULL_MONTHS})\b(?! \w*meeting))",
    re.IGNORECASE,
)


def find_phrase(text: str) -> DueRead | None:
    """Read words for a day after `by` or `before`, as `by end of June`; None for other texts."""
    found = re.fullmatch(
        rf"\s*(?:by|before|due|deadline:?)\s+(?:the\s+)?(?P<due>{_WORDS.pattern})\s*",
        text,
        re.IGNORECASE,
    )
    if found is None:
        return None
    start, end = found.span("due")
    return DueRead(found["due"], start, end, labels=start)


class DueInWords(NamedTuple):
    """A due among words: what it is, and the whole phrase with the label (`by …`)."""

    read: DueRead
    start: int
    end: int


def find_due_in_words(text: str, reading: Reading) -> DueInWords | None:
    """Find `by …`, `before …`, `deadline …` in an action where a date follows, or its meeting.

    The last one of a text is used. A date that cannot be determined is due-unread.
    """
    labels = reversed(list(_AHEAD.finditer(text)))
    found = (_read_ahead(text, label, reading) for label in labels)
    return next((due for due in found if due is not None), None)


def _read_ahead(text: str, label: re.Match[str], reading: Reading) -> DueInWords | None:
    """Read what follows a label such as `by`, if it is a day or words for one."""
    at = label.end()
    days = find_days(text[at : at + _AHEAD_LENGTH], month_first=reading.month_first)
    if not days or _BEFORE_DAY.fullmatch(text, at, at + days[0].start) is None:
        return _read_ahead_words(text, label)
    is_longer = len(days) > 1 and _is_joined(text[at + days[0].end : at + days[1].start])
    end = at + days[is_longer].end
    read = _read_day_inside(text, at, end, reading)
    return DueInWords(read, label.start(), end)


_AHEAD_LENGTH = 80  # characters after a label in which its date is
_DAY_ALONE = re.compile(r"\s*(?:the\s+)?[0-9]{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_BEFORE_DAY = re.compile(
    r"[\s:]*(?:(?:cop|close of (?:play|business)|end of (?:the )?(?:day|play)|noon|midday|"
    r"[0-9]{1,2}(?:[.:][0-9]{2})?\s?[ap]m)\s+(?:on\s+)?)?"
    r"(?:w\s?/\s?[ce]\.?|week (?:commencing|beginning|ending))?\s*(?:the\s+|on\s+)?",
    re.IGNORECASE,
)


def _is_joined(between: str) -> bool:
    """Whether a second day is the end of a span that begins with the first, or a choice."""
    words = {"-", "–", "—", "to", "until", "or", "and", "&", "/"}
    return between.strip().casefold() in words


def _read_ahead_words(text: str, label: re.Match[str]) -> DueInWords | None:
    lone = _DAY_ALONE.match(text, label.end())
    if lone is not None:
        doubt = doubt_words(lone[0].strip())
        return DueInWords(DueRead(doubts=(doubt,)), label.start(), lone.end())
    words = _WORDS.match(text, label.end())
    if words is None:
        return None
    read = DueRead(words[0], words.start(), words.end())
    return DueInWords(read, label.start(), words.end())
