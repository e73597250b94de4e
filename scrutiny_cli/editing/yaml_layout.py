"""How a YAML text is laid out: where lines and values end, how lists are indented and spaced."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, Indent

# By which entries of the lists `items` an item is reached from the meeting.
ItemPath = tuple[int, ...]

# A comment on a line below, after empty lines or none.
_COMMENT_BELOW = re.compile(r"(?:[ \t]*\r?\n)+([ \t]*)#[^\r\n]*")
_COMMENT = re.compile(r"(?:^|\s)#")
_HEADED = re.compile(r"^ *#.*\n *\r?\n(?: *#.*\n)*\Z", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")


class CannotEdit(Exception):
    """The text was not changed; the message has where, why, and what to do."""


# Nodes


def find_field(node: MappingNode, name: str) -> tuple[ScalarNode, Node] | None:
    """Return the nodes of a field's name and value; None where there is no such field."""
    return next((pair for pair in node.fields if pair[0].text == name), None)


def list_field_entries(node: MappingNode, name: str) -> list[Node]:
    """Return the entries of a field's list; any other value is a list of one."""
    found = find_field(node, name)
    if found is None or is_missing_value(found[1]):
        return []
    return found[1].entries if isinstance(found[1], SequenceNode) else [found[1]]


def list_field_names(node: MappingNode) -> list[str]:
    """Return the names of a mapping's fields in their order."""
    return [key.text for key, _ in node.fields]


def field_before_next_meeting(node: MappingNode) -> str:
    """Return the name of a meeting's last field that is not `next_meeting`."""
    names = list_field_names(node)
    return ([name for name in names if name != "next_meeting"] or names)[-1]


def is_missing_value(node: Node) -> bool:
    """Whether a field's value is missing."""
    return isinstance(node, ScalarNode) and node.start == node.end


class ItemNode(NamedTuple):
    """The mapping of an item and its path; of the meeting itself the path is empty."""

    path: ItemPath
    node: MappingNode


def iter_item_nodes(node: MappingNode, path: ItemPath = ()) -> Iterator[ItemNode]:
    """Yield the meeting and every item below it, in the order of the file."""
    yield ItemNode(path, node)
    for place, entry in enumerate(list_field_entries(node, "items")):
        if isinstance(entry, MappingNode):
            yield from iter_item_nodes(entry, (*path, place))


def find_scalar(node: Node, place: int) -> ScalarNode:
    """Return the text at a place within a node."""
    while not isinstance(node, ScalarNode):
        below = (
            node.entries if isinstance(node, SequenceNode) else [value for _, value in node.fields]
        )
        node = below[bisect_right(below, place, key=lambda one: one.start) - 1]
    return node


# The text


@dataclass(frozen=True, slots=True)
class YamlLayout:
    """Measures a text by its tree; places are in characters from the beginning of the text.

    `manual_fallback` ends each refusal: what a person may write by hand instead.
    """

    source: Source
    root: MappingNode
    manual_fallback: str

    def error(self, place: int, why: str) -> CannotEdit:
        """Return the refusal to edit at a place; `why` is a sentence."""
        line = self._span_at(place).line
        return CannotEdit(
            f"{self.source.path}:{line}: {why} Nothing was written. {self.manual_fallback}"
        )

    # Lines

    def _span_at(self, place: int) -> Span:
        return Span(self.source, place, place)

    def line_start(self, place: int) -> int:
        """Return where the line of a place begins."""
        return self._span_at(place).line_start

    def column(self, place: int) -> int:
        """Return the column of a place, from 0."""
        return self._span_at(place).column - 1

    def line_end(self, place: int) -> int:
        """Return where the line of a place ends, before its line end."""
        text = self.source.text
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        return end - text.endswith("\r", place, end)

    def newline(self, place: int) -> str:
        """Return what ends the line of a place; for the last line, what ends the one before."""
        text = self.source.text
        end = text.find("\n", place)
        end = text.rfind("\n", 0, place) if end < 0 else end
        return "\r\n" if text.endswith("\r", 0, max(end, 0)) else "\n"

    def end_with_comments(self, place: int, deeper: int | None) -> int:
        """Return the end of a place's line, or of the comments below that belong to it.

        These are indented deeper than a column; None: no comment belongs to the line.
        """
        end = self.line_end(place)
        while deeper is not None:
            comment = _COMMENT_BELOW.match(self.source.text, end)
            if comment is None or len(comment[1]) <= deeper:
                break
            end = comment.end()
        return end

    def has_comment_after(self, key: ScalarNode, place: int) -> bool:
        """Whether a comment follows a field's value on its line, or below it and deeper."""
        text, end = self.source.text, self.line_end(place)
        below = _COMMENT_BELOW.match(text, end)
        deeper = below is not None and len(below[1]) > self.column(key.start)
        return deeper or text[place:end].lstrip().startswith("#")

    def has_comment_within(self, start: int, end: int) -> bool:
        """Whether a comment is within a stretch of the text."""
        return _COMMENT.search(self.source.text, start, end) is not None

    # Values

    def value_end(self, node: Node) -> int:
        """Return where the last text within a node ends.

        The end of a block node itself is after the empty lines and comments that follow it.
        """
        if isinstance(node, ScalarNode):
            return self._text_end(node)
        if node.is_flow:
            return node.end
        if isinstance(node, SequenceNode):
            return self.value_end(node.entries[-1])
        return self.field_end(*node.fields[-1])

    def field_end(self, key: ScalarNode, value: Node) -> int:
        """Return where a field ends; an empty value may be before its colon."""
        return max(key.end, self.value_end(value))

    def _text_end(self, node: ScalarNode) -> int:
        """Return where a text ends; one under `|` or `>` includes the empty lines below it."""
        if not node.is_block:
            return node.end
        kept = node.text.rstrip("\n")
        ends = "\r\n" if kept != kept.rstrip() else None
        return len(self.source.text[: node.end].rstrip(ends))

    def value_span(self, key: ScalarNode, value: Node) -> tuple[int, int]:
        """Return where a field's value begins and ends; a comment in it would be lost."""
        text, start, end = self.source.text, value.start, self.value_end(value)
        if not isinstance(value, ScalarNode) and not value.is_flow:
            start = text.index(":", key.end) + 1
        head = text[start:end]
        if isinstance(value, ScalarNode):
            head = head.partition("\n")[0] if value.is_block else ""
        if _COMMENT.search(head):
            raise self.error(start, f"There is a comment within the value of `{key.text}`.")
        return start, end

    # Habits of the file

    @property
    def is_json_style(self) -> bool:
        """Whether the file is written as JSON, every name in quotes."""
        return all(key.style == '"' for key, _ in self.root.fields)

    def is_spaced(self, value: SequenceNode) -> bool:
        """Whether an empty line is between the last two entries of a list.

        Of a single entry: whether one is below a comment that heads it.
        """
        if len(value.entries) == 1:
            return _HEADED.search(self.source.text, 0, self.line_start(value.start)) is not None
        before, last = value.entries[-2:]
        return bool(_EMPTY_LINE.search(self.source.text, self.value_end(before), last.start))

    def measure_indent(self, key: ScalarNode, value: SequenceNode) -> tuple[int, Indent]:
        """Return the column of a list's dashes, and how the list is indented."""
        between = self.source.text[value.start : value.entries[0].start]
        line_start = self.line_start(value.start)
        if self.source.text[line_start : value.start].strip(" ") or not between.startswith("-"):
            raise self.error(value.start, "The list does not begin on its own line.")
        column = value.start - line_start
        gap = len(between) if between.strip(" ") == "-" else DEFAULT_INDENT.gap
        return column, Indent(max(column - self.column(key.start), 0), gap)

    def detect_indent(self) -> Indent:
        """Return how the first list of the file is indented."""
        for key, value in _iter_block_lists(self.root):
            before = self.source.text[self.line_start(value.start) : value.start]
            if not before.strip(" "):
                return self.measure_indent(key, value)[1]
        return DEFAULT_INDENT

    def find_dash_line(self, place: int, column: int) -> int:
        """Return where the line begins that has an entry's dash at a column."""
        start = self.line_start(place)
        while self.source.text[start + column : start + column + 1] != "-":
            start = self.line_start(start - 1)
        return start


def _iter_block_lists(node: Node) -> Iterator[tuple[ScalarNode, SequenceNode]]:
    """Yield every list that is not in brackets, with its field's name."""
    if isinstance(node, SequenceNode):
        for entry in node.entries:
            yield from _iter_block_lists(entry)
    for key, value in node.fields if isinstance(node, MappingNode) else ():
        if isinstance(value, SequenceNode) and not value.is_flow:
            yield key, value
        yield from _iter_block_lists(value)
