"""Lines of an example from which the marks of a comment were deleted, but not as they should be."""

from __future__ import annotations

from scrutiny_cli.minutes.fields import TABLES
from scrutiny_cli.minutes.lines import (
    Line,
    find_line,
    parse_line,
    read_lines_above,
    read_lines_below,
)
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure

_FIELDS = frozenset(name for table in TABLES for name in table)
_MARK = "# "


def find_commented_field(failure: ParseFailure) -> Fault | None:
    """Find that the line of the failure belongs to a field above it that is still a comment."""
    text, line = failure.text, failure.line
    comments: list[Line] = []
    start = line.start
    while start > 0:
        above = find_line(text, start - 1)
        if not above.text.startswith(_MARK):
            break
        comments.append(parse_line(above.text.removeprefix(_MARK)))
        start = above.start
    if line.is_empty or not any(_may_hold(above, line) for above in comments):
        return None
    first = text.count("\n", 0, start) + 1
    last = first + len(comments) - 1
    between = " to " if last - first > 1 else " and "
    lines = f"line {first}" if first == last else f"lines {first}{between}{last}"
    message = "This line belongs to a field that is still a comment."
    hint = f"Delete the `#` and one space at the start of {lines}, too."
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _may_hold(above: Line, line: Line) -> bool:
    """Whether a line is a field without a value, or an entry, that another may be a part of."""
    is_open = above.has_dash or above.value in ("", "|", ">")
    is_further = line.edge > above.edge or (line.has_dash and line.edge == above.column)
    return above.name in _FIELDS and is_open and is_further


def find_space_of_comment(failure: ParseFailure) -> Fault | None:
    """Find that the line of the failure and the one below it have one space too many.

    So it is where the `#` of a comment was deleted, but not the space after it.
    """
    text, line = failure.text, failure.line
    below = next((below for below in read_lines_below(text, line) if not below.is_empty), None)
    is_odd = line.edge % 2 and below is not None and below.edge % 2
    if line.is_empty or not is_odd or not _is_right_indent(text, line, line.edge - 1):
        return None
    message = "This line and those below it are indented by one space too many."
    hint = (
        "Delete one space at the start of each of them. It may be left from a `# ` that you "
        "deleted."
    )
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _is_right_indent(text: str, line: Line, spaces: int) -> bool:
    """Whether a line would fit where it is, if it were indented by some spaces."""
    for above in read_lines_above(text, line):
        if spaces == (above.edge if line.has_dash else above.column):
            return True
        if above.edge < spaces:
            break
    return False
