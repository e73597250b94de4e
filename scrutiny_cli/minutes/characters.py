"""Invisible characters, and those that look like a space: the one list of them.

What is in capitals is a regular expression, compiled where it is first used: few files need any.
"""

from __future__ import annotations

import re
import unicodedata

# YAML ends a line at these three, and no editor does.
_LINE_ENDS = r"\x85\u2028\u2029"
# Controls but for tab, line feed and carriage return, and what turns the direction of text.
CONTROLS = rf"{_LINE_ENDS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
LINE_END = rf"[{_LINE_ENDS}]"
CONTROL = rf"[{CONTROLS}]"
UNREADABLES = rf"{CONTROLS}\ufeff\ufffe\uffff\ud800-\udfff"
UNREADABLE = rf"[{UNREADABLES}]"
DIRECTION_MARKS = r"\u061c\u200e\u200f"
# They look like spaces, but YAML reads them as letters.
NO_BREAK_SPACE = r"[\xa0\u2000-\u200b\u202f\u3000]"
_ORDINARY = bytes(range(0x20, 0x7F)) + b"\t\n\r"  # of ASCII, what is in none of these
_REPLACEMENT = "\ufffd"


def has_unusual_characters(text: str) -> bool:
    """Whether a text has characters that are unreadable, or look like a space but are not."""
    # Most characters are ASCII, which is quick to remove.
    others = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    rest = others.decode("utf-8", "surrogatepass")
    return bool(rest) and re.search(f"{UNREADABLE}|{NO_BREAK_SPACE}", rest) is not None


def replace_unreadable(text: str) -> str:
    """Return a text with U+FFFD for each unreadable character, so that its places stay."""
    return re.sub(UNREADABLE, _REPLACEMENT, text)


def replace_controls(text: str) -> str:
    """Return a text with U+FFFD for each control character; carriage returns are included."""
    if text.isprintable():  # no control character is
        return text
    return re.sub(rf"[\r{CONTROLS}]", _REPLACEMENT, text)


def describe_character(character: str) -> str:
    """Return what a person may look up: a character's code and its name in Unicode."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"{code} ({name or 'control character'})"
