"""The page of one action: what it is now, and all that was minuted of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.model import Due
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.columns import list_entry_facts
from scrutiny_cli.output.details import describe_event
from scrutiny_cli.output.document import Block, Paragraph
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.output.paragraphs import join_words, parse_blocks
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.values import format_due
from scrutiny_cli.publish.context import write_withheld
from scrutiny_cli.publish.items import name_anchor
from scrutiny_cli.publish.links import find_address
from scrutiny_cli.publish.site.action_tables import (
    link_minutes,
    list_owners,
    name_public_action,
)
from scrutiny_cli.publish.site.addresses import ACTIONS
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.page import (
    SiteEvent,
    SiteFacts,
    SiteHistory,
    SiteLink,
    SitePage,
    SiteSection,
    SiteText,
)


def list_action_pages(source: BoardSource) -> Iterator[SitePage]:
    """Iterate over the pages of all actions that are not withheld."""
    for action, row in zip(source.book.log.actions, source.rows, strict=True):
        if action.confidential is None:
            yield _make_page(source, action, row)


def _make_page(source: BoardSource, action: Action, row: ActionRow) -> SitePage:
    ref = join_words(row.ref)
    words = source.words
    text = parse_blocks(action.state.words) or (Paragraph(words(NO_WORDS)),)
    facts = tuple(
        (words(label), links) for label, links in _list_facts(source, action, row) if links
    )
    links = tuple(_list_links(action))
    title = words("Action {ref}", ref=ref) if ref else name_public_action(source, row)
    return SitePage(
        path=source.action_pages[action.place_key],
        title=title,
        sections=(
            SiteSection((SiteText(text, "words"), SiteFacts(facts))),
            *((SiteSection((SiteText(links),), words("Links"), "links"),) if links else ()),
            SiteSection((_make_history(source, action),), words("History"), "history"),
        ),
        part=ACTIONS,
        above=(SiteLink(words("Actions"), ACTIONS),),
    )


def _list_facts(
    source: BoardSource, action: Action, row: ActionRow
) -> Iterator[tuple[str, tuple[SiteLink, ...]]]:
    state, format_day, words = action.state, source.format_day, source.words
    yield "Owner", tuple(list_owners(source, row)) or (SiteLink(words("nobody")),)
    due = format_due(state.due, format_day) or words("no date")
    yield "Due", (SiteLink(due),)
    yield "Status", (SiteLink(_describe_status(row, words)),)
    yield "Closed on", (SiteLink(format_day(state.closed)),) if state.closed else ()
    yield _describe_origin(action), (link_minutes(source, action.meeting, _name_day(source, row)),)
    yield "Under", (SiteLink(join_words(action.item)),) if action.item else ()
    yield "Follows", tuple(_list_linked(source, action.follows))
    yield "Becomes", tuple(_list_linked(source, action.becomes))


def _describe_status(row: ActionRow, words: PageWords) -> str:
    """Return the status, and its words in the minutes where these are others."""
    status, text = words(row.status), join_words(row.status_text)
    is_same = normalize_label(text) in {"", row.status, normalize_label(status)}
    said = "" if is_same else f" (“{text}”)"
    return status + said + (f", {words('overdue')}" if row.overdue_days else "")


def _describe_origin(action: Action) -> str:
    return "Brought forward" if action.brought_forward else "Raised"


def _name_day(source: BoardSource, row: ActionRow) -> str:
    return (
        ""
        if row.raised is None or row.history[0].event != "raised"
        else source.format_day(row.raised)
    )


def _list_linked(source: BoardSource, keys: Iterable[str]) -> Iterator[SiteLink]:
    known = source.rows_by_key
    for row in (known[key] for key in keys if key in known):
        yield SiteLink(name_public_action(source, row), source.action_pages[row.place_key])


def _list_links(action: Action) -> Iterator[Block]:
    for _, text in list_entry_facts(action.entry):
        yield Paragraph(join_words(text), "", find_address(text), "paper")


def _make_history(source: BoardSource, action: Action) -> SiteHistory:
    events, due = [], None
    for event in action.history:
        made = _make_event(source, event, due)
        anchor = _find_anchor(source, action, event)
        if anchor and made.minutes.target:
            minutes = made.minutes._replace(target=f"{made.minutes.target}#{anchor}")
            made = made._replace(minutes=minutes)
        events.append(made)
        due = event.due or due
    return SiteHistory(tuple(events))


def _find_anchor(source: BoardSource, action: Action, event: Event) -> str:
    """Return the id of the place in the minutes that has an event; "" where it has none."""
    if event.kind == "raised":
        return name_anchor("action", join_words(action.entry.ref)) if action.entry.ref else ""
    number = source.item_numbers.get((event.meeting, event.place.start), "")
    return name_anchor("item", number) if number else ""


def _make_event(source: BoardSource, event: Event, due: Due | None) -> SiteEvent:
    words = source.words
    day, minutes = source.format_day(event.date), link_minutes(source, event.meeting)
    minutes = minutes._replace(text=words("Minutes of {day}", day=minutes.text))
    if event.confidential is not None:
        text = write_withheld(words, event.confidential)
        text = words("An update: {text}", text=f"{text[:1].lower()}{text[1:]}")
        return SiteEvent(day, minutes, text)
    text = describe_event(event, due, source.format_day, words.__call__)
    return SiteEvent(day, minutes, text[:1].upper() + text[1:], parse_blocks(event.note))
