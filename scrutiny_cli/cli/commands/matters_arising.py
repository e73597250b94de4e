"""The command `matters-arising`: list what a meeting must go through."""

from __future__ import annotations

from functools import partial

from scrutiny_cli.actionlog.query import group_rows
from scrutiny_cli.actionlog.rows import MattersRows, Part
from scrutiny_cli.cli.board import Board, describe_nothing, finish_board, note_empty_board
from scrutiny_cli.cli.board_reader import read_board
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.listing import choose_listing, print_actions
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal, MeetingNamed
from scrutiny_cli.output.views import tabulate_matters_arising


def list_matters_arising(
    meeting: MeetingNamed = None,
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List what the next or a named meeting must go through.

    \b
    scrutiny matters-arising
    scrutiny matters-arising 2015-06-25
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    board = _read_matters(meeting, meetings, as_at, redacted=listing.is_redacted)
    found = board.rows.matters.actions
    if found or listing.format.name != "table":
        groups = group_rows(found, "meeting") or [("", [])]
        print_actions(listing, board, found, partial(tabulate_matters_arising, groups))
    if not found:
        brought = _describe_brought(board.rows.matters)
        print_note(f"{describe_nothing(board)} is open from earlier meetings.{brought}")
    finish_board(board)


def _read_matters(
    named: str | None, names: FolderNames, as_at: str | None, *, redacted: bool
) -> Board:
    """Return the board with what the named meeting, otherwise the coming one, must go through."""
    if named is not None:
        from scrutiny_cli.cli.board_maker import make_matters_board  # noqa: PLC0415  as there

        return make_matters_board(names, named, as_at, redacted=redacted)
    board = read_board(names, {Part.MATTERS}, as_at, redacted=redacted)
    note_empty_board(board)
    return board


def _describe_brought(matters: MattersRows) -> str:
    """Return a sentence on what a meeting brought forward from before the log; "" where nothing."""
    if not matters.brought:
        return ""
    see = f"see `scrutiny show {matters.meeting}`"
    return f" {matters.brought} brought forward from before this log: {see}."
