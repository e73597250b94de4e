"""The dues of open actions and all meetings as a calendar (RFC 5545); icalendar's one door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple
from uuid import UUID, uuid5

import icalendar

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.dates.time_zones import find_time_zone
from scrutiny_cli.minutes.dates.times import read_hours
from scrutiny_cli.minutes.model import Meeting, Status
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.output.document import INTERNAL
from scrutiny_cli.output.phrases import describe_words
from scrutiny_cli.output.redaction import describe_withheld
from scrutiny_cli.output.text import make_one_line, normalize_lines
from scrutiny_cli.output.values import FormatDay, format_due
from scrutiny_cli.publish.calendar_board import (
    CalendarBoard,
    name_calendar,
    select_actions_with_date,
)

_MADE_BY = "-//scrutiny//scrutiny-cli//EN"
_NAMESPACE = UUID("6f0f2f3e-5d0c-4f0b-9a55-2c1d5b3f7e84")
_INTERNAL_MARK = "INTERNAL"
_MAX_TITLE = 72  # characters of an action's words in the line that a calendar shows
_MAX_NAMED = 3  # boards in the name of a calendar


class _CalendarSource(NamedTuple):
    """What a board's entries are made from; `meetings` are by name, `zone` may be unknown.

    `identity` is the board in identifiers.
    """

    listed: CalendarBoard
    board: str
    identity: str
    internal: bool
    format_day: FormatDay
    meetings: dict[str, Meeting]
    zone: tzinfo | None

    @property
    def book(self) -> MinuteBook:
        """The log of the board."""
        return self.listed.book

    def make_uid(self, kind: str, name: str) -> str:
        """Return the identifier of a meeting or an action, the same in every calendar."""
        # Two boards both have an action 1/15, and both may be in one person's calendar.
        return str(uuid5(_NAMESPACE, "\n".join((self.identity, kind, normalize_ref(name)))))

    def meeting_key(self, meeting: _CalendarMeeting) -> str:
        """Return a meeting's day, by which it was announced; for others of that day, their name."""
        same = [other.name for other in self.book.meetings if other.date == meeting.day]
        return meeting.day.isoformat() if meeting.name in same[:1] or not same else meeting.name

    def name_meeting(self, title: str | None) -> str:
        """Return a meeting's title or, without one, the board's name; among several with both."""
        name, label = self.listed.name, self.listed.label
        if not label:
            return title or self.board
        if title is None:
            return label
        is_named = title.startswith(name) and not title[len(name) :][:1].isalnum()
        return label + title[len(name) :] if is_named else f"{label}: {title}"


class _CalendarMeeting(NamedTuple):
    """A meeting as a calendar has it: on file, or only announced at the one before."""

    name: str
    day: date
    title: str
    announced_on: date
    time: str
    venue: str
    notes: tuple[str, ...] = ()
    on_file: bool = True


def render_calendar(boards: Sequence[CalendarBoard], *, kind: str, internal: bool) -> bytes:
    """Return a calendar of all meetings of boards, and of all open actions that have a date.

    `kind` is `event` or `todo`: an action is an event of its whole day, or a task. The same files
    always give the same bytes.
    """
    sources = [_make_source(board, internal=internal) for board in boards]
    made = _make_calendar(sources)
    for source in sources:
        for entry in _list_entries(source, kind):
            if source.listed.label:
                entry.add("categories", [_make_text(source.listed.label)])
            made.add_component(entry)
    return bytes(made.to_ical())


def _list_entries(source: _CalendarSource, kind: str) -> Iterator[icalendar.Component]:
    for meeting in _list_meetings(source):
        yield _make_meeting(source, meeting)
    owners = source.listed.owners
    for action in select_actions_with_date(source.book, owners, internal=source.internal):
        yield _make_action(source, action, kind)


def _make_calendar(sources: Sequence[_CalendarSource]) -> icalendar.Calendar:
    """Return an empty calendar, named after the boards and the owners whose actions it has."""
    made = icalendar.Calendar()
    made.add("prodid", _MADE_BY)
    made.add("version", "2.0")
    owners = dict.fromkeys(owner for source in sources for owner in source.listed.owners)
    whose = ", ".join("nobody" if owner == NOBODY else owner for owner in owners)
    name = f"{_name_boards(sources)}: {whose}" if owners else _name_boards(sources)
    internal = any(source.internal for source in sources)
    for label in ("name", "x-wr-calname"):  # the standard's, and the one that programs know
        made.add(label, _make_text(f"{_INTERNAL_MARK}: {name}" if internal else name))
    if internal:
        made.add("description", _make_text(INTERNAL))
    return made


def _name_boards(sources: Sequence[_CalendarSource]) -> str:
    if len(sources) > _MAX_NAMED:
        return f"{len(sources)} boards"
    return ", ".join(source.listed.label or source.board for source in sources)


def _make_source(listed: CalendarBoard, *, internal: bool) -> _CalendarSource:
    book = listed.book
    board, name = name_calendar(book), book.series.timezone
    return _CalendarSource(
        listed=listed,
        board=board,
        identity="\n".join((board, *listed.parts)),
        internal=internal,
        format_day=date_formatter(book.series.dates),
        meetings={meeting.name: meeting for meeting in book.meetings},
        zone=find_time_zone(name) if name is not None else None,
    )


def _make_text(words: str) -> icalendar.vText:
    return icalendar.vText(normalize_lines(words))


def _start_of_day(day: date) -> datetime:
    """Return the first moment of a day; the clock would give the same files other bytes."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


# Actions


def _make_action(source: _CalendarSource, action: Action, kind: str) -> icalendar.Component:
    reports = [event for event in action.history if event.kind == "reported"]
    due = action.state.due_day
    made: icalendar.Component = icalendar.Todo() if kind == "todo" else icalendar.Event()
    if kind == "todo":
        made.add("due", due)
        made.add("status", _TASK.get(action.state.status, "NEEDS-ACTION"))
    else:
        made.add("dtstart", due)
        made.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
    made.add("uid", source.make_uid("action", action.key))
    made.add("dtstamp", _start_of_day(max(event.date for event in action.history)))
    made.add("sequence", len(reports))
    made.add("summary", _make_text(_summarize_action(source, action)))
    made.add("description", _make_text("\n".join(_describe_action(source, action))))
    if _is_confidential(source, action):
        made.add("class", "CONFIDENTIAL")
    return made


_TASK = {Status.IN_PROGRESS: "IN-PROCESS"}


def _is_confidential(source: _CalendarSource, action: Action) -> bool:
    """Whether an internal calendar has something confidential of an action."""
    return source.internal and action.has_confidential


def _summarize_action(source: _CalendarSource, action: Action) -> str:
    """Return the title of an action: `33/15: Data for drug testing … (WK)`."""
    words = _shorten_text(make_one_line(describe_words(action.state.words)))
    reference = " ".join(filter(None, (source.listed.label, action.entry.ref)))
    named = f"{reference}: {words}" if reference else words
    owners = ", ".join(action.state.owners_shown)
    owned = f"{named} ({owners})" if owners else named
    return make_one_line(
        f"{_INTERNAL_MARK}: {owned}" if _is_confidential(source, action) else owned
    )


def _shorten_text(words: str) -> str:
    if len(words) <= _MAX_TITLE:
        return words
    cut = words[:_MAX_TITLE].rpartition(" ")[0] or words[:_MAX_TITLE]
    return f"{cut.rstrip(' ,;:.')} …"


def _describe_action(source: _CalendarSource, action: Action) -> Iterator[str]:
    """Return all that is known of an action, a line each."""
    yield describe_words(action.state.words)
    yield ""
    if source.listed.label:
        yield f"Board: {source.listed.label}"
    if action.state.owners_shown:
        yield f"Owner: {', '.join(action.state.owners_shown)}"
    yield f"Due: {format_due(action.state.due, source.format_day)}"
    yield f"Status: {action.state.status.value}"
    last = action.last_words
    if last is not None:
        yield f"Latest update, {source.format_day(last[0].date)}: {last[1]}"
    if not source.internal and action.has_confidential:
        yield "An update is withheld."
    meeting = source.meetings[action.meeting]
    done = "Brought forward" if action.brought_forward else "Raised"
    title = meeting.title or source.board
    yield f"{done} at: {title}, {source.format_day(meeting.date)}"


# Meetings


def _make_meeting(source: _CalendarSource, meeting: _CalendarMeeting) -> icalendar.Component:
    made = icalendar.Event()
    made.add("uid", source.make_uid("meeting", source.meeting_key(meeting)))
    made.add("dtstamp", _start_of_day(meeting.announced_on))
    made.add("sequence", int(meeting.on_file))
    made.add("summary", _make_text(make_one_line(meeting.title)))
    hours = read_hours(meeting.time)
    if hours is None:
        made.add("dtstart", meeting.day)
    else:
        made.add("dtstart", _make_moment(source, meeting.day, hours.begin))
        if hours.end is not None:
            made.add("dtend", _make_moment(source, meeting.day, hours.end))
    if meeting.venue:
        made.add("location", _make_text(make_one_line(meeting.venue)))
    time = (f"Time: {meeting.time}",) if meeting.time else ()
    if notes := (*time, *meeting.notes):
        made.add("description", _make_text("\n".join(notes)))
    return made


def _make_moment(source: _CalendarSource, day: date, hour: time) -> datetime:
    """Return a moment in UTC; without a time zone, in local time (RFC 5545, floating)."""
    local = datetime.combine(day, hour)
    return local if source.zone is None else local.replace(tzinfo=source.zone).astimezone(UTC)


def _list_meetings(source: _CalendarSource) -> Iterator[_CalendarMeeting]:
    """Return all meetings on file, and the one that the last of them announces."""
    yield from (
        _recorded_meeting(source, meeting) for meeting in source.book.meetings if meeting.took_place
    )
    last = find_latest_regular(source.book.meetings)
    announced = _announced_meeting(source, last) if last is not None else None
    if announced is not None:
        yield announced


def _recorded_meeting(source: _CalendarSource, meeting: Meeting) -> _CalendarMeeting:
    reason = meeting.root_item.confidential
    is_hidden = reason is not None and not source.internal
    title = (
        f"{source.name_meeting(None)}: {describe_withheld(reason)}"
        if is_hidden
        else source.name_meeting(meeting.title)
    )
    return _CalendarMeeting(
        name=meeting.name,
        day=meeting.date,
        title=title if reason is None or is_hidden else f"{_INTERNAL_MARK}: {title}",
        announced_on=meeting.date,
        time="" if is_hidden else meeting.time or "",
        venue="" if is_hidden else meeting.venue or "",
    )


def _announced_meeting(source: _CalendarSource, last: Meeting) -> _CalendarMeeting | None:
    """Return the meeting that the last one announces for a day; None: it announces none."""
    coming, day = last.next_meeting, last.announced_day
    if coming is None or day is None or day in source.book.index.by_day:
        return None
    is_marked = last.root_item.confidential is not None
    title = source.name_meeting(None)
    return _CalendarMeeting(
        name=day.isoformat(),
        day=day,
        title=f"{_INTERNAL_MARK}: {title}" if is_marked else title,
        announced_on=last.date,
        time=coming.time or "",
        venue=coming.venue or "",
        notes=(f"Announced at the meeting of {source.format_day(last.date)}.",),
        on_file=False,
    )
