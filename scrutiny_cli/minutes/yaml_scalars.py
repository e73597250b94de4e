"""Texts as they are written in YAML: plain where they may be, otherwise in quotes.

A hint shows a text as a person writes it: in single quotes where it has double ones, since an
escape is hard to read and to type. What is written into a file must read back as that very text,
whatever characters it has: it is plain only if it begins with a letter or a digit, and its quotes
are double ones with escapes.
"""

from __future__ import annotations

import re

# A plain text must neither begin nor contain what YAML takes for something else.
_NEEDS_QUOTES = r": |:$| #|^[-?:](?: |$)|^[,\[\]{}#&*!|>'\"%@`]|^(?:---|\.\.\.)(?: |$)|^<<$"
_ENDS_PLAIN = re.compile(r":(\s|$)|\s#")
_ENDS_PLAIN_IN_BRACKETS = re.compile(r"[,:\[\]{}]")
JOINER = "\u200d"  # joins several emoji into one
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def put_in_quotes(text: str) -> str:
    """Return a text in those quotes that leave it readable."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def write_scalar(text: str) -> str:
    """Return a text on one line as a hint shows it, in quotes where it needs them."""
    line = " ".join(text.split())
    return put_in_quotes(line) if not line or re.search(_NEEDS_QUOTES, line) else line


def quote_exactly(text: str) -> str:
    """Return a text in double quotes, on one line, that reads back as that very text."""
    return '"' + "".join(map(_escape_character, text)) + '"'


def write_exactly(text: str) -> str:
    """Return a text on one line that reads back as that very text, in quotes if it needs them."""
    return text if _may_be_plain(text) else quote_exactly(text)


def write_within_brackets(text: str, *, in_quotes: bool = False) -> str:
    """Return a text as an entry of a list in brackets; `in_quotes` even if it needs none."""
    is_plain = _may_be_plain(text) and not _ENDS_PLAIN_IN_BRACKETS.search(text)
    return text if is_plain and not in_quotes else quote_exactly(text)


def _may_be_plain(text: str) -> bool:
    is_safe = text[:1].isalnum() and text == text.strip() and text.isprintable()
    return is_safe and not _ENDS_PLAIN.search(text)


def _escape_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable() or character == JOINER:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
