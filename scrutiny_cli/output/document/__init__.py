"""The minutes of a meeting, and the open actions, as a page made of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.blocks import Appendix, Document
from scrutiny_cli.output.document.head import (
    attendance_of,
    banner_of,
    facts_of,
    next_meeting_of,
    title_of,
)
from scrutiny_cli.output.document.pages import page_of
from scrutiny_cli.output.document.rows import rows_of
from scrutiny_cli.output.listings import actions_sheet, footer
from scrutiny_cli.output.redaction import confidential, withheld

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.output.document.pages import Days, Page
    from scrutiny_cli.output.sheets import Sheet

__all__ = ["actions_document", "minutes_document"]


def minutes_document(  # noqa: PLR0913  how it is written, the day, and what is appended
    book: Book,
    meeting: Meeting,
    *,
    internal: bool,
    days: Days,
    today: date,
    appendix: Iterable[Action] | None = None,
) -> Document:
    """Make the page of a meeting's minutes.

    `book` is the public one or, where the page is `internal`, the whole one; `days` writes a
    date; `appendix` are the actions to append, as they stood after the meeting.
    """
    page = page_of(book, meeting, days, internal=internal)
    appended = () if appendix is None else (_appendix(page, appendix),)
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
    book: Book,
    actions: Iterable[Action],
    *,
    internal: bool,
    days: Days,
    today: date,
    heading: str = "Open actions",
) -> Document:
    """Make a page of actions alone, as they stand on a day."""
    sheet = _sheet(actions, today, days, internal=internal)
    board = book.series.title or ""
    title = f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading
    facts = (("As at", days(today)),)
    appendix = Appendix(heading, sheet)
    return Document(title, board, facts, appendices=(appendix,), internal=internal, day=today)


# Listings


def _appendix(page: Page, actions: Iterable[Action]) -> Appendix:
    day = page.meeting.date
    heading = f"Open actions after the meeting of {page.days(day)}"
    return Appendix(heading, _sheet(actions, day, page.days, internal=page.internal))


def _sheet(actions: Iterable[Action], today: date, days: Days, *, internal: bool) -> Sheet:
    listed = list(actions)
    sheet = actions_sheet([(None, listed)], today, days)
    (group,) = sheet.groups
    pairs = zip(listed, group.rows, strict=True)
    rows = tuple(_listed(one, row, internal=internal) for one, row in pairs)
    kept = zip(listed, group.marks, strict=True)
    marks = tuple(mark if internal or one.confidential is None else None for one, mark in kept)
    below = sheet.footer if internal else _public_footer(listed, today)
    return sheet._replace(groups=(group._replace(rows=rows, marks=marks),), footer=below)


def _public_footer(listed: list[Action], today: date) -> str:
    """Count what everybody may know; of the rest only how many there are."""
    known = [one for one in listed if one.confidential is None]
    left = len(listed) - len(known)
    return footer(known, today) + (f"; {left} more withheld" if left else "")


def _hidden_report(action: Action, *, internal: bool) -> str:
    """Say where a report on an action is confidential: the public list does not follow it."""
    if all(event.confidential is None for event in action.history):
        return ""
    return ", confidential report" if internal else "; a report is withheld"


def _listed(action: Action, row: tuple[str, ...], *, internal: bool) -> tuple[str, ...]:
    """Give an action's row; a withheld one is no more than its place and its status."""
    ref, words, *others = row
    if action.confidential is None:
        return (ref, words, *others[:-1], others[-1] + _hidden_report(action, internal=internal))
    if internal:
        return (ref, f"[{confidential(action.confidential)}] {words}", *others)
    return ("", withheld(action.confidential), *("" for _ in others[:-1]), action.status.value)
