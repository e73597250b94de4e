"""The minutes of a meeting, and the open actions, as a page made of blocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import NOBODY, Filter, sort_rows
from scrutiny_cli.actionlog.row_maker import make_action_rows, select_actions
from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.model import LAYOUTS, Meeting
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.document import Appendix, Document
from scrutiny_cli.output.table import TextTable, format_table
from scrutiny_cli.output.views import tabulate_actions
from scrutiny_cli.publish.context import PageOptions, make_page_context
from scrutiny_cli.publish.header import (
    approval_banner,
    format_next_meeting,
    list_attendance,
    list_facts,
    meeting_title,
)
from scrutiny_cli.publish.items import list_brought_forward, list_rows
from scrutiny_cli.publish.listing import hide_keys, translate_table
from scrutiny_cli.publish.neighbours import list_links


def build_minutes_document(
    book: MinuteBook,
    meeting: Meeting,
    options: PageOptions,
    appendix: Iterable[Action] | None = None,
) -> Document:
    """Return the page of a meeting's minutes.

    `book` is the public one or, for an internal page, the whole one; `appendix` are the actions
    to append, as they were after the meeting, or are today.
    """
    page = make_page_context(book, meeting, options)
    title = meeting_title(page) or page.words("Minutes")
    return Document(
        title=f"{title}, {options.write_weekday(meeting.date)}",
        board=book.series.title or "",
        facts=tuple((label, text) for label, text in list_facts(page) if text),
        banner=approval_banner(page, options.today),
        attendance=tuple(list_attendance(page)),
        rows=tuple(list_rows(page)),
        next_meeting=format_next_meeting(page),
        appendices=() if appendix is None else (_make_appendix(meeting, appendix, options),),
        internal=options.internal,
        day=meeting.date,
        brought_forward=list_brought_forward(page),
        language=options.language,
        layout=book.series.layout or LAYOUTS[0],
        links=tuple(list_links(page)),
        signature=book.series.signature and meeting.took_place,
    )


def select_open_actions(
    book: MinuteBook, owners: tuple[str, ...], today: date, *, internal: bool
) -> tuple[Action, ...]:
    """Return the open actions of some owners, or of all; whose a withheld one is, is withheld."""
    found = select_actions(book.log.actions, Filter(open=True, owners=owners), today)
    if internal or not owners:
        return found
    return tuple(action for action in found if action.confidential is None)


def build_actions_document(
    book: MinuteBook,
    actions: Iterable[Action],
    options: PageOptions,
    owners: tuple[str, ...] = (),
) -> Document:
    """Return a page of open actions alone, as they are on a day, sorted by when they were raised.

    `owners` are named in its heading where they alone were wanted.
    """
    board, words = book.series.title or "", options.words
    heading = words("Open actions")
    if owners:
        named = (words("nobody") if owner == NOBODY else owner for owner in owners)
        heading = words("Open actions of {owners}", owners=", ".join(named))
    rows = sort_rows(make_action_rows(actions, options.today), "raised")
    return Document(
        title=f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading,
        board=board,
        facts=((words("As at"), options.format_day(options.today)),),
        appendices=(Appendix(heading, _tabulate_rows(rows, options)),),
        internal=options.internal,
        day=options.today,
        language=options.language,
    )


def _make_appendix(meeting: Meeting, actions: Iterable[Action], options: PageOptions) -> Appendix:
    day, words = min(meeting.date, options.today), options.words
    heading = words("Open actions after the meeting of {day}", day=options.format_day(day))
    if meeting.date > options.today:
        heading = words("Open actions as at {day}", day=options.format_day(day))
    rows = make_action_rows(actions, day)
    return Appendix(heading, _tabulate_rows(rows, options._replace(today=day)))


def _tabulate_rows(rows: Iterable[ActionRow], options: PageOptions) -> TextTable:
    listed = list(rows)
    context = ListingContext(options.today, not options.internal)
    table = hide_keys(tabulate_actions([(None, listed)], context), listed)
    return translate_table(format_table(table, options.format_day), options.words)
