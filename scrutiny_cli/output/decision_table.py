"""The register of decisions as a listing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from scrutiny_cli.actionlog.rows import BoardName, DecisionRow
from scrutiny_cli.minutes.model import Outcome
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.phrases import join_cell_lines
from scrutiny_cli.output.redaction import mark_confidential
from scrutiny_cli.output.table import Column, ValueTable, drop_empty_columns, ungrouped_table
from scrutiny_cli.output.values import Value

_COLUMNS = (
    Column("Date", is_narrow=True),
    Column("Ref", is_narrow=True),
    Column("Decision"),
    Column("Proposed", is_narrow=True),
    Column("Seconded", is_narrow=True),
    Column("Votes", is_narrow=True),
    Column("Outcome", is_narrow=True),
    Column("Minutes"),
)
_RECORD = DecisionRow._fields[: DecisionRow._fields.index("file")]
BoardDecisions = tuple[BoardName, DecisionRow]


def tabulate_decisions(
    rows: Iterable[BoardDecisions],
    context: ListingContext,
    locate: Callable[[DecisionRow], str] | None = None,
) -> ValueTable:
    """List decisions, each with its board; where people read it, without empty columns.

    `locate` returns where the minutes have a decision: by default the meeting's name, if it is
    more than its date, and the item.
    """
    listed = list(rows)
    find_place = locate or _locate_decision
    cells = (context.add_board(board, _make_cells(row, find_place(row))) for board, row in listed)
    table = ungrouped_table("decisions", (*context.board_columns, *_COLUMNS), cells)
    if context.for_people and listed:
        table = drop_empty_columns(table)
    return table._replace(footer=count_outcomes(row for _, row in listed))


def tabulate_decision_records(
    rows: Iterable[BoardDecisions], context: ListingContext, as_at: date | None
) -> ValueTable:
    """List all that JSON has of decisions; `as_at` is the day that was asked for."""
    columns = tuple(Column(name) for name in (*_RECORD, "board", "board_path", "file", "line"))
    records = (_make_record(board, row) for board, row in rows)
    table = ungrouped_table("decisions", columns, records)
    return table._replace(facts={"as_at": as_at, "today": context.today})


def _make_record(board: BoardName, row: DecisionRow) -> tuple[Value, ...]:
    own: tuple[Value, ...] = row[: len(_RECORD)]
    return (*own, board.name, board.path, board.locate_file(row.file), row.line)


def _make_cells(row: DecisionRow, place: str) -> tuple[Value, ...]:
    words = join_cell_lines(row.decision, is_block=row.is_block)
    return (
        row.date,
        row.ref,
        mark_confidential(row.confidential_reason) + words,
        row.proposed,
        row.seconded,
        row.votes,
        row.outcome,
        place,
    )


def _locate_decision(row: DecisionRow) -> str:
    """Return where the minutes have a decision: `item 4, Budget`; "" if under no item.

    Where the name of the meeting is more than its date, it comes first.
    """
    name = "" if row.meeting == row.date.isoformat() else row.meeting
    number = f"item {row.number}" if row.number else ""
    return ", ".join(filter(None, (name, number, row.item)))


def count_outcomes(rows: Iterable[DecisionRow]) -> str:
    """Return how many decisions there are, and how many were not carried."""
    counts = Counter(row.outcome for row in rows)
    total = counts.total()
    if not total:
        return "No decisions"
    others = (
        f"{counts[outcome.value]} {outcome.value}"
        for outcome in Outcome
        if outcome is not Outcome.CARRIED and counts[outcome.value]
    )
    return ", ".join((f"{total} decision{'' if total == 1 else 's'}", *others))
