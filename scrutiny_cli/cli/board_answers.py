"""What `init` has to know about a board: typed as options, otherwise asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

import typer

from scrutiny_cli.cli.console import is_interactive, print_note
from scrutiny_cli.cli.days import parse_typed_day
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.editing.meeting_days import find_how_often
from scrutiny_cli.editing.scaffold import (
    REFS,
    InvalidAnswer,
    complete_schedule,
    list_first_days,
    parse_answer,
    parse_refs,
    parse_schedule,
    parse_setting,
)
from scrutiny_cli.minutes.dates.date_styles import format_date_with_weekday
from scrutiny_cli.minutes.dates.schedule_words import describe_skipped_months, read_schedule

SHOW = "show"
_YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}

_Value = TypeVar("_Value")


class TypedAnswers(NamedTuple):
    """The options of `init` as they were typed; None: to be asked for."""

    title: str | None
    schedule: str | None
    refs: str | None
    day: str | None
    uses_git: bool | None
    time: str | None = None
    venue: str | None = None

    @property
    def is_of_series(self) -> bool:
        """Whether something was typed that goes into series.yaml."""
        shared = (self.title, self.schedule, self.refs, self.time, self.venue)
        return any(text is not None for text in shared)

    def read_time(self) -> str | None:
        """Return when meetings begin; None: it is not known."""
        return _read_setting("--time", "time", self.time)

    def read_venue(self) -> str | None:
        """Return where meetings are held; None: it is not known."""
        return _read_setting("--venue", "venue", self.venue)

    def ask_title(self) -> str | None:
        """Return the board's name; None: it has none."""
        question = "Name of the board"
        return _read_answer("--title", self.title, question, "", partial(parse_setting, "title"))

    def ask_schedule(self, today: date) -> str | None:
        """Return when the board meets, in its words; None: there is no rule."""
        question = "When does it meet? For example: last Thursday of the month"
        parse = parse_schedule if self.schedule is not None else _ask_missing_day
        words = _read_answer("--schedule", self.schedule, question, "", parse)
        if words is not None:
            _print_days(words, today)
        return words

    def ask_refs(self) -> str | None:
        """Return the pattern of the board's numbers; None: nothing is numbered."""
        question = f"Numbers of actions ({REFS} gives 1/26, 2/26 and so on)"
        return _read_answer("--refs", self.refs, question, REFS, parse_refs)

    def ask_day(self, scheduled: date | None, today: date) -> date | None:
        """Return the day of the first meeting; None: it is not known yet."""

        def parse_first_day(text: str) -> date | None:
            day = parse_answer(text)
            return None if day is None else parse_typed_day(day, today)

        default = format_date_with_weekday(scheduled) if scheduled else ""
        question = "Date of the first meeting"
        return _read_answer("--date", self.day, question, default, parse_first_day)

    def ask_git(self, *, default: bool) -> bool:
        """Return whether the minutes are kept in git."""
        if self.uses_git is not None:
            return self.uses_git
        return _ask_yes_or_no("Do you keep the minutes in git?", default=default)


def _read_setting(option: str, name: str, text: str | None) -> str | None:
    return (
        None if text is None else _read_answer(option, text, "", "", partial(parse_setting, name))
    )


def print_introduction() -> None:
    """Print how the questions are answered; without a terminal nothing is asked."""
    if is_interactive():
        print_note(
            "Press Enter to take the answer in [brackets], or to leave out what you do not know "
            "yet. Type none where there is none. Press Ctrl-C to stop without writing anything.\n"
        )


def parse_option(option: str, text: str, parse: Callable[[str], _Value]) -> _Value:
    """Parse what was typed for an option; a message about it begins with the option."""
    try:
        return parse(text)
    except (UsageError, InvalidAnswer) as reason:
        raise UsageError(f"{option}: {reason}") from reason


def _ask_yes_or_no(question: str, *, default: bool) -> bool:
    """Ask until the answer is yes or no; without a terminal return the default."""

    def parse(text: str) -> bool:
        return _choose_answer(text, _YES_OR_NO, default=default, advice="Type y or n.")

    return _ask_value(f"{question} [{'Y/n' if default else 'y/N'}]", "", parse)


def ask_to_write(count: int) -> bool | str:
    """Ask whether some files are to be written: yes, no, or SHOW them first."""
    answers: dict[str, bool | str] = {**_YES_OR_NO, "s": SHOW, "show": SHOW}
    files, them = ("this file", "it") if count == 1 else ("these files", "them")

    advice = f"Type y to write, n to write nothing, or s to see what is in {them}."

    def parse(text: str) -> bool | str:
        return _choose_answer(text, answers, default=True, advice=advice)

    return _ask_value(f"Write {files}? [Y/n, or s to see what is in {them} first]", "", parse)


def _choose_answer(
    text: str, answers: dict[str, _Value], *, default: _Value, advice: str
) -> _Value:
    """Return what one of a few words means. Raises InvalidAnswer for another."""
    word = text.strip().casefold()
    if not word:
        return default
    if word not in answers:
        raise InvalidAnswer(f"“{text.strip()}” is not one of the answers. {advice}")
    return answers[word]


def _read_answer(
    option: str, text: str | None, question: str, default: str, parse: Callable[[str], _Value]
) -> _Value:
    """Parse what was typed for an option, otherwise ask."""
    if text is None:
        return _ask_value(question, default, parse)
    if not text.strip():
        raise UsageError(f"{option} is empty. Type {option} none, or leave {option} out.")
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


def _print_days(schedule: str, today: date) -> None:
    """Print what a schedule leaves out, and to a person who was asked its first days."""
    skipped = describe_skipped_months(read_schedule(schedule))
    if skipped is not None:
        print_note(f"“{schedule}”: {skipped}")
    if is_interactive():
        days = [format_date_with_weekday(day) for day in list_first_days(schedule, today, 3)]
        print_note(f"By this schedule the board meets on {', '.join(days)} and so on.")


def _ask_missing_day(text: str) -> str | None:
    """Parse when the board meets; for “monthly” and the like ask for the day."""
    how_often = find_how_often(text)
    if how_often is None:
        return parse_schedule(text)
    question = f"{how_often.question} For example: {how_often.example}"
    words = _ask_value(question, "", partial(complete_schedule, how_often))
    if words is None:
        example = f"schedule: {how_often.whole_example}"
        print_note(f"You can write the day into series.yaml later, for example `{example}`.")
    return words
