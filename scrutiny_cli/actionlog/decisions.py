"""The register of decisions: what every meeting decided, and where its minutes have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.traverse import number_items_below
from scrutiny_cli.minutes.model import Decision, Item, Meeting


class RegisteredDecision(NamedTuple):
    """A decision with its meeting, and where in the minutes it is.

    `number` is that of its item, otherwise of the item's place, as `2.1`; "" is none: it belongs
    to the meeting as a whole. `item` is the nearest title. `confidential` is inherited.
    """

    meeting: Meeting
    decision: Decision
    number: str = ""
    item: str | None = None
    confidential: str | None = None

    @property
    def day(self) -> date:
        """The day on which it was decided."""
        return self.meeting.date


def list_decisions(book: MinuteBook) -> tuple[RegisteredDecision, ...]:
    """Return the decisions of all meetings, in the order of the meetings and of their files.

    Of a redacted book these are the ones that everybody may know.
    """
    return tuple(
        found
        for meeting in book.meetings
        for found in _list_within(meeting.root_item, RegisteredDecision(meeting, Decision("")))
    )


def list_held_decisions(book: MinuteBook, day: date) -> tuple[RegisteredDecision, ...]:
    """Return the decisions of the meetings that were held by a day."""
    return tuple(found for found in list_decisions(book) if found.meeting.is_held(day))


def _list_within(item: Item, where: RegisteredDecision) -> Iterator[RegisteredDecision]:
    """Iterate over the decisions of an item and of the items below it; `where` is its place."""
    if item.confidential is not None:
        where = where._replace(confidential=item.confidential)
    for decision in item.decisions:
        yield where._replace(decision=decision)
    for number, below in number_items_below(item, where.number):
        title = where.item if below.title is None else str(below.title)
        yield from _list_within(below, where._replace(number=number, item=title))
