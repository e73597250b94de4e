"""The command `matters-arising`: list what a meeting must go through."""

from __future__ import annotations

from functools import partial
from itertools import chain
from shlex import quote

from scrutiny_cli.actionlog.query import group_rows
from scrutiny_cli.actionlog.rows import Part
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.board_search import find_boards, track_folders
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.listed_boards import (
    ListedBoards,
    describe_nothing,
    finish_boards,
    make_listed_boards,
    note_empty_boards,
    read_boards,
    refuse_unknown_meeting,
)
from scrutiny_cli.cli.listing import choose_listing, print_actions
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.options import AsAt, Boards, Excel, Folders, Format, Internal, MeetingNamed
from scrutiny_cli.output.views import tabulate_matters_arising


def list_matters_arising(
    meeting: MeetingNamed = None,
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """List the actions that a meeting must go through.

    \b
    scrutiny matters-arising
    scrutiny matters-arising 2015-06-25
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    listed = _read_matters(meeting, (meetings, boards), as_at, redacted=listing.is_redacted)
    found = [board.rows.matters.actions for board in listed.boards]
    if any(found) or listing.format.name != "table":
        groups = [group for rows in found for group in group_rows(rows, "meeting")]
        tabulate = partial(tabulate_matters_arising, groups or [("", [])])
        print_actions(listing, listed, list(chain(*found)), tabulate, "meeting")
    if not any(found):
        brought = "".join(
            _describe_brought(board, label) for label, board in listed.iter_labelled()
        )
        print_note(f"{describe_nothing(listed)} is open from earlier meetings.{brought}")
    finish_boards(listed)


def _read_matters(
    named: str | None, chosen: tuple[FolderNames, FolderNames], as_at: str | None, *, redacted: bool
) -> ListedBoards:
    """Return the boards with what the named meeting, otherwise the coming one, must go through.

    `chosen` are the values of -m and of --boards.
    """
    if named is not None:
        return _read_named_matters(named, chosen, as_at, redacted=redacted)
    listed = read_boards(*chosen, {Part.MATTERS}, as_at, redacted=redacted)
    note_empty_boards(listed)
    return listed


def _read_named_matters(
    named: str, chosen: tuple[FolderNames, FolderNames], as_at: str | None, *, redacted: bool
) -> ListedBoards:
    """Return the boards with what each one's meeting of a name must go through, if it has it."""
    from scrutiny_cli.cli.board_maker import make_matters_board  # noqa: PLC0415  reads files

    found = find_boards(*chosen)
    made = [
        make_matters_board(folder, named, as_at, redacted=redacted)
        for folder in track_folders(found.folders)
    ]
    boards = [each.board for each in made]
    listed = make_listed_boards(boards, as_at, is_complete=not found.unreadable)
    note_empty_boards(listed)
    if not any(each.has_meeting for each in made):
        refuse_unknown_meeting(listed, named, [each.names for each in made])
    return listed


def _describe_brought(board: Board, label: str) -> str:
    """Return a sentence on what a meeting brought forward from before the log; "" where nothing.

    `label` names the board where there are others.
    """
    matters = board.rows.matters
    if not matters.brought:
        return ""
    see = f"`scrutiny show {matters.meeting}`"
    if label:
        where = f"-m {quote(board.name.path)}"
        return f" {label}: {matters.brought} from before its log: see {see[:-1]} {where}`."
    return f" {matters.brought} brought forward from before this log: see {see}."
