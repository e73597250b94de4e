"""How the program ends where a command fails: the message on stderr, and the exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb

import typer

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.errors import ExitCode, OutputFailed, UsageError
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.storage.errors import FolderNotFound, GitError, WriteRefused, describe_error
from scrutiny_cli.storage.paths import format_path

_EXIT_CODES: dict[type[BaseException], ExitCode] = {
    UsageError: ExitCode.USAGE,
    FolderNotFound: ExitCode.USAGE,
    WriteRefused: ExitCode.REFUSED,
    GitError: ExitCode.NO_GIT,
    KeyboardInterrupt: ExitCode.INTERRUPTED,
    typer.Abort: ExitCode.INTERRUPTED,
}
_MAX_FRAMES = 30


def end_for_error(error: BaseException) -> int:
    """Print why a command failed; return the exit code."""
    if isinstance(error, BrokenPipeError):
        _silence_stdout()
        return 0
    if isinstance(error, OutputFailed) or _is_from_printing_help(error):
        _silence_stdout()
        reason = getattr(error, "strerror", None) or error
        code = 0 if RUN.has_written else ExitCode.REFUSED
        return _print_ending(f"The output cannot be written: {reason}.", code)
    for kind, code in _EXIT_CODES.items():
        if isinstance(error, kind):
            # A question that is not answered leaves the cursor in its line.
            end = "\n" if isinstance(error, typer.Abort) else ""
            return _print_ending(end + (str(error) or "Interrupted."), code)
    if _is_of_the_system(error):
        return _end_for_system(error)
    return _end_for_fault(error)


def _silence_stdout() -> None:
    """Send what is still to be written nowhere, so that nothing complains at the end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_from_printing_help(error: BaseException) -> bool:
    """Whether typer, which prints the help itself, could not write it."""
    return isinstance(error, OSError) and _find_module(error).split(".")[0] in {"typer", "click"}


def _find_module(error: BaseException) -> str:
    """Return the name of the module in which an error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))


# The disk or the system


def _is_of_the_system(error: BaseException) -> bool:
    """Whether the disk or the system failed, and not the program.

    After a file is written what cannot be loaded any more is the system's fault, too.
    """
    if isinstance(error, (OSError, MemoryError)):
        return True
    is_loading = isinstance(error, (ImportError, SyntaxError))
    return RUN.has_written and (is_loading or "importlib" in _find_module(error))


def _end_for_system(error: BaseException) -> int:
    reason = _describe_system_error(error)
    if RUN.has_written:
        return _print_ending(f"It was written, but not everything could be shown: {reason}.", 0)
    message = f"The command had to stop: {reason}. Nothing was written."
    return _print_ending(message, ExitCode.REFUSED)


def _describe_system_error(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if not isinstance(error, OSError):
        return "a part of the program could not be loaded"
    name = error.filename
    if name is None and isinstance(error, FileNotFoundError):
        return "the folder that you are in no longer exists"
    place = f"{format_path(Path(os.fsdecode(name)))}: " if isinstance(name, (str, bytes)) else ""
    return f"{place}{describe_error(error)}"


# The program itself


def _end_for_fault(error: BaseException) -> int:
    """Print where the program failed, without the message: it may be text of the minutes."""
    lines = ["Traceback (most recent call last):", *_list_frames(error)]
    if RUN.has_written:
        lines.append("Your entry was written.")
    lines.append("This is a fault in scrutiny, not in your files. Please report the lines above.")
    return _print_ending("\n".join(lines), ExitCode.FAULT)


def _list_frames(error: BaseException) -> list[str]:
    frames = extract_tb(error.__traceback__)[-_MAX_FRAMES:]
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    above = _list_frames(cause) if cause is not None else []
    return [*above, *lines, type(error).__qualname__]


def _print_ending(message: str, code: int) -> int:
    with suppress(OSError, OutputFailed):  # stderr may be full or closed as well
        print_note(message)
    return code
