"""A document as one flat list of blocks in reading order, whatever its format was."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple


class CannotImport(Exception):
    """A file is refused as a whole; the message has why, and what to do instead."""


class BlockKind(Enum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    ROW = "row"


class Place(NamedTuple):
    """Where a block is in its document.

    `text` is what people see, such as `paragraph 14` or `table 2, row 3`. `table` and `row`
    count from 1, and are 0 outside of tables. A sheet of a workbook is a table.
    """

    text: str
    table: int = 0
    row: int = 0


class Cell(NamedTuple):
    """A cell of a row; its paragraphs and line breaks are separated by line feeds.

    `is_covered`: it is empty because a merged cell, which is given in its first place only,
    covers it, and `is_from_above` that this one is in a row above. `colour` is the cell's fill
    as six hexadecimal digits, where it has one.
    """

    text: str = ""
    is_covered: bool = False
    is_bold: bool = False
    is_struck: bool = False
    colour: str | None = None
    links: tuple[str, ...] = ()
    is_from_above: bool = False


class Block(NamedTuple):
    """A heading, a paragraph, an entry of a list, or a row of a table.

    `text` is one line without spaces at its ends. Of a row it is empty, and `cells` has its
    texts. `level` is that of a heading (from 1) or of a nested entry (from 1), otherwise 0.
    A paragraph with a level continues the entry of that level before it.
    `mark` is what the source shows in front of an entry or heading (`•`, `1.`, `(a)`, `☑`), and no
    part of the text. `checked` is the state of an entry's box; None: it has no box. `links` has the
    addresses, which are in the text as well: `text (address)`. `doubts` are names of doubts
    that concern the whole block (`tracked-change`, `struck`, `picture`). `comments` are those
    of the source at this block.
    """

    kind: BlockKind
    text: str
    place: Place
    level: int = 0
    mark: str = ""
    cells: tuple[Cell, ...] = ()
    checked: bool | None = None
    is_bold: bool = False
    is_struck: bool = False
    links: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


class IgnoredText(NamedTuple):
    """Words of the source that are not imported, where they are, and why."""

    place: str
    reason: str
    text: str


class SourceText(NamedTuple):
    r"""What a reader finds in a file.

    `words` is a plain extraction of the file by other means than those that made the blocks:
    each of its words (`\w+`) is in a block or is ignored. `margins` are the page headers,
    footers and watermarks, each once; they are in `ignored` too. `title` and `day` are those of
    a front matter, `created` is the document's date property. `notes` are sentences about the
    reading as a whole ("It was read as Windows-1252.").
    """

    blocks: tuple[Block, ...]
    words: str
    ignored: tuple[IgnoredText, ...] = ()
    margins: tuple[str, ...] = ()
    title: str | None = None
    day: str | None = None
    created: date | None = None
    notes: tuple[str, ...] = ()
    letters: str = ""


class Doubt(NamedTuple):
    """Something that the program is unsure of: one of UNSURE_NAMES, and a statement.

    The message is one line without the place: `written "30 April"`.
    """

    name: str
    message: str
    place: str = ""


UNSURE_NAMES = (
    "date-year", "date-file-name", "date-differs", "several-dates", "month-first", "parts",
    "number", "extraordinary", "confidential", "people-initials", "no-owner", "owner-unknown",
    "due-year", "due-span", "due-unread", "status-unknown", "status-columns", "on-outside",
    "columns-exchanged", "rows-joined", "row-shifted", "table-not-read", "reads-as-update",
    "colour", "formula", "struck", "tracked-change", "picture", "linked-by-words",
    "several-candidates", "ref-other-words", "ref-twice", "reworded", "earlier-or-new",
)  # fmt: skip


class UseKind(Enum):
    """How the words of a part of the source are accounted for.

    TEXT: they are in a text of the file. VALUE: they were read, and the value written reads
    back as the same. LABEL: they are a label of the rule that read them. IGNORED: they are
    listed in the report with a reason.
    """

    TEXT = "text"
    VALUE = "value"
    LABEL = "label"
    IGNORED = "ignored"


class Use(NamedTuple):
    """What became of a stretch of a block's text, or of a cell's.

    `block` is the block's place in the list of the document, from 0; `cell` the cell's in its
    row, None outside of rows. `end` is exclusive. `detail` is the kind of a value (`date`,
    `due`, `status`, `ref`, `owner`, `person`, `link`) or the reason why it is ignored. `value`
    is a value as it is written into the file. A block whose words are not all in uses is kept
    whole in the minutes.
    """

    block: int
    start: int
    end: int
    kind: UseKind
    detail: str = ""
    value: str = ""
    cell: int | None = None
