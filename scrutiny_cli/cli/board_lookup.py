"""The meetings, owners and statuses of a board's rows that typed words mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scrutiny_cli.actionlog.labels import KnownLabels
from scrutiny_cli.actionlog.meetings import find_named_meeting
from scrutiny_cli.actionlog.rows import MeetingRow
from scrutiny_cli.cli.board import Board, finish_board
from scrutiny_cli.cli.typed_words import (
    choose_meeting,
    describe_no_meeting,
    find_known_owners,
    parse_status,
    refuse_unless_unreadable,
)
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.statuses import StatusVocabulary


def find_statuses(board: Board, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the statuses that words mean; refuse what is not understood."""
    known = StatusVocabulary((word, Status(name)) for word, name in board.facts.statuses)
    month_first = board.facts.month_first
    return tuple(parse_status(known, words, month_first=month_first).value for words in typed)


def find_owner_labels(board: Board, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the labels typed as they are displayed; see `find_known_owners`."""
    rows = board.rows.labels
    known = KnownLabels(rows.shown_as, frozenset(rows.introduced), frozenset(rows.listed))
    return find_known_owners(known, typed)


def find_meeting_names(board: Board, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the meetings that words mean; end the command where there is none."""
    return tuple(_require_meeting(board, words).name for words in typed)


def _require_meeting(board: Board, typed: str) -> MeetingRow:
    rows = board.rows.meetings
    by_day: dict[date, list[MeetingRow]] = {}
    for row in rows:
        by_day.setdefault(row.date, []).append(row)
    by_name = {row.name: row for row in rows}
    found = choose_meeting(
        lambda text: find_named_meeting(text, by_name, by_day),
        typed,
        month_first=board.facts.month_first,
    )
    if found is None:
        refuse_unless_unreadable(describe_no_meeting(typed, by_name), board.unreadable)
        finish_board(board)
    return found
