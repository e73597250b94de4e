"""The manual on a terminal: laid out, and shown a screen at a time by the person's own pager."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from scrutiny_cli.cli.console import get_terminal_width, print_data, uses_colour
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.text import escape_build_commands
from scrutiny_cli.storage.programs import search_path

# Quit where all fits on one screen, leave on the screen what was shown, and show the keys.
_LESS_SETTINGS = "FXPsSpace for more, b to go back, q to leave"


def show_markdown(page: str) -> None:
    """Print a page of the manual: laid out on a terminal, otherwise as the Markdown that it is."""
    if not sys.stdout.isatty():
        print_data(page)
        return
    from scrutiny_cli.output.manual_page import render_page  # noqa: PLC0415  slow to load

    options = RenderOptions(get_terminal_width(), uses_colour(), sys.stdout.encoding or "utf-8")
    show_text(render_page(page, options))


def show_text(text: str) -> None:
    """Print a text; on a terminal through the pager where it is longer than the screen."""
    pager = _find_pager(text) if _is_longer_than_screen(text) else None
    if pager is None or not _run_pager(pager, text):
        print_data(text)


def _is_longer_than_screen(text: str) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        return False
    return text.count("\n") >= shutil.get_terminal_size((80, 24)).lines


def _find_pager(text: str) -> list[str] | None:
    """Return the command that starts the pager; None where there is none.

    It is what MANPAGER or PAGER names, otherwise `less`. `less` shows colours with -R alone.
    """
    named = os.environ.get("MANPAGER", os.environ.get("PAGER", "less"))
    try:
        words = shlex.split(named)
    except ValueError:
        return None  # a quote that is not closed
    found = shutil.which(words[0], path=search_path()) if words else None
    if found is None:
        return None
    needs_colours = "\x1b" in text and Path(found).stem == "less"
    return [found, *words[1:], *(["-R"] if needs_colours else [])]


def _run_pager(pager: list[str], text: str) -> bool:
    """Show a text in the pager until the person leaves it; return whether it could be started."""
    environment = {"LESS": _LESS_SETTINGS, **os.environ}
    shown = escape_build_commands(text).encode()
    try:
        running = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    with suppress(BrokenPipeError, KeyboardInterrupt):
        running.communicate(shown)
    while running.poll() is None:  # an interrupt is for the pager, which goes on
        with suppress(KeyboardInterrupt):
            running.wait()
    return True
