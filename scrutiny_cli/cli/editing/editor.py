"""The editor of a person: named in the environment, otherwise what the system has."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import typer

from scrutiny_cli.cli.console import is_interactive, print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.storage.paths import format_path
from scrutiny_cli.storage.programs import search_path

_EXAMPLE = "set EDITOR=notepad" if sys.platform == "win32" else "export EDITOR=nano"


class Editor(NamedTuple):
    """How an editor is started; `is_default`: the system has it, and nobody named it."""

    command: tuple[str, ...]
    is_default: bool

    def open_file(self, path: Path) -> None:
        """Open a file, and wait until it is closed where the editor lets us."""
        name = Path(self.command[0]).stem
        if self.is_default:
            print_note(
                f"Opening {format_path(path)} with {name}. To use another editor, type for "
                f"example: {_EXAMPLE}"
            )
            if name == "vi":
                _explain_vi()
        try:
            # An absolute path: one that begins with `-` or `+` would be an option.
            done = subprocess.run([*self.command, os.path.abspath(path)], check=False)  # noqa: PTH100, S603
        except OSError as reason:
            print_note(
                f"The editor “{self.command[0]}” cannot be started: {reason.strerror}. Open "
                f"{format_path(path)} yourself."
            )
            return
        if done.returncode and self.is_default:
            print_note(f"{name} did not open the file. Open {format_path(path)} yourself.")


def _explain_vi() -> None:
    """Print how to leave vi, which shows it nowhere, before it fills the screen."""
    print_note("To save and leave vi, press Esc, type :wq and press Enter.")
    typer.prompt("Press Enter to open it", "", show_default=False, prompt_suffix=".", err=True)


def find_editor(*, must_wait: bool = False) -> Editor:
    """Return the editor of $VISUAL or $EDITOR, otherwise one that the system has.

    With `must_wait` it is one that waits until the file is closed. Raises UsageError where it
    cannot be started, and where there is none.
    """
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if named:
        return _find_named(named)
    has_display = not must_wait and any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    for program, *words in list_default_editors(
        sys.platform, has_display=has_display, has_terminal=is_interactive()
    ):
        found = shutil.which(program, path=search_path())
        if found is not None:
            return Editor((found, *words), is_default=True)
    raise UsageError(
        f"No editor was found, and nothing was written. Name your editor, for example: {_EXAMPLE}"
    )


def list_default_editors(
    platform: str, *, has_display: bool, has_terminal: bool
) -> tuple[tuple[str, ...], ...]:
    """Return the commands that open a text file on a system, the best first.

    All but xdg-open wait until the file is closed.
    """
    if platform == "win32":
        return (("notepad.exe",),)
    if platform == "darwin":
        return (("open", "-W", "-n", "-t"),)
    graphic = (("xdg-open",),) if has_display else ()
    return (*graphic, *((("nano",), ("vi",)) if has_terminal else ()))


def _find_named(named: str) -> Editor:
    try:
        words = shlex.split(named)
    except ValueError:
        words = []  # a quote that is not closed
    found = shutil.which(words[0], path=search_path()) if words else None
    if found is None:
        raise UsageError(
            f"The editor “{named}” cannot be started, and nothing was written. Correct $VISUAL or "
            f"$EDITOR, for example: {_EXAMPLE}"
        )
    return Editor((found, *words[1:]), is_default=False)
