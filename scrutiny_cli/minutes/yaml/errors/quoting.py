"""What to write where a text belongs in quotes, or under a `|`."""

from __future__ import annotations

import re
from itertools import islice

from scrutiny_cli.minutes.converted_values import write_status, write_value
from scrutiny_cli.minutes.fields import (
    AGENDA_ITEM,
    CONVERTED,
    DECISION,
    ENTRY_FIELDS,
    LIST_FIELDS,
    PAPER,
    PERSON,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import (
    Line,
    find_line,
    find_lines_of_field,
    has_field_beside,
    is_short,
    read_lines_above,
    remove_indent,
)
from scrutiny_cli.minutes.remedies import suggest_bar, suggest_instead, suggest_lines, write_block
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes, write_scalar

IN_BRACKETS = "Put each text inside the brackets in quotes, or write each field on its own line."
FIELDS_IN_BRACES = r"[^\w\[{]{0,3}\[?\s*\{\W{0,3}[a-z_]+(?::(?:[\s,}]|$)| #)"
RECORD_LISTS = frozenset(ENTRY_FIELDS) - TEXT_LISTS
_FIELDS_OF_TEXT_LISTS = frozenset().union(DECISION, PAPER, PERSON, AGENDA_ITEM)
_MAX_LINE_LENGTH = 1_000  # of a line that is looked at for a hint which may be asked for often
_SIGNS_OF_LABELS = "@`%>*!& "
_MAX_SIBLINGS = 200  # entries, or words of `statuses`, above one that has a fault


def quote_line_at(text: str, at: int) -> str:
    """Return the hint that shows the line of a place with its text in quotes."""
    line = find_line(text, at)
    if len(line.text) > _MAX_LINE_LENGTH:
        return "Put the text in quotes."
    return quote_line(text, line)


def quote_line(text: str, line: Line) -> str:
    """Return the hint that shows a line with its text in quotes; a comment in prose is text."""
    if hint := avoid_quotes(text, line):
        return hint
    if line.name == "status":
        has_note = has_field_beside(text, line, "note")
        return write_status(line.dash, line.value, frozenset(["note"] if has_note else []))
    if line.name in LIST_FIELDS and line.value[:1] in _SIGNS_OF_LABELS:
        label = line.value.lstrip(_SIGNS_OF_LABELS)
        if label:
            shown = f"{line.dash}{line.name}: {write_scalar(label)}{line.comment}"
            return suggest_lines(shown.rstrip())
    if line.name in CONVERTED:
        return write_value(line.dash, line.name, line.value, line.comment)
    if not line.name and not line.has_dash:
        return "Put the text in quotes, or write its field's name before it."
    value, comment = line.value, line.comment.rstrip()
    if line.name in TEXT_FIELDS and comment:
        value, comment = value + comment, ""
    quoted = line.label + put_in_quotes(_strip_quotes(value))
    if _is_text_with_colon(text, line):
        quoted = line.dash + put_in_quotes(f"{line.name}: {value}")
    return suggest_lines(f"{quoted}{comment}")


def _is_text_with_colon(text: str, line: Line) -> bool:
    """Whether a line is an entry of texts, whose first words end with a colon."""
    is_text = line.has_dash and line.name and line.name not in _FIELDS_OF_TEXT_LISTS
    return bool(is_text) and _near_list_name(text, line) in TEXT_LISTS


def _near_list_name(text: str, line: Line) -> str:
    """Return the field in whose list a line is, if that is near above, or ""."""
    near = islice(read_lines_above(text, line), _MAX_SIBLINGS)
    outer = (above for above in near if above.name and above.column <= line.edge)
    return next((above.name for above in outer if above.edge < line.edge or not above.has_dash), "")


def avoid_quotes(text: str, line: Line) -> str:
    """Return the hint where quotes would make one text of fields, labels or a status; or ""."""
    value = line.value
    is_list = value[:1] == "[" and value[-1:] == "]" and line.name in TEXT_LISTS
    if is_list or re.match(FIELDS_IN_BRACES, value) or line.name in RECORD_LISTS:
        return IN_BRACKETS
    if line.name and line.edge and _parent_name(text, line) == "statuses":
        return "Write only a status after the colon, for example `completed`."
    if line.name in LIST_FIELDS | {"members"} and re.search(r"[\[{]", value):
        return (
            "Write all of them inside the brackets, or delete the brackets"
            " and separate them with commas."
        )
    return ""


def _parent_name(text: str, line: Line) -> str:
    near = islice(read_lines_above(text, line), _MAX_SIBLINGS)
    return next((above.name for above in near if above.edge < line.edge), "")


def _strip_quotes(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    inner = value[1:-1].replace("''", "'") if value[:1] == "'" else value[1:-1]
    # A quote after a space opens one within: so the first and the last belong together.
    is_nested = re.match(r"[^\"']*[ (][\"']", inner) is not None
    return inner if is_quoted and ('"' not in inner or is_nested) else value


def rewrite_field(text: str, line: Line) -> str:
    """Return the hint for a field whose text is written below a bar, or in quotes on one line."""
    lines = find_lines_of_field(text, line)
    if len(lines) == 1:
        return quote_line(text, line)
    if line.name in LIST_FIELDS | CONVERTED:
        return f"These lines do not belong to `{line.name}`. Write their field's name above them."
    if not is_short(lines):
        return suggest_bar(line.name or "minutes")
    opening = line.value[:1]
    value = line.value.lstrip("'\"|>").strip() + line.comment.rstrip()
    below = [other.text.rstrip() for other in lines[1:]]
    if opening in ("'", '"') and below[-1].endswith(opening):
        below[-1] = below[-1].removesuffix(opening)
    if line.name:
        block = write_block(line.name, [*([value] if value else []), *remove_indent(below)])
        return suggest_instead(text, line, len(lines), line.put_after_dash(block))
    whole = " ".join([value, *(other.strip() for other in below)])
    return suggest_instead(text, line, len(lines), [line.dash + put_in_quotes(whole)])
