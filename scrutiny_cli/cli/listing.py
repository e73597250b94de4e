"""How a listing is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, BoardName
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import get_terminal_width, print_data, uses_colour
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes.date_styles import date_formatter
from scrutiny_cli.minutes.model import Series
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.formats import FORMATS, RenderOptions, TableFormat, render_table
from scrutiny_cli.output.table import ValueTable
from scrutiny_cli.output.values import FormatDay
from scrutiny_cli.output.views import tabulate_records
from scrutiny_cli.storage.paths import format_path


class Listing(NamedTuple):
    """The format of a listing, and whether what is confidential is withheld in it."""

    format: TableFormat
    is_redacted: bool = False

    def choose_day_format(self, series: Series | None) -> FormatDay:
        """Return how days are written: as the board does for people, by ISO 8601 for programs."""
        dates = None if series is None else series.dates
        return date_formatter(dates) if self.format.for_people else date.isoformat

    def print_table(self, table: ValueTable, series: Series | None = None) -> None:
        """Print a table, with its days as a board writes them."""
        options = RenderOptions(
            width=get_terminal_width(),
            colour=uses_colour(),
            encoding=sys.stdout.encoding or "utf-8",
            format_day=self.choose_day_format(series),
        )
        print_data(render_table(table, self.format, options))


def choose_listing(name: str | None, *, excel: bool = False, internal: bool = False) -> Listing:
    """Return how to print in a format; None: a table on a terminal, otherwise plain."""
    chosen = FORMATS[name or ("table" if sys.stdout.isatty() else "plain")]
    if excel and not chosen.excel_renderer:
        raise UsageError("--excel is a mark for CSV alone: type --format csv --excel.")
    if excel:
        chosen = chosen._replace(renderer=chosen.excel_renderer)
    return Listing(chosen, is_redacted=chosen.is_redacted and not internal)


def print_actions(
    listing: Listing,
    session: Session,
    actions: Iterable[Action],
    tabulate: Callable[[ListingContext], ValueTable],
) -> None:
    """Print actions as the table of a view, or as records with all that is known of them.

    Say how many of them are confidential.
    """
    if not listing.is_redacted:
        warn_confidential(count_confidential(actions), "rows")
    if listing.format.has_records:
        print_action_records(listing, session, actions)
        return
    context = ListingContext(session.counted_from, session.is_redacted, _get_board_name(session))
    listing.print_table(tabulate(context), session.book.series)


def print_action_records(listing: Listing, session: Session, actions: Iterable[Action]) -> None:
    """Print all that is known of actions."""
    context = ListingContext(session.counted_from, board=_get_board_name(session))
    listing.print_table(tabulate_records(actions, context, session.as_at))


def _get_board_name(session: Session) -> BoardName:
    """Return the name of the board, otherwise that of its folder, and the path of its meetings."""
    folder = session.folder.resolve()
    own = folder.parent if folder.name == "meetings" else folder
    return BoardName(session.book.board_name(own.name), format_path(session.folder))


def describe_nothing(session: Session) -> str:
    """Return the word for nothing, as the subject of a sentence: an error may hide something."""
    return "Nothing that can be read" if session.has_errors else "Nothing"
