"""The rows of a board as lines of JSON, and read back from them.

A line is the list of a row's values, in the order of its fields: those of an action are what the
JSON of `actions` has, and some more. What depends on where a command runs, the board and the paths,
is not among them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from scrutiny_cli.actionlog.rows import (
    ActionRow,
    BoardFacts,
    BoardName,
    BoardRows,
    CompletionWords,
    DecisionRow,
    EventRow,
    LabelRows,
    MattersRows,
    MeetingRow,
    Part,
    PendingMeeting,
    PeopleRows,
    PersonRow,
)

FACTS = "facts"
_VERSION = 1  # another one where a value of a row means something else
_ROWS = (
    ActionRow, EventRow, PersonRow, PeopleRows, LabelRows, MeetingRow, PendingMeeting, MattersRows,
    CompletionWords, BoardFacts, DecisionRow,
)  # fmt: skip
_Convert = Callable[[Any], Any]
# Parts of many rows have a line for each, the others one line.
_LISTS: dict[Part, type] = {
    Part.OPEN: ActionRow,
    Part.CLOSED: ActionRow,
    Part.MEETINGS: MeetingRow,
    Part.DECISIONS: DecisionRow,
}
_RECORDS: dict[Part, type] = {
    Part.PEOPLE: PeopleRows,
    Part.LABELS: LabelRows,
    Part.MATTERS: MattersRows,
    Part.COMPLETION: CompletionWords,
}


class RowsUnreadable(Exception):
    """Lines are not those of rows."""


@cache
def describe_format() -> str:
    """Return what distinguishes lines from those of a program whose rows have other fields."""
    return repr((_VERSION, [(row.__name__, row.__annotations__) for row in _ROWS]))


def format_facts(facts: BoardFacts) -> Iterator[bytes]:
    """Yield the line of a board's facts."""
    yield _format_line(facts)


def format_part(part: Part, content: Any) -> Iterator[bytes]:  # noqa: ANN401  as `BoardRows.parts`
    """Yield the lines of a part of a board's rows."""
    if part in _LISTS and _LISTS[part] is ActionRow:
        return (_format_line(_drop_board(row)) for row in content)
    if part is Part.MATTERS:
        content = content._replace(actions=tuple(map(_drop_board, content.actions)))
    return map(_format_line, content if part in _LISTS else [content])


def _drop_board(row: ActionRow) -> tuple[Any, ...]:
    return row[:_BOARD]


_BOARD = ActionRow._fields.index("board")  # the last one
_dump_json = json.JSONEncoder(
    separators=(",", ":"), default=date.isoformat, check_circular=False
).encode


def _format_line(record: tuple[Any, ...]) -> bytes:
    return f"{_dump_json(record)}\n".encode()


def parse_facts(lines: bytes) -> BoardFacts:
    """Return the facts of a board; raise RowsUnreadable where the line has no such facts."""
    facts: BoardFacts = _parse_record(lines, BoardFacts)
    return facts


def parse_rows(facts: BoardFacts, parts: Mapping[str, bytes], board: BoardName) -> BoardRows:
    """Return the rows of a board of their lines; raise RowsUnreadable where these have none.

    `board` is what it is called where the command runs.
    """
    return BoardRows(
        facts, {Part(name): _parse_part(Part(name), parts[name], board) for name in parts}
    )


def _parse_part(part: Part, lines: bytes, board: BoardName) -> Any:  # noqa: ANN401  as `parts`
    if part in _LISTS:
        rows = _parse_records(lines, _LISTS[part])
        return _add_board(rows, board) if _LISTS[part] is ActionRow else rows
    record = _parse_record(lines, _RECORDS[part])
    if part is Part.MATTERS:
        return record._replace(actions=_add_board(record.actions, board))
    return record


def _add_board(rows: Iterable[ActionRow], board: BoardName) -> tuple[ActionRow, ...]:
    return tuple(row._replace(board=board) for row in rows)


def _parse_record(lines: bytes, kind: type) -> Any:  # noqa: ANN401  of that type
    records = _parse_records(lines, kind)
    if len(records) != 1:
        raise RowsUnreadable
    return records[0]


def _parse_records(lines: bytes, kind: type) -> tuple[Any, ...]:
    convert = _choose_converter(kind)
    try:
        return tuple(map(convert, map(_load_json, lines.decode("ascii").splitlines())))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise RowsUnreadable from error


_load_json = json.JSONDecoder().decode


@cache
def _choose_converter(kind: Any) -> _Convert:  # noqa: ANN401  a type, or a tuple of types
    """Return what makes a value of a type of what JSON has; it raises for anything else."""
    if kind is date:
        return date.fromisoformat
    if get_origin(kind) is dict:
        return _check_texts_by_text
    if get_origin(kind) is tuple:
        (inner, *_) = kinds = get_args(kind)
        return _make_tuple_converter(inner) if ... in kinds else _make_list_converter(kinds, tuple)
    hints = get_type_hints(kind)
    kinds = tuple(hints[name] for name in kind._fields if name != "board")
    has_board = "board" in kind._fields  # which no line has, and for which `_make` has no default
    return _make_list_converter(kinds, (lambda values: kind(*values)) if has_board else kind._make)


def _make_tuple_converter(kind: Any) -> _Convert:  # noqa: ANN401  as above
    """Return what converts a list of any number of values of a type."""
    if kind is not str:
        convert = _choose_converter(kind)
        return lambda values: tuple(map(convert, values))

    def convert_texts(values: list[Any]) -> tuple[str, ...]:
        if not all(type(value) is str for value in values):
            raise TypeError
        return tuple(values)

    return convert_texts


def _make_list_converter(kinds: tuple[Any, ...], make: _Convert) -> _Convert:
    """Return what converts a list whose values have a type each."""
    allowed = tuple(map(_list_json_types, kinds))
    special = [
        (at, _choose_converter(_find_inner_type(kind)))
        for at, kind in enumerate(kinds)
        if _find_inner_type(kind) not in _PLAIN
    ]
    checked: set[tuple[type, ...]] = set()  # the types of a list are looked at once

    def convert_list(values: Any) -> Any:  # noqa: ANN401  as JSON has it
        types = tuple(map(type, values))
        if types not in checked:
            _check_types(values, types, allowed)
            checked.add(types)
        for at, convert in special:
            if values[at] is not None:
                values[at] = convert(values[at])
        return make(values)

    return convert_list


_PLAIN = frozenset({str, int, bool})  # values that JSON has as they are


def _check_types(values: object, types: tuple[type, ...], allowed: tuple[set[type], ...]) -> None:
    is_list = isinstance(values, list) and len(types) == len(allowed)
    if not is_list or any(kind not in some for kind, some in zip(types, allowed, strict=True)):
        raise TypeError


def _list_json_types(kind: Any) -> set[type]:  # noqa: ANN401  as above
    """Return the types that a value of a type may have in JSON."""
    inner = _find_inner_type(kind)
    none = {type(None)} if inner is not kind else set()
    if inner in _PLAIN:
        return {inner, *none}
    if inner is date:
        return {str, *none}
    return {dict if get_origin(inner) is dict else list, *none}


def _find_inner_type(kind: Any) -> Any:  # noqa: ANN401  as above
    """Return the other type of a union with None, otherwise the type itself."""
    if not isinstance(kind, UnionType):
        return kind
    (inner,) = (each for each in get_args(kind) if each is not type(None))
    return inner


def _check_texts_by_text(value: dict[str, Any]) -> dict[str, str]:
    if not all(type(text) is str for text in value.values()):
        raise TypeError
    return value
