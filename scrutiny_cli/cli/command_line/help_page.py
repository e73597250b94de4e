"""The help of the program and of each command: what it does, examples, and every option."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scrutiny_cli.cli.command_line.typer_types import AnyCommand, CommandContext, HelpFormatter

# What typer says of its own options, in our words.
_OPTION_TEXTS = {
    "--help": "Show this help.",
    "--install-completion": "Let the Tab key complete commands, options and names in this shell.",
    "--show-completion": "Print the script that does so, to install it yourself.",
}
_EXAMPLES = "\b\n"  # what click has before lines that are not to be wrapped


class HelpText(NamedTuple):
    """The docstring of a command: its first paragraph, its examples and all other paragraphs."""

    summary: str
    examples: tuple[str, ...]
    details: tuple[str, ...]


def split_help(docstring: str) -> HelpText:
    """Split the docstring of a command, which is clean of indentation."""
    summary, *others = docstring.split("\n\n")
    examples = [text.splitlines()[1:] for text in others if text.startswith(_EXAMPLES)]
    return HelpText(
        summary,
        tuple(line.strip() for lines in examples for line in lines),
        tuple(text for text in others if not text.startswith(_EXAMPLES)),
    )


def write_opening(formatter: HelpFormatter, command: AnyCommand) -> None:
    """Write what a command does, and its examples."""
    text = split_help(command.help or "")
    formatter.write_text(text.summary)
    if text.examples:
        with formatter.section("Examples"):
            formatter.write_text(_EXAMPLES + "\n".join(text.examples))
    for paragraph in text.details:
        formatter.write_paragraph()
        formatter.write_text(paragraph)


def write_usage(formatter: HelpFormatter, ctx: CommandContext, words: Iterable[str]) -> None:
    """Write how a command is typed."""
    formatter.write_paragraph()
    formatter.write_usage(ctx.command_path, " ".join(words))


def list_usage_words(command: AnyCommand) -> Iterator[str]:
    """Yield what is typed after the name of a command: its arguments and options."""
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield parameter.metavar if parameter.required else f"[{parameter.metavar}]"
    yield "[OPTIONS]"


def write_parameters(formatter: HelpFormatter, command: AnyCommand, ctx: CommandContext) -> None:
    """Write the arguments and options of a command, each with its explanation."""
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            arguments.append((parameter.metavar, parameter.help or ""))
        else:
            flags, text = parameter.get_help_record(ctx)
            ours = (_OPTION_TEXTS[flag] for flag in parameter.opts if flag in _OPTION_TEXTS)
            options.append((flags, next(ours, text)))
    for heading, rows in (("Arguments", arguments), ("Options", options)):
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)


def write_closing(formatter: HelpFormatter, command: AnyCommand) -> None:
    """Write where to read on."""
    if command.epilog:
        formatter.write_paragraph()
        formatter.write_text(command.epilog)
