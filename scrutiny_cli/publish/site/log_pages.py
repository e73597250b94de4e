"""The pages of the action log: all that is open, and parts of the log by status and owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.actionlog.query import sort_rows
from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.output.document import NO_ROWS, Paragraph
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.publish.site.action_tables import tabulate_linked_actions
from scrutiny_cli.publish.site.addresses import ACTIONS, make_slug, name_listing
from scrutiny_cli.publish.site.board_source import BoardSource, name_person
from scrutiny_cli.publish.site.page import (
    SiteBlock,
    SiteChoices,
    SiteLink,
    SitePage,
    SiteSection,
    SiteText,
)


class _LogPart(NamedTuple):
    """A part of the log: its path, its title and its short name, and which actions are in it."""

    path: str
    title: str
    name: str
    has_row: Callable[[ActionRow], bool]
    newest_first: bool = False


_PARTS = (
    _LogPart(ACTIONS, "Open actions", "Open", lambda row: row.open),
    _LogPart(
        name_listing("overdue"), "Overdue actions", "Overdue", lambda row: row.overdue_days > 0
    ),
    _LogPart(
        name_listing("no-date"),
        "Open actions with no date",
        "With no date",
        lambda row: row.open and row.due is None and not row.confidential,
    ),
    _LogPart(
        name_listing("closed"),
        "Closed actions",
        "Closed",
        lambda row: not row.open,
        newest_first=True,
    ),
    _LogPart(name_listing("all"), "All actions", "All", lambda _: True, newest_first=True),
)


def list_log_pages(source: BoardSource) -> Iterator[SitePage]:
    """Iterate over the pages of the action log."""
    words, rows = source.words, source.public_rows
    statuses = [part for part in _list_status_parts(words) if any(map(part.has_row, rows))]
    parts = [part._replace(title=words(part.title), name=words(part.name)) for part in _PARTS]
    for part in (*parts, *statuses):
        choices = (
            _list_choices(source, words("Show"), parts, part),
            _list_choices(source, words("Status"), statuses, part),
            _list_owner_choices(source),
        )
        yield _make_page(source, part, choices)


def _list_status_parts(words: PageWords) -> Iterator[_LogPart]:
    for status in Status:
        word = status.value
        yield _LogPart(
            name_listing(f"status-{make_slug(word)}"),
            words("Actions with the status “{status}”", status=words(word)),
            f"{words(word)[:1].upper()}{words(word)[1:]}",
            _make_status_test(word),
            not status.is_open,
        )


def _make_status_test(word: str) -> Callable[[ActionRow], bool]:
    return lambda row: row.status == word and not row.confidential


def _make_page(source: BoardSource, part: _LogPart, choices: tuple[SiteChoices, ...]) -> SitePage:
    rows = sort_rows([row for row in source.rows if part.has_row(row)], "raised")
    if part.newest_first:
        rows = rows[::-1]
    return SitePage(
        path=part.path,
        title=part.title,
        sections=(
            SiteSection(choices),
            SiteSection(list_action_blocks(source, rows, part.title)),
        ),
        part=ACTIONS,
        as_at=source.format_day(source.today),
    )


def list_action_blocks(
    source: BoardSource, rows: Sequence[ActionRow], caption: str
) -> tuple[SiteBlock, ...]:
    """Return a table of actions, or a sentence where there are none."""
    if not rows:
        return (SiteText((Paragraph(source.words(NO_ROWS)),)),)
    return (tabulate_linked_actions(source, rows, caption),)


def _list_choices(
    source: BoardSource, label: str, parts: Iterable[_LogPart], chosen: _LogPart
) -> SiteChoices:
    links = (
        SiteLink(
            part.name,
            part.path,
            str(sum(map(part.has_row, source.rows))),
            is_current=part.path == chosen.path,
        )
        for part in parts
    )
    return SiteChoices(label, tuple(links))


def _list_owner_choices(source: BoardSource) -> SiteChoices:
    """Return the people who own open actions, each with how many."""
    return SiteChoices(
        source.words("Owner"),
        tuple(
            SiteLink(
                name_person(person),
                source.people_pages[person.label],
                str(person.open),
                is_name=True,
            )
            for person in source.people
            if person.open
        ),
    )
