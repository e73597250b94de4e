"""A published page before it is decided how it looks: headings, texts and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.minutes.languages import ENGLISH
from scrutiny_cli.output.page_words import ENGLISH_WORDS, PageWords
from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable, ValueTable

BULLET = "•"
INTERNAL = "INTERNAL: contains confidential text. Do not publish it or pass it on."


class Paragraph(NamedTuple):
    """A text under a label (a number, `Decision`, `Paper`; "" where it has none).

    `link` is where a paper is found. `kind` is `text`, `report` (on an earlier action),
    `decision`, `paper`, `note` (a fact beside the text, as who presented it), `withheld`,
    or `confidential` (the mark of what only an internal page shows). A terminal has `key` (what
    names the action, decision or meeting there) and `line_label` in place of the label.
    `about` are the words and the owner of the action that a report is on, between label and
    text; `note` is what follows the text in brackets, as the type of a paper. A terminal has
    neither. `page` is the address of the page of the action that the paragraph names.
    """

    text: str
    label: str = ""
    link: str = ""
    kind: str = "text"
    key: str = ""
    line_label: str = ""
    about: str = ""
    note: str = ""
    page: str = ""


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
    `due_is_day`: the due is a date and nothing else. `anchor` is the id of its place on a page,
    made of its number, and `page` the address of its own page.
    """

    ref: str
    blocks: tuple[Block, ...]
    owner: str
    due: str
    key: str = ""
    due_is_day: bool = False
    anchor: str = ""
    page: str = ""


class MinutesRow(NamedTuple):
    """An item of the minutes; `level` is 1 for an item of the agenda, 2 for one below it.

    One that is withheld has nothing but a title that says so. `place` is its number, otherwise
    that of its place among the items, as `2.1`; "" is none of them. `anchor` is the id of its
    place on a page, made of `place`.
    """

    number: str
    title: str
    level: int
    blocks: tuple[Block, ...]
    actions: tuple[ActionCell, ...]
    place: str = ""
    anchor: str = ""


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
    """A listing with its heading, such as the open actions; a workbook has its `values`."""

    heading: str
    table: TextTable
    values: ValueTable | None = None


class PageLink(NamedTuple):
    """A link to another page that is published in the same place.

    `relation` is `prev`, `next`, or "" for a page of another kind.
    """

    label: str
    text: str
    href: str
    relation: str = ""


class Document(NamedTuple):
    """A whole page. `facts` are labels and texts under the title, as `Date`, `25 June 2015`.

    `internal` pages contain confidential text, and each page is marked. `board` is whose
    minutes they are; `day` the day that the page is about; `language` a tag of BCP 47.
    `brought_forward` are all actions from before the log; in the rows of a page are those that
    no report describes. `agenda` are the items of an agenda, which have texts and no actions; None
    where the page is not an agenda. `layout` is one of LAYOUTS, `links` are to other pages, and
    `signature` is whether there is a place to sign. `dates` is how the board writes 25 June 2015.
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
    language: str = ENGLISH
    day: date | None = None
    brought_forward: tuple[ActionCell, ...] = ()
    agenda: tuple[MinutesRow, ...] | None = None
    layout: str = "columns"
    links: tuple[PageLink, ...] = ()
    signature: bool = False
    dates: str | None = None
    list_subject: str = "Actions"

    @property
    def words(self) -> PageWords:
        """The page's fixed words, in its language."""
        return PageWords(self.language)

    @property
    def is_prose(self) -> bool:
        """Whether actions are below their text, not in columns beside it."""
        return self.layout == "prose"

    @property
    def contents(self) -> tuple[MinutesRow, ...]:
        """The items to list at the top; none where there are few."""
        listed = tuple(
            row for row in self.agenda or self.rows if row.level == 1 and row.title and row.anchor
        )
        return listed if len(listed) > _FEW_ITEMS else ()

    @property
    def subject(self) -> str:
        """What the page is: `Minutes`, `Agenda`, `Actions` or `Decisions`, in English."""
        if self.agenda is not None:
            return "Agenda"
        return "Minutes" if self.banner is not None else self.list_subject

    @property
    def next_heading(self) -> str:
        """The heading above the next meeting: an agenda is itself that of the next meeting."""
        return "Next meeting" if self.agenda is None else "Following meeting"

    @property
    def board_above_title(self) -> str:
        """The board's name; "" where the title begins with it."""
        return "" if self.title.startswith(self.board) else self.board

    @property
    def is_wide(self) -> bool:
        """Whether a listing has too many columns for an upright sheet of paper."""
        return any(len(appendix.table.columns) > _UPRIGHT for appendix in self.appendices)

    @property
    def page_marks(self) -> tuple[str, ...]:
        """What is on every printed page: that it is internal, and that it is a draft."""
        draft = (self.banner.text,) if self.banner is not None and self.banner.is_draft else ()
        return (self.words(INTERNAL), *draft) if self.internal else draft


_FEW_ITEMS = 5
_UPRIGHT = 6  # columns
COLUMNS = ("Matter raised", "Action", "Owner", "Date for completion")
NO_ROWS = "There are none."

_OF_ACTIONS = frozenset({"report", "withheld"})  # their label is the number of an action


def label_prefix(paragraph: Paragraph) -> str:
    """Return a paragraph's label, and what it is about, with the separator before its text."""
    if paragraph.about:
        named = " ".join(filter(None, (paragraph.label, paragraph.about)))
        return f"{named} – " if paragraph.text else named
    if not paragraph.label:
        return ""
    if not paragraph.text:
        return f"{paragraph.label}:"
    return f"{paragraph.label} – " if paragraph.kind in _OF_ACTIONS else f"{paragraph.label}: "


def after_label(paragraph: Paragraph) -> str:
    """Return what is between a paragraph's label and its text, separators included."""
    return label_prefix(paragraph)[len(paragraph.label) :]


def number_action(task: ActionCell) -> tuple[Block, ...]:
    """Return an action's blocks, its number before the first words: `32/15 – To bring …`."""
    if not task.ref and not task.page:
        return task.blocks
    for at, block in enumerate(task.blocks):
        if isinstance(block, Paragraph) and not block.label and block.kind == "text":
            kind = "report" if task.ref else "text"
            first = block._replace(label=task.ref, kind=kind, page=task.page)
            return (*task.blocks[:at], first, *task.blocks[at + 1 :])
        if isinstance(block, ListBlock):
            break
    return (Paragraph("", task.ref, page=task.page), *task.blocks) if task.ref else task.blocks


def lead_action(task: ActionCell, words: PageWords) -> tuple[Block, ...]:
    """Return an action's blocks in prose: `Action 33/15: …`, without its owner and due."""
    label = " ".join(filter(None, (words("Action"), task.ref)))
    first = task.blocks[0] if task.blocks else None
    if isinstance(first, Paragraph) and not first.label and first.kind in {"text", "withheld"}:
        return (first._replace(label=label, kind="task", page=task.page), *task.blocks[1:])
    return (Paragraph("", label, kind="task", page=task.page), *task.blocks)


def divide_action(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks of an action's own words, and those of facts and links after them."""
    for at, block in enumerate(blocks):
        if at and isinstance(block, Paragraph) and block.kind in {"note", "paper"}:
            return blocks[:at], blocks[at:]
    return blocks, ()


def separate_owner(blocks: Iterable[Block]) -> str:
    """Return what is between the last of an action's own words and its owner."""
    *_, last = ("", *(paragraph.text for paragraph in iter_paragraphs(blocks)))
    return " " if last.endswith((".", "!", "?", "…")) else " – "


def describe_due(task: ActionCell, words: PageWords) -> str:
    """Return when an action is due, as it follows its owner in prose: `by 25 June 2015`."""
    return words("by {day}", day=task.due) if task.due_is_day else task.due


def number_mark(number: str) -> str:
    """Return an item's number as it is before its text: `4.` and `4.1`."""
    return f"{number}." if number and "." not in number else number


def row_heading(row: MinutesRow) -> str:
    """Return a row's number and title."""
    return " ".join(filter(None, (number_mark(row.number), row.title)))


def iter_row_lines(row: MinutesRow) -> Iterator[tuple[bool, ActionCell | None]]:
    """Iterate over the lines of a row: its text and an action, and each other action alone.

    Each is whether it is the first one, and its action (None: the row has none).
    """
    first, *others = row.actions or (None,)
    yield True, first
    yield from ((False, task) for task in others)


def attendance_table(groups: Iterable[Attendance], words: PageWords = ENGLISH_WORDS) -> TextTable:
    """Return those who were there as a listing, without the columns that are empty."""
    listed = tuple(groups)
    people = [person for group in listed for person in group.people]
    columns = [name for name in _ATTENDEE_CELLS if any(map(_ATTENDEE_CELLS[name], people))]
    return Table(
        tuple(Column(words(name)) for name in columns),
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
