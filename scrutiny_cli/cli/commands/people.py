"""The command `people`: list everyone known."""

from __future__ import annotations

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import finish_board, note_board_state
from scrutiny_cli.cli.board_reader import read_board
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.listing import choose_listing
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.output.views import tabulate_people


def list_people(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List everyone known, with what is open and overdue.

    \b
    scrutiny people
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    board = read_board(meetings, {Part.PEOPLE}, as_at, redacted=listing.is_redacted)
    note_board_state(board)
    warn_confidential(board.rows.people.confidential, "rows")
    listing.print_table(tabulate_people(board.rows.people))
    finish_board(board)
