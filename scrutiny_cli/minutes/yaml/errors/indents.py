"""Lines that begin in a column where they do not fit."""

from __future__ import annotations

import re
from itertools import takewhile

from scrutiny_cli.minutes.fields import TEXT_FIELDS
from scrutiny_cli.minutes.lines import Line, find_line, is_short, read_lines_above, read_lines_below
from scrutiny_cli.minutes.remedies import suggest_instead, suggest_lines
from scrutiny_cli.minutes.yaml.errors.quoting import rewrite_field
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure

_TAB = r" *(?:- *)*(\t)"
_END_OF_FILE = r"(?m)^(\.\.\.)[ \t]*(?:\r?$|#)"


def find_tab(failure: ParseFailure) -> Fault | None:
    """Find a tab in the indent."""
    line = failure.line
    mark = re.match(_TAB, line.text)
    if mark is None:
        return None
    at = line.start + mark.start(1)
    hint = "Type spaces in its place, two for each level."
    return Fault(at, at + 1, "This is a tab, where YAML needs spaces.", hint, is_of_place=True)


def report_deep_indent(failure: ParseFailure) -> Fault:
    """Report the line of the failure, which its indent makes a part of the text above it."""
    text, line = failure.text, failure.line
    first = find_line(text, failure.last[0] if failure.last else 0)
    near = (above for above in read_lines_above(text, line) if above.name or above.has_dash)
    above = next(near, first)
    hint = f"Begin it {_describe_indent(above.column)}."
    if line.has_dash and above.has_dash and not above.name:
        message = "This entry is indented deeper than the one above, and becomes part of its text."
        indents = f"{_describe_indent(above.edge)} or {_describe_indent(line.edge)}"
        hint = f"Begin both in the same column, {indents}."
    elif line.has_dash:
        message = "A list cannot follow a text."
        if above.name in TEXT_FIELDS:
            hint = rewrite_field(text, above)
            return Fault(line.begin, line.end, message, hint, above.start)
        hint = f"Write nothing after the colon of `{above.name}`."
    else:
        message = (
            "This line is indented deeper than the field above it, and becomes part of its text."
        )
        if above.name:
            hint = f"{hint[:-1]}, as `{above.name}` above."
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def find_wrong_indent(failure: ParseFailure) -> Fault | None:
    """Find that the line of the failure begins where no line may."""
    text, line = failure.text, failure.line
    if line.begin != failure.offset or not line.text.strip():
        return None
    above = find_line(text, max(line.start - 1, 0))
    if above.text.lstrip().startswith("#") and not line.name:
        message = "A comment cuts this line off from the text above."
        return Fault(line.begin, line.end, message, "Put the comment above the field.")
    return _report_wrong_indent(text, line, above)


def _report_wrong_indent(text: str, line: Line, above: Line) -> Fault:
    indents = _open_indents(text, line)
    if line.has_dash and indents[:1] == [line.edge]:
        message = "A list cannot be among fields; it belongs to a field of its own."
        hint = "Write the field's name above it, such as `actions:`."
        return Fault(line.begin, line.end, message, hint, is_of_place=True)
    if (missing := _find_missing_dash(text, line)) is not None:
        return missing
    if not line.name and not line.has_dash and above.edge > line.edge:
        message = "This line of text is indented less than the text above it."
        hint = f"Begin it {_describe_indent(above.edge)}, as the line above."
        return Fault(line.begin, line.end, message, hint, may_follow=True)
    if (end := re.search(_END_OF_FILE, text[: line.start])) is not None:
        message = "With `...` YAML ends the file, and more follows."
        return Fault(end.start(1), end.end(1), message, "Delete this line.")
    message = "The indent of this line does not fit any line above it."
    hint = _choose_indent(indents, line.edge)
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _find_missing_dash(text: str, line: Line) -> Fault | None:
    """Find that a line begins like the entries of its list, but without their dash."""
    sibling = next(
        (above for above in read_lines_above(text, line) if above.edge <= line.edge), None
    )
    if sibling is None or sibling.edge != line.edge or not sibling.has_dash or not line.name:
        return None
    if line.name != sibling.name:
        return None
    run = list(takewhile(lambda below: not _ends_entry(below, line), read_lines_below(text, line)))
    while run and run[-1].is_empty:
        run.pop()
    message = "This entry of the list has no dash before it."
    first = f"- {line.text.strip()}"
    if all(below.is_empty or below.edge > line.edge for below in run):
        return Fault(line.begin, line.end, message, suggest_lines(first))
    hint = "Begin it with `- `, and indent its other fields by two spaces more."
    if is_short(run):
        rest = [below.text[line.edge :].rstrip() for below in run]
        shown = [first, *(f"  {below}" if below else "" for below in rest)]
        hint = suggest_instead(text, line, len(shown), shown)
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _ends_entry(below: Line, line: Line) -> bool:
    is_next = below.edge == line.edge and (below.has_dash or below.name == line.name)
    return not below.is_empty and (below.edge < line.edge or is_next)


def _open_indents(text: str, line: Line) -> list[int]:
    """Return the indents of the lists and fields that a line may be in, the innermost first."""
    indents: list[int] = []
    for above in read_lines_above(text, line):
        if not (above.name or above.has_dash):
            continue
        indents += [n for n in (above.column, above.edge) if not indents or n < indents[-1]]
        if indents[-1] == 0:
            break
    return indents


def _choose_indent(indents: list[int], found: int) -> str:
    """Return the hint that names the nearest indents, one less and one more than was found."""
    outer = [indent for indent in indents if indent < found][:1]
    inner = [indent for indent in indents if indent > found][-1:]
    choices = " or ".join(map(_describe_indent, outer + inner))
    return f"Begin it {choices}, as above." if choices else "See what the line should say."


def _describe_indent(spaces: int) -> str:
    return f"after {spaces} space{'s'[: spaces - 1]}" if spaces else "at the left edge"
