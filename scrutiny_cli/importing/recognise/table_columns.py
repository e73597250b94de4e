"""What each column of a table contains: by its heading, and by its cells where that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from scrutiny_cli.importing.recognise.cell_kinds import (
    has_day,
    has_people,
    is_due_text,
    is_ref,
    is_row_number,
    is_sentence,
)
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.table_rows import TablePart, TableRow, is_about_actions

_MOST = 0.8  # of the cells of a column decide what it contains
_FEWEST_KNOWN = 3
_REPORTS = frozenset({ColumnField.STATUS, ColumnField.RAG})
# Headings of agendas, accounts and events, beside which `Item` or `What` is no action.
_OTHER_TABLE = re.compile(
    r"(?:time|start|finish|duration|mins?|minutes allotted|presenter|presented by|purpose|pages?|"
    r"encl?|enclosure|paper|papers|venue|location|where|cost|costs|amount|budget|actual|spend|"
    r"expenditure|income|price|total|net|gross|vat|payee|payment|invoice|cheque|balance|variance|"
    r"vote|votes|for|against|abstain(?:ed)?|quantity|qty|application|address|applicant|[£$€].*)",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(r"\b(?:description|details?|summary)\b", re.IGNORECASE)


class Columns(NamedTuple):
    """What each column of a part of a table contains; None: only notes.

    `number` is a column of mere row numbers. `rule` is the one that found the columns.
    `is_exchanged`: the headings of owner and action are the wrong way round. `is_doubtful`: a
    row is an action only with an owner or a due date beside it.
    """

    fields: tuple[ColumnField | None, ...]
    number: int | None = None
    rule: str = "A1"
    is_exchanged: bool = False
    is_doubtful: bool = False

    def find_all(self, *wanted: ColumnField) -> list[int]:
        """Return the columns of a field, in their order."""
        return [index for index, field in enumerate(self.fields) if field in wanted]

    def find_one(self, wanted: ColumnField) -> int | None:
        """Return the first column of a field; None if there is none."""
        return next(iter(self.find_all(wanted)), None)


def find_columns(part: TablePart, reading: Reading) -> Columns | None:
    """Return the columns of a part of a table that lists actions; None for any other."""
    if part.headings:
        return _read_headings(part, reading)
    return _read_cells(part, reading) if is_about_actions(part.titles) else None


# With headings


def _read_headings(part: TablePart, reading: Reading) -> Columns | None:
    known = _apply_choices(part, reading)
    if not _lists_actions(part, known):
        return None
    return _resolve_columns(part, known, reading)


def _apply_choices(part: TablePart, reading: Reading) -> list[KnownHeading | None]:
    """Return what the headings say, where a person has not typed what they contain."""
    typed = {" ".join(name.casefold().split()): field for name, field in reading.columns.items()}
    fields = {field.value: field for field in ColumnField}
    return [
        KnownHeading(fields[typed[text.casefold()]])
        if typed.get(text.casefold()) in fields
        else heading
        for text, heading in zip(part.headings, part.list_known(), strict=True)
    ]


def _lists_actions(part: TablePart, known: list[KnownHeading | None]) -> bool:
    """Whether the headings are those of a table of actions."""
    begins_action = any(text.casefold().startswith("action") for text in part.headings)
    if _has_field(known, ColumnField.DECISION) and not begins_action:
        return False
    if not begins_action and any(map(_OTHER_TABLE.fullmatch, part.headings)):
        return False
    if _has_field(known, ColumnField.ACTION, sure=True):
        return _has_partner(known)
    if not _has_field(known, ColumnField.ACTION):
        return False
    is_complete = _has_field(known, ColumnField.OWNER, sure=True) and _has_report_or_due(known)
    return is_complete or (is_about_actions(part.titles) and _has_partner(known))


def _has_field(
    known: Iterable[KnownHeading | None], *fields: ColumnField, sure: bool = False
) -> bool:
    return any(
        heading is not None and heading.field in fields and heading.is_sure >= sure
        for heading in known
    )


def _has_partner(known: list[KnownHeading | None]) -> bool:
    """Whether an owner, a due date or a status is beside the action."""
    count = sum(heading is not None for heading in known)
    sure = _has_field(known, ColumnField.OWNER, ColumnField.DUE, *_REPORTS, sure=True)
    unsure = _has_field(known, ColumnField.OWNER, ColumnField.DUE, *_REPORTS)
    return sure or (unsure and count >= _FEWEST_KNOWN)


def _has_report_or_due(known: list[KnownHeading | None]) -> bool:
    return _has_field(known, ColumnField.DUE, *_REPORTS)


def _resolve_columns(
    part: TablePart, known: list[KnownHeading | None], reading: Reading
) -> Columns | None:
    """Decide each column by its heading and its cells."""
    fields = [None if heading is None else heading.field for heading in known]
    values = _ColumnValues(part.rows, len(fields), reading)
    for decide in (
        _decide_actions,
        _decide_numbers_as_actions,
        _decide_refs,
        _decide_dates,
        _decide_rag,
        _keep_first_of_each,
    ):
        decide(fields, known, part, values)
    exchanged = _exchange_owner(fields, values)
    if ColumnField.ACTION not in fields:
        return None
    number = _find_row_numbers(fields, values, reading)
    return Columns(
        tuple(fields),
        number,
        "A7" if exchanged else "A1",
        is_exchanged=exchanged,
        is_doubtful=_is_shared_heading(part, fields),
    )


class _ColumnValues:
    """The cells of a part of a table by columns."""

    def __init__(self, rows: tuple[TableRow, ...], count: int, reading: Reading) -> None:
        self.reading = reading
        self.columns: list[list[str]] = [[] for _ in range(count)]
        for row in rows:
            for index, text in enumerate(row.list_texts()[:count]):
                if text:
                    self.columns[index].append(text)

    def has_mostly(self, index: int, test: Callable[[str], bool]) -> bool:
        """Whether four filled cells in five of a column are of a kind."""
        texts = self.columns[index]
        return bool(texts) and sum(map(test, texts)) >= _MOST * len(texts)

    def count_words(self, index: int) -> float:
        """Return how many words a filled cell of a column has on average."""
        texts = self.columns[index]
        return sum(len(text.split()) for text in texts) / max(1, len(texts))

    def are_people(self, text: str) -> bool:
        return has_people(text, self.reading.people)

    def are_days(self, text: str) -> bool:
        return has_day(text, month_first=self.reading.month_first)

    def are_dues(self, text: str) -> bool:
        return is_due_text(text, month_first=self.reading.month_first)


_Fields = list[ColumnField | None]
_Known = list[KnownHeading | None]


def _is_sure(known: _Known, index: int) -> bool:
    heading = known[index]
    return heading is not None and heading.is_sure


def _decide_actions(fields: _Fields, known: _Known, part: TablePart, values: _ColumnValues) -> None:
    """Of several columns of actions decide which has them, and what the others have."""
    found = [index for index, field in enumerate(fields) if field is ColumnField.ACTION]
    sure = [index for index in found if _is_sure(known, index)]
    if not found:
        return
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
    fields: _Fields, _known: _Known, _part: TablePart, values: _ColumnValues
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


def _list_texts_unknown(fields: _Fields, values: _ColumnValues) -> list[int]:
    """Return columns of sentences whose headings are not known, or are those of a matter."""
    open_fields = (None, ColumnField.MATTER, ColumnField.FROM)
    return [
        index
        for index, field in enumerate(fields)
        if field in open_fields and values.has_mostly(index, is_sentence)
    ]


def _decide_refs(fields: _Fields, known: _Known, _part: TablePart, values: _ColumnValues) -> None:
    """Read a column `No` as the refs, and a column of minutes as matters, by their cells."""
    for index, field in enumerate(fields):
        if field is ColumnField.REF and not _is_sure(known, index):
            fields[index] = field if values.has_mostly(index, is_ref) else None
        elif field is ColumnField.FROM and not values.has_mostly(index, _is_origin):
            fields[index] = ColumnField.MATTER


def _is_origin(text: str) -> bool:
    """Whether a cell names a meeting or a minute, and is no text: `12 May 2024`, `Item 4.1`."""
    return is_ref(text) or has_day(text) or not is_sentence(text)


def _decide_dates(fields: _Fields, known: _Known, _part: TablePart, values: _ColumnValues) -> None:
    """Read a column `Date` as the day of raising where the due date has its own."""
    sure = any(
        field is ColumnField.DUE and _is_sure(known, index) for index, field in enumerate(fields)
    )
    action = fields.index(ColumnField.ACTION) if ColumnField.ACTION in fields else 0
    for index, field in enumerate(fields):
        if field is ColumnField.DUE and not _is_sure(known, index):
            before = index < action
            fields[index] = ColumnField.RAISED if sure or before else field
        elif field is ColumnField.CLOSED and not values.has_mostly(index, values.are_days):
            fields[index] = ColumnField.STATUS if ColumnField.STATUS not in fields else None


def _decide_rag(fields: _Fields, _known: _Known, _part: TablePart, values: _ColumnValues) -> None:
    """Read a column of colours as a note, one of words such as `Complete` as a status."""
    find_status = values.reading.statuses.find_status
    for index, field in enumerate(fields):
        if field is ColumnField.RAG:
            says = values.has_mostly(index, lambda text: find_status(text) is not None)
            is_status = says and ColumnField.STATUS not in fields
            fields[index] = ColumnField.STATUS if is_status else None


def _keep_first_of_each(
    fields: _Fields, known: _Known, _part: TablePart, _values: _ColumnValues
) -> None:
    """Of several columns of a field keep the first whose heading is sure; others are notes."""
    several = (ColumnField.ACTION, ColumnField.UPDATE, ColumnField.MATTER, ColumnField.DECISION)
    for field in ColumnField:
        found = [index for index, each in enumerate(fields) if each is field]
        if field in several or len(found) < 2:  # noqa: PLR2004  several columns
            continue
        kept = next((index for index in found if _is_sure(known, index)), found[0])
        for index in found:
            fields[index] = field if index == kept else None


def _exchange_owner(fields: _Fields, values: _ColumnValues) -> bool:
    """Exchange the columns whose owners are sentences and whose actions are people (A7)."""
    if ColumnField.OWNER not in fields or ColumnField.ACTION not in fields:
        return False
    owner, action = fields.index(ColumnField.OWNER), fields.index(ColumnField.ACTION)
    if not values.has_mostly(action, values.are_people):
        return False
    if not values.has_mostly(owner, lambda text: not values.are_people(text)):
        return False
    fields[owner], fields[action] = ColumnField.ACTION, ColumnField.OWNER
    return True


def _find_row_numbers(fields: _Fields, values: _ColumnValues, reading: Reading) -> int | None:
    """Return the column whose cells are 1, 2, 3 …, and which therefore is no ref."""
    index = fields.index(ColumnField.REF) if ColumnField.REF in fields else None
    if index is None:
        blank = (at for at, field in enumerate(fields) if field is None)
        index = next((at for at in blank if values.has_mostly(at, is_row_number)), None)
        if index is None or not _counts_up(values.columns[index]):
            return None
        fields[index] = ColumnField.REF
    if reading.has_row_numbers or not _counts_up(values.columns[index]):
        return None
    fields[index] = None
    return index


def _counts_up(texts: list[str]) -> bool:
    """Whether cells are the numbers from 1 on."""
    if not texts or not all(map(is_row_number, texts)):
        return False
    numbers = [int(re.sub(r"\D", "", text)) for text in texts]
    return numbers == list(range(1, len(numbers) + 1))


def _is_shared_heading(part: TablePart, fields: _Fields) -> bool:
    """Whether decisions are in the column of the actions as well."""
    heading = part.headings[fields.index(ColumnField.ACTION)].casefold()
    return re.search(r"\b(?:decisions?|resolutions?|agreements?)\b", heading) is not None


# Without headings


def _read_cells(part: TablePart, reading: Reading) -> Columns | None:
    """Decide the columns of a table without headings by their cells (A2)."""
    count = max((len(row.cells) for row in part.rows), default=0)
    values = _ColumnValues(part.rows, count, reading)
    filled = [index for index in range(count) if values.columns[index]]
    if len(filled) < 2:  # noqa: PLR2004  a column of actions and another
        return None
    fields: _Fields = [None] * count
    action = max(filled, key=values.count_words)
    if not values.has_mostly(action, is_sentence):
        return None
    fields[action] = ColumnField.ACTION
    _place_first(fields, ColumnField.REF, filled, lambda at: values.has_mostly(at, is_ref))
    _place_first(
        fields, ColumnField.OWNER, filled, lambda at: values.has_mostly(at, values.are_people)
    )
    _place_first(fields, ColumnField.DUE, filled, lambda at: values.has_mostly(at, values.are_dues))
    find_status = reading.statuses.find_status
    _place_first(
        fields,
        ColumnField.STATUS,
        filled,
        lambda at: values.has_mostly(at, lambda text: find_status(text) is not None),
    )
    if not any(field not in (None, ColumnField.ACTION) for field in fields):
        return None
    return Columns(tuple(fields), _find_row_numbers(fields, values, reading), "A2")


def _place_first(
    fields: _Fields, field: ColumnField, filled: list[int], test: Callable[[int], bool]
) -> None:
    """Give a field to the first column that passes a test and has none."""
    found = next((index for index in filled if fields[index] is None and test(index)), None)
    if found is not None:
        fields[found] = field
