"""Problems with invisible characters, and with those that look like a space but are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrutiny_cli.minutes.characters import (
    CONTROL,
    LINE_END,
    NO_BREAK_SPACE,
    UNREADABLE,
    describe_character,
)
from scrutiny_cli.minutes.lines import Line, find_line
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.fault import Fault
from scrutiny_cli.minutes.yaml.nodes import ScalarNode

_AFTER_MARKS = rf"[ \t]*(?:-[ \t]+)*(?:-|[\w-]+:)?({NO_BREAK_SPACE}+)"
_FIRST_OF_LINE = rf"({UNREADABLE}).*"


def find_unreadable_characters(source: Source) -> Iterator[Problem]:
    """Yield the first unreadable character of each line."""
    for line in re.finditer(_FIRST_OF_LINE, source.text):
        yield _control_problem(line[1], Span(source, *line.span(1)))


def find_escaped_control(source: Source, value: ScalarNode) -> Problem | None:
    """Find an invisible character that is written in quotes as an escape."""
    control = re.search(CONTROL, value.text) if value.style == '"' else None
    return control and _control_problem(control[0], Span(source, *value.span))


def _control_problem(character: str, place: Span) -> Problem:
    message = f"There is an invisible character here: {describe_character(character)}."
    hint = "Delete it, or type the text again."
    if re.match(LINE_END, character):
        message = f"There is an invisible end of line here: {describe_character(character)}."
        hint = "Replace it with a space, or press Enter there and indent the next line."
    return Problem("control-character", message, place, hint)


def find_no_break_space(text: str, line: Line) -> Fault | None:
    """Find a no-break space in the indent, after a dash or after a field's name."""
    mark = re.match(_AFTER_MARKS, line.text)
    return None if mark is None else report_no_break_space(text, line.start + mark.start(1))


def report_no_break_space(text: str, at: int) -> Fault:
    """Return the fault of a character that looks like a space but is not."""
    line = find_line(text, at)
    hint = "Replace it with an ordinary space."
    if text[line.start : at].strip(" \t"):
        hint = suggest_lines(re.sub(NO_BREAK_SPACE, " ", line.text).strip())
    return Fault(at, at + 1, "This is a no-break space; YAML needs an ordinary one.", hint)
