"""The rows of the minutes: each item with its texts and the actions that it raised."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

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


def list_rows(page: PageContext) -> Iterator[MinutesRow]:
    """Return the rows of a page: the meeting as a whole, then item by item."""
    body = page.meeting.root_item
    if page.is_hidden(body.confidential):
        yield _make_stub(body, "", 1)
        return
    own = _make_row(page, body._replace(title=None), "", 1, marked=False)
    yield from _drop_empty((own, _make_forward_row(page)))
    for at, item in enumerate(body.items, 1):
        marked = body.confidential is not None
        yield from _drop_empty(_list_item_rows(page, item, str(at), 1, marked=marked))


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


def _drop_empty(rows: Iterable[MinutesRow]) -> Iterator[MinutesRow]:
    """Leave out empty rows."""
    return (row for row in rows if row.number or row.title or row.blocks or row.actions)


def _list_item_rows(
    page: PageContext, item: Item, place: str, level: int, *, marked: bool
) -> Iterator[MinutesRow]:
    """Return the rows of an item; on top, one without a number or withheld has its place's."""
    top_place = place if level == 1 else ""
    if page.is_hidden(item.confidential):
        yield _make_stub(item, top_place, level)
        return
    row = _make_row(page, item, join_words(item.number) or top_place, level, marked=marked)
    row = row._replace(place=row.number or place)
    yield row
    for at, below in enumerate(item.items, 1):
        inherited = marked or item.confidential is not None
        yield from _list_item_rows(page, below, f"{row.place}.{at}", level + 1, marked=inherited)


def _make_row(
    page: PageContext, item: Item, number: str, level: int, *, marked: bool
) -> MinutesRow:
    mark = list_marks(item.confidential)
    inherited = marked or bool(mark)
    blocks = (*mark, *_list_content(page, item, marked=inherited))
    tasks = tuple(make_action_cell(page, entry, marked=inherited) for entry in item.actions)
    return MinutesRow(number.removesuffix("."), join_words(item.title), level, blocks, tasks)


def _make_stub(item: Item, number: str, level: int) -> MinutesRow:
    title = describe_withheld(item.confidential)
    return MinutesRow(
        "", f"Item {number}: {title[0].lower()}{title[1:]}" if number else title, level, (), ()
    )


# The content of an item


def _list_content(page: PageContext, item: Item, *, marked: bool) -> Iterator[Block]:
    """Return an item's own texts, without its title, its actions and the items below it."""
    if item.presenter:
        yield Paragraph(f"Presented by {format_people(page, item.presenter)}", kind="note")
    yield from map(_make_paper, item.papers)
    yield from parse_blocks(item.minutes)
    if item.approves:
        agreed = ", ".join(_format_approved(page, word) for word in item.approves)
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


def _format_approved(page: PageContext, word: LocatedStr) -> str:
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
