"""The register of decisions as a page."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from scrutiny_cli.actionlog.decision_query import DecisionFilter, select_decisions
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.row_maker import make_decision_rows
from scrutiny_cli.actionlog.rows import NO_BOARD, DecisionRow
from scrutiny_cli.output.decision_table import tabulate_decisions
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.context import PageOptions
from scrutiny_cli.publish.items import name_anchor
from scrutiny_cli.publish.listing import make_appendix, make_list_context


def select_register(
    book: MinuteBook, options: PageOptions, first: date | None = None
) -> tuple[DecisionRow, ...]:
    """Return the decisions from a day on, with movers by name where it is known."""
    rows = select_decisions(make_decision_rows(book, options.today), DecisionFilter(first))
    return tuple(
        row._replace(
            proposed=_name_person(book, row.proposed), seconded=_name_person(book, row.seconded)
        )
        for row in rows
    )


def _name_person(book: MinuteBook, label: str | None) -> str | None:
    if label is None:
        return None
    known = book.directory.people.get(book.directory.display_label(label))
    return label if known is None or known.name is None else str(known.name)


def build_decisions_document(
    book: MinuteBook,
    rows: tuple[DecisionRow, ...],
    options: PageOptions,
    first: date | None = None,
) -> Document:
    """Return a page of decisions; data has all columns, also those without text."""
    board, words = book.series.title or "", options.words

    def locate(row: DecisionRow) -> str:
        suffix = row.meeting.removeprefix(row.date.isoformat()).strip("-_.")
        number = words("item {number}", number=row.number) if row.number else ""
        return ", ".join(filter(None, (suffix, number, row.item)))

    listed = ((NO_BOARD, row) for row in rows)
    table = tabulate_decisions(listed, make_list_context(options), locate)
    pages = tuple(_find_place(row, options) for row in rows)
    table = table._replace(groups=tuple(each._replace(row_pages=pages) for each in table.groups))
    heading = words("Register of decisions")
    facts = [(words("As at"), options.format_day(options.today))]
    if first is not None:
        facts.insert(0, (words("From"), options.format_day(first)))
    return Document(
        title=f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading,
        board=board,
        facts=tuple(facts),
        appendices=(make_appendix(heading, table, options),),
        internal=options.internal,
        day=options.today,
        language=options.language,
        dates=book.series.dates,
        list_subject="Decisions",
    )


def _find_place(row: DecisionRow, options: PageOptions) -> str:
    """Return the address of the item that has a decision; "" where it is not published."""
    page = quote(options.addresses.minutes.get(row.meeting, ""))
    return f"{page}#{name_anchor('item', row.number)}" if page and row.number else page
