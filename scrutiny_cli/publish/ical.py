"""The dues of open actions, and all meetings, as a calendar for other programs (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

import icalendar

from scrutiny_cli.actionlog.query import NOBODY, Filter, select
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.model import DueKind, Status
from scrutiny_cli.minutes.source import squeezed
from scrutiny_cli.minutes.time_zones import find_time_zone
from scrutiny_cli.minutes.times import read_hours
from scrutiny_cli.output.document import INTERNAL
from scrutiny_cli.output.phrases import action_text
from scrutiny_cli.output.text import lined, one_line
from scrutiny_cli.output.values import format_due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import time, tzinfo

    from scrutiny_cli.actionlog.model import Action, Event, MinuteBook
    from scrutiny_cli.minutes.model import Meeting

KINDS = ("event", "todo")
_MADE_BY = "-//scrutiny//scrutiny-cli//EN"
_OURS = UUID("6f0f2f3e-5d0c-4f0b-9a55-2c1d5b3f7e84")
_MARK = "INTERNAL"
_WIDEST = 72  # characters of an action's words in the line that a calendar shows
_REPORTED = "reported"


class _Page(NamedTuple):
    """The book, whose it is, how it writes a day, its time zone; `meetings` are by name."""

    book: MinuteBook
    board: str
    internal: bool
    days: Callable[[date], str]
    meetings: dict[str, Meeting]
    zone: tzinfo | None

    def uid(self, kind: str, name: str) -> str:
        """Give the name that a thing has in every calendar, however often it is made anew."""
        # Two boards both have an action 1/15, and both may stand in one person's calendar.
        return str(uuid5(_OURS, "\n".join((self.board, kind, squeezed(name)))))

    def known_as(self, sitting: _Sitting) -> str:
        """Give a meeting's day, by which it was announced; another one of that day has its name."""
        same = [one.name for one in self.book.meetings if one.date == sitting.day]
        return sitting.day.isoformat() if sitting.name in same[:1] or not same else sitting.name


class _Sitting(NamedTuple):
    """A meeting as a calendar has it: on file, or only announced by the one before."""

    name: str
    day: date
    title: str
    told: date
    time: str
    venue: str
    notes: tuple[str, ...] = ()
    on_file: bool = True


def calendar(book: MinuteBook, *, owners: tuple[str, ...] = (), kind: str, internal: bool) -> bytes:
    """Make a calendar of all meetings, and of all open actions that have a date.

    `book` is the public one or, where the calendar is `internal`, the whole one; `owners` are
    labels whose actions alone are wanted. `kind` is one of KINDS: an action is an event of its
    whole day, or a task. The same files give the same bytes, whenever they are asked.
    """
    page = _page(book, internal=internal)
    made = _begun(page, owners)
    for sitting in _sittings(page):
        made.add_component(_meeting(page, sitting))
    for action in dated(book, owners, internal=internal):
        made.add_component(_action(page, action, kind))
    return bytes(made.to_ical())


def dated(book: MinuteBook, owners: tuple[str, ...], *, internal: bool) -> tuple[Action, ...]:
    """Give the open actions that a calendar has: those that have a date, and are not withheld."""
    wish = Filter(open=True, owners=owners)
    found = select(book.log.actions, wish, date.min, book.directory)
    seen = (one for one in found if internal or one.confidential is None)
    return tuple(one for one in seen if one.state.due is not None and one.state.due.day is not None)


def _begun(page: _Page, owners: tuple[str, ...]) -> icalendar.Calendar:
    """Begin a calendar, named by the board, and by whose actions it has."""
    made = icalendar.Calendar()
    made.add("prodid", _MADE_BY)
    made.add("version", "2.0")
    whose = ", ".join("nobody" if one == NOBODY else one for one in owners)
    name = f"{page.board}: {whose}" if owners else page.board
    for label in ("name", "x-wr-calname"):  # the standard's, and the one that programs know
        made.add(label, _text(f"{_MARK}: {name}" if page.internal else name))
    if page.internal:
        made.add("description", _text(INTERNAL))
    return made


def _page(book: MinuteBook, *, internal: bool) -> _Page:
    titles = (one.title for one in book.meetings if one.title)
    board = one_line(book.series.title or next(titles, "") or "Meetings")
    meetings = {one.name: one for one in book.meetings}
    zone = find_time_zone(book.series.timezone) if book.series.timezone is not None else None
    return _Page(book, board, internal, shown_as(book.series.dates), meetings, zone)


def _text(words: str) -> icalendar.vText:
    return icalendar.vText(lined(words))


def _midnight(day: date) -> datetime:
    """Give a moment of a day; the clock would make another calendar of the same files."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


# Actions


def _action(page: _Page, action: Action, kind: str) -> icalendar.Component:
    reports = [one for one in action.history if one.kind == _REPORTED]
    due = action.state.due.day if action.state.due is not None else None
    made: icalendar.Component = icalendar.Todo() if kind == "todo" else icalendar.Event()
    if kind == "todo":
        made.add("due", due)
        made.add("status", _TASK.get(action.state.status, "NEEDS-ACTION"))
    else:
        made.add("dtstart", due)
        made.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
    made.add("uid", page.uid("action", action.key))
    made.add("dtstamp", _midnight(max(one.date for one in action.history)))
    made.add("sequence", len(reports))
    made.add("summary", _text(_summary(page, action)))
    made.add("description", _text("\n".join(_told(page, action))))
    if _is_marked(page, action):
        made.add("class", "CONFIDENTIAL")
    return made


_TASK = {Status.IN_PROGRESS: "IN-PROCESS"}


def _is_marked(page: _Page, action: Action) -> bool:
    """Whether an internal page holds something confidential of an action; a public one cannot."""
    said = (action.confidential, *(event.confidential for event in action.history))
    return page.internal and any(reason is not None for reason in said)


def _summary(page: _Page, action: Action) -> str:
    """Give the line of an action: `33/15: Data for drug testing … (WK)`."""
    words = _short(one_line(action_text(action)))
    named = f"{action.entry.ref}: {words}" if action.entry.ref else words
    owners = ", ".join(action.state.owners_shown)
    owned = f"{named} ({owners})" if owners else named
    return one_line(f"{_MARK}: {owned}" if _is_marked(page, action) else owned)


def _short(words: str) -> str:
    if len(words) <= _WIDEST:
        return words
    cut = words[:_WIDEST].rpartition(" ")[0] or words[:_WIDEST]
    return f"{cut.rstrip(' ,;:.')} …"


def _told(page: _Page, action: Action) -> Iterator[str]:
    """Say all that is known of an action, a line each."""
    yield action_text(action)
    yield ""
    if action.state.owners_shown:
        yield f"Owner: {', '.join(action.state.owners_shown)}"
    yield f"Due: {format_due(action.state.due, page.days)}"
    yield f"Status: {action.state.status.value}"
    if said := [one for one in action.history if one.note or _board_words(one)]:
        words = ": ".join(filter(None, (_board_words(said[-1]), said[-1].note)))
        yield f"Last said, {page.days(said[-1].date)}: {words}"
    if not page.internal and any(one.confidential is not None for one in action.history):
        yield "A report is withheld."
    meeting = page.meetings[action.meeting]
    done = "Brought forward" if action.brought_forward else "Raised"
    title = meeting.title or page.board
    yield f"{done} at: {title}, {page.days(meeting.date)}"


def _board_words(event: Event) -> str | None:
    """Give the board's own words for a status that was reported."""
    return event.status_text if event.kind == _REPORTED else None


# Meetings


def _meeting(page: _Page, sitting: _Sitting) -> icalendar.Component:
    made = icalendar.Event()
    made.add("uid", page.uid("meeting", page.known_as(sitting)))
    made.add("dtstamp", _midnight(sitting.told))
    made.add("sequence", int(sitting.on_file))
    made.add("summary", _text(one_line(sitting.title)))
    hours = read_hours(sitting.time)
    if hours is None:
        made.add("dtstart", sitting.day)
    else:
        made.add("dtstart", _moment(page, sitting.day, hours.begin))
        if hours.end is not None:
            made.add("dtend", _moment(page, sitting.day, hours.end))
    if sitting.venue:
        made.add("location", _text(one_line(sitting.venue)))
    time = (f"Time: {sitting.time}",) if sitting.time else ()
    if notes := (*time, *sitting.notes):
        made.add("description", _text("\n".join(notes)))
    return made


def _moment(page: _Page, day: date, hour: time) -> datetime:
    """Give a moment in UTC; where no time zone is known, as the clock on the wall shows it."""
    local = datetime.combine(day, hour)
    return local if page.zone is None else local.replace(tzinfo=page.zone).astimezone(UTC)


def _sittings(page: _Page) -> Iterator[_Sitting]:
    """Give all meetings on file, and the one that the last of them announces."""
    yield from (_on_file(page, one) for one in page.book.meetings if one.took_place)
    ordinary = [one for one in page.book.meetings if one.is_regular]
    announced = _announced(page, ordinary[-1]) if ordinary else None
    if announced is not None:
        yield announced


def _on_file(page: _Page, meeting: Meeting) -> _Sitting:
    reason = meeting.body.confidential
    if reason is not None and not page.internal:
        stub = f"Withheld, {reason}" if reason else "Withheld: confidential"
        return _Sitting(meeting.name, meeting.date, f"{page.board}: {stub}", meeting.date, "", "")
    title = meeting.title or page.board
    if reason is not None:
        title = f"{_MARK}: {title}"
    time, venue = meeting.time or "", meeting.venue or ""
    return _Sitting(meeting.name, meeting.date, title, meeting.date, time, venue)


def _announced(page: _Page, last: Meeting) -> _Sitting | None:
    """Give the meeting that the last one announces on a day; None: it announces none."""
    coming = last.next_meeting
    if coming is None or coming.due is None or coming.due.kind is not DueKind.DATE:
        return None
    day = coming.due.day
    if day is None or day <= last.date or any(one.date == day for one in page.book.meetings):
        return None
    hidden = last.body.confidential is not None
    note = f"Announced at the meeting of {page.days(last.date)}."
    return _Sitting(
        day.isoformat(),
        day,
        f"{_MARK}: {page.board}" if hidden else page.board,
        last.date,
        coming.time or "",
        coming.venue or "",
        (note,),
        on_file=False,
    )
