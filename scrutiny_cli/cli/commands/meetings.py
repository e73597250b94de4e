"""The command `meetings`: list every meeting."""

from __future__ import annotations

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.listed_boards import finish_boards, note_boards_state, read_boards
from scrutiny_cli.cli.listing import choose_listing, make_listing_context
from scrutiny_cli.cli.options import AsAt, Boards, Excel, Folders, Format, Internal
from scrutiny_cli.output.views import tabulate_meetings


def list_meetings(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """List every meeting.

    Each has how many actions it brought forward and raised, how many of them are open, and
    when its minutes were agreed.

    \b
    scrutiny meetings
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    listed = read_boards(meetings, boards, {Part.MEETINGS}, as_at, redacted=listing.is_redacted)
    note_boards_state(listed)
    rows = [(board.name, board.rows.meetings) for board in listed.boards]
    if not listing.is_redacted:
        marked = (row.confidential_reason is not None for _, each in rows for row in each)
        warn_confidential(sum(marked), "rows")
    table = tabulate_meetings(rows, make_listing_context(listing, listed))
    listing.print_table(table, listed.dates)
    finish_boards(listed)
