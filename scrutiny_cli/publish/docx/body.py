"""The pages of a Word file: the template filled in, and put into a file that has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import count
from typing import NamedTuple

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from scrutiny_cli.output.document import (
    COLUMNS,
    NO_ROWS,
    ActionCell,
    Block,
    Document,
    MinutesRow,
    attendance_table,
    iter_paragraphs,
    iter_row_lines,
    label_prefix,
)
from scrutiny_cli.publish.docx.bullets import bullet_list_number
from scrutiny_cli.publish.docx.styles import FRAME_COLOUR, FRAME_SHADE, LINK_COLOUR, RED, find_style
from scrutiny_cli.publish.docx.widths import attendance_widths, listing_widths, minutes_widths
from scrutiny_cli.publish.docx.xml_text import split_directions, strip_invalid_xml
from scrutiny_cli.publish.templates import load_template

_DEEPEST_HEADING = 4
_SHORT = 12  # lines: a quarter of a page
_WIDTH, _MATTER, _ACTION = 90, 42, 24  # characters of a line: of the page, and of two columns


class TableLine(NamedTuple):
    """A row of the table: a title, or a text (None: it is in the row above) and an action.

    `rank` is that of the item's heading. A whole line is never divided between two pages. A text
    beside several actions is merged over their lines: `merge` is a value of Word's `vMerge`.
    """

    row: MinutesRow | None
    task: ActionCell | None
    rank: int
    is_whole: bool
    is_title: bool = False
    merge: str = ""


def write_body(word: WordFile, document: Document) -> None:
    """Write the pages of a document into a file without pages."""
    words = document.words
    people = attendance_table(document.attendance, words)
    columns = [words(column) for column in COLUMNS]
    bookmarks = count(1)
    text = _load_body()(
        document=document,
        people=people,
        words=words,
        people_widths=attendance_widths(
            word, attendance_table(document.attendance), people.headings
        ),
        columns=columns,
        bookmark_number=lambda: next(bookmarks),
        widths=minutes_widths(word, document.rows, columns),
        lines=tuple(_make_lines(document.rows)),
        appendices=[
            (appendix, listing_widths(word, appendix.table)) for appendix in document.appendices
        ],
        no_rows=NO_ROWS,
        deepest_heading=_DEEPEST_HEADING,
        is_short=lambda cells: max(map(len, cells)) < _SHORT * _ACTION,
        grid_style=word.styles["Table Grid"].style_id if "Table Grid" in word.styles else "",
        style_id=cache(lambda name: find_style(word, name).style_id),
        bullet_number=cache(lambda: bullet_list_number(word)),
        relate_link=lambda href: word.part.relate_to(href, RT.HYPERLINK, is_external=True),
        red_colour=RED,
        link_colour=LINK_COLOUR,
        frame_colour=FRAME_COLOUR,
        frame_shade=FRAME_SHADE,
    )
    body = word.element.body
    for element in list(parse_xml(text)):
        body.insert(len(body) - 1, element)  # the last one is the settings of the pages


@cache
def _load_body() -> Callable[..., str]:
    return load_template(
        "body.xml",
        {
            "valid_xml": strip_invalid_xml,
            "bookmark": _name_bookmark,
            "directions": split_directions,
        },
    )


def _make_lines(rows: Iterable[MinutesRow]) -> Iterator[TableLine]:
    """Divide rows into lines of the table, one for each action beside its text."""
    for row in rows:
        rank = min(row.level + 1, _DEEPEST_HEADING)
        if row.title:
            yield TableLine(row, None, rank, is_whole=True, is_title=True)
            if not (row.blocks or row.actions):
                continue
        is_long = _count_lines(row.blocks, _MATTER if row.actions else _WIDTH) > _SHORT
        for is_first, task in iter_row_lines(row):
            merge = ("restart" if is_first else "continue") if row.actions[1:] else ""
            is_whole = _is_short(task) and not (is_long and (is_first or merge))
            yield TableLine(row if is_first else None, task, rank, is_whole, merge=merge)


def _name_bookmark(anchor: str) -> str:
    """Return the name of a bookmark: Word takes letters, digits and underscores, 40 at most."""
    return anchor.replace("-", "_")[:40]


def _is_short(task: ActionCell | None) -> bool:
    return task is None or _count_lines(task.blocks, _ACTION) <= _SHORT


def _count_lines(blocks: Iterable[Block], width: int) -> int:
    """Return about how many lines texts take where each has so many characters."""
    lengths = (len(label_prefix(each)) + len(each.text) for each in iter_paragraphs(blocks))
    return sum(length // width + 1 for length in lengths)
