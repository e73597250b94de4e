"""What the rules of the log look at."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.model import Action, Log, MinuteBook
from scrutiny_cli.actionlog.refs import find_ref_pattern
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.rules.registry import RuleSet


class CheckContext(NamedTuple):
    """What the rules look at.

    `log` is the log as at `today`, that of `book` is the whole one. `held_meetings` are the
    regular ones; for warnings a meeting is held from the day after its own. `pattern` is that of
    refs.
    """

    book: MinuteBook
    log: Log
    today: date
    held_meetings: tuple[Meeting, ...]
    pattern: str | None

    def list_actions(self) -> tuple[Action, ...]:
        """List every action of the files as it is today; one still to come as the files have it."""
        return tuple(self.log.by_key.get(action.key, action) for action in self.book.log.actions)


LOG_RULES = RuleSet[CheckContext]()
rule = LOG_RULES.rule


def make_context(book: MinuteBook, today: date) -> CheckContext:
    """Return what the rules look at on a day."""
    return CheckContext(
        book=book,
        log=cut_log(book.log, today),
        today=today,
        held_meetings=tuple(m for m in book.meetings if m.is_regular and m.date < today),
        pattern=find_ref_pattern(book.series, book.index),
    )


def first_character(place: Span) -> Span:
    """Return the first character of a place, to point at a whole record."""
    return Span(place.source, place.start, min(place.end, place.start + 1))
