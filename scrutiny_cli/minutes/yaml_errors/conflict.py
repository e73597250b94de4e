"""The markers that git leaves where two versions of a file met."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.fault import Fault
from scrutiny_cli.minutes.lines import find_end_of_line
from scrutiny_cli.minutes.yaml_errors.failure import ParseFailure

MARKER = r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)"
_LAST_MARKER = r"(?m)^>{7}(?=[ \r\n]|\Z)"


def find_conflict(failure: ParseFailure) -> Fault | None:
    """Find the first marker of git in the whole file."""
    marker = re.search(MARKER, failure.text)
    if marker is None:
        return None
    message = "This marker was left by git, where two versions of the file met."
    hint = "Keep the lines that are right, and delete the lines with <<<<<<<, ======= and >>>>>>>."
    return Fault(*marker.span(), message, hint)


def find_end_of_conflict(text: str, start: int) -> int:
    """Return where the line of the last marker ends, of a conflict that begins at a place."""
    last = re.compile(_LAST_MARKER).search(text, start)
    return find_end_of_line(text, last.start() if last else start)
