"""Rows whose owner and date are one cell beside their headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scrutiny_cli.importing.recognise.cell_kinds import has_people, is_due_text
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.minutes.labels import is_nobody


class ShiftColumns(NamedTuple):
    """The columns that show whether a row is moved: of the action, the owner and the date."""

    action: int
    owner: int
    due: int


def find_cell_shift(
    texts: Sequence[str], columns: ShiftColumns, people: KnownPeople, *, month_first: bool = False
) -> int:
    """Return by how many cells a row is moved to the right, -1 to the left."""

    def get_text(index: int) -> str:
        return texts[index] if 0 <= index < len(texts) else ""

    def may_be_due(text: str) -> bool:
        return is_nobody(text) or is_due_text(text, month_first=month_first)

    owner, due = get_text(columns.owner), get_text(columns.due)
    may_be_owner = not owner or has_people(owner, people)
    if may_be_owner and (not due or may_be_due(due)) and (owner or due):
        return 0
    for shift in (-1, 1):
        owner, due = get_text(columns.owner + shift), get_text(columns.due + shift)
        taken = {columns.owner + shift, columns.due + shift}
        has_action = any(
            get_text(at) and at not in taken for at in (columns.action, columns.action + shift)
        )
        if has_action and owner and due and has_people(owner, people) and may_be_due(due):
            return shift
    return 0
