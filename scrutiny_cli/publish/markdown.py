"""A page in GitHub's Markdown; every text in it shows as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.output.document import (
    COLUMNS,
    INTERNAL,
    NO_ROWS,
    ActionCell,
    Appendix,
    Block,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
    attendance_table,
    iter_row_lines,
    label_prefix,
    number_action,
    row_heading,
)
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.markdown_table import render_markdown_table, render_rows
from scrutiny_cli.output.markdown_text import escape_line_start, escape_markdown, render_link
from scrutiny_cli.output.table import TextTable
from scrutiny_cli.output.text import escape_build_commands
from scrutiny_cli.publish.links import safe_href

_BREAK = "<br>"
_DEEPEST_HEADING = 6
_BETWEEN = "<br><br>"


def render_markdown(document: Document) -> str:
    """Return the page as Markdown; a line end in a cell is `<br>`."""
    return escape_build_commands("\n".join(_render_parts(document)))


def _render_parts(document: Document) -> Iterator[str]:
    """Iterate over the parts of the page, each of whole lines."""
    if document.internal:
        yield f"> {_make_bold(INTERNAL)}\n"
    if document.board_above_title:
        yield f"{_make_bold(document.board_above_title)}\n"
    yield _render_heading(document.title, 1)
    if document.banner is not None:
        yield f"> {_make_bold(document.banner.text)}\n"
    if document.facts:
        yield "".join(
            f"- {_make_bold(label)}: {escape_markdown(text)}\n" for label, text in document.facts
        )
    yield from _render_attendance(attendance_table(document.attendance))
    yield from _render_minutes(document.rows)
    yield from _render_agenda(document.agenda or ())
    if document.next_meeting:
        yield _render_heading(document.next_heading, 2)
        yield f"{escape_line_start(document.next_meeting)}\n"
    for appendix in document.appendices:
        yield from _render_appendix(appendix)


def _render_heading(text: str, rank: int) -> str:
    return f"{'#' * rank} {escape_markdown(text)}\n"


def _make_bold(text: str) -> str:
    return f"**{escape_markdown(text)}**" if text.strip() else ""


def _render_attendance(attendance: TextTable) -> Iterator[str]:
    if attendance.groups:
        yield _render_heading("Attendance", 2)
    for group in attendance.groups:
        yield _render_heading(group.heading or "", 3)
        yield render_rows(attendance.headings, (map(escape_markdown, row) for row in group.rows))


def _render_minutes(rows: tuple[MinutesRow, ...]) -> Iterator[str]:
    if rows:
        yield _render_heading("Minutes", 2)
        yield render_rows(COLUMNS, (cells for row in rows for cells in _render_row(row)))


def _render_agenda(rows: tuple[MinutesRow, ...]) -> Iterator[str]:
    if rows:
        yield _render_heading("Agenda", 2)
    for row in rows:
        if row.title:
            yield _render_heading(row_heading(row), min(row.level + 2, _DEEPEST_HEADING))
        for block in row.blocks:
            yield f"{_render_block(block)}\n"


def _render_row(row: MinutesRow) -> Iterator[tuple[str, ...]]:
    """Divide a row into lines of the table, one for each action beside its text."""
    matter = _BETWEEN.join(filter(None, (_make_bold(row_heading(row)), _render_cell(row.blocks))))
    for is_first, task in iter_row_lines(row):
        yield (matter if is_first else "", *_render_action(task))


def _render_action(task: ActionCell | None) -> tuple[str, ...]:
    if task is None:
        return "", "", ""
    return _render_cell(number_action(task)), escape_markdown(task.owner), escape_markdown(task.due)


def _render_cell(blocks: Iterable[Block]) -> str:
    """Return blocks within a cell; each report is on the line after the one before."""
    text, before = "", ""
    for block in blocks:
        kind = "list" if isinstance(block, ListBlock) else block.kind
        between = _BREAK if kind == before == "report" else _BETWEEN
        text += (between if text else "") + _render_block(block)
        before = kind
    return text


def _render_block(block: Block) -> str:
    if not isinstance(block, ListBlock):
        return _render_paragraph(block)
    return _BREAK.join(
        f"{escape_line_start(mark)} {_render_paragraph(entry)}"
        for mark, entry in block.iter_marked()
    )


def _render_paragraph(paragraph: Paragraph) -> str:
    label = label_prefix(paragraph)
    return " ".join(filter(None, (_make_bold(label.strip()), _render_text(paragraph))))


def _render_text(paragraph: Paragraph) -> str:
    """Return a paragraph's text, as a link where it has an address that may be safe_href."""
    address = safe_href(paragraph.link)
    if address:
        return render_link(paragraph.text or address, address)
    text = _emphasize_kind(escape_markdown(paragraph.text), paragraph.kind)
    return f"{text} ({escape_markdown(paragraph.link)})" if paragraph.link else text


def _emphasize_kind(text: str, kind: str) -> str:
    if text and kind in {"withheld", "note"}:
        return f"*{text}*"
    return f"**{text}**" if text and kind == "confidential" else text


def _render_appendix(appendix: Appendix) -> Iterator[str]:
    yield _render_heading(appendix.heading, 2)
    if any(appendix.table.iter_rows()):
        yield render_markdown_table(appendix.table, RenderOptions())
    else:
        yield f"{NO_ROWS}\n"
        if appendix.table.footer:
            yield f"{escape_line_start(appendix.table.footer)}\n"
