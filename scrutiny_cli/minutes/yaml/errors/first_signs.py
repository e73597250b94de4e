"""Texts that begin with a sign which has a meaning in YAML."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.fields import (
    CONVERTED,
    ENTRY_FIELDS,
    PERSON_LISTS,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import (
    Line,
    find_end_of_field,
    find_lines_of_entry,
    find_lines_of_field,
    find_list_name,
    has_field_beside,
    is_short,
)
from scrutiny_cli.minutes.remedies import suggest_bar, suggest_for_field, suggest_lines
from scrutiny_cli.minutes.yaml.entries import write_entry
from scrutiny_cli.minutes.yaml.errors.quoting import (
    FIELDS_IN_BRACES,
    RECORD_LISTS,
    quote_line,
    rewrite_field,
)
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure
from scrutiny_cli.minutes.yaml_scalars import write_scalar

BLOCK_SIGNS = r"[|>][-+0-9]*"
# The signs, and what a message about a text shows after "This text begins with".
_SIGNS = {
    **{sign: f"`{sign}`, so YAML cannot read it" for sign in "%@*&!>]},"},
    "`": "a backtick, so YAML cannot read it",
    "?": "`?` and a space, so YAML cannot read it",
    "[": "`[`, so YAML reads it as a list",
    "{": "`{`, so YAML reads it as fields",
    "|": "",
    "-": "",
}


def find_first_sign(failure: ParseFailure) -> Fault | None:
    """Find a value that begins with a sign of YAML, in the field that libyaml was reading."""
    text = failure.text
    for line in (failure.context_line, failure.line):
        is_block = re.fullmatch(BLOCK_SIGNS, line.value) is not None
        is_here = line.value_start <= failure.offset <= find_end_of_field(text, line)
        if line.value[:1] in _SIGNS and is_here and not is_block:
            message, hint = _describe_sign(line), _hint_for(text, line)
            return Fault(line.value_start, line.value_start + 1, message, hint)
    return None


def _describe_sign(line: Line) -> str:
    """Return what is wrong with a value, which begins with a sign of YAML."""
    sign = line.value[0]
    if sign == "|":
        return "There is text on the same line as the `|`."
    if line.value == "?":
        return "There is only a `?` here, so YAML cannot read it."
    if line.value == "-":
        return "There is only a hyphen here, so YAML reads it as a list."
    if sign == "-" and line.name in {*ENTRY_FIELDS, *TEXT_LISTS}:
        return f"The list begins on the same line as `{line.name}:`."
    return f"This text begins with {_SIGNS[sign] or '`-`, so YAML reads it as a list'}."


def _hint_for(text: str, line: Line) -> str:
    sign = line.value[0]
    if line.name == "status" and sign == "[":
        return _rewrite_status(text, line)
    if sign == "|" and line.name and line.name not in RECORD_LISTS | CONVERTED:
        return _move_below_bar(text, line)
    if sign == "-" and (line.value == "-" or line.name in {*ENTRY_FIELDS, *TEXT_LISTS}):
        return _rewrite_hyphen(text, line)
    if len(find_lines_of_field(text, line)) > 1 and line.name in TEXT_FIELDS:
        return rewrite_field(text, line)
    if line.has_dash and not line.name and not re.match(FIELDS_IN_BRACES, line.value):
        return _rewrite_entry(text, line) or quote_line(text, line)
    return quote_line(text, line)


def _move_list_below(text: str, line: Line) -> str:
    """Return the hint for a list that begins on the line of its field."""
    first = line.text[line.value_start - line.start :]
    if first[1:].lstrip()[:1] == "[":
        return suggest_lines(f"{line.label}{first[1:].lstrip()}")
    more = [other.text.strip() for other in find_lines_of_field(text, line)[1:]]
    entries = [first, *more] if all(entry.startswith("- ") for entry in more) else [first]
    shown = line.put_after_dash([f"{line.name}:", *(f"  {entry}" for entry in entries)])
    return suggest_for_field(text, line, len(entries), shown)


def _rewrite_hyphen(text: str, line: Line) -> str:
    """Return the hint for a hyphen that means nothing, or nobody, or begins a list."""
    if line.value != "-":
        return _move_list_below(text, line)
    if line.name == "due":
        return suggest_lines(f"{line.dash}due: none{line.comment}".rstrip())
    if line.name in CONVERTED:
        return f"Write a value after `{line.name}:`, or delete the hyphen."
    if line.name in PERSON_LISTS | {"owner"}:
        return suggest_lines(f"{line.dash}{line.name}: none{line.comment}".rstrip())
    return quote_line(text, line)


def _rewrite_entry(text: str, line: Line) -> str | None:
    """Return the hint for an entry that is a text instead of fields; None for other lists."""
    list_name = find_list_name(text, line)
    if list_name not in ENTRY_FIELDS or list_name in TEXT_LISTS:
        return None
    if len(find_lines_of_entry(text, line)) > 1:
        return f"Begin it with `- {ENTRY_FIELDS[list_name]}:`, and put the text in quotes."
    words = line.value + line.comment
    if list_name == "updates":  # what it begins with is a ref
        words = re.sub(r"[\[\]{}]", "", words)
    lines = write_entry(list_name, words)
    return suggest_lines(*lines) if lines else f"Begin it with `- {ENTRY_FIELDS[list_name]}:`."


def _rewrite_status(text: str, line: Line) -> str:
    """Return the hint for a status in square brackets with words after it."""
    bracket, end, words = line.value.partition("]")
    words = (words + line.comment).strip(" \t:;,.!–—-#")
    status = f'status: "{bracket}]"'
    if end and not words:
        return suggest_lines(line.dash + status)
    if not end or has_field_beside(text, line, "note"):
        return "Put the bracket in quotes, and the words after it in `note`."
    return suggest_lines(*line.put_after_dash([status, f"note: {write_scalar(words)}"]))


def _move_below_bar(text: str, line: Line) -> str:
    """Return the hint for a text that begins on the line of its bar."""
    lines = find_lines_of_field(text, line)
    if not is_short(lines):
        return suggest_bar(line.name)
    if len(lines) > 1:
        return rewrite_field(text, line)
    body = (line.value[1:] + line.comment).strip()
    return suggest_lines(*line.put_after_dash([f"{line.name}: |", f"  {body}"]))
