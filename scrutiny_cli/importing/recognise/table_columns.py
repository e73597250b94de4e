"""What each column of a table contains: by its heading, and by its cells where that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.recognise.cell_kinds import is_purpose, is_row_number
from scrutiny_cli.importing.recognise.column_decisions import (
    Fields,
    KnownHeadings,
    decide_fields,
    exchange_owner,
    find_row_numbers,
    has_shared_heading,
)
from scrutiny_cli.importing.recognise.column_values import ColumnValues
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.table_layout import list_plain_rows
from scrutiny_cli.importing.recognise.table_rows import TablePart, is_about_actions
from scrutiny_cli.importing.recognise.unheaded_columns import decide_by_cells

_FEWEST_KNOWN = 3
_FEWEST_WORDS = 3  # of an action beside headings that are not sure
_REPORTS = frozenset({ColumnField.STATUS, ColumnField.RAG})
# Headings of agendas, accounts and events, beside which `Item` or `What` is no action.
_OTHER_TABLE = re.compile(
    r"(?:time|start|finish|duration|mins?|minutes allotted|presenter|presented by|purpose|pages?|"
    r"encl?|enclosure|paper|papers|venue|location|where|cost|costs|amount|budget|actual|spend|"
    r"expenditure|income|price|total|net|gross|vat|payee|payment|invoice|cheque|balance|variance|"
    r"vote|votes|for|against|abstain(?:ed)?|quantity|qty|application|address|applicant|[£$€].*)",
    re.IGNORECASE,
)


class Columns(NamedTuple):
    """What each column of a part of a table contains; None: only notes.

    `number` is a column of mere row numbers. `rule` is the one that found the columns.
    `is_exchanged`: the headings of owner and action are the wrong way round. `is_doubtful`: a
    row is an action only with an owner or a due date beside it. `has_purposes`: most cells say
    what an item is for, such as `To note`. `has_numbers`: the refs are numbers without more.
    """

    fields: tuple[ColumnField | None, ...]
    number: int | None = None
    rule: str = "A1"
    is_exchanged: bool = False
    is_doubtful: bool = False
    has_purposes: bool = False
    has_numbers: bool = False

    def find_all(self, *wanted: ColumnField) -> list[int]:
        """Return the columns of a field, in their order."""
        return [index for index, field in enumerate(self.fields) if field in wanted]

    def find_one(self, wanted: ColumnField) -> int | None:
        """Return the first column of a field; None if there is none."""
        return next(iter(self.find_all(wanted)), None)


def find_columns(part: TablePart, reading: Reading) -> Columns | None:
    """Return the columns of a part of a table that lists actions; None for any other."""
    if part.headings:
        return _find_by_headings(part, reading)
    if not is_about_actions(part.titles):
        return None
    count = max((len(row.cells) for row in part.rows), default=0)
    values = ColumnValues(part.rows, count, reading)
    fields = decide_by_cells(values)
    return None if fields is None else _make_columns([None] * count, fields, values, "A2")


def _find_by_headings(part: TablePart, reading: Reading) -> Columns | None:
    known = _apply_choices(part, reading)
    if not _lists_actions(part, known):
        return None
    values = ColumnValues(list_plain_rows(part), len(known), reading)
    fields = decide_fields(known, part, values)
    is_exchanged = exchange_owner(fields, values)
    if ColumnField.ACTION not in fields:
        return None
    columns = _make_columns(known, fields, values, "A7" if is_exchanged else "A1")
    return columns._replace(
        is_exchanged=is_exchanged,
        is_doubtful=has_shared_heading(part, fields),
        has_numbers=_has_number_refs(known, columns, values),
    )


def _has_number_refs(known: KnownHeadings, columns: Columns, values: ColumnValues) -> bool:
    """Whether a column headed `Ref` has numbers that are more than those of its rows."""
    ref = columns.find_one(ColumnField.REF)
    heading = known[ref] if ref is not None else None
    return (
        ref is not None
        and heading is not None
        and (heading.is_sure or columns.find_all(*_REPORTS) != [])
        and values.has_all(ref, is_row_number)
    )


def _make_columns(known: KnownHeadings, fields: Fields, values: ColumnValues, rule: str) -> Columns:
    number = find_row_numbers(known, fields, values)
    kept = [None if index == number else field for index, field in enumerate(fields)]
    has_purposes = values.has_mostly(kept.index(ColumnField.ACTION), is_purpose)
    return Columns(tuple(kept), number, rule, has_purposes=has_purposes)


def _apply_choices(part: TablePart, reading: Reading) -> KnownHeadings:
    """Return what the headings say, where a person has not typed what they contain."""
    typed = {" ".join(name.casefold().split()): field for name, field in reading.columns.items()}
    fields = {field.value: field for field in ColumnField}
    return [
        KnownHeading(fields[typed[text.casefold()]])
        if typed.get(text.casefold()) in fields
        else heading
        for text, heading in zip(part.headings, part.list_known(), strict=True)
    ]


def _lists_actions(part: TablePart, known: KnownHeadings) -> bool:
    """Whether the headings are those of a table of actions."""
    begins_action = any(text.casefold().startswith("action") for text in part.headings)
    if _has_field(known, ColumnField.DECISION) and not begins_action:
        return False
    if not begins_action and any(map(_OTHER_TABLE.fullmatch, part.headings)):
        return False
    if _has_field(known, ColumnField.ACTION, sure=True):
        is_minutes = _has_field(known, ColumnField.MATTER, sure=True)
        is_listed = is_minutes or _has_partner(known) or _is_complete(part, known)
        return is_listed and (_has_sure_partner(known) or _has_words(part, known))
    if not _has_field(known, ColumnField.ACTION):
        return False
    has_owner_and_more = _has_field(known, ColumnField.OWNER, sure=True) and _has_field(
        known, ColumnField.DUE, *_REPORTS
    )
    return has_owner_and_more or (is_about_actions(part.titles) and _has_partner(known))


def _is_complete(part: TablePart, known: KnownHeadings) -> bool:
    """Whether all headings beside that of the actions are known ones that belong to them."""
    filled = [head for head, text in zip(known, part.headings, strict=True) if text]
    return len(filled) > 1 and all(head is not None for head in filled)


def _has_field(
    known: Iterable[KnownHeading | None], *fields: ColumnField, sure: bool = False
) -> bool:
    return any(
        heading is not None and heading.field in fields and heading.is_sure >= sure
        for heading in known
    )


def _has_partner(known: KnownHeadings) -> bool:
    """Whether an owner, a due date or a status is beside the action."""
    count = sum(heading is not None for heading in known)
    unsure = _has_field(known, ColumnField.OWNER, ColumnField.DUE, *_REPORTS)
    return _has_sure_partner(known) or (unsure and count >= _FEWEST_KNOWN)


def _has_sure_partner(known: KnownHeadings) -> bool:
    return _has_field(known, ColumnField.OWNER, ColumnField.DUE, *_REPORTS, sure=True)


def _has_words(part: TablePart, known: KnownHeadings) -> bool:
    """Whether some action has a few words, or the heading of the table says that they are."""
    actions = [
        at for at, head in enumerate(known) if head is not None and head.field is ColumnField.ACTION
    ]
    texts = (row.list_texts() for row in part.rows)
    counts = [len(row[at].split()) for row in texts for at in actions if at < len(row)]
    return max(counts, default=0) >= _FEWEST_WORDS or is_about_actions(part.titles)
