"""A page as one HTML file without scripts or anything from elsewhere; jinja2's one door."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from scrutiny_cli.output.document import (
    COLUMNS,
    INTERNAL,
    NO_ROWS,
    Listing,
    headed,
    lead,
    numbered,
)
from scrutiny_cli.output.text import COMMAND, OLD_COMMAND, lined
from scrutiny_cli.publish.column_widths import longest, parted
from scrutiny_cli.publish.links import followed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.output.document import Block, Document, Row, Task

_FIRST = 3  # the title is h1, "Minutes" is h2
_LAST = 6
_SHARES = (50, 27, 10, 13)  # of the width, for the four columns
_EMS, _GAP = 48, 1.5  # of an owner's letters, on the narrowest page that shows columns


class Line(NamedTuple):
    """A row of the table: its text spans `rows` rows, 0 where it stands in a row above."""

    number: str
    blocks: tuple[Block, ...]
    rows: int
    task: Task | None


class Section(NamedTuple):
    """What stands under a row's title, if it has one: a heading of this rank (1 to 6)."""

    row: Row
    rank: int
    lines: tuple[Line, ...]


def html(document: Document) -> str:
    """Give the page as HTML that needs nothing else; every text in it shows as it is."""
    page = _environment().get_template("page.html")
    text = page.render(
        document=document,
        sections=tuple(_sections(document.rows)),
        columns=COLUMNS,
        widths=_widths(document.rows),
        marks=tuple(_marks(document)),
        internal=INTERNAL,
        no_rows=NO_ROWS,
    )
    return _disarm(lined(text))


def _disarm(page: str) -> str:
    """Write as entities what a build server that logs the page would take for a command."""
    return OLD_COMMAND.sub("#&#35;", COMMAND.sub(r"\1&#58;:", page))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("scrutiny_cli", "publish/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"headed": headed, "numbered": numbered}
    made.filters |= {
        "followed": followed,
        "lead": lead,
        "digest": _digest,
        "quoted": _quoted,
        "longer": _longer,
    }
    made.tests["list"] = lambda block: isinstance(block, Listing)
    return made


def _digest(style: str) -> str:
    """Give the fingerprint by which a browser knows the one style that is meant."""
    return b64encode(sha256(style.encode()).digest()).decode()


def _quoted(text: str) -> str:
    """Give a text for a string in CSS, each character but letters and figures by its number."""
    return "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in text)


def _marks(document: Document) -> Iterator[str]:
    """Give what is said on every printed page."""
    if document.internal:
        yield INTERNAL
    if document.banner is not None and document.banner.draft:
        yield document.banner.words


def _widths(rows: Iterable[Row]) -> list[int]:
    """Give how wide the four columns are, in hundredths: owners and dates keep their words."""
    tasks = [task for row in rows for task in row.actions]
    owners = longest([COLUMNS[2], *(task.owner for task in tasks)])
    days = longest([COLUMNS[3], *(task.due for task in tasks)])
    return parted(100, _SHARES, [0, 0, *(100 * (one + _GAP) / _EMS for one in (owners, days))])


def _longer(text: str) -> bool:
    """Whether a word of a text is longer than a third of the page, and must be broken."""
    return longest([text]) > _EMS / 3


def _sections(rows: Iterable[Row]) -> Iterator[Section]:
    """Gather rows under their titles; no rank of heading is left out on the way down."""
    above: list[int] = []
    current: Section | None = None
    for row in rows:
        above = [level for level in above if level < row.level]
        if row.title or row.level == 1 or current is None:
            if current is not None:
                yield current
            rank = min(_FIRST + len(above), _LAST)
            current = Section(row, rank, ())
        number = "" if row.title else row.number
        current = current._replace(lines=(*current.lines, *_lines(row, number)))
        if row.title:
            above.append(row.level)
    if current is not None:
        yield current


def _lines(row: Row, number: str) -> Iterator[Line]:
    """Part a row into lines of the table, one for each action beside its text."""
    if not (row.blocks or row.actions or number):
        return
    first, *others = row.actions or (None,)
    yield Line(number, row.blocks, 1 + len(others), first)
    for task in others:
        yield Line("", (), 0, task)
