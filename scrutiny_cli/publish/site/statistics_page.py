"""The figures of a board as plots, each with its numbers in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrutiny_cli.actionlog.figures import Figures, FiguresRequest, count_figures
from scrutiny_cli.output.document import Paragraph
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.publish.site.action_tables import translate_columns
from scrutiny_cli.publish.site.addresses import STATISTICS
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.page import (
    SiteBlock,
    SiteColumn,
    SiteLink,
    SitePage,
    SiteRow,
    SiteSection,
    SiteTable,
    SiteText,
)
from scrutiny_cli.publish.site.plots import draw_bars, draw_lines

_AGES = ("Under 1 month", "1–3 months", "3–6 months", "6–12 months", "Over a year")
_NUMBERS: tuple[tuple[str, Callable[[Figures], int | None]], ...] = (
    ("Meetings", lambda each: each.meetings),
    ("New actions", lambda each: each.raised),
    ("Closed", lambda each: each.closed),
    ("Open at the end", lambda each: each.open),
    ("Overdue at the end", lambda each: each.overdue),
    ("Median days to close", lambda each: each.median_days),
)
_MOST_MEETINGS = 60  # with more of them a plot has years


def make_statistics_page(source: BoardSource) -> SitePage:
    """Return the page with the figures of all meetings up to today."""
    years, words = _count(source, "year"), source.words
    return SitePage(
        path=STATISTICS,
        title=words("Statistics"),
        sections=(
            SiteSection(_draw_open(source, years), words("Open actions over time"), "open"),
            SiteSection(_draw_ages(words, years), words("How long they have been open"), "ageing"),
            SiteSection((_tabulate_years(source, years),), words("Year by year"), "years"),
        ),
        part=STATISTICS,
        as_at=source.format_day(source.today),
    )


def _count(source: BoardSource, by: str | None) -> tuple[Figures, ...]:
    wanted = FiguresRequest(None, source.today, by)
    return count_figures(source.whole, wanted, redacted=True).figures


def _draw_open(source: BoardSource, years: Sequence[Figures]) -> tuple[SiteBlock, ...]:
    words = source.words
    held = sum(each.meetings for each in years)
    found = _count(source, "meeting" if held <= _MOST_MEETINGS else "quarter")
    if len(found) <= 1:
        return (SiteText((Paragraph(words("There are too few meetings for a plot.")),)),)
    first, last = found[0], found[-1]
    summary = words(
        "{first} open on {day}; {last} open on {end}, {late} of them overdue.",
        first=first.open,
        day=source.format_day(first.last),
        last=last.open,
        end=source.format_day(last.last),
        late=last.overdue,
    )
    return (draw_lines(summary, found, (words("Open"), words("Overdue")), source.format_day),)


def _draw_ages(words: PageWords, years: Sequence[Figures]) -> tuple[SiteBlock, ...]:
    ages = years[-1].ages if years else ()
    if not any(ages):
        return (SiteText((Paragraph(words("No open actions")),)),)
    return (draw_bars(list(zip(map(words.find_words, _AGES), ages, strict=True))),)


def _tabulate_years(source: BoardSource, years: Sequence[Figures]) -> SiteTable:
    columns = (
        SiteColumn("Year"),
        *(SiteColumn(name, is_number=True) for name, _ in _NUMBERS),
    )
    caption, rows = source.words("Figures of each year"), tuple(map(_make_row, reversed(years)))
    return SiteTable(caption, translate_columns(source, columns), rows)


def _make_row(figures: Figures) -> SiteRow:
    numbers = (count(figures) for _, count in _NUMBERS)
    return SiteRow(
        (
            (SiteLink(figures.label),),
            *(() if number is None else (SiteLink(str(number)),) for number in numbers),
        )
    )
