"""An entry that is moved to another list, as it was read: with its exact text and its comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.editing.block_lists import BlockList
from scrutiny_cli.editing.yaml_edit import YamlEditor
from scrutiny_cli.editing.yaml_values import PlainValue
from scrutiny_cli.minutes.labels import split_people
from scrutiny_cli.minutes.source import LocatedStr, Span
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import write_exactly, write_within_brackets


class MovedEntry(NamedTuple):
    """An entry as it was read: in brackets, and as it was on lines of its own with its comments.

    `column` is that of its dash; without `lines` it was in brackets or in a text, or it `is_new`.
    """

    value: PlainValue
    in_brackets: str
    lines: tuple[str, ...] = ()
    column: int = 0
    has_comment: bool = False
    is_from_text: bool = False
    is_new: bool = False

    def write_lines(self, column: int, gap: int) -> list[str]:
        """Return its lines in a list whose dashes are at a column."""
        if self.lines:
            return [_shift_line(line, column - self.column) for line in self.lines]
        text = write_exactly(str(self.value)) if self.is_from_text else self.in_brackets
        first, *others = text.replace("\r\n", "\n").split("\n")
        inner = " " * (column + gap)
        return [" " * column + "-".ljust(gap) + first, *(inner + line.strip() for line in others)]


def read_moved_entry(editor: YamlEditor, node: MappingNode, source: str, place: int) -> MovedEntry:
    """Return an entry of a list, or a person that a text names; `place` is from 0."""
    key, value = next(pair for pair in node.fields if pair[0].text == source)
    if isinstance(value, ScalarNode):
        return make_text_entry(editor, split_persons(editor, value)[place])
    listed = editor.expect_list(key.text, value)
    entry = listed.entries[place]
    if listed.is_flow:
        return read_bracketed_entry(editor, entry)
    block = BlockList(editor.layout, key, listed)
    found, lines = editor.changes.read_value(entry), tuple(block.read_lines(place))
    found_block = block.blocks[place]
    has_comment = has_comment_around(editor, entry, found_block.start, found_block.end)
    return MovedEntry(found, _write_in_brackets(editor, entry), lines, block.column, has_comment)


def make_text_entry(editor: YamlEditor, text: str, *, is_new: bool = False) -> MovedEntry:
    """Return a text that is new, or was a part of a text with commas, as an entry."""
    written = write_within_brackets(text, in_quotes=editor.layout.is_json_style)
    return MovedEntry(str(text), written, is_from_text=True, is_new=is_new)


def read_bracketed_entry(editor: YamlEditor, entry: Node) -> MovedEntry:
    """Return an entry of a list in brackets."""
    text = editor.source.text[entry.start : entry.end]
    return MovedEntry(editor.changes.read_value(entry), text)


def has_comment_around(editor: YamlEditor, node: Node, start: int, end: int) -> bool:
    """Whether there is a comment in a stretch of the text, but not within the texts of a node.

    There may be one after a `|`, which is taken for one.
    """
    text, at = editor.source.text, start
    for scalar in _iter_scalars(node):
        if scalar.is_block or "#" in text[at : scalar.start]:
            return True
        at = max(at, editor.layout.value_end(scalar))
    return "#" in text[at:end]


def split_persons(editor: YamlEditor, value: ScalarNode) -> list[LocatedStr]:
    """Return the persons that a text with commas names, with their places."""
    place = Span(editor.source, value.start, value.end)
    return split_people(LocatedStr.make(value.text.strip(), place))


def _iter_scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    for entry in node.entries if isinstance(node, SequenceNode) else ():
        yield from _iter_scalars(entry)
    for key, value in node.fields if isinstance(node, MappingNode) else ():
        yield key
        yield from _iter_scalars(value)


def _write_in_brackets(editor: YamlEditor, entry: Node) -> str:
    """Return an entry that is on lines of its own as it may be in brackets."""
    text = editor.source.text[entry.start : entry.end]
    is_quoted = isinstance(entry, ScalarNode) and entry.style in ("'", '"')
    if "\n" not in text and (entry.is_flow or is_quoted):
        return text
    return _write_value(editor.changes.read_value(entry))


def _write_value(value: PlainValue) -> str:
    if isinstance(value, str):
        return write_within_brackets(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_write_value, value)) + "]"
    fields = (f"{name}: {_write_value(one)}" for name, one in value.items())
    return "{" + ", ".join(fields) + "}"


def _shift_line(line: str, by: int) -> str:
    """Return a line that is set in by some columns more, or by fewer where `by` is below 0."""
    if by >= 0:
        return " " * by + line if line else ""
    return line[min(len(line) - len(line.lstrip(" ")), -by) :]
