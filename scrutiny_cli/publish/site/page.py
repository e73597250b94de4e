"""A page of a site before it is decided how it looks: headings, tables, lists and plots."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.output.document import Block


class SiteLink(NamedTuple):
    """A text that may lead to a file of the site; `target` is its path, "" where it does not.

    `note` follows it in small letters. `is_name`: it is the name of a person.
    """

    text: str
    target: str = ""
    note: str = ""
    is_name: bool = False
    is_current: bool = False


class SiteColumn(NamedTuple):
    """A column of a table; the words of a narrow one are not broken."""

    heading: str
    is_narrow: bool = True
    is_number: bool = False


class SiteRow(NamedTuple):
    """A row of a table: in each cell there may be several links; `style` is `overdue` or ""."""

    cells: tuple[tuple[SiteLink, ...], ...]
    style: str = ""


class SiteTable(NamedTuple):
    """A table; `caption` is for those who cannot see what is above it."""

    caption: str
    columns: tuple[SiteColumn, ...]
    rows: tuple[SiteRow, ...]


class SiteFacts(NamedTuple):
    """Labels, each with what is known."""

    facts: tuple[tuple[str, tuple[SiteLink, ...]], ...]


class SiteText(NamedTuple):
    """Paragraphs and lists; `kind` is `words` (of an action), `note` or ""."""

    blocks: tuple[Block, ...]
    kind: str = ""


class SiteChoices(NamedTuple):
    """Links of which one is chosen, after a label: the parts of the action log."""

    label: str
    links: tuple[SiteLink, ...]


class SiteLinks(NamedTuple):
    """A list of links."""

    links: tuple[SiteLink, ...]


class SiteEvent(NamedTuple):
    """One thing that was minuted of an action: the day, the minutes, and what they have."""

    day: str
    minutes: SiteLink
    text: str
    note: tuple[Block, ...] = ()


class SiteHistory(NamedTuple):
    """What was minuted of an action, in order."""

    events: tuple[SiteEvent, ...]


class PlotBar(NamedTuple):
    """A bar of a plot: its label, its number, and its length in per cent of the longest."""

    label: str
    number: int
    percent: float


class BarPlot(NamedTuple):
    """Horizontal bars, with their labels and numbers as text."""

    bars: tuple[PlotBar, ...]


class PlotTick(NamedTuple):
    """A mark on an axis: where it is, its label, and which end of that is there (of SVG)."""

    place: float
    label: str
    anchor: str = "middle"


class PlotLine(NamedTuple):
    """A line of a plot: its name, and its points as SVG has them, alone and with the axis."""

    name: str
    style: str
    points: str
    area: str


class LinePlot(NamedTuple):
    """Lines over time; `summary` is the plot in words."""

    summary: str
    lines: tuple[PlotLine, ...]
    across: tuple[PlotTick, ...]
    up: tuple[PlotTick, ...]


SiteBlock = (
    SiteTable | SiteFacts | SiteText | SiteChoices | SiteLinks | SiteHistory | BarPlot | LinePlot
)


class SiteSection(NamedTuple):
    """Blocks under a heading, or without one; `anchor` is the id of the heading."""

    blocks: tuple[SiteBlock, ...]
    heading: str = ""
    anchor: str = ""


class SitePage(NamedTuple):
    """A page: its path below the board's folder, its title, and its sections.

    `part` is the path of the part of the site that it belongs to. `as_at` is the day by which
    the page is counted; "": it does not depend on the day. `above` are the pages that lead to it.
    """

    path: str
    title: str
    sections: tuple[SiteSection, ...]
    part: str = ""
    as_at: str = ""
    lead: str = ""
    above: tuple[SiteLink, ...] = ()
    has_search: bool = False
