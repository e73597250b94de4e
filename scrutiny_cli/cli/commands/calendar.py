"""The command `calendar`: meetings and due actions for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.board_labels import PathParts, list_parts_below
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.actionlog.row_maker import select_actions
from scrutiny_cli.cli.board_search import find_boards, list_path_parts, refuse_unreadable
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.options import Boards, Folders, OwnersWanted, choice_option
from scrutiny_cli.cli.output_file import (
    Output,
    Replace,
    read_replaced,
    require_extra,
    resolve_output,
)
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
from scrutiny_cli.cli.typed_age import parse_alarm
from scrutiny_cli.publish.calendar_board import (
    CalendarBoard,
    CalendarOptions,
    name_calendar,
    select_actions_with_date,
)
from scrutiny_cli.publish.calendar_meetings import list_gone_meetings
from scrutiny_cli.publish.calendar_source import make_source
from scrutiny_cli.publish.earlier_calendar import (
    NO_CALENDAR,
    DamagedCalendar,
    EarlierCalendar,
    read_calendar,
)
from scrutiny_cli.storage.paths import format_path

_Kind = Annotated[
    str,
    choice_option(
        "--as",
        ("event", "todo"),
        metavar="KIND",
        text="Make each action an event of its due date, or a task",
    ),
]
_Closed = Annotated[
    bool,
    typer.Option("--closed", help="With --as todo: include closed actions, as completed tasks."),
]
_Alarm = Annotated[
    str | None,
    typer.Option(
        "--alarm",
        metavar="TIME",
        help="Add a reminder so long before each meeting and due date to come: 2w, 1d, 12h or "
        "30min.",
    ),
]


def write_calendar(
    *,
    owner: OwnersWanted = None,
    kind: _Kind = "event",
    closed: _Closed = False,
    alarm: _Alarm = None,
    output: Output = None,
    internal: InternalPages = False,
    replace: Replace = False,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Write a calendar file of meetings and due dates.

    It has every meeting, also the one that is announced, and every open action with a due
    date. Confidential entries are withheld. Any calendar program opens the file.

    Use --replace to write the file again: calendar programs then show what has changed, and
    which meetings are cancelled.

    \b
    scrutiny calendar
    scrutiny calendar --owner WK --as todo -o wk.ics
    scrutiny calendar --alarm 1d --replace
    scrutiny calendar -o - --internal
    """
    with require_extra():
        from scrutiny_cli.publish import ical  # noqa: PLC0415  loads icalendar
    options = _read_options(kind, alarm, internal=internal, closed=closed)
    name = name_output("calendar", "ics", internal=internal)
    path = resolve_output(output, name, replace=replace)
    found = find_boards(meetings, boards)
    loaded = load_faultless_boards(found.folders, internal=internal)
    listed = _list_boards(loaded, owner or ())
    _warn_missing(listed, closed=closed)
    earlier = read_replaced(path)
    options = options._replace(earlier=_read_earlier(path, earlier, internal=internal))
    _note_gone(listed, options)
    calendar = ical.render_calendar([board.calendar for board in listed], options)
    write_published(loaded.faultless[0], path, calendar, replace=replace, earlier=earlier)
    end_for_faulty_boards(loaded.faulty, "the calendar")
    refuse_unreadable(found)


def _read_options(kind: str, alarm: str | None, *, internal: bool, closed: bool) -> CalendarOptions:
    if closed and kind != "todo":
        raise UsageError("--closed is only for tasks. Type --as todo --closed.")
    return CalendarOptions(
        today=read_today(),
        kind=kind,
        internal=internal,
        closed=closed,
        alarm=None if alarm is None else parse_alarm(alarm),
    )


def _read_earlier(path: Path | None, data: bytes | None, *, internal: bool) -> EarlierCalendar:
    """Return the calendar that is replaced; report where it cannot be used."""
    if path is None or data is None:
        return NO_CALENDAR
    unused = "Its entries were not compared with the new ones."
    try:
        earlier = read_calendar(data)
    except DamagedCalendar:
        print_note(f"{format_path(path)} is not a complete calendar of this program. {unused}")
        return NO_CALENDAR
    if earlier.is_internal and not internal:
        print_note(f"{format_path(path)} was a calendar with confidential entries. {unused}")
        return NO_CALENDAR
    return earlier


def _note_gone(boards: Iterable[_ListedBoard], options: CalendarOptions) -> None:
    """Report which meetings of the earlier calendar are cancelled, since their files have gone."""
    for board in boards:
        source = make_source(board.calendar, options)
        gone = (meeting for meeting in list_gone_meetings(source) if not meeting.is_replaced)
        days = dict.fromkeys(source.format_day(meeting.day) for meeting in gone)
        if days:
            label = f"{board.calendar.label}: " if board.calendar.label else ""
            what = "it is" if len(days) == 1 else "they are"
            print_note(
                f"{label}Shown as cancelled, because {what} no longer in the files: "
                f"{', '.join(days)}."
            )


class _ListedBoard(NamedTuple):
    """A board in the calendar, as that has it."""

    session: Session
    calendar: CalendarBoard

    def select_actions(self, *, closed: bool = False) -> tuple[Action, ...]:
        """Return the actions that are in the calendar; `closed`: closed ones, too."""
        return select_actions_with_date(
            self.calendar.book,
            self.calendar.owners,
            internal=not self.session.is_redacted,
            closed=closed,
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


def _warn_missing(boards: Sequence[_ListedBoard], *, closed: bool) -> None:
    """Report which meetings mention what is withheld, and how many open actions are left out."""
    for board in boards:
        actions = board.select_actions(closed=closed)
        warn_withheld_names(board.session, {action.meeting for action in actions})
    _note_left_out(boards)


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
        print_note("Confidential actions are not included.")


def _count_left_out(board: _ListedBoard) -> tuple[int, int]:
    """Count a board's open actions without a date, and those withheld, that are not listed."""
    session, book = board.session, board.calendar.book
    within = {action.place_key for action in board.select_actions()}
    missing = [one for one in book.log.actions if one.is_open and one.place_key not in within]
    withheld = [one for one in missing if session.is_redacted and one.confidential is not None]
    known = [one for one in missing if not session.is_redacted or one.confidential is None]
    wanted = Filter(owners=board.calendar.owners)
    undated = select_actions(known, wanted, session.today)
    return len(undated), len(withheld)
