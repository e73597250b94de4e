"""Errors of YAML told in a clerk's terms: what was meant, where, and the line to write instead.

libyaml says what it missed, often lines below the slip. `diagnose` looks at the lines around:
each row of its table is what libyaml complains of, and a small rule that may know the slip.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Fault(NamedTuple):
    """A slip: its place in characters, what it is, and what to write instead."""

    start: int
    end: int
    message: str
    hint: str


class Failure(NamedTuple):
    """What libyaml says: where it stopped, what it was at, and the last text it had read."""

    text: str
    at: int
    begun: int
    complaint: str
    last: tuple[int, int] | None


class Line(NamedTuple):
    """A line and where it begins, its parts: indent with dashes, field's name, and value."""

    start: int
    text: str
    indent: str
    name: str
    value: str
    comment: str

    @property
    def value_start(self) -> int:
        """Where the value begins, in characters from the beginning of the file."""
        return self.start + len(self.text) - len(self.comment) - len(self.value)


# Patterns are compiled when they are first asked: few files have a fault.
_BEGINNING = r"([ \t]*(?:-[ \t]+)*)(?:([^\W\d][\w-]*):(?:[ \t]+|$))?"
_COMMENT = r"(?<![ \t])[ \t]+#[ \t]"
_BLANKS = r"[\xa0\u2000-\u200b\u202f\u3000]"
_HIDDEN = rf"[ \t]*(?:-[ \t]+)*(?:-|[\w-]+:)?({_BLANKS}+)"
_TAB = r" *(?:- *)*(\t)"
_MARKER = r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)"
_NO_BLANK = r"[ \t]*(?:- +)*([a-z_]+):(?=[^\s:])"
_FIRST_NAME = r"[ \t]*(?:- +)*([a-z_]+)"
_FIELD_WITHIN = r"\n[ \t]*(?:- +)*[a-z_]+:[ \t\r\n]"

_STARTS = {
    "%": "A text cannot begin with a percent sign.",
    "@": "A text cannot begin with an at sign.",
    "`": "A text cannot begin with a backtick.",
    "*": "A text cannot begin with an asterisk.",
    "&": "A text cannot begin with an ampersand.",
    "!": "A text cannot begin with an exclamation mark.",
    "|": "Behind the bar no text may follow on its line.",
    ">": "Behind a `>` at the start no text may follow on its line.",
    "?": "A text cannot begin with a question mark and a blank.",
    "[": "A text cannot begin with a square bracket; that begins a list.",
    "{": "A text cannot begin with a brace; that begins fields.",
    "]": "A text cannot begin with a square bracket.",
    "}": "A text cannot begin with a brace.",
    ",": "A text cannot begin with a comma.",
    "-": "A list begins on a line of its own, below the field's name.",
}


def quoted(text: str) -> str:
    """Put a text into those quotes that leave it readable."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def line_at(text: str, at: int) -> Line:
    """Give the line of a place, with its parts."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : None if end < 0 else end].removesuffix("\r")
    beginning = re.match(_BEGINNING, line)
    indent, name = beginning.groups("") if beginning else ("", "")
    rest = line[beginning.end() :] if beginning else line
    comment = re.search(_COMMENT, rest)
    value = (rest[: comment.start()] if comment else rest).rstrip(" \t")
    return Line(start, line, indent, name, value, rest[len(value) :])


def quote_line(text: str, at: int) -> str:
    """Say how the line of a place is written with its text in quotes."""
    return _write(line_at(text, at))


def hidden_blank(text: str, at: int) -> Fault:
    """Tell of a blank that looks like one and is none."""
    line = line_at(text, at).text
    hint = "Write " + re.sub(_BLANKS, " ", line).strip()
    return Fault(at, at + 1, "Here stands a no-break space, which is no blank to YAML.", hint)


def diagnose(failure: Failure) -> Fault:
    """Tell a clerk what is wrong where libyaml gave up."""
    for complaint, rule in _RULES:
        if complaint in failure.complaint:
            fault = rule(failure)
            if fault is not None:
                return fault
    return _unknown(failure)


def _write(line: Line) -> str:
    dash = "" if line.name or not line.indent.strip() else "- "
    name = f"{line.name}: " if line.name else ""
    return f"Write {dash}{name}{quoted(_unquoted(line.value))}{line.comment.rstrip()}"


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    inner = value[1:-1]
    return inner if is_quoted and '"' not in inner else value


def _below(name: str) -> str:
    return f"Write `{name or 'minutes'}: |` and the whole text below it, indented."


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
    hint = "Put blanks in its place, two for each level."
    return Fault(at, at + 1, "Here stands a tab, where YAML wants blanks.", hint)


def _no_break_space(failure: Failure) -> Fault | None:
    for place in _places(failure):
        line = line_at(failure.text, place)
        if mark := re.match(_HIDDEN, line.text):
            return hidden_blank(failure.text, line.start + mark.start(1))
    return None


def _missing_blank(failure: Failure) -> Fault | None:
    for place in _places(failure):
        line = line_at(failure.text, place)
        mark = re.match(_NO_BLANK, line.text)
        if mark:
            start, end = (line.start + at for at in mark.span(1))
            message = f"Behind `{mark[1]}:` a blank is missing."
            hint = f"Write {mark[1]}: {line.text[mark.end() :].strip()}"
            return Fault(start, end + 1, message, hint)
    return None


def _places(failure: Failure) -> Iterator[int]:
    """Give the places where the slip may be: where the text began that libyaml choked on."""
    if "expected ':'" in failure.complaint:
        yield failure.begun
    if failure.last:
        yield failure.last[0]
    yield failure.at


def _open_quote(failure: Failure) -> Fault:
    return _unclosed(failure.text, failure.begun)


def _unclosed(text: str, start: int) -> Fault:
    line = line_at(text, start)
    hint = f"Write {line.text.strip().removeprefix('- ')}{text[start]}"
    return Fault(start, start + 1, "This quote is not closed.", hint)


def _backslash(failure: Failure) -> Fault:
    at = failure.at
    line = line_at(failure.text, at)
    inner = line.value.strip('"')
    hint = _write(line._replace(value=inner))
    return Fault(at, at + 2, "Within double quotes a backslash begins a special character.", hint)


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
    message = "Behind the closing quote text follows."
    return Fault(at, line.start + len(line.text.rstrip()), message, _write(line))


def _bracket(failure: Failure) -> Fault:
    text, begun = failure.text, failure.begun
    line = line_at(text, failure.at)
    if text[failure.at : failure.at + 1] == ":" and line.start <= begun:
        message = "Within brackets a text with a colon goes into quotes."
        hint = "Put the text into quotes, or write one field a line."
        return Fault(failure.at, failure.at + 1, message, hint)
    line = line_at(text, begun)
    opening = text[begun : begun + 1]
    closing = "]" if opening == "[" else "}"
    hint = f"Close it with `{closing}`; where it is text: {_write(line).removeprefix('Write ')}"
    return Fault(begun, begun + 1, f"This `{opening}` is not closed.", hint)


def _start_character(failure: Failure) -> Fault | None:
    for place in (failure.begun, failure.at):
        line = line_at(failure.text, place)
        if line.value[:1] in _STARTS and line.value_start <= failure.at:
            return _started(line)
    return None


def _started(line: Line) -> Fault:
    sign = line.value[0]
    hint = _below(line.name) if sign in "|>" and line.name == "minutes" else _write(line)
    if sign == "|" and line.name:
        text = line.value[1:].strip()
        hint = f"Write `{line.name}: |` and below it, indented: {text}"
    return Fault(line.value_start, line.value_start + 1, _STARTS[sign], hint)


def _colon(failure: Failure) -> Fault:
    text, at = failure.text, failure.at
    line = line_at(text, at)
    begins_above = failure.last is not None and failure.last[0] < line.start
    name = re.fullmatch(_FIRST_NAME, line.text[: at - line.start])
    if begins_above and name:
        return _indented(failure, line)
    where = "at the end of" if not text[at + 1 : line.start + len(line.text)].strip() else "inside"
    message = f"A colon {where} a text: YAML takes what stands before it for a field's name."
    if begins_above and failure.last:
        return Fault(at, at + 1, message, _below(line_at(text, failure.last[0]).name))
    return Fault(at, at + 1, message, _write(line))


def _indented(failure: Failure, line: Line) -> Fault:
    above = line_at(failure.text, failure.last[0] if failure.last else 0)
    start = line.start + len(line.text) - len(line.text.lstrip())
    end = line.start + len(line.text.rstrip())
    if line.indent.strip():
        message = "A list cannot stand below a text."
        return Fault(start, end, message, f"Leave nothing behind the colon of `{above.name}`.")
    message = "This line is indented deeper than the field above it, and becomes part of its text."
    hint = f"Begin it {_margin(len(above.indent))}, as `{above.name}` above."
    return Fault(start, end, message, hint)


def _margin(blanks: int) -> str:
    return f"after {blanks} blank{'s'[: blanks - 1]}" if blanks else "at the left edge"


def _lost_name(failure: Failure) -> Fault:
    line = line_at(failure.text, failure.begun)
    start = line.start + len(line.text) - len(line.text.lstrip())
    message = "This line has no field's name and colon."
    hint = "Where it belongs to the text above, indent it deeper than that field's name."
    return Fault(start, max(start + 1, line.start + len(line.text.rstrip())), message, hint)


def _lost_indent(failure: Failure) -> Fault | None:
    line = line_at(failure.text, failure.at)
    start = line.start + len(line.text) - len(line.text.lstrip())
    if start != failure.at or not line.text.strip():
        return None
    end = max(start + 1, line.start + len(line.text.rstrip()))
    above = line_at(failure.text, max(line.start - 1, 0))
    if above.text.lstrip().startswith("#") and not line.name:
        message = "A comment cuts this line off from the text above."
        return Fault(start, end, message, "Put the comment above the field.")
    if line.indent.strip() and _levels(failure.text, line)[:1] == [start - line.start]:
        message = "A list cannot stand below fields; it belongs to a field of its own."
        return Fault(start, end, message, "Write the field's name above it, such as `actions:`.")
    message = "The indent of this line fits none above it."
    return Fault(start, end, message, _levels_hint(failure.text, line, start - line.start))


def _levels_hint(text: str, line: Line, indent: int) -> str:
    levels = [level for level in _levels(text, line) if level != indent]
    outer = [level for level in levels if level < indent][:1]
    inner = [level for level in levels if level > indent][-1:]
    margins = " or ".join(_margin(level) for level in outer + inner)
    return f"Begin it {margins}, as above." if margins else "See what the line should say."


def _levels(text: str, line: Line) -> list[int]:
    """Give the indents of the lists and fields in which a line stands, the innermost first."""
    levels: list[int] = []
    for above in reversed(text[: line.start].splitlines()):
        parts = line_at(above, 0)
        if not (parts.name or parts.indent.strip()):
            continue
        dash = len(parts.text) - len(parts.text.lstrip())
        levels += [n for n in (len(parts.indent), dash) if not levels or n < levels[-1]]
        if levels[-1] == 0:
            break
    return levels


def _unknown(failure: Failure) -> Fault:
    at = min(failure.at, max(len(failure.text.rstrip()) - 1, 0))
    line = line_at(failure.text, at)
    hint = _write(line) if line.value else "See whether a quote, a bracket or an indent was lost."
    return Fault(at, at + 1, "YAML cannot read this line.", hint)


# What libyaml complains of ("" is anything), and the rule that may know the slip.
_RULES: tuple[tuple[str, Callable[[Failure], Fault | None]], ...] = (
    ("", _conflict),
    ("unexpected end of stream", _open_quote),
    ("unexpected document indicator", _open_quote),
    ("escape character", _backslash),
    ("hexdecimal", _backslash),
    ("", _tab),
    ("", _no_break_space),
    ("mapping values are not allowed", _missing_blank),
    ("expected ':'", _missing_blank),
    ("", _after_quote),
    ("expected ',' or", _bracket),
    ("mapping values are not allowed", _colon),
    ("expected ':'", _lost_name),
    ("", _start_character),
    ("did not find expected", _lost_indent),
)
