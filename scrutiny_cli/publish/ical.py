"""The dues of actions and all meetings as a calendar (RFC 5545); icalendar's one door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

import icalendar

from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.output.document import INTERNAL
from scrutiny_cli.output.text import make_one_line, normalize_lines
from scrutiny_cli.publish.calendar_actions import make_action_entries
from scrutiny_cli.publish.calendar_board import CalendarBoard, CalendarOptions
from scrutiny_cli.publish.calendar_meetings import make_meeting_entries
from scrutiny_cli.publish.calendar_source import CalendarEntry, CalendarSource, make_source
from scrutiny_cli.publish.earlier_calendar import (
    INTERNAL_MARK,
    MADE_BY,
    MEETING_PROPERTY,
    SEQUENCE_PROPERTY,
    list_entry_lines,
)
from scrutiny_cli.publish.time_zone_rules import ClockChange, list_clock_changes

_MAX_NAMED = 3  # boards in the name of a calendar
_WHOLE_DAY = timedelta(days=1)
_NOON = time(12, tzinfo=UTC)
_END = b"END:VCALENDAR\r\n"


def render_calendar(boards: Sequence[CalendarBoard], options: CalendarOptions) -> bytes:
    """Return a calendar of all meetings of boards, and of their actions that have a date.

    The same files, day and earlier calendar always give the same bytes.
    """
    sources = [make_source(board, options) for board in boards]
    entries = [entry for source in sources for entry in _list_entries(source)]
    made = _make_calendar(sources, options)
    following = options.earlier.count_next_sequence(entry.uid for entry in entries)
    if following:
        made.add(SEQUENCE_PROPERTY, str(following))
    for zone in _list_time_zones(entries):
        made.add_component(_make_time_zone(zone))
    own = bytes(made.to_ical()).removesuffix(_END)
    return b"".join((own, *(_render_entry(entry, options) for entry in entries), _END))


def _list_entries(source: CalendarSource) -> Iterator[CalendarEntry]:
    yield from make_meeting_entries(source)
    yield from make_action_entries(source)


def _make_calendar(
    sources: Sequence[CalendarSource], options: CalendarOptions
) -> icalendar.Calendar:
    """Return an empty calendar, named after the boards and the owners whose actions it has."""
    made = icalendar.Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    owners = dict.fromkeys(owner for source in sources for owner in source.listed.owners)
    whose = ", ".join("nobody" if owner == NOBODY else owner for owner in owners)
    name = f"{_name_boards(sources)}: {whose}" if owners else _name_boards(sources)
    for label in ("name", "x-wr-calname"):  # the standard's, and the one that programs know
        made.add(label, _make_text(f"{INTERNAL_MARK}: {name}" if options.internal else name))
    if options.internal:
        made.add("description", _make_text(INTERNAL))
    return made


def _name_boards(sources: Sequence[CalendarSource]) -> str:
    if len(sources) > _MAX_NAMED:
        return f"{len(sources)} boards"
    return ", ".join(source.listed.label or source.board for source in sources)


def _make_text(words: str) -> icalendar.vText:
    return icalendar.vText(normalize_lines(words))


def _make_line(words: str) -> icalendar.vText:
    return icalendar.vText(make_one_line(words))


# Entries


def _render_entry(entry: CalendarEntry, options: CalendarOptions) -> bytes:
    """Return the lines of an entry; its revision, which depends on all others, comes first."""
    begin, end, others = bytes(_make_component(entry, options).to_ical()).partition(b"\r\n")
    earlier = options.earlier
    lines = list_entry_lines(begin + end + others)
    revision = earlier.revise_entry(entry.uid, lines, entry.stamp, options.today)
    stamp = f"{revision.stamp.year:04}{revision.stamp:%m%dT%H%M%SZ}"  # %Y drops noughts
    revised = f"DTSTAMP:{stamp}\r\nSEQUENCE:{revision.sequence}\r\n"
    return b"".join((begin, end, revised.encode(), others))


def _make_component(entry: CalendarEntry, options: CalendarOptions) -> icalendar.Component:
    made: icalendar.Component = icalendar.Todo() if entry.kind == "todo" else icalendar.Event()
    made.add("uid", entry.uid)
    _add_times(made, entry)
    _add_words(made, entry)
    if options.alarm is not None and entry.has_alarm:
        made.add_component(_make_alarm(entry, options.alarm))
    return made


def _add_words(made: icalendar.Component, entry: CalendarEntry) -> None:
    made.add("summary", _make_line(entry.summary))
    made.add("categories", [_make_line(word) for word in entry.categories])
    if entry.description:
        made.add("description", _make_text(entry.description))
    if entry.location:
        made.add("location", _make_line(entry.location))
    if entry.address:
        made.add("url", entry.address)
    if entry.status:
        made.add("status", entry.status)
    if entry.is_confidential:
        made.add("class", "CONFIDENTIAL")
    if entry.meeting:
        made.add(MEETING_PROPERTY, entry.meeting)


def _add_times(made: icalendar.Component, entry: CalendarEntry) -> None:
    if entry.kind == "todo":
        made.add("due", entry.begin)
        if entry.completed is not None:
            # The standard wants a moment: at noon it is that day nearly everywhere.
            made.add("completed", datetime.combine(entry.completed, _NOON))
            made.add("percent-complete", 100)
        return
    made.add("dtstart", entry.begin)
    if entry.end is not None:
        made.add("dtend", entry.end)
    elif entry.length is not None:
        made.add("duration", entry.length)
    elif entry.begin < date.max:
        made.add("dtend", entry.begin + _WHOLE_DAY)
    else:
        made.add("duration", _WHOLE_DAY)
    if not entry.is_busy:
        made.add("transp", "TRANSPARENT")


def _make_alarm(entry: CalendarEntry, before: timedelta) -> icalendar.Alarm:
    made = icalendar.Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _make_line(entry.summary))
    # A task has no beginning that a reminder could come before.
    related = {"related": "END"} if entry.kind == "todo" else {}
    made.add("trigger", -before, parameters=related)
    return made


# Time zones


class _CalendarZone(NamedTuple):
    """A time zone, by its name, and the years of which a calendar has times in it."""

    name: str
    zone: tzinfo
    years: frozenset[int]


def _list_time_zones(entries: Iterable[CalendarEntry]) -> list[_CalendarZone]:
    """Return the time zones of the times in a calendar, by name; UTC needs no rules."""
    years: dict[str, set[int]] = {}
    zones: dict[str, tzinfo] = {}
    for moment in (each for entry in entries for each in (entry.begin, entry.end)):
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            name = str(moment.tzinfo)
            zones[name] = moment.tzinfo
            years.setdefault(name, set()).add(moment.year)
    zones.pop("UTC", None)
    return [_CalendarZone(name, zones[name], frozenset(years[name])) for name in sorted(zones)]


def _make_time_zone(zone: _CalendarZone) -> icalendar.Timezone:
    made = icalendar.Timezone()
    made.add("tzid", zone.name)
    for change in list_clock_changes(zone.zone, zone.years):
        made.add_component(_make_clock_change(change))
    return made


def _make_clock_change(change: ClockChange) -> icalendar.Component:
    is_summer_time = change.after.is_summer_time
    made = icalendar.TimezoneDaylight() if is_summer_time else icalendar.TimezoneStandard()
    made.add("dtstart", change.begin)
    made.add("tzoffsetfrom", change.before.offset)
    made.add("tzoffsetto", change.after.offset)
    made.add("tzname", change.after.name)
    return made
