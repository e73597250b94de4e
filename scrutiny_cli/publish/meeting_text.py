"""One meeting as text for a terminal: the document of its page, in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeGuard

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.traverse import list_raised, list_updates
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import (
    ActionCell,
    Attendance,
    Attendee,
    Block,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
    label_prefix,
)
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.output.text import wrap_after_label, wrap_words
from scrutiny_cli.publish.build import build_minutes_document
from scrutiny_cli.publish.context import PageOptions

_MIN_WIDTH = 20
_LABELS = {
    "Meeting number": "Number",
    "Kind of meeting": "Kind",
    "Minutes by": "Minutes",
    "Members of the public": "Public",
    "In attendance": "Attending",
    "Minutes agreed": "Agrees the minutes of",
}


class _Margins(NamedTuple):
    """Where lines end and begin, in cells, and the mark of what is confidential ("": nothing)."""

    width: int
    indent: int
    mark: str


def render_meeting(book: MinuteBook, meeting: Meeting, width: int) -> str:
    """Return a meeting's heading, attendance, items, updates and actions.

    The width is in cells. Nothing is withheld: all that is confidential is marked, each title,
    report and action.
    """
    options = PageOptions(meeting.date, date_formatter(book.series.dates), internal=True)
    document = build_minutes_document(book, meeting, options)
    outside_items = (row for row in document.rows if not row.place and not row.title)
    own = next(outside_items, MinutesRow("", "", 1, (), ()))
    mark, blocks = _take_mark(own.blocks, "")
    margins = _Margins(width, 2, mark)
    heading = f"{meeting.name}  {mark}{join_words(meeting.title)}".rstrip()
    lines = wrap_words(heading, max(width, _MIN_WIDTH)) or [heading]
    for label, text in _list_facts(book, meeting, document):
        lines += wrap_after_label(label, text, width)
    for cell in document.brought_forward:
        lines += _render_action(cell, "Brought forward", margins)
    if blocks or own.actions:
        lines += ["", *_render_content(own._replace(blocks=blocks), margins)]
    lines += _render_items((row for row in document.rows if row.place), margins)
    summary = wrap_words(_count_entries(meeting), max(width, _MIN_WIDTH))
    return "\n".join([*lines, "", *summary]) + "\n"


def _list_facts(
    book: MinuteBook, meeting: Meeting, document: Document
) -> Iterator[tuple[str, str]]:
    """Iterate over labels and texts; that a meeting did not take place is the page's banner."""
    for label, text in document.facts:
        is_kind = label == "Kind of meeting"
        yield _LABELS.get(label, label), _lower_first(text) if is_kind else text
    if not meeting.took_place:
        yield "Kind", "did not take place"
    expected = (
        Attendee(book.directory.display_label(person.label), "", "", "", join_words(person.note))
        for person in book.directory.still_expected(meeting)
    )
    for heading, people in (*document.attendance, Attendance("Expected", tuple(expected))):
        if people:
            yield _LABELS.get(heading, heading), ", ".join(map(_name_person, people))
    if document.next_meeting:
        yield "Next", document.next_meeting


def _name_person(person: Attendee) -> str:
    name = person.initials or person.name
    return f"{name} ({person.note})" if person.note else name


def _count_entries(meeting: Meeting) -> str:
    """Return how many actions and updates a meeting has; what it has none of is not named."""
    updates = len(list_updates(meeting))
    counts = {
        "brought forward": len(meeting.brought_forward),
        "raised": len(list_raised(meeting)),
        "update" if updates == 1 else "updates": updates,
    }
    named = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    return named or "no actions and no updates"


# Items


def _render_items(rows: Iterable[MinutesRow], margins: _Margins) -> Iterator[str]:
    marks = {0: margins.mark}  # of the items that a row is in, by their levels
    for row in rows:
        marks = {level: mark for level, mark in marks.items() if level < row.level}
        mark, blocks = _take_mark(row.blocks, marks[max(marks)])
        marks[row.level] = mark
        if row.level == 1:
            yield ""
        indent, number = 2 * (row.level - 1), f"{row.place}."
        gap = max(4, len(number) + 1)
        yield from wrap_after_label(number, mark + row.title, margins.width, indent, gap)
        content = _Margins(margins.width, indent + 4, mark)
        yield from _render_content(row._replace(blocks=blocks), content)


def _take_mark(blocks: tuple[Block, ...], inherited: str) -> tuple[str, tuple[Block, ...]]:
    """Return the mark before blocks, otherwise an inherited one, and the blocks after it."""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.kind == "confidential":
        return f"[{first.text}] ", blocks[1:]
    return inherited, blocks


def _render_content(row: MinutesRow, margins: _Margins) -> list[str]:
    """Return the lines of a row's texts and actions."""
    lines = _render_blocks(row.blocks, margins)
    for cell in row.actions:
        lines += _render_action(cell, "Action", margins)
    return lines


def _render_action(cell: ActionCell, label: str, margins: _Margins) -> list[str]:
    """Return the lines of an action: its owner, due and origin follow the first words."""
    mark, blocks = _take_mark(cell.blocks, margins.mark)
    notes = [_lower_first(block.text) for block in blocks if _is_note(block)]
    first, *rest = (block for block in blocks if not _is_note(block))
    if isinstance(first, ListBlock):
        first, rest = Paragraph(""), [first, *rest]
    owner, due = cell.owner and f"[{cell.owner}]", cell.due and f"due {cell.due}"
    text = " ".join(filter(None, (f"{mark}{first.text}", owner, due)))
    facts = ", ".join(filter(None, (text, *notes)))
    head = Paragraph(facts, label, key=cell.key, line_label=label)
    return _render_blocks((head, *rest), margins)


# Texts


def _render_blocks(blocks: Iterable[Block], margins: _Margins) -> list[str]:
    """Return the lines of blocks; what follows a report or a decision is indented below it."""
    lines: list[str] = []
    indent = margins.indent
    for block in _join_blocks(blocks):
        if isinstance(block, ListBlock):
            gap = 1 + max(len(mark) for mark, _ in block.iter_marked())
            for mark, entry in block.iter_marked():
                lines += wrap_after_label(mark, entry.text, margins.width, indent, gap)
        elif not block.label or block.kind == "paper":
            lines += wrap_after_label("", _format_paragraph(block), margins.width, indent, 0)
        else:
            gap = len(block.line_label) + 2 if block.line_label else 0
            mark = margins.mark if block.kind == "report" else ""
            text = _format_paragraph(block, mark)
            lines += wrap_after_label(block.line_label, text, margins.width, margins.indent, gap)
            indent = margins.indent + (gap or 2)
    return lines


def _join_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Put a text on the line of its label, and who proposed a decision on that of its text."""
    joined: list[Block] = []
    for shown in blocks:
        block = _name_by_key(shown)
        before = joined[-1] if joined else None
        if isinstance(before, Paragraph) and isinstance(block, Paragraph) and not block.label:
            if before.label and not before.text:
                joined[-1] = before._replace(text=block.text)
                continue
            if before.kind == "decision" and _is_note(block):
                joined[-1] = before._replace(text=f"{before.text} ({_lower_first(block.text)})")
                continue
        joined.append(block)
    return joined


def _name_by_key(block: Block) -> Block:
    """Return a report with the key of its action as its label, and without its words."""
    if isinstance(block, ListBlock):
        return block
    return block._replace(label=block.label or block.key, about="")


def _format_paragraph(paragraph: Paragraph, mark: str = "") -> str:
    """Return a paragraph with the name of its action or decision, otherwise with its label."""
    text = ", ".join(dict.fromkeys(filter(None, (mark + paragraph.text, paragraph.link))))
    if paragraph.label in _LABELS:
        return f"{_LABELS[paragraph.label]} {paragraph.key}"
    if paragraph.line_label:
        return f"{paragraph.key} – {text}" if paragraph.key else text
    label = paragraph.key or paragraph.label
    return label_prefix(paragraph._replace(text=text, label=label)) + text


def _is_note(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.kind == "note" and not block.label


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
