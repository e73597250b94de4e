"""The warnings of `check`: one rule a small function, all in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.book import in_order
from scrutiny_cli.actionlog.checks import answers, dues, labels, meetings, numbers, secrets
from scrutiny_cli.actionlog.checks.cases import case_of, first
from scrutiny_cli.actionlog.checks.numbers import named_in
from scrutiny_cli.actionlog.checks.secrets import confidential_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.checks.cases import Case
    from scrutiny_cli.actionlog.log import Book
    from scrutiny_cli.minutes.problems import Problem

__all__ = [
    "CHECKS",
    "confidential_mentions",
    "first",
    "held_back",
    "named_in",
    "run",
]

_SHOWN = 3

CHECKS: dict[str, Callable[[Case], Iterator[Problem]]] = {
    "not-mentioned": answers.not_mentioned,
    "not-answered": answers.not_answered,
    "no-about": answers.no_about,
    "unknown-owner": labels.unknown_owner,
    "owner-joined": labels.owner_joined,
    "owner-left": labels.owner_left,
    "attendance-open": labels.attendance_open,
    "label-case": labels.label_case,
    "person-renamed": labels.person_renamed,
    "closed-again": answers.closed_again,
    "ref-gap": numbers.ref_gap,
    "ref-out-of-order": numbers.ref_out_of_order,
    "ref-off-pattern": numbers.ref_off_pattern,
    "mention-unknown": numbers.mention_unknown,
    "confidential-mention": secrets.confidential_mention,
    "carried-often": answers.carried_often,
    "update-out-of-order": answers.update_out_of_order,
    "next-meeting-passed": meetings.next_meeting_passed,
    "due-without-day": dues.due_without_day,
    "month-first": dues.month_first,
    "due-far-off": dues.due_far_off,
    "minutes-not-approved": meetings.minutes_not_approved,
}


def run(book: Book, today: date) -> tuple[Problem, ...]:
    """Give every problem of the book, errors and warnings, in the order of the files.

    The book must not be cut at a day: the rules look at all that is on file.
    """
    case = case_of(book, today)
    found = [problem for rule in CHECKS.values() for problem in rule(case)]
    return in_order((*book.problems, *found))


def held_back(book: Book) -> str | None:
    """Say which rules wait until the files that cannot be read are fixed; None: none do."""
    if not any(book.waits(meeting.date) for meeting in book.meetings):
        return None
    names = ", ".join(book.unreadable[:_SHOWN])
    more = len(book.unreadable) - _SHOWN
    others = f" and {more} more" if more > 0 else ""
    return (
        f"While {names}{others} cannot be read, not everything is checked: what later meetings "
        "do not mention, and refs and numbers that are missing, are reported once it can be."
    )
