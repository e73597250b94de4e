"""A page as plain text for a mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from scrutiny_cli.output.document import (
    INTERNAL,
    Appendix,
    Attendance,
    Attendee,
    Block,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
    label_prefix,
    row_heading,
)
from scrutiny_cli.output.table import TextTable
from scrutiny_cli.output.text import escape_build_commands, normalize_lines

WIDTH = 72  # columns, as mails are written
_INDENT = 3


def render_mail_text(document: Document) -> str:
    """Return the page of an agenda as text in lines of at most 72 columns.

    Only a word that is longer, such as an address, is on a line of its own that is longer.
    """
    parts = (part for part in _list_parts(document) if part)
    return finish_text("\n\n".join("\n".join(lines) for lines in parts))


def finish_text(text: str) -> str:
    """Return a text as it may be printed and sent, with a line end."""
    return escape_build_commands(normalize_lines(text)) + "\n"


def _list_parts(document: Document) -> Iterator[list[str]]:
    """Iterate over the parts of the page, each as lines."""
    yield wrap_text(INTERNAL) if document.internal else []
    yield wrap_text(document.board_above_title)
    yield underline(document.title, "=")
    yield list(_render_facts(document.facts))
    for group in document.attendance:
        yield [*underline(group.heading), *_render_people(group)]
    if document.agenda:
        yield [*underline("Agenda"), *_render_items(document.agenda)]
    if document.next_meeting:
        yield [*underline(document.next_heading), *wrap_text(document.next_meeting)]
    for appendix in document.appendices:
        yield from _render_appendix(appendix)


def underline(text: str, mark: str = "-") -> list[str]:
    """Return the lines of a heading."""
    lines = wrap_text(text)
    return [*lines, mark * max(map(len, lines), default=0)]


def wrap_text(text: str, first: str = "", *, indent: int | None = None) -> list[str]:
    """Return the lines of a text after a first word; the others are indented like the text."""
    spaces = " " * (len(first) if indent is None else indent)
    heads = (first, *[spaces] * text.count("\n"))
    lines = [
        line
        for head, each in zip(heads, text.split("\n"), strict=True)
        for line in wrap(
            each,
            WIDTH,
            initial_indent=head,
            subsequent_indent=spaces,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
    return lines or ([first.rstrip()] if first.strip() else [])


def _render_facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(facts)
    gap = max((len(label) for label, _ in listed), default=0) + 3
    for label, text in listed:
        yield from wrap_text(text, f"{label}:".ljust(gap))


# Who is expected, and the items


def _render_people(group: Attendance) -> Iterator[str]:
    for person in group.people:
        yield from wrap_text(_describe_person(person), indent=_INDENT)


def _describe_person(person: Attendee) -> str:
    named = f"{person.name} ({person.initials})" if person.initials else person.name
    facts = ", ".join(filter(None, (named, person.role, person.organisation)))
    return f"{facts} ({person.note})" if person.note else facts


def _render_items(rows: Iterable[MinutesRow]) -> Iterator[str]:
    for at, row in enumerate(rows):
        if at and row.level == 1:
            yield ""
        indent = _INDENT * (row.level - 1)
        heading = row_heading(row)
        if heading:
            yield from wrap_text(heading, " " * indent, indent=indent + _INDENT)
        for block in row.blocks:
            yield from _render_block(block, indent + _INDENT)


def _render_block(block: Block, indent: int) -> Iterator[str]:
    if isinstance(block, ListBlock):
        for mark, entry in block.iter_marked():
            yield from wrap_text(entry.text, " " * indent + f"{mark} ")
    else:
        yield from wrap_text(_join_paragraph(block), " " * indent)


def _join_paragraph(paragraph: Paragraph) -> str:
    link = f"<{paragraph.link}>" if paragraph.link else ""
    return label_prefix(paragraph) + " ".join(filter(None, (paragraph.text, link)))


# Actions


def _render_appendix(appendix: Appendix) -> Iterator[list[str]]:
    yield [*underline(appendix.heading), *wrap_text(appendix.table.footer)]
    yield from render_entries(appendix.table)


def render_entries(table: TextTable) -> Iterator[list[str]]:
    """Iterate over the rows of a table, each as lines.

    The first narrow column is before the text of the first wide one; of the others, narrow ones
    are on one line, and each wide one on its own.
    """
    has_name = table.columns[0].is_narrow
    for row in table.iter_rows():
        name = row[0] if has_name else ""
        cells = list(zip(table.columns, row, strict=True))[1 if has_name else 0 :]
        (_, words), *rest = cells
        lines = wrap_text(words, f"{name}  " if name else "", indent=_INDENT)
        for is_narrow, group in groupby(rest, lambda pair: pair[0].is_narrow):
            texts = [f"{column.heading}: {text}" for column, text in group if text]
            for text in [". ".join(texts)] if is_narrow else texts:
                lines += wrap_text(text, " " * _INDENT)
        yield lines
