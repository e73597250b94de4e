"""The minutes of a meeting, and the open actions, as a page made of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.document import Appendix, Document
from scrutiny_cli.output.table import format_table
from scrutiny_cli.output.views import tabulate_actions
from scrutiny_cli.publish.context import make_page_context
from scrutiny_cli.publish.header import (
    approval_banner,
    format_next_meeting,
    list_attendance,
    list_facts,
    meeting_title,
)
from scrutiny_cli.publish.items import list_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.output.table import TextTable
    from scrutiny_cli.publish.context import Days, PageContext

__all__ = ["actions_document", "minutes_document"]


def minutes_document(  # noqa: PLR0913  how it is written, the day, and what is appended
    book: MinuteBook,
    meeting: Meeting,
    *,
    internal: bool,
    days: Days,
    today: date,
    appendix: Iterable[Action] | None = None,
) -> Document:
    """Return the page of a meeting's minutes.

    `book` is the public one or, where the page is `internal`, the whole one; `days` formats a
    date; `appendix` are the actions to append, as they were after the meeting, or are today.
    """
    page = make_page_context(book, meeting, days, internal=internal)
    appended = () if appendix is None else (_make_appendix(page, appendix, today),)
    return Document(
        f"{meeting_title(page)}, {days(meeting.date)}",
        book.series.title or "",
        tuple((label, text) for label, text in list_facts(page) if text),
        approval_banner(page, today),
        tuple(list_attendance(page)),
        tuple(list_rows(page)),
        format_next_meeting(page),
        appended,
        internal,
        day=meeting.date,
    )


def actions_document(  # noqa: PLR0913  how it is written, the day, and what it lists
    book: MinuteBook,
    actions: Iterable[Action],
    *,
    internal: bool,
    days: Days,
    today: date,
    heading: str = "Open actions",
) -> Document:
    """Return a page of actions alone, as they are on a day."""
    table = _tabulate_open(actions, today, days, internal=internal)
    board = book.series.title or ""
    title = f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading
    facts = (("As at", days(today)),)
    appendix = Appendix(heading, table)
    return Document(title, board, facts, appendices=(appendix,), internal=internal, day=today)


# Listings


def _make_appendix(page: PageContext, actions: Iterable[Action], today: date) -> Appendix:
    day = min(page.meeting.date, today)
    heading = f"Open actions after the meeting of {page.format_day(day)}"
    if page.meeting.date > today:
        heading = f"Open actions as at {page.format_day(day)}"
    return Appendix(heading, _tabulate_open(actions, day, page.format_day, internal=page.internal))


def _tabulate_open(
    actions: Iterable[Action], today: date, days: Days, *, internal: bool
) -> TextTable:
    table = tabulate_actions([(None, list(actions))], ListingContext(today, not internal))
    return format_table(table, days)
