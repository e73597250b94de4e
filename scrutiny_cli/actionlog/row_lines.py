"""The rows of a board as lines of JSON, and read back from them.

Each record is an object with the fields of its row by their names. Those of an action are what the
JSON of `actions` has, and some more; but what depends on where a command runs, the board and the
paths, is not among them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
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
    LabelRows,
    MattersRows,
    MeetingRow,
    Part,
    PeopleRows,
)

FORMAT = "1"  # of the lines: another one where rows have other fields, or mean something else
FACTS = "facts"
_Convert = Callable[[Any], Any]
# Parts of many rows have a line for each, the others one line.
_LISTS: dict[Part, type] = {Part.OPEN: ActionRow, Part.CLOSED: ActionRow, Part.MEETINGS: MeetingRow}
_RECORDS: dict[Part, type] = {
    Part.PEOPLE: PeopleRows,
    Part.LABELS: LabelRows,
    Part.MATTERS: MattersRows,
    Part.COMPLETION: CompletionWords,
}


class RowsUnreadable(Exception):
    """Lines are not those of rows."""


def format_parts(rows: BoardRows) -> dict[str, bytes]:
    """Return the facts and each part of a board's rows as lines, by the names of the parts.

    The open actions come first of the parts, the closed ones last.
    """
    parts = {part.value: _format_part(rows, part) for part in Part if part in rows.parts}
    return {FACTS: _format_lines([rows.facts]), **parts}


def _format_part(rows: BoardRows, part: Part) -> bytes:
    content = rows.parts[part]
    return _format_lines(content if part in _LISTS else [content])


def _format_lines(records: Iterable[Any]) -> bytes:
    return "".join(f"{_dump_json(_make_plain(record))}\n" for record in records).encode()


_dump_json = json.JSONEncoder(separators=(",", ":"), default=date.isoformat).encode


def _make_plain(value: Any) -> Any:  # noqa: ANN401  any value of a row
    """Return a value with its records as mappings, without the board that they are of."""
    if isinstance(value, (str, int)) or value is None:
        return value
    if hasattr(value, "_asdict"):
        fields = value._asdict().items()
        return {name: _make_plain(field) for name, field in fields if name != "board"}
    return list(map(_make_plain, value)) if isinstance(value, tuple) else value


def parse_facts(lines: bytes) -> BoardFacts:
    """Return the facts of a board; raise RowsUnreadable where the line has no such facts."""
    (facts,) = _parse_records(lines, BoardFacts)
    found: BoardFacts = facts
    return found


def parse_rows(facts: BoardFacts, parts: Mapping[str, bytes], board: BoardName) -> BoardRows:
    """Return the rows of a board of their lines; raise RowsUnreadable where these have none.

    `board` is what it is called where the command runs.
    """
    return BoardRows(
        facts, {Part(name): _parse_part(Part(name), parts[name], board) for name in parts}
    )


def _parse_part(part: Part, lines: bytes, board: BoardName) -> Any:  # noqa: ANN401  as `parts`
    if part is Part.MEETINGS:
        return _parse_records(lines, MeetingRow)
    if part in _LISTS:
        return _add_board(_parse_records(lines, ActionRow), board)
    (record,) = _parse_records(lines, _RECORDS[part])
    if part is Part.MATTERS:
        return record._replace(actions=_add_board(record.actions, board))
    return record


def _add_board(rows: Iterable[ActionRow], board: BoardName) -> tuple[ActionRow, ...]:
    return tuple(row._replace(board=board) for row in rows)


def _parse_records(lines: bytes, kind: type) -> tuple[Any, ...]:
    convert = _choose_converter(kind)
    try:
        return tuple(convert(json.loads(line)) for line in lines.splitlines())
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise RowsUnreadable from error


@cache
def _choose_converter(kind: Any) -> _Convert:  # noqa: ANN401  a type, or a union or tuple of types
    """Return what makes a value of a type of what JSON has; it raises for anything else."""
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, UnionType):
        (some,) = (each for each in get_args(kind) if each is not type(None))
        return _make_optional(_choose_converter(some))
    if get_origin(kind) is tuple:
        return _make_tuple_converter(get_args(kind))
    if get_origin(kind) is dict:
        return _check_texts_by_text
    if hasattr(kind, "_fields"):
        return _make_record_converter(kind)
    return _make_check(kind)


def _make_check(kind: type) -> _Convert:
    def check_type(value: Any) -> Any:  # noqa: ANN401  the value itself
        if type(value) is not kind:
            raise TypeError
        return value

    return check_type


def _make_optional(convert: _Convert) -> _Convert:
    return lambda value: None if value is None else convert(value)


def _make_tuple_converter(kinds: tuple[Any, ...]) -> _Convert:
    if kinds[-1] is ...:
        convert = _choose_converter(kinds[0])
        return lambda values: tuple(map(convert, values))
    converters = tuple(map(_choose_converter, kinds))
    return lambda values: tuple(
        convert(value) for convert, value in zip(converters, values, strict=True)
    )


def _check_texts_by_text(value: Any) -> dict[str, str]:  # noqa: ANN401  as JSON has it
    if not all(isinstance(text, str) for text in value.values()):
        raise TypeError
    return dict(value)


def _make_record_converter(kind: Any) -> _Convert:  # noqa: ANN401  a class of named tuples
    hints = get_type_hints(kind)
    fields = [(name, _choose_converter(hints[name])) for name in kind._fields if name != "board"]
    return lambda record: kind(*(convert(record[name]) for name, convert in fields))
