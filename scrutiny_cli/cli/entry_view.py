"""How `show` finds and prints one action, or one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import NoReturn

from scrutiny_cli.actionlog.cuts import on_day
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import get_terminal_width, print_data, print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listed_boards import ListedBoards, finish_boards
from scrutiny_cli.cli.listing import choose_listing, print_action_records
from scrutiny_cli.cli.lookup import find_meeting, refuse_unknown, require_action, suggest_actions
from scrutiny_cli.cli.refusals import refuse_unless_unreadable
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.shown_boards import (
    FoundAction,
    ShownBoards,
    find_actions,
    find_meetings,
    find_shown_boards,
    suggest_board_actions,
)
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.details import render_details
from scrutiny_cli.publish.meeting_text import render_meeting

_MAX_NAMED = 10  # boards in a message


def print_entry(
    text: str,
    form: str,
    as_at: str | None,
    folders: Sequence[str] | None,
    tops: Sequence[str] | None,
) -> NoReturn:
    """Print the action or the meeting that a text means, and end the command."""
    shown = find_shown_boards(folders, tops, as_at)
    actions = find_actions(shown.boards, text)
    if len(actions) > 1:
        _refuse_several(actions, _repeat_options(folders, tops))
    if actions:
        session = actions[0].board.session
        _show_action(actions[0], form)
    elif shown.listed is not None:
        _refuse_unknown_in_all(shown, shown.listed, text, _repeat_options(folders, tops))
    else:
        session = shown.boards[0].session
        meeting = _find_meeting(session, text)
        if form == "json":
            raise UsageError("--format json is only for an action: leave it out to show a meeting.")
        _show_meeting(session, meeting)
    if shown.listed is not None:
        finish_boards(shown.listed)
    finish_reading(session)


# Which board


def _repeat_options(folders: Sequence[str] | None, tops: Sequence[str] | None) -> str:
    """Return the options that name the boards as they were typed, to go on a line to type."""
    flag, values = ("-m", folders) if folders else ("--boards", tops or ())
    return "".join(f" {flag} {quote(value)}" for value in values)


def _refuse_several(actions: Sequence[FoundAction], options: str) -> NoReturn:
    choices = _list_choices(_name_with_boards(actions, options))
    message = f"{len(actions)} boards have an action “{actions[0].ref}”. Type one of:\n{choices}"
    raise UsageError(message)


def _name_with_boards(actions: Sequence[FoundAction], options: str) -> list[str]:
    return [quote(f"{each.board.label} {each.ref}") + options for each in actions]


def _refuse_unknown_in_all(
    shown: ShownBoards, listed: ListedBoards, text: str, options: str
) -> NoReturn:
    """End the command: no board has such an action; a meeting is shown of one board alone."""
    found = find_meetings(shown.boards, text)
    if found:
        choices = _list_choices([f"{quote(name)} -m {quote(path)}" for path, name in found])
        message = f"To show a meeting, name its board. Type:\n{choices}"
        raise UsageError(message)
    # A file that cannot be read is named in the same sentence: then no list follows.
    found_near = [] if listed.unreadable else suggest_board_actions(shown.boards, text)
    near = _list_choices(_name_with_boards(found_near, options))
    hint = f"Did you mean:\n{near}" if near else f"`scrutiny actions{options}` lists all actions."
    message = f"There is no action “{text}” in any of the {len(shown.boards)} boards. {hint}"
    refuse_unless_unreadable(message, listed.unreadable)
    finish_boards(listed)


def _list_choices(choices: Sequence[str]) -> str:
    lines = [f"  scrutiny show {choice}" for choice in choices[:_MAX_NAMED]]
    more = len(choices) - _MAX_NAMED
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)


# What is shown


def _find_meeting(session: Session, name: str) -> Meeting:
    meeting = find_meeting(session, name)
    if meeting is None:
        near = suggest_actions(session.book, name)
        refuse_unknown(session, f"There is no action and no meeting “{name}”. {near}")
    return meeting


def _show_action(found: FoundAction, form: str) -> None:
    session = found.board.session
    action = require_action(session.book, found.ref)
    action = on_day(session.book.log, action, session.counted_from)
    if form == "json":
        warn_confidential(count_confidential([action]))
        rows = make_action_rows([action], session.counted_from, session.board)
        print_action_records(choose_listing("json"), rows, session.counted_from, session.as_at)
        return
    by_key = session.book.log.by_key
    linked = [by_key[key] for key in (*action.follows, *action.becomes) if key in by_key]
    warn_confidential(count_confidential([action, *linked]))
    day, width = session.counted_from, get_terminal_width()
    _print_lines(render_details(session.book, action, day, width, board=found.board.label))


def _show_meeting(session: Session, meeting: Meeting) -> None:
    is_marked = any(item.confidential is not None for item in list_items(meeting))
    if is_marked or count_confidential(_list_mentioned(session.book, meeting)):
        print_note("Some of this is confidential, as marked. Do not pass it on.")
    _print_lines(render_meeting(session.book, meeting, get_terminal_width()))


def _list_mentioned(book: MinuteBook, meeting: Meeting) -> list[Action]:
    """Return the actions that a meeting raises, brings forward or reports on."""
    keys = {report.key for report in book.log.reports if report.meeting.name == meeting.name}
    return [one for one in book.log.actions if one.meeting == meeting.name or one.key in keys]


def _print_lines(text: str) -> None:
    print_data("\n".join(map(replace_controls, text.split("\n"))))
