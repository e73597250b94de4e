"""The rules of `check` on the whole log, and on what a change does to it."""

from __future__ import annotations

from datetime import date

from scrutiny_cli.actionlog.load import sort_problems
from scrutiny_cli.minutes.problem import RULES

# Rules are listed in the order of their modules here.
# isort: off
from scrutiny_cli.rules import history
from scrutiny_cli.rules import actions, people, refs, confidential, updates, meetings, dues
from scrutiny_cli.rules import approvals, unsure

# isort: on
from collections.abc import Container, Iterable

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.rules.context import LOG_RULES, make_context
from scrutiny_cli.rules.history_context import HISTORY_RULES, make_history_context
from scrutiny_cli.rules.registry import make_problem

__all__ = [
    "RULES",
    "actions",
    "approvals",
    "confidential",
    "describe_skipped_rules",
    "dues",
    "find_history_problems",
    "find_problems",
    "history",
    "list_confidential_mentions",
    "meetings",
    "people",
    "refs",
    "unsure",
    "updates",
]

_MAX_NAMED = 3  # files


def find_problems(
    book: MinuteBook, today: date, only: Container[str] | None = None
) -> tuple[Problem, ...]:
    """Return every problem of the book, errors and warnings, in the order of the files.

    The book must not be cut at a day: the rules look at all meetings' files. `only` limits the
    rules on the whole log to those of some names.
    """
    found = LOG_RULES.find_problems(make_context(book, today), only)
    return sort_problems((*book.problems, *found))


def find_history_problems(
    head: MinuteBook, base: MinuteBook, fork: MinuteBook | None = None, *, today: date = date.max
) -> tuple[Problem, ...]:
    """Return the problems of a change from `base` to `head`, in the order of the files.

    `fork` is the log where the work began (None: at the base). None of the books may be cut at a
    day. Only meetings held by `today` have agreed minutes.
    """
    context = make_history_context(head, base, fork, today)
    return sort_problems(HISTORY_RULES.find_problems(context))


def list_confidential_mentions(
    book: MinuteBook, meetings: Iterable[Meeting]
) -> tuple[Problem, ...]:
    """Return a problem for each confidential action that public text in some meetings names.

    They are shown before the meetings are published. The book must not be cut at a day.
    """
    found = confidential.find_public_mentions(book, meetings)
    return sort_problems(make_problem("confidential-mention", finding) for finding in found)


def describe_skipped_rules(book: MinuteBook) -> str | None:
    """Return which rules are skipped until the unreadable files are fixed; None where none are."""
    if not any(book.may_be_missing(meeting.date) for meeting in book.meetings):
        return None
    names = ", ".join(book.unreadable[:_MAX_NAMED])
    more = len(book.unreadable) - _MAX_NAMED
    others = f" and {more} more" if more > 0 else ""
    those = "it" if len(book.unreadable) == 1 else "them"
    return (
        f"Not everything is checked while {names}{others} cannot be read. Fix {those} and check "
        "again, to find actions without an update, unknown numbers and missing numbers."
    )
