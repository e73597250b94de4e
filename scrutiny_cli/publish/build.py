"""The minutes of a meeting as a page made of blocks."""

from __future__ import annotations

from collections.abc import Iterable

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.minutes.model import LAYOUTS, Meeting
from scrutiny_cli.output.document import Appendix, Document
from scrutiny_cli.publish.context import PageOptions, make_page_context
from scrutiny_cli.publish.header import (
    approval_banner,
    format_next_meeting,
    list_attendance,
    list_facts,
    meeting_title,
)
from scrutiny_cli.publish.items import list_brought_forward, list_rows
from scrutiny_cli.publish.listing import make_open_appendix
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


def _make_appendix(meeting: Meeting, actions: Iterable[Action], options: PageOptions) -> Appendix:
    day, words = min(meeting.date, options.today), options.words
    heading = words("Open actions after the meeting of {day}", day=options.format_day(day))
    if meeting.date > options.today:
        heading = words("Open actions as at {day}", day=options.format_day(day))
    groups = [(None, list(make_action_rows(actions, day)))]
    return make_open_appendix(heading, groups, options._replace(today=day))
