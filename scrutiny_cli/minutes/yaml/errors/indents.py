"""Lines that begin in a column where they do not fit."""

from __future__ import annotations

import re
from itertools import takewhile

from scrutiny_cli.minutes.fields import ENTRY_FIELDS, TEXT_FIELDS
from scrutiny_cli.minutes.lines import Line, find_line, is_short, read_lines_above, read_lines_below
from scrutiny_cli.minutes.remedies import suggest_instead, suggest_lines
from scrutiny_cli.minutes.yaml.entries import MISSING_DASH
from scrutiny_cli.minutes.yaml.errors.quoting import rewrite_field
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure

_FIRST_FIELDS = frozenset(ENTRY_FIELDS.values()) | {"ref", "initials", "number"}
_TAB = r" *(?:- *)*(\t)"
_END_OF_FILE = r"(?m)^(\.\.\.)[ \t]*(?:\r?$|#)"


def find_tab(failure: ParseFailure) -> Fault | None:
    """Find a tab in the indent."""
    line = failure.line
    mark = re.match(_TAB, line.text)
    if mark is None:
        return None
    at = line.start + mark.start(1)
    if line.is_empty and "#" not in line.text:
        return Fault(
            at,
            at + 1,
            "There is a tab on this empty line.",
            "Delete the tab.",
            ends=line.start + len(line.text),
        )
    hint = "Indent with spaces, two for each level."
    return Fault(at, at + 1, "This is a tab.", hint, is_of_place=True)


def report_deep_indent(failure: ParseFailure) -> Fault:
    """Report the line of the failure, which its indent makes a part of the text above it."""
    text, line = failure.text, failure.line
    first = find_line(text, failure.last[0] if failure.last else 0)
    near = (above for above in read_lines_above(text, line) if above.name or above.has_dash)
    above = next(near, first)
    hint = f"{_suggest_indent([above.column])}."
    if line.has_dash and above.has_dash and not above.name:
        message = "This entry is indented further than the one above, so YAML reads both as one."
        hint = f"{_suggest_indent([above.edge])}, like the entry above."
    elif line.has_dash:
        message = "This list is below a field that already has text."
        if above.name in TEXT_FIELDS:
            hint = rewrite_field(text, above)
            return Fault(line.begin, line.end, message, hint, above.start)
        hint = f"Delete the text after `{above.name}:`."
    else:
        message = (
            "This line is indented further than the field above, so YAML reads both as one text."
        )
        if above.name:
            hint = f"{_suggest_indent([above.column])}, like `{above.name}` above."
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def find_wrong_indent(failure: ParseFailure) -> Fault | None:
    """Find that the line of the failure begins where no line may."""
    text, line = failure.text, failure.line
    if line.begin != failure.offset or not line.text.strip():
        return None
    above = find_line(text, max(line.start - 1, 0))
    if above.text.lstrip().startswith("#") and not line.name:
        message = "The comment above cuts this line off from its text."
        return Fault(line.begin, line.end, message, "Move the comment above the field.")
    return _report_wrong_indent(text, line, above)


def _report_wrong_indent(text: str, line: Line, above: Line) -> Fault:
    indents = _open_indents(text, line)
    if line.has_dash and indents[:1] == [line.edge]:
        if (stray := _find_stray_dash(text, line)) is not None:
            return stray
        message = "This list has no field's name above it."
        hint = "Write the field's name above it, for example `actions:`."
        return Fault(line.begin, line.end, message, hint, is_of_place=True)
    if (missing := _find_missing_dash(text, line)) is not None:
        return missing
    if (shallow := _find_shallow_text(line, above)) is not None:
        return shallow
    if (end := re.search(_END_OF_FILE, text[: line.start])) is not None:
        message = "YAML stops reading at `...`, but there is more below."
        return Fault(end.start(1), end.end(1), message, "Delete this line.")
    message = "This line is not indented like any of the lines above it."
    hint = _choose_indent(indents if line.has_dash else _open_columns(text, line), line.edge)
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _find_shallow_text(line: Line, above: Line) -> Fault | None:
    """Find that a line of text is indented less than the text above it, or than its field."""
    if line.is_bare and above.edge > line.edge:
        message = "This line is indented less than the rest of its text."
        hint = f"{_suggest_indent([above.edge])}, like the line above."
    elif line.is_bare and above.name and above.value and above.column > line.edge:
        message = "This line of text is not indented further than the field above it."
        hint = f"{_suggest_indent([above.column + 2])} if it belongs to `{above.name}`."
    else:
        return None
    return Fault(line.begin, line.end, message, hint, may_follow=True)


def _find_stray_dash(text: str, line: Line) -> Fault | None:
    """Find that a line with a dash is among the fields of an entry, whether an entry or a field."""
    names = set()
    for above in read_lines_above(text, line):
        if above.column == line.edge:
            names.add(above.name)
        if above.has_dash or above.edge < line.edge:
            break
    else:
        return None
    if not line.name or not above.name or above.column != line.edge:
        return None
    if line.name in names:
        message = "This entry is indented further than the one above it."
        hint = f"{_suggest_indent([above.edge])}, like the entry above."
    elif line.name not in _FIRST_FIELDS:
        message = f"There is a dash before `{line.name}`, which is a field of the entry above."
        hint = f"Delete the dash. {_suggest_indent([above.column])}, like `{above.name}` above."
    else:
        return None
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
    first = f"- {line.text.strip()}"
    if all(below.is_empty or below.edge > line.edge for below in run):
        return Fault(line.begin, line.end, MISSING_DASH, suggest_lines(first))
    hint = "Begin it with `- `, and indent its other fields by two more spaces."
    if is_short(run):
        rest = [below.text[line.edge :].rstrip() for below in run]
        shown = [first, *(f"  {below}" if below else "" for below in rest)]
        hint = suggest_instead(text, line, len(shown), shown)
    return Fault(line.begin, line.end, MISSING_DASH, hint, is_of_place=True)


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


def _open_columns(text: str, line: Line) -> list[int]:
    """Return the columns of the fields that a field may be beside, the innermost first."""
    columns: list[int] = []
    for above in read_lines_above(text, line):
        if above.name and (not columns or above.column < columns[-1]):
            columns.append(above.column)
    return columns


def _choose_indent(indents: list[int], found: int) -> str:
    """Return the hint that names the nearest indent, or two that are as near."""
    distances = {indent: abs(indent - found) for indent in sorted(indents) if indent != found}
    nearest = min(distances.values(), default=0)
    choices = [indent for indent, distance in distances.items() if distance == nearest]
    if not choices:
        return "Check the line and its indent."
    return f"{_suggest_indent(choices)}, to match a line above."


def _suggest_indent(choices: list[int]) -> str:
    """Return the beginning of a hint to indent a line by one of some numbers of spaces."""
    numbers = " or ".join(str(spaces) for spaces in choices if spaces)
    indent = f"ndent it by {numbers} space{'' if numbers == '1' else 's'}" if numbers else ""
    if 0 not in choices:
        return f"I{indent}"
    return "Begin it at the left edge" + (f", or i{indent}" if indent else "")
