"""A file's own way of writing, and spans of new text that follow it.

A page finds the place in the text and how things are set in there; nothing that a person
wrote is written anew but what is replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.editing import yaml_text
from scrutiny_cli.minutes import yaml_parser
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.minutes.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_pitfalls import holds_words
from scrutiny_cli.minutes.yaml_scalars import quote_exactly, write_exactly, write_within_brackets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.minutes.source import Source

Route = tuple[int, ...]

# A comment, after blank lines or none, on a line below.
_COMMENT_BELOW = re.compile(r"(?:[ \t]*\r?\n)+([ \t]*)#[^\r\n]*")
_COMMENT = re.compile(r"(?:^|\s)#")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_BARE_RETURN = re.compile(r"\r(?!\n)")


class CannotEdit(Exception):
    """The text was left as it is; the message says where, why, and what to do."""


class TextEdit(NamedTuple):
    """A stretch of a text, in characters, and what stands there from now on."""

    start: int
    end: int
    text: str


class Entry(NamedTuple):
    """An entry of a list: its fields (a value may be empty), and the comments above it.

    A comment of no words is an empty line.
    """

    fields: tuple[tuple[str, Value], ...]
    above: tuple[str, ...] = ()


def _spaced(entry: Entry) -> Entry:
    """Part an entry from the one above by an empty line."""
    return entry if entry.above[:1] == ("",) else Entry(entry.fields, ("", *entry.above))


# A text, texts within brackets, entries on lines of their own, or nothing.
Value = str | tuple[str, ...] | list[Entry] | None


class Margin(NamedTuple):
    """How a list is set in: from its field's name to the dash, and from there to the fields."""

    dash: int = 2
    gap: int = 2


def applied(text: str, spans: Iterable[TextEdit]) -> str:
    """Put the spans into a text, the last first; of those at one place the first comes first."""
    ordered = sorted(enumerate(spans), key=lambda pair: (pair[1].start, pair[0]), reverse=True)
    for _, span in ordered:
        text = text[: span.start] + span.text + text[span.end :]
    return text


class Line(NamedTuple):
    """A line of a text: its number, from 1, and what it says."""

    number: int
    text: str


def lines_written(text: str, spans: Iterable[TextEdit]) -> tuple[Line, ...]:
    """Give the lines of the new text that spans write something into, in order."""
    new = applied(text, spans)
    lines = [line.removesuffix("\r") for line in new.split("\n")]
    numbers: set[int] = set()
    shift = 0
    for _, span in sorted(enumerate(spans), key=lambda pair: (pair[1].start, pair[0])):
        start = span.start + shift
        shift += len(span.text) - (span.end - span.start)
        if span.text.strip():
            first = start + len(span.text) - len(span.text.lstrip("\r\n"))
            last = start + len(span.text.rstrip("\r\n"))
            numbers |= set(range(new.count("\n", 0, first), new.count("\n", 0, last) + 1))
    return tuple(Line(at + 1, lines[at]) for at in sorted(numbers))


# Lines of block style, and the same within brackets


def list_lines(entries: Iterable[Entry], column: int, margin: Margin) -> list[str]:
    """Write the entries of a list whose dashes stand at a column."""
    return [line for entry in entries for line in _entry_lines(entry, column, margin)]


def _entry_lines(entry: Entry, column: int, margin: Margin) -> Iterator[str]:
    for text in entry.above:
        yield from yaml_text.comment(text, column) if text else [""]
    inner = column + margin.gap
    lines = [
        line for name, value in entry.fields for line in field_lines(name, value, inner, margin)
    ]
    lines[0] = " " * column + "-".ljust(margin.gap) + lines[0][inner:]
    yield from lines


def field_lines(name: str, value: Value, column: int, margin: Margin) -> list[str]:
    """Write a field whose name stands at a column."""
    head = " " * column + name + ":"
    if isinstance(value, list):
        return [head, *list_lines(value, column + margin.dash, margin)]
    lines = yaml_text.block(value) if isinstance(value, str) else None
    if lines is not None:
        return [f"{head} |", *_indented(lines, column + 2)]
    return [head] if value is None else [f"{head} {_inline(value)}"]


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _inline(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return write_exactly(value)
    return f"[{', '.join(write_within_brackets(text) for text in value)}]"


def _flow(value: Value, *, quoted: bool) -> str:
    if isinstance(value, str):
        return write_within_brackets(value, in_quotes=quoted)
    parts = [
        _flow_entry(part, quoted=quoted) if isinstance(part, Entry) else _flow(part, quoted=quoted)
        for part in value or ()
    ]
    return f"[{', '.join(parts)}]"


def _flow_entry(entry: Entry, *, quoted: bool) -> str:
    return "{" + ", ".join(_flow_fields(entry.fields, quoted=quoted)) + "}"


def _flow_fields(fields: Iterable[tuple[str, Value]], *, quoted: bool) -> list[str]:
    # Within braces a field may not be empty.
    mark = '"' if quoted else ""
    return [
        f"{mark}{name}{mark}: {_flow(value, quoted=quoted)}"
        for name, value in fields
        if value is not None
    ]


# Finding one's way


def value_of(node: MappingNode, name: str) -> tuple[ScalarNode, Node] | None:
    """Give a field's name and value, each with its place."""
    return next((pair for pair in node.fields if pair[0].text == name), None)


def entries_of(node: MappingNode, name: str) -> list[Node]:
    """Give the entries of a list, or the one thing that stands for a list of one."""
    found = value_of(node, name)
    if found is None or _is_empty(found[1]):
        return []
    return found[1].entries if isinstance(found[1], SequenceNode) else [found[1]]


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.start == node.end


class Spot(NamedTuple):
    """An item: by which items down from the meeting it is reached, and its fields."""

    route: Route
    node: MappingNode


def spots(node: MappingNode, route: Route = ()) -> Iterator[Spot]:
    """Give the meeting and every item below it, in the order of the file."""
    yield Spot(route, node)
    for at, entry in enumerate(entries_of(node, "items")):
        if isinstance(entry, MappingNode):
            yield from spots(entry, (*route, at))


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its tree, and what a person may write himself where this cannot."""

    source: Source
    root: MappingNode
    by_hand: str

    def item(self, route: Route) -> MappingNode:
        """Give the meeting, or the item of a route."""
        return next(spot.node for spot in spots(self.root) if spot.route == route)

    # Lists

    def append(
        self, node: MappingNode, name: str, new: list[Entry], after: str | None
    ) -> list[TextEdit]:
        """Put entries at the end of a list; where there is none, it is made below a field."""
        found = value_of(node, name)
        if found is None:
            return [self._new_field(node, name, new, after)]
        key, value = found
        if _is_empty(value) and not node.is_flow:
            return [self._first_entries(key, new)]
        if not isinstance(value, SequenceNode):
            raise self.cannot(value.start, f"`{name}` is not written as a list, one entry a line")
        if value.is_flow:
            return [self._into_brackets(value, [_flow_entry(e, quoted=self._quotes) for e in new])]
        column, margin = self._set_in(key, value)
        entries = map(_spaced, new) if self._is_spaced(value) else new
        lines = list_lines(entries, column, margin)
        return [self._below(self._inner_end(value), lines, deeper=column)]

    def prepend(
        self, node: MappingNode, name: str, new: Entry, after: str | None = None
    ) -> list[TextEdit]:
        """Put an entry at the beginning of a list; a list that is missing is made below a field."""
        found = value_of(node, name)
        key, value = found or (None, None)
        if key is None or value is None or not isinstance(value, SequenceNode) or not value.entries:
            return self.append(node, name, [new], after)
        if value.is_flow:
            start = value.entries[0].start
            return [TextEdit(start, start, _flow_entry(new, quoted=self._quotes) + ", ")]
        column, margin = self._set_in(key, value)
        blank = [""] if self._is_spaced(value) else []
        lines = [*list_lines([new], column, margin), *blank]
        return [self._below(key.end, lines, deeper=None)]

    def insert(self, node: MappingNode, name: str, place: int, new: Entry) -> list[TextEdit]:
        """Put an entry into a list; `place`, from 0, is its place there."""
        key, value = value_of(node, name) or (None, None)
        if key is None or value is None or not isinstance(value, SequenceNode):
            at = node.start if value is None else value.start
            raise self.cannot(at, f"`{name}` is not written as a list, one entry a line")
        before, after = value.entries[place - 1], value.entries[place % len(value.entries)]
        if value.is_flow:
            text = _flow_entry(new, quoted=self._quotes)
            if place:
                return [TextEdit(before.end, before.end, f", {text}")]
            return [TextEdit(after.start, after.start, f"{text}, ")]
        column, margin = self._set_in(key, value)
        spaced = [""] if self._is_spaced(value) else []
        lines = list_lines([new], column, margin)
        if place:
            return [self._below(self._inner_end(before), [*spaced, *lines], deeper=column)]
        start = self._dash_line(after.start, column)
        mark = self._mark(start)
        return [TextEdit(start, start, "".join(line + mark for line in [*lines, *spaced]))]

    def _dash_line(self, at: int, column: int) -> int:
        """Give where the line begins that has an entry's dash at a column."""
        start = self._at(at).line_start
        while self.source.text[start + column : start + column + 1] != "-":
            start = self._at(start - 1).line_start
        return start

    def _first_entries(self, key: ScalarNode, new: list[Entry]) -> TextEdit:
        margin, column = self._habit(), self._column(key.start)
        lines = list_lines(new, column + margin.dash, margin)
        return self._below(key.end, lines, deeper=column)

    def _set_in(self, key: ScalarNode, value: SequenceNode) -> tuple[int, Margin]:
        """Measure where a list's dashes stand, and how they are set in."""
        between = self.source.text[value.start : value.entries[0].start]
        line_start = self._at(value.start).line_start
        if self.source.text[line_start : value.start].strip(" ") or not between.startswith("-"):
            raise self.cannot(value.start, "the list does not begin on a line of its own")
        column = value.start - line_start
        gap = len(between) if between.strip(" ") == "-" else Margin().gap
        return column, Margin(max(column - self._column(key.start), 0), gap)

    def _habit(self) -> Margin:
        """Give how the first list of the file is set in."""
        for key, value in self._lists(self.root):
            before = self.source.text[self._at(value.start).line_start : value.start]
            if not before.strip(" "):
                return self._set_in(key, value)[1]
        return Margin()

    def _lists(self, node: Node) -> Iterator[tuple[ScalarNode, SequenceNode]]:
        if isinstance(node, SequenceNode):
            for entry in node.entries:
                yield from self._lists(entry)
        for key, value in node.fields if isinstance(node, MappingNode) else ():
            if isinstance(value, SequenceNode) and not value.is_flow:
                yield key, value
            yield from self._lists(value)

    def _is_spaced(self, value: SequenceNode) -> bool:
        """Whether empty lines part the entries."""
        if len(value.entries) == 1:
            return False
        before, last = value.entries[-2:]
        return bool(_BLANK_LINE.search(self.source.text, self._inner_end(before), last.start))

    # Fields

    def set(self, node: MappingNode, name: str, value: str | tuple[str, ...]) -> list[TextEdit]:
        """Give a field its value: an empty one is filled, another replaced, a missing one added."""
        found = value_of(node, name)
        if found is None:
            return [self._new_field(node, name, value, None)]
        start, end = self._stretch(*found)
        lead = "" if self.source.text[start - 1 : start].isspace() else " "
        return [TextEdit(start, end, lead + self._replacing(node, found[0], value, end))]

    def remove(self, node: MappingNode, name: str) -> list[TextEdit]:
        """Take a field away, its lines with it; a comment on its last line stays."""
        fields = node.fields
        place = next(at for at, (key, _) in enumerate(fields) if key.text == name)
        key, value = fields[place]
        _, end = self._stretch(key, value)
        end = max(end, key.end)
        if node.is_flow and place:
            return [
                self._bare(
                    TextEdit(max(fields[place - 1][1].end, fields[place - 1][0].end), end, "")
                )
            ]
        if not place:
            return [self._bare(TextEdit(key.start, fields[1][0].start, ""))]
        line_end = self._line_end(end)
        note = self.source.text.find("#", end, line_end)
        if note >= 0:
            return [TextEdit(key.start, note, "")]
        above = self.source.text[: self._at(key.start).line_start]
        return [TextEdit(len(above.removesuffix("\n").removesuffix("\r")), line_end, "")]

    def _bare(self, span: TextEdit) -> TextEdit:
        """Give a span that takes text away, where no comment would go with it."""
        if _COMMENT.search(self.source.text, span.start, span.end):
            raise self.cannot(span.start, "a comment is among what would be taken away")
        return span

    def _stretch(self, key: ScalarNode, value: Node) -> tuple[int, int]:
        """Give what a field's value takes up; a comment in it would be lost."""
        text, start, end = self.source.text, value.start, self._inner_end(value)
        if not isinstance(value, ScalarNode) and not value.is_flow:
            start = text.index(":", key.end) + 1
        head = text[start:end]
        if isinstance(value, ScalarNode):
            head = head.partition("\n")[0] if value.style in ("|", ">") else ""
        if _COMMENT.search(head):
            raise self.cannot(start, f"a comment is within the value of `{key.text}`")
        return start, end

    def _replacing(
        self, node: MappingNode, key: ScalarNode, value: str | tuple[str, ...], end: int
    ) -> str:
        if node.is_flow:
            return _flow(value, quoted=self._quotes)
        if not isinstance(value, str):
            return _inline(value)
        if holds_words(key.text, value) and self._comment_follows(key, end):
            # Behind bare words it would read as what was lost of them, below a `|` as text.
            return quote_exactly(value)
        lines = yaml_text.block(value) if self._ends_line(end) else None
        if lines is None:
            return write_exactly(value)
        return self._mark(end).join(["|", *_indented(lines, self._column(key.start) + 2)])

    def _comment_follows(self, key: ScalarNode, at: int) -> bool:
        text, end = self.source.text, self._line_end(at)
        below = _COMMENT_BELOW.match(text, end)
        deeper = below is not None and len(below[1]) > self._column(key.start)
        return deeper or text[at:end].lstrip().startswith("#")

    def _ends_line(self, at: int) -> bool:
        return at == self._line_end(at)

    def _new_field(self, node: MappingNode, name: str, value: Value, after: str | None) -> TextEdit:
        """Add a field below another one, or (None) at the end."""
        if node.is_flow:
            fields = _flow_fields([(name, value)], quoted=self._quotes)
            return self._into_brackets(node, fields)
        above = value_of(node, after) if after is not None else None
        last = above is None or above is node.fields[-1]
        column = self._column(node.fields[0][0].start)
        lines = field_lines(name, value, column, self._habit())
        # What stands below the last field, as deep as it, still speaks of it.
        deeper = column - 1 if last and column else column
        key, found = above or node.fields[-1]
        return self._below(max(key.end, self._inner_end(found)), lines, deeper=deeper)

    def _into_brackets(self, node: MappingNode | SequenceNode, parts: list[str]) -> TextEdit:
        """Put texts at the end of a list or of fields in brackets, parted as the others are."""
        inside = self._inside(node)
        text = self.source.text
        if not inside:
            return TextEdit(node.start + 1, node.start + 1, ", ".join(parts))
        start, end = inside[-1]
        if "#" in text[end : node.end]:
            raise self.cannot(end, "a comment comes after the last entry within brackets")
        before = inside[-2][1] if len(inside) > 1 else node.start + 1
        between = text[before:start].lstrip(",")
        several = len(inside) > 1 or "\n" in between
        part = "," + (between if several and not between.strip() else " ")
        return TextEdit(end, end, "".join(part + one for one in parts))

    def _inside(self, node: MappingNode | SequenceNode) -> list[tuple[int, int]]:
        if isinstance(node, SequenceNode):
            return [(entry.start, entry.end) for entry in node.entries]
        return [(key.start, value.end) for key, value in node.fields]

    # The text

    @property
    def _quotes(self) -> bool:
        """Whether the file is written as JSON, every name in quotes."""
        return all(key.style == '"' for key, _ in self.root.fields)

    def _mark(self, at: int) -> str:
        """Give what ends the line of a place; behind the last line, what ends the one before."""
        text = self.source.text
        end = text.find("\n", at)
        end = text.rfind("\n", 0, at) if end < 0 else end
        return "\r\n" if text.endswith("\r", 0, max(end, 0)) else "\n"

    def _at(self, start: int) -> Span:
        return Span(self.source, start, start)

    def _column(self, start: int) -> int:
        return self._at(start).column - 1

    def _below(self, after: int, lines: list[str], *, deeper: int | None) -> TextEdit:
        """Put lines below the line of a place, and below comments set in deeper than a column."""
        end = self._line_end(after)
        while deeper is not None:
            comment = _COMMENT_BELOW.match(self.source.text, end)
            if comment is None or len(comment[1]) <= deeper:
                break
            end = comment.end()
        return TextEdit(end, end, "".join(self._mark(end) + line for line in lines))

    def _line_end(self, at: int) -> int:
        text = self.source.text
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        return end - text.endswith("\r", at, end)

    def _inner_end(self, node: Node) -> int:
        """Give where the last text within a node ends: a block runs on over blanks and comments."""
        if isinstance(node, ScalarNode):
            return self._text_end(node)
        if node.is_flow:
            return node.end
        if isinstance(node, SequenceNode):
            return self._inner_end(node.entries[-1])
        key, value = node.fields[-1]
        return max(key.end, self._inner_end(value))

    def _text_end(self, node: ScalarNode) -> int:
        """Give where a text ends; one under `|` or `>` has swallowed the blank lines below."""
        if node.style not in ("|", ">"):
            return node.end
        kept = node.text.rstrip("\n")
        ends = "\r\n" if kept != kept.rstrip() else None
        return len(self.source.text[: node.end].rstrip(ends))

    def cannot(self, at: int, why: str) -> CannotEdit:
        """Say that the place cannot be edited, and what may be written there by hand."""
        return CannotEdit(f"{self.source.path}:{self._at(at).line}: {why}: {self.by_hand}")


def page(source: Source, by_hand: str) -> Page:
    """Open a text for editing; `by_hand` ends each refusal. Raises CannotEdit."""
    root = yaml_parser.parse(source).root
    if root is None or not isinstance(root, MappingNode):
        raise CannotEdit(f"{source.path} cannot be read. `scrutiny check` says what to fix.")
    opened = Page(source, root, by_hand)
    bare = _BARE_RETURN.search(source.text)
    if bare is not None:
        place = Span(source, bare.start(), bare.end())
        raise CannotEdit(
            f"{source.path}:{place.line}: a line ends here as only old Macintoshes end one. Save "
            "the file with the line ends of Windows or of Unix, and run it again."
        )
    return opened
