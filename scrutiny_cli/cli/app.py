"""The program `scrutiny`: its commands joined, and how it ends."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
import typer.core
import typer.main

from scrutiny_cli.cli import completion, desk
from scrutiny_cli.storage.folder import NoFolder, Refused

# What typer raises for a wrong option; it carries its own click, which has no public name.
_Fault: Any = typer.BadParameter.__mro__[2]


class _Command(NamedTuple):
    """The room that a command stands in, the function that it is, and its line in the help."""

    room: str
    function: str
    line: str


# Each line is the first of the function's docstring: here the help finds it without the room.
_TABLE = """
actions | reading | actions | List the action log.
overdue | reading | overdue | List what is overdue and how late, the worst first.
show | reading | show | Show one action's life, or one meeting.
matters-arising | reading | matters_arising | List what the next or a named meeting must go through.
meetings | reading | meetings_ | List every meeting.
people | reading | people | List everyone known, with what is open and overdue.
check | checking | check | Tell every problem in every file, in one pass.
schema | schema | schema | Print the schema by which an editor helps.
new-meeting | writing | new_meeting | Write the next meeting's file, all open actions in it.
carry-forward | editing | carry_forward | Add the open actions that a meeting's file leaves out.
raise | editing | raise_ | Add an action to a meeting's file, and print its number.
update | editing | update | Record what has become of actions in a meeting's file.
close | editing | close | Record that actions are completed in a meeting's file.
renumber | renumbering | renumber | Give an action another number, and print it.
diff | reviewing | diff | Tell what a change means for the actions.
publish | publishing | publish | Publish a meeting's minutes, or the open actions.
calendar | publishing | calendar | Write a calendar of the meetings and of what is due.
init | founding | init | Make a folder to start from.
log | reviewing | log | Tell who committed each event of an action, and when.
"""
COMMANDS = {
    name: _Command(room, function, line)
    for name, room, function, line in (row.split(" | ") for row in _TABLE.strip().splitlines())
}
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


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
        room, function, _ = COMMANDS[cmd_name]
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        work = getattr(import_module(f"scrutiny_cli.cli.{room}"), function)
        alone.command(cmd_name, context_settings=_SETTINGS)(work)
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

        desk.say(f"scrutiny {version('scrutiny-cli')}\n")
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
    scrutiny new-meeting        write the next meeting, matters arising carried forward
    scrutiny check              tell what is wrong in the files
    """  # noqa: D301


def main() -> NoReturn:
    """Run the program; every way it can end has its exit code."""
    _give_streams()
    code = _run()
    try:
        sys.stdout.flush()
    except OSError as fault:
        code = code or _ended(fault)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _give_streams() -> None:
    """Where a stream was closed before we began, write nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _run() -> int:
    try:
        if any(word.endswith("-completion") for word in sys.argv):
            completion.use_bash_script()
        if os.environ.get(completion.VARIABLE) == completion.INSTRUCTION:
            completion.print_replies(partial(app, standalone_mode=False), desk.say)
            return 0
        code = app(standalone_mode=False)
    except _Fault as fault:
        fault.show()
        if re.fullmatch(r"-\w", getattr(fault, "option_name", "")):
            desk.note('A text that begins with - is typed behind two of them: -- "- 5 tables"')
        return int(fault.exit_code)
    except SystemExit as end:  # completion ends so, and typer where a pipe is closed
        if isinstance(end.__context__, BrokenPipeError):
            return _ended(end.__context__)
        return end.code if isinstance(end.code, int) else 0
    except BaseException as fault:  # noqa: BLE001  the last resort: a fault of ours
        return _ended(fault)
    return code if isinstance(code, int) else 0


def _ended(fault: BaseException) -> int:
    """Tell why a command ended early; give its exit code."""
    if isinstance(fault, BrokenPipeError):
        _leave_pipe()
        return 0
    if isinstance(fault, OSError) and fault.filename is None:
        _leave_pipe()
        code = 0 if desk.has_written() else desk.REFUSED
        return _told(f"The output cannot be written: {fault.strerror}.", code)
    for kinds, code in _codes():
        if isinstance(fault, kinds):
            return _told(str(fault) or "Interrupted.", code)
    return _fault(fault)


def _codes() -> tuple[tuple[tuple[type[BaseException], ...], int], ...]:
    from scrutiny_cli.storage.git import NoGit  # noqa: PLC0415  only where a command failed

    return (
        ((desk.Usage, NoFolder), desk.USAGE),
        ((Refused,), desk.REFUSED),
        ((NoGit,), desk.NO_GIT),
        ((KeyboardInterrupt, typer.Abort), desk.INTERRUPTED),
    )


def _told(message: str, code: int) -> int:
    with suppress(OSError):  # stderr may be full or closed as well
        desk.note(message)
    return code


def _fault(fault: BaseException) -> int:
    import traceback  # noqa: PLC0415

    traceback.print_exception(fault)
    message = "This is a fault of scrutiny, not of your files. Please report the lines above."
    return _told(message, desk.FAULT)


def _leave_pipe() -> None:
    """Send what is still to be written nowhere, so that nothing complains at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
