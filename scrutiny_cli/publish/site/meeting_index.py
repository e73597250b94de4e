"""The first page of a board: its next meeting, and all meetings by year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.query import count_open_rows
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.document import Paragraph
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.publish.context import write_withheld
from scrutiny_cli.publish.header import format_announcement
from scrutiny_cli.publish.site.action_tables import translate_columns
from scrutiny_cli.publish.site.addresses import (
    ACTIONS,
    CALENDAR,
    FEED,
    INDEX,
    name_agenda,
    name_listing,
    name_minutes,
)
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.page import (
    SiteBlock,
    SiteChoices,
    SiteColumn,
    SiteLink,
    SiteLinks,
    SitePage,
    SiteRow,
    SiteSection,
    SiteTable,
    SiteText,
)

_COLUMNS: tuple[SiteColumn, ...] = (
    SiteColumn("Meeting"),
    SiteColumn("Minutes", is_narrow=False),
    SiteColumn("Downloads"),
)
FORMS = {"docx": "Word", "pdf": "PDF"}
_FEW_YEARS = 3


def make_meeting_index(source: BoardSource) -> SitePage:
    """Return the first page of a board."""
    years = [
        (year, list(found))
        for year, found in groupby(reversed(source.whole.meetings), lambda each: each.date.year)
    ]
    words = source.words
    choices = SiteChoices(
        words("Years"), tuple(SiteLink(str(year), f"{INDEX}#y{year}") for year, _ in years)
    )
    return SitePage(
        path=INDEX,
        title=source.name,
        sections=(
            *_list_next(source),
            SiteSection((_describe_log(source),), words("Actions"), "actions"),
            *((SiteSection((choices,)),) if len(years) > _FEW_YEARS else ()),
            *(
                SiteSection((_tabulate_year(source, year, found),), str(year), f"y{year}")
                for year, found in years
            ),
            SiteSection((_list_subscriptions(words),), words("Keep up to date"), "subscribe"),
        ),
        part=INDEX,
        as_at=source.format_day(source.today),
    )


# What comes next


def _list_next(source: BoardSource) -> Iterator[SiteSection]:
    blocks = tuple(_list_next_blocks(source))
    if blocks:
        yield SiteSection(blocks, source.words("Next meeting"), "next")


def _list_next_blocks(source: BoardSource) -> Iterator[SiteBlock]:
    coming = source.whole.index.find_coming(source.today)
    if coming is None:
        announced = _describe_announced(source)
        if announced:
            yield SiteText((Paragraph(announced),))
        return
    parts = (source.options.write_weekday(coming.date), coming.time, coming.venue)
    yield SiteText((Paragraph(", ".join(join_words(part) for part in parts if part)),))
    agendas = [each for each in source.whole.meetings if each.name in source.matters]
    if agendas:
        yield SiteLinks(
            tuple(
                SiteLink(
                    source.words("Agenda for {day}", day=source.format_day(each.date)),
                    name_agenda(each.name),
                )
                for each in agendas
            )
        )


def _describe_announced(source: BoardSource) -> str:
    """Return the next meeting as the last one announced it; "" where it is not known."""
    last = find_latest_regular(source.whole.meetings)
    if last is None or last.announced_day is None or last.announced_day < source.today:
        return ""
    return format_announcement(last.next_meeting, source.options.write_weekday)


def _describe_log(source: BoardSource) -> SiteLinks:
    count = count_open_rows(source.public_rows, source.today)
    parts = (
        (sum(row.open for row in source.rows), "{count} open", ACTIONS),
        (count.overdue, "{count} overdue", name_listing("overdue")),
        (count.no_date, "{count} with no date", name_listing("no-date")),
    )
    words = source.words
    links = [SiteLink(words(key, count=count), target) for count, key, target in parts if count]
    return SiteLinks(tuple(links) or (SiteLink(words("No open actions"), ACTIONS),))


# The meetings


def _tabulate_year(source: BoardSource, year: int, meetings: list[Meeting]) -> SiteTable:
    rows = [_make_row(source, meeting) for meeting in meetings]
    columns = translate_columns(source, _COLUMNS)
    if not any(row.cells[-1] for row in rows):
        rows = [row._replace(cells=row.cells[:-1]) for row in rows]
        columns = columns[:-1]
    return SiteTable(source.words("Meetings of {year}", year=year), columns, tuple(rows))


def _make_row(source: BoardSource, meeting: Meeting) -> SiteRow:
    has_page = meeting.date <= source.today
    path = name_minutes(meeting.name) if has_page else ""
    if not has_page and meeting.name in source.matters:
        path = name_agenda(meeting.name)
    downloads = (
        tuple(SiteLink(FORMS[form], name_minutes(meeting.name, form)) for form in source.downloads)
        if has_page
        else ()
    )
    return SiteRow(
        (
            (SiteLink(source.format_day(meeting.date), path, _describe_meeting(source, meeting)),),
            (SiteLink(_describe_minutes(source, meeting)),),
            downloads,
        )
    )


def _describe_meeting(source: BoardSource, meeting: Meeting) -> str:
    """Return what is known of a meeting that other meetings are not: its title, its kind."""
    if meeting.root_item.confidential is not None:
        return write_withheld(source.words, meeting.root_item.confidential)
    title = join_words(meeting.title)
    own = "" if normalize_label(title) == normalize_label(source.name) else title
    kind = source.words("extraordinary") if meeting.extraordinary else ""
    return ", ".join(filter(None, (own, kind)))


def _describe_minutes(source: BoardSource, meeting: Meeting) -> str:
    words = source.words
    if not meeting.took_place:
        return words("Not held")
    if meeting.date > source.today:
        return words("Still to come")
    agreed = source.approvals.get(meeting.name)
    if agreed is None:
        return words("Draft")
    return words("Agreed on {day}", day=source.format_day(agreed.date))


def _list_subscriptions(words: PageWords) -> SiteLinks:
    return SiteLinks(
        (
            SiteLink(words("Feed of the minutes"), FEED, "Atom"),
            SiteLink(words("Calendar of meetings and due dates"), CALENDAR, "iCalendar"),
        )
    )
