"""How a listing is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import get_terminal_width, print_data, uses_colour
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.listed_boards import ListedBoards
from scrutiny_cli.minutes.dates.date_styles import date_formatter, short_date_formatter
from scrutiny_cli.output.columns import BoardStyle, ListingContext
from scrutiny_cli.output.formats import FORMATS, RenderOptions, TableFormat, render_table
from scrutiny_cli.output.table import ValueTable
from scrutiny_cli.output.values import FormatDay
from scrutiny_cli.output.views import tabulate_records


class Listing(NamedTuple):
    """The format of a listing, and whether what is confidential is withheld in it."""

    format: TableFormat
    is_redacted: bool = False

    def choose_day_format(self, dates: str | None) -> FormatDay:
        """Return how days are written: for programs by ISO 8601, for people as the board does.

        `dates` is how it writes 25 June 2015.
        """
        return date_formatter(dates) if self.format.for_people else date.isoformat

    def choose_short_day_format(self, dates: str | None) -> FormatDay:
        """Return how days are written where they have little room, as `choose_day_format` does."""
        return short_date_formatter(dates) if self.format.for_people else date.isoformat

    def print_table(self, table: ValueTable, dates: str | None = None) -> None:
        """Print a table, with its days as a board writes them: `dates` is its 25 June 2015."""
        options = RenderOptions(
            width=get_terminal_width(),
            colour=uses_colour(),
            encoding=sys.stdout.encoding or "utf-8",
            format_day=self.choose_day_format(dates),
            format_short_day=self.choose_short_day_format(dates),
        )
        print_data(render_table(table, self.format, options))


def choose_listing(name: str | None, *, excel: bool = False, internal: bool = False) -> Listing:
    """Return how to print in a format; None: a table on a terminal, otherwise plain."""
    chosen = FORMATS[name or ("table" if sys.stdout.isatty() else "plain")]
    if excel and not chosen.excel_renderer:
        raise UsageError("--excel is only for CSV: type --format csv --excel")
    if excel:
        chosen = chosen._replace(renderer=chosen.excel_renderer)
    return Listing(chosen, is_redacted=chosen.is_redacted and not internal)


def print_actions(
    listing: Listing,
    listed: ListedBoards,
    actions: Iterable[ActionRow],
    tabulate: Callable[[ListingContext], ValueTable],
    by: str | None = None,
) -> None:
    """Print actions as the table of a view, or as records with all that is known of them.

    Report how many of them are confidential. `by` is how they are grouped.
    """
    if not listing.is_redacted:
        warn_confidential(count_confidential(actions), "rows")
    if listing.format.has_records:
        print_action_records(listing, actions, listed.counted_from, listed.as_at)
        return
    listing.print_table(tabulate(make_listing_context(listing, listed, by)), listed.dates)


def make_listing_context(
    listing: Listing, listed: ListedBoards, by: str | None = None
) -> ListingContext:
    """Return what the rows of boards depend on in a listing; `by` says how they are grouped."""
    named = listed.iter_labelled() if listed.labels else ()
    boards = {
        board.name: BoardStyle(
            label,
            listing.choose_day_format(board.facts.dates),
            listing.choose_short_day_format(board.facts.dates),
        )
        for label, board in named
    }
    return ListingContext(
        listed.counted_from,
        listed.is_redacted,
        boards,
        listing.format.has_records,
        by,
        names_boards_once=listing.format.has_values,
        for_people=listing.format.for_people,
    )


def print_action_records(
    listing: Listing, actions: Iterable[ActionRow], today: date, as_at: date | None
) -> None:
    """Print all that is known of actions as at today; `as_at` is the day that was asked for."""
    listing.print_table(tabulate_records(actions, ListingContext(today), as_at))
