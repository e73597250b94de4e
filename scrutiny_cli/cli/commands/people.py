"""The command `people`: list everyone known."""

from __future__ import annotations

from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.listed_boards import finish_boards, note_boards_state, read_boards
from scrutiny_cli.cli.listing import choose_listing, make_listing_context
from scrutiny_cli.cli.options import AsAt, Boards, Excel, Folders, Format, Internal
from scrutiny_cli.output.views import tabulate_people


def list_people(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """List people, and count their open and overdue actions.

    \b
    scrutiny people
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    listed = read_boards(meetings, boards, {Part.PEOPLE}, as_at, redacted=listing.is_redacted)
    note_boards_state(listed)
    people = [(board.name, board.rows.people) for board in listed.boards]
    warn_confidential(sum(rows.confidential for _, rows in people), "rows")
    listing.print_table(tabulate_people(people, make_listing_context(listing, listed)))
    finish_boards(listed)
