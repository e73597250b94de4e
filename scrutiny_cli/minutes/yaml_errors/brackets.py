"""Brackets and braces that do not close, or that have text in them or after them."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.fault import Fault
from scrutiny_cli.minutes.fields import LIST_FIELDS
from scrutiny_cli.minutes.lines import Line, find_line, find_lines_of_entry, find_lines_of_field
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.yaml_errors.failure import ParseFailure
from scrutiny_cli.minutes.yaml_errors.quoting import FIELDS_IN_BRACES, quote_line

_NO_VALUE = r"(?<![\w-])([a-z_]+):(?=[,}\]])"


def find_open_bracket(failure: ParseFailure) -> Fault:
    """Find a bracket that is not closed, or what follows one that is."""
    text, begun, at = failure.text, failure.context_offset, failure.offset
    line = failure.line
    if text[at : at + 1] == ":" and line.start <= begun:
        message = "Within brackets a text with a colon goes into quotes."
        hint = "Put the text into quotes, or write one field a line."
        return Fault(at, at + 1, message, hint)
    if line.start <= begun and text[line.start : at].rstrip()[-1:] in ("]", "}"):
        message = "Text follows the closing bracket."
        hint = "Put the text with its brackets into quotes, or write one field a line."
        return Fault(at, line.end, message, hint)
    message = f"This `{text[begun]}` is not closed."
    return Fault(begun, begun + 1, message, _close_brackets(text, find_line(text, begun)))


def _close_brackets(text: str, line: Line) -> str:
    """Return the hint for brackets that do not close: a list is closed, a text quoted."""
    closing = "]" if line.value[:1] == "[" else "}"
    value = line.value
    if line.comment:
        return "The `#` hides the rest of the line: take it out, or put its text into quotes."
    lines = find_lines_of_field(text, line) if line.name else find_lines_of_entry(text, line)
    if len(lines) > 1 or value[:1] not in ("[", "{"):
        return f"Close it with `{closing}`; where it is text, put the text into quotes."
    has_fields = re.match(FIELDS_IN_BRACES, value) is not None
    is_list = closing == "]" and line.name in LIST_FIELDS and not re.search(r"\][^\]]", value)
    is_entry = closing == "}" and has_fields and "}" not in value
    if (is_list or is_entry) and value.count(value[0]) == 1:
        return suggest_lines(f"{line.label}{value}{closing}")
    if has_fields:
        return "Close each bracket with its like, or write one field a line."
    return quote_line(text, line)


def find_missing_value(failure: ParseFailure) -> Fault | None:
    """Find a field in braces that has nothing between its colon and the next sign."""
    line = failure.context_line
    if not re.match(FIELDS_IN_BRACES, line.value):
        return None
    mark = re.compile(_NO_VALUE).search(failure.text, failure.context_offset, line.end)
    if mark is None:
        return None
    message = f"`{mark[1]}` has no value here."
    hint = "Write a space and its value after the colon, or delete the field."
    return Fault(mark.start(1), mark.end(), message, hint)
