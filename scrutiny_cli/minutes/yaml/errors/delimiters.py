"""Brackets, braces and quotes that do not close, or that have text in them or after them."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.fields import LIST_FIELDS, TEXT_FIELDS
from scrutiny_cli.minutes.lines import Line, find_line, find_lines_of_entry, find_lines_of_field
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.yaml.errors.quoting import (
    FIELDS_IN_BRACES,
    avoid_quotes,
    quote_line,
    rewrite_field,
)
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure

_APOSTROPHE = r"'(?:[a-z0-9]|Tis\b|Twas\b)"
_FIELD_WITHIN = r"\n[ \t]*(?:- +)*[a-z_]+:[ \t\r\n]"
_NO_VALUE = r"(?<![\w-])([a-z_]+):(?=[,}\]])"


def find_open_bracket(failure: ParseFailure) -> Fault:
    """Find a bracket that is not closed, or what follows one that is."""
    text, begun, at = failure.text, failure.context_offset, failure.offset
    line = failure.line
    if text[at : at + 1] == ":" and line.start <= begun:
        message = "There is a colon inside this text in brackets."
        hint = "Put the text in quotes, or write each field on its own line."
        return Fault(at, at + 1, message, hint)
    if line.start <= begun and text[line.start : at].rstrip()[-1:] in ("]", "}"):
        message = "There is text after the closing bracket."
        hint = "Put the text with its brackets in quotes, or write each field on its own line."
        return Fault(at, line.end, message, hint)
    message = f"This `{text[begun]}` is not closed."
    return Fault(begun, begun + 1, message, _close_brackets(text, find_line(text, begun)))


def _close_brackets(text: str, line: Line) -> str:
    """Return the hint for brackets that do not close: a list is closed, a text quoted."""
    closing = "]" if line.value[:1] == "[" else "}"
    value = line.value
    if line.comment:
        return "YAML skips what is after the `#`. Delete the `#`, or put the text in quotes."
    lines = find_lines_of_field(text, line) if line.name else find_lines_of_entry(text, line)
    if len(lines) > 1 or value[:1] not in ("[", "{"):
        return f"Close it with `{closing}`, or put the text in quotes."
    has_fields = re.match(FIELDS_IN_BRACES, value) is not None
    is_list = closing == "]" and line.name in LIST_FIELDS and not re.search(r"\][^\]]", value)
    is_entry = closing == "}" and has_fields and "}" not in value
    if (is_list or is_entry) and value.count(value[0]) == 1:
        return suggest_lines(f"{line.label}{value}{closing}")
    if has_fields:
        return "Close each bracket, or write each field on its own line."
    return quote_line(text, line)


def find_missing_value(failure: ParseFailure) -> Fault | None:
    """Find a field in braces that has nothing between its colon and the next sign."""
    line = failure.context_line
    if not re.match(FIELDS_IN_BRACES, line.value):
        return None
    mark = re.compile(_NO_VALUE).search(failure.text, failure.context_offset, line.end)
    if mark is None:
        return None
    message = f"`{mark[1]}` has no value."
    hint = "Write a space and the value after the colon, or delete the field."
    return Fault(mark.start(1), mark.end(), message, hint)


def find_open_quote(failure: ParseFailure) -> Fault:
    """Find the quote that libyaml read to the end of the file."""
    return _report_open_quote(failure.text, failure.context_offset)


def _report_open_quote(text: str, start: int) -> Fault:
    return Fault(start, start + 1, "This quote is not closed.", _close_quote(text, start))


def _close_quote(text: str, start: int) -> str:
    line = find_line(text, start)
    if hint := avoid_quotes(text, line):
        return hint
    if len(find_lines_of_field(text, line)) > 1 and line.name:
        return rewrite_field(text, line)
    if not line.name and not line.has_dash:
        return "Type the closing quote, or delete this one."
    if re.match(_APOSTROPHE, text[start : start + 8]):
        return quote_line(text, line)
    return suggest_lines(f"{line.dash}{line.text[line.column :].strip()}{text[start]}")


def find_backslash(failure: ParseFailure) -> Fault:
    """Find a backslash that begins no special character."""
    at, line = failure.offset, failure.line
    hint = quote_line(failure.text, line._replace(value=line.value.strip('"').replace("\\'", "'")))
    message = "This backslash is in double quotes, so YAML reads it as a special character."
    return Fault(at, at + 2, message, hint, failure.context_line.start)


def find_text_after_quote(failure: ParseFailure) -> Fault | None:
    """Find text that follows a closing quote; that may be the first of the next text."""
    text, at, last = failure.text, failure.offset, failure.last
    if (
        last is None
        or text[last[0] : last[0] + 1] not in ("'", '"')
        or text[last[1] : at].strip(" ")
    ):
        return None
    if re.search(_FIELD_WITHIN, text[slice(*last)]):
        return _report_open_quote(text, last[0])
    if text[at : at + 1] in ("'", '"') and "expected ','" in failure.message:
        return Fault(at, at + 1, "A comma is missing here.", "Type a comma before this quote.")
    line, first = failure.line, find_line(text, last[0])
    message = "There is text after the closing quote."
    if first.start != line.start:
        return Fault(at, line.end, message, rewrite_field(text, first), first.start)
    is_prose = line.name in TEXT_FIELDS and not avoid_quotes(text, line)
    hint = rewrite_field(text, line) if is_prose else quote_line(text, line)
    return Fault(at, line.end, message, hint)
