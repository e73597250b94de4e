"""Which field each column of a table of actions has, where its heading alone does not say."""

from __future__ import annotations

import itertools
import re

from scrutiny_cli.importing.recognise.cell_kinds import (
    has_day,
    is_item_number,
    is_ref,
    is_row_number,
    is_sentence,
)
from scrutiny_cli.importing.recognise.column_values import ColumnValues
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading
from scrutiny_cli.importing.recognise.table_rows import TablePart
from scrutiny_cli.minutes.dates.date_reader import find_date

Fields = list[ColumnField | None]
KnownHeadings = list[KnownHeading | None]
_OWNER = re.compile(r"\b(?:owners?|leads?|who|whom|by|responsib\w+|person)\b", re.IGNORECASE)
_DESCRIPTION = re.compile(r"\b(?:descriptions?|details?|summary)\b", re.IGNORECASE)


def decide_fields(known: KnownHeadings, part: TablePart, values: ColumnValues) -> Fields:
    """Return the field of each column, by its heading and its cells."""
    fields = [None if heading is None else heading.field for heading in known]
    for decide in (
        _decide_actions,
        _decide_numbers_as_actions,
        _decide_refs,
        _decide_dates,
        _decide_rag,
        _keep_first_of_each,
    ):
        decide(fields, known, part, values)
    return fields


def _is_sure(known: KnownHeadings, index: int) -> bool:
    heading = known[index]
    return heading is not None and heading.is_sure


def _decide_actions(
    fields: Fields, known: KnownHeadings, part: TablePart, values: ColumnValues
) -> None:
    """Of several columns of actions decide which has them, and what the others have."""
    found = [index for index, field in enumerate(fields) if field is ColumnField.ACTION]
    sure = [index for index in found if _is_sure(known, index)]
    if ColumnField.OWNER not in fields and _OWNER.search(part.headings[found[0]]):
        is_owner = values.has_mostly(found[0], values.are_people)
        fields[found[0]] = ColumnField.OWNER if is_owner else ColumnField.ACTION
    main = sure[0] if sure else max(found, key=values.count_words)
    for index in found:
        if index == main:
            continue
        if values.has_mostly(index, is_ref) and ColumnField.REF not in fields:
            fields[index] = ColumnField.REF
        elif _DESCRIPTION.search(part.headings[index]):
            fields[index] = ColumnField.ACTION
        else:
            fields[index] = None if index in sure else ColumnField.MATTER


def _decide_numbers_as_actions(
    fields: Fields, _known: KnownHeadings, _part: TablePart, values: ColumnValues
) -> None:
    """Read an action column of numbers alone as the refs, beside a description (A7)."""
    found = [index for index, field in enumerate(fields) if field is ColumnField.ACTION]
    others = [index for index in found if not values.has_mostly(index, is_ref)]
    others = others or _list_texts_unknown(fields, values)
    if not found or not others or not values.has_mostly(found[0], is_ref):
        return
    if ColumnField.REF in fields:
        fields[fields.index(ColumnField.REF)] = None
    fields[found[0]] = ColumnField.REF
    fields[others[0]] = ColumnField.ACTION


def _list_texts_unknown(fields: Fields, values: ColumnValues) -> list[int]:
    """Return columns of sentences whose headings are not known, or are those of a matter."""
    open_fields = (None, ColumnField.MATTER, ColumnField.FROM)
    return [
        index
        for index, field in enumerate(fields)
        if field in open_fields and values.has_mostly(index, is_sentence)
    ]


def _decide_refs(
    fields: Fields, known: KnownHeadings, _part: TablePart, values: ColumnValues
) -> None:
    """Read a column `No` as the refs, and one of minutes as matters or refs, by their cells."""
    for index, field in enumerate(fields):
        if field is ColumnField.REF and not _is_sure(known, index):
            is_kept = values.has_mostly(index, is_ref) or is_log_number(index, fields, values)
            fields[index] = field if is_kept else None
        elif field is ColumnField.FROM and not values.has_mostly(index, _is_origin):
            fields[index] = ColumnField.MATTER
    numbered = [index for index, field in enumerate(fields) if field is ColumnField.FROM]
    if numbered and ColumnField.REF not in fields and _are_refs(values.columns[numbered[0]]):
        fields[numbered[0]] = ColumnField.REF


def _are_refs(texts: list[str]) -> bool:
    """Whether each cell has a number of its own that is more than a row's: `4.1`, `8.3.1`."""
    is_each = all(is_ref(text) and not is_row_number(text) for text in texts)
    return bool(texts) and is_each and len(set(texts)) == len(texts)


def _is_origin(text: str) -> bool:
    """Whether a cell names a meeting or a minute, and is no text: `12 May 2024`, `Item 4.1`."""
    return is_ref(text) or is_item_number(text) or has_day(text)


def _is_day_alone(text: str) -> bool:
    """Whether a cell is a date and nothing else."""
    return find_date(" ".join(text.split())) is not None


def _decide_dates(
    fields: Fields, known: KnownHeadings, _part: TablePart, values: ColumnValues
) -> None:
    """Read a column `Date` as the day of raising where the due date has its own."""
    sure = any(
        field is ColumnField.DUE and _is_sure(known, index) for index, field in enumerate(fields)
    )
    action = fields.index(ColumnField.ACTION) if ColumnField.ACTION in fields else 0
    for index, field in enumerate(fields):
        if field is ColumnField.OWNER and not _is_sure(known, index):
            is_due = ColumnField.DUE not in fields and values.has_mostly(index, _is_day_alone)
            fields[index] = ColumnField.DUE if is_due else field
        elif field is ColumnField.DUE and not _is_sure(known, index):
            before = index < action
            fields[index] = ColumnField.RAISED if sure or before else field
        elif field is ColumnField.CLOSED and not values.has_mostly(index, values.are_days):
            fields[index] = ColumnField.STATUS if ColumnField.STATUS not in fields else None


def _decide_rag(
    fields: Fields, _known: KnownHeadings, _part: TablePart, values: ColumnValues
) -> None:
    """Read a column of colours as a note, one of words such as `Complete` as a status."""
    find_status = values.reading.statuses.find_status
    for index, field in enumerate(fields):
        if field is ColumnField.RAG:
            says = values.has_mostly(index, lambda text: find_status(text) is not None)
            is_status = says and ColumnField.STATUS not in fields
            fields[index] = ColumnField.STATUS if is_status else None


def _keep_first_of_each(
    fields: Fields, known: KnownHeadings, part: TablePart, _values: ColumnValues
) -> None:
    """Of several columns of a field keep the first whose heading is sure; others are notes."""
    several = (ColumnField.ACTION, ColumnField.UPDATE, ColumnField.MATTER, ColumnField.DECISION)
    for field in ColumnField:
        found = [index for index, each in enumerate(fields) if each is field]
        if field in several or len(found) < 2:
            continue
        kept = _choose_column(found, field, known, part)
        for index in found:
            fields[index] = field if index == kept else None


def _choose_column(
    found: list[int], field: ColumnField, known: KnownHeadings, part: TablePart
) -> int:
    """Return the column that counts: one headed `Owner` before `Lead`, a sure one before others."""
    is_owner = field is ColumnField.OWNER
    named = [at for at in found if is_owner and "owner" in part.headings[at].casefold()]
    sure = [at for at in found if _is_sure(known, at)]
    return next(iter((*named, *sure, *found)))


def exchange_owner(fields: Fields, values: ColumnValues) -> bool:
    """Exchange the columns whose owners are sentences and whose actions are people (A7)."""
    if ColumnField.OWNER not in fields or ColumnField.ACTION not in fields:
        return False
    owner, action = fields.index(ColumnField.OWNER), fields.index(ColumnField.ACTION)
    if not values.has_mostly(action, values.are_clear_people):
        return False
    if not values.has_mostly(owner, lambda text: not values.are_people(text)):
        return False
    fields[owner], fields[action] = ColumnField.ACTION, ColumnField.OWNER
    return True


def find_row_numbers(known: KnownHeadings, fields: Fields, values: ColumnValues) -> int | None:
    """Return the column of mere numbers of rows, which are no refs.

    Below `Ref` numbers that do not count from 1 are refs.
    """
    if values.reading.has_row_numbers:
        return None
    for index, field in enumerate(fields):
        if field not in {None, ColumnField.REF} or not values.has_all(index, is_row_number):
            continue
        is_ref_column = field is ColumnField.REF and (
            _is_sure(known, index) or is_log_number(index, fields, values)
        )
        if not is_ref_column or _counts_up(values.columns[index]):
            return index
    return None


def is_log_number(index: int, fields: Fields, values: ColumnValues) -> bool:
    """Whether mere numbers beside a status are those of a log: `9, 11, 12`, each its own."""
    if ColumnField.STATUS not in fields or not values.has_all(index, is_row_number):
        return False
    numbers = [int(re.sub(r"\D", "", text)) for text in values.columns[index]]
    is_rising = all(first < second for first, second in itertools.pairwise(numbers))
    return is_rising and numbers[-1] - numbers[0] >= len(numbers)


def _counts_up(texts: list[str]) -> bool:
    """Whether numbers begin with 1, and each is one more than the last."""
    numbers = [int(re.sub(r"\D", "", text)) for text in texts]
    return numbers == list(range(1, len(numbers) + 1))


def has_shared_heading(part: TablePart, fields: Fields) -> bool:
    """Whether decisions are in the column of the actions as well."""
    heading = part.headings[fields.index(ColumnField.ACTION)].casefold()
    return re.search(r"\b(?:decisions?|resolutions?|agreements?|outcomes?)\b", heading) is not None
