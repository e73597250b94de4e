"""The format of a listing, and how it is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import Filter, ordered, select
from scrutiny_cli.cli.console import get_terminal_width, print_data, uses_colour
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.session import Session, get_board_name
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.formats import FORMATS, RenderOptions, TableFormat, render_table
from scrutiny_cli.output.table import ValueTable
from scrutiny_cli.output.values import FormatDay
from scrutiny_cli.output.views import tabulate_records


def resolve_format(
    name: str | None, *, excel: bool = False, formats: Iterable[str] = FORMATS
) -> TableFormat:
    """Return the format that was asked for; by default a table on a terminal, otherwise plain."""
    if name is not None and name not in formats:
        message = f"There is no format “{name}”: choose one of {', '.join(formats)}."
        raise UsageError(message)
    if name is None:
        name = "table" if sys.stdout.isatty() else "plain"
    found = FORMATS[name]
    if not excel:
        return found
    if not found.excel_module:
        raise UsageError("--excel is a mark for CSV alone: type --format csv --excel.")
    return found._replace(module=found.excel_module)


def check_choice(text: str, option: str, known: tuple[str, ...]) -> str:
    """Give what was typed for an option where it is one of those known."""
    if text not in known:
        message = f"{option} takes one of {', '.join(known)}, and not “{text}”."
        raise UsageError(message)
    return text


def print_table(table: ValueTable, table_format: TableFormat, dates: str | None = None) -> None:
    """Print a listing in a format; `dates` is 25 June 2015 as the board writes it."""
    options = RenderOptions(
        width=get_terminal_width(),
        colour=uses_colour(),
        encoding=sys.stdout.encoding or "utf-8",
        format_day=choose_date_format(table_format, dates),
    )
    print_data(render_table(table, table_format, options))


def choose_date_format(table_format: TableFormat, dates: str | None) -> FormatDay:
    """Return how a format writes a day: as the board does for people, by ISO 8601 for programs."""
    return shown_as(dates) if table_format.for_people else date.isoformat


def print_actions(
    session: Session,
    actions: Iterable[Action],
    table_format: TableFormat,
    tabulate: Callable[[ListingContext], ValueTable],
    *,
    redacted: bool,
) -> None:
    """Print actions: as records with all that is known of them, or as the table of a view."""
    if table_format.has_records:
        print_action_records(session, actions, table_format)
        return
    context = ListingContext(session.counted_from, redacted, get_board_name(session))
    print_table(tabulate(context), table_format, session.book.series.dates)


def print_action_records(
    session: Session, actions: Iterable[Action], table_format: TableFormat = FORMATS["json"]
) -> None:
    """Print all that is known of actions, as JSON does."""
    context = ListingContext(session.counted_from, board=get_board_name(session))
    print_table(tabulate_records(actions, context, session.as_at), table_format)


def select_actions(
    session: Session, wish: Filter, order: str, *, redacted: bool = False
) -> tuple[Action, ...]:
    """Return the actions of the log that pass a filter, in an order."""
    today = session.counted_from
    found = select(session.book.log.actions, wish, today, session.book.directory)
    if redacted and (wish.owners or wish.search or wish.no_date or wish.due_within is not None):
        # Whether a withheld action fits these is withheld as well.
        found = tuple(one for one in found if one.confidential is None)
    return ordered(found, order, today)


def begin_nothing(session: Session) -> str:
    """Begin to say that there is none; of what has an error, nobody knows."""
    unsure = any(one.is_error for one in session.book.problems)
    return "Nothing that can be read" if unsure else "Nothing"
