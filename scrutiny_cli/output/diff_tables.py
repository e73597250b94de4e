"""What changed between two states of the log: tables for people, lines and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from scrutiny_cli.actionlog.model import ActionState
from scrutiny_cli.actionlog.query import Counts
from scrutiny_cli.diff.compare import AgreedMinutesChange, Change, ChangeKind, Comparison
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.output.diff_phrases import (
    AGREED_CHANGED,
    FILE_GONE,
    ComparedStates,
    change_text,
    describe_change,
    describe_corrections,
    describe_difference,
    describe_place,
    format_before_after,
    group_by_meeting,
)
from scrutiny_cli.output.json_text import json_document
from scrutiny_cli.output.table import Column, RowGroup, Table, ValueTable, ungrouped_table
from scrutiny_cli.output.values import PhraseCell, Value

_ATTENTION = frozenset(
    {
        ChangeKind.REMOVED,
        ChangeKind.UPDATE_REMOVED,
        ChangeKind.MEETING_REMOVED,
        ChangeKind.REOPENED,
        ChangeKind.NOT_ANSWERED,
    }
)
_CHANGES = (Column("Ref", is_narrow=True), Column("Action"), Column("Change"), Column("What"))
_AGREED = (Column("Where", is_narrow=True), Column("What changed"))
_LINES = tuple(map(Column, (
    "Meeting", "Change", "Ref", "Action", "Before", "After", "Slip", "Note", "File", "Line",
)))  # fmt: skip


# For people


def tabulate_comparison(comparison: Comparison, states: ComparedStates) -> list[ValueTable]:
    """List the changes by meeting, then agreed minutes that changed; the last footer counts."""
    tables: list[ValueTable] = []
    if comparison.changes:
        tables.append(Table(_CHANGES, tuple(_group_changes(comparison))))
    if comparison.agreed:
        tables.append(Table(_AGREED, tuple(map(_group_agreed, comparison.agreed))))
    if tables:
        tables[-1] = tables[-1]._replace(footer=_describe_counts(comparison, states))
    return tables


def _group_changes(comparison: Comparison) -> Iterator[RowGroup[Value]]:
    for name, changes in group_by_meeting(comparison):
        rows = (
            (
                change.key,
                change_text(change),
                change.kind.value,
                PhraseCell(partial(describe_change, change)),
            )
            for change in changes
        )
        styles = ("soon" if change.kind in _ATTENTION else None for change in changes)
        yield RowGroup(name, tuple(rows), tuple(styles))


def _group_agreed(agreed: AgreedMinutesChange) -> RowGroup[Value]:
    differences = agreed.differences
    rows = tuple((describe_place(each), describe_difference(each)) for each in differences)
    rows = rows or (("", FILE_GONE),)
    heading = (
        f"{AGREED_CHANGED.capitalize()}: {agreed.meeting}, agreed by the meeting of "
        f"{agreed.agreed_by}; {describe_corrections(agreed)}"
    )
    return RowGroup(heading, rows, ("overdue",) * len(rows))


def _describe_counts(comparison: Comparison, states: ComparedStates) -> str:
    before, after = comparison.before, comparison.after
    return (
        f"In {states.before}: {before.open} open, {before.overdue} overdue. "
        f"In {states.after}: {after.open} open, {after.overdue} overdue."
    )


# For programs


def tabulate_lines(comparison: Comparison) -> ValueTable:
    """List one change a line."""
    rows = [*map(_make_line, comparison.changes)]
    for agreed in comparison.agreed:
        rows += _make_agreed_lines(agreed)
    return ungrouped_table("changes", _LINES, rows)


def _make_line(change: Change) -> tuple[Value, ...]:
    note = ": ".join(filter(None, (change.status_text, change.note if change.key else None)))
    return (
        change.meeting,
        change.kind.value,
        change.key,
        change_text(change),
        *format_before_after(change, date.isoformat),
        change.slip,
        note,
        change.place.path,
        change.place.line,
    )


def _make_agreed_lines(agreed: AgreedMinutesChange) -> Iterator[tuple[Value, ...]]:
    gone: list[tuple[Value, ...]] = [(FILE_GONE, "", "")]
    places = [
        (describe_difference(each), each.place.path, each.place.line) for each in agreed.differences
    ]
    for what, path, line in places or gone:
        corrections = describe_corrections(agreed)
        yield agreed.meeting, AGREED_CHANGED, "", "", "", what, "", corrections, path, line


def render_comparison_json(comparison: Comparison, states: ComparedStates, today: date) -> str:
    """Return the comparison as JSON; days are as in ISO 8601, null where there is none."""
    return json_document({
        "today": today,
        "before": _state_record(states.before, comparison.before),
        "after": _state_record(states.after, comparison.after),
        "changes": tuple(map(_change_record, comparison.changes)),
        "agreed_minutes_changed": tuple(map(_agreed_record, comparison.agreed)),
    })  # fmt: skip


def _state_record(name: str, counts: Counts) -> dict[str, Value]:
    return {"state": name, "open": counts.open, "overdue": counts.overdue}


def _change_record(change: Change) -> dict[str, Value]:
    return {
        "meeting": change.meeting,
        "change": change.kind.value,
        "key": change.key or None,
        "action": change.action,
        "old": _action_record(change.old),
        "new": _action_record(change.new),
        "status_text": change.status_text,
        "note": change.note,
        "refs": change.refs,
        "slip": change.slip,
        "fields": change.fields,
        "raising": change.raising,
        "confidential": change.confidential,
        **_place_record(change.place),
    }


def _action_record(state: ActionState | None) -> dict[str, Value] | None:
    if state is None:
        return None
    due = state.due
    return {
        "status": state.status.value,
        "status_text": state.status_text,
        "due": None if due is None else due.day,
        "due_text": None if due is None else due.text,
        "owners": state.owners,
        "action": state.words,
    }


def _agreed_record(agreed: AgreedMinutesChange) -> dict[str, Value]:
    return {
        "meeting": agreed.meeting,
        "agreed_by": agreed.agreed_by,
        "corrections": agreed.corrections,
        "differences": tuple(
            {"what": each.what, "gone": each.gone, **_place_record(each.place)}
            for each in agreed.differences
        ),
    }


def _place_record(place: Span) -> dict[str, Value]:
    return {"file": place.path, "line": place.line}
