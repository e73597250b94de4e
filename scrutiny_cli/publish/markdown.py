"""A page in GitHub's Markdown; every text in it shows as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

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
    PageLink,
    Paragraph,
    after_label,
    attendance_table,
    describe_due,
    divide_action,
    lead_action,
    number_action,
    number_mark,
    row_heading,
    separate_owner,
)
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.markdown_table import render_markdown_table, render_rows
from scrutiny_cli.output.markdown_text import escape_line_start, escape_markdown, render_link
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.output.text import escape_build_commands
from scrutiny_cli.publish.links import find_host, safe_href

_BREAK = "<br>"
_DEEPEST_HEADING = 6
_BETWEEN = "<br><br>"


def render_markdown(document: Document) -> str:
    """Return the page as Markdown; a line end in a cell is `<br>`."""
    return escape_build_commands("\n".join(_render_parts(document)))


def _render_parts(document: Document) -> Iterator[str]:
    """Iterate over the parts of the page, each of whole lines."""
    words = document.words
    if document.internal:
        yield f"> {_make_bold(words(INTERNAL))}\n"
    if document.board_above_title:
        yield f"{_make_bold(document.board_above_title)}\n"
    yield _render_heading(document.title, 1)
    if document.banner is not None:
        yield f"> {_make_bold(document.banner.text)}\n"
    facts = [f"- {_make_bold(label)}: {escape_markdown(text)}\n" for label, text in document.facts]
    if facts or document.links:
        yield "".join((*facts, *map(_render_page_link, document.links)))
    yield from _render_contents(document)
    yield from _render_attendance(document)
    yield from _render_items(words("Minutes"), document.rows, document)
    yield from _render_items(words("Agenda"), document.agenda or (), document)
    if document.next_meeting:
        yield _render_heading(words(document.next_heading), 2)
        yield f"{escape_line_start(document.next_meeting)}\n"
    for appendix in document.appendices:
        yield from _render_appendix(appendix, words)


def _render_heading(text: str, rank: int, anchor: str = "") -> str:
    return f"{'#' * rank} {_render_anchor(anchor)}{escape_markdown(text)}\n"


def _render_anchor(anchor: str) -> str:
    """Return a place to which links lead; of all ways, GitHub and GitLab both keep a name."""
    return f'<a name="{anchor}"></a>' if anchor else ""


def _make_bold(text: str) -> str:
    return f"**{escape_markdown(text)}**" if text.strip() else ""


def _render_page_link(link: PageLink) -> str:
    label = f"{_make_bold(link.label)}: " if link.label else ""
    return f"- {label}{render_link(link.text, safe_href(link.href))}\n"


def _render_contents(document: Document) -> Iterator[str]:
    if document.contents:
        yield _render_heading(document.words("Contents"), 2)
        yield "".join(
            f"- {render_link(row_heading(row), f'#{row.anchor}')}\n" for row in document.contents
        )


def _render_attendance(document: Document) -> Iterator[str]:
    attendance = attendance_table(document.attendance, document.words)
    if attendance.groups:
        yield _render_heading(document.words("Attendance"), 2)
    for group in attendance.groups:
        yield _render_heading(group.heading or "", 3)
        yield render_rows(attendance.headings, (map(escape_markdown, row) for row in group.rows))


# Items


def _render_items(heading: str, rows: Iterable[MinutesRow], document: Document) -> Iterator[str]:
    """Iterate over the items under a heading: texts, and the actions of each below them."""
    listed = tuple(rows)
    if listed:
        yield _render_heading(heading, 2)
    for row in listed:
        yield from _render_row(row)
        if row.actions and document.is_prose:
            yield "".join(_render_action_line(task, document.words) for task in row.actions)
        elif row.actions:
            headings = [document.words(column) for column in COLUMNS[1:]]
            yield render_rows(headings, map(_render_action, row.actions))


def _render_row(row: MinutesRow) -> Iterator[str]:
    number = ""
    if row.title:
        yield _render_heading(row_heading(row), min(row.level + 2, _DEEPEST_HEADING), row.anchor)
    elif row.number:
        number = f"{_render_anchor(row.anchor)}{_make_bold(number_mark(row.number))}"
    yield from _render_blocks(row.blocks, number)


def _render_blocks(blocks: Iterable[Block], number: str) -> Iterator[str]:
    """Iterate over blocks as paragraphs and lists, the number of an item before the first."""
    groups = [(is_list, tuple(group)) for is_list, group in groupby(blocks, _is_report)]
    starts_with_text = bool(groups) and not groups[0][0] and isinstance(groups[0][1][0], Paragraph)
    if number and not starts_with_text:
        yield f"{number}\n"
        number = ""
    for is_list, group in groups:
        if is_list:
            yield "".join(f"- {_render_block(block)}\n" for block in group)
            continue
        for block in group:
            text = " ".join(filter(None, (number, _render_lines(block))))
            number = ""
            if text:
                yield f"{text}\n"


def _render_lines(block: Block) -> str:
    """Return a paragraph, or a list with a line for each entry."""
    if isinstance(block, ListBlock) and not block.marks:
        return "\n".join(f"- {_render_paragraph(entry)}" for entry in block.entries)
    return _render_block(block)


def _is_report(block: Block) -> bool:
    """Whether a block reports on an earlier action: a line of the list of them."""
    return isinstance(block, Paragraph) and block.kind in {"report", "withheld"}


def _render_action(task: ActionCell) -> tuple[str, ...]:
    anchor = _render_anchor(task.anchor)
    text = anchor + _render_cell(number_action(task))
    return text, escape_markdown(task.owner), escape_markdown(task.due)


def _render_action_line(task: ActionCell, words: PageWords) -> str:
    """Return an action as an entry of a list, with its owner and due after its own words."""
    own, facts = divide_action(lead_action(task, words))
    due = escape_markdown(describe_due(task, words)) if task.due else ""
    ending = ", ".join(filter(None, (_make_bold(task.owner), due)))
    text = _render_cell(own) + (separate_owner(own) + ending if ending else "")
    parts = filter(None, (text, _render_cell(facts)))
    return f"- {_render_anchor(task.anchor)}{_BREAK.join(parts)}\n"


# Texts


def _render_cell(blocks: Iterable[Block]) -> str:
    """Return blocks within a cell."""
    return _BETWEEN.join(map(_render_block, blocks))


def _render_block(block: Block) -> str:
    if not isinstance(block, ListBlock):
        return _render_paragraph(block)
    return _BREAK.join(
        f"{escape_line_start(mark)} {_render_paragraph(entry)}"
        for mark, entry in block.iter_marked()
    )


def _render_paragraph(paragraph: Paragraph) -> str:
    label, text = _make_bold(paragraph.label), _render_text(paragraph)
    between = after_label(paragraph).strip()
    if label and between.startswith(":"):
        label, between = f"{label[:-2]}:**", between[1:]
    note = f"({escape_markdown(paragraph.note)})" if paragraph.note else ""
    return " ".join(filter(None, (label, escape_line_start(between), text, note)))


def _render_text(paragraph: Paragraph) -> str:
    """Return a paragraph's text, as a link where it has an address that may be safe_href."""
    address = safe_href(paragraph.link)
    if address and (paragraph.text != paragraph.link or not find_host(address)):
        return render_link(paragraph.text or address, address)
    text = _emphasize_kind(escape_line_start(paragraph.text), paragraph.kind)
    is_shown = not paragraph.link or bool(address)
    return text if is_shown else f"{text} ({escape_markdown(paragraph.link)})"


def _emphasize_kind(text: str, kind: str) -> str:
    if text and kind in {"withheld", "note"}:
        return f"*{text}*"
    return f"**{text}**" if text and kind == "confidential" else text


def _render_appendix(appendix: Appendix, words: PageWords) -> Iterator[str]:
    yield _render_heading(appendix.heading, 2)
    if any(appendix.table.iter_rows()):
        yield render_markdown_table(appendix.table, RenderOptions())
    else:
        yield f"{words(NO_ROWS)}\n"
        if appendix.table.footer:
            yield f"{escape_line_start(appendix.table.footer)}\n"
