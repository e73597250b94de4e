"""Text that the XML of a Word file can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.output.text import normalize_lines

# Hebrew, Arabic and other letters that are read from the right; digits and spaces among them.
_FROM_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUNS_FROM_RIGHT = re.compile(rf"({_FROM_RIGHT}+(?:[^\w\n]*[0-9]*[^\w\n]*{_FROM_RIGHT}+)*)")
_INVALID = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def strip_invalid_xml(text: str) -> str:
    """Return a text with line feeds as line ends, and U+FFFD for what XML cannot hold."""
    return _INVALID.sub("\ufffd", normalize_lines(text))


class TextRun(NamedTuple):
    """A part of a text that is read in one direction."""

    text: str
    is_from_right: bool


def split_directions(text: str) -> Iterator[TextRun]:
    """Iterate over the parts of a text that are read from the left, and from the right."""
    for at, part in enumerate(_RUNS_FROM_RIGHT.split(text)):
        if part:
            yield TextRun(part, at % 2 == 1)
