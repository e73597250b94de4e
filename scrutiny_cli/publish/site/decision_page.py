"""The register of decisions as a page, by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from scrutiny_cli.actionlog.decisions import RegisteredDecision
from scrutiny_cli.minutes.model import Decision
from scrutiny_cli.output.document import NO_ROWS, Paragraph
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.publish.items import name_anchor
from scrutiny_cli.publish.site.action_tables import translate_columns
from scrutiny_cli.publish.site.addresses import DECISIONS, name_minutes
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.page import (
    SiteColumn,
    SiteLink,
    SitePage,
    SiteRow,
    SiteSection,
    SiteTable,
    SiteText,
)

_COLUMNS = (
    SiteColumn("Date"),
    SiteColumn("Number"),
    SiteColumn("Decision", is_narrow=False),
    SiteColumn("Outcome"),
)


def make_decision_page(source: BoardSource) -> SitePage:
    """Return the register of decisions, the latest first."""
    listed = groupby(reversed(source.decisions), lambda each: each.day.year)
    sections = tuple(
        SiteSection((_tabulate_year(source, year, list(found)),), str(year), f"y{year}")
        for year, found in listed
    )
    words = source.words
    nothing = SiteSection((SiteText((Paragraph(words(NO_ROWS)),)),))
    return SitePage(DECISIONS, words("Decisions"), sections or (nothing,), part=DECISIONS)


def _tabulate_year(
    source: BoardSource, year: int, decisions: Sequence[RegisteredDecision]
) -> SiteTable:
    rows = [_make_cells(source, each) for each in decisions]
    kept = [at for at in range(len(_COLUMNS)) if any(cells[at] for cells in rows)]
    return SiteTable(
        source.words("Decisions of {year}", year=year),
        translate_columns(source, [_COLUMNS[at] for at in kept]),
        tuple(SiteRow(tuple(cells[at] for at in kept)) for cells in rows),
    )


def _make_cells(source: BoardSource, found: RegisteredDecision) -> tuple[tuple[SiteLink, ...], ...]:
    decision = found.decision
    where = ". ".join(filter(None, (found.number, join_words(found.item))))
    note = "; ".join(filter(None, (where, *_list_facts(source, decision))))
    target = name_decision_place(found)
    return (
        (SiteLink(source.format_day(found.day), target),),
        _make_cell(decision.ref),
        (SiteLink(join_words(decision.decision), note=note),),
        _make_cell(source.words(decision.outcome.value)),
    )


def name_decision_place(found: RegisteredDecision) -> str:
    """Return the address of the item in the minutes that has a decision."""
    page = name_minutes(found.meeting.name)
    return f"{page}#{name_anchor('item', found.number)}" if found.number else page


def _list_facts(source: BoardSource, decision: Decision) -> Iterator[str]:
    """Iterate over who proposed and seconded a decision, and the votes."""
    words = source.words
    if decision.proposed:
        yield words("proposed by {name}", name=source.name_label(decision.proposed))
    if decision.seconded:
        yield words("seconded by {name}", name=source.name_label(decision.seconded))
    if decision.votes:
        yield words("votes: {votes}", votes=join_words(decision.votes))


def _make_cell(text: str | None) -> tuple[SiteLink, ...]:
    return (SiteLink(join_words(text)),) if text else ()
