"""The program `scrutiny`: its commands, and how it is run."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
import typer.core
import typer.main

from scrutiny_cli.cli import bash_completion
from scrutiny_cli.cli.console import print_data, translate_write_errors
from scrutiny_cli.cli.ending import OptionError, end_for_error, end_for_option
from scrutiny_cli.cli.errors import OutputFailed
from scrutiny_cli.cli.text_command import TextCommand
from scrutiny_cli.cli.version import VERSION


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
    "help": Command("help", "show_help", "Show a page of the manual, or a command's help."),
}
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(typer.core.TyperGroup):
    """All commands; the module of one is loaded when it is run or its help is asked for."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  typer's own, handed on
        settings["commands"] = dict.fromkeys(COMMANDS)
        super().__init__(**settings)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  as typer calls it
        """Return the commands' names in the order of the help."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002  likewise
        """List the commands in the help without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.line) for name, command in COMMANDS.items()])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002  likewise
        """Load a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        work = getattr(import_module(f"scrutiny_cli.cli.commands.{module}"), function)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name, cls=TextCommand, context_settings=_SETTINGS)(work)
        return typer.main.get_command(alone)


app = typer.Typer(
    name="scrutiny",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=_SETTINGS,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        print_data(f"scrutiny {VERSION}\n")
        raise typer.Exit


@app.callback()
def describe_program(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
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
    _open_missing_streams()
    code = run_program()
    try:
        with translate_write_errors():
            sys.stdout.flush()
    except (OSError, OutputFailed) as error:
        code = code or end_for_error(error)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _open_missing_streams() -> None:
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
    except OptionError as error:
        return end_for_option(error)
    except SystemExit as end:  # completion ends so, and typer where a pipe is closed
        if isinstance(end.__context__, BrokenPipeError):
            return end_for_error(end.__context__)
        return end.code if isinstance(end.code, int) else 0
    except BaseException as error:  # noqa: BLE001  the last resort: a fault of ours
        return end_for_error(error)
    return code if isinstance(code, int) else 0
