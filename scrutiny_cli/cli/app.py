"""The program `scrutiny`: its commands joined, and how it ends."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
import typer.core
import typer.main

from scrutiny_cli.cli import bash_completion
from scrutiny_cli.cli.console import print_data, print_note, translate_write_errors
from scrutiny_cli.cli.errors import ExitCode, OutputFailed, UsageError
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.storage.errors import FolderNotFound, GitError, WriteRefused, describe_error
from scrutiny_cli.storage.paths import format_path

# What typer raises for a wrong option; it carries its own click, which has no public name.
_Fault: Any = typer.BadParameter.__mro__[2]


class Command(NamedTuple):
    """The module of a command, its function there, and its line in the help."""

    module: str
    function: str
    line: str


# The line is the first of the docstring: here the help finds it without loading the module.
COMMANDS = {
    "actions": Command("actions", "list_actions", "List the action log."),
    "overdue": Command(
        "overdue", "list_overdue", "List what is overdue and how late, the worst first."
    ),
    "show": Command("show", "show_entry", "Show one action's life, or one meeting."),
    "matters-arising": Command(
        "matters_arising",
        "list_matters_arising",
        "List what the next or a named meeting must go through.",
    ),
    "meetings": Command("meetings", "list_meetings", "List every meeting."),
    "people": Command(
        "people", "list_people", "List everyone known, with what is open and overdue."
    ),
    "check": Command("check", "check_files", "Tell every problem in every file, in one pass."),
    "schema": Command("schema", "print_schema", "Print the schema by which an editor helps."),
    "new-meeting": Command(
        "new_meeting", "write_new_meeting", "Write the next meeting's file, all open actions in it."
    ),
    "carry-forward": Command(
        "carry_forward", "carry_forward", "Add the open actions that a meeting's file leaves out."
    ),
    "raise": Command(
        "raise_", "raise_action", "Add an action to a meeting's file, and print its number."
    ),
    "update": Command(
        "update", "update_actions", "Record what has become of actions in a meeting's file."
    ),
    "close": Command(
        "close", "close_actions", "Record that actions are completed in a meeting's file."
    ),
    "renumber": Command(
        "renumber", "renumber_action", "Give an action another number, and print it."
    ),
    "diff": Command("diff", "compare_states", "Tell what a change means for the actions."),
    "publish": Command(
        "publish", "publish_document", "Publish a meeting's minutes, or the open actions."
    ),
    "calendar": Command(
        "calendar", "write_calendar", "Write a calendar of the meetings and of what is due."
    ),
    "init": Command("init", "init_folder", "Make a folder to start from."),
    "log": Command("log", "show_log", "Tell who committed each event of an action, and when."),
}
_MOST_FRAMES = 30
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


# Put before a text that begins with a dash, so that it is not read as options; a private letter.
_IS_TEXT = "\ue000"


class _TextCommand(typer.core.TyperCommand):
    """A command that takes a text with a dash before it where that can be no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the words typed; `- dash` and `-5 tables` are texts."""
        known = {name for one in self.params for name in one.opts if not name.startswith("--")}
        marked = [_IS_TEXT + word if _is_dashed_text(word, known) else word for word in args]
        rest = super().parse_args(ctx, marked)
        ctx.params = {name: _unmarked(value) for name, value in ctx.params.items()}
        return rest


def _is_dashed_text(word: str, options: set[str]) -> bool:
    """Whether a word typed begins with a dash, has more words, and can be no option."""
    if not re.match(r"-(?!-\S)\S*\s", word):
        return False
    return word[:2] not in options


def _unmarked(value: Any) -> Any:  # noqa: ANN401  as typer gives it
    if isinstance(value, str):
        return value.removeprefix(_IS_TEXT)
    return type(value)(map(_unmarked, value)) if isinstance(value, list | tuple) else value


class _Commands(typer.core.TyperGroup):
    """All commands, each loaded and built when it is asked: building all takes long."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  typer's own, handed on
        settings["commands"] = dict.fromkeys(COMMANDS)
        super().__init__(**settings)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  as typer calls it
        """Give the commands' names in the order of the help."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """List the commands in the help without building them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.line) for name, command in COMMANDS.items()])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Build a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        work = getattr(import_module(f"scrutiny_cli.cli.commands.{module}"), function)
        alone.command(cmd_name, cls=_TextCommand, context_settings=_SETTINGS)(work)
        return typer.main.get_command(alone)


app = typer.Typer(
    name="scrutiny",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=_SETTINGS,
)


def _version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415

        print_data(f"scrutiny {version('scrutiny-cli')}\n")
        raise typer.Exit


@app.callback()
def scrutiny(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Keep a board's minutes in plain files, and lose none of its actions.

    \b
    scrutiny actions --open     what is still to be done
    scrutiny overdue            what is late, the worst first
    scrutiny new-meeting        write the next meeting, open actions in it
    scrutiny check              tell what is wrong in the files
    """  # noqa: D301


def main() -> NoReturn:
    """Run the program; every way it can end has its exit code."""
    _open_streams()
    code = run_program()
    try:
        with translate_write_errors():
            sys.stdout.flush()
    except (OSError, OutputFailed) as fault:
        code = code or _ended(fault)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _open_streams() -> None:
    """Where a stream was closed before we began, write nowhere.

    Otherwise the next file that is opened would take its place.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def run_program() -> int:
    """Run the command that `sys.argv` names; return its exit code, however it ends."""
    try:
        if any(word.endswith("-completion") for word in sys.argv):
            bash_completion.use_bash_script()
        if os.environ.get(bash_completion.VARIABLE) == bash_completion.INSTRUCTION:
            bash_completion.print_replies(partial(app, standalone_mode=False), print_data)
            return 0
        code = app(standalone_mode=False)
    except _Fault as fault:
        fault.show()
        _advise(fault)
        return int(fault.exit_code)
    except SystemExit as end:  # completion ends so, and typer where a pipe is closed
        if isinstance(end.__context__, BrokenPipeError):
            return _ended(end.__context__)
        return end.code if isinstance(end.code, int) else 0
    except BaseException as fault:  # noqa: BLE001  the last resort: a fault of ours
        return _ended(fault)
    return code if isinstance(code, int) else 0


def _advise(fault: BaseException) -> None:
    """Say what to type where an option is not known."""
    option = getattr(fault, "option_name", "")
    before_command = getattr(getattr(fault, "ctx", None), "parent", None) is None
    if before_command and option in {"-m", "--meetings", "--as-at", "--format"}:
        print_note(f"{option} is typed after the command: scrutiny actions {option} …")
    elif re.fullmatch(r"-\w", option):
        print_note('A text that begins with - is typed after two of them: -- "- 5 tables"')


def _ended(fault: BaseException) -> int:
    """Tell why a command ended early; give its exit code."""
    if isinstance(fault, BrokenPipeError):
        _leave_pipe()
        return 0
    if isinstance(fault, OutputFailed) or _is_from_printing_help(fault):
        _leave_pipe()
        reason = getattr(fault, "strerror", None) or fault
        code = 0 if RUN.has_written else ExitCode.REFUSED
        return _told(f"The output cannot be written: {reason}.", code)
    for kinds, code in _codes():
        if isinstance(fault, kinds):
            return _told(str(fault) or "Interrupted.", code)
    if _is_of_the_system(fault):
        return _end_for_system(fault)
    return _fault(fault)


def _is_from_printing_help(fault: BaseException) -> bool:
    """Whether typer, which prints the help itself, could not write it."""
    return isinstance(fault, OSError) and _module_of(fault).split(".")[0] in {"typer", "click"}


def _module_of(fault: BaseException) -> str:
    """Give the name of the module in which something was raised."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))


def _is_of_the_system(fault: BaseException) -> bool:
    """Whether the disk or the system failed, and not the program.

    After a file is written what cannot be loaded any more is the system's fault, too.
    """
    if isinstance(fault, (OSError, MemoryError)):
        return True
    is_loading = isinstance(fault, (ImportError, SyntaxError))
    return RUN.has_written and (is_loading or "importlib" in _module_of(fault))


def _end_for_system(fault: BaseException) -> int:
    reason = _describe(fault)
    if RUN.has_written:
        return _told(f"It was written. What follows could not be shown: {reason}.", 0)
    return _told(f"The command could not go on: {reason}. Nothing was written.", ExitCode.REFUSED)


def _describe(fault: BaseException) -> str:
    if isinstance(fault, MemoryError):
        return "there is not enough memory"
    if not isinstance(fault, OSError):
        return "a part of the program could not be loaded"
    named = fault.filename
    if named is None and isinstance(fault, FileNotFoundError):
        return "the folder that you are in is not there any more"
    where = f"{format_path(Path(os.fsdecode(named)))}: " if isinstance(named, (str, bytes)) else ""
    return f"{where}{describe_error(fault)}"


def _codes() -> tuple[tuple[tuple[type[BaseException], ...], int], ...]:
    return (
        ((UsageError, FolderNotFound), ExitCode.USAGE),
        ((WriteRefused,), ExitCode.REFUSED),
        ((GitError,), ExitCode.NO_GIT),
        ((KeyboardInterrupt, typer.Abort), ExitCode.INTERRUPTED),
    )


def _told(message: str, code: int) -> int:
    with suppress(OSError, OutputFailed):  # stderr may be full or closed as well
        print_note(message)
    return code


def _fault(fault: BaseException) -> int:
    """Say where the program failed; what an exception says may be text of the minutes."""
    lines = ["Traceback (most recent call last):", *_trace(fault)]
    if RUN.has_written:
        lines.append("What was asked is written all the same.")
    lines.append("This is a fault of scrutiny, not of your files. Please report the lines above.")
    return _told("\n".join(lines), ExitCode.FAULT)


def _trace(fault: BaseException) -> list[str]:
    from traceback import extract_tb  # noqa: PLC0415  only where the program failed

    frames = extract_tb(fault.__traceback__)[-_MOST_FRAMES:]
    lines = [f"  {one.filename}:{one.lineno} in {one.name}" for one in frames]
    cause = fault.__cause__ or fault.__context__
    above = _trace(cause) if cause is not None else []
    return [*above, *lines, type(fault).__qualname__]


def _leave_pipe() -> None:
    """Send what is still to be written nowhere, so that nothing complains at the end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
