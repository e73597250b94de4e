"""What a clerk most likely did wrong where libyaml gave up.

libyaml says what it missed, often lines below the mistake. The lines around show what was meant:
each row of the table is what libyaml misses, and a function that may find the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from scrutiny_cli.minutes.lines import (
    Line,
    find_end_of_line,
    find_line,
    find_list_name,
    read_lines_above,
)
from scrutiny_cli.minutes.yaml.bullets import BULLET, find_bullet
from scrutiny_cli.minutes.yaml.entries import find_missing_field, find_missing_space
from scrutiny_cli.minutes.yaml.errors.comment_marks import (
    find_commented_field,
    find_space_of_comment,
)
from scrutiny_cli.minutes.yaml.errors.delimiters import (
    find_backslash,
    find_missing_value,
    find_open_bracket,
    find_open_quote,
    find_text_after_quote,
)
from scrutiny_cli.minutes.yaml.errors.field_names import find_colon, find_missing_name
from scrutiny_cli.minutes.yaml.errors.first_signs import find_first_sign
from scrutiny_cli.minutes.yaml.errors.indents import find_tab, find_wrong_indent
from scrutiny_cli.minutes.yaml.errors.quoting import quote_line
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure
from scrutiny_cli.minutes.yaml.invisible_characters import find_no_break_space

NOT_KNOWN = "Check whether a quote or an indent is missing."
_MARKER = r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)"
_LAST_MARKER = r"(?m)^>{7}(?=[ \r\n]|\Z)"
_MAX_ABOVE = 30  # lines looked at above the place where libyaml gave up


def diagnose_failure(failure: ParseFailure) -> Fault:
    """Return the mistake that made libyaml give up."""
    for message, find in _RULES:
        if message in failure.message and (fault := find(failure)) is not None:
            return fault
    return _report_unknown(failure)


def _find_conflict(failure: ParseFailure) -> Fault | None:
    """Find the lines from the first marker of git in the whole file to the last one."""
    text = failure.text
    marker = re.search(_MARKER, text)
    if marker is None:
        return None
    message = "Git left this marker because two versions of the file differ here."
    hint = (
        "Keep the lines that are right. Delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`."
    )
    last = re.compile(_LAST_MARKER).search(text, marker.start())
    ends = find_end_of_line(text, last.start() if last else marker.start())
    return Fault(*marker.span(), message, hint, ends=ends)


def _find_no_break_space(failure: ParseFailure) -> Fault | None:
    faults = (find_no_break_space(failure.text, line) for line in failure.possible_lines())
    return next((fault for fault in faults if fault is not None), None)


def _find_missing_space(failure: ParseFailure) -> Fault | None:
    faults = map(find_missing_space, failure.possible_lines())
    return next((fault for fault in faults if fault is not None), None)


def _find_entry(failure: ParseFailure) -> Fault | None:
    """Find an entry of a list that is not written as one, at the place or in the lines above."""
    text, line = failure.text, failure.line
    found = _find_bullet(text, line) or _find_bullet(text, failure.context_line)
    if found is not None:
        return found
    for above in islice(read_lines_above(text, line), _MAX_ABOVE):
        if not line.name or above.edge > line.edge:
            return None
        found = _find_bullet(text, above)
        is_entry = above.has_dash and not above.name
        if found is None and is_entry and above.edge < line.edge and not line.has_dash:
            return find_missing_field(text, above, find_list_name(text, above))
        if found is not None or above.has_dash or above.name:
            return found
    return None


def _find_bullet(text: str, line: Line) -> Fault | None:
    if not re.match(BULLET, line.text):
        return None
    return find_bullet(text, line, find_list_name(text, line))


def _report_unknown(failure: ParseFailure) -> Fault:
    at = min(failure.offset, max(len(failure.text.rstrip()) - 1, 0))
    line = find_line(failure.text, at)
    hint = quote_line(failure.text, line) if line.value else NOT_KNOWN
    return Fault(at, at + 1, "YAML cannot read this line.", hint)


# A part of libyaml's message ("" is any), and what may find the mistake; the first one does.
_RULES: tuple[tuple[str, Callable[[ParseFailure], Fault | None]], ...] = (
    ("", _find_conflict),
    ("unexpected end of stream", find_open_quote),
    ("unexpected document indicator", find_open_quote),
    ("escape character", find_backslash),
    ("hexdecimal", find_backslash),
    ("", find_tab),
    ("", _find_no_break_space),
    ("", _find_entry),
    ("mapping values are not allowed", _find_missing_space),
    ("expected ':'", _find_missing_space),
    ("", find_text_after_quote),
    ("expected ',' or", find_open_bracket),
    ("mapping values are not allowed", find_colon),
    ("expected ':'", find_missing_value),
    ("expected ':'", find_missing_name),
    ("", find_first_sign),
    ("did not find expected", find_commented_field),
    ("did not find expected", find_space_of_comment),
    ("did not find expected", find_wrong_indent),
)
