"""What the rules look at, and where they point."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.refs import pattern_of
from scrutiny_cli.minutes.source import Span, squeezed

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.meetings import MeetingIndex
    from scrutiny_cli.actionlog.model import Action, Log, MinuteBook
    from scrutiny_cli.minutes.model import Meeting


class CheckContext(NamedTuple):
    """What the rules look at: the whole log, the one as at today, and the regular meetings held.

    For warnings a meeting is held from the day after its own.
    """

    book: MinuteBook
    now: Log
    today: date
    calendar: MeetingIndex
    held: tuple[Meeting, ...]
    pattern: str | None
    keys: dict[str, Action]

    def current(self) -> tuple[Action, ...]:
        """Give every action on file as it is today; one still to come is as the files have it."""
        return tuple(self.now.by_key.get(one.key, one) for one in self.book.log.actions)


def case_of(book: MinuteBook, today: date) -> CheckContext:
    """Give what the rules look at on a day."""
    ordered = book.index
    held = tuple(one for one in ordered.meetings if one.is_regular and one.date < today)
    pattern = pattern_of(book.series, ordered)
    keys = {squeezed(one.place_key): one for one in book.log.actions}
    return CheckContext(book, cut_log(book.log, today), today, ordered, held, pattern, keys)


def first(place: Span) -> Span:
    """Give the first character of a place, to point at a whole record."""
    return Span(place.source, place.start, min(place.end, place.start + 1))
