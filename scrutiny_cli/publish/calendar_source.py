"""What the entries of a calendar are made from, and what they are made into."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID, uuid5

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.dates.time_zones import find_time_zone
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.output.values import FormatDay
from scrutiny_cli.publish.calendar_board import CalendarBoard, CalendarOptions, name_calendar
from scrutiny_cli.publish.links import safe_href

_NAMESPACE = UUID("6f0f2f3e-5d0c-4f0b-9a55-2c1d5b3f7e84")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}'’"


class CalendarEntry(NamedTuple):
    """A meeting or an action as a calendar has it.

    `kind` is `event` or `todo`; a task is due on the day `begin`. An event ends at `end`, otherwise
    it has a `length`, otherwise it takes the day. `stamp` is the day on which it was last written.
    `meeting` is the name of the meeting that it is; `has_alarm`: it may be announced in advance.
    """

    uid: str
    kind: str
    stamp: date
    summary: str
    begin: date | datetime
    categories: tuple[str, ...]
    end: datetime | None = None
    length: timedelta | None = None
    description: str = ""
    location: str = ""
    address: str = ""
    status: str = ""
    completed: date | None = None
    meeting: str = ""
    is_busy: bool = True
    is_confidential: bool = False
    has_alarm: bool = False


class CalendarSource(NamedTuple):
    """What a board's entries are made from; `meetings` are by name, `zone` may be unknown.

    `identity` is the board in identifiers.
    """

    listed: CalendarBoard
    options: CalendarOptions
    board: str
    identity: str
    format_day: FormatDay
    meetings: dict[str, Meeting]
    zone: tzinfo | None

    @property
    def book(self) -> MinuteBook:
        """The log of the board."""
        return self.listed.book

    @property
    def internal(self) -> bool:
        """Whether what is confidential is in the calendar."""
        return self.options.internal

    def make_uid(self, kind: str, name: str) -> str:
        """Return the identifier of a meeting or an action, the same in every calendar."""
        # Two boards both have an action 1/15, and both may be in one person's calendar.
        return str(uuid5(_NAMESPACE, "\n".join((self.identity, kind, normalize_ref(name)))))

    def list_categories(self, kind: str) -> tuple[str, ...]:
        """Return what an entry is, and of which board."""
        return (kind, self.listed.label or self.board)


def make_source(listed: CalendarBoard, options: CalendarOptions) -> CalendarSource:
    """Collect what the entries of a board are made from."""
    book = listed.book
    board, name = name_calendar(book), book.series.timezone
    return CalendarSource(
        listed=listed,
        options=options,
        board=board,
        identity="\n".join((board, *listed.parts)),
        format_day=date_formatter(book.series.dates),
        meetings={meeting.name: meeting for meeting in book.meetings},
        zone=find_time_zone(name) if name is not None else None,
    )


def find_web_address(texts: Iterable[str]) -> str:
    """Return the first web address in some texts; "" where there is none."""
    found = (match for text in texts for match in _ADDRESS.findall(text))
    return next(filter(None, (safe_href(one.rstrip(_AFTER_ADDRESS)) for one in found)), "")
