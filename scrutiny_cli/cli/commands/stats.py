"""The command `stats`: the figures of an annual report."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from scrutiny_cli.actionlog.figures import (
    GROUPINGS,
    CountedBoard,
    Figures,
    FiguresRequest,
    count_figures,
)
from scrutiny_cli.actionlog.rows import BoardName
from scrutiny_cli.cli.board_maker import WholeBoard, make_whole_board
from scrutiny_cli.cli.board_search import find_boards, track_folders
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.console import get_terminal_width, print_data, print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.listed_boards import (
    ListedBoards,
    finish_boards,
    make_listed_boards,
    note_boards_state,
    parse_listed_day,
)
from scrutiny_cli.cli.listing import Listing, choose_listing, make_listing_context
from scrutiny_cli.cli.options import AsAt, Boards, Excel, Folders, Format, Internal, choice_option
from scrutiny_cli.output.figures_tables import (
    FiguresLayout,
    tabulate_compared_figures,
    tabulate_figures,
    tabulate_flat_figures,
)

_From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="The first day to count; by default the first day of the log.",
    ),
]
_To = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help="The last day to count; by default today."),
]
_By = Annotated[str | None, choice_option("--by", GROUPINGS, metavar="GROUP", text="Count by")]


def show_figures(
    *,
    from_: _From = None,
    to: _To = None,
    by: _By = None,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Count what was raised, closed, moved and answered.

    For an annual report. It also shows how long actions took to close, how old the open ones
    are, and the attendance. `scrutiny help commands` describes each figure.

    \b
    scrutiny stats
    scrutiny stats --from 2015-04-01 --to 2016-03-31
    scrutiny stats --by quarter
    scrutiny stats --by owner --format csv
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    found = find_boards(meetings, boards)
    made = [
        make_whole_board(folder, as_at, redacted=listing.is_redacted)
        for folder in track_folders(found.folders)
    ]
    listed = make_listed_boards(
        [each.board for each in made], as_at, is_complete=not found.unreadable
    )
    note_boards_state(listed)
    wanted = _choose_days(listed, from_, to)._replace(by=by)
    counted = [count_figures(each.book, wanted, redacted=listing.is_redacted) for each in made]
    _print_figures(listing, listed, _list_rows(made, counted), by, _note_withheld(listing, counted))
    finish_boards(listed)


def _choose_days(listed: ListedBoards, first: str | None, last: str | None) -> FiguresRequest:
    """Return the days that are typed; no day is after the one that the log is as at."""
    begin, end = (parse_listed_day(listed, first, "--from"), parse_listed_day(listed, last, "--to"))
    latest = listed.counted_from
    if end is not None and end > latest:
        print_note(f"{end} is still to come: the figures are up to {latest}.")
    end = latest if end is None else min(end, latest)
    if begin is not None and begin > end:
        raise UsageError(f"--from: {begin} is after {end}, the last day of the figures.")
    return FiguresRequest(begin, end)


def _list_rows(
    made: list[WholeBoard], counted: list[CountedBoard]
) -> list[tuple[BoardName, Figures]]:
    pairs = zip(made, counted, strict=True)
    return [(whole.board.name, each) for whole, board in pairs for each in board.figures]


def _note_withheld(listing: Listing, counted: list[CountedBoard]) -> str:
    """Report how many actions are confidential; return a line on those that are not counted."""
    secret = sum(board.confidential for board in counted)
    if not listing.is_redacted:
        warn_confidential(secret, "actions")
        return ""
    if not secret:
        return ""
    return f"{secret} withheld action{' is' if secret == 1 else 's are'} not counted."


def _print_figures(
    listing: Listing,
    listed: ListedBoards,
    rows: list[tuple[BoardName, Figures]],
    by: str | None,
    note: str,
) -> None:
    context = make_listing_context(listing, listed)
    if not listing.format.for_people:
        table = tabulate_flat_figures(rows, context, by)
        facts: dict[str, date | str | None] = {
            "as_at": listed.as_at, "today": listed.counted_from, "by": by,
        }  # fmt: skip
        listing.print_table(table._replace(facts=facts))
        return
    width = get_terminal_width() if listing.format.has_values else None
    format_day = listing.choose_day_format(listed.dates)
    layout = FiguresLayout(by, format_day, width, note)
    if by is None and not listed.labels:
        listing.print_table(tabulate_figures(rows[0][1], layout), listed.dates)
        return
    if not rows:
        print_note("There are no actions to count.")
        return
    for at, table in enumerate(tabulate_compared_figures(rows, context, layout)):
        if at:
            print_data("\n")
        listing.print_table(table, listed.dates)
