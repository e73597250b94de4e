"""What `init` has to know of a board: typed as options, otherwise asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

import typer

from scrutiny_cli.cli.console import is_interactive, print_note
from scrutiny_cli.cli.days import parse_typed_day
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.editing.scaffold import (
    REFS,
    InvalidAnswer,
    parse_answer,
    parse_schedule,
    parse_setting,
)
from scrutiny_cli.minutes.dates.date_styles import format_date_with_weekday
from scrutiny_cli.minutes.dates.schedule_words import describe_skipped_months

_Value = TypeVar("_Value")


class TypedAnswers(NamedTuple):
    """The options of `init` as they were typed; None: to be asked for."""

    title: str | None
    schedule: str | None
    refs: str | None
    day: str | None

    def ask_title(self) -> str | None:
        """Return the board's name; None: it has none."""
        question = "The board's name (or none)"
        return _read_answer("--title", self.title, question, "", partial(parse_setting, "title"))

    def ask_schedule(self) -> str | None:
        """Return when the board meets, as a rule of RFC 5545; None: by no rule."""
        question = "When it meets, as: last Thursday of the month (or none)"
        return _read_answer("--schedule", self.schedule, question, "", _parse_schedule)

    def ask_refs(self) -> str | None:
        """Return the pattern of the board's numbers; None: nothing is numbered."""
        question = "How actions are numbered: {n} is the number, {yy} the year (or none)"
        return _read_answer("--refs", self.refs, question, REFS, partial(parse_setting, "refs"))

    def ask_day(self, scheduled: date | None, today: date) -> date | None:
        """Return the day of the first meeting; None: it is not known yet."""

        def parse_first_day(text: str) -> date | None:
            day = parse_answer(text)
            return None if day is None else parse_typed_day(day, today)

        default = format_date_with_weekday(scheduled) if scheduled else ""
        question = "The first meeting (or none)"
        return _read_answer("--date", self.day, question, default, parse_first_day)


def parse_option(option: str, text: str, parse: Callable[[str], _Value]) -> _Value:
    """Parse what was typed for an option; what is wrong with it is said under its name."""
    try:
        return parse(text)
    except (UsageError, InvalidAnswer) as reason:
        raise UsageError(f"{option}: {reason}") from reason


def _read_answer(
    option: str, text: str | None, question: str, default: str, parse: Callable[[str], _Value]
) -> _Value:
    """Parse what was typed for an option, otherwise ask."""
    if text is None:
        return _ask_value(question, default, parse)
    if not text.strip():
        message = f"{option} says nothing: type none where there is none, or leave {option} out."
        raise UsageError(message)
    return parse_option(option, text, parse)


def _ask_value(question: str, default: str, parse: Callable[[str], _Value]) -> _Value:
    """Ask until the answer can be parsed; without a terminal parse the default."""
    if not is_interactive():
        return parse(default)
    while True:
        try:
            return parse(typer.prompt(question, default, show_default=bool(default), err=True))
        except (UsageError, InvalidAnswer) as reason:
            print_note(str(reason))


def _parse_schedule(text: str) -> str | None:
    rule = parse_schedule(text)
    skipped = describe_skipped_months(rule) if rule is not None else None
    if skipped is not None:
        print_note(f"“{parse_answer(text)}”: {skipped}")
    return rule
