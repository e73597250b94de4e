"""The rows of the minutes: each item with its texts and the actions that it raised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import chain
from typing import NamedTuple, Protocol

from scrutiny_cli.actionlog.approvals import find_approved_meeting
from scrutiny_cli.actionlog.meetings import means_previous_meeting
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.model import Decision, Item, Outcome
from scrutiny_cli.minutes.source import LocatedStr
from scrutiny_cli.output.document import ActionCell, Block, MinutesRow, Paragraph
from scrutiny_cli.output.paragraphs import join_words, label_blocks, parse_blocks
from scrutiny_cli.publish.actions import make_action_cell
from scrutiny_cli.publish.context import PageContext, list_marks, write_withheld
from scrutiny_cli.publish.header import format_people, name_label
from scrutiny_cli.publish.papers import make_link
from scrutiny_cli.publish.updates import make_update_blocks

_NOT_IN_ANCHORS = re.compile(r"[\W_]+")


class RowContent(NamedTuple):
    """What a row has of an item beside its number and title."""

    blocks: tuple[Block, ...]
    actions: tuple[ActionCell, ...] = ()


class ContentLister(Protocol):
    """Returns what a kind of page has of an item.

    `marked`: the mark of something confidential around it is shown already.
    """

    def __call__(self, page: PageContext, item: Item, *, marked: bool) -> RowContent:
        """Return the content of an item's row."""


def list_rows(page: PageContext) -> Iterator[MinutesRow]:
    """Return the rows of the minutes: the meeting as a whole, then item by item."""
    body = page.meeting.root_item
    own, *others = list_rows_with(page, _list_minutes)
    yield from drop_empty_rows((own,))
    if not page.is_hidden(body.confidential):
        yield from drop_empty_rows((_make_forward_row(page),))
    yield from others


def list_rows_with(page: PageContext, list_content: ContentLister) -> Iterator[MinutesRow]:
    """Return the rows of a page: the meeting as a whole, then the items that have anything.

    The first row may be empty.
    """
    body = page.meeting.root_item
    if page.is_hidden(body.confidential):
        yield _make_stub(page, body, "", 1)
        return
    rows = _RowMaker(page, list_content)
    own = rows.make_row(body._replace(title=None), "", 1, marked=False)
    marked = body.confidential is not None
    found = (
        row
        for at, item in enumerate(body.items, 1)
        for row in drop_empty_rows(rows.list_item_rows(item, str(at), 1, marked=marked))
    )
    yield from _add_anchors(chain((own,), found))


def _add_anchors(rows: Iterable[MinutesRow]) -> Iterator[MinutesRow]:
    """Give rows and numbered actions ids of their own: `item-4-1` for 4.1, `action-33-15`."""
    taken: Counter[str] = Counter()
    for row in rows:
        actions = (
            task._replace(anchor=_make_anchor("action", task.ref, taken)) for task in row.actions
        )
        anchor = _make_anchor("item", row.place, taken)
        yield row._replace(anchor=anchor, actions=tuple(actions))


def name_anchor(kind: str, name: str) -> str:
    """Return the id of an item or an action on the page of its minutes: of several the first."""
    return f"{kind}-{_NOT_IN_ANCHORS.sub('-', name).strip('-').casefold()}"


def _make_anchor(kind: str, name: str, taken: Counter[str]) -> str:
    if not name:
        return ""
    anchor = name_anchor(kind, name)
    taken[anchor] += 1
    return anchor if taken[anchor] == 1 else f"{anchor}-again-{taken[anchor]}"


def list_brought_forward(
    page: PageContext, without: Container[int] = frozenset()
) -> tuple[ActionCell, ...]:
    """Return the actions from before the log, without those that begin at some places."""
    reason = page.meeting.root_item.confidential
    return tuple(
        make_action_cell(page, entry, marked=reason is not None)
        for entry in page.meeting.brought_forward
        if entry.place.start not in without and not page.is_hidden(reason)
    )


def _make_forward_row(page: PageContext) -> MinutesRow:
    """Return what was brought forward and is not described where it was reported on."""
    described = {entry.place.start for entry in page.reported_forward.values()}
    tasks = list_brought_forward(page, described)
    title = page.words("Actions brought forward") if tasks else ""
    return MinutesRow("", title, 1, (), tasks)


def drop_empty_rows(rows: Iterable[MinutesRow]) -> Iterator[MinutesRow]:
    """Leave out empty rows."""
    return (row for row in rows if row.number or row.title or row.blocks or row.actions)


class _RowMaker(NamedTuple):
    """Makes the rows of items, whatever a page has of each."""

    page: PageContext
    list_content: ContentLister

    def list_item_rows(
        self, item: Item, place: str, level: int, *, marked: bool
    ) -> Iterator[MinutesRow]:
        """Return the rows of an item; one without a number or withheld has its place's."""
        if self.page.is_hidden(item.confidential):
            yield _make_stub(self.page, item, place, level)
            return
        row = self.make_row(item, join_words(item.number) or place, level, marked=marked)
        row = row._replace(place=row.number)
        yield row
        for at, below in enumerate(item.items, 1):
            inherited = marked or item.confidential is not None
            yield from self.list_item_rows(below, f"{row.place}.{at}", level + 1, marked=inherited)

    def make_row(self, item: Item, number: str, level: int, *, marked: bool) -> MinutesRow:
        """Return the row of an item alone, after its mark on an internal page."""
        mark = list_marks(self.page.words, item.confidential)
        content = self.list_content(self.page, item, marked=marked or bool(mark))
        blocks = (*mark, *content.blocks)
        title = join_words(item.title)
        return MinutesRow(number.removesuffix("."), title, level, blocks, content.actions)


def _make_stub(page: PageContext, item: Item, place: str, level: int) -> MinutesRow:
    title = write_withheld(page.words, item.confidential)
    if not place:
        return MinutesRow("", title, level, (), ())
    text = f"{title[0].lower()}{title[1:]}"
    named = page.words("Item {number}: {text}", number=place, text=text)
    return MinutesRow("", named, level, (), (), place)


# The content of an item


def _list_minutes(page: PageContext, item: Item, *, marked: bool) -> RowContent:
    """Return what the minutes have of an item."""
    blocks = tuple(_list_texts(page, item, marked=marked))
    return RowContent(
        blocks, tuple(make_action_cell(page, entry, marked=marked) for entry in item.actions)
    )


def list_subjects(page: PageContext, item: Item) -> Iterator[Block]:
    """Return who presents an item, and its papers."""
    if item.presenter:
        named = format_people(page, item.presenter)
        yield Paragraph(page.words("Presented by {people}", people=named), kind="note")
    for paper in item.papers:
        yield make_link(join_words(paper.title), page.words("Paper"), join_words(paper.link))


def _list_texts(page: PageContext, item: Item, *, marked: bool) -> Iterator[Block]:
    """Return an item's own texts, without its title, its actions and the items below it."""
    yield from list_subjects(page, item)
    yield from parse_blocks(item.minutes)
    if item.approves:
        yield from _list_agreed(page, item)
    for correction in item.corrections:
        head = Paragraph("", page.words("Correction"), kind="note")
        yield from label_blocks(head, correction)
    for decision in item.decisions:
        yield from list_decision(page, decision)
    for update in item.updates:
        yield from make_update_blocks(page, update, marked=marked)


def _list_agreed(page: PageContext, item: Item) -> Iterator[Block]:
    """Return which minutes an item agrees, each on its own where these have pages of their own."""
    label = page.words("Minutes agreed")
    addresses = [_find_address(page, word) for word in item.approves]
    if not any(addresses):
        named = ", ".join(map(_name_approved, item.approves))
        yield Paragraph(format_approved(page, item), label, kind="note", key=named)
        return
    for word, address in zip(item.approves, addresses, strict=True):
        day = _format_approved_day(page, word)
        yield Paragraph(day, label, address, "note", _name_approved(word))


def _find_address(page: PageContext, word: LocatedStr) -> str:
    """Return where the minutes that are agreed are published; "" where they are not."""
    meeting = find_approved_meeting(page.meeting_index, page.meeting, word)
    return "" if meeting is None else page.options.addresses.minutes.get(meeting.name, "")


def format_approved(page: PageContext, item: Item) -> str:
    """Return the days of the meetings whose minutes an item agrees."""
    return ", ".join(_format_approved_day(page, word) for word in item.approves)


def _format_approved_day(page: PageContext, word: LocatedStr) -> str:
    meeting = find_approved_meeting(page.meeting_index, page.meeting, word)
    day = find_date(word) if meeting is None else meeting.date
    return page.format_day(day) if day is not None else join_words(word)


def _name_approved(word: LocatedStr) -> str:
    return "the previous meeting" if means_previous_meeting(word) else join_words(word)


def list_decision(page: PageContext, decision: Decision) -> Iterator[Block]:
    """Return a decision with its outcome, and who proposed and seconded it."""
    outcome, ref = decision.outcome, join_words(decision.ref)
    shown = f"({page.words(outcome.value)})"
    label = " ".join(filter(None, (page.words("Decision"), ref, shown)))
    is_carried = outcome is Outcome.CARRIED
    line_label = "Decided" if is_carried else outcome.value.capitalize()
    head = Paragraph("", label, kind="decision", key=ref, line_label=line_label)
    yield from label_blocks(head, decision.decision)
    facts = _format_decision_facts(page, decision)
    if facts:
        yield Paragraph(facts[0].upper() + facts[1:], kind="note")


def _format_decision_facts(page: PageContext, decision: Decision) -> str:
    """Return who proposed and seconded a decision, by name where it is known, and the votes."""
    words, parts = page.words, []
    if decision.proposed:
        parts.append(words("proposed by {name}", name=name_label(page, decision.proposed)))
    if decision.seconded:
        parts.append(words("seconded by {name}", name=name_label(page, decision.seconded)))
    if decision.votes:
        parts.append(words("votes: {votes}", votes=join_words(decision.votes)))
    return ", ".join(parts)
