"""What the rules look at, and where they point."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.meetings import Calendar, calendar
from scrutiny_cli.actionlog.refs import pattern_of
from scrutiny_cli.minutes.source import Span, squeezed

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, Log, MinuteBook
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.minutes.source import LocatedStr


_SHORT = 2000  # characters of a text that is searched for each part anew
_QUOTES, _BLOCKS = frozenset("\"'"), frozenset("|>")


class CheckContext(NamedTuple):
    """What the rules look at: the whole log, the one as at today, and the regular meetings held.

    For warnings a meeting is held from the day after its own.
    """

    book: MinuteBook
    now: Log
    today: date
    calendar: Calendar
    held: tuple[Meeting, ...]
    pattern: str | None
    keys: dict[str, Action]

    def current(self) -> tuple[Action, ...]:
        """Give every action on file as it is today; one still to come is as the files have it."""
        return tuple(self.now.by_key.get(one.key, one) for one in self.book.log.actions)


def case_of(book: MinuteBook, today: date) -> CheckContext:
    """Give what the rules look at on a day."""
    ordered = calendar(book.meetings)
    held = tuple(one for one in ordered.meetings if one.is_regular and one.date < today)
    pattern = pattern_of(book.series, ordered)
    keys = {squeezed(one.place_key): one for one in book.log.actions}
    return CheckContext(book, cut_log(book.log, today), today, ordered, held, pattern, keys)


def first(place: Span) -> Span:
    """Give the first character of a place, to point at a whole record."""
    return Span(place.source, place.start, min(place.end, place.start + 1))


class Locator:
    """Finds where parts of one text are in its file; the text is gone through once."""

    def __init__(self, text: LocatedStr) -> None:
        """Keep the text; where its letters are is worked out when it is first asked."""
        self.text = text

    def place(self, start: int, part: str) -> Span:
        """Give the place of a part of the text that begins at one of its characters.

        Where the file has the text written in another way, it is the place of the whole.
        """
        in_text, in_file = self._letters
        if len(in_text) != len(in_file) or not part:
            return self._found(part)
        first, last = bisect_left(in_text, start), bisect_left(in_text, start + len(part) - 1)
        return Span(self.text.source, in_file[first], in_file[last] + 1)

    def _found(self, part: str) -> Span:
        """Look for a part in a text that is written with escapes."""
        source, first, last = self.text.place
        if len(self.text) > _SHORT or self.text.count(part) != 1:
            return self.text.place
        at = source.text.find(part, first, last)
        return Span(source, at, at + len(part)) if at >= 0 else self.text.place

    @cached_property
    def _letters(self) -> tuple[list[int], list[int]]:
        """Give where the letters are, spaces left out, in the text and in its file."""
        source, first, last = self.text.place
        if source.text[first : first + 1] in _QUOTES:
            first, last = first + 1, last - 1
        elif source.text[first : first + 1] in _BLOCKS:
            first = source.text.find("\n", first, last)
        letters = re.compile(r"\S")
        in_text = [one.start() for one in letters.finditer(self.text)]
        return in_text, [one.start() for one in letters.finditer(source.text, first, last)]
