"""A file beyond doubt, read straight from its tokens into its records.

Most files are such: nothing in them is unknown, missing or twice, and no mark has swallowed a
text. They need no tree, and are read in two thirds of the time. At the
first doubt this reader gives up and tells nothing: the careful one (`yamltree`, `fields`)
begins again. Where both read a file, they read the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.minutes import fields, suspects
from scrutiny_cli.minutes.fields import Reader
from scrutiny_cli.minutes.model import Decision, Item, NextMeeting, Paper
from scrutiny_cli.minutes.nodes import END, LISTS, MARK, SETS, START, STYLES, TEXT
from scrutiny_cli.minutes.text import Place, Word
from scrutiny_cli.minutes.tokens import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrutiny_cli.minutes.nodes import Node, Scalar
    from scrutiny_cli.minutes.tokens import Token, Tokens
    from scrutiny_cli.minutes.values import Field

    _Read = Callable[[Any, Scalar, Node], Any]  # a method of the reader, as in a Field
    # What is done with a field: its attribute; what reads it, None where it is a mere text; the
    # attribute of its place; whether it may be empty; whether it is a value, in which curly
    # quotes are none; of what kind its records are. Bare, for it is taken apart for every field.
    _Step = tuple[str, _Read | None, str, bool, bool, "_Kind | None"]

_new = tuple.__new__  # `Place(…)` takes twice as long, and every record has one
_NO_KEY = ("", "", 0, 0)  # that of an entry: it is asked only where there is something to tell


class _Doubt(Exception):
    """Something here wants a careful look."""


class _Kind(NamedTuple):
    """A kind of records that a field holds, in a list or `alone`.

    That is the fields of one, the field it needs, what makes it of them, what reads a text in its
    place, and what is done with each field.
    """

    table: dict[str, Field]
    needs: str
    make: Callable[[Reader, Place, dict[str, Any]], Any]
    text: _Read | None
    steps: dict[str, _Step]
    alone: bool = False


_KINDS: dict[_Read, _Kind] = {
    Reader.people: _Kind(fields.PERSON, "", Reader.introduced_by, Reader.person, {}),
    Reader.papers: _Kind(
        fields.PAPER, "title", lambda _, __, values: Paper(**values), Reader.paper, {}
    ),
    Reader.decisions: _Kind(
        fields.DECISION, "decision", lambda _, __, values: Decision(**values), Reader.decision, {}
    ),
    Reader.updates: _Kind(fields.UPDATE, "ref", Reader.reported_by, None, {}),
    Reader.actions: _Kind(fields.ACTION, "action", Reader.raised_by, None, {}),
    Reader.brought: _Kind(fields.BROUGHT_FORWARD, "", Reader.raised_by, None, {}),
    Reader.items: _Kind(
        fields.ITEM, "", lambda _, place, values: Item(place, **values), None, {}
    ),
    Reader.next_meeting: _Kind(
        fields.NEXT_MEETING, "", lambda _, place, values: NextMeeting(place, **values), None, {},
        alone=True,
    ),
}  # fmt: skip


def _steps(table: dict[str, Field]) -> dict[str, _Step]:
    return {
        name: (
            row.attribute,
            None if row.read is Reader.text else row.read,
            row.placed,
            not row.must and name != "confidential",  # which is kept back where it says nothing
            name in suspects.VALUES,
            _KINDS.get(row.read),
        )
        for name, row in table.items()
    }


def _learn() -> dict[str, _Step]:
    """Fill in the steps of every kind, which name one another; give those of a meeting."""
    for kind in _KINDS.values():
        kind.steps.update(_steps(kind.table))
    return _steps(fields.MEETING)


_MEETING = _learn()


def read(found: Tokens, reader: Reader) -> tuple[Place, dict[str, Any]] | None:
    """Give the place of a meeting and its fields; None: the file wants a careful look.

    `reader` reads the values; whatever it tells is a doubt, too.
    """
    if reader.problems or found.complaint is not None or found.has_rare:
        return None
    file = _Straight(reader, iter(found.rows).__next__)
    try:
        said = file.meeting()
    except (_Doubt, StopIteration):
        return None
    texts = suspects.Texts(found.source, found.words, file.odd, found.has_rare)
    return None if reader.problems or suspects.text_problems(texts) else said


@dataclass(slots=True, eq=False, repr=False)
class _Straight:
    """Reads the tokens of one file, the next always by `get`.

    `odd` are the texts that do not stand in the file as they are read, with their keys.
    """

    reader: Reader
    get: Callable[[], Token]
    odd: list[tuple[Scalar | None, Scalar]] = field(default_factory=list)

    def meeting(self) -> tuple[Place, dict[str, Any]]:
        """Read the one document there is."""
        root = self.get()
        if root[MARK] not in SETS:
            raise _Doubt
        values, end = self._fields(_MEETING, "date", in_braces=root[MARK] == "{")
        if next(iter(self.get, None), None) is not None:
            raise _Doubt
        return Place(self.reader.source, root[START], end), values

    def _fields(  # noqa: C901  one loop with few calls, for it runs for every field
        self, steps: dict[str, _Step], needs: str, *, in_braces: bool
    ) -> tuple[dict[str, Any], int]:
        """Read the fields of a record; give them, and where they end."""
        get, reader = self.get, self.reader
        values: dict[str, Any] = {}
        empty: list[str] = []
        while (key := get())[MARK] != CLOSED:
            step = steps.get(key[TEXT])
            if step is None or step[0] in values:
                raise _Doubt
            attribute, read, placed, may_be_empty, is_value, kind = step
            value = get()
            text, mark, start, end = value
            if mark not in STYLES:
                values[attribute] = self._held(value, read, kind, is_value=is_value)
                continue
            if end - start != len(text) and mark != "|":
                self.odd.append((key, value))
            if not text or text.isspace():
                if in_braces or not may_be_empty:
                    raise _Doubt
                empty.append(attribute)
                continue
            if is_value and not text.isascii() and suspects.in_curly(text):
                raise _Doubt
            if read is None:
                word = Word(text.rstrip("\n"))
                word.source, word.start, word.end = reader.source, start, end
                values[attribute] = word
                continue
            values[attribute] = read(reader, key, value)
            if placed:
                values[placed] = _new(Place, (reader.source, start, end))
        if (needs and needs not in values) or not (values or empty):
            raise _Doubt
        if empty and _is_twice(empty, values):
            raise _Doubt
        return values, key[END]

    def _held(self, begun: Token, read: _Read | None, kind: _Kind | None, *, is_value: bool) -> Any:  # noqa: ANN401
        """Read a list, of records or of texts, or the one record that a field has."""
        if kind is not None and kind.alone:
            return self._record(begun, kind)
        if begun[MARK] not in LISTS or read is None:
            raise _Doubt
        if kind is not None:
            return self._records(kind, is_value=is_value)
        return read(self.reader, _NO_KEY, self._texts(begun, is_value=is_value))

    def _records(self, kind: _Kind, *, is_value: bool) -> tuple[Any, ...]:
        found: list[Any] = []
        while (begun := self.get())[MARK] != CLOSED:
            if kind.text is not None and begun[MARK] in STYLES:
                text = self._text(begun, is_value=is_value)
                found.append(kind.text(self.reader, _NO_KEY, text))
            else:
                found.append(self._record(begun, kind))
        return tuple(found)

    def _record(self, begun: Token, kind: _Kind) -> Any:  # noqa: ANN401
        _, needs, make, _, steps, _ = kind
        _, mark, start, _ = begun
        if mark not in SETS:
            raise _Doubt
        values, end = self._fields(steps, needs, in_braces=mark == "{")
        return make(self.reader, _new(Place, (self.reader.source, start, end)), values)

    def _texts(self, begun: Token, *, is_value: bool) -> Node:
        entries: list[Node] = []
        while (entry := self.get())[MARK] != CLOSED:
            entries.append(self._text(entry, is_value=is_value))
        return entries, begun[MARK], begun[START], entry[END]

    def _text(self, entry: Token, *, is_value: bool) -> Scalar:
        """Give an entry that is a text."""
        text, mark, start, end = entry
        if mark not in STYLES or not text.strip() or (is_value and suspects.in_curly(text)):
            raise _Doubt
        if end - start != len(text) and mark != "|":
            self.odd.append((None, entry))
        return entry


def _is_twice(empty: list[str], values: dict[str, Any]) -> bool:
    """Whether an empty field stands a second time, empty or not."""
    return len(set(empty)) < len(empty) or not values.keys().isdisjoint(empty)
