"""Rows that a page break divided, or moved by one cell: what belongs together is joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, Use
from scrutiny_cli.importing.recognise.cell_kinds import (
    begins_in_lower_case,
    is_unfinished,
)
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch, join_stretches

_BOTH = "this row and the one above were read as one action"
_OWNER = "the owner is in the row below, which was read as part of this one"


class ReadRow(NamedTuple):
    """A row of a table of actions as its columns have it.

    `same_due` are due dates of rows that were joined to it and have the same one.
    `uses` are those of words that are no part of the action. `is_same_action`: its action is
    the one above, by a merged cell.
    """

    parts: EntryParts
    same_due: tuple[Stretch, ...] = ()
    uses: tuple[Use, ...] = ()
    is_same_action: bool = False


def join_divided_rows(rows: Iterable[ReadRow]) -> list[ReadRow]:
    """Join each row that continues the one above to it (A8)."""
    listed, found = list(rows), list[ReadRow]()
    is_small = _begin_in_lower_case(listed)
    for row in listed:
        if found and row.is_same_action:
            found[-1] = _add_row(found[-1], row)
        elif found and _continues(found[-1], row, needs_both=is_small):
            found[-1] = _join_rows(found[-1], row, _BOTH)
        elif found and _has_missing_owner(found[-1], row):
            found[-1] = _join_rows(found[-1], row, _OWNER)
        else:
            found.append(row)
    return found


def _begin_in_lower_case(rows: list[ReadRow]) -> bool:
    """Whether whole actions begin in lower case in this table."""
    whole = [row for row in rows if row.parts.owner or row.parts.due] or rows[:1]
    small = [row for row in whole if begins_in_lower_case(join_stretches(row.parts.words))]
    return 2 * len(small) > len(whole)


def _continues(above: ReadRow, row: ReadRow, *, needs_both: bool) -> bool:
    """Whether the action of a row is the rest of the one above.

    `needs_both`: small letters alone do not say so, because all actions begin with them.
    """
    before, words = join_stretches(above.parts.words), join_stretches(row.parts.words)
    if not before or not words or row.parts.ref:
        return False
    is_small, is_open = begins_in_lower_case(words), is_unfinished(before)
    if not row.parts.owner and not row.parts.due:
        return is_open and is_small if needs_both else is_open or is_small
    return is_small and is_open and _has_same_due(above.parts, row.parts)


def _has_same_due(above: EntryParts, row: EntryParts) -> bool:
    return not row.due or not above.due or join_stretches(above.due) == join_stretches(row.due)


def _has_missing_owner(above: ReadRow, row: ReadRow) -> bool:
    """Whether a row has only the owner that the one above lacks."""
    only_owner = row.parts._replace(owner=(), doubts=()) == EntryParts(sign=row.parts.sign)
    has_action = bool(above.parts.words) and not above.parts.owner
    return bool(row.parts.owner) and only_owner and has_action


def _join_rows(above: ReadRow, row: ReadRow, message: str) -> ReadRow:
    joined = _add_row(above, row)
    doubts = dict.fromkeys((*joined.parts.doubts, Doubt("rows-joined", message)))
    return joined._replace(parts=joined.parts._replace(doubts=tuple(doubts)))


def _add_row(above: ReadRow, row: ReadRow) -> ReadRow:
    """Return one row of two: its owners are those of both, its due date that of the first."""
    first, second = above.parts, row.parts
    is_same = _has_same_due(first, second)
    joined = first._replace(
        words=(*first.words, *second.words),
        owner=(*first.owner, *(each for each in second.owner if each not in first.owner)),
        due=(first.due or second.due) if is_same else (*first.due, *second.due),
        status=(*first.status, *second.status),
        update=(*first.update, *second.update),
        notes=(*first.notes, *second.notes),
        links=(*first.links, *second.links),
        doubts=tuple(dict.fromkeys((*first.doubts, *second.doubts))),
    )
    same_due = second.due if first.due and is_same else ()
    uses = (*above.uses, *row.uses)
    return ReadRow(joined, (*above.same_due, *same_due, *row.same_due), uses)
