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

from scrutiny_cli.cli.command_line import bash_completion
from scrutiny_cli.cli.command_line.help_page import (
    write_closing,
    write_opening,
    write_parameters,
    write_usage,
)
from scrutiny_cli.cli.command_line.text_command import TextCommand
from scrutiny_cli.cli.command_line.typer_types import AnyCommand, CommandContext, HelpFormatter
from scrutiny_cli.cli.command_line.typing_errors import (
    OptionError,
    describe_option_error,
    describe_unknown_command,
)
from scrutiny_cli.cli.console import print_data, translate_write_errors
from scrutiny_cli.cli.ending import end_for_error
from scrutiny_cli.cli.errors import OutputFailed, UsageError
from scrutiny_cli.cli.version import VERSION


class Command(NamedTuple):
    """A command's module and function, and its line, group and topic in the help.

    The topic is the page of the manual to read on; "" for none.
    """

    module: str
    function: str
    line: str
    group: str
    topic: str


# The line is the first of the docstring: here the help finds it without loading the module.
# The groups are in the order in which a clerk works.
COMMANDS = {
    "new-meeting": Command(
        "new_meeting",
        "write_new_meeting",
        "Write the next meeting's file, with every open action.",
        "Write",
        "month",
    ),
    "carry-forward": Command(
        "carry_forward",
        "carry_forward",
        "Update the list of open actions in a meeting's file.",
        "Write",
        "month",
    ),
    "minute": Command(
        "minute",
        "minute_meeting",
        "Go through a meeting, question by question.",
        "Write",
        "month",
    ),
    "raise": Command(
        "raise_",
        "raise_action",
        "Add an action to a meeting's file, and print its number.",
        "Write",
        "month",
    ),
    "update": Command(
        "update",
        "update_actions",
        "Record in a meeting's file what became of actions.",
        "Write",
        "month",
    ),
    "close": Command(
        "close",
        "close_actions",
        "Record in a meeting's file that actions are completed.",
        "Write",
        "month",
    ),
    "attendance": Command(
        "attendance", "record_attendance", "Record who was at a meeting.", "Write", "month"
    ),
    "item": Command(
        "item", "write_item", "Add an item to a meeting's file, or text to one.", "Write", "month"
    ),
    "decide": Command(
        "decide", "record_decision", "Add a decision to a meeting's file.", "Write", "month"
    ),
    "approve": Command(
        "approve", "approve_minutes", "Record that minutes were agreed.", "Write", "month"
    ),
    "amend": Command(
        "amend",
        "amend_entry",
        "Correct a slip in minutes that are not agreed yet.",
        "Write",
        "month",
    ),
    "delete": Command(
        "delete",
        "delete_entry",
        "Delete an action that was raised by mistake, or an update.",
        "Write",
        "month",
    ),
    "reassign": Command(
        "reassign",
        "reassign_actions",
        "Give all open actions of one owner to another.",
        "Write",
        "month",
    ),
    "person": Command(
        "person", "write_person", "Record who a person is, for all meetings.", "Write", "month"
    ),
    "renumber": Command(
        "renumber",
        "renumber_action",
        "Give an action another number, and print the number.",
        "Write",
        "git",
    ),
    "reschedule": Command(
        "reschedule",
        "reschedule_meeting",
        "Give a meeting another day, time or venue, or cancel it.",
        "Write",
        "month",
    ),
    "check": Command(
        "check", "check_files", "Report every problem in the files.", "Check", "rules"
    ),
    "actions": Command("actions", "list_actions", "List the action log.", "Read", "commands"),
    "overdue": Command(
        "overdue",
        "list_overdue",
        "List the overdue actions, the longest overdue first.",
        "Read",
        "commands",
    ),
    "show": Command(
        "show", "show_entry", "Show the history of an action, or a meeting.", "Read", "commands"
    ),
    "matters-arising": Command(
        "matters_arising",
        "list_matters_arising",
        "List the actions that a meeting must go through.",
        "Read",
        "month",
    ),
    "meetings": Command("meetings", "list_meetings", "List every meeting.", "Read", "commands"),
    "decisions": Command(
        "decisions", "list_register", "List what was decided.", "Read", "commands"
    ),
    "people": Command(
        "people",
        "list_people",
        "List people, and count their open and overdue actions.",
        "Read",
        "commands",
    ),
    "stats": Command(
        "stats",
        "show_figures",
        "Count what was raised, closed, moved and answered.",
        "Read",
        "commands",
    ),
    "agenda": Command(
        "agenda",
        "write_agenda",
        "Write a meeting's agenda, to be sent out before it.",
        "Publish",
        "month",
    ),
    "publish": Command(
        "publish",
        "publish_document",
        "Publish minutes, the action log or all decisions.",
        "Publish",
        "publish",
    ),
    "site": Command(
        "site",
        "write_board_site",
        "Write a web site of all minutes, actions and decisions.",
        "Publish",
        "publish",
    ),
    "calendar": Command(
        "calendar",
        "write_calendar",
        "Write a calendar file of meetings and due dates.",
        "Publish",
        "publish",
    ),
    "remind": Command(
        "remind",
        "write_reminders",
        "Write a reminder for each owner of open actions.",
        "Publish",
        "month",
    ),
    "diff": Command(
        "diff", "compare_states", "Show what a change means for the actions.", "Review", "git"
    ),
    "log": Command(
        "log", "show_log", "Show who committed each change to an action, and when.", "Review", "git"
    ),
    "init": Command(
        "init", "init_folder", "Set up a folder for a board's minutes.", "Set up", "start"
    ),
    "import": Command(
        "import_files",
        "import_old_files",
        "Make meeting files of past minutes and action trackers.",
        "Set up",
        "import",
    ),
    "schema": Command(
        "schema",
        "print_schema",
        "Print a schema, for an editor that checks as you type.",
        "Set up",
        "start",
    ),
    "help": Command(
        "help", "show_help", "Show a page of the manual, or a command's help.", "Set up", ""
    ),
}
_GROUPS = ("Write", "Check", "Read", "Publish", "Review", "Set up")
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(typer.core.TyperGroup):
    """All commands; the module of one is loaded when it is run or its help is asked for."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  typer's own, handed on
        settings["commands"] = dict.fromkeys(COMMANDS)
        super().__init__(**settings)

    def parse_args(self, ctx: CommandContext, args: list[str]) -> list[str]:
        """Parse the words typed; without a command print the short help, and end."""
        if not ctx.resilient_parsing and args in ([], ["--"]):
            print_data(self._render_short_help(ctx))
            raise typer.Exit
        try:
            return super().parse_args(ctx, args)
        except OptionError as error:
            raise UsageError(describe_option_error(error, ctx, args)) from error

    def resolve_command(self, ctx: CommandContext, args: list[str]) -> AnyCommand:
        """Return the command that is named, and the words after it; refuse an unknown one."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise UsageError(describe_unknown_command(args[0], COMMANDS))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: CommandContext) -> list[str]:  # noqa: ARG002  as typer calls it
        """Return the commands' names in the order of the help."""
        return list(COMMANDS)

    def format_help(self, ctx: CommandContext, formatter: HelpFormatter) -> None:
        """Write the help: what the program does, examples, and the commands by their groups."""
        write_opening(formatter, self)
        write_usage(formatter, ctx, ["COMMAND", "[OPTIONS]"])
        width = max(map(len, COMMANDS))
        for group in _GROUPS:
            with formatter.section(group):
                rows = [(name, row.line) for name, row in COMMANDS.items() if row.group == group]
                formatter.write_dl([(name.ljust(width), line) for name, line in rows])
        write_parameters(formatter, self, ctx)
        write_closing(formatter, self)

    def _render_short_help(self, ctx: CommandContext) -> str:
        formatter = ctx.make_formatter()
        write_opening(formatter, self)
        formatter.write_paragraph()
        formatter.write_text("\b\nAll commands: scrutiny --help\nThe manual:   scrutiny help")
        return str(formatter.getvalue())

    def get_command(self, ctx: CommandContext, cmd_name: str) -> AnyCommand:  # noqa: ARG002  as typer calls it
        """Load a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        row = COMMANDS[cmd_name]
        work = getattr(import_module(f"scrutiny_cli.cli.commands.{row.module}"), row.function)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(
            cmd_name,
            cls=TextCommand,
            context_settings=_SETTINGS,
            epilog=f"More: scrutiny help {row.topic}" if row.topic else None,
        )(work)
        return typer.main.get_command(alone)


app = typer.Typer(
    name="scrutiny",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
    epilog="\b\nMore: scrutiny COMMAND --help for a command, scrutiny help for the manual",
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
    scrutiny new-meeting        write the next meeting's file
    scrutiny check              find the problems in the files
    scrutiny actions --open     list what is still to be done
    scrutiny overdue            list what is late
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
    """Let a stream that was closed before we began write nowhere.

    Otherwise the next file that is opened would take its descriptor.
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
    except SystemExit as end:  # completion ends so, and typer where a pipe is closed
        if isinstance(end.__context__, BrokenPipeError):
            return end_for_error(end.__context__)
        return end.code if isinstance(end.code, int) else 0
    except BaseException as error:  # noqa: BLE001  the last resort: a fault of ours
        return end_for_error(error)
    return code if isinstance(code, int) else 0
