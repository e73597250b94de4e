"""The command `meetings`: list every meeting."""

from __future__ import annotations

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import finish_board, note_board_state
from scrutiny_cli.cli.board_reader import read_board
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.listing import choose_listing
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.output.views import tabulate_meetings


def list_meetings(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List every meeting.

    What it brought forward and raised, how much of that is open, when its minutes were agreed.

    \b
    scrutiny meetings
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    board = read_board(meetings, {Part.MEETINGS}, as_at, redacted=listing.is_redacted)
    note_board_state(board)
    rows = board.rows.meetings
    if not listing.is_redacted:
        warn_confidential(sum(row.confidential_reason is not None for row in rows), "rows")
    table = tabulate_meetings(rows, redacted=listing.is_redacted)
    listing.print_table(table, board.facts.dates)
    finish_board(board)
