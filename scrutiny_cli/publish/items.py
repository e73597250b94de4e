"""The rows of the minutes: each item with its texts and the actions that it raised."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple, Protocol

from scrutiny_cli.actionlog.approvals import find_approved_meeting
from scrutiny_cli.actionlog.meetings import means_previous_meeting
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.model import Decision, Item, Outcome, Paper
from scrutiny_cli.minutes.source import LocatedStr
from scrutiny_cli.output.document import ActionCell, Block, MinutesRow, Paragraph
from scrutiny_cli.output.paragraphs import join_words, label_blocks, parse_blocks
from scrutiny_cli.output.redaction import describe_withheld
from scrutiny_cli.publish.actions import make_action_cell
from scrutiny_cli.publish.context import PageContext, list_marks
from scrutiny_cli.publish.header import format_people
from scrutiny_cli.publish.updates import make_update_blocks


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
        yield _make_stub(body, "", 1)
        return
    rows = _RowMaker(page, list_content)
    yield rows.make_row(body._replace(title=None), "", 1, marked=False)
    for at, item in enumerate(body.items, 1):
        marked = body.confidential is not None
        yield from drop_empty_rows(rows.list_item_rows(item, str(at), 1, marked=marked))


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
    return MinutesRow("", "Actions brought forward" if tasks else "", 1, (), tasks)


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
        """Return the rows of an item; on top, one without a number or withheld has its place's."""
        top_place = place if level == 1 else ""
        if self.page.is_hidden(item.confidential):
            yield _make_stub(item, top_place, level)
            return
        row = self.make_row(item, join_words(item.number) or top_place, level, marked=marked)
        row = row._replace(place=row.number or place)
        yield row
        for at, below in enumerate(item.items, 1):
            inherited = marked or item.confidential is not None
            yield from self.list_item_rows(below, f"{row.place}.{at}", level + 1, marked=inherited)

    def make_row(self, item: Item, number: str, level: int, *, marked: bool) -> MinutesRow:
        """Return the row of an item alone, after its mark on an internal page."""
        mark = list_marks(item.confidential)
        content = self.list_content(self.page, item, marked=marked or bool(mark))
        blocks = (*mark, *content.blocks)
        title = join_words(item.title)
        return MinutesRow(number.removesuffix("."), title, level, blocks, content.actions)


def _make_stub(item: Item, number: str, level: int) -> MinutesRow:
    title = describe_withheld(item.confidential)
    return MinutesRow(
        "", f"Item {number}: {title[0].lower()}{title[1:]}" if number else title, level, (), ()
    )


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
        yield Paragraph(f"Presented by {format_people(page, item.presenter)}", kind="note")
    yield from map(_make_paper, item.papers)


def _list_texts(page: PageContext, item: Item, *, marked: bool) -> Iterator[Block]:
    """Return an item's own texts, without its title, its actions and the items below it."""
    yield from list_subjects(page, item)
    yield from parse_blocks(item.minutes)
    if item.approves:
        agreed = format_approved(page, item)
        named = ", ".join(map(_name_approved, item.approves))
        yield Paragraph(agreed, "Minutes agreed", kind="note", key=named)
    for correction in item.corrections:
        yield from label_blocks(Paragraph("", "Correction", kind="note"), correction)
    for decision in item.decisions:
        yield from _list_decision(decision)
    for update in item.updates:
        yield from make_update_blocks(page, update, marked=marked)


def _make_paper(paper: Paper) -> Paragraph:
    return Paragraph(join_words(paper.title), "Paper", join_words(paper.link), "paper")


def format_approved(page: PageContext, item: Item) -> str:
    """Return the days of the meetings whose minutes an item agrees."""
    return ", ".join(_format_approved_day(page, word) for word in item.approves)


def _format_approved_day(page: PageContext, word: LocatedStr) -> str:
    meeting = find_approved_meeting(page.meeting_index, page.meeting, word)
    day = find_date(word) if meeting is None else meeting.date
    return page.format_day(day) if day is not None else join_words(word)


def _name_approved(word: LocatedStr) -> str:
    return "the previous meeting" if means_previous_meeting(word) else join_words(word)


def _list_decision(decision: Decision) -> Iterator[Block]:
    outcome, ref = decision.outcome, join_words(decision.ref)
    is_carried = outcome is Outcome.CARRIED
    label = " ".join(filter(None, ("Decision", ref, "" if is_carried else f"({outcome.value})")))
    line_label = "Decided" if is_carried else outcome.value.capitalize()
    head = Paragraph("", label, kind="decision", key=ref, line_label=line_label)
    yield from label_blocks(head, decision.decision)
    facts = _format_decision_facts(decision)
    if facts:
        yield Paragraph(facts[0].upper() + facts[1:], kind="note")


def _format_decision_facts(decision: Decision) -> str:
    """Return who proposed and seconded a decision, and the votes."""
    facts = (
        ("proposed by ", decision.proposed),
        ("seconded by ", decision.seconded),
        ("votes: ", decision.votes),
    )
    return ", ".join(f"{before}{join_words(text)}" for before, text in facts if text)
