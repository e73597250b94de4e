"""A change of a file: as a diff, or as the lines that were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from scrutiny_cli.minutes.characters import replace_controls

_PLAIN = "\x1b[0m"
_STYLES = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_NO_END = "\\ No newline at end of file"


def render_diff(
    path: str, before: str | None, after: str, *, old_path: str | None = None, colour: bool = False
) -> str:
    """Return the diff of a file's texts, "" where they are the same; None: there was no file.

    `old_path` is where the file was before, if it was renamed.
    """
    lines = list(_diff_lines(before, after))
    name = replace_controls(path)
    old_name = "/dev/null" if before is None else replace_controls(old_path or path)
    head = [f"--- {old_name}", f"+++ {name}"]
    shown = [_add_colour(line) for line in lines] if colour else lines
    return "".join(f"{line}\n" for line in (*head, *shown)) if lines else ""


def render_written_lines(
    path: str, lines: Iterable[tuple[int, str]], *, colour: bool = False
) -> str:
    """Return the lines written, with their numbers; after a gap their place comes first."""
    shown: list[str] = []
    above: int | None = None
    for number, line in lines:
        if above is not None and number != above + 1:
            shown.append(f"{replace_controls(path)}:{number}:")
        text = replace_controls(line)
        shown.append(f"{_STYLES['+']}{text}{_PLAIN}" if colour and text else text)
        above = number
    return "".join(f"{line}\n" for line in shown)


def _diff_lines(before: str | None, after: str) -> Iterator[str]:
    old = [] if before is None else _split_lines(before)
    for number, line in enumerate(unified_diff(old, _split_lines(after), lineterm="")):
        if number > 1:  # the first two name the files
            yield from replace_controls(line).split("\n")


def _split_lines(text: str) -> list[str]:
    """Return the lines of a text; the last one says so where it has no line end."""
    lines = text.removesuffix("\n").replace("\r\n", "\n").split("\n")
    return lines if text.endswith("\n") else [*lines[:-1], f"{lines[-1]}\n{_NO_END}"]


def _add_colour(line: str) -> str:
    style = _STYLES.get(line[:1])
    return f"{style}{line}{_PLAIN}" if style else line
