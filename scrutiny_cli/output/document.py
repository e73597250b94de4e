"""A published page before it is decided how it looks: headings, texts and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable

BULLET = "•"
INTERNAL = "INTERNAL: contains confidential text. Do not publish it or pass it on."


class Paragraph(NamedTuple):
    """A text under a label (a number, `Decision`, `Paper`; "" where it has none).

    `link` is where a paper is found. `kind` is `text`, `report` (on an earlier action),
    `decision`, `paper`, `note` (a fact beside the text, as who presented it), `withheld`,
    or `confidential` (the mark of what only an internal page shows). A terminal has `key` (what
    names the action, decision or meeting there) and `line_label` in place of the label.
    """

    text: str
    label: str = ""
    link: str = ""
    kind: str = "text"
    key: str = ""
    line_label: str = ""


class ListBlock(NamedTuple):
    """Entries of a list, each with its mark as it was written (`1.`, `a)`, `(i)`) or a bullet.

    `marks` has one for each entry, or is empty in a list with bullets.
    """

    entries: tuple[Paragraph, ...]
    marks: tuple[str, ...] = ()

    def iter_marked(self) -> Iterator[tuple[str, Paragraph]]:
        """Iterate over the entries, each with its mark; a bullet is the mark of one without."""
        return zip(self.marks or (BULLET,) * len(self.entries), self.entries, strict=True)


Block = Paragraph | ListBlock


def iter_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Iterate over paragraphs, and those within lists."""
    for block in blocks:
        yield from block.entries if isinstance(block, ListBlock) else (block,)


class ActionCell(NamedTuple):
    """An action as the minutes show it beside its text; what is not known is "".

    `key` is its name on a terminal: the ref, otherwise its place, as `2015-05-28#2`.
    """

    ref: str
    blocks: tuple[Block, ...]
    owner: str
    due: str
    key: str = ""


class MinutesRow(NamedTuple):
    """An item of the minutes; `level` is 1 for an item of the agenda, 2 for one below it.

    One that is withheld has nothing but a title that says so. `place` is its number, otherwise
    that of its place among the items, as `2.1`; "" is none of them.
    """

    number: str
    title: str
    level: int
    blocks: tuple[Block, ...]
    actions: tuple[ActionCell, ...]
    place: str = ""


class Attendee(NamedTuple):
    """A person who was there, or was not; what is not known is ""."""

    name: str
    role: str
    organisation: str
    initials: str
    note: str


class Attendance(NamedTuple):
    """People under a heading: `Present`, `Apologies`, `In attendance`, `Absent`, `Expected`."""

    heading: str
    people: tuple[Attendee, ...]


class ApprovalBanner(NamedTuple):
    """Whether the minutes are agreed: `DRAFT …`, or `Agreed on 25 June 2015`."""

    text: str
    is_draft: bool


class Appendix(NamedTuple):
    """A listing with its heading, such as the open actions."""

    heading: str
    table: TextTable


class Document(NamedTuple):
    """A whole page. `facts` are labels and texts under the title, as `Date`, `25 June 2015`.

    `internal` pages contain confidential text, and each page is marked. `board` is whose
    minutes they are; `day` the day that the page is about; `language` a tag of BCP 47.
    `brought_forward` are all actions from before the log; in the rows of a page are those that
    no report describes. `agenda` are the items of an agenda, which have texts and no actions; None
    where the page is not an agenda.
    """

    title: str
    board: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    banner: ApprovalBanner | None = None
    attendance: tuple[Attendance, ...] = ()
    rows: tuple[MinutesRow, ...] = ()
    next_meeting: str = ""
    appendices: tuple[Appendix, ...] = ()
    internal: bool = False
    language: str = "en-GB"
    day: date | None = None
    brought_forward: tuple[ActionCell, ...] = ()
    agenda: tuple[MinutesRow, ...] | None = None

    @property
    def subject(self) -> str:
        """What the page is: `Minutes`, `Agenda` or `Actions`."""
        if self.agenda is not None:
            return "Agenda"
        return "Minutes" if self.banner is not None else "Actions"

    @property
    def next_heading(self) -> str:
        """The heading above the next meeting: an agenda is itself that of the next meeting."""
        return "Next meeting" if self.agenda is None else "Following meeting"

    @property
    def board_above_title(self) -> str:
        """The board's name; "" where the title begins with it."""
        return "" if self.title.startswith(self.board) else self.board

    @property
    def page_marks(self) -> tuple[str, ...]:
        """What is on every printed page: that it is internal, and that it is a draft."""
        draft = (self.banner.text,) if self.banner is not None and self.banner.is_draft else ()
        return (INTERNAL, *draft) if self.internal else draft


COLUMNS = ("Matter raised", "Action", "Owner", "Date for completion")
NO_ROWS = "There are none."

_OF_ACTIONS = frozenset({"report", "withheld"})  # their label is the number of an action


def label_prefix(paragraph: Paragraph) -> str:
    """Return a paragraph's label with the separator before its text; "" without a label."""
    if not paragraph.label:
        return ""
    if not paragraph.text:
        return f"{paragraph.label}:"
    return f"{paragraph.label} – " if paragraph.kind in _OF_ACTIONS else f"{paragraph.label}: "


def number_action(task: ActionCell) -> tuple[Block, ...]:
    """Return an action's blocks, its number before the first words: `32/15 – To bring …`."""
    if not task.ref:
        return task.blocks
    for at, block in enumerate(task.blocks):
        if isinstance(block, Paragraph) and not block.label and block.kind == "text":
            first = block._replace(label=task.ref, kind="report")
            return (*task.blocks[:at], first, *task.blocks[at + 1 :])
        if isinstance(block, ListBlock):
            break
    return (Paragraph("", task.ref), *task.blocks)


def row_heading(row: MinutesRow) -> str:
    """Return a row's number and title."""
    number = f"{row.number}." if row.number else ""
    return " ".join(filter(None, (number, row.title)))


def iter_row_lines(row: MinutesRow) -> Iterator[tuple[bool, ActionCell | None]]:
    """Iterate over the lines of a row: its text and an action, and each other action alone.

    Each is whether it is the first one, and its action (None: the row has none).
    """
    first, *others = row.actions or (None,)
    yield True, first
    yield from ((False, task) for task in others)


def attendance_table(groups: Iterable[Attendance]) -> TextTable:
    """Return those who were there as a listing, without the columns that are empty."""
    listed = tuple(groups)
    people = [person for group in listed for person in group.people]
    columns = [name for name in _ATTENDEE_CELLS if any(map(_ATTENDEE_CELLS[name], people))]
    return Table(
        tuple(map(Column, columns)),
        tuple(
            RowGroup(
                group.heading,
                tuple(
                    tuple(_ATTENDEE_CELLS[name](person) for name in columns)
                    for person in group.people
                ),
            )
            for group in listed
        ),
    )


_ATTENDEE_CELLS: dict[str, Callable[[Attendee], str]] = {
    "Name": lambda person: f"{person.name} ({person.note})" if person.note else person.name,
    "Role": lambda person: person.role,
    "Organisation": lambda person: person.organisation,
    "Initials": lambda person: person.initials,
}
