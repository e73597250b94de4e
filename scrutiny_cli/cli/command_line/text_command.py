"""A command of the program: how its words are parsed, and its help."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import typer.core

from scrutiny_cli.cli.command_line.help_page import (
    list_usage_words,
    write_closing,
    write_opening,
    write_parameters,
    write_usage,
)
from scrutiny_cli.cli.command_line.typer_types import AnyParameter, CommandContext, HelpFormatter
from scrutiny_cli.cli.command_line.typing_errors import (
    OptionError,
    describe_extra_words,
    describe_option_error,
)
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.output.text import replace_unencodable

# Put before a text that begins with a dash, so that it is not read as options; a private letter.
_TEXT_MARK = "\ue000"
OPTIONAL_NUMBER = "[N]"  # what the help has for a number that may be left out
_ONCE = "1"


class TextCommand(typer.core.TyperCommand):
    """A command whose arguments may be texts such as `- dash` and `-5 tables`."""

    allow_extra_args = True  # they are refused below, in our words

    def parse_args(self, ctx: CommandContext, args: list[str]) -> list[str]:
        """Parse the words typed; refuse those that are wrong or left over."""
        known = {name for one in self.params for name in one.opts if not name.startswith("--")}
        numbered = {name for one in self.params if _has_optional_number(one) for name in one.opts}
        marked = [_TEXT_MARK + word if _is_dashed_text(word, known) else word for word in args]
        try:
            rest = super().parse_args(ctx, list(_add_numbers(marked, numbered)))
        except OptionError as error:
            raise UsageError(describe_option_error(error, ctx, args)) from error
        if rest and not ctx.resilient_parsing:
            raise UsageError(describe_extra_words(ctx, remove_mark(rest)))
        ctx.params = {name: remove_mark(value) for name, value in ctx.params.items()}
        return rest

    def get_help(self, ctx: CommandContext) -> str:
        """Return the help, with nothing that stdout cannot encode."""
        return replace_unencodable(super().get_help(ctx), sys.stdout.encoding or "utf-8")

    def format_help(self, ctx: CommandContext, formatter: HelpFormatter) -> None:
        """Write the help: what the command does, examples, arguments, options, where to read on."""
        write_opening(formatter, self)
        write_usage(formatter, ctx, list_usage_words(self))
        write_parameters(formatter, self, ctx)
        write_closing(formatter, self)


def _has_optional_number(parameter: AnyParameter) -> bool:
    return bool(parameter.metavar == OPTIONAL_NUMBER)


def _add_numbers(words: list[str], options: set[str]) -> Iterator[str]:
    """Iterate over the words typed, with 1 after each of some options that has no number."""
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        yield word
        if word in options and not after.isdecimal():
            yield _ONCE


def _is_dashed_text(word: str, options: set[str]) -> bool:
    """Whether a word typed begins with a dash, has more words, and can be no option."""
    if not re.match(r"-(?!-\S)\S*\s", word):
        return False
    return word[:2] not in options


def remove_mark(value: Any) -> Any:  # noqa: ANN401  of any type that an option may have
    """Return the value of an option or argument without the mark of a dashed text."""
    if isinstance(value, str):
        return value.removeprefix(_TEXT_MARK)
    return type(value)(map(remove_mark, value)) if type(value) in {list, tuple} else value
