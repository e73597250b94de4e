"""The register of decisions as a page, by year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from scrutiny_cli.actionlog.decisions import RegisteredDecision
from scrutiny_cli.minutes.model import Outcome
from scrutiny_cli.output.document import NO_ROWS, Paragraph
from scrutiny_cli.output.paragraphs import join_words
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
    SiteColumn("Proposed by"),
    SiteColumn("Seconded by"),
    SiteColumn("Votes"),
    SiteColumn("Outcome"),
)


def make_decision_page(source: BoardSource) -> SitePage:
    """Return the register of decisions, the latest first."""
    listed = groupby(reversed(source.decisions), lambda each: each.day.year)
    sections = tuple(
        SiteSection((_tabulate_year(source, year, list(found)),), str(year), f"y{year}")
        for year, found in listed
    )
    nothing = SiteSection((SiteText((Paragraph(NO_ROWS),)),))
    return SitePage(DECISIONS, "Decisions", sections or (nothing,), part=DECISIONS)


def _tabulate_year(
    source: BoardSource, year: int, decisions: Sequence[RegisteredDecision]
) -> SiteTable:
    rows = [_make_cells(source, each) for each in decisions]
    kept = [at for at in range(len(_COLUMNS)) if any(cells[at] for cells in rows)]
    return SiteTable(
        f"Decisions of {year}",
        tuple(_COLUMNS[at] for at in kept),
        tuple(SiteRow(tuple(cells[at] for at in kept)) for cells in rows),
    )


def _make_cells(source: BoardSource, found: RegisteredDecision) -> tuple[tuple[SiteLink, ...], ...]:
    decision = found.decision
    outcome = decision.outcome
    texts = (decision.proposed, decision.seconded, decision.votes)
    where = ". ".join(filter(None, (found.number, join_words(found.item))))
    return (
        (SiteLink(source.format_day(found.day), name_minutes(found.meeting.name)),),
        _make_cell(decision.ref),
        (SiteLink(join_words(decision.decision), note=where),),
        *map(_make_cell, texts),
        _make_cell("" if outcome is Outcome.CARRIED else outcome.value),
    )


def _make_cell(text: str | None) -> tuple[SiteLink, ...]:
    return (SiteLink(join_words(text)),) if text else ()
