"""What `init` has to know of a board: typed as options, otherwise asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.days import parse_typed_day
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.prompts import ask_value
from scrutiny_cli.editing.scaffold import (
    REFS,
    BoardSettings,
    InvalidAnswer,
    ScaffoldFile,
    parse_source,
    plan_files,
)
from scrutiny_cli.editing.yaml_text import Unwritable, validate_text
from scrutiny_cli.minutes.dates.date_styles import format_date_with_weekday
from scrutiny_cli.minutes.dates.recurrence import BadSchedule
from scrutiny_cli.minutes.dates.schedule_words import describe_skipped_months, read_schedule

_Value = TypeVar("_Value")
_NOTHING = ("", "none", "-")


class TypedAnswers(NamedTuple):
    """The options of `init` as they were typed; None: to be asked for."""

    title: str | None
    schedule: str | None
    refs: str | None
    day: str | None

    def ask_title(self) -> str | None:
        """Return the board's name; None: it has none."""
        return _read_answer("--title", self.title, "The board's name (or none)", "", _parse_title)

    def ask_schedule(self) -> str | None:
        """Return when the board meets, as a rule of RFC 5545; None: by no rule."""
        question = "When it meets, as: last Thursday of the month (or none)"
        return _read_answer("--schedule", self.schedule, question, "", _parse_schedule)

    def ask_refs(self) -> str | None:
        """Return the pattern of the board's numbers; None: nothing is numbered."""
        question = "How actions are numbered: {n} is the number, {yy} the year (or none)"
        return _read_answer("--refs", self.refs, question, REFS, _parse_refs)

    def ask_day(self, scheduled: date | None, today: date) -> date | None:
        """Return the day of the first meeting; None: it is not known yet."""

        def parse_first_day(text: str) -> date | None:
            day = _parse_answer(text)
            return None if day is None else parse_typed_day(day, today)

        default = format_date_with_weekday(scheduled) if scheduled else ""
        question = "The first meeting (or none)"
        return _read_answer("--date", self.day, question, default, parse_first_day)


def plan_board_files(
    answers: BoardSettings, series: str | None = None, source: str | None = None
) -> tuple[ScaffoldFile, ...]:
    """Return the files that answers make; refuse an answer that no file may hold."""
    try:
        return plan_files(answers, series, source)
    except InvalidAnswer as reason:
        raise UsageError(str(reason)) from reason


def parse_install_source(text: str | None) -> str | None:
    """Return where a workflow installs the program from; None: it is not typed."""
    if text is None:
        return None
    try:
        return parse_source(text)
    except InvalidAnswer as reason:
        raise UsageError(f"--install-from: {reason}") from reason


def _read_answer(
    option: str, text: str | None, question: str, default: str, parse: Callable[[str], _Value]
) -> _Value:
    """Parse what was typed for an option, otherwise ask."""
    if text is None:
        return ask_value(question, default, parse)
    if not text.strip():
        message = f"{option} says nothing: type none where there is none, or leave {option} out."
        raise UsageError(message)
    try:
        return parse(text)
    except UsageError as reason:
        raise UsageError(f"{option}: {reason}") from reason


def _parse_answer(text: str) -> str | None:
    try:
        answer = validate_text(text).strip()
    except Unwritable as reason:
        raise UsageError(str(reason)) from reason
    return None if answer.casefold() in _NOTHING else answer


def _parse_title(text: str) -> str | None:
    title = _parse_answer(text)
    plan_board_files(BoardSettings(title=title))
    return title


def _parse_refs(text: str) -> str | None:
    refs = _parse_answer(text)
    plan_board_files(BoardSettings(refs=refs))
    return refs


def _parse_schedule(text: str) -> str | None:
    words = _parse_answer(text)
    if words is None:
        return None
    try:
        rule = read_schedule(words)
    except BadSchedule as bad:
        message = f"{bad.message} {bad.hint}".strip()
        raise UsageError(message) from bad
    skipped = describe_skipped_months(rule)
    if skipped is not None:
        print_note(f"“{words}”: {skipped}")
    return rule
