"""Questions to a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import UsageError

_Value = TypeVar("_Value")


def is_interactive() -> bool:
    """Whether somebody is at a terminal who can be asked."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def ask_value(question: str, default: str, parse: Callable[[str], _Value]) -> _Value:
    """Ask until the answer can be parsed; without a terminal parse the default."""
    if not is_interactive():
        return parse(default)
    while True:
        try:
            return parse(typer.prompt(question, default, show_default=bool(default), err=True))
        except UsageError as reason:
            print_note(str(reason))
