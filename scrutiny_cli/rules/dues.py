"""The rules on due dates: words for a day, dates that may be month first, days far away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.minutes.dates.date_reader import IN_FIGURES, find_date, read_date
from scrutiny_cli.minutes.dates.date_styles import date_formatter, format_date
from scrutiny_cli.minutes.dates.vague_dues import Offer, offer_day
from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.rules.context import CheckContext, first_character, rule
from scrutiny_cli.rules.registry import Finding

_YEAR = 366
_TOO_OFTEN = 4  # moves of a due
_LAST_MONTH = 12


# Words


@rule(
    "due-without-day",
    Severity.WARNING,
    "The due date of an open action is a date, not words for one.",
    remedy="Write a date. An action that is due “soon” or “next Friday” is never overdue.",
)
def check_due_in_words(context: CheckContext) -> Iterator[Finding]:
    """Find each due date of an open action that is written in words."""
    by_month = _group_regular_days(context)
    for action in context.list_actions():
        event = _find_due_event(action)
        due = action.state.due
        if event is None or not action.is_open or due is None or due.text is None:
            continue
        offer = offer_day(due.text, event.date) if due.kind is DueKind.WORDS else None
        if offer is not None:
            message = f"“{due.text}” is not a date, so {action.key} is never overdue."
            day = offer.day or _find_meeting_day(by_month, offer, event.date)
            yield Finding(message, _find_due_place(context, event), _offer_day(context, day))


def _find_due_event(action: Action) -> Event | None:
    """Return the event that gave the current due."""
    return next((event for event in reversed(action.history) if event.due is not None), None)


def _offer_day(context: CheckContext, day: date | None) -> str:
    if day is None:
        return "Write the date that you mean."
    return f"Write `due: {date_formatter(context.book.series.dates)(day)}`."


def _group_regular_days(context: CheckContext) -> dict[tuple[int, int | None], list[date]]:
    """Return the days of the regular meetings by month, with its year and without, in order."""
    found: dict[tuple[int, int | None], list[date]] = {}
    for meeting in (m for m in context.book.meetings if m.is_regular):
        for year in (meeting.date.year, None):
            found.setdefault((meeting.date.month, year), []).append(meeting.date)
    return found


def _find_meeting_day(
    by_month: dict[tuple[int, int | None], list[date]], offer: Offer, start: date
) -> date | None:
    """Return the first regular meeting after a due date's entry that is in its month."""
    if offer.meeting_month is None:
        return None
    days = by_month.get((offer.meeting_month, offer.year), [])
    at = bisect_right(days, start)
    return days[at] if at < len(days) else None


def _find_due_place(context: CheckContext, event: Event) -> Span:
    """Return where a due is written: in its entry, or for all actions of the meeting."""
    meeting = context.book.index.by_name[event.meeting]
    return event.due_place or meeting.due_place or first_character(event.place)


# Dates in digits


@rule(
    "month-first",
    Severity.WARNING,
    "A due date is not read with day and month swapped, which puts it before its meeting.",
    remedy=(
        "Write `dates: 06/25/2015` in series.yaml if the month comes first, otherwise "
        "`dates: 25/06/2015`."
    ),
)
def check_month_first(context: CheckContext) -> Iterator[Finding]:
    """Find each due in digits that is before its meeting, and would not be, month first."""
    if context.book.series.dates is not None:
        return
    doubtful = list(_list_doubtful(context))
    if doubtful and not _has_day_first(context):
        for event, written, exchanged in doubtful:
            read = format_date(read_date(written))
            message = (
                f"{written} is read as {read}, which is before the meeting of {event.meeting}."
            )
            month_first, day_first = _make_samples(written)
            hint = (
                f"If you mean {format_date(exchanged)}, write `dates: {month_first}` in "
                "series.yaml. The month then comes first in all dates in digits. "
                f"Otherwise write `dates: {day_first}` there."
            )
            yield Finding(message, _find_due_place(context, event), hint)


def _list_doubtful(context: CheckContext) -> Iterator[tuple[Event, str, date]]:
    """List each such due as it is written, with the day that it is month first."""
    for action in context.book.log.actions:
        for event in action.history:
            due = event.due
            if due is None or due.day is None or due.kind is not DueKind.DATE:
                continue
            meeting = context.book.index.by_name[event.meeting]
            if event.kind == "brought forward" or due.day >= meeting.date:
                continue
            written = _read_due(_find_due_place(context, event))
            exchanged = _read_month_first(written)
            if exchanged is not None and 0 <= (exchanged - meeting.date).days <= _YEAR:
                yield event, written, exchanged


def _read_due(place: Span) -> str:
    return place.source.text[place.start : place.end].strip().strip("\"'").strip()


def _read_month_first(written: str) -> date | None:
    """Read a date in digits with the month first; None where it is no other day."""
    found = IN_FIGURES.fullmatch(written)
    if found is None or int(found[1]) > _LAST_MONTH:
        return None
    return find_date(written, month_first=True)


def _has_day_first(context: CheckContext) -> bool:
    """Whether a date of the log in digits has a first number that can only be a day."""
    book = context.book
    return book.series.has_day_first or any(meeting.has_day_first for meeting in book.meetings)


def _make_samples(written: str) -> tuple[str, str]:
    """Return 25 June 2015 in digits, written as another date is: month first, and day first."""
    mark, year = written.lstrip("0123456789")[0], "2015" if written[-4:].isdigit() else "15"
    return f"06{mark}25{mark}{year}", f"25{mark}06{mark}{year}"


# Days


@rule(
    "due-far-off",
    Severity.WARNING,
    "An open action is due within a year of its meeting.",
    remedy="Check whether the year is right.",
)
def check_due_far_off(context: CheckContext) -> Iterator[Finding]:
    """Find the due of each open action that is more than a year after its meeting.

    One that a later update has corrected is not found: agreed minutes stay as they are.
    """
    for action in context.book.log.actions:
        event = _find_due_event(action)
        if event is None or event.due is None or event.due.day is None or not action.is_open:
            continue
        day, meeting = event.due.day, context.book.index.by_name[event.meeting]
        if (day - meeting.date).days > _YEAR:
            message = f"{action.key} is due on {day}, more than a year after the meeting."
            yield Finding(message, _find_due_place(context, event))


# Dates that are given up


@rule(
    "slipped-often",
    Severity.WARNING,
    "The due date of an open action is not moved four times.",
    remedy="Ask the board whether the action is still wanted. Split it, or withdraw it.",
)
def check_slipped_often(context: CheckContext) -> Iterator[Finding]:
    """Find each open action whose due was moved too often, at the latest move."""
    for action in context.log.actions:
        state = action.state
        if action.is_open and state.slips >= _TOO_OFTEN:
            event = _find_last_slip(action)
            label = f"{action.key} ({state.words})" if state.words else action.key
            message = (
                f"The due date of {label} was moved {state.slips} times. "
                f"It was first due on {state.original_due}."
            )
            yield Finding(message, _find_due_place(context, event))


def _find_last_slip(action: Action) -> Event:
    """Return the event that last moved the due of an action that was moved."""
    slips = action.state.slips
    return next(event for event in action.history if event.state.slips == slips)
