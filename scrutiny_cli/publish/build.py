"""The minutes of a meeting, and the open actions, as a page made of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.document import Appendix, Document
from scrutiny_cli.output.views import tabulate_actions
from scrutiny_cli.publish.context import page_of
from scrutiny_cli.publish.header import (
    attendance_of,
    banner_of,
    facts_of,
    next_meeting_of,
    title_of,
)
from scrutiny_cli.publish.items import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.output.table import Table
    from scrutiny_cli.publish.context import Days, Page

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
    """Make the page of a meeting's minutes.

    `book` is the public one or, where the page is `internal`, the whole one; `days` writes a
    date; `appendix` are the actions to append, as they were after the meeting, or are today.
    """
    page = page_of(book, meeting, days, internal=internal)
    appended = () if appendix is None else (_appendix(page, appendix, today),)
    return Document(
        f"{title_of(page)}, {days(meeting.date)}",
        book.series.title or "",
        tuple((label, text) for label, text in facts_of(page) if text),
        banner_of(page, today),
        tuple(attendance_of(page)),
        tuple(rows_of(page)),
        next_meeting_of(page),
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
    """Make a page of actions alone, as they stand on a day."""
    table = _table(actions, today, days, internal=internal)
    board = book.series.title or ""
    title = f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading
    facts = (("As at", days(today)),)
    appendix = Appendix(heading, table)
    return Document(title, board, facts, appendices=(appendix,), internal=internal, day=today)


# Listings


def _appendix(page: Page, actions: Iterable[Action], today: date) -> Appendix:
    day = min(page.meeting.date, today)
    heading = f"Open actions after the meeting of {page.days(day)}"
    if page.meeting.date > today:
        heading = f"Open actions as at {page.days(day)}"
    return Appendix(heading, _table(actions, day, page.days, internal=page.internal))


def _table(actions: Iterable[Action], today: date, days: Days, *, internal: bool) -> Table:
    return tabulate_actions([(None, list(actions))], today, days, redacted=not internal)
