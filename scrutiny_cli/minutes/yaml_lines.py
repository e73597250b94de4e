"""New fields and entries of lists as YAML: on lines of their own, or within brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scrutiny_cli.minutes import yaml_text
from scrutiny_cli.minutes.yaml_scalars import write_exactly, write_within_brackets


class BlockText(str):
    """A text that is written below a `|`, even if it is one line."""

    __slots__ = ()


class NewEntry(NamedTuple):
    """An entry of a list: a text, or fields (a value may be None), and the comments above it.

    A comment without words is an empty line.
    """

    content: str | Mapping[str, Value]
    above: tuple[str, ...] = ()

    def with_empty_line(self) -> NewEntry:
        """Return the entry with an empty line above it."""
        return self if self.above[:1] == ("",) else self._replace(above=("", *self.above))


# A text, or texts within brackets.
Texts = str | tuple[str, ...]
# Those, entries on lines of their own, fields on lines of their own, or nothing.
Value = Texts | list[NewEntry] | Mapping[str, Texts] | None


class Indent(NamedTuple):
    """How far a list's dash is from its field's name, and the entry's fields from the dash."""

    dash: int = 2
    gap: int = 2


DEFAULT_INDENT = Indent()


# On lines of their own


def list_lines(entries: Iterable[NewEntry], column: int, indent: Indent) -> list[str]:
    """Return the lines of a list whose dashes are at a column, from 0."""
    return [line for entry in entries for line in _entry_lines(entry, column, indent)]


def _entry_lines(entry: NewEntry, column: int, indent: Indent) -> Iterator[str]:
    for text in entry.above:
        yield from yaml_text.comment_lines(text, column) if text else [""]
    dash = " " * column + "-".ljust(indent.gap)
    inner = column + indent.gap
    if isinstance(entry.content, str):
        yield from _text_lines(dash[:-1], entry.content, inner)
        return
    lines = [
        line
        for name, value in entry.content.items()
        for line in field_lines(name, value, inner, indent)
    ]
    lines[0] = dash + lines[0][inner:]
    yield from lines


def field_lines(name: str, value: Value, column: int, indent: Indent) -> list[str]:
    """Return the lines of a field whose name is at a column, from 0."""
    head = " " * column + name + ":"
    if isinstance(value, list):
        return [head, *list_lines(value, column + indent.dash, indent)]
    if isinstance(value, Mapping):
        inner = column + (indent.dash or DEFAULT_INDENT.dash)
        parts = (field_lines(key, text, inner, indent) for key, text in value.items())
        return [head, *(line for lines in parts for line in lines)]
    if isinstance(value, str):
        return _text_lines(head, value, column + 2)
    return [head] if value is None else [f"{head} {write_inline(value)}"]


def _text_lines(head: str, text: str, column: int) -> list[str]:
    """Return the lines of a text after a field's name or a dash; below `|` it is at a column."""
    lines = block_lines(text)
    if lines is None:
        return [f"{head} {write_exactly(text)}"]
    return [f"{head} |", *indent_lines(lines, column)]


def block_lines(text: str) -> list[str] | None:
    """Return the lines of a text as they are written below a `|`; None where it needs none."""
    return yaml_text.block_scalar_lines(text, may_be_one=isinstance(text, BlockText))


def indent_lines(lines: list[str], column: int) -> list[str]:
    """Return lines that begin at a column; empty ones stay empty."""
    return [" " * column + line if line else "" for line in lines]


def write_inline(value: Texts) -> str:
    """Return a value on one line, as it may follow a field's name outside of brackets."""
    if isinstance(value, str):
        return write_exactly(value)
    return f"[{', '.join(write_within_brackets(text) for text in value)}]"


# Within brackets; `quoted` puts every text in quotes, as JSON has it


def write_flow(value: Value, *, quoted: bool) -> str:
    """Return a value as it may be written within brackets."""
    if isinstance(value, str):
        return write_within_brackets(value, in_quotes=quoted)
    if isinstance(value, Mapping):
        return "{" + ", ".join(write_flow_fields(value, quoted=quoted)) + "}"
    parts = [
        write_flow_entry(part, quoted=quoted)
        if isinstance(part, NewEntry)
        else write_flow(part, quoted=quoted)
        for part in value or ()
    ]
    return f"[{', '.join(parts)}]"


def write_flow_entry(entry: NewEntry, *, quoted: bool) -> str:
    """Return an entry within brackets, its fields in braces, without its comments."""
    if isinstance(entry.content, str):
        return write_flow(entry.content, quoted=quoted)
    return "{" + ", ".join(write_flow_fields(entry.content, quoted=quoted)) + "}"


def write_flow_fields(fields: Mapping[str, Value], *, quoted: bool) -> list[str]:
    """Return fields as they are written in braces, without those that have no value."""
    mark = '"' if quoted else ""
    return [
        f"{mark}{name}{mark}: {write_flow(value, quoted=quoted)}"
        for name, value in fields.items()
        if value is not None
    ]
