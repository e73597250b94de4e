"""Fields without their name, their colon, or the space after it, and colons within texts."""

from __future__ import annotations

import re
from itertools import takewhile

from scrutiny_cli.minutes.fields import ENTRY_FIELDS, TEXT_FIELDS, TEXT_LISTS, VALUES
from scrutiny_cli.minutes.lines import (
    Line,
    find_line,
    find_line_number,
    find_list_name,
    has_field_beside,
    is_short,
    read_lines_above,
    read_lines_below,
)
from scrutiny_cli.minutes.remedies import (
    suggest_in_place,
    suggest_instead,
    suggest_lines,
    write_block,
)
from scrutiny_cli.minutes.yaml.entries import (
    COLON_IN_TEXT,
    MISSING_DASH,
    MISSING_NAME,
    write_entries,
    write_entry,
)
from scrutiny_cli.minutes.yaml.errors.first_signs import BLOCK_SIGNS
from scrutiny_cli.minutes.yaml.errors.indents import report_deep_indent
from scrutiny_cli.minutes.yaml.errors.quoting import quote_line, rewrite_field
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_BEGIN_WITH_NAME = "Begin it with a field's name and a colon, for example `minutes:`, or delete it."
_INDENT_FURTHER = "If it belongs to the text above, indent it further than that field's name."
_FIRST_NAME = r"[ \t]*(?:- +)*([a-z_]+)"
_BEFORE_OTHERS = ("action", "ref", "initials", "name", "owner", "due", "status")
_INSTEAD_OF_COLON = r"^\s*[=–—-]\s+"
_NEXT_FIELD = r"[,;]?\s+(?=(?:owner|due|status|ref|role|name):\s)"
_RULE_OF_SIGNS = r"[=_*~#-]{3,}"
# The field that the text of an entry most likely is, where it is not the first.
_TEXT_OF_ENTRY = {
    "actions": "action",
    "brought_forward": "action",
    "items": "title",
    "updates": "note",
    "decisions": "decision",
    "papers": "title",
}


def find_colon(failure: ParseFailure) -> Fault:
    """Find what the colon belongs to that libyaml does not take where it is."""
    text, at, line = failure.text, failure.offset, failure.line
    begins_above = failure.last is not None and failure.last[0] < line.start
    if failure.last is not None and begins_above:
        begin = find_line(text, failure.last[0])
        if begin.is_bare and _first_line(text, begin) is begin:
            return _report_bare_line(text, begin)
    if begins_above and re.fullmatch(_FIRST_NAME, line.text[: at - line.start]):
        return report_deep_indent(failure)
    message = COLON_IN_TEXT
    if not text[at + 1 : line.start + len(line.text)].strip():
        message = "This text ends with a colon, so YAML reads it as a field's name."
    first = _first_line(text, line) if begins_above else line
    if begins_above and line.has_dash:
        first = _text_with_list(text, line) or first
    if first is line and (several := _find_several_fields(text, line)) is not None:
        return several
    hint = quote_line(text, line) if first is line else rewrite_field(text, first)
    return Fault(at, at + 1, message, hint, first.start)


def _text_with_list(text: str, line: Line) -> Line | None:
    """Return the line of the field of text within which a line with a dash is, if it is."""
    for above in read_lines_above(text, line):
        if above.name and above.column < line.edge:
            return above if above.name in TEXT_FIELDS and above.value else None
    return None


def _first_line(text: str, line: Line) -> Line:
    """Return the line in which the text of a line begins."""
    if line.name or line.has_dash:
        return line
    for above in read_lines_above(text, line):
        if above.name or above.has_dash:
            return above if above.edge < line.edge else line
    return line


def _find_several_fields(text: str, line: Line) -> Fault | None:
    """Find several fields that are written on one line."""
    if line.name == "ref" and line.has_dash and find_list_name(text, line) == "updates":
        lines = write_entry("updates", line.value)
        if lines is None or len(lines) == 1 or has_field_beside(text, line, "status"):
            return None
    elif line.name in _BEFORE_OTHERS and not re.search(r"[\[\]{}]", line.value):
        first, *rest = re.split(_NEXT_FIELD, line.value)
        fields = [(name, value) for name, _, value in (part.partition(":") for part in rest)]
        if not rest or any(has_field_beside(text, line, name) for name, _ in fields):
            return None
        lines = [f"{name}: {write_scalar(value)}" for name, value in [(line.name, first), *fields]]
        lines = line.put_after_dash(lines)
    else:
        return None
    start = line.start + line.column
    message = "There is more than one field on this line."
    return Fault(start, line.end, message, suggest_lines(*lines))


def find_missing_name(failure: ParseFailure) -> Fault:
    """Find why the line that libyaml was reading is not a field."""
    text, line = failure.text, failure.context_line
    if (missing := _find_missing_colon(text, line)) is not None:
        return missing
    if re.fullmatch(_RULE_OF_SIGNS, line.text.strip()):
        return Fault(line.begin, line.end, "This line has only punctuation.", "Delete the line.")
    return _report_bare_line(text, line)


def _report_bare_line(text: str, line: Line) -> Fault:
    """Report a line of text that belongs to no field."""
    message, hint = MISSING_NAME, _BEGIN_WITH_NAME
    above = next(read_lines_above(text, line), None)
    if above is not None and above.name in TEXT_FIELDS and above.edge <= line.edge:
        hint = _indent_lines(text, above, line) or _INDENT_FURTHER
    elif above is not None and above.name in {*ENTRY_FIELDS, *TEXT_LISTS} and not above.value:
        return _report_entries(text, line, above.name)
    elif above is not None and above.is_bare:
        field = _first_line(text, line)
        if field.name in TEXT_FIELDS and not field.value:
            message = COLON_IN_TEXT
            return Fault(line.begin, line.end, message, rewrite_field(text, field), field.start)
        hint = _INDENT_FURTHER
    elif above is not None and _is_value_below(above, line):
        first, last = find_line_number(text, above), find_line_number(text, line)
        shown = f"{above.name}: {line.text.strip()}"
        message = "This line is not indented further than the field above it."
        hint = suggest_in_place(first, last, above.put_after_dash([shown]))
    elif (nameless := _find_text_of_entry(text, line)) is not None:
        return nameless
    return Fault(line.begin, line.end, message, hint, may_follow=True)


def _is_value_below(above: Line, line: Line) -> bool:
    """Whether a line is most likely the value of the field above it, which has none."""
    return above.name in VALUES and not above.value and above.column == line.edge


def _find_text_of_entry(text: str, line: Line) -> Fault | None:
    """Find a text among the fields of an entry that lacks the one which holds its text."""
    first = _nearest_above(text, line, line.edge)
    while first is not None and not first.has_dash and first.column == line.edge:
        first = _nearest_above(text, first, line.edge)
    if first is None or not first.has_dash or first.column != line.edge:
        return None
    name = _TEXT_OF_ENTRY.get(find_list_name(text, first))
    run = _bare_lines(text, line)
    if name is None or not is_short(run) or has_field_beside(text, line, name):
        return None
    shown = f"{name}: {write_scalar(' '.join(part.text.strip() for part in run))}"
    hint = suggest_instead(text, line, len(run), [shown])
    return Fault(line.begin, line.end, MISSING_NAME, hint, may_follow=True)


def _report_entries(text: str, line: Line, list_name: str) -> Fault:
    """Report the lines below the name of a list that begin without a dash."""
    run = _bare_lines(text, line)
    shown = write_entries(list_name, (entry.text for entry in run)) if is_short(run) else None
    hint = f"Begin each entry with `- {ENTRY_FIELDS.get(list_name, '…')}:`."
    if shown:
        hint = suggest_instead(text, line, len(run), shown)
    elif list_name in TEXT_LISTS:
        hint = "Begin each entry with `- `."
    return Fault(line.begin, line.end, MISSING_DASH, hint, ends=run[-1].end if run else None)


def _nearest_above(text: str, line: Line, column: int) -> Line | None:
    near = (above for above in read_lines_above(text, line) if above.column <= column)
    return next(near, None)


def _bare_lines(text: str, line: Line) -> list[Line]:
    """Return a line and those below it, as long as they are text and not indented less."""
    return list(
        takewhile(
            lambda below: below.is_bare and below.edge >= line.edge,
            [line, *read_lines_below(text, line)],
        )
    )


def _indent_lines(text: str, above: Line, line: Line) -> str | None:
    """Return the hint for a text that continues below its field without an indent."""
    run = _bare_lines(text, line)
    is_bar = re.fullmatch(BLOCK_SIGNS, above.value) is not None
    if not run or not is_short(run) or (above.value[:1] in ("", "'", '"', "|", ">") and not is_bar):
        return None
    first, last = find_line_number(text, above), find_line_number(text, run[-1])
    words = [] if is_bar else [above.value + above.comment]
    gap = [""] * (find_line_number(text, line) - first - 1 if words else 0)
    body = [*words, *gap, *(part.text.strip() for part in run)]
    shown = [f"{above.name}: {write_scalar(' '.join(body))}"]
    if is_bar or above.name in ("minutes", "note"):
        shown = write_block(above.name, body)
    return suggest_in_place(first, last, above.put_after_dash(shown))


def _find_missing_colon(text: str, line: Line) -> Fault | None:
    """Find that a line begins with a field's name, but without its colon."""
    name, _, rest = line.value.partition(" ")
    if name not in {*ENTRY_FIELDS, *TEXT_LISTS, *TEXT_FIELDS, "date", "due", "owner", "status"}:
        return None
    start = line.start + line.column
    rest = re.sub(_INSTEAD_OF_COLON, "", rest)
    message = f"The colon is missing after `{name}`."
    hint = "Write a colon, a space and the value after it."
    if rest.strip() or not line.comment:
        value = rest if rest.strip() in "|>" else write_scalar(rest)
        shown = f"{line.dash}{name}:" + (f" {value}" if rest.strip() else "")
        hint = suggest_instead(text, line, 1, [shown])
    return Fault(start, start + len(name), message, hint)
