"""The meetings, owners and statuses that typed words mean, to each of the boards listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from scrutiny_cli.actionlog.labels import KnownLabels
from scrutiny_cli.actionlog.meetings import find_named_meeting
from scrutiny_cli.actionlog.rows import MeetingRow
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.listed_boards import ListedBoards, refuse_unknown_meeting
from scrutiny_cli.cli.typed_words import choose_meeting, find_known_owners, parse_status
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.statuses import StatusVocabulary

# For each board what the words mean there.
EachBoard = list[tuple[str, ...]]


def find_statuses(listed: ListedBoards, typed: Iterable[str]) -> EachBoard:
    """Return the names of the statuses that words mean; refuse what no board understands."""
    known = [
        StatusVocabulary((word, Status(name)) for word, name in board.facts.statuses)
        for board in listed.boards
    ]
    found: list[list[str]] = [[] for _ in known]
    for words in typed:
        meant = [vocabulary.find_status(words) for vocabulary in known]
        if not any(meant):
            parse_status(known[0], words, month_first=listed.boards[0].facts.month_first)
        for statuses, status in zip(found, meant, strict=True):
            statuses.extend(() if status is None else (status.value,))
    return list(map(tuple, found))


def find_owner_labels(listed: ListedBoards, typed: Sequence[str]) -> EachBoard:
    """Return the labels typed as each board displays them; see `find_known_owners`."""
    rows = [board.rows.labels for board in listed.boards]
    known = [
        KnownLabels(each.shown_as, frozenset(each.introduced), frozenset(each.listed))
        for each in rows
    ]
    return find_known_owners(known, typed)


def find_meeting_names(listed: ListedBoards, typed: Iterable[str]) -> EachBoard:
    """Return the names of the meetings that words mean; end the command where no board has one."""
    found: list[list[str]] = [[] for _ in listed.boards]
    for words in typed:
        meant = [_find_meeting_row(board, words) for board in listed.boards]
        if not any(meant):
            names = [[row.name for row in board.rows.meetings] for board in listed.boards]
            refuse_unknown_meeting(listed, words, names)
        for meetings, meeting in zip(found, meant, strict=True):
            meetings.extend(() if meeting is None else (meeting.name,))
    return list(map(tuple, found))


def _find_meeting_row(board: Board, typed: str) -> MeetingRow | None:
    by_day: dict[date, list[MeetingRow]] = {}
    for row in board.rows.meetings:
        by_day.setdefault(row.date, []).append(row)
    by_name = {row.name: row for row in board.rows.meetings}
    return choose_meeting(
        lambda text: find_named_meeting(text, by_name, by_day),
        typed,
        month_first=board.facts.month_first,
    )
