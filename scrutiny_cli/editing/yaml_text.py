"""Texts as they are written into a file: each reads back as that very text, or is refused."""

from __future__ import annotations

import re
import textwrap

from scrutiny_cli.minutes import yaml_parser
from scrutiny_cli.minutes.characters import DIRECTION_MARKS, UNREADABLES
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml_scalars import quote_exactly, write_exactly

WIDTH = 99
# What is left of a line for `about`, within a list as new-meeting sets it in.
_ABOUT = WIDTH - 6 - 2 - len("about: ")
# What no reader of YAML takes, or what hides or turns text on a screen.
_HIDDEN = re.compile(f"[{UNREADABLES}{DIRECTION_MARKS}]")
_NO_BREAK = "\ue000"  # a private letter in the place of a space
_MARK_WITHIN = re.compile(r" (?=(?:\W{1,2}|\(?\w{1,4}[.)])(?: |$))")


class Unwritable(Exception):
    """A text that no file may hold; the message says which character, and what to do."""


def typed(text: str) -> str:
    """Give a text that was typed as it reads back: line ends are one character, none at its end.

    Raises Unwritable where it holds what the format forbids.
    """
    settled = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if any("\ud800" <= letter <= "\udfff" for letter in settled):
        raise Unwritable("This is not text in UTF-8: type it again.")
    tree = yaml_parser.parse(Source("", f"text: {quote_exactly(settled)}\n"))
    for problem in tree.problems:
        raise Unwritable(f"{problem.message} {problem.hint}".strip())
    return settled


def wrapped_field(head: str, text: str) -> list[str]:
    """Write a field that holds a text of one line; a long one is quoted, on several lines."""
    line = f"{head} {write_exactly(text)}"
    if len(line) <= WIDTH:
        return [line]
    indent = len(head) - len(head.lstrip(" -")) + 2
    # A line that began with the mark of a list would read as its entry.
    whole = _MARK_WITHIN.sub(_NO_BREAK, quote_exactly(text))
    lines = textwrap.wrap(
        whole,
        WIDTH,
        initial_indent=f"{head} ",
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [one.replace(_NO_BREAK, " ") for one in lines]


def block(text: str) -> list[str] | None:
    """Give the lines below a `|` that read back as a text; None where one line must do."""
    lines = text.split("\n")
    safe = all(line.isprintable() and line == line.rstrip() for line in lines)
    return lines if len(lines) > 1 and safe and lines[0].strip() == lines[0] != "" else None


def flat(text: str) -> str:
    """Give the text on one line, without what cannot be seen."""
    return " ".join(_HIDDEN.sub("", " ".join(text.split())).split())


def comment(text: str, indent: int) -> list[str]:
    """Give the lines of a comment."""
    start = " " * indent + "# "
    return textwrap.wrap(
        flat(text), WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False
    )


def about(words: str) -> str | None:
    """Give the beginning of an action's words that fits a line; what is hidden ends it."""
    text = " ".join(words.split())
    hidden = _HIDDEN.search(text)
    text = text[: hidden.start()].rstrip() if hidden else text
    if not hidden and len(write_exactly(text)) <= _ABOUT:
        return text or None
    while text and len(write_exactly(text + "…")) > _ABOUT:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text}…" if text else None
