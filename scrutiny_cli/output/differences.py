"""A change of a file, line by line, as a diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from scrutiny_cli.output.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = "\x1b[0m"
_STYLES = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_NO_END = "\\ No newline at end of file"


def text(path: str, before: str, after: str, *, colour: bool = False) -> str:
    """Give the diff of a file's two texts; "" where they are the same."""
    shown = "".join(f"{_styled(line) if colour else line}\n" for line in _lines(before, after))
    name = clean(path)
    return f"--- {name}\n+++ {name}\n{shown}" if shown else ""


def _lines(before: str, after: str) -> Iterator[str]:
    changes = unified_diff(_ended(before), _ended(after), lineterm="")
    for number, line in enumerate(changes):
        if number > 1:  # the first two name the files
            yield from clean(line).split("\n")


def _ended(text: str) -> list[str]:
    """Give the lines of a text; the last one shows where it has no end."""
    lines = text.removesuffix("\n").replace("\r\n", "\n").split("\n")
    return lines if text.endswith("\n") else [*lines[:-1], f"{lines[-1]}\n{_NO_END}"]


def _styled(line: str) -> str:
    style = _STYLES.get(line[:1])
    return f"{style}{line}{_PLAIN}" if style else line
