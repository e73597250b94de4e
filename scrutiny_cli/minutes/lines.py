"""The lines of a YAML file as a person sees them: indent, dash, field's name and value.

Used where YAML itself gives up, so nothing here relies on the file being readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

_BEGINNING = r"([ \t]*(?:-[ \t]+)*)(?:([^\W\d][\w-]*):(?:[ \t]+|$))?"
_COMMENT = r"(?<![ \t])[ \t]+#[ \t]"
_MAX_LINES = 200  # of one field or entry that a hint would show
_MAX_ABOVE = 5_000  # lines among which the field is looked for in whose list a line is


class Line(NamedTuple):
    """A line and where it begins, its parts: indent with dashes, field's name, and value."""

    start: int
    text: str
    indent: str
    name: str
    value: str
    comment: str

    @property
    def value_start(self) -> int:
        """Where the value begins, in characters from the beginning of the file."""
        return self.start + len(self.text) - len(self.comment) - len(self.value)

    @property
    def edge(self) -> int:
        """How many spaces and tabs it begins with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def column(self) -> int:
        """How many characters are before the field's name, or before the text."""
        return len(self.indent)

    @property
    def has_dash(self) -> bool:
        """Whether the line begins an entry of a list."""
        return bool(self.indent.strip())

    @property
    def dash(self) -> str:
        """The dash and the space with which the line is written, or "" where it has none."""
        return "- " if self.has_dash else ""

    @property
    def label(self) -> str:
        """Its dash, and its field's name with colon and space, as far as it has them."""
        return f"{self.dash}{self.name}: " if self.name else self.dash

    def put_after_dash(self, lines: Iterable[str]) -> list[str]:
        """Return lines with the dash of this line before the first, and as far in below it."""
        first, *rest = lines
        indent = " " * len(self.dash)
        return [self.dash + first, *((indent + line).rstrip() for line in rest)]

    @property
    def begin(self) -> int:
        """Where its first character other than a space is."""
        return self.start + self.edge

    @property
    def end(self) -> int:
        """Where it ends, without spaces; at least one character after `begin`."""
        return max(self.begin + 1, self.start + len(self.text.rstrip()))

    @property
    def is_empty(self) -> bool:
        """Whether it has neither field nor text."""
        return self.text.lstrip()[:1] in ("", "#")

    @property
    def is_bare(self) -> bool:
        """Whether it has text, but neither a field's name nor a dash."""
        return not (self.is_empty or self.name or self.has_dash)


def find_line(text: str, at: int) -> Line:
    """Return the line of a place, with its parts."""
    return _line_between(text, text.rfind("\n", 0, at) + 1, find_end_of_line(text, at))


@lru_cache(maxsize=64)  # a long line has many places that ask for it
def _line_between(text: str, start: int, end: int) -> Line:
    return parse_line(text[start:end].removesuffix("\r"), start)


def parse_line(line: str, start: int = 0) -> Line:
    """Split a line that begins at a place into its parts."""
    beginning = re.match(_BEGINNING, line)
    indent, name = beginning.groups("") if beginning else ("", "")
    rest = line[beginning.end() :] if beginning else line
    comment = re.search(_COMMENT, rest)
    value = (rest[: comment.start()] if comment else rest).rstrip(" \t")
    return Line(start, line, indent, name, value, rest[len(value) :])


def read_lines_above(text: str, line: Line) -> Iterator[Line]:
    """Yield the lines above that have a field or text, the nearest first."""
    start = line.start
    for _ in range(_MAX_ABOVE):
        if start <= 0:
            return
        above = find_line(text, start - 1)
        start = above.start
        if not above.is_empty:
            yield above


def read_lines_below(text: str, line: Line) -> Iterator[Line]:
    """Yield the lines below, empty ones too; at most one more than a hint would show."""
    end = text.find("\n", line.start)
    for _ in range(_MAX_LINES + 1):
        if not 0 <= end < len(text) - 1:
            return
        below = find_line(text, end + 1)
        yield below
        end = text.find("\n", below.start)


def find_lines_of_field(text: str, line: Line) -> list[Line]:
    """Return a field's line, and those below it that are part of its value by their indent.

    A list with its dashes directly below the field's name belongs to it, too. Of very many
    lines only the first are returned (see `is_short`).
    """
    end = find_end_of_field(text, line)
    return _strip_empty_end(
        [line, *takewhile(lambda other: other.start < end, read_lines_below(text, line))]
    )


def find_end_of_field(text: str, line: Line) -> int:
    """Return where the lines end that are part of a field's value by their indent."""
    column = line.column
    same = rf"[ \t]{{{column}}}(?!-[ \r\n])" if line.name and not line.value else ""
    return _end_of_lines(text, line, column if not same else column - 1, same)


def find_end_of_entry(text: str, line: Line) -> int:
    """Return where the lines end that do not fit if a line does not fit where it is.

    They are those that are indented deeper, and those of the same kind with the same indent.
    """
    if line.name and line.value[:1] in ("", "|", ">"):  # a list or text may have the same indent
        return _end_of_lines(text, line, line.edge - 1, "")
    mark = r"(?!-[ \r\n])" if line.has_dash else r"(?=-[ \r\n])"
    return _end_of_lines(text, line, line.edge - 1, rf"[ \t]{{{line.edge}}}{mark}")


def _end_of_lines(text: str, line: Line, most: int, other: str) -> int:
    """Return where a line follows whose indent is `most` at most, or that matches `other`."""
    starts = [rf"[ \t]{{0,{most}}}"] if most >= 0 else []
    pattern = "|".join([*starts, *([other] if other else [])])
    begin = text.find("\n", line.start) + 1
    if not begin or not pattern:
        return len(text)
    found = re.compile(rf"(?m)^(?:{pattern})(?=[^ \t\r\n#])").search(text, begin)
    return found.start() if found else len(text)


def find_lines_of_entry(text: str, line: Line) -> list[Line]:
    """Return a line, and those below it that are indented deeper than it begins."""
    below = takewhile(
        lambda other: other.is_empty or other.edge > line.edge, read_lines_below(text, line)
    )
    return _strip_empty_end([line, *below])


def _strip_empty_end(lines: list[Line]) -> list[Line]:
    while len(lines) > 1 and lines[-1].is_empty:
        lines.pop()
    return lines


def is_short(lines: Sized) -> bool:
    """Whether lines are few enough for a hint to show them all."""
    return len(lines) <= _MAX_LINES


def find_end_of_line(text: str, at: int) -> int:
    """Return where the line of a place ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def find_line_number(text: str, line: Line) -> int:
    """Return the number of a line, from 1."""
    return text.count("\n", 0, line.start) + 1


def find_list_name(text: str, line: Line) -> str:
    """Return the field in whose list a line is, by the indents above, or ""."""
    for above in read_lines_above(text, line):
        if above.edge == line.edge and (above.has_dash or not above.name):
            continue  # an entry beside it
        if above.name and above.column <= line.edge:
            return "" if above.value else above.name
        if above.edge < line.edge:
            return ""
    return ""


def has_field_beside(text: str, line: Line, name: str) -> bool:
    """Whether the fields among which a line's field is have one of a name."""
    above = takewhile(lambda other: other.column >= line.column, read_lines_above(text, line))
    below = takewhile(
        lambda other: other.is_empty or other.edge >= line.column, read_lines_below(text, line)
    )
    beside = list(below) if line.has_dash else [*_until_dash(above, line), *below]
    return any(other.name == name and other.column == line.column for other in beside)


def _until_dash(above: Iterator[Line], line: Line) -> Iterator[Line]:
    """Yield the lines above up to the one with the dash of the same entry."""
    for other in above:
        yield other
        if other.has_dash and other.column == line.column:
            return


def remove_indent(lines: list[str]) -> list[str]:
    """Return lines without the indent that all of them have; empty ones are ignored."""
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]
