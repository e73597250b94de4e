"""The command `overdue`: list what is overdue."""

from __future__ import annotations

from functools import partial

from scrutiny_cli.actionlog.query import Filter, select_rows, sort_rows
from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import describe_nothing, finish_board, note_board_state
from scrutiny_cli.cli.board_reader import read_board
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.listing import choose_listing, print_actions
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.output.views import tabulate_overdue


def list_overdue(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List what is overdue and how late, the worst first.

    \b
    scrutiny overdue
    scrutiny overdue --as-at 26.06.15
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    # Of withheld actions the footer counts those that are closed, too.
    parts = {Part.OPEN, Part.CLOSED} if listing.is_redacted else {Part.OPEN}
    board = read_board(meetings, parts, as_at, redacted=listing.is_redacted)
    note_board_state(board)
    every = board.rows.actions if listing.is_redacted else board.rows.open_actions
    found = sort_rows(select_rows(every, Filter(overdue=True), board.counted_from), "due")
    if found or listing.format.name != "table":
        print_actions(listing, board, found, partial(tabulate_overdue, found, every))
    if not found:
        print_note(f"{describe_nothing(board)} is overdue.")
    finish_board(board)
