"""The meetings of a calendar: those on file, the announced one, and those that are cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.minutes.dates.times import Hours, read_hours
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.output.redaction import describe_withheld
from scrutiny_cli.publish.calendar_source import CalendarEntry, CalendarSource, find_web_address
from scrutiny_cli.publish.earlier_calendar import INTERNAL_MARK, EarlierEntry

_USUAL_LENGTH = timedelta(hours=1)
_CANCELLED = "CANCELLED"
_LAST_ZONED_YEAR = 9998  # the last moments of the next year are none in some zones


class GoneMeeting(NamedTuple):
    """A meeting of the earlier calendar that is not in the files any more; `name` is its file's.

    `is_replaced`: there is another meeting of its day.
    """

    day: date
    name: str
    is_replaced: bool


def make_meeting_entries(source: CalendarSource) -> Iterator[CalendarEntry]:
    """Return an entry for each meeting: on file, announced, or gone since the earlier calendar."""
    for meeting in source.book.meetings:
        yield _make_recorded(source, meeting)
    announced = _find_announced(source)
    if announced is not None:
        yield _make_announced(source, *announced)
    for gone in list_gone_meetings(source):
        yield _make_gone(source, gone)


def list_gone_meetings(source: CalendarSource) -> list[GoneMeeting]:
    """Return the meetings of the earlier calendar that have gone, while their day is to come."""
    names = [meeting.name for meeting in source.book.meetings]
    announced = _find_announced(source)
    if announced is not None:
        names.append(announced[1].isoformat())
    known = {source.make_uid("meeting", name) for name in names}
    earlier = (one for uid, one in source.options.earlier.entries.items() if uid not in known)
    found = (_identify_meeting(source, one) for one in earlier)
    return sorted(one for one in found if one is not None and one.day >= source.options.today)


def _make_recorded(source: CalendarSource, meeting: Meeting) -> CalendarEntry:
    reason = meeting.root_item.confidential
    is_hidden = reason is not None and not source.internal
    title = (
        f"{_name_meeting(source, None)}: {describe_withheld(reason)}"
        if is_hidden
        else _name_meeting(source, meeting.title)
    )
    entry = _make_entry(
        source,
        meeting.name,
        meeting.date,
        title=title if reason is None or is_hidden else f"{INTERNAL_MARK}: {title}",
        hours="" if is_hidden else meeting.time or "",
        venue="" if is_hidden else meeting.venue or "",
    )
    if meeting.took_place:
        return entry
    note = "\n".join(filter(None, (entry.description, "This meeting does not take place.")))
    return _cancel_entry(entry, f"Cancelled: {entry.summary}", note)


def _find_announced(source: CalendarSource) -> tuple[Meeting, date] | None:
    """Return the last meeting and the day that it announces; None where that is not needed."""
    last = find_latest_regular(source.book.meetings)
    day = None if last is None else last.announced_day
    if last is None or day is None or day in source.book.index.by_day:
        return None
    return last, day


def _make_announced(source: CalendarSource, last: Meeting, day: date) -> CalendarEntry:
    is_marked = last.root_item.confidential is not None
    title = _name_meeting(source, None)
    coming = last.next_meeting
    entry = _make_entry(
        source,
        day.isoformat(),
        day,
        title=f"{INTERNAL_MARK}: {title}" if is_marked else title,
        hours=(coming.time if coming is not None else None) or "",
        venue=(coming.venue if coming is not None else None) or "",
    )
    note = f"Announced at the meeting of {source.format_day(last.date)}."
    return entry._replace(
        description="\n".join(filter(None, (entry.description, note))),
        stamp=_find_stamp(source, last.date),
    )


def _make_entry(  # noqa: PLR0913  what a meeting on file and an announced one have in common
    source: CalendarSource, name: str, day: date, *, title: str, hours: str, venue: str
) -> CalendarEntry:
    begin, end, length = _find_times(source, day, read_hours(hours))
    return CalendarEntry(
        uid=source.make_uid("meeting", name),
        kind="event",
        stamp=_find_stamp(source, day),
        summary=title,
        begin=begin,
        categories=source.list_categories("Meeting"),
        end=end,
        length=length,
        description=f"Time: {hours}" if hours else "",
        location=venue,
        address=source.listed.addresses.get(name) or find_web_address((venue,)),
        status="CONFIRMED",
        meeting=name,
        has_alarm=day >= source.options.today,
    )


def _find_stamp(source: CalendarSource, day: date) -> date:
    """Return the day on which a meeting of some day was last written of.

    It is not later than today: the day of a meeting to come is that of the latest meeting held.
    """
    today = source.options.today
    if day <= today:
        return day
    last = source.book.index.find_last_held(today)
    return today if last is None else last.date


def _name_meeting(source: CalendarSource, title: str | None) -> str:
    """Return a meeting's title or, without one, the board's name; among several with both."""
    name, label = source.listed.name, source.listed.label
    if not label:
        return title or source.board
    if title is None:
        return label
    is_named = title.startswith(name) and not title[len(name) :][:1].isalnum()
    return label + title[len(name) :] if is_named else f"{label}: {title}"


# Times


def _find_times(
    source: CalendarSource, day: date, hours: Hours | None
) -> tuple[date | datetime, datetime | None, timedelta | None]:
    """Return when a meeting begins and ends, or how long it is; the day where no hour is known."""
    if hours is None:
        return day, None, None
    begin = _make_moment(source, day, hours.begin)
    if hours.end is not None:
        return begin, _make_moment(source, day, hours.end), None
    return begin, None, _find_usual_length(source)


def _find_usual_length(source: CalendarSource) -> timedelta:
    """Return how long the board's meetings are by `series.yaml`, otherwise an hour."""
    hours = read_hours(source.book.series.time or "")
    if hours is None or hours.end is None:
        return _USUAL_LENGTH
    day = date.min
    return datetime.combine(day, hours.end) - datetime.combine(day, hours.begin)


def _make_moment(source: CalendarSource, day: date, hour: time) -> datetime:
    """Return a moment of the board's time zone; without one, in local time (floating)."""
    local = datetime.combine(day, hour)
    return local.replace(tzinfo=source.zone) if day.year <= _LAST_ZONED_YEAR else local


# Meetings that are cancelled


def _cancel_entry(entry: CalendarEntry, summary: str, description: str) -> CalendarEntry:
    return entry._replace(
        summary=summary,
        description=description,
        status=_CANCELLED,
        is_busy=False,
        has_alarm=False,
    )


def _make_gone(source: CalendarSource, gone: GoneMeeting) -> CalendarEntry:
    """Return a cancelled meeting by its name alone: what else it had may be withheld by now."""
    title = _name_meeting(source, None)
    entry = _make_entry(source, gone.name, gone.day, title=title, hours="", venue="")
    if gone.is_replaced:
        note = "This entry was replaced by another one of the same day."
        return _cancel_entry(entry, f"Replaced: {title}", note)
    note = "This meeting was moved or does not take place."
    return _cancel_entry(entry, f"Cancelled: {title}", note)


def _identify_meeting(source: CalendarSource, earlier: EarlierEntry) -> GoneMeeting | None:
    """Return the meeting of this board that an entry is; None: it is something else.

    Its identifier proves its name, of which the beginning is the day.
    """
    if earlier.uid != source.make_uid("meeting", earlier.meeting):
        return None
    with suppress(ValueError):
        day = date.fromisoformat(earlier.meeting[: len("2015-05-28")])
        others = source.book.index.by_day.get(day, ())
        is_replaced = any(meeting.took_place for meeting in others)
        return GoneMeeting(day, normalize_ref(earlier.meeting), is_replaced)
    return None
