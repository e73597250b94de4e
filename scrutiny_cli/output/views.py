"""The listings of commands: which columns, rows and styles each has, and the line below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scrutiny_cli.actionlog.query import count_open_rows, is_due
from scrutiny_cli.actionlog.rows import (
    ActionRow,
    BoardName,
    MeetingRow,
    PendingMeeting,
    PeopleRows,
    PersonRow,
)
from scrutiny_cli.minutes.problem import Rule
from scrutiny_cli.output.columns import (
    JSON_COLUMNS,
    ActionColumn,
    ListingContext,
    choose_columns,
    drop_numbers,
    is_withheld,
    make_rows,
)
from scrutiny_cli.output.redaction import describe_withheld, mark_confidential
from scrutiny_cli.output.table import Column, RowGroup, Table, ValueTable, ungrouped_table
from scrutiny_cli.output.values import Value

Groups = Iterable[tuple[str | None, list[ActionRow]]]

NOBODY = "(nobody)"
WITHHELD = "(withheld)"
_SOON = 7
_ACTIONS = choose_columns(
    "key marked_action owners_shown raised_or_brought due_and_moves status_and_marks"
)
_OVERDUE = choose_columns("key marked_action owners_shown due_and_moves lateness")
_MATTERS_ARISING = choose_columns("key marked_action owners_shown due_and_moves last_said")


# Actions


def tabulate_actions(
    groups: Groups, context: ListingContext, more: tuple[ActionColumn, ...] = ()
) -> ValueTable:
    """List actions in groups; the footer counts what is overdue, soon, undated and open.

    A group whose heading is "" has the actions that nobody owns. In what is redacted, a
    confidential row has no more than its status. `more` are the last columns.
    """
    named = ((NOBODY if heading == "" else heading, actions) for heading, actions in groups)
    return _tabulate_groups(named, (*_ACTIONS, *more), context)


def choose_more_columns(*, has_age: bool, has_moves: bool) -> tuple[ActionColumn, ...]:
    """Return the last columns of actions: how often a due was moved, and the age."""
    return choose_columns(" ".join(["moves"] * has_moves + ["age"] * has_age))


def tabulate_matters_arising(groups: Groups, context: ListingContext) -> ValueTable:
    """List what a meeting must go through, with the last words said of each."""
    return _tabulate_groups(groups, _MATTERS_ARISING, context)


def tabulate_overdue(
    actions: Iterable[ActionRow], every: Iterable[ActionRow], context: ListingContext
) -> ValueTable:
    """List overdue actions with how late each is; the footer counts those of the whole log.

    An action that is withheld has no due, and is never among them.
    """
    table = _tabulate_groups([(None, list(actions))], _OVERDUE, context)
    return table._replace(footer=_make_footer(every, context))


def tabulate_records(
    actions: Iterable[ActionRow], context: ListingContext, as_at: date | None
) -> ValueTable:
    """List all that JSON has of actions; `as_at` is the day that was asked for."""
    columns = tuple(Column(column.name) for column in JSON_COLUMNS)
    table = ungrouped_table("actions", columns, make_rows(actions, JSON_COLUMNS, context))
    return table._replace(facts={"as_at": as_at, "today": context.today})


def _tabulate_groups(
    groups: Groups, columns: tuple[ActionColumn, ...], context: ListingContext
) -> ValueTable:
    listed = [(heading, list(actions)) for heading, actions in groups]
    columns = drop_numbers(columns, (row for _, actions in listed for row in actions), context)
    row_groups = tuple(
        RowGroup(
            context.name_group(heading, actions),
            _make_board_rows(actions, columns, context),
            tuple(_choose_style(action, context) for action in actions),
        )
        for heading, actions in listed
    )
    # An action is in the group of each of its owners.
    every = {(one.board, one.place_key): one for _, actions in listed for one in actions}
    own_columns = (Column(column.heading, column.is_narrow) for column in columns)
    footer = _make_footer(every.values(), context)
    table = Table((*context.board_columns, *own_columns), row_groups, footer, "actions")
    return table._replace(group_heading="Board") if context.by == "board" else table


def _make_board_rows(
    actions: list[ActionRow], columns: tuple[ActionColumn, ...], context: ListingContext
) -> tuple[tuple[Value, ...], ...]:
    """Return the values of some columns for each action, after those of its board."""
    rows = zip(actions, make_rows(actions, columns, context), strict=True)
    return tuple(context.add_board(action.board, cells) for action, cells in rows)


def _choose_style(action: ActionRow, context: ListingContext) -> str | None:
    if is_withheld(action, context):
        return None
    if not action.open:
        return "closed"
    if action.overdue_days:
        return "overdue"
    return "soon" if is_due(action, context.today, _SOON) else None


def _make_footer(actions: Iterable[ActionRow], context: ListingContext) -> str:
    """Count actions; of those withheld only how many there are."""
    listed = list(actions)
    known = [action for action in listed if not is_withheld(action, context)]
    count, hidden = count_open_rows(known, context.today), len(listed) - len(known)
    parts = (
        (count.overdue, "overdue"),
        (count.soon, f"due within {_SOON} days"),
        (count.no_date, "with no date"),
        (count.open, "open in all"),
    )
    text = ", ".join(f"{number} {what}" for number, what in parts if number)
    return (text or "No open actions") + (f"; {hidden} more withheld" if hidden else "")


def tabulate_counts(groups: Groups, context: ListingContext) -> ValueTable:
    """Count the actions of each group; where they are grouped by nothing it has no name.

    A group without actions is of no board, and is skipped where boards are named.
    """
    by, today = context.by, context.today
    context = context._replace(names_boards_once=False)  # a group is a row, without a heading
    if by == "status":  # a group has actions of every board
        context = context._replace(boards={})
    titles = ("Overdue", "Due within 7 days", "With no date", "Open", "Closed", "In all")
    columns = tuple(Column(title, is_narrow=True, is_number=True) for title in titles)
    if by is None:
        return ungrouped_table("counts", columns, (_count_group(each, today) for _, each in groups))
    if context.boards or by == "board":
        groups = [(name, actions) for name, actions in groups if actions]
    if context.has_records and context.boards and by == "board":
        columns = (*context.board_columns, *columns)
        counted = (
            context.add_board(actions[0].board, _count_group(actions, today))
            for _, actions in groups
        )
    else:
        columns = (*context.board_columns, Column(by.capitalize()), *columns)
        counted = (
            _add_board(actions, context, (name or NOBODY, *_count_group(actions, today)))
            for name, actions in groups
        )
    return ungrouped_table("counts", columns, counted)


def _add_board(
    actions: list[ActionRow], context: ListingContext, cells: tuple[Value, ...]
) -> tuple[Value, ...]:
    """Return cells after those of the board of some actions, if there are any."""
    return context.add_board(actions[0].board, cells) if actions else cells


def _count_group(actions: list[ActionRow], today: date) -> tuple[Value, ...]:
    count, every = count_open_rows(actions, today), len(actions)
    return count.overdue, count.soon, count.no_date, count.open, every - count.open, every


# Meetings


def tabulate_meetings(
    boards: Iterable[tuple[BoardName, Iterable[MeetingRow]]], context: ListingContext
) -> ValueTable:
    """List the meetings of each board."""
    numbers = ("Items", "Brought forward", "Raised", "Open")
    titles = ("Meeting", "Title", "Held", *numbers, "Minutes agreed")
    columns = (Column(title, title != "Title", title in numbers) for title in titles)
    rows = (
        context.add_board(board, _make_meeting(row, redacted=context.is_redacted))
        for board, meetings in boards
        for row in meetings
    )
    return ungrouped_table("meetings", (*context.board_columns, *columns), rows)


def _make_meeting(row: MeetingRow, *, redacted: bool) -> tuple[Value, ...]:
    return (
        row.name,
        _meeting_title(row, redacted=redacted),
        row.held,
        row.items,
        row.brought,
        row.raised,
        row.open,
        row.agreed or "no",
    )


def _meeting_title(row: MeetingRow, *, redacted: bool) -> str:
    reason = row.confidential_reason
    if redacted and reason is not None:
        return describe_withheld(reason)
    return (mark_confidential(reason) + (row.title or "")).rstrip()


def describe_to_come(meetings: Iterable[PendingMeeting]) -> str:
    """Return which meetings are still to come, and how much in their files is not used yet."""
    return " ".join(map(_describe_meeting_to_come, meetings))


def _describe_meeting_to_come(coming: PendingMeeting) -> str:
    parts = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((coming.actions, "action"), (coming.updates, "update"))
        if count
    ]
    is_single = coming.actions + coming.updates == 1
    until = "until that day" if coming.since == coming.date else "yet"
    return (
        f"{coming.name} is still to come. {' and '.join(parts)} in its file "
        f"{'is' if is_single else 'are'} not used {until}."
    )


# People


def tabulate_people(
    boards: Iterable[tuple[BoardName, PeopleRows]], context: ListingContext
) -> ValueTable:
    """List everyone known with what is open and overdue, then labels on no list of people."""
    every = [
        (row.is_introduced, context.add_board(board, _make_person(row)))
        for board, listed in boards
        for row in listed.people
    ]
    introduced = tuple(cells for is_introduced, cells in every if is_introduced)
    others = tuple(cells for is_introduced, cells in every if not is_introduced)
    groups = (
        ("On an attendance or people list" if others else None, introduced),
        ("On no attendance or people list", others),
    )
    titles, numbers = ("Label", "Name", "Role", "Open", "Overdue"), {"Open", "Overdue"}
    columns = (Column(title, title not in {"Name", "Role"}, title in numbers) for title in titles)
    return Table(
        (*context.board_columns, *columns),
        tuple(RowGroup(title, rows) for title, rows in groups if rows),
        name="people",
    )


def _make_person(row: PersonRow) -> tuple[Value, ...]:
    mark = mark_confidential("" if row.is_confidential else None)
    return row.label, (mark + (row.name or "")).rstrip(), row.role, row.open, row.overdue


# Rules


def tabulate_rules(rules: Iterable[Rule]) -> ValueTable:
    """List the rules of `check`."""
    columns = (
        Column("Kind", is_narrow=True),
        Column("Rule", is_narrow=True),
        Column("Requirement"),
    )
    return ungrouped_table(
        "rules", columns, ((rule.kind, rule.name, rule.summary) for rule in rules)
    )
