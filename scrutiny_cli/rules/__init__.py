"""The warnings of `check`: one rule a small function, all in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.load import sort_problems
from scrutiny_cli.rules import actions, confidential, dues, meetings, people, refs
from scrutiny_cli.rules.confidential import confidential_mentions
from scrutiny_cli.rules.context import case_of, first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import MinuteBook
    from scrutiny_cli.minutes.problem import Problem
    from scrutiny_cli.rules.context import CheckContext

__all__ = [
    "CHECKS",
    "confidential_mentions",
    "first",
    "held_back",
    "run",
]

_SHOWN = 3

CHECKS: dict[str, Callable[[CheckContext], Iterator[Problem]]] = {
    "not-mentioned": actions.not_mentioned,
    "not-answered": actions.not_answered,
    "no-about": actions.no_about,
    "unknown-owner": people.unknown_owner,
    "owner-joined": people.owner_joined,
    "owner-left": people.owner_left,
    "attendance-open": people.attendance_open,
    "label-case": people.label_case,
    "person-renamed": people.person_renamed,
    "closed-again": actions.closed_again,
    "ref-gap": refs.ref_gap,
    "ref-out-of-order": refs.ref_out_of_order,
    "ref-off-pattern": refs.ref_off_pattern,
    "mention-unknown": refs.mention_unknown,
    "confidential-mention": confidential.confidential_mention,
    "carried-often": actions.carried_often,
    "update-out-of-order": actions.update_out_of_order,
    "next-meeting-passed": meetings.next_meeting_passed,
    "due-without-day": dues.due_without_day,
    "month-first": dues.month_first,
    "due-far-off": dues.due_far_off,
    "minutes-not-approved": meetings.minutes_not_approved,
}


def run(book: MinuteBook, today: date) -> tuple[Problem, ...]:
    """Give every problem of the book, errors and warnings, in the order of the files.

    The book must not be cut at a day: the rules look at all that is on file.
    """
    case = case_of(book, today)
    found = [problem for rule in CHECKS.values() for problem in rule(case)]
    return sort_problems((*book.problems, *found))


def held_back(book: MinuteBook) -> str | None:
    """Say which rules wait until the files that cannot be read are fixed; None: none do."""
    if not any(book.may_be_missing(meeting.date) for meeting in book.meetings):
        return None
    names = ", ".join(book.unreadable[:_SHOWN])
    more = len(book.unreadable) - _SHOWN
    others = f" and {more} more" if more > 0 else ""
    return (
        f"While {names}{others} cannot be read, not everything is checked: what later meetings "
        "do not mention, and refs and numbers that are missing, are reported once it can be."
    )
