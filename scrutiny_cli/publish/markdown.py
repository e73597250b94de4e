"""A page in GitHub's Markdown; every text in it shows as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.document import (
    COLUMNS,
    INTERNAL,
    NO_ROWS,
    Listing,
    columns_of,
    headed,
    lead,
    numbered,
    said_of,
)
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.markdown_table import render_rows, render_table
from scrutiny_cli.output.markdown_text import escaped, link, opening
from scrutiny_cli.output.text import disarm
from scrutiny_cli.publish.links import followed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.output.document import (
        Appendix,
        Attendance,
        Block,
        Document,
        Paragraph,
        Row,
        Task,
    )

_BREAK = "<br>"
_BETWEEN = "<br><br>"


def markdown(document: Document) -> str:
    """Give the page as Markdown, its table with a line end in a cell as `<br>`."""
    return disarm("\n".join(_parts(document)))


def _parts(document: Document) -> Iterator[str]:
    """Give the parts of the page, each of whole lines."""
    if document.internal:
        yield f"> {_bold(INTERNAL)}\n"
    if document.board and not document.title.startswith(document.board):
        yield f"{_bold(document.board)}\n"
    yield _heading(document.title, 1)
    if document.banner is not None:
        yield f"> {_bold(document.banner.words)}\n"
    if document.facts:
        yield "".join(f"- {_bold(label)}: {escaped(text)}\n" for label, text in document.facts)
    yield from _attendance(document.attendance)
    yield from _minutes(document.rows)
    if document.next_meeting:
        yield _heading("Next meeting", 2)
        yield f"{opening(document.next_meeting)}\n"
    for appendix in document.appendices:
        yield from _appendix(appendix)


def _heading(text: str, rank: int) -> str:
    return f"{'#' * rank} {escaped(text)}\n"


def _bold(text: str) -> str:
    return f"**{escaped(text)}**" if text.strip() else ""


def _attendance(groups: tuple[Attendance, ...]) -> Iterator[str]:
    if groups:
        yield _heading("Attendance", 2)
    columns = columns_of(groups)
    for group in groups:
        yield _heading(group.heading, 3)
        rows = ((escaped(said_of(one, column)) for column in columns) for one in group.people)
        yield render_rows(columns, rows)


def _minutes(rows: tuple[Row, ...]) -> Iterator[str]:
    if rows:
        yield _heading("Minutes", 2)
        yield render_rows(COLUMNS, (cells for row in rows for cells in _lines(row)))


def _lines(row: Row) -> Iterator[tuple[str, ...]]:
    """Part a row into lines of the table, one for each action beside its text."""
    matter = _BETWEEN.join(filter(None, (_bold(headed(row)), _cell(row.blocks))))
    first, *others = row.actions or (None,)
    yield (matter, *_task(first))
    for task in others:
        yield ("", *_task(task))


def _task(task: Task | None) -> tuple[str, ...]:
    if task is None:
        return "", "", ""
    return _cell(numbered(task)), escaped(task.owner), escaped(task.due)


def _cell(blocks: Iterable[Block]) -> str:
    """Give blocks within a cell; reports follow each other line by line."""
    made, before = "", ""
    for block in blocks:
        kind = "list" if isinstance(block, Listing) else block.kind
        between = _BREAK if kind == before == "report" else _BETWEEN
        made += (between if made else "") + _block(block)
        before = kind
    return made


def _block(block: Block) -> str:
    if not isinstance(block, Listing):
        return _said(block)
    return _BREAK.join(f"{opening(mark)} {_said(entry)}" for mark, entry in block.marked())


def _said(paragraph: Paragraph) -> str:
    label = lead(paragraph)
    return " ".join(filter(None, (_bold(label.strip()), _linked(paragraph))))


def _linked(paragraph: Paragraph) -> str:
    """Give a paragraph's text, as a link where it has an address that may be followed."""
    address = followed(paragraph.link)
    if address:
        return link(paragraph.text or address, address)
    text = _styled(escaped(paragraph.text), paragraph.kind)
    return f"{text} ({escaped(paragraph.link)})" if paragraph.link else text


def _styled(text: str, kind: str) -> str:
    if text and kind in {"withheld", "note"}:
        return f"*{text}*"
    return f"**{text}**" if text and kind == "confidential" else text


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield _heading(appendix.heading, 2)
    if any(appendix.table.iter_rows()):
        yield render_table(appendix.table, RenderOptions())
    else:
        yield f"{NO_ROWS}\n"
        if appendix.table.footer:
            yield f"{opening(appendix.table.footer)}\n"
