"""Text that the XML of a Word file can hold."""

from __future__ import annotations

import re

from scrutiny_cli.output.text import normalize_lines

_INVALID = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def strip_invalid_xml(text: str) -> str:
    """Return a text with line feeds as line ends, and U+FFFD for what XML cannot hold."""
    return _INVALID.sub("\ufffd", normalize_lines(text))
