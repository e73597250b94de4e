"""The command `help`: show a page of the manual, or the help of a command."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from scrutiny_cli.cli.command_line.typer_types import AnyCommand
from scrutiny_cli.cli.completion import complete_from
from scrutiny_cli.cli.console import get_wrap_width, print_data
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.manual_pages import (
    TOPICS,
    find_rule_section,
    find_title,
    list_rules,
    read_page,
)
from scrutiny_cli.cli.pager import show_markdown, show_text
from scrutiny_cli.minutes.dates.spelling import find_nearest
from scrutiny_cli.output.text import wrap_after_label, wrap_lines

_ENDING = """\
Type `scrutiny help TOPIC` to read a page, for example `scrutiny help start`.
Type `scrutiny help COMMAND` for the options of a command, for example `scrutiny help raise`."""


def _complete_page(ctx: typer.Context, incomplete: str) -> list[str]:
    return complete_from((*TOPICS, *_find_group(ctx).list_commands(ctx)))(incomplete)


def show_help(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC|COMMAND",
            show_default=False,
            autocompletion=_complete_page,
            help="A topic of the manual, a command, or a rule of `scrutiny check`; by default the "
            "topics are listed.",
        ),
    ] = None,
) -> None:
    """Show a page of the manual, or a command's help.

    \b
    scrutiny help
    scrutiny help start
    scrutiny help raise
    """
    if topic is None:
        print_data(_list_topics())
        return
    name = topic.casefold()
    if name in TOPICS:
        show_markdown(read_page(name))
        return
    group = _find_group(ctx)
    command = group.get_command(ctx, name)
    section = find_rule_section(read_page("rules"), name) if command is None else ""
    if section:
        show_markdown(section)
        return
    if command is None:
        raise UsageError(_describe_unknown(topic, group.list_commands(ctx)))
    with command.make_context(name, [], parent=ctx.parent, resilient_parsing=True) as alone:
        show_text(f"{command.get_help(alone)}\n")


def _find_group(ctx: typer.Context) -> AnyCommand:
    """Return what has all commands."""
    return ctx.find_root().command


def _list_topics() -> str:
    width = get_wrap_width(sys.stdout)
    gap = max(map(len, TOPICS)) + 2
    lines = [
        line
        for name in TOPICS
        for line in wrap_after_label(name, find_title(name), width or sys.maxsize, gap=gap)
    ]
    return "\n".join(["Topics of the manual:", "", *lines, "", wrap_lines(_ENDING, width), ""])


def _describe_unknown(typed: str, commands: Iterable[str]) -> str:
    near = find_nearest(typed.casefold(), (*TOPICS, *commands, *list_rules(read_page("rules"))))
    hint = f" Did you mean {near}?" if near else ""
    topics = f"The topics are {', '.join(TOPICS[:-1])} and {TOPICS[-1]}."
    return f"There is no topic, command or rule “{typed}”.{hint} {topics}"
