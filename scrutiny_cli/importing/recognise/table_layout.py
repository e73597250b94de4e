"""Which tables have minutes in them, and which of their columns have the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.importing.recognise.action_labels import is_no_action
from scrutiny_cli.importing.recognise.cell_kinds import (
    is_item_number,
    is_mere_reference,
    is_ref,
)
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading, find_heading
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.owner_words import is_somebody, judge_owner
from scrutiny_cli.importing.recognise.run_on_titles import has_no_verb
from scrutiny_cli.importing.recognise.shifted_rows import ShiftColumns, find_cell_shift
from scrutiny_cli.importing.recognise.table_rows import TablePart, TableRow, is_about_actions
from scrutiny_cli.importing.recognise.table_signs import is_group_title

# What is as short as initials below `Action`, and no person.
_NO_OWNER = frozenset(
    ("nfa", "note", "info", "fyi", "agm", "egm", "aob", "vat", "tba", "done", "ok")
)
_NOBODY = KnownPeople()
_MOST = 0.8
_LONG_TEXT = 12  # words on average of a column with the text of minutes
_TEXT = 8  # words on average of a column with minutes beside no column of actions
_SHORT = 8  # words on average of the matters in a list of actions
_MATTER_WORDS = re.compile(
    r"\b(?:items?|issues?|topics?|subjects?|matters?|minutes?|notes?|discussions?|points?|"
    r"recommendations?|headings?|agenda)\b",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\b(?:items?|topics?|subjects?|headings?|agenda|business)\b", re.IGNORECASE)
_FIELDS_OF_ACTIONS = frozenset({ColumnField.DUE, ColumnField.STATUS, ColumnField.REVISED})
_MATTER_FIELDS = frozenset({ColumnField.FROM, ColumnField.ACTION, ColumnField.UPDATE})


class MatterLayout(NamedTuple):
    """The columns of a table in which minutes are written.

    `number` is that of the items' numbers, `matters` those of text. `action`, `owner` and `due`
    show whether a row is moved by one cell. `width` is the number of headings. `has_numbers`:
    a number in front of a text is that of an item. `is_list`: it is a list of actions, each with
    a short matter. `has_owners`: below *Action* are only owners. `level` is that of the headings
    of its main items.
    """

    matters: tuple[int, ...]
    number: int | None = None
    action: int | None = None
    owner: int | None = None
    due: int | None = None
    width: int = 0
    has_numbers: bool = False
    has_short_matters: bool = False
    is_list: bool = False
    has_owners: bool = False
    level: int = 1


def find_layout(part: TablePart) -> MatterLayout | None:
    """Return the layout of a part of a table that has minutes in it; None for any other."""
    if part.headings:
        return _find_by_headings(part)
    return _find_by_cells(part)


def _find_by_headings(part: TablePart) -> MatterLayout | None:
    known = part.list_known()
    action = _find_field(known, ColumnField.ACTION, sure=True)
    end = len(known) if action is None else action
    matters = [at for at in range(end) if _is_matter(part, at)]
    is_agenda = _is_agenda(part, known, matters)
    if not matters or (action is None and not is_agenda and not _has_minutes(part, matters)):
        return None
    texts = [] if action is None else list_column(part, action)
    if texts and all(map(is_ref, texts)):
        return None
    is_short = action is not None and _has_short_matters(part, matters)
    is_list = is_short and action is not None and _has_action_each(part, matters, action)
    return MatterLayout(
        tuple(matters),
        None if is_list else _find_number(part, known, matters[0]),
        action,
        _find_field(known, ColumnField.OWNER),
        _find_field(known, ColumnField.DUE),
        len(part.headings),
        has_numbers=True,
        has_short_matters=is_short or len(matters) > 1,
        is_list=is_list,
        has_owners=_has_owners(part, known, action),
    )


def _is_matter(part: TablePart, index: int) -> bool:
    """Whether a column has matters: its heading says so, and its cells are text."""
    texts = list_column(part._replace(rows=list_plain_rows(part)), index)
    is_text = not all(map(is_mere_reference, texts))
    return is_text and _may_be_matter(part, index)


def list_plain_rows(part: TablePart) -> tuple[TableRow, ...]:
    """Return the rows that are not only the heading of those below: `Actions from May`."""
    texts = [(row, [text for text in row.list_texts() if text]) for row in part.rows]
    return tuple(row for row, each in texts if len(each) != 1 or not is_group_title(each[0]))


def _has_minutes(part: TablePart, matters: list[int]) -> bool:
    """Whether the matters of a table without actions are texts of some length."""
    return max(_count_words(list_column(part, at)) for at in matters) >= _TEXT


def _is_agenda(part: TablePart, known: list[KnownHeading | None], matters: list[int]) -> bool:
    """Whether a table has titles of items and notes of each, such as `Item | Notes | Who`."""
    has_dates = any(one is not None and one.field in _FIELDS_OF_ACTIONS for one in known)
    is_pair = len(matters) > 1 and not has_dates
    if not is_pair or any(_TITLES.search(part.headings[at]) for at in matters[1:]):
        return False
    titles = list_column(part, matters[0])
    are_titles = all(has_no_verb(text) and not text.endswith(".") for text in titles)
    has_notes = any(text.endswith(".") for text in list_column(part, matters[1]))
    return bool(_TITLES.search(part.headings[matters[0]])) and are_titles and has_notes


def _has_short_matters(part: TablePart, matters: list[int]) -> bool:
    """Whether almost all matters are a few words, as titles are."""
    texts = [text for at in matters for text in list_column(part, at)]
    titles = [text for text in texts if has_no_verb(text) and not text.endswith(".")]
    return _count_words(texts) <= _SHORT and len(titles) >= _MOST * len(texts)


def _has_action_each(part: TablePart, matters: list[int], action: int) -> bool:
    """Whether almost each matter has an action beside it."""
    rows = [row.list_texts() for row in part.rows]
    filled = [row for row in rows if any(row[at] for at in matters if at < len(row))]
    with_action = [row for row in filled if action < len(row) and row[action]]
    return len(with_action) >= _MOST * len(filled)


def _has_owners(part: TablePart, known: list[KnownHeading | None], action: int | None) -> bool:
    """Whether almost all cells below `Action` or `Action by` are initials or roles."""
    owner = _find_field(known, ColumnField.OWNER, sure=True)
    if action is None and owner is not None and part.headings[owner].casefold()[:6] == "action":
        action = owner
    cells = [] if action is None else list_column(part, action)
    texts = [text for text in cells if not _is_nothing(text)]
    return bool(texts) and sum(map(is_clear_owner, texts)) >= _MOST * len(texts)


def _is_nothing(text: str) -> bool:
    return is_no_action(text) or text.strip(" .").casefold() in _NO_OWNER


def is_clear_owner(text: str) -> bool:
    """Whether a text is initials, roles or names with a title, and nothing else."""
    if _is_nothing(text):
        return False
    judged = judge_owner(text, _NOBODY) if "\n" not in text.strip() else None
    return judged is not None and all(
        is_somebody(owner, _NOBODY) for owner in judged[0].split(", ")
    )


def list_column(part: TablePart, index: int) -> list[str]:
    """Return the texts of a column's cells that have any."""
    cells = (row.cells[index] for row in part.rows if index < len(row.cells))
    return [text for text in (cell.text.strip() for cell in cells) if text]


def _count_words(texts: list[str]) -> float:
    return sum(len(text.split()) for text in texts) / max(1, len(texts))


def _find_field(
    known: list[KnownHeading | None], field: ColumnField, *, sure: bool = False
) -> int | None:
    return next(
        (
            index
            for index, heading in enumerate(known)
            if heading is not None and heading.field is field and heading.is_sure >= sure
        ),
        None,
    )


def _find_number(part: TablePart, known: list[KnownHeading | None], matter: int) -> int | None:
    """Return the column before the matters that has the numbers of items."""
    for index in range(matter):
        heading = known[index]
        texts = list_column(part, index)
        is_open = heading is None or heading.field in {
            ColumnField.REF,
            ColumnField.FROM,
            ColumnField.ACTION,
        }
        if is_open and texts and any(map(is_item_number, texts)):
            return index
    return None


def _find_by_cells(part: TablePart) -> MatterLayout | None:
    """Return the layout of a table without headings: numbers and beside them long texts."""
    if is_about_actions(part.titles):
        return None
    width = max(len(row.cells) for row in part.rows)
    columns = [list_column(part, index) for index in range(width)]
    filled = [index for index in range(width) if columns[index]]
    if len(filled) == 1:
        is_text = max(len(text.split()) for text in columns[filled[0]]) >= _LONG_TEXT
        return MatterLayout((filled[0],), width=width) if is_text else None
    long = [index for index in filled if _count_words(columns[index]) >= _LONG_TEXT]
    if not long:
        return None
    first = columns[filled[0]]
    numbers = sum(map(is_item_number, first))
    if long[0] == filled[0] or numbers < max(2, _MOST * len(first)):
        return None
    return MatterLayout(tuple(filled[1:]), filled[0], width=width, has_numbers=True)


def find_row_shift(row: TableRow, layout: MatterLayout) -> int:
    """Return by how many cells a row is moved to the right, -1 to the left."""
    if layout.width - len(row.cells) == 1 and layout.number == 0:
        return -1
    if layout.action is None or layout.owner is None or layout.due is None:
        return 0
    columns = ShiftColumns(layout.action, layout.owner, layout.due)
    return find_cell_shift(row.list_texts(), columns, _NOBODY)


def is_unfolded(part: TablePart) -> bool:
    """Whether the text of a part's matters was unfolded, so that its headings are left alone.

    Those of a table of decisions stay, because the decisions are below them.
    """
    known = [heading for heading in part.list_known() if heading is not None]
    fields = {heading.field for heading in known}
    is_known = len(known) == sum(map(bool, part.headings))
    matters = [at for at in range(len(part.headings)) if _may_be_matter(part, at)]
    if not is_known or not matters or ColumnField.DECISION in fields:
        return False
    return not any(list_column(part, at) for at in matters)


def _may_be_matter(part: TablePart, index: int) -> bool:
    heading = find_heading(part.headings[index])
    if heading is None or (heading.field is ColumnField.ACTION and heading.is_sure):
        return False
    is_item = _MATTER_WORDS.search(part.headings[index]) is not None
    return heading.field is ColumnField.MATTER or (is_item and heading.field in _MATTER_FIELDS)
