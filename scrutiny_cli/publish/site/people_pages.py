"""The pages of people: who is known, and the actions of each."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.rows import PersonRow
from scrutiny_cli.output.document import NO_ROWS, Paragraph
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.publish.site.action_tables import select_open, translate_columns
from scrutiny_cli.publish.site.addresses import PEOPLE
from scrutiny_cli.publish.site.board_source import BoardSource, name_person
from scrutiny_cli.publish.site.log_pages import list_action_blocks
from scrutiny_cli.publish.site.page import (
    SiteColumn,
    SiteFacts,
    SiteLink,
    SitePage,
    SiteRow,
    SiteSection,
    SiteTable,
    SiteText,
)

_COLUMNS = (
    SiteColumn("Name", is_narrow=False),
    SiteColumn("Initials"),
    SiteColumn("Role", is_narrow=False),
    SiteColumn("Open", is_number=True),
    SiteColumn("Overdue", is_number=True),
)


def list_people_pages(source: BoardSource) -> Iterator[SitePage]:
    """Iterate over the page of everyone who is known, and the page of each person."""
    yield _make_index(source)
    for person in source.people:
        yield _make_page(source, person)


def _make_index(source: BoardSource) -> SitePage:
    known = sorted(source.people, key=lambda person: (not person.is_introduced,))
    rows = tuple(_make_row(source, person) for person in known)
    words = source.words
    caption, columns = words("People, with their actions"), translate_columns(source, _COLUMNS)
    table, nobody = SiteTable(caption, columns, rows), SiteText((Paragraph(words(NO_ROWS)),))
    return SitePage(
        path=PEOPLE,
        title=words("People"),
        sections=(SiteSection((table if rows else nobody,)),),
        part=PEOPLE,
        as_at=source.format_day(source.today),
    )


def _make_row(source: BoardSource, person: PersonRow) -> SiteRow:
    name = name_person(person)
    page = source.people_pages[person.label]
    return SiteRow(
        (
            (SiteLink(name, page, is_name=True),),
            (SiteLink(person.label, is_name=True),) if person.label != name else (),
            (SiteLink(join_words(person.role)),) if person.role else (),
            (SiteLink(str(person.open)),) if person.open else (),
            (SiteLink(str(person.overdue)),) if person.overdue else (),
        )
    )


def _make_page(source: BoardSource, person: PersonRow) -> SitePage:
    own = [row for row in source.public_rows if person.label in row.owners]
    closed = [row for row in own if not row.open][::-1]
    name, words = name_person(person), source.words
    facts = (
        (words("Role"), (SiteLink(join_words(person.role)),) if person.role else ()),
        (words("Initials"), (SiteLink(person.label),) if person.label != name else ()),
    )
    known = tuple((label, links) for label, links in facts if links)
    caption = words("Closed actions of {owners}", owners=name)
    more = SiteSection(
        list_action_blocks(source, closed, caption), words("Closed actions"), "closed"
    )
    caption = words("Open actions of {owners}", owners=name)
    return SitePage(
        path=source.people_pages[person.label],
        title=name,
        sections=(
            *((SiteSection((SiteFacts(known),)),) if known else ()),
            SiteSection(
                list_action_blocks(source, select_open(own), caption),
                words("Open actions"),
                "open",
            ),
            *((more,) if closed else ()),
        ),
        part=PEOPLE,
        above=(SiteLink(words("People"), PEOPLE),),
    )
