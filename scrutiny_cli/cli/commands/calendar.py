"""The command `calendar`: meetings and due actions for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.board_labels import label_boards, list_parts_below
from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.actionlog.row_maker import select_actions
from scrutiny_cli.cli.board import describe_empty_folder
from scrutiny_cli.cli.board_search import find_boards, list_path_parts, refuse_unreadable
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.options import Boards, Folders, choice_option, word_option
from scrutiny_cli.cli.output_file import Output, Replace, require_extra, resolve_output
from scrutiny_cli.cli.publishing import (
    InternalPages,
    PublishableBoards,
    load_faultless_boards,
    name_output,
    select_published,
    warn_withheld_names,
    write_published,
)
from scrutiny_cli.cli.session import Session, note_pending_meetings
from scrutiny_cli.cli.typed_words import find_known_owners, list_unknown_labels
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.publish.calendar_board import (
    CalendarBoard,
    name_calendar,
    select_actions_with_date,
)
from scrutiny_cli.storage.paths import format_path

_Owners = Annotated[
    list[str] | None,
    word_option("LABEL", "Only actions of this owner; none for nobody. Repeatable.", "--owner"),
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
    _end_for_left_out(loaded.faulty)
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
    if not any(session.whole.meetings for session in loaded.faultless):
        message = "There is no meeting for a calendar yet. "
        otherwise = f"{message}Write one: scrutiny new-meeting 25.06.15"
        folder = loaded.faultless[0].folder
        raise UsageError(describe_empty_folder(folder, otherwise))
    named = [
        (session, board)
        for session, board in zip(loaded.sessions, _name_boards(loaded.sessions), strict=True)
        if not session.has_errors
    ]
    for session, board in named:
        note_pending_meetings(session, redacted=session.is_redacted, label=board.label)
    known = _find_known_owners([board.book for _, board in named], owners)
    return [
        _ListedBoard(session, board._replace(owners=labels))
        for (session, board), labels in zip(named, known, strict=True)
    ]


def _name_boards(sessions: Sequence[Session]) -> list[CalendarBoard]:
    """Return how a calendar has each board: by name where there are others.

    A board that is left out counts: what the others are called does not depend on its errors.
    """
    books = [select_published(session, session.today) for session in sessions]
    if len(books) == 1:
        return [CalendarBoard(books[0])]
    names = [
        make_one_line(session._replace(book=book).board.name)
        for session, book in zip(sessions, books, strict=True)
    ]
    paths = [list_path_parts(session.folder) for session in sessions]
    below = list_parts_below(list(map(name_calendar, books)), paths)
    return [
        CalendarBoard(book, (), name, label, parts)
        for book, name, label, parts in zip(
            books, names, label_boards(names, paths), below, strict=True
        )
    ]


def _find_known_owners(books: Sequence[MinuteBook], typed: Sequence[str]) -> list[tuple[str, ...]]:
    """Return labels as each board displays them.

    A calendar of somebody whom no board knows is not written.
    """
    known = [collect_known_labels(book.directory, book.meetings) for book in books]
    owners = find_known_owners(known, typed)
    if list_unknown_labels(known, typed):
        raise typer.Exit(ExitCode.USAGE)
    return [tuple(dict.fromkeys(each)) for each in owners]


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


def _end_for_left_out(faulty: Sequence[Session]) -> None:
    """Print the errors of the boards that are not in the calendar, and end with the exit code."""
    for session in faulty:
        print_errors(session, format_path(session.folder))
    if faulty:
        folders = ", ".join(format_path(session.folder) for session in faulty)
        print_note(f"Not in the calendar, because a file there has an error: {folders}.")
        raise typer.Exit(ExitCode.ERRORS)
