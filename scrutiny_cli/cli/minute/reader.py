"""The answers: lines that are typed on a terminal, or come from a pipe or a file."""

from __future__ import annotations

import sys
from contextlib import suppress
from io import TextIOWrapper

from scrutiny_cli.cli.console import print_data
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.text import replace_unencodable

_BYTE_ORDER_MARK = "\ufeff"  # some editors begin a file with it


class AnswerReader:
    """Reads answers from standard input, line by line."""

    def __init__(self) -> None:
        """Prepare the input: what cannot be decoded is kept, and refused where it is used."""
        self.is_terminal = sys.stdin is not None and sys.stdin.isatty()
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="surrogateescape")
        if self.is_terminal:
            _load_line_editing()

    def read_line(self, prompt: str) -> str | None:
        """Return the next answer without its line end; None at the end of the input.

        A tab, as from a table that was pasted, is a space.
        """
        shown = replace_controls(prompt)
        line = self._ask(shown) if self.is_terminal else self._take(shown)
        if line is None:
            print_data("\n")
            return None
        return line.replace("\t", " ")

    def _ask(self, prompt: str) -> str | None:
        """Read a line that a person may edit; a terminal that is closed is the end."""
        with suppress(EOFError, OSError):
            return input(replace_unencodable(prompt, sys.stdout.encoding or "utf-8"))
        return None

    def _take(self, prompt: str) -> str | None:
        """Read a line of a pipe, and print it as a terminal would show it."""
        print_data(prompt)
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            return None
        answer = line.removesuffix("\n").removesuffix("\r").removeprefix(_BYTE_ORDER_MARK)
        print_data(replace_controls(answer.encode(errors="replace").decode()) + "\n")
        return answer


def _load_line_editing() -> None:
    """Let the arrow keys work; Windows has this without the module."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  it works by being loaded, and only on a terminal
