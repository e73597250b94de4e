"""The command `overdue`: list what is overdue."""

from __future__ import annotations

from functools import partial

from scrutiny_cli.actionlog.query import Filter, select_rows, sort_rows
from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.listed_boards import (
    describe_nothing,
    finish_boards,
    merge_rows,
    note_boards_state,
    read_boards,
)
from scrutiny_cli.cli.listing import choose_listing, print_actions
from scrutiny_cli.cli.options import AsAt, Boards, Excel, Folders, Format, Internal
from scrutiny_cli.output.views import tabulate_overdue


def list_overdue(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """List the overdue actions, the longest overdue first.

    \b
    scrutiny overdue
    scrutiny overdue --as-at 26.06.15
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    # Of withheld actions the footer counts those that are closed, too.
    parts = {Part.OPEN, Part.CLOSED} if listing.is_redacted else {Part.OPEN}
    listed = read_boards(meetings, boards, parts, as_at, redacted=listing.is_redacted)
    note_boards_state(listed)
    rows = [board.rows for board in listed.boards]
    every = merge_rows(each.actions if listing.is_redacted else each.open_actions for each in rows)
    found = sort_rows(select_rows(every, Filter(overdue=True), listed.counted_from), "due")
    if found or listing.format.name != "table":
        print_actions(listing, listed, found, partial(tabulate_overdue, found, every))
    if not found:
        print_note(f"{describe_nothing(listed)} is overdue.")
    finish_boards(listed)
