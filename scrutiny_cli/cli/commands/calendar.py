"""The command `calendar`: meetings and due actions for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, NamedTuple

from scrutiny_cli.actionlog.board_labels import PathParts, list_parts_below
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.actionlog.row_maker import select_actions
from scrutiny_cli.cli.board_search import find_boards, list_path_parts, refuse_unreadable
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.options import Boards, Folders, choice_option, word_option
from scrutiny_cli.cli.output_file import Output, Replace, require_extra, resolve_output
from scrutiny_cli.cli.published_boards import (
    PublishedBoard,
    end_for_faulty_boards,
    name_published_boards,
    refuse_empty_boards,
    select_faultless_boards,
)
from scrutiny_cli.cli.publishing import (
    InternalPages,
    PublishableBoards,
    load_faultless_boards,
    name_output,
    warn_withheld_names,
    write_published,
)
from scrutiny_cli.cli.session import Session
from scrutiny_cli.publish.calendar_board import (
    CalendarBoard,
    name_calendar,
    select_actions_with_date,
)

_Owners = Annotated[
    list[str] | None,
    word_option(
        "LABEL",
        "Only actions of this owner; none for those without an owner. Repeatable.",
        "--owner",
    ),
]
_Kind = Annotated[
    str,
    choice_option(
        "--as",
        ("event", "todo"),
        metavar="KIND",
        text="Make each action an event of its due date, or a task",
    ),
]


def write_calendar(
    *,
    owner: _Owners = None,
    kind: _Kind = "event",
    output: Output = None,
    internal: InternalPages = False,
    replace: Replace = False,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Write a calendar file of meetings and due dates.

    It has every meeting, also the one that is announced, and every open action with a due
    date. Confidential entries are withheld. Any calendar program opens the file.

    \b
    scrutiny calendar
    scrutiny calendar --owner WK --as todo -o wk.ics
    scrutiny calendar -o - --internal
    """
    with require_extra():
        from scrutiny_cli.publish import ical  # noqa: PLC0415  loads icalendar
    path = resolve_output(
        output, name_output("calendar", "ics", internal=internal), replace=replace
    )
    found = find_boards(meetings, boards)
    loaded = load_faultless_boards(found.folders, internal=internal)
    listed = _list_boards(loaded, owner or ())
    for board in listed:
        warn_withheld_names(board.session, {action.meeting for action in board.actions})
    _note_left_out(listed)
    calendar = ical.render_calendar(
        [board.calendar for board in listed], kind=kind, internal=internal
    )
    write_published(loaded.faultless[0], path, calendar, replace=replace)
    end_for_faulty_boards(loaded.faulty, "the calendar")
    refuse_unreadable(found)


class _ListedBoard(NamedTuple):
    """A board in the calendar, as that has it."""

    session: Session
    calendar: CalendarBoard

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that are in the calendar."""
        return select_actions_with_date(
            self.calendar.book, self.calendar.owners, internal=not self.session.is_redacted
        )


def _list_boards(loaded: PublishableBoards, owners: Sequence[str]) -> list[_ListedBoard]:
    """Return what is published of each board; refuse where no board has a meeting."""
    refuse_empty_boards(loaded, "a calendar")
    named = name_published_boards(loaded.sessions)
    paths = [list_path_parts(board.session.folder) for board in named]
    below = list_parts_below([name_calendar(board.book) for board in named], paths)
    parts = dict(zip(paths, below, strict=True))
    return [
        _ListedBoard(board.session, _make_calendar_board(board, parts))
        for board in select_faultless_boards(named, owners)
    ]


def _make_calendar_board(
    board: PublishedBoard, parts: Mapping[PathParts, PathParts]
) -> CalendarBoard:
    below = parts[list_path_parts(board.session.folder)]
    return CalendarBoard(board.book, board.owners, board.name, board.label, below)


def _note_left_out(boards: Iterable[_ListedBoard]) -> None:
    """Report how many open actions are not in the calendar, and why.

    Whose a withheld action is, is withheld as well.
    """
    undated, withheld, has_owners = 0, 0, False
    for board in boards:
        count = _count_left_out(board)
        undated, withheld = undated + count[0], withheld + count[1]
        has_owners = has_owners or bool(board.calendar.owners)
    counts = {"with no date": undated, "confidential": 0 if has_owners else withheld}
    left_out = ", ".join(f"{count} {why}" for why, count in counts.items() if count)
    if left_out:
        print_note(f"Open actions not in the calendar: {left_out}.")
    if has_owners and withheld:
        print_note("Confidential actions are not included for any owner.")


def _count_left_out(board: _ListedBoard) -> tuple[int, int]:
    """Count a board's open actions without a date, and those withheld, that are not listed."""
    session, book = board.session, board.calendar.book
    within = {action.place_key for action in board.actions}
    missing = [one for one in book.log.actions if one.is_open and one.place_key not in within]
    withheld = [one for one in missing if session.is_redacted and one.confidential is not None]
    known = [one for one in missing if not session.is_redacted or one.confidential is None]
    wanted = Filter(owners=board.calendar.owners)
    undated = select_actions(known, wanted, session.today)
    return len(undated), len(withheld)
