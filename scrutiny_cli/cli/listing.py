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
from scrutiny_cli.output.columns import actions_json
from scrutiny_cli.output.formats import FORMATS, RenderOptions, render_table
from scrutiny_cli.output.table import Table


def resolve_format(
    form: str | None, *, excel: bool = False, formats: Iterable[str] = FORMATS
) -> str:
    """Give the format asked for, CSV for Excel as `excel`; else a table on a terminal, or plain."""
    if form is not None and form not in formats:
        message = f"There is no format “{form}”: choose one of {', '.join(formats)}."
        raise UsageError(message)
    if excel and form != "csv":
        raise UsageError("--excel is a mark for CSV alone: type --format csv --excel.")
    if form is None:
        return "table" if sys.stdout.isatty() else "plain"
    return "excel" if excel else form


def check_choice(text: str, option: str, known: tuple[str, ...]) -> str:
    """Give what was typed for an option where it is one of those known."""
    if text not in known:
        message = f"{option} takes one of {', '.join(known)}, and not “{text}”."
        raise UsageError(message)
    return text


def choose_date_format(session: Session, form: str) -> Callable[[date], str]:
    """Give how a format writes a day: as the board does for people, in figures for programs."""
    known = FORMATS.get(form)
    for_people = known is not None and known.for_people
    return shown_as(session.book.series.dates) if for_people else date.isoformat


def print_table(table: Table, form: str, name: str = "rows") -> None:
    """Print a listing in a format; in JSON its rows are under its name."""
    options = RenderOptions(
        name=name,
        width=get_terminal_width(),
        colour=uses_colour(),
        encoding=sys.stdout.encoding or "utf-8",
        excel=form == "excel",
    )
    print_data(render_table(table, "csv" if options.excel else form, options))


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


def print_actions_json(session: Session, found: Iterable[Action]) -> None:
    """Print actions as JSON."""
    board = get_board_name(session)
    print_data(
        actions_json(tuple(found), as_at=session.as_at, today=session.counted_from, board=board)
    )


def begin_nothing(session: Session) -> str:
    """Begin to say that there is none; of what has an error, nobody knows."""
    unsure = any(one.is_error for one in session.book.problems)
    return "Nothing that can be read" if unsure else "Nothing"
