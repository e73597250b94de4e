"""No-break spaces where YAML needs ordinary ones."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.characters import NO_BREAK_SPACE
from scrutiny_cli.minutes.fault import Fault
from scrutiny_cli.minutes.lines import Line, line_at
from scrutiny_cli.minutes.remedies import suggest_lines

_AFTER_MARKS = rf"[ \t]*(?:-[ \t]+)*(?:-|[\w-]+:)?({NO_BREAK_SPACE}+)"


def find_no_break_space(text: str, line: Line) -> Fault | None:
    """Find a no-break space in the indent, after a dash or after a field's name."""
    mark = re.match(_AFTER_MARKS, line.text)
    return None if mark is None else report_no_break_space(text, line.start + mark.start(1))


def report_no_break_space(text: str, at: int) -> Fault:
    """Return the fault of a character that looks like a space and is none."""
    line = line_at(text, at)
    hint = "Type an ordinary space in its place."
    if text[line.start : at].strip(" \t"):
        hint = suggest_lines(re.sub(NO_BREAK_SPACE, " ", line.text).strip())
    return Fault(at, at + 1, "This is a no-break space, which is no space to YAML.", hint)
