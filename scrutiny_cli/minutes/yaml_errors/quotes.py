"""Quotes that do not close, text after them, and backslashes within them."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.fault import Fault
from scrutiny_cli.minutes.lines import find_line, find_lines_of_field
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.yaml_errors.failure import ParseFailure
from scrutiny_cli.minutes.yaml_errors.quoting import avoid_quotes, quote_line, rewrite_field

_APOSTROPHE = r"'(?:[a-z0-9]|Tis\b|Twas\b)"
_FIELD_WITHIN = r"\n[ \t]*(?:- +)*[a-z_]+:[ \t\r\n]"


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
        return "Close it, or delete it."
    if re.match(_APOSTROPHE, text[start : start + 8]):
        return quote_line(text, line)
    return suggest_lines(f"{line.dash}{line.text[line.column :].strip()}{text[start]}")


def find_backslash(failure: ParseFailure) -> Fault:
    """Find a backslash that begins no special character."""
    at, line = failure.offset, failure.line
    hint = quote_line(failure.text, line._replace(value=line.value.strip('"')))
    message = "Within double quotes a backslash begins a special character."
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
    line, first = failure.line, find_line(text, last[0])
    message = "Text follows the closing quote."
    if first.start != line.start:
        return Fault(at, line.end, message, rewrite_field(text, first), first.start)
    return Fault(at, line.end, message, quote_line(text, line))
