"""A change of a file: as a diff, or as the lines that were written."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.characters import replace_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_PLAIN = "\x1b[0m"
_STYLES = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_NO_END = "\\ No newline at end of file"


def render_diff(path: str, before: str, after: str, *, colour: bool = False) -> str:
    """Give the diff of a file's two texts; "" where they are the same."""
    shown = "".join(f"{_styled(line) if colour else line}\n" for line in _lines(before, after))
    name = replace_controls(path)
    return f"--- {name}\n+++ {name}\n{shown}" if shown else ""


def render_written_lines(
    path: str, lines: Iterable[tuple[int, str]], *, colour: bool = False
) -> str:
    """Give the lines written, each with its number; each group after a gap has its place."""
    shown: list[str] = []
    above: int | None = None
    for number, line in lines:
        if above is not None and number != above + 1:
            shown.append(f"{replace_controls(path)}:{number}:")
        text = replace_controls(line)
        shown.append(f"{_STYLES['+']}{text}{_PLAIN}" if colour and text else text)
        above = number
    return "".join(f"{line}\n" for line in shown)


def render_new_file(path: str, text: str, *, colour: bool = False) -> str:
    """Give the diff of a file that is made."""
    lines = text.removesuffix("\n").split("\n")
    body = [f"@@ -0,0 +1,{len(lines)} @@", *(f"+{replace_controls(line)}" for line in lines)]
    shown = "".join(f"{_styled(line) if colour else line}\n" for line in body)
    return f"--- /dev/null\n+++ {replace_controls(path)}\n{shown}"


def _lines(before: str, after: str) -> Iterator[str]:
    changes = unified_diff(_ended(before), _ended(after), lineterm="")
    for number, line in enumerate(changes):
        if number > 1:  # the first two name the files
            yield from replace_controls(line).split("\n")


def _ended(text: str) -> list[str]:
    """Give the lines of a text; the last one shows where it has no end."""
    lines = text.removesuffix("\n").replace("\r\n", "\n").split("\n")
    return lines if text.endswith("\n") else [*lines[:-1], f"{lines[-1]}\n{_NO_END}"]


def _styled(line: str) -> str:
    style = _STYLES.get(line[:1])
    return f"{style}{line}{_PLAIN}" if style else line
