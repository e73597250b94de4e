"""The command `decisions`: the register of what was decided."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.actionlog.decision_query import DecisionFilter, select_decisions
from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.listed_boards import (
    ListedBoards,
    finish_boards,
    note_empty_boards,
    parse_listed_day,
    read_boards,
)
from scrutiny_cli.cli.listing import choose_listing, make_listing_context
from scrutiny_cli.cli.options import AsAt, Boards, Excel, Folders, Format, Internal
from scrutiny_cli.output.decision_table import (
    BoardDecisions,
    tabulate_decision_records,
    tabulate_decisions,
)

_From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only decisions of DATE or later.")
]
_To = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Only decisions of DATE or earlier.")
]
_Search = Annotated[
    list[str] | None,
    typer.Option(
        "--search", metavar="TEXT", help="Only decisions that have these words. Repeatable."
    ),
]


def list_register(
    *,
    from_: _From = None,
    to: _To = None,
    search: _Search = None,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """List what was decided.

    Each decision has who proposed and seconded it, the votes, the outcome, and where the minutes
    have it. The words of --search may be in its number or in the title of its item, too.

    \b
    scrutiny decisions
    scrutiny decisions --from 2015-04-01 --to 2016-03-31
    scrutiny decisions --search budget --format csv
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    listed = read_boards(meetings, boards, {Part.DECISIONS}, as_at, redacted=listing.is_redacted)
    note_empty_boards(listed)
    rows = _find_decisions(listed, _choose_filter(listed, from_, to, search))
    if not listing.is_redacted:
        warn_confidential(sum(row.confidential for _, row in rows), "rows")
    context = make_listing_context(listing, listed)
    if listing.format.has_records:
        table = tabulate_decision_records(rows, context, listed.as_at)
    else:
        table = tabulate_decisions(rows, context)
    listing.print_table(table, listed.dates)
    finish_boards(listed)


def _choose_filter(
    listed: ListedBoards, first: str | None, last: str | None, search: list[str] | None
) -> DecisionFilter:
    begin, end = (parse_listed_day(listed, first, "--from"), parse_listed_day(listed, last, "--to"))
    if begin is not None and end is not None and begin > end:
        raise UsageError(f"--from: {begin} is after {end}, the last day of the list.")
    return DecisionFilter(begin, end, tuple(search or ()))


def _find_decisions(listed: ListedBoards, wanted: DecisionFilter) -> list[BoardDecisions]:
    """Return the decisions of all boards in the order of their days."""
    found = [
        (board.name, row)
        for board in listed.boards
        for row in select_decisions(board.rows.decisions, wanted)
    ]
    return sorted(found, key=lambda pair: pair[1].date)
