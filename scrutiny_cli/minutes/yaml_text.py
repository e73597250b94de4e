"""Texts as they are written into a file: each reads back unchanged, or is refused."""

from __future__ import annotations

import re
import textwrap

from scrutiny_cli.minutes.characters import DIRECTION_MARKS, NO_BREAK_SPACE, UNREADABLES
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml_scalars import JOINER, quote_exactly, write_exactly

WIDTH = 99
# What is left of a line for `about` in a list with the indent that new-meeting uses.
_ABOUT = WIDTH - 6 - 2 - len("about: ")
_NARROWEST = 40  # lines of prose, however deep they are
# What no reader of YAML takes, or what hides or reverses text on a screen.
_HIDDEN = re.compile(f"[{UNREADABLES}{DIRECTION_MARKS}]")
_SOFT_HYPHEN = "\u00ad"
_NO_BREAK = "\ue000"  # a private letter in the place of a space
_MARK_WITHIN = re.compile(r" (?=(?:\W{1,2}|\(?\w{1,4}[.)])(?: |$))")


class Unwritable(Exception):
    """A text that no file may contain; the message says which character it is, and what to do."""


def validate_text(text: str) -> str:
    """Return a text that was typed as it reads back: with line feeds, and none at its end.

    Raises Unwritable where it contains what the format forbids.
    """
    normalized = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if any("\ud800" <= letter <= "\udfff" for letter in normalized):
        raise Unwritable("The text cannot be read as UTF-8. Type it again.")
    tree = parser.parse_yaml(Source("", f"text: {quote_exactly(normalized)}\n"))
    for problem in tree.problems:
        raise Unwritable(f"{problem.message} {problem.hint}".strip())
    return normalized


def wrapped_field(head: str, text: str) -> list[str]:
    """Return the lines of a field with a text of one line; a long one is wrapped."""
    line = f"{head} {write_exactly(text)}"
    if len(line) <= WIDTH:
        return [line]
    indent = len(head) - len(head.lstrip(" -")) + 2
    # A line that begins with a list mark would read as an entry of a list.
    whole = _MARK_WITHIN.sub(_NO_BREAK, write_exactly(text))
    lines = textwrap.wrap(
        whole,
        WIDTH,
        initial_indent=f"{head} ",
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [one.replace(_NO_BREAK, " ") for one in lines]


def block_scalar_lines(text: str, *, may_be_one: bool = False) -> list[str] | None:
    """Return the lines below a `|` that read back as a text; None where it needs quotes.

    A text of one line needs no `|` unless it `may_be_one`.
    """
    lines = text.split("\n")
    safe = all(line.replace(JOINER, "").isprintable() and line == line.rstrip() for line in lines)
    is_long = len(lines) > 1 or may_be_one
    return lines if is_long and safe and lines[0].strip() == lines[0] != "" else None


def wrap_block_text(text: str, column: int) -> str:
    """Return a text as a clerk writes it below a `|` at a column: its long lines are wrapped.

    A line end is a space there. No wrapped line begins as an entry of a list does. Spaces of any
    kind become plain ones, and hyphens that show only at the end of a line go.
    """
    width = max(WIDTH - column, _NARROWEST)
    plain = re.sub(f"{NO_BREAK_SPACE}|\t", " ", text.replace(_SOFT_HYPHEN, ""))
    lines = (line.rstrip() for line in plain.strip().split("\n"))
    return "\n".join(
        part
        for line in lines
        for part in (_wrap_line(line, width) if len(line) > width else [line])
    )


def _wrap_line(line: str, width: int) -> list[str]:
    found = textwrap.wrap(
        _MARK_WITHIN.sub(_NO_BREAK, line), width, break_long_words=False, break_on_hyphens=False
    )
    return [part.replace(_NO_BREAK, " ") for part in found]


def one_line(text: str) -> str:
    """Return a text on one line, without invisible characters."""
    return " ".join(_HIDDEN.sub("", " ".join(text.split())).split())


def comment_lines(text: str, column: int) -> list[str]:
    """Return the lines of a comment that begins at a column."""
    start = " " * column + "# "
    return textwrap.wrap(
        one_line(text), WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False
    )


def shorten_about(words: str) -> str | None:
    """Return the beginning of an action's words that fits a line, up to an invisible character."""
    text = " ".join(words.split())
    hidden = _HIDDEN.search(text)
    text = text[: hidden.start()].rstrip() if hidden else text
    if not hidden and len(text) <= _ABOUT and len(write_exactly(text)) <= _ABOUT:
        return text or None
    text = text[: _ABOUT + 1]  # no longer beginning fits, and each try reads all of it
    while text and len(write_exactly(text + "…")) > _ABOUT:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text}…" if text else None
