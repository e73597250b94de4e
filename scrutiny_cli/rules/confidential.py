"""The rule on what is confidential: no public text names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.load import in_order
from scrutiny_cli.actionlog.redact import shown
from scrutiny_cli.actionlog.ref_mentions import RefFinder
from scrutiny_cli.actionlog.refs import everything
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import LocatedStr, squeezed
from scrutiny_cli.rules.context import Locator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.minutes.model import Meeting, Person
    from scrutiny_cli.rules.context import CheckContext


def confidential_mention(case: CheckContext) -> Iterator[Problem]:
    """Tell each number of a confidential action that public text names."""
    yield from confidential_mentions(case.book, case.book.meetings)


def confidential_mentions(book: MinuteBook, meetings: Iterable[Meeting]) -> tuple[Problem, ...]:
    """Give each mention of a confidential action in the public text of some of its meetings.

    It is what to tell before they are published. The book must not be cut at a day.
    """
    secret = [one for one in book.log.actions if one.confidential is not None]
    if not secret:
        return ()
    names = RefFinder(_names_of(secret), _names_of(book.log.actions))
    # What is public is only worked out where a text, public or not, names one at all.
    naming = {one.name for one in meetings if next(_naming(names, one), None) is not None}
    public = shown(book.meetings) if naming else ()
    return in_order(
        _mentioned(*found)
        for meeting in public
        if meeting.name in naming
        for found in _naming(names, meeting)
    )


def _naming(names: RefFinder, meeting: Meeting) -> Iterator[tuple[Locator, int, str]]:
    for text in _texts(meeting):
        where = Locator(text)
        for start, ref in names.named_in(text):
            yield where, start, ref


def _names_of(actions: Iterable[Action]) -> frozenset[str]:
    return frozenset(squeezed(name) for one in actions for name in (one.place_key, one.key))


def _mentioned(where: Locator, start: int, ref: str) -> Problem:
    words = " ".join(ref.split())
    message = f"The text is public, and names action {words}, which is confidential."
    hint = "Leave the number out, or mark what holds the text `confidential`, too."
    return Problem("confidential-mention", message, where.place(start, ref), hint)


def _attendance(meeting: Meeting) -> tuple[Person, ...]:
    people = (*meeting.present, *meeting.apologies, *meeting.in_attendance, *meeting.absent)
    return (*people, *meeting.expected)


def _texts(meeting: Meeting) -> Iterator[LocatedStr]:
    texts: list[object] = [
        meeting.time,
        meeting.venue,
        meeting.number,
        *(meeting.next_meeting or ()),
    ]
    texts += (one.note for one in _attendance(meeting))
    for item in list_items(meeting):
        texts += (item.title, item.number, item.minutes, *item.corrections, item.confidential)
        texts += (part for one in (*item.papers, *item.decisions) for part in one)
        for update in item.updates:
            texts += (update.about, update.note, update.action, update.confidential)
    for raised in everything(meeting):
        texts += (raised.action, raised.source, *raised.links, raised.confidential)
    return (text for text in texts if isinstance(text, LocatedStr))
