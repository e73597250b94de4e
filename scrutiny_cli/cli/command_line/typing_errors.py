"""What is wrong with a command as it was typed, and what to type instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from scrutiny_cli.cli.command_line.help_page import split_help
from scrutiny_cli.cli.command_line.typer_types import AnyParameter, CommandContext, TypingError
from scrutiny_cli.cli.option_values import describe_missing_value, get_option_value
from scrutiny_cli.minutes.dates.spelling import find_nearest

# What typer raises for a wrong option; it carries its own click, which has no public name.
OptionError: Any = typer.BadParameter.__mro__[2]
_OF_LISTINGS = "--boards"
_AFTER_COMMAND = frozenset({"-m", "--meetings", _OF_LISTINGS, "--as-at", "--format"})
# By these, people who look at what is overdue narrow or order it; each with an example of its
# value.
_OF_ACTIONS = {
    "--owner": " WK",
    "--search": " training",
    "--sort": " due",
    "--by": " owner",
    "--counts": "",
    "--exit-code": "",
}


def describe_option_error(error: TypingError, ctx: CommandContext, words: Sequence[str]) -> str:
    """Return the message for what typer finds wrong in the words typed after a command."""
    parameter = getattr(error, "param", None)
    flag = getattr(error, "option_name", None)
    if parameter is not None and parameter.param_type_name == "argument":
        return _describe_missing_argument(ctx, parameter)
    if flag is None:
        return str(error.format_message())
    option = next(
        (one for one in ctx.command.get_params(ctx) if flag in (*one.opts, *one.secondary_opts)),
        None,
    )
    if option is None:
        typed = _find_typed(flag, words)
        return f"{typed} is not an option of `{ctx.command_path}`. {_suggest_option(ctx, typed)}"
    if option.is_flag:
        return f"{flag} takes no value. Type {flag} alone."
    return describe_missing_value(flag, option.metavar)


def _describe_missing_argument(ctx: CommandContext, parameter: AnyParameter) -> str:
    noun = get_option_value(parameter.metavar, parameter.metavar).noun
    return f"`{ctx.command_path}` needs {noun}. For example: {_list_examples(ctx)[0]}"


def _list_examples(ctx: CommandContext) -> tuple[str, ...]:
    return split_help(ctx.command.help).examples


# An option that is not known


def _find_typed(flag: str, words: Iterable[str]) -> str:
    """Return an option as it was typed: of `-open` click names the first letter alone."""
    typed = (word.partition("=")[0] for word in words if word.startswith(flag))
    return next((word for word in typed if re.fullmatch(r"--?[\w-]+", word)), flag)


def _suggest_option(ctx: CommandContext, typed: str) -> str:
    """Return what to type instead of an option that a command does not have."""
    known = _list_flags(ctx)
    nearest = _find_nearest_option(typed, known)
    if ctx.parent is None:
        return _suggest_before_command(typed, nearest)
    if typed == _OF_LISTINGS and "-m" in known:
        return "The command works on one board: name its folder with -m, for example -m meetings"
    if ctx.info_name == "overdue" and typed in _OF_ACTIONS:
        return f"Type instead: scrutiny actions --overdue {typed}{_OF_ACTIONS[typed]}"
    if nearest is not None:
        return f"Did you mean {nearest}?"
    path = ctx.command_path
    if not typed.startswith("--"):
        return f'Type -- before text that begins with a dash, for example: {path} -- "-5 tables"'
    return f"`{path} --help` explains every option."


def _list_flags(ctx: CommandContext) -> list[str]:
    parameters = ctx.command.get_params(ctx)
    return [flag for one in parameters for flag in (*one.opts, *one.secondary_opts)]


def _suggest_before_command(typed: str, nearest: str | None) -> str:
    """Return what to type instead of an option that has no place before the command."""
    if typed in _AFTER_COMMAND:
        return f"Type it after the command, for example: scrutiny actions {typed} …"
    if nearest is not None:
        return f"Did you mean {nearest}?"
    return f"Type the command first: scrutiny COMMAND {typed}"


def _find_nearest_option(typed: str, known: Iterable[str]) -> str | None:
    """Return the long option that was probably meant; None where none is like the one typed."""
    name = typed.lstrip("-")
    options = [flag for flag in known if flag.startswith("--")]
    if len(name) == 1:
        return None
    begins = (flag for flag in options if flag.startswith(f"--{name}"))
    return next(begins, None) or find_nearest(f"--{name}", options, 0.7)


# A word too many, and a command that is not known


def describe_extra_words(ctx: CommandContext, extra: Sequence[str]) -> str:
    """Return the message for words that a command has no place for; the first is named."""
    word, path = extra[0], ctx.command_path
    arguments = [one for one in ctx.command.params if one.param_type_name == "argument"]
    names = [str(one.metavar) for one in arguments]
    one = f"one {names[0]}" if len(names) == 1 else " and ".join(names)
    takes = f"only {one or 'options'}"
    hint = _suggest_for_extra_word(ctx, word)
    return f"“{word}” is not expected here: `{path}` takes {takes}. {hint}"


def _suggest_for_extra_word(ctx: CommandContext, word: str) -> str:
    """Return what to type instead of a word that a command has no place for."""
    known = _list_flags(ctx)
    if "-m" in known and (word == "meetings" or word.endswith((".yaml", ".yml", "/"))):
        return "The command reads a whole folder: name it with -m, for example -m meetings"
    if f"--{word}" in known:
        return f"Did you mean --{word}?"
    quoted = next((line for line in _list_examples(ctx) if '"' in line), None)
    if quoted is not None:
        return f"Put words that belong together in quotes, for example: {quoted}"
    return f"`{ctx.command_path} --help` explains every option."


def describe_unknown_command(typed: str, commands: Iterable[str]) -> str:
    """Return the message for a command that the program does not have."""
    nearest = find_nearest(typed, commands)
    if re.match(r"\d", typed):
        hint = f"Did you mean: scrutiny show {typed}"
    elif nearest is not None:
        hint = f"Did you mean `scrutiny {nearest}`?"
    else:
        hint = "`scrutiny --help` lists the commands."
    return f"There is no command “{typed}”. {hint}"
