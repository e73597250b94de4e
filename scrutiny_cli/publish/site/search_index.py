"""The index that the search script reads: what is on the site, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.output.document import Paragraph
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.publish.site.action_tables import name_public_action
from scrutiny_cli.publish.site.addresses import (
    ACTIONS,
    DECISIONS,
    INDEX,
    PEOPLE,
    SEARCH,
    find_href,
    name_minutes,
)
from scrutiny_cli.publish.site.board_source import BoardSource, name_person
from scrutiny_cli.publish.site.decision_page import name_decision_place
from scrutiny_cli.publish.site.page import SiteLink, SiteLinks, SitePage, SiteSection, SiteText

_Entry = tuple[str, str, str, str]  # kind, title, words, link from the page of the search


def make_search_page(source: BoardSource) -> SitePage:
    """Return the page of the search; without scripts it says where everything is."""
    words = source.words
    parts = (
        SiteLink(words("Meetings, by year"), INDEX),
        SiteLink(words("Actions, by status and owner"), ACTIONS),
        SiteLink(words("Decisions, by year"), DECISIONS),
        SiteLink(words("People"), PEOPLE),
    )
    also = words("Everything on this site is in these lists, too:")
    return SitePage(
        path=SEARCH,
        title=words("Search"),
        sections=(
            SiteSection(
                (
                    SiteText((Paragraph(also),)),
                    SiteLinks(parts),
                )
            ),
        ),
        part=SEARCH,
        has_search=True,
    )


def render_search_index(source: BoardSource) -> str:
    """Return the index as a script that sets one constant."""
    entries = [*_list_meetings(source), *_list_actions(source), *_list_others(source)]
    lines = ",\n".join(_write_entry(entry) for entry in entries)
    return f"const searchIndex = [\n{lines}\n];\n"


def _write_entry(entry: _Entry) -> str:
    return json.dumps(entry, ensure_ascii=False).replace("\u2028", " ").replace("\u2029", " ")


def _list_meetings(source: BoardSource) -> Iterator[_Entry]:
    for meeting in reversed(source.held):
        titles = (join_words(item.title) for item in list_items(meeting) if item.title)
        day = source.format_day(meeting.date)
        yield source.words("Minutes"), day, "; ".join(titles), _link(name_minutes(meeting.name))


def _list_actions(source: BoardSource) -> Iterator[_Entry]:
    for row in reversed(source.public_rows):
        owners = ", ".join(row.owners_shown)
        status = source.words(row.status)
        text = "; ".join(filter(None, (join_words(row.action), owners, status)))
        name, page = name_public_action(source, row), source.action_pages[row.place_key]
        yield source.words("Action"), name, text, _link(page)


def _list_others(source: BoardSource) -> Iterator[_Entry]:
    for found in reversed(source.decisions):
        ref = join_words(found.decision.ref)
        title = ", ".join(filter(None, (ref, source.format_day(found.day))))
        words = join_words(found.decision.decision)
        yield source.words("Decision"), title, words, _link(name_decision_place(found))
    for person in source.people:
        words = ", ".join(filter(None, (person.label, join_words(person.role))))
        yield (
            source.words("Person"),
            name_person(person),
            words,
            _link(source.people_pages[person.label]),
        )


def _link(target: str) -> str:
    return find_href(SEARCH, target)
