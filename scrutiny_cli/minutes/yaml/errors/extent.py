"""How much of a file a fault makes unreadable."""

from __future__ import annotations

import re
from itertools import takewhile

from scrutiny_cli.minutes.lines import (
    Line,
    find_end_of_entry,
    find_end_of_field,
    find_end_of_line,
    find_line,
    read_lines_above,
)
from scrutiny_cli.minutes.yaml.fault import Fault

_TABS = r"(?: *\t.*(?:\n|\Z))+"  # lines that are indented by tabs


def make_fault_of_place(text: str, at: int) -> Fault:
    """Return the fault of a line that does not fit where it is."""
    line = find_line(text, at)
    return Fault(line.begin, line.end, "YAML cannot read this line.", "", is_of_place=True)


def find_faulty_lines(text: str, fault: Fault) -> tuple[int, int]:
    """Return the range of characters that must be skipped because of a fault."""
    if fault.ends is not None:
        return fault.start, fault.ends
    first = find_line(text, fault.start if fault.begins is None else fault.begins)
    if "\t" in first.text[: first.edge]:
        return first.start, _end_of_tabs(text, first)
    end = find_end_of_entry(text, first) if fault.is_of_place else find_end_of_field(text, first)
    return first.start, max(find_end_of_line(text, end - 1), find_end_of_line(text, fault.start))


def _end_of_tabs(text: str, first: Line) -> int:
    """Return where the lines end that are indented by tabs, and what is probably within them."""
    tabs = re.compile(_TABS).match(text, first.start)
    end = tabs.end() if tabs else find_end_of_line(text, first.start)
    after = find_line(text, end)
    beside = takewhile(lambda line: line.edge >= after.edge, read_lines_above(text, first))
    is_next = after.has_dash and any(line.has_dash and line.edge == after.edge for line in beside)
    if is_next or not after.edge or after.is_empty:
        return end
    return find_end_of_entry(text, after._replace(name="x", value=""))
