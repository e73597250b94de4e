"""What a clerk most likely did wrong where libyaml gave up.

libyaml says what it missed, often lines below the mistake. The lines around show what was meant:
each row of the table is what libyaml misses, and a function that may find the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from scrutiny_cli.minutes.bullets import BULLET, find_bullet
from scrutiny_cli.minutes.entries import find_missing_field
from scrutiny_cli.minutes.fault import Fault
from scrutiny_cli.minutes.invisible_characters import find_no_break_space
from scrutiny_cli.minutes.lines import Line, find_line, find_list_name, read_lines_above
from scrutiny_cli.minutes.yaml_errors.brackets import find_missing_value, find_open_bracket
from scrutiny_cli.minutes.yaml_errors.conflict import find_conflict
from scrutiny_cli.minutes.yaml_errors.failure import ParseFailure
from scrutiny_cli.minutes.yaml_errors.field_labels import (
    find_colon,
    find_missing_name,
    find_missing_space,
)
from scrutiny_cli.minutes.yaml_errors.first_signs import find_first_sign
from scrutiny_cli.minutes.yaml_errors.indents import find_tab, find_wrong_indent
from scrutiny_cli.minutes.yaml_errors.quotes import (
    find_backslash,
    find_open_quote,
    find_text_after_quote,
)
from scrutiny_cli.minutes.yaml_errors.quoting import quote_line

NOT_KNOWN = "See whether a quote or an indent was lost."
_MAX_ABOVE = 30  # lines looked at above the place where libyaml gave up


def diagnose_failure(failure: ParseFailure) -> Fault:
    """Return the mistake that made libyaml give up."""
    for message, find in _RULES:
        if message in failure.message and (fault := find(failure)) is not None:
            return fault
    return _report_unknown(failure)


def _find_space(failure: ParseFailure) -> Fault | None:
    for line in failure.possible_lines():
        if (fault := find_no_break_space(failure.text, line)) is not None:
            return fault
    return None


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
    ("", find_conflict),
    ("unexpected end of stream", find_open_quote),
    ("unexpected document indicator", find_open_quote),
    ("escape character", find_backslash),
    ("hexdecimal", find_backslash),
    ("", find_tab),
    ("", _find_space),
    ("", _find_entry),
    ("mapping values are not allowed", find_missing_space),
    ("expected ':'", find_missing_space),
    ("", find_text_after_quote),
    ("expected ',' or", find_open_bracket),
    ("mapping values are not allowed", find_colon),
    ("expected ':'", find_missing_value),
    ("expected ':'", find_missing_name),
    ("", find_first_sign),
    ("did not find expected", find_wrong_indent),
)
