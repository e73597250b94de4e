"""Errors of YAML explained in a clerk's terms: what was meant, where, and what to write instead.

libyaml says what it missed, often lines below the mistake. `diagnose` looks at the lines around:
each row of its table is what libyaml complains of, and a function that may know the mistake.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.characters import NO_BREAK_SPACE
from scrutiny_cli.minutes.converted import write_status, write_value
from scrutiny_cli.minutes.entries import (
    BULLET,
    EntrySlip,
    entry_lines,
    find_bullet,
    find_missing_field,
)
from scrutiny_cli.minutes.fields import (
    CONVERTED,
    ENTRY_FIELDS,
    LIST_FIELDS,
    PERSON_LISTS,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import (
    Line,
    end_of_entry,
    end_of_field,
    has_field_beside,
    is_short,
    line_at,
    line_number,
    lines_above,
    lines_below,
    lines_of_entry,
    lines_of_field,
    name_of_list,
    without_indent,
)
from scrutiny_cli.minutes.remedies import suggest_in_place, suggest_lines, write_block
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes, write_scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Fault(NamedTuple):
    """A mistake: its place in characters, what it is, and what to write instead.

    `begins` is where the faulty field begins, if that is above the place; `is_of_place` says that
    the line does not fit where it is, so that what is indented below it does not fit either;
    `may_follow` that it goes on with the line above, and is not told where that has a fault.
    """

    start: int
    end: int
    message: str
    hint: str
    begins: int | None = None
    is_of_place: bool = False
    may_follow: bool = False


class Failure(NamedTuple):
    """What libyaml says: where it stopped, what it was at, and the last text it had read."""

    text: str
    at: int
    begun: int
    complaint: str
    last: tuple[int, int] | None


# Patterns are compiled when they are first used: few files have a fault.
_HIDDEN = rf"[ \t]*(?:-[ \t]+)*(?:-|[\w-]+:)?({NO_BREAK_SPACE}+)"
_TAB = r" *(?:- *)*(\t)"
_TABS = r"(?: *\t.*(?:\n|\Z))+"  # lines that are indented by tabs
_MARKER = r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)"
_LAST_MARKER = r"(?m)^>{7}(?=[ \r\n]|\Z)"
_NO_SPACE = r"[ \t]*(?:- +)*([a-z_]+):(?=[^\s:])"
_FIRST_NAME = r"[ \t]*(?:- +)*([a-z_]+)"
_FIELD_WITHIN = r"\n[ \t]*(?:- +)*[a-z_]+:[ \t\r\n]"
_END_OF_FILE = r"(?m)^(\.\.\.)[ \t]*(?:\r?$|#)"
_FIRST_OF_ENTRY = ("action", "ref", "initials", "name")
_NEXT_FIELD = r"[,;]?\s+(?=(?:owner|due|status|ref|role|name):\s)"
_BLOCK = r"[|>][-+0-9]*"
_RULE_OF_SIGNS = r"[=_*~#-]{3,}"
_APOSTROPHE = r"'(?:[a-z0-9]|Tis\b|Twas\b)"
NOT_KNOWN = "See whether a quote or an indent was lost."
IN_BRACKETS = "Put each text into quotes within the brackets, or write one field a line."
_RECORD_LISTS = frozenset(ENTRY_FIELDS) - TEXT_LISTS
_FIELDS_IN_BRACES = r"[^\w\[{]{0,3}\[?\s*\{\W{0,3}[a-z_]+(?::(?:\s|$)| #)"
_NO_VALUE_IN_BRACES = r"(?<![\w-])([a-z_]+):(?=[,}\]])"
_LONGEST_LINE = 1_000  # that is looked at for a hint which may be asked for often
# The field that the text of an entry most likely is, where it is not the first.
_TEXT_OF_ENTRY = {
    "actions": "action",
    "brought_forward": "action",
    "items": "title",
    "updates": "note",
    "decisions": "decision",
    "papers": "title",
}
_SIGNS_OF_LABELS = "@`%> "
_MOST_SIBLINGS = 200  # words of `statuses` above one that has a fault
_MOST_ABOVE = 30  # lines looked at above the place where libyaml gave up

_STARTS = {
    "%": "A text cannot begin with a percent sign.",
    "@": "A text cannot begin with an at sign.",
    "`": "A text cannot begin with a backtick.",
    "*": "A text cannot begin with an asterisk.",
    "&": "A text cannot begin with an ampersand.",
    "!": "A text cannot begin with an exclamation mark.",
    "|": "No text may follow a bar on its line.",
    ">": "No text may follow a `>` at the start on its line.",
    "?": "A text cannot begin with a question mark and a space.",
    "[": "A text cannot begin with a square bracket; that begins a list.",
    "{": "A text cannot begin with a brace; that begins fields.",
    "]": "A text cannot begin with a square bracket.",
    "}": "A text cannot begin with a brace.",
    ",": "A text cannot begin with a comma.",
    "-": "A list begins on a line of its own, below the field's name.",
}


def quote_line(text: str, at: int) -> str:
    """Give the hint that shows the line of a place with its text in quotes."""
    line = line_at(text, at)
    if len(line.text) > _LONGEST_LINE:
        return "Put the text into quotes."
    return _write_quoted(text, line)


def hidden_space(text: str, at: int) -> Fault:
    """Tell of a character that looks like a space and is none."""
    line = line_at(text, at)
    hint = "Type an ordinary space in its place."
    if text[line.start : at].strip(" \t"):
        hint = suggest_lines(re.sub(NO_BREAK_SPACE, " ", line.text).strip())
    return Fault(at, at + 1, "This is a no-break space, which is no space to YAML.", hint)


def diagnose(failure: Failure) -> Fault:
    """Tell a clerk what is wrong where libyaml gave up."""
    for complaint, find in _RULES:
        if complaint in failure.complaint:
            fault = find(failure)
            if fault is not None:
                return fault
    return _unknown(failure)


def fault_at(text: str, at: int) -> Fault:
    """Give the fault of a line that does not fit where it is."""
    line = line_at(text, at)
    return Fault(line.begin, line.end, "YAML cannot read this line.", "", is_of_place=True)


def faulty_lines(text: str, fault: Fault) -> tuple[int, int]:
    """Give the stretch of text, in characters, that must be left out because of a fault."""
    if re.compile(_MARKER).match(text, fault.start):
        last = re.compile(_LAST_MARKER).search(text, fault.start)
        return fault.start, line_end(text, last.start() if last else fault.start)
    first = line_at(text, fault.start if fault.begins is None else fault.begins)
    if "\t" in first.text[: first.edge]:
        return first.start, _end_of_tabs(text, first)
    end = end_of_entry(text, first) if fault.is_of_place else end_of_field(text, first)
    return first.start, max(line_end(text, end - 1), line_end(text, fault.start))


def _end_of_tabs(text: str, first: Line) -> int:
    """Give where the lines end that are indented by tabs, and what is probably within them."""
    tabs = re.compile(_TABS).match(text, first.start)
    end = tabs.end() if tabs else line_end(text, first.start)
    after = line_at(text, end)
    beside = takewhile(lambda one: one.edge >= after.edge, lines_above(text, first))
    is_next = after.has_dash and any(one.has_dash and one.edge == after.edge for one in beside)
    if is_next or not after.edge or after.is_empty:
        return end
    return end_of_entry(text, after._replace(name="x", value=""))


def line_end(text: str, at: int) -> int:
    """Give where the line of a place ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


# What the hints are made of


def _write_quoted(text: str, line: Line) -> str:
    """Give the hint for a line whose text goes into quotes; a comment in prose is text."""
    dash = "- " if line.has_dash else ""
    name = f"{line.name}: " if line.name else ""
    if hint := _hint_without_quotes(text, line):
        return hint
    if line.name == "status":
        has_note = has_field_beside(text, line, "note")
        return write_status(dash, line.value, frozenset(["note"] if has_note else []))
    if line.name in LIST_FIELDS and line.value[:1] in _SIGNS_OF_LABELS:
        label = line.value.lstrip(_SIGNS_OF_LABELS)
        if label:
            return suggest_lines(f"{dash}{line.name}: {write_scalar(label)}{line.comment}".rstrip())
    if line.name in CONVERTED:
        return write_value(dash, line.name, line.value, line.comment)
    if not line.name and not dash:
        return "Put the text into quotes, or write its field's name before it."
    value, comment = line.value, line.comment.rstrip()
    if line.name in TEXT_FIELDS and comment:
        value, comment = value + comment, ""
    return suggest_lines(f"{dash}{name}{put_in_quotes(_unquoted(value))}{comment}")


def _hint_without_quotes(text: str, line: Line) -> str:
    """Give the hint where quotes would make one text of fields, labels or a status; or ""."""
    value = line.value
    is_list = value[:1] == "[" and value[-1:] == "]" and line.name in TEXT_LISTS
    if is_list or re.match(_FIELDS_IN_BRACES, value) or line.name in _RECORD_LISTS:
        return IN_BRACKETS
    if line.name and line.edge and _parent_name(text, line) == "statuses":
        return "Write one of the words for a status after the colon, without other signs."
    if line.name in LIST_FIELDS | {"members"} and re.search(r"[\[{]", value):
        return "Write all of them within the brackets, or without brackets, separated by commas."
    return ""


def _parent_name(text: str, line: Line) -> str:
    near = islice(lines_above(text, line), _MOST_SIBLINGS)
    above = next((one for one in near if one.edge < line.edge), None)
    return "" if above is None else above.name


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    inner = value[1:-1]
    # A quote after a space opens one within: so the first and the last belong together.
    is_nested = re.match(r"[^\"']*[ (][\"']", inner) is not None
    return inner if is_quoted and ('"' not in inner or is_nested) else value


def _write_field(text: str, line: Line) -> str:
    """Give the hint for a field whose text is written below a bar, or in quotes on one line."""
    lines = lines_of_field(text, line)
    if len(lines) == 1:
        return _write_quoted(text, line)
    first = line_number(text, line)
    if line.name in LIST_FIELDS | CONVERTED:
        return f"These lines do not belong to `{line.name}`: is a field's name missing above them?"
    if not is_short(lines):
        return f"Write `{line.name or 'minutes'}: |` and the whole text below it, indented."
    dash = "- " if line.has_dash else ""
    opening = line.value[:1]
    value = line.value.lstrip("'\"|>").strip() + line.comment.rstrip()
    below = [one.text.rstrip() for one in lines[1:]]
    if opening in ("'", '"') and below[-1].endswith(opening):
        below[-1] = below[-1].removesuffix(opening)
    if not line.name:
        whole = " ".join([value, *(one.strip() for one in below)])
        return suggest_in_place(first, first + len(lines) - 1, [dash + put_in_quotes(whole)])
    head, *body = write_block(line.name, [*([value] if value else []), *without_indent(below)])
    shown = [dash + head, *((" " * len(dash) + one).rstrip() for one in body)]
    return suggest_in_place(first, first + len(lines) - 1, shown)


def _margin(spaces: int) -> str:
    return f"after {spaces} space{'s'[: spaces - 1]}" if spaces else "at the left edge"


# The mistakes


def _conflict(failure: Failure) -> Fault | None:
    marker = re.search(_MARKER, failure.text)
    if marker is None:
        return None
    message = "This marker was left by git, where two versions of the file met."
    hint = "Keep the lines that are right, and delete the lines with <<<<<<<, ======= and >>>>>>>."
    return Fault(*marker.span(), message, hint)


def _tab(failure: Failure) -> Fault | None:
    line = line_at(failure.text, failure.at)
    mark = re.match(_TAB, line.text)
    if mark is None:
        return None
    at = line.start + mark.start(1)
    hint = "Type spaces in its place, two for each level."
    return Fault(at, at + 1, "This is a tab, where YAML needs spaces.", hint, is_of_place=True)


def _no_break_space(failure: Failure) -> Fault | None:
    for place in _places(failure):
        line = line_at(failure.text, place)
        if mark := re.match(_HIDDEN, line.text):
            return hidden_space(failure.text, line.start + mark.start(1))
    return None


def _entry_slip(failure: Failure) -> Fault | None:
    """Find an entry of a list that is not written as one, at the place or in the lines above."""
    text = failure.text
    line = line_at(text, failure.at)
    found = _bullet(text, line) or _bullet(text, line_at(text, failure.begun))
    if found is not None:
        return found
    for above in islice(lines_above(text, line), _MOST_ABOVE):
        if not line.name or above.edge > line.edge:
            return None
        found = _bullet(text, above)
        is_entry = above.has_dash and not above.name
        if found is None and is_entry and above.edge < line.edge and not line.has_dash:
            return _fault_of(find_missing_field(text, above, name_of_list(text, above)))
        if found is not None or above.has_dash or above.name:
            return found
    return None


def _bullet(text: str, line: Line) -> Fault | None:
    if not re.match(BULLET, line.text):
        return None
    return _fault_of(find_bullet(text, line, name_of_list(text, line)))


def _fault_of(slip: EntrySlip | None) -> Fault | None:
    return None if slip is None else Fault(*slip)


def _missing_space(failure: Failure) -> Fault | None:
    for place in _places(failure):
        line = line_at(failure.text, place)
        mark = re.match(_NO_SPACE, line.text)
        if mark:
            start, end = (line.start + at for at in mark.span(1))
            message = f"A space is missing after `{mark[1]}:`."
            dash = "- " if line.has_dash else ""
            rest = line.text[mark.end() :].strip()
            value = rest if rest[:1] in ("[", "{") else write_scalar(rest)
            return Fault(start, end + 1, message, suggest_lines(f"{dash}{mark[1]}: {value}"))
    return None


def _places(failure: Failure) -> Iterator[int]:
    """Give the places where the mistake may be: where the text began that libyaml was at."""
    if "expected ':'" in failure.complaint:
        yield failure.begun
    if failure.last:
        yield failure.last[0]
    yield failure.at


def _open_quote(failure: Failure) -> Fault:
    return _unclosed(failure.text, failure.begun)


def _unclosed(text: str, start: int) -> Fault:
    line = line_at(text, start)
    message = "This quote is not closed."
    if hint := _hint_without_quotes(text, line):
        return Fault(start, start + 1, message, hint)
    if len(lines_of_field(text, line)) > 1 and line.name:
        return Fault(start, start + 1, message, _write_field(text, line))
    if not line.name and not line.has_dash:
        return Fault(start, start + 1, message, "Close it, or delete it.")
    if re.match(_APOSTROPHE, text[start : start + 8]):
        return Fault(start, start + 1, message, _write_quoted(text, line))
    dash = "- " if line.has_dash else ""
    hint = suggest_lines(f"{dash}{line.text[line.column :].strip()}{text[start]}")
    return Fault(start, start + 1, message, hint)


def _backslash(failure: Failure) -> Fault:
    at = failure.at
    line = line_at(failure.text, at)
    inner = line.value.strip('"')
    hint = _write_quoted(failure.text, line._replace(value=inner))
    message = "Within double quotes a backslash begins a special character."
    return Fault(at, at + 2, message, hint, line_at(failure.text, failure.begun).start)


def _after_quote(failure: Failure) -> Fault | None:
    text, at, last = failure.text, failure.at, failure.last
    if (
        last is None
        or text[last[0] : last[0] + 1] not in ("'", '"')
        or text[last[1] : at].strip(" ")
    ):
        return None
    if re.search(_FIELD_WITHIN, text[slice(*last)]):
        return _unclosed(text, last[0])
    line = line_at(text, at)
    message = "Text follows the closing quote."
    first = line_at(text, last[0])
    if first.start != line.start:
        return Fault(at, line.end, message, _write_field(text, first), first.start)
    return Fault(at, line.end, message, _write_quoted(text, line))


def _bracket(failure: Failure) -> Fault | None:
    text, begun, at = failure.text, failure.begun, failure.at
    line = line_at(text, at)
    if text[at : at + 1] == ":" and line.start <= begun:
        message = "Within brackets a text with a colon goes into quotes."
        hint = "Put the text into quotes, or write one field a line."
        return Fault(at, at + 1, message, hint)
    if line.start <= begun and text[line.start : at].rstrip()[-1:] in ("]", "}"):
        message = "Text follows the closing bracket."
        hint = "Put the text with its brackets into quotes, or write one field a line."
        return Fault(at, line.end, message, hint)
    line = line_at(text, begun)
    return Fault(begun, begun + 1, f"This `{text[begun]}` is not closed.", _closed(text, line))


def _closed(text: str, line: Line) -> str:
    """Give the hint for brackets that do not close: a list is closed, a text quoted."""
    closing = "]" if line.value[:1] == "[" else "}"
    value = line.value
    if line.comment:
        return "The `#` hides the rest of the line: take it out, or put its text into quotes."
    lines = lines_of_field(text, line) if line.name else lines_of_entry(text, line)
    if len(lines) > 1 or value[:1] not in ("[", "{"):
        return f"Close it with `{closing}`; where it is text, put the text into quotes."
    is_list = closing == "]" and line.name in LIST_FIELDS and not re.search(r"\][^\]]", value)
    is_entry = closing == "}" and re.match(_FIELDS_IN_BRACES, value) and "}" not in value
    if (is_list or is_entry) and value.count(value[0]) == 1:
        dash = "- " if line.has_dash else ""
        name = f"{line.name}: " if line.name else ""
        return suggest_lines(f"{dash}{name}{value}{closing}")
    if re.match(_FIELDS_IN_BRACES, value):
        return "Close each bracket with its like, or write one field a line."
    return _write_quoted(text, line)


def _no_value_in_braces(failure: Failure) -> Fault | None:
    """Find a field in braces that has nothing between its colon and the next sign."""
    line = line_at(failure.text, failure.begun)
    if not re.match(_FIELDS_IN_BRACES, line.value):
        return None
    mark = re.compile(_NO_VALUE_IN_BRACES).search(failure.text, failure.begun, line.end)
    if mark is None:
        return None
    message = f"`{mark[1]}` has no value here."
    hint = "Write a space and its value after the colon, or delete the field."
    return Fault(mark.start(1), mark.end(), message, hint)


def _start_character(failure: Failure) -> Fault | None:
    for place in (failure.begun, failure.at):
        line = line_at(failure.text, place)
        is_block = re.fullmatch(_BLOCK, line.value) is not None
        is_here = line.value_start <= failure.at <= end_of_field(failure.text, line)
        if line.value[:1] in _STARTS and is_here and not is_block:
            return _started(failure.text, line)
    return None


def _started(text: str, line: Line) -> Fault:
    sign = line.value[0]
    message, hint = _STARTS[sign], _write_quoted(text, line)
    if line.name == "status" and sign == "[":
        hint = _write_status(text, line)
    elif sign == "|" and line.name and line.name not in _RECORD_LISTS | CONVERTED:
        hint = _write_bar(text, line)
    elif sign == "-" and line.value == "-":
        message = "A hyphen alone is no text to YAML."
        hint = _write_nothing(line, hint)
    elif sign == "-" and line.name in {*ENTRY_FIELDS, *TEXT_LISTS}:
        dash = "- " if line.has_dash else ""
        below = line.text[line.value_start - line.start :]
        more = [one.text.strip() for one in lines_of_field(text, line)[1:]]
        shown = [below, *more] if all(one.startswith("- ") for one in more) else [below]
        inner = " " * len(dash) + "  "
        number = line_number(text, line)
        hint = suggest_lines(f"{dash}{line.name}:", *(inner + one for one in shown))
        if len(shown) > 1:
            lines = [f"{dash}{line.name}:", *(inner + one for one in shown)]
            hint = suggest_in_place(number, number + len(more), lines)
        if below[1:].lstrip()[:1] == "[":
            hint = suggest_lines(f"{dash}{line.name}: {below[1:].lstrip()}")
    elif len(lines_of_field(text, line)) > 1 and line.name in TEXT_FIELDS:
        hint = _write_field(text, line)
    elif line.has_dash and not line.name and not re.match(_FIELDS_IN_BRACES, line.value):
        hint = _write_entry(text, line) or hint
    return Fault(line.value_start, line.value_start + 1, message, hint)


def _write_nothing(line: Line, quoted: str) -> str:
    """Give the hint for a hyphen that means nothing, or nobody."""
    if line.name == "due":
        return suggest_lines(f"{'- ' * line.has_dash}due: none{line.comment}".rstrip())
    if line.name in CONVERTED:
        return f"Write a value after `{line.name}:`, or nothing at all."
    if line.name in PERSON_LISTS | {"owner", "members"}:
        return f"{quoted}\nWhere it means nobody, you may also write `none`."
    return quoted


def _write_entry(text: str, line: Line) -> str | None:
    """Give the hint for an entry that is a text where its fields should be; None for others."""
    list_name = name_of_list(text, line)
    if list_name not in ENTRY_FIELDS or list_name in TEXT_LISTS:
        return None
    if len(lines_of_entry(text, line)) > 1:
        return f"Begin it with `- {ENTRY_FIELDS[list_name]}:`, and put the text into quotes."
    words = line.value + line.comment
    if list_name == "updates":  # what it begins with is a ref
        words = re.sub(r"[\[\]{}]", "", words)
    lines = entry_lines(list_name, words)
    return suggest_lines(*lines) if lines else f"Begin it with `- {ENTRY_FIELDS[list_name]}:`."


def _write_status(text: str, line: Line) -> str:
    """Give the hint for a status in square brackets with words after it."""
    bracket, end, words = line.value.partition("]")
    words = (words + line.comment).strip(" \t:;,.!–—-#")
    dash = "- " if line.has_dash else ""
    if end and not words:
        return suggest_lines(f'{dash}status: "{bracket}]"')
    if not end or has_field_beside(text, line, "note"):
        return "Put the bracket into quotes, and the words after it into `note`."
    return suggest_lines(
        f'{dash}status: "{bracket}]"', f"{' ' * len(dash)}note: {write_scalar(words)}"
    )


def _write_bar(text: str, line: Line) -> str:
    """Give the hint for a text that begins on the line of its bar."""
    lines = lines_of_field(text, line)
    if not is_short(lines):
        return f"Write `{line.name}: |` and the whole text below it, indented."
    if len(lines) > 1:
        return _write_field(text, line)
    dash = "- " if line.has_dash else ""
    body = (line.value[1:] + line.comment).strip()
    return suggest_lines(f"{dash}{line.name}: |", f"{' ' * len(dash)}  {body}")


def _colon(failure: Failure) -> Fault:
    text, at = failure.text, failure.at
    line = line_at(text, at)
    begins_above = failure.last is not None and failure.last[0] < line.start
    name = re.fullmatch(_FIRST_NAME, line.text[: at - line.start])
    if begins_above and name:
        return _indented(failure, line)
    where = "at the end of" if not text[at + 1 : line.start + len(line.text)].strip() else "inside"
    message = f"A colon {where} a text: YAML takes what is before it for a field's name."
    first = _first_line(text, line) if begins_above else line
    if begins_above and line.has_dash:
        first = _text_with_list(text, line) or first
    if first is line and (several := _several_fields(text, line)) is not None:
        return several
    hint = _write_quoted(text, line) if first is line else _write_field(text, first)
    return Fault(at, at + 1, message, hint, first.start)


def _text_with_list(text: str, line: Line) -> Line | None:
    """Give the line of the field of text within which a line with a dash is, if it is."""
    for above in lines_above(text, line):
        if above.name and above.column < line.edge:
            return above if above.name in TEXT_FIELDS and above.value else None
    return None


def _several_fields(text: str, line: Line) -> Fault | None:
    """Find several fields that are written on one line."""
    if line.name == "ref" and line.has_dash and name_of_list(text, line) == "updates":
        lines = entry_lines("updates", line.value)
        if lines is None or len(lines) == 1 or has_field_beside(text, line, "status"):
            return None
    elif line.name in _FIRST_OF_ENTRY and not re.search(r"[\[\]{}]", line.value):
        first, *rest = re.split(_NEXT_FIELD, line.value)
        dash = "- " if line.has_dash else ""
        names = [part.partition(":")[0] for part in rest]
        if not rest or any(has_field_beside(text, line, name) for name in names):
            return None
        lines = [f"{dash}{line.name}: {write_scalar(first)}"]
        for part, name in zip(rest, names, strict=True):
            value = write_scalar(part.partition(":")[2])
            lines.append(f"{' ' * len(dash)}{name}: {value}")
    else:
        return None
    start = line.start + line.column
    return Fault(start, line.end, "Each field has a line of its own.", suggest_lines(*lines))


def _first_line(text: str, line: Line) -> Line:
    """Give the line in which the text begins that goes on in a line."""
    if line.name or line.has_dash:
        return line
    for above in lines_above(text, line):
        if above.name or above.has_dash:
            return above if above.edge < line.edge else line
    return line


def _indented(failure: Failure, line: Line) -> Fault:
    text = failure.text
    above = line_at(text, failure.last[0] if failure.last else 0)
    for near in lines_above(text, line):
        if near.name or near.has_dash:
            above = near
            break
    if line.has_dash and above.has_dash and not above.name:
        message = "This entry is indented deeper than the one above, and becomes part of its text."
        hint = f"Begin both in the same column, {_margin(above.edge)} or {_margin(line.edge)}."
        return Fault(line.begin, line.end, message, hint, is_of_place=True)
    if line.has_dash:
        message = "A list cannot follow a text."
        hint = f"Write nothing after the colon of `{above.name}`."
        if above.name in TEXT_FIELDS:
            return Fault(line.begin, line.end, message, _write_field(text, above), above.start)
        return Fault(line.begin, line.end, message, hint, is_of_place=True)
    message = "This line is indented deeper than the field above it, and becomes part of its text."
    as_above = f", as `{above.name}` above" if above.name else ""
    hint = f"Begin it {_margin(above.column)}{as_above}."
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _lost_name(failure: Failure) -> Fault:
    text = failure.text
    line = line_at(text, failure.begun)
    if (missing := _missing_colon(text, line)) is not None:
        return missing
    if re.fullmatch(_RULE_OF_SIGNS, line.text.strip()):
        return Fault(line.begin, line.end, "A line of signs is no text to YAML.", "Delete it.")
    message = "This line has no field's name and colon."
    hint = "If it belongs to the text above, indent it deeper than that field's name."
    above = next(lines_above(text, line), None)
    if above is not None and above.name in TEXT_FIELDS and above.edge <= line.edge:
        hint = _with_lines_below(text, above, line) or hint
    elif above is not None and not above.name and not above.has_dash:
        field = _first_line(text, line)
        if field.name in TEXT_FIELDS and not field.value:
            message = "A text with a colon in it is written below a `|`."
            return Fault(line.begin, line.end, message, _write_field(text, field), field.start)
    elif (nameless := _text_of_entry(text, line)) is not None:
        return nameless
    return Fault(line.begin, line.end, message, hint, may_follow=True)


def _text_of_entry(text: str, line: Line) -> Fault | None:
    """Find a text among the fields of an entry that lacks the one which holds its text."""
    first = next((one for one in lines_above(text, line) if one.column <= line.edge), None)
    while first is not None and not first.has_dash and first.column == line.edge:
        first = next((one for one in lines_above(text, first) if one.column <= line.edge), None)
    if first is None or not first.has_dash or first.column != line.edge:
        return None
    name = _TEXT_OF_ENTRY.get(name_of_list(text, first))
    run = list(takewhile(_is_bare(line), [line, *lines_below(text, line)]))
    if name is None or not is_short(run) or has_field_beside(text, line, name):
        return None
    shown = f"{name}: {write_scalar(' '.join(one.text.strip() for one in run))}"
    number = line_number(text, line)
    message = f"This text has no field's name before it: write `{name}: …`."
    hint = suggest_in_place(number, number + len(run) - 1, [shown])
    return Fault(line.begin, line.end, message, hint, may_follow=True)


def _with_lines_below(text: str, above: Line, line: Line) -> str | None:
    """Give the hint for a text that goes on below its field without an indent."""
    run = list(takewhile(_is_bare(line), [line, *lines_below(text, line)]))
    is_bar = re.fullmatch(_BLOCK, above.value) is not None
    if not run or not is_short(run) or (above.value[:1] in ("", "'", '"', "|", ">") and not is_bar):
        return None
    first, last = line_number(text, above), line_number(text, run[-1])
    dash = "- " if above.has_dash else ""
    words = [] if is_bar else [above.value + above.comment]
    gap = [""] * (line_number(text, line) - first - 1 if words else 0)
    body = [*words, *gap, *(one.text.strip() for one in run)]
    if above.name not in ("minutes", "note") and not is_bar:
        joined = write_scalar(" ".join(body))
        return suggest_in_place(first, last, [f"{dash}{above.name}: {joined}"])
    head, *rest = write_block(above.name, body)
    return suggest_in_place(first, last, [dash + head, *((" " * len(dash) + one) for one in rest)])


def _missing_colon(text: str, line: Line) -> Fault | None:
    """Find a line that begins with a field's name, but without its colon."""
    name, _, rest = line.value.partition(" ")
    if name not in {*ENTRY_FIELDS, *TEXT_LISTS, *TEXT_FIELDS, "date", "due", "owner", "status"}:
        return None
    dash = "- " if line.has_dash else ""
    start = line.start + line.column
    shown = f"{dash}{name}:"
    if rest.strip():
        shown += f" {rest if rest.strip() in '|>' else write_scalar(rest)}"
    message = f"The colon is missing after `{name}`."
    if line.comment and not rest.strip():
        hint = "Write a colon, a space and its value after it."
        return Fault(start, start + len(name), message, hint)
    number = line_number(text, line)
    return Fault(start, start + len(name), message, suggest_in_place(number, number, [shown]))


def _is_bare(line: Line) -> Callable[[Line], bool]:
    return lambda one: not (one.is_empty or one.name or one.has_dash) and one.edge >= line.edge


def _lost_indent(failure: Failure) -> Fault | None:
    text = failure.text
    line = line_at(text, failure.at)
    if line.begin != failure.at or not line.text.strip():
        return None
    above = line_at(text, max(line.start - 1, 0))
    if above.text.lstrip().startswith("#") and not line.name:
        message = "A comment cuts this line off from the text above."
        return Fault(line.begin, line.end, message, "Put the comment above the field.")
    return _misplaced(text, line, above)


def _misplaced(text: str, line: Line, above: Line) -> Fault:
    """Tell of a line that begins where no line may; `above` is the one above it."""
    levels = _levels(text, line)
    if line.has_dash and levels[:1] == [line.edge]:
        message = "A list cannot be among fields; it belongs to a field of its own."
        hint = "Write the field's name above it, such as `actions:`."
        return Fault(line.begin, line.end, message, hint, is_of_place=True)
    if (missing := _missing_dash(text, line)) is not None:
        return missing
    if not line.name and not line.has_dash and above.edge > line.edge:
        message = "This line of text is indented less than the text above it."
        hint = f"Begin it {_margin(above.edge)}, as the line above."
        return Fault(line.begin, line.end, message, hint, may_follow=True)
    if (end := re.search(_END_OF_FILE, text[: line.start])) is not None:
        message = "With `...` YAML ends the file, and more follows."
        return Fault(end.start(1), end.end(1), message, "Delete this line.")
    message = "The indent of this line does not fit any line above it."
    hint = _levels_hint(levels, line.edge)
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _missing_dash(text: str, line: Line) -> Fault | None:
    """Find a line that begins like the entries of its list, but without their dash."""
    sibling = next((one for one in lines_above(text, line) if one.edge <= line.edge), None)
    if sibling is None or sibling.edge != line.edge or not sibling.has_dash or not line.name:
        return None
    if line.name != sibling.name:
        return None
    run = list(takewhile(lambda one: not _ends_entry(one, line), lines_below(text, line)))
    while run and run[-1].is_empty:
        run.pop()
    message = "This entry of the list has no dash before it."
    first = f"- {line.text.strip()}"
    if all(one.is_empty or one.edge > line.edge for one in run):
        return Fault(line.begin, line.end, message, suggest_lines(first))
    number = line_number(text, line)
    hint = "Begin it with `- `, and indent its other fields by two spaces more."
    if is_short(run):
        rest = [one.text[line.edge :].rstrip() for one in run]
        shown = [first, *(f"  {one}" if one else "" for one in rest)]
        hint = suggest_in_place(number, number + len(run), shown)
    return Fault(line.begin, line.end, message, hint, is_of_place=True)


def _ends_entry(one: Line, line: Line) -> bool:
    return not one.is_empty and (
        one.edge < line.edge or (one.edge == line.edge and (one.has_dash or one.name == line.name))
    )


def _levels_hint(found: list[int], indent: int) -> str:
    levels = [level for level in found if level != indent]
    outer = [level for level in levels if level < indent][:1]
    inner = [level for level in levels if level > indent][-1:]
    margins = " or ".join(_margin(level) for level in outer + inner)
    return f"Begin it {margins}, as above." if margins else "See what the line should say."


def _levels(text: str, line: Line) -> list[int]:
    """Give the indents of the lists and fields in which a line is, the innermost first."""
    levels: list[int] = []
    for above in lines_above(text, line):
        if not (above.name or above.has_dash):
            continue
        levels += [n for n in (above.column, above.edge) if not levels or n < levels[-1]]
        if levels[-1] == 0:
            break
    return levels


def _unknown(failure: Failure) -> Fault:
    at = min(failure.at, max(len(failure.text.rstrip()) - 1, 0))
    line = line_at(failure.text, at)
    hint = NOT_KNOWN
    if line.value:
        hint = _write_quoted(failure.text, line)
    return Fault(at, at + 1, "YAML cannot read this line.", hint)


# What libyaml complains of ("" is anything), and the function that may know the mistake.
_RULES: tuple[tuple[str, Callable[[Failure], Fault | None]], ...] = (
    ("", _conflict),
    ("unexpected end of stream", _open_quote),
    ("unexpected document indicator", _open_quote),
    ("escape character", _backslash),
    ("hexdecimal", _backslash),
    ("", _tab),
    ("", _no_break_space),
    ("", _entry_slip),
    ("mapping values are not allowed", _missing_space),
    ("expected ':'", _missing_space),
    ("", _after_quote),
    ("expected ',' or", _bracket),
    ("mapping values are not allowed", _colon),
    ("expected ':'", _no_value_in_braces),
    ("expected ':'", _lost_name),
    ("", _start_character),
    ("did not find expected", _lost_indent),
)
