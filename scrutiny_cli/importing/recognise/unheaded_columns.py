"""The columns of a table of actions without headings, by what is in their cells (A2)."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_cli.importing.recognise.cell_kinds import is_ref, is_row_number
from scrutiny_cli.importing.recognise.column_decisions import Fields
from scrutiny_cli.importing.recognise.column_values import ColumnValues
from scrutiny_cli.importing.recognise.headings import ColumnField

_FEWEST_COLUMNS = 2  # one of actions, and another
_FEWEST_WORDS = 2  # of an action on average


def decide_by_cells(values: ColumnValues) -> Fields | None:
    """Return the fields of columns without headings; None where they list no actions."""
    filled = [index for index, texts in enumerate(values.columns) if texts]
    if len(filled) < _FEWEST_COLUMNS:
        return None
    kinds = {index: _find_kind(index, values) for index in filled}
    texts = [index for index in filled if kinds[index] is None]
    action = max(texts, key=values.count_words, default=None)
    if action is None or values.count_words(action) < _FEWEST_WORDS:
        return None
    fields: Fields = [None] * len(values.columns)
    for index in _sort_by_people(filled, values):
        kind = kinds[index]
        if kind is not None and kind not in fields:
            fields[index] = kind
    fields[action] = ColumnField.ACTION
    is_marked = any(field not in {None, ColumnField.ACTION} for field in fields)
    return fields if is_marked else None


def _sort_by_people(filled: list[int], values: ColumnValues) -> list[int]:
    """Return the columns with clear people before those with words that may be names."""
    return sorted(filled, key=lambda at: not values.has_mostly(at, values.are_clear_people))


def _find_kind(index: int, values: ColumnValues) -> ColumnField | None:
    """Return what four cells in five of a column are; None: words."""
    tests: dict[ColumnField, Callable[[str], bool]] = {
        ColumnField.REF: _is_ref_or_number,
        ColumnField.DUE: values.are_dues,
        ColumnField.STATUS: values.are_statuses,
        ColumnField.OWNER: values.are_people,
    }
    return next((field for field, test in tests.items() if values.has_mostly(index, test)), None)


def _is_ref_or_number(text: str) -> bool:
    return is_ref(text) or is_row_number(text)
