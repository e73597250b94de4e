"""The rule on what is confidential: no public text names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.load import sort_problems
from scrutiny_cli.actionlog.redact import shown
from scrutiny_cli.actionlog.ref_mentions import RefFinder
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.actionlog.ref_mentions import RefMention
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.rules.context import CheckContext


def confidential_mention(case: CheckContext) -> Iterator[Problem]:
    """Tell each number of a confidential action that public text names."""
    yield from confidential_mentions(case.book, case.book.meetings)


def confidential_mentions(book: MinuteBook, meetings: Iterable[Meeting]) -> tuple[Problem, ...]:
    """Return a problem for each confidential action that public text in some meetings names.

    The book must not be cut at a day.
    """
    secret = [action for action in book.log.actions if action.confidential is not None]
    if not secret:
        return ()
    finder = RefFinder(_list_names(secret), _list_names(book.log.actions))
    # The redacted meetings are needed only where a text, public or not, names one at all.
    naming = {meeting.name for meeting in meetings if any(finder.find_mentions(meeting))}
    public = shown(book.meetings) if naming else ()
    return sort_problems(
        _make_problem(mention)
        for meeting in public
        if meeting.name in naming
        for mention in finder.find_mentions(meeting)
    )


def _list_names(actions: Iterable[Action]) -> frozenset[str]:
    return frozenset(
        squeezed(name) for action in actions for name in (action.place_key, action.key)
    )


def _make_problem(mention: RefMention) -> Problem:
    words = " ".join(mention.ref.split())
    message = f"The text is public, and names action {words}, which is confidential."
    hint = "Leave the number out, or mark what holds the text `confidential`, too."
    return Problem("confidential-mention", message, mention.place, hint)
