"""The rows of the minutes: each item with what it says and the actions that it raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.approvals import approved_by
from scrutiny_cli.actionlog.meetings import day_of
from scrutiny_cli.minutes.model import Outcome
from scrutiny_cli.output.document import Paragraph, Row
from scrutiny_cli.output.paragraphs import blocks, flat, labelled
from scrutiny_cli.output.redaction import withheld
from scrutiny_cli.publish.actions import task_of
from scrutiny_cli.publish.context import marks
from scrutiny_cli.publish.header import named
from scrutiny_cli.publish.updates import report_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.minutes.model import Decision, Item, Meeting, Paper
    from scrutiny_cli.minutes.source import LocatedStr
    from scrutiny_cli.output.document import Block
    from scrutiny_cli.publish.context import Page


def rows_of(page: Page) -> Iterator[Row]:
    """Give the rows of a page: what the meeting said as a whole, then item by item."""
    body, meeting = page.meeting.body, page.meeting
    if page.hides(body.confidential):
        yield _stub(body, "", 1)
        return
    own = _row(page, body._replace(title=None), "", 1, marked=False)
    yield from _said((own, _brought_row(page, meeting)))
    for at, item in enumerate(body.items, 1):
        marked = body.confidential is not None
        yield from _said(_item(page, item, str(at), 1, marked=marked))


def _brought_row(page: Page, meeting: Meeting) -> Row:
    """List what was brought forward and is not told where it was reported on."""
    told = {one.place.start for one in page.brought.values()}
    left = [one for one in meeting.brought_forward if one.place.start not in told]
    marked = meeting.body.confidential is not None
    tasks = tuple(task_of(page, one, marked=marked) for one in left)
    return Row("", "Actions brought forward" if tasks else "", 1, (), tasks)


def _said(rows: Iterable[Row]) -> Iterator[Row]:
    """Leave out rows that say nothing."""
    return (row for row in rows if row.number or row.title or row.blocks or row.actions)


def _item(page: Page, item: Item, place: str, level: int, *, marked: bool) -> Iterator[Row]:
    """Give an item, numbered by its place where it has no number, or is withheld."""
    if page.hides(item.confidential):
        yield _stub(item, place, level)
        return
    yield _row(page, item, flat(item.number) or place, level, marked=marked)
    for below in item.items:
        inherited = marked or item.confidential is not None
        yield from _item(page, below, "", level + 1, marked=inherited)


def _row(page: Page, item: Item, number: str, level: int, *, marked: bool) -> Row:
    mark = marks(item.confidential)
    inherited = marked or bool(mark)
    said = (*mark, *_content(page, item, marked=inherited))
    tasks = tuple(task_of(page, one, marked=inherited) for one in item.actions)
    return Row(number.removesuffix("."), flat(item.title), level, said, tasks)


def _stub(item: Item, number: str, level: int) -> Row:
    title = withheld(item.confidential)
    return Row(
        "", f"Item {number}: {title[0].lower()}{title[1:]}" if number else title, level, (), ()
    )


# What an item says


def _content(page: Page, item: Item, *, marked: bool) -> Iterator[Block]:
    """Give what an item says itself, without its title, its actions and the items below it."""
    if item.presenter:
        yield Paragraph(f"Presented by {named(page, item.presenter)}", kind="note")
    yield from map(_paper, item.papers)
    yield from blocks(item.minutes)
    if item.approves:
        agreed = ", ".join(_agreed(page, word) for word in item.approves)
        yield Paragraph(agreed, "Minutes agreed", kind="note")
    for correction in item.corrections:
        yield from labelled("Correction", "", correction, "note")
    for decision in item.decisions:
        yield from _decision(decision)
    for update in item.updates:
        yield from report_blocks(page, update, marked=marked)


def _paper(paper: Paper) -> Paragraph:
    return Paragraph(flat(paper.title), "Paper", flat(paper.link), "paper")


def _agreed(page: Page, word: LocatedStr) -> str:
    meeting = approved_by(page.ordered, page.meeting, word)
    day = day_of(word) if meeting is None else meeting.date
    return page.days(day) if day is not None else flat(word)


def _decision(decision: Decision) -> Iterator[Block]:
    outcome = decision.outcome
    lost = "" if outcome is Outcome.CARRIED else f"({outcome.value})"
    label = " ".join(filter(None, ("Decision", flat(decision.ref), lost)))
    yield from labelled(label, "", decision.decision, "decision")
    facts = (
        ("proposed by ", decision.proposed),
        ("seconded by ", decision.seconded),
        ("votes: ", decision.votes),
    )
    said = ", ".join(f"{before}{flat(text)}" for before, text in facts if text)
    if said:
        yield Paragraph(said[0].upper() + said[1:], kind="note")
