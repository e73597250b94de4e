"""What a calendar has of a board."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.actionlog.row_maker import select_actions
from scrutiny_cli.output.text import make_one_line


class CalendarBoard(NamedTuple):
    """A board whose meetings and actions are in a calendar.

    `book` is the public log or, where the calendar is internal, the whole one; `owners` are labels
    whose actions alone are wanted. Only where a calendar has several boards does each have a
    `name` and a `label` that tells it from the others (it begins with the name). `parts` are of the
    path that tells boards apart whose calendars have one name: they identify it as well.
    """

    book: MinuteBook
    owners: tuple[str, ...] = ()
    name: str = ""
    label: str = ""
    parts: tuple[str, ...] = ()


def name_calendar(book: MinuteBook) -> str:
    """Return what a board's own calendar is called, which stays the same whatever follows."""
    titles = (meeting.title for meeting in book.meetings if meeting.title)
    return make_one_line(book.series.title or next(titles, "") or "Meetings")


def select_actions_with_date(
    book: MinuteBook, owners: tuple[str, ...], *, internal: bool
) -> tuple[Action, ...]:
    """Return the open actions of a calendar: those that have a date and are not withheld."""
    wanted = Filter(open=True, owners=owners)
    found = select_actions(book.log.actions, wanted, date.min)
    seen = (action for action in found if internal or action.confidential is None)
    return tuple(action for action in seen if action.state.due_day is not None)
