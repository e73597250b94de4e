"""The agenda of a meeting, as a page made of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import (
    is_title_of_agreement,
    list_minutes_to_agree,
)
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.actionlog.traverse import list_approved
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.columns import (
    ActionColumn,
    ListingContext,
    choose_columns,
    is_withheld,
)
from scrutiny_cli.output.document import Appendix, Block, Document, MinutesRow, Paragraph
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.output.table import (
    drop_empty_columns,
    format_table,
)
from scrutiny_cli.output.values import DueCell, PhraseCell, format_value
from scrutiny_cli.publish.context import PageContext, PageOptions, make_page_context
from scrutiny_cli.publish.header import (
    format_next_meeting,
    list_expected,
    list_facts,
    meeting_title,
)
from scrutiny_cli.publish.items import (
    RowContent,
    drop_empty_rows,
    format_approved,
    list_rows_with,
    list_subjects,
)
from scrutiny_cli.publish.listing import make_list_context, tabulate_columns, translate_table

_MATTERS = "Matters arising"
_KNOWN_AFTERWARDS = frozenset({"Minutes by", "Members of the public"})


def build_agenda_document(
    book: MinuteBook, meeting: Meeting, matters: Iterable[Action], options: PageOptions
) -> Document:
    """Return the page of a meeting's agenda.

    `book` is the public one or, for an internal page, the whole one; `matters` are the actions
    that the meeting goes through, as it begins. What is late is late by today, or by the day of a
    meeting that is past.
    """
    page = make_page_context(book, meeting, options)
    listed = tuple(matters) if _has_matters(page) else ()
    title = meeting_title(page)
    heading = page.words("agenda for {day}", day=options.write_weekday(meeting.date))
    return Document(
        title=f"{title}: {heading}" if title else f"{heading[:1].upper()}{heading[1:]}",
        board=book.series.title or "",
        facts=tuple((label, text) for label, text in _list_facts(page) if text),
        attendance=tuple(list_expected(page)),
        agenda=tuple(_list_agenda(page, len(listed))),
        next_meeting=_format_following(page),
        appendices=(_make_matters(meeting, listed, options),) if listed else (),
        internal=options.internal,
        day=meeting.date,
        language=options.language,
    )


def _list_facts(page: PageContext) -> Iterator[tuple[str, str]]:
    """Return the facts of the meeting that are known before it, its day with the weekday."""
    later = {page.words(label) for label in _KNOWN_AFTERWARDS}
    return ((label, text) for label, text in list_facts(page) if label not in later)


def _format_following(page: PageContext) -> str:
    """Return when the meeting after this one is: as announced, otherwise the next one on file."""
    announced = format_next_meeting(page)
    following = page.meeting_index.next_regular(page.meeting)
    if announced or following is None or page.is_hidden(page.meeting.root_item.confidential):
        return announced
    known = (page.options.write_weekday(following.date), following.time, following.venue)
    return ", ".join(join_words(text) for text in known if text)


# The items


def _list_agenda(page: PageContext, matters: int) -> Iterator[MinutesRow]:
    """Return the items; the one of matters arising says how many actions are listed below."""
    subjects = _Subjects(_list_minutes_to_agree(page))
    for row in drop_empty_rows(list_rows_with(page, subjects.list_content)):
        if matters and row.level == 1 and _is_matters_title(page, row.title):
            key = "{count} action: see below" if matters == 1 else "{count} actions: see below"
            count = page.words(key, count=matters)
            yield row._replace(blocks=(*row.blocks, Paragraph(count, kind="note")))
        else:
            yield row


class _Subjects(NamedTuple):
    """What an agenda has of items; `unagreed` are the days of the minutes not agreed yet."""

    unagreed: str

    def list_content(
        self,
        page: PageContext,
        item: Item,
        *,
        marked: bool,  # noqa: ARG002  a ContentLister: nothing here has a mark of its own
    ) -> RowContent:
        """Return who presents an item, its papers, and which minutes it is to agree."""
        return RowContent((*list_subjects(page, item), *self._name_minutes(page, item)))

    def _name_minutes(self, page: PageContext, item: Item) -> Iterator[Block]:
        last = page.meeting_index.previous_regular(page.meeting)
        days = format_approved(page, item)
        if not days and item.title is not None and is_title_of_agreement(item.title, last):
            days = self.unagreed
        if days:
            text = page.words("the minutes of {days}", days=days)
            yield Paragraph(text, page.words("To be agreed"), kind="note")


def _list_minutes_to_agree(page: PageContext) -> str:
    """Return the days of the meetings whose minutes are to be agreed where no item gives them."""
    if any(list_approved(page.meeting)):
        return ""
    waiting = list_minutes_to_agree(page.book, page.meeting, page.meeting.date)
    return ", ".join(page.format_day(each.date) for each in waiting)


def _has_matters(page: PageContext) -> bool:
    """Whether a meeting goes through matters arising: an extraordinary one may not."""
    body = page.meeting.root_item
    if page.is_hidden(body.confidential):
        return False
    titles = (item.title for item in body.items if item.title is not None)
    return page.meeting.is_regular or any(_is_matters_title(page, title) for title in titles)


def _is_matters_title(page: PageContext, title: str) -> bool:
    wanted = page.book.series.matters_arising or _MATTERS
    return normalize_label(title) == normalize_label(wanted)


# Matters arising


def _make_matters(meeting: Meeting, actions: Iterable[Action], options: PageOptions) -> Appendix:
    day = min(options.today, meeting.date)
    rows = make_action_rows(actions, day)
    context = make_list_context(options._replace(today=day))
    columns = (
        *choose_columns("key marked_action owners_shown"),
        ActionColumn("due_for_meeting", lambda row, _: _format_due(row, day, meeting.date), "Due"),
        *choose_columns("last_said_and_day"),
    )
    table = tabulate_columns("matters", columns, rows, context)
    pages = tuple(options.addresses.actions.get(row.place_key, "") for row in rows)
    table = table._replace(groups=tuple(each._replace(row_pages=pages) for each in table.groups))
    footer = _make_footer(rows, context, meeting.date, options)
    shown = drop_empty_columns(format_table(table, options.format_day))
    listed = translate_table(shown, options.words)
    return Appendix(options.words(_MATTERS), listed._replace(footer=footer))


def _format_due(row: ActionRow, today: date, meeting: date) -> PhraseCell:
    """Return a due date, and whether it is past already, or will be when the meeting begins."""
    due = DueCell(row.due, row.due_text, row.slips)
    late = ", overdue" if row.overdue_days else ""
    if _is_due_between(row, today, meeting):
        late = ", before the meeting"
    return PhraseCell(lambda write: format_value(due, write) + late)


def _is_due_between(row: ActionRow, today: date, meeting: date) -> bool:
    return row.open and row.due is not None and today <= row.due < meeting


def _make_footer(
    rows: Iterable[ActionRow], context: ListingContext, meeting: date, options: PageOptions
) -> str:
    """Return how many actions there are, and of those that are not withheld, how many are late."""
    listed = list(rows)
    known = [row for row in listed if not is_withheld(row, context)]
    overdue = sum(row.overdue_days > 0 for row in known)
    before = sum(_is_due_between(row, context.today, meeting) for row in known)
    overdue_day = options.format_day(context.today)
    parts = (
        (len(listed), "{count} action" if len(listed) == 1 else "{count} actions"),
        (overdue, "{count} overdue on {day}"),
        (before, "{count} due before the meeting"),
    )
    words = options.words
    return ", ".join(words(key, count=count, day=overdue_day) for count, key in parts if count)
