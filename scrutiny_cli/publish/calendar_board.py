"""What a calendar has of a board, and what is asked of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.actionlog.row_maker import select_actions
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.publish.earlier_calendar import NO_CALENDAR, EarlierCalendar


class CalendarBoard(NamedTuple):
    """A board whose meetings and actions are in a calendar.

    `book` is the public log or, where the calendar is internal, the whole one; `owners` are labels
    whose actions alone are wanted. Only where a calendar has several boards does each have a
    `name` and a `label` that tells it from the others (it begins with the name). `parts` are of the
    path that tells boards apart whose calendars have one name: they identify it as well.
    `addresses` are of the pages of meetings, by name, and of actions, by their places.
    """

    book: MinuteBook
    owners: tuple[str, ...] = ()
    name: str = ""
    label: str = ""
    parts: tuple[str, ...] = ()
    addresses: Mapping[str, str] = MappingProxyType({})


class CalendarOptions(NamedTuple):
    """How a calendar is made, as at the day `today`.

    `kind` is `event` or `todo`: an action is an event of its whole day, or a task. `closed`:
    closed actions are in it, too. A reminder comes so long before an entry as `alarm` is.
    `earlier` is the calendar that is replaced.
    """

    today: date
    kind: str = "event"
    internal: bool = False
    closed: bool = False
    alarm: timedelta | None = None
    earlier: EarlierCalendar = NO_CALENDAR


def name_calendar(book: MinuteBook) -> str:
    """Return what a board's own calendar is called, which stays the same whatever follows.

    A meeting that did not take place has no part in it.
    """
    titles = (each.title for each in book.meetings if each.title and each.took_place)
    return make_one_line(book.series.title or next(titles, "") or "Meetings")


def select_actions_with_date(
    book: MinuteBook, owners: tuple[str, ...], *, internal: bool, closed: bool = False
) -> tuple[Action, ...]:
    """Return the actions of a calendar: those that have a date and are not withheld."""
    wanted = Filter(open=not closed, owners=owners)
    found = select_actions(book.log.actions, wanted, date.min)
    seen = (action for action in found if internal or action.confidential is None)
    return tuple(action for action in seen if action.state.due_day is not None)
