"""The rule on what is confidential: no public text names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.redact import redact_meetings
from scrutiny_cli.actionlog.ref_mentions import RefFinder
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.rules.context import CheckContext, rule
from scrutiny_cli.rules.registry import Finding


@rule(
    "confidential-mention",
    Severity.WARNING,
    "Public text does not mention a confidential action.",
    remedy="Delete the number, or add `confidential: true` to the entry or item with this text.",
)
def check_confidential_mentions(context: CheckContext) -> Iterator[Finding]:
    """Find each number of a confidential action that public text names."""
    return find_public_mentions(context.book, context.book.meetings)


def find_public_mentions(book: MinuteBook, meetings: Iterable[Meeting]) -> Iterator[Finding]:
    """Find each mention of a confidential action in the public text of some meetings.

    The book must not be cut at a day.
    """
    secret = [action for action in book.log.actions if action.confidential is not None]
    if not secret:
        return
    finder = RefFinder(_list_names(secret), _list_names(book.log.actions))
    # The redacted meetings are needed only where a text, public or not, names one at all.
    naming = {meeting.name for meeting in meetings if any(finder.find_mentions(meeting))}
    public = redact_meetings(book.meetings) if naming else ()
    for meeting in (m for m in public if m.name in naming):
        for mention in finder.find_mentions(meeting):
            words = " ".join(mention.ref.split())
            message = f"This public text mentions action {words}, which is confidential."
            yield Finding(message, mention.place)


def _list_names(actions: Iterable[Action]) -> frozenset[str]:
    names = (name for action in actions for name in (action.place_key, action.key))
    return frozenset(map(normalize_ref, names))
