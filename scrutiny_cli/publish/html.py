"""A page as one HTML file without scripts or anything from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from scrutiny_cli.output.document import (
    COLUMNS,
    INTERNAL,
    NO_ROWS,
    ActionCell,
    Block,
    Document,
    MinutesRow,
)
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.output.table import TextTable
from scrutiny_cli.output.text import COMMAND, OLD_COMMAND, normalize_lines
from scrutiny_cli.publish.column_widths import (
    distribute_width,
    divide_listing,
    measure_text,
    widest_word,
)
from scrutiny_cli.publish.links import find_host
from scrutiny_cli.publish.navigation import Navigation
from scrutiny_cli.publish.templates import load_template

_FIRST_RANK = 3  # the title is h1, "Minutes" is h2
_LAST_RANK = 6
_SHARES = (50, 27, 10, 13)  # of the width, for the four columns
_EMS, _GAP = 48, 1.5  # of an owner's letters, on the narrowest page that shows columns
_WIDE_EMS = 64  # likewise, on one with a wide listing


class PageLine(NamedTuple):
    """A row of the table: its text spans `rows` rows, 0 where it is that of a row above.

    `tasks` are the actions beside the text: at most one, on paper all. `anchor` is the id of the
    place of an item without a title.
    """

    number: str
    blocks: tuple[Block, ...]
    rows: int
    tasks: tuple[ActionCell, ...]
    anchor: str = ""


class PageSection(NamedTuple):
    """What is under a row's title, if it has one: a heading of this rank (1 to 6)."""

    row: MinutesRow
    rank: int
    lines: tuple[PageLine, ...]


def render_html(
    document: Document, navigation: Navigation | None = None, *, for_paper: bool = False
) -> str:
    """Return the page as HTML that needs nothing else; every text in it shows as it is.

    `navigation` is what is at the top of a page that is part of a site; `for_paper` adds the
    style of what is made for printing alone.
    """
    text = _load_page()(
        document=document,
        navigation=navigation,
        sections=tuple(_list_sections(document.rows, for_paper=for_paper)),
        agenda=tuple(_list_sections(document.agenda or (), for_paper=for_paper)),
        words=document.words,
        columns=[document.words(column) for column in COLUMNS],
        widths=_column_widths(document.rows),
        listing_widths=[
            _measure_listing(appendix.table, _WIDE_EMS if document.is_wide else _EMS)
            for appendix in document.appendices
        ],
        marks=document.page_marks,
        internal=INTERNAL,
        no_rows=NO_ROWS,
        for_paper=for_paper,
    )
    return escape_commands(normalize_lines(text))


def escape_commands(page: str) -> str:
    """Write as entities what a build server that logs the page would take for a command."""
    return OLD_COMMAND.sub("#&#35;", COMMAND.sub(r"\1&#58;:", page))


@cache
def _load_page() -> Callable[..., str]:
    filters: dict[str, Callable[..., object]] = {
        "digest": _hash_style,
        "quoted": quote_css,
        "longer": _is_long,
        "numbered": number_pages,
        "host": find_host,
        "people": _split_people,
    }
    return load_template("page.html", filters)


def _split_people(text: str) -> list[str]:
    """Return the owners in a text one by one: each name keeps its own direction."""
    return text.split(", ")


def _hash_style(style: str) -> str:
    """Return the hash by which the page's policy allows its one style (CSP, sha256)."""
    return b64encode(sha256(style.encode()).digest()).decode()


def quote_css(text: str) -> str:
    """Return a text for a string in CSS, each character but letters and digits by its number."""
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}"
        for letter in text
    )


def number_pages(words: PageWords) -> str:
    """Return the number of a printed page in words, as a value of `content` in CSS."""
    text = words.find_words("Page {page} of {pages}")
    before, _, rest = text.partition("{page}")
    between, _, after = rest.partition("{pages}")
    quoted = [f'"{quote_css(part)}"' for part in (before, between, after)]
    return f"{quoted[0]} counter(page) {quoted[1]} counter(pages) {quoted[2]}"


def _column_widths(rows: Iterable[MinutesRow]) -> list[int]:
    """Return the widths of the four columns (percent): words of owners and dates stay whole."""
    tasks = [task for row in rows for task in row.actions]
    owners = widest_word([COLUMNS[2], *(task.owner for task in tasks)])
    days = widest_word([COLUMNS[3], *(task.due for task in tasks)])
    return distribute_width(
        100, _SHARES, [0, 0, *(100 * (ems + _GAP) / _EMS for ems in (owners, days))]
    )


def _measure_listing(table: TextTable, ems: int) -> list[int]:
    """Return the widths of a listing's columns (percent) on a page that is so many letters wide."""
    texts = list(zip(table.headings, *table.iter_rows(), strict=True))
    least = [100 * (widest_word(column) + _GAP) / ems for column in texts]
    wanted = [100 * (max(map(measure_text, column)) + _GAP) / ems for column in texts]
    return divide_listing(100, table.columns, least, wanted)


def _is_long(text: str) -> bool:
    """Whether a word of a text is longer than a third of the page, and must be broken."""
    return widest_word([text]) > _EMS / 3


def _list_sections(rows: Iterable[MinutesRow], *, for_paper: bool) -> Iterator[PageSection]:
    """Collect rows under their titles; no rank of heading is skipped on the way down."""
    above: list[int] = []
    current: PageSection | None = None
    for row in rows:
        above = [level for level in above if level < row.level]
        if row.title or row.level == 1 or current is None:
            if current is not None:
                yield current
            rank = min(_FIRST_RANK + len(above), _LAST_RANK)
            current = PageSection(row, rank, ())
        lines = _make_lines(row, for_paper=for_paper)
        current = current._replace(lines=(*current.lines, *lines))
        if row.title:
            above.append(row.level)
    if current is not None:
        yield current


def _make_lines(row: MinutesRow, *, for_paper: bool) -> Iterator[PageLine]:
    """Divide a row into lines of the table, one for each action beside its text.

    On paper all actions are in the line of their text: a page may end within it.
    """
    number, anchor = ("", "") if row.title else (row.number, row.anchor)
    if not (row.blocks or row.actions or number):
        return
    if for_paper:
        yield PageLine(number, row.blocks, 1, row.actions, anchor)
        return
    yield PageLine(number, row.blocks, max(len(row.actions), 1), row.actions[:1], anchor)
    yield from (PageLine("", (), 0, (task,)) for task in row.actions[1:])
