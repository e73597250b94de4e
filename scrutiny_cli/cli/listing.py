"""How a listing is printed, or written to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import get_terminal_width, print_data, uses_colour
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.listed_boards import ListedBoards
from scrutiny_cli.cli.output_file import require_extra, resolve_output, write_output
from scrutiny_cli.minutes.dates.date_styles import date_formatter, short_date_formatter
from scrutiny_cli.output.columns import BoardStyle, ListingContext
from scrutiny_cli.output.formats import (
    FILE_FORMATS,
    FORMATS,
    WORKBOOK,
    RenderOptions,
    TableFormat,
    render_table,
)
from scrutiny_cli.output.table import ValueTable
from scrutiny_cli.output.values import FormatDay
from scrutiny_cli.output.views import tabulate_records

_ENDINGS = {"table": "txt", "plain": "txt"}
_STDOUT = "-"
_LONG_OPTIONS = frozenset({"older-than", "open", "output", "overdue", "owner"})


class Listing(NamedTuple):
    """The format of a listing, and whether what is confidential is withheld in it.

    `path` is the file to write (None: it is printed), over one that exists only to `replace` it.
    """

    format: TableFormat
    is_redacted: bool = False
    path: Path | None = None
    replace: bool = False

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook for spreadsheets."""
        return self.format is WORKBOOK

    def choose_day_format(self, dates: str | None) -> FormatDay:
        """Return how days are written: for programs by ISO 8601, for people as the board does.

        `dates` is how it writes 25 June 2015.
        """
        return date_formatter(dates) if self.format.for_people else date.isoformat

    def choose_short_day_format(self, dates: str | None) -> FormatDay:
        """Return how days are written where they have little room, as `choose_day_format` does."""
        return short_date_formatter(dates) if self.format.for_people else date.isoformat

    def print_table(self, table: ValueTable, dates: str | None = None) -> None:
        """Print or write a table, with its days as a board writes them.

        `dates` is its 25 June 2015.
        """
        options = RenderOptions(
            width=get_terminal_width(),
            colour=uses_colour(),
            encoding=sys.stdout.encoding or "utf-8",
            format_day=self.choose_day_format(dates),
            format_short_day=self.choose_short_day_format(dates),
        )
        text = render_table(table, self.format, options)
        if self.path is None:
            print_data(text)
        else:
            write_output(self.path, text, replace=self.replace)


def choose_listing(name: str | None, *, excel: bool = False, internal: bool = False) -> Listing:
    """Return how to print in a format; None: a table on a terminal, otherwise plain."""
    form = name or ("table" if sys.stdout.isatty() else "plain")
    chosen = WORKBOOK if form == WORKBOOK.name else FORMATS[form]
    if excel and not chosen.excel_renderer:
        raise UsageError("--excel is only for CSV: type --format csv --excel")
    if excel:
        chosen = chosen._replace(renderer=chosen.excel_renderer)
    return Listing(chosen, is_redacted=chosen.is_redacted and not internal)


def choose_file_listing(
    name: str | None, output: str | None, *, replace: bool, excel: bool, internal: bool
) -> Listing:
    """Return how to list in a format, or in the one that the ending of the file means.

    Without a file, and with `-` for it, the list is printed.
    """
    _refuse_missing_dash(output)
    ending = Path(output or "").suffix.lower().removeprefix(".")
    meant = ending if ending in FILE_FORMATS else None
    if name is not None and meant not in {None, name}:
        message = f"The name {output} means {meant}, but --format is {name}."
        raise UsageError(f"{message} Change one of them.")
    if output not in {None, _STDOUT} and (output or "").strip() and not (name or meant):
        message = f"The name {output} gives no format. Type --format, too, or another name,"
        raise UsageError(f"{message} for example -o actions.xlsx")
    listing = choose_listing(name or meant, excel=excel, internal=internal)
    if output is None and listing.is_workbook:
        raise UsageError("--format xlsx needs a file. Type its name, for example -o actions.xlsx")
    if output is None:
        _refuse_replacing(replace=replace)
        return listing
    own = listing.format.name
    path = resolve_output(output, f"actions.{_ENDINGS.get(own, own)}", replace=replace)
    return listing._replace(path=path, replace=replace)


def _refuse_missing_dash(output: str | None) -> None:
    """Refuse `-open`, which is read as `-o pen`."""
    if f"o{output}" in _LONG_OPTIONS:
        message = f"-o{output} is not an option of `scrutiny actions`."
        raise UsageError(f"{message} Did you mean --o{output}?")


def _refuse_replacing(*, replace: bool) -> None:
    if replace:
        raise UsageError("--replace is only for a file: type -o FILE, too, or leave --replace out.")


def print_list(
    listing: Listing, listed: ListedBoards, table: ValueTable, *, has_confidential: bool
) -> None:
    """Print or write the table of boards; a workbook is marked where it `has_confidential`."""
    if not listing.is_workbook:
        listing.print_table(table, listed.dates)
        return
    with require_extra("xlsx"):
        from scrutiny_cli.publish import workbook  # noqa: PLC0415  loads openpyxl
    from scrutiny_cli.publish.day_codes import make_day_code  # noqa: PLC0415  likewise

    board = "" if listed.labels else listed.boards[0].name.name
    title = table.name.capitalize()
    options = workbook.WorkbookOptions(
        title=f"{board}: {table.name}" if board else title,
        day=listed.counted_from,
        day_code=make_day_code(listed.dates),
        board=board,
        internal=has_confidential,
    )
    content = workbook.render_workbook([workbook.Sheet(title, table)], options)
    write_output(listing.path, content, replace=listing.replace)


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
    secret = 0 if listing.is_redacted else count_confidential(actions)
    warn_confidential(secret, "rows")
    if listing.format.has_records:
        print_action_records(listing, actions, listed.counted_from, listed.as_at)
        return
    table = tabulate(make_listing_context(listing, listed, by))
    print_list(listing, listed, table, has_confidential=secret > 0)


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
        has_keys=not listed.is_redacted,
    )


def print_action_records(
    listing: Listing, actions: Iterable[ActionRow], today: date, as_at: date | None
) -> None:
    """Print all that is known of actions as at today; `as_at` is the day that was asked for."""
    listing.print_table(tabulate_records(actions, ListingContext(today), as_at))
