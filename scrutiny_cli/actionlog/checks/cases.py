"""What the rules look at, and where they point."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.calendar import Calendar, calendar
from scrutiny_cli.actionlog.numbering import pattern_of
from scrutiny_cli.minutes.text import Place, squeezed

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.minutes.text import Word


class Case(NamedTuple):
    """What the rules look at: the whole log, and the meetings held by today in order."""

    book: Book
    today: date
    calendar: Calendar
    held: tuple[Meeting, ...]
    pattern: str | None
    keys: dict[str, Action]


def case_of(book: Book, today: date) -> Case:
    """Give what the rules look at on a day."""
    ordered = calendar(book.meetings)
    held = tuple(one for one in ordered.meetings if one.is_regular and one.date <= today)
    pattern = pattern_of(book.series, ordered)
    keys = {squeezed(one.place_key): one for one in book.log.actions}
    return Case(book, today, ordered, held, pattern, keys)


def first(place: Place) -> Place:
    """Give the first character of a place, to point at a whole record."""
    return Place(place.source, place.start, min(place.end, place.start + 1))


def inside(text: Word, start: int, ref: str) -> Place:
    """Give the place of a number in a text, looked for from one of its characters on."""
    place = text.place
    at = place.source.text.find(ref, place.start, place.end)
    for _ in range(text.count(ref, 0, start)):  # as often as the text has it before
        at = place.source.text.find(ref, at + 1, place.end) if at >= 0 else at
    return Place(place.source, at, at + len(ref)) if at >= 0 else place
