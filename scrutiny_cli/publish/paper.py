"""The action log as a paper for members: what is open, and what was closed since they last met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import NOBODY, Filter, group_rows, sort_rows
from scrutiny_cli.actionlog.row_maker import make_action_rows, select_actions
from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.columns import choose_columns
from scrutiny_cli.output.document import Appendix, Document
from scrutiny_cli.publish.context import PageOptions
from scrutiny_cli.publish.listing import (
    make_appendix,
    make_list_context,
    make_open_appendix,
    tabulate_columns,
)

PAPER_GROUPS = ("owner", "due")
_CLOSED = choose_columns("key marked_action owners_shown last_said_and_day")
_Groups = list[tuple[str | None, list[ActionRow]]]


class ActionPaper(NamedTuple):
    """What a paper of the log is about.

    `owners` are labels whose actions alone are wanted, `by` is one of PAPER_GROUPS. `coming` is
    the meeting that it is for, if any. It lists the actions closed after the meeting `last` (None:
    it has no such list).
    """

    owners: tuple[str, ...] = ()
    by: str | None = None
    coming: Meeting | None = None
    last: Meeting | None = None


PLAIN_PAPER = ActionPaper()


def select_paper_actions(
    book: MinuteBook, paper: ActionPaper, today: date, *, internal: bool
) -> tuple[Action, ...]:
    """Return the open actions, and those closed since the last meeting.

    Whose a withheld action is, is withheld: a paper of some owners has none.
    """
    found = select_actions(book.log.actions, Filter(owners=paper.owners), today)
    return tuple(
        action
        for action in found
        if (internal or not paper.owners or action.confidential is None)
        and (action.is_open or _is_closed_since(action, paper.last))
    )


def _is_closed_since(action: Action, last: Meeting | None) -> bool:
    closed = action.state.closed
    return last is not None and closed is not None and closed > last.date


def build_actions_document(
    book: MinuteBook,
    actions: Iterable[Action],
    options: PageOptions,
    paper: ActionPaper = PLAIN_PAPER,
) -> Document:
    """Return a page of actions alone, as they are on a day, sorted by when they were raised.

    Those that are closed have a list of their own where there is a last meeting. The owners are
    named in its heading where they alone were wanted.
    """
    board, words = book.series.title or "", options.words
    heading = words("Open actions")
    if paper.owners:
        named = (words("nobody") if owner == NOBODY else owner for owner in paper.owners)
        heading = words("Open actions of {owners}", owners=", ".join(named))
    every = make_action_rows(actions, options.today)
    listed = [row for row in every if row.open or paper.last is None]
    groups = _group_rows(sort_rows(listed, "raised"), paper, options)
    facts = [(words("As at"), options.format_day(options.today))]
    if paper.coming is not None:
        facts.insert(0, (words("Meeting"), options.write_weekday(paper.coming.date)))
    appendices = [make_open_appendix(heading, groups, options)]
    if paper.last is not None:
        closed = [row for row in every if not row.open]
        appendices.append(_make_closed_appendix(closed, paper.last, options))
    return Document(
        title=f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading,
        board=board,
        facts=tuple(facts),
        appendices=tuple(appendices),
        internal=options.internal,
        day=options.today,
        language=options.language,
        dates=book.series.dates,
    )


def _make_closed_appendix(rows: list[ActionRow], last: Meeting, options: PageOptions) -> Appendix:
    heading = options.words("Closed since the meeting of {day}", day=options.format_day(last.date))
    table = tabulate_columns("closed", _CLOSED, rows, make_list_context(options))
    return make_appendix(heading, table, options)


# Groups


def _group_rows(rows: Iterable[ActionRow], paper: ActionPaper, options: PageOptions) -> _Groups:
    """Group actions; withheld ones are a group of their own: owner and due are withheld."""
    listed = list(rows)
    if paper.by is None:
        return [(None, listed)]
    known = [row for row in listed if options.internal or not row.confidential]
    withheld = [row for row in listed if row not in known]
    if paper.by == "owner":
        groups = group_rows(known, "owner", paper.owners)
    else:
        groups = _group_by_due(known, paper.coming, options)
    return [*groups, (options.words("Withheld"), withheld)] if withheld else groups


def _group_by_due(rows: list[ActionRow], coming: Meeting | None, options: PageOptions) -> _Groups:
    """Group actions by when they are due, the earliest first."""
    words, day = options.words, None if coming is None else coming.date
    soon = "Due within 7 days" if day is None else "Due by the meeting of {day}"
    shown = "" if day is None else options.format_day(day)
    last = (options.today.toordinal() + 7) if day is None else day.toordinal()
    groups: dict[str, list[ActionRow]] = {
        words("Overdue"): [],
        words(soon, day=shown): [],
        words("Due later"): [],
        words("No date"): [],
    }
    names = list(groups)
    for row in sort_rows(rows, "due"):
        groups[names[_rank_due(row, last)]].append(row)
    return [(name, found) for name, found in groups.items() if found]


def _rank_due(row: ActionRow, last: int) -> int:
    """Return 0 for an overdue action, then 1 up to a day, 2 after it, 3 without a date."""
    if row.due is None:
        return 3
    if row.overdue_days:
        return 0
    return 1 if row.due.toordinal() <= last else 2
