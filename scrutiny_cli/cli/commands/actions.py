"""The command `actions`: list the action log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.query import (
    ORDERS,
    AgeLimit,
    Filter,
    group_rows,
    select_rows,
    sort_rows,
)
from scrutiny_cli.actionlog.rows import ActionRow, BoardName, Part
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.command_line.text_command import OPTIONAL_NUMBER
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.listed_boards import (
    ListedBoards,
    finish_boards,
    merge_rows,
    note_boards_state,
    parse_listed_day,
    read_boards,
)
from scrutiny_cli.cli.listing import (
    Listing,
    choose_file_listing,
    make_listing_context,
    print_actions,
    print_list,
)
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.cli.options import (
    AsAt,
    Boards,
    Excel,
    FileFormat,
    Folders,
    Internal,
    ListFile,
    OwnersWanted,
    choice_option,
    number_option,
    word_option,
)
from scrutiny_cli.cli.output_file import Replace
from scrutiny_cli.cli.typed_age import parse_age
from scrutiny_cli.output import views

_Open = Annotated[bool, typer.Option("--open", help="Only open actions.")]
_Closed = Annotated[bool, typer.Option("--closed", help="Only closed actions.")]
_Overdue = Annotated[
    bool, typer.Option("--overdue", help="Only open actions whose due date is past.")
]
_DueWithin = Annotated[
    list[int] | None,
    number_option(
        "--due-within", "DAYS", "Only open actions due within DAYS days from today.", least=0
    ),
]
_NoDate = Annotated[
    bool, typer.Option("--no-date", help="Only actions whose due date is missing or in words.")
]
_Statuses = Annotated[
    list[str] | None,
    word_option("WORDS", "Only actions with this status, such as done. Repeatable.", "--status"),
]
_RaisedIn = Annotated[
    list[str] | None,
    word_option("MEETING", "Only actions raised at this meeting. Repeatable.", "--raised-in"),
]
_RaisedSince = Annotated[
    list[str] | None,
    typer.Option("--raised-since", metavar="DATE", help="Only actions raised on DATE or later."),
]
_RaisedBefore = Annotated[
    list[str] | None,
    typer.Option("--raised-before", metavar="DATE", help="Only actions raised before DATE."),
]
_OlderThan = Annotated[
    list[AgeLimit] | None,
    typer.Option(
        "--older-than",
        metavar="AGE",
        parser=parse_age,
        help="Only actions older than AGE, such as 90 (days), 3m (months) or 1y (years).",
    ),
]
_Slipped = Annotated[
    list[int] | None,
    number_option(
        "--slipped",
        OPTIONAL_NUMBER,
        "Only actions whose due date was moved at least N times; by default once.",
        least=1,
    ),
]
_Search = Annotated[
    list[str] | None,
    typer.Option(
        "--search", metavar="TEXT", help="Only actions that have these words. Repeatable."
    ),
]
_Order = Annotated[str, choice_option("--sort", ORDERS, metavar="ORDER", text="Sort by")]
_By = Annotated[
    str | None,
    choice_option(
        "--by", ("owner", "meeting", "status", "board"), metavar="GROUP", text="Group by"
    ),
]
_Counts = Annotated[bool, typer.Option("--counts", help="Print only how many there are.")]
_ExitCode = Annotated[
    bool, typer.Option("--exit-code", help="Exit with code 5 if any action is listed.")
]


def list_actions(
    *,
    open_: _Open = False,
    closed: _Closed = False,
    overdue: _Overdue = False,
    due_within: _DueWithin = None,
    no_date: _NoDate = False,
    status: _Statuses = None,
    owner: OwnersWanted = None,
    raised_in: _RaisedIn = None,
    raised_since: _RaisedSince = None,
    raised_before: _RaisedBefore = None,
    older_than: _OlderThan = None,
    slipped: _Slipped = None,
    search: _Search = None,
    sort: _Order = "raised",
    by: _By = None,
    counts: _Counts = False,
    exit_code: _ExitCode = False,
    form: FileFormat = None,
    output: ListFile = None,
    replace: Replace = False,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """List the action log.

    Several different filters narrow the list. The same filter, repeated, widens it.

    \b
    scrutiny actions --open
    scrutiny actions --open --owner WK --sort due
    scrutiny actions --open --older-than 3m --by owner --counts
    scrutiny actions --as-at 2015-06-26 --overdue --format csv
    scrutiny actions --open -o actions.xlsx
    """
    listing = choose_file_listing(form, output, replace=replace, excel=excel, internal=internal)
    typed = _TypedList(
        open_, closed, overdue, no_date, due_within, status, owner, raised_in, raised_since,
        raised_before, older_than, slipped, search, sort, by, counts,
    )  # fmt: skip
    wanted = _make_filter(typed)
    listed = _read_listed(typed, (meetings, boards), as_at, redacted=listing.is_redacted)
    found = _find_actions(listed, typed, wanted)
    _print_found(listing, listed, typed, found)
    finish_boards(listed, rows_found=exit_code and bool(found.actions))


# What was typed


class _TypedList(NamedTuple):
    """Which actions are wanted, and how they are listed, as it was typed."""

    open: bool
    closed: bool
    overdue: bool
    no_date: bool
    due_within: list[int] | None
    status: list[str] | None
    owner: list[str] | None
    raised_in: list[str] | None
    raised_since: list[str] | None
    raised_before: list[str] | None
    older_than: list[AgeLimit] | None
    slipped: list[int] | None
    search: list[str] | None
    sort: str
    by: str | None
    counts: bool


def _make_filter(typed: _TypedList) -> Filter:
    """Return the filters that mean the same on every board; refuse two that contradict."""
    wanted = Filter(
        open=typed.open,
        closed=typed.closed,
        overdue=typed.overdue,
        no_date=typed.no_date,
        due_within=max(typed.due_within) if typed.due_within else None,
        search=_read_searched(typed.search or ()),
        older_than=tuple(typed.older_than or ()),
        slipped=min(typed.slipped) if typed.slipped else None,
    )
    _refuse_contradiction(wanted)
    return wanted


def _read_searched(typed: Iterable[str]) -> tuple[str, ...]:
    words = tuple(typed)
    if not all(text.strip() for text in words):
        raise UsageError(describe_missing_value("--search", "TEXT"))
    return words


# Filters that no action can pass both.
_CONTRADICTIONS = (
    ("open", "closed"),
    ("overdue", "closed"),
    ("due_within", "closed"),
    ("overdue", "due_within"),
    ("no_date", "overdue"),
    ("no_date", "due_within"),
)


def _refuse_contradiction(typed: Filter) -> None:
    for pair in _CONTRADICTIONS:
        given = (getattr(typed, name) for name in pair)
        if all(value is not None and value is not False for value in given):
            one, other = (f"--{name.replace('_', '-')}" for name in pair)
            raise UsageError(f"No action is both: type {one} or {other}, not both.")


# Which actions are found


class _Found(NamedTuple):
    """Actions in their order, and in groups with the name of each."""

    actions: tuple[ActionRow, ...]
    groups: list[tuple[str | None, list[ActionRow]]]


def _read_listed(
    typed: _TypedList,
    chosen: tuple[FolderNames, FolderNames],
    as_at: str | None,
    *,
    redacted: bool,
) -> ListedBoards:
    """Return the boards with the parts of their logs that are needed.

    `chosen` are the values of -m and of --boards.
    """
    parts = {Part.OPEN} if typed.open else {Part.OPEN, Part.CLOSED}
    parts |= {Part.LABELS} if typed.owner else set()
    parts |= {Part.MEETINGS} if typed.raised_in else set()
    listed = read_boards(*chosen, parts, as_at, redacted=redacted)
    note_boards_state(listed)
    return listed


def _find_actions(listed: ListedBoards, typed: _TypedList, wanted: Filter) -> _Found:
    wanted = wanted._replace(
        raised_since=min(_parse_days(listed, typed.raised_since, "--raised-since"), default=None),
        raised_before=max(
            _parse_days(listed, typed.raised_before, "--raised-before"), default=None
        ),
    )
    filters = _choose_filters(listed, typed, wanted)
    pairs = zip(listed.boards, filters, strict=True)
    actions = sort_rows(merge_rows(_select_rows(board, each) for board, each in pairs), typed.sort)
    return _Found(actions, _group_actions(listed, actions, typed.by, filters))


def _parse_days(listed: ListedBoards, typed: Iterable[str] | None, flag: str) -> list[date]:
    days = (parse_listed_day(listed, words, flag) for words in typed or ())
    return [day for day in days if day is not None]


def _choose_filters(listed: ListedBoards, typed: _TypedList, wanted: Filter) -> list[Filter | None]:
    """Return the filter of each board: what words mean there; None where one means nothing."""
    nothing: list[tuple[str, ...]] = [()] * len(listed.boards)
    if not (typed.status or typed.owner or typed.raised_in):
        return [wanted] * len(listed.boards)
    from scrutiny_cli.cli import board_lookup  # noqa: PLC0415  loads all that reads words

    statuses = board_lookup.find_statuses(listed, typed.status) if typed.status else nothing
    owners = board_lookup.find_owner_labels(listed, typed.owner) if typed.owner else nothing
    meetings = (
        board_lookup.find_meeting_names(listed, typed.raised_in) if typed.raised_in else nothing
    )
    return [
        None
        if (typed.status and not each[0]) or (typed.raised_in and not each[2])
        else wanted._replace(statuses=each[0], owners=each[1], meetings=each[2])
        for each in zip(statuses, owners, meetings, strict=True)
    ]


def _select_rows(board: Board, wanted: Filter | None) -> tuple[ActionRow, ...]:
    if wanted is None:
        return ()
    every = board.rows.open_actions if wanted.open else board.rows.actions
    found = select_rows(every, wanted, board.counted_from)
    by_content = wanted.owners or wanted.search or wanted.no_date or wanted.due_within is not None
    if board.is_redacted and by_content:
        # Whether a withheld action passes such a filter is withheld as well.
        return tuple(row for row in found if not row.confidential)
    return found


# Groups


def _group_actions(
    listed: ListedBoards,
    found: Sequence[ActionRow],
    by: str | None,
    wanted: Iterable[Filter | None],
) -> list[tuple[str | None, list[ActionRow]]]:
    """Group actions; an owner and a meeting are each board's own."""
    if by in {None, "status"}:
        return group_rows(found, by)
    rows: dict[BoardName, list[ActionRow]] = {}
    for row in found:
        rows.setdefault(row.board, []).append(row)
    groups: list[tuple[str | None, list[ActionRow]]] = []
    for (label, board), each in zip(listed.iter_labelled(), wanted, strict=True):
        own = rows.get(board.name, [])
        if by == "board":
            groups += [(label or board.name.name, own)] if own else []
        else:
            groups += _group_board_actions(board, own, by, each.owners if each else ())
    return groups


def _group_board_actions(
    board: Board, found: Iterable[ActionRow], by: str | None, owners: tuple[str, ...]
) -> list[tuple[str | None, list[ActionRow]]]:
    """Group actions; withheld ones are a group of their own: whose they are is withheld."""
    withheld: list[ActionRow] = []
    if board.is_redacted and by == "owner":
        withheld = [row for row in found if row.confidential]
        found = [row for row in found if not row.confidential]
    groups = group_rows(found, by, owners)
    return [*groups, (views.WITHHELD, withheld)] if withheld else groups


# How they are printed


def _print_found(listing: Listing, listed: ListedBoards, typed: _TypedList, found: _Found) -> None:
    if typed.counts:
        context = make_listing_context(listing, listed, typed.by)
        table = views.tabulate_counts(found.groups or [(None, [])], context)
        print_list(listing, listed, table, has_confidential=False)
        return
    more = views.choose_more_columns(
        has_age=typed.sort == "age" or bool(typed.older_than),
        has_moves=not listing.format.for_people and (typed.sort == "slips" or bool(typed.slipped)),
    )
    tabulate = partial(views.tabulate_actions, found.groups, more=more)
    print_actions(listing, listed, found.actions, tabulate, typed.by)
