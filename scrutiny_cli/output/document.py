"""A published page before anything is decided on how it looks: headings, texts and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.output.table import Table


BULLET = "•"


class Paragraph(NamedTuple):
    """A text under a label (a number, `Decision`, `Paper`; "" where it has none).

    `link` is where a paper is found. `kind` is `text`, `report` (on an earlier action),
    `decision`, `paper`, `note` (a fact beside the text, as who presented it), `withheld`,
    or `confidential` (the mark of what only an internal page shows).
    """

    text: str
    label: str = ""
    link: str = ""
    kind: str = "text"


class Listing(NamedTuple):
    """Entries of a list, each with its mark as it was written (`1.`, `a)`, `(i)`) or a bullet.

    `marks` has one for each entry, or is empty in a list with bullets.
    """

    entries: tuple[Paragraph, ...]
    marks: tuple[str, ...] = ()

    def marked(self) -> Iterator[tuple[str, Paragraph]]:
        """Give each entry with its mark, a bullet where it has none."""
        return zip(self.marks or (BULLET,) * len(self.entries), self.entries, strict=True)


Block = Paragraph | Listing


class Task(NamedTuple):
    """An action as the minutes show it beside its text; what is not said is ""."""

    ref: str
    blocks: tuple[Block, ...]
    owner: str
    due: str


class Row(NamedTuple):
    """An item of the minutes; `level` is 1 for an item of the agenda, 2 for one below it.

    One that is withheld has nothing but a title that says so.
    """

    number: str
    title: str
    level: int
    blocks: tuple[Block, ...]
    actions: tuple[Task, ...]


class Attendee(NamedTuple):
    """A person who was there, or was not; what is not known is ""."""

    name: str
    role: str
    organisation: str
    initials: str
    note: str


class Attendance(NamedTuple):
    """People under a heading: `Present`, `Apologies`, `In attendance`, `Absent`."""

    heading: str
    people: tuple[Attendee, ...]


class Banner(NamedTuple):
    """What stands of the minutes themselves: `DRAFT …`, or `Agreed on 25 June 2015`."""

    words: str
    draft: bool


class Appendix(NamedTuple):
    """A listing with its heading, such as the open actions."""

    heading: str
    table: Table


class Document(NamedTuple):
    """A whole page. `facts` are labels and texts under the title, as `Date`, `25 June 2015`.

    `internal` pages hold what is confidential, and say so on each page. `board` is whose
    minutes they are; `day` the day that they tell of; `language` a tag of BCP 47.
    """

    title: str
    board: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    banner: Banner | None = None
    attendance: tuple[Attendance, ...] = ()
    rows: tuple[Row, ...] = ()
    next_meeting: str = ""
    appendices: tuple[Appendix, ...] = ()
    internal: bool = False
    language: str = "en-GB"
    day: date | None = None


INTERNAL = "INTERNAL: holds what is confidential. Not to be published or passed on."
COLUMNS = ("Matter raised", "Action", "Owner", "Date for completion")
PEOPLE = ("Name", "Role", "Organisation", "Initials")
NO_ROWS = "There are none."

_DASHED = frozenset({"report", "withheld"})  # their label is the number of an action


def lead(paragraph: Paragraph) -> str:
    """Give a paragraph's label with what parts it from the text; "" where it has none."""
    if not paragraph.label:
        return ""
    if not paragraph.text:
        return f"{paragraph.label}:"
    return f"{paragraph.label} – " if paragraph.kind in _DASHED else f"{paragraph.label}: "


def numbered(task: Task) -> tuple[Block, ...]:
    """Give a task's blocks with its number before the first words, as `32/15 – To bring …`."""
    if not task.ref:
        return task.blocks
    for at, block in enumerate(task.blocks):
        if isinstance(block, Paragraph) and not block.label and block.kind == "text":
            first = block._replace(label=task.ref, kind="report")
            return (*task.blocks[:at], first, *task.blocks[at + 1 :])
        if isinstance(block, Listing):
            break
    return (Paragraph("", task.ref), *task.blocks)


def headed(row: Row) -> str:
    """Give a row's heading: its number and its title."""
    number = f"{row.number}." if row.number else ""
    return " ".join(filter(None, (number, row.title)))


def columns_of(groups: Iterable[Attendance]) -> tuple[str, ...]:
    """Give the columns of `PEOPLE` in which anything is said of anybody."""
    people = [one for group in groups for one in group.people]
    return tuple(column for column in PEOPLE if any(said_of(one, column) for one in people))


def said_of(person: Attendee, column: str) -> str:
    """Give what stands in a column of `PEOPLE`; a note stands behind the name."""
    if column == "Name":
        return f"{person.name} ({person.note})" if person.note else person.name
    return str(getattr(person, column.lower()))
