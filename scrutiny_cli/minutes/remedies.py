"""Lines that a person may copy into a file to remove a fault, as a hint shows them.

A hint that begins a line with "Write:" holds such lines: one after it, or all those below it.
They take the place of the field (or the entry of a list) in which the problem is, from its first
line to its last, with the same indent; a dash before the field stays. "Write, in place of lines
3 to 5:" names the lines to replace, and "Write, two spaces further left:" puts the dash where the
other dashes of the list are. "Add:" holds a line to add above the problem. What cannot be copied
like this is described in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrutiny_cli.minutes.lines import Line, find_line_number, remove_indent
from scrutiny_cli.minutes.yaml_scalars import write_scalar


def suggest_lines(*lines: str) -> str:
    """Return the hint that holds lines to copy in place of the faulty field."""
    return f"Write: {lines[0]}" if len(lines) == 1 else "\n".join(("Write:", *lines))


def suggest_bar(name: str) -> str:
    """Return the hint for a text of many lines, which are not shown."""
    return f"Write `{name}: |` and put the whole text below it, indented."


def suggest_further_left(*lines: str) -> str:
    """Return the hint for a field that begins an entry: its dash is two columns to the left."""
    return "\n".join(("Write, two spaces further left:", *lines))


def suggest_in_place(first: int, last: int, lines: Iterable[str]) -> str:
    """Return the hint that holds lines to copy in place of the lines from `first` to `last`."""
    if first == last:
        return "\n".join((f"Write, in place of line {first}:", *lines))
    joint = "and" if last == first + 1 else "to"
    return "\n".join((f"Write, in place of lines {first} {joint} {last}:", *lines))


def suggest_instead(text: str, line: Line, count: int, lines: Iterable[str]) -> str:
    """Return the hint that holds lines to copy in place of `count` lines, from `line` on."""
    first = find_line_number(text, line)
    return suggest_in_place(first, first + count - 1, lines)


def suggest_for_field(text: str, line: Line, count: int, lines: Iterable[str]) -> str:
    """Return the hint that holds lines to copy for a field or entry of `count` lines."""
    return suggest_lines(*lines) if count == 1 else suggest_instead(text, line, count, lines)


def find_suggested_lines(hint: str) -> str:
    """Return the lines to copy that a hint begins with, as one text; "" if it has none."""
    first, _, below = hint.partition("\n")
    found = re.match(r"Write(?:, [^:]*)?:(?: (.+))?$", first)
    return "" if found is None else found[1] or below


def write_field_lines(fields: Iterable[tuple[str, str]]) -> str:
    """Return fields as lines to copy, each text as it can be written after its colon."""
    return "\n".join(f"{name}: {write_scalar(text)}" for name, text in fields)


def write_block(name: str, lines: Iterable[str]) -> list[str]:
    """Return the lines of a field whose text is below a `|`, indented by two spaces."""
    cut = [line.rstrip() for line in remove_indent(list(lines))]
    while cut and not cut[-1]:
        cut.pop()
    while cut and not cut[0]:
        del cut[0]
    # A first line that is indented deeper would set the indent of the whole text.
    body = [cut[0].lstrip(), *cut[1:]] if cut else []
    return [f"{name}: |", *(f"  {line}" if line else "" for line in body)]
