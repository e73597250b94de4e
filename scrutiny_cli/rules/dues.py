"""The rules on dues: words that mean a day, figures that may be month first, days far away."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.date_styles import shown, shown_as
from scrutiny_cli.minutes.dates import IN_FIGURES, BadDate, read_date
from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.vague_dues import offer_day
from scrutiny_cli.rules.context import first

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, Event
    from scrutiny_cli.minutes.source import Span
    from scrutiny_cli.minutes.vague_dues import Offer
    from scrutiny_cli.rules.context import CheckContext

_YEAR = 366
_LAST_MONTH = 12


# Words


def due_without_day(case: CheckContext) -> Iterator[Problem]:
    """Give each due of an open action that is words which mean a day."""
    by_month = _regular_days(case)
    for action in case.current():
        event = _due_event(action)
        due = action.state.due
        if event is None or not action.is_open or due is None or due.words is None:
            continue
        words = due.words
        if due.kind is DueKind.WORDS:
            offer = offer_day(words, event.date)
            if offer is not None:
                message = f"“{words}” is not a date: {action.key} can never be overdue."
                day = offer.day or _meeting_day(by_month, offer, event.date)
                yield Problem(
                    "due-without-day", message, _due_place(case, event), _offered(case, day)
                )


def _due_event(action: Action) -> Event | None:
    """Give the event that gave the current due."""
    return next((event for event in reversed(action.history) if event.due is not None), None)


def _offered(case: CheckContext, day: date | None) -> str:
    if day is None:
        return "Write the date that is meant."
    return f"Write the date: {shown_as(case.book.series.dates)(day)}"


def _regular_days(case: CheckContext) -> dict[tuple[int, int | None], list[date]]:
    """Give the days of the regular meetings by month, with its year and without, in order."""
    found: dict[tuple[int, int | None], list[date]] = {}
    for meeting in (one for one in case.calendar.meetings if one.is_regular):
        for year in (meeting.date.year, None):
            found.setdefault((meeting.date.month, year), []).append(meeting.date)
    return found


def _meeting_day(
    by_month: dict[tuple[int, int | None], list[date]], offer: Offer, start: date
) -> date | None:
    """Give the first regular meeting on file after a due's entry that is in its month."""
    if offer.meeting_month is None:
        return None
    days = by_month.get((offer.meeting_month, offer.year), [])
    at = bisect_right(days, start)
    return days[at] if at < len(days) else None


def _due_place(case: CheckContext, event: Event) -> Span:
    """Give where a due is written: in its entry, or for all actions of the meeting."""
    meeting = case.calendar.by_name[event.meeting]
    return event.due_place or meeting.due_place or first(event.place)


# Figures


def month_first(case: CheckContext) -> Iterator[Problem]:
    """Give each due in figures that is before its meeting, and would not be, month first."""
    if case.book.series.dates is not None:
        return
    doubtful = list(_doubtful(case))
    if doubtful and not _has_day_first(case):
        for event, written, exchanged in doubtful:
            read = shown(read_date(written))
            message = (
                f"{written} is read as {read}, which is before the meeting of {event.meeting}."
            )
            hint = (
                f"If {shown(exchanged)} is meant, write `dates: {_sample(written, '06', '25')}` "
                "into series.yaml: all dates in figures are then read with the month first. "
                f"Otherwise write `dates: {_sample(written, '25', '06')}` into it."
            )
            yield Problem("month-first", message, _due_place(case, event), hint)


def _doubtful(case: CheckContext) -> Iterator[tuple[Event, str, date]]:
    """Give each such due as it is written, with the day that it is month first."""
    for action in case.book.log.actions:
        for event in action.history:
            due = event.due
            if due is None or due.day is None or due.kind is not DueKind.DATE:
                continue
            meeting = case.calendar.by_name[event.meeting]
            if event.kind == "brought forward" or due.day >= meeting.date:
                continue
            written = _written(_due_place(case, event))
            exchanged = _exchanged(written)
            if exchanged is not None and 0 <= (exchanged - meeting.date).days <= _YEAR:
                yield event, written, exchanged


def _written(place: Span) -> str:
    return place.source.text[place.start : place.end].strip().strip("\"'").strip()


def _exchanged(written: str) -> date | None:
    """Read a date in figures with the month first; None where it is no other day."""
    found = IN_FIGURES.fullmatch(written)
    if found is None or int(found[1]) > _LAST_MONTH:
        return None
    try:
        return read_date(written, month_first=True)
    except BadDate:
        return None


def _has_day_first(case: CheckContext) -> bool:
    """Whether a date of the log in figures has a first number that can only be a day."""
    return case.book.series.has_day_first or any(one.has_day_first for one in case.book.meetings)


def _sample(written: str, one: str, other: str) -> str:
    """Give 25 June 2015 in figures, as a date in figures is written."""
    mark, year = written.lstrip("0123456789")[0], written[-4:]
    return f"{one}{mark}{other}{mark}{'2015' if year.isdigit() else '15'}"


# Days


def due_far_off(case: CheckContext) -> Iterator[Problem]:
    """Give the due of each open action that is more than a year after its meeting.

    One that a later report has corrected is not told again: agreed minutes stay as they are.
    """
    for action in case.book.log.actions:
        event = _due_event(action)
        if event is None or event.due is None or event.due.day is None or not action.is_open:
            continue
        day, meeting = event.due.day, case.calendar.by_name[event.meeting]
        if (day - meeting.date).days > _YEAR:
            message = f"{action.key} is due on {day}, over a year after the meeting."
            hint = "See whether the year is right."
            yield Problem("due-far-off", message, _due_place(case, event), hint)
