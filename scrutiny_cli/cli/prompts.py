"""What somebody at a terminal is asked of a new board, and how an answer is read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import typer

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.days import parse_day
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.editing.scaffold import REFS, Answers, InvalidAnswer, parse_source, plan_files
from scrutiny_cli.editing.yaml_text import Unwritable, typed
from scrutiny_cli.minutes.date_styles import format_date_with_weekday
from scrutiny_cli.minutes.recurrence import BadSchedule
from scrutiny_cli.minutes.schedule_words import read_schedule, skipped_months

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from scrutiny_cli.editing.scaffold import File

_Answer = TypeVar("_Answer")
_NOTHING = ("", "none", "-")


def is_interactive() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return all(one is not None and one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))


def agreed() -> bool:
    """Ask whether to write."""
    try:
        return typer.confirm("Write these files?", default=True, err=True)
    except typer.Abort:
        print_note("")
        raise


def title(given: str | None) -> str | None:
    """Give the board's name; None: none."""
    return _answer("--title", "The board's name (or none)", given, "", _title)


def schedule(given: str | None) -> str | None:
    """Give when the board meets, as a rule of RFC 5545; None: by no rule."""
    question = "When it meets, as: last Thursday of the month (or none)"
    return _answer("--schedule", question, given, "", _schedule)


def refs(given: str | None) -> str | None:
    """Give the pattern of the board's numbers; None: nothing is numbered."""
    question = "How actions are numbered: {n} is the number, {yy} the year (or none)"
    return _answer("--refs", question, given, REFS, _refs)


def day(given: str | None, first: date | None, today: date) -> date | None:
    """Give the day of the first meeting; `first`: that of the schedule; None: not yet known."""

    def read(text: str) -> date | None:
        found = _said(text)
        return None if found is None else parse_day(found, today)

    question, known = (
        "The first meeting (or none)",
        format_date_with_weekday(first) if first else "",
    )
    return _answer("--date", question, given, known, read)


def planned(
    answers: Answers, series: str | None = None, source: str | None = None
) -> tuple[File, ...]:
    """Give the files that answers make, or say what is wrong with an answer."""
    try:
        return plan_files(answers, series, source)
    except InvalidAnswer as reason:
        raise UsageError(str(reason)) from reason


def read_source(given: str | None) -> str | None:
    """Give where a workflow installs the program from; None: it was not said."""
    if given is None:
        return None
    try:
        return parse_source(given)
    except InvalidAnswer as reason:
        message = f"--install-from: {reason}"
        raise UsageError(message) from reason


def _answer(
    option: str, question: str, given: str | None, default: str, read: Callable[[str], _Answer]
) -> _Answer:
    """Take what was given, else ask until it can be read; without a terminal the default."""
    if given is not None:
        return _given(option, given, read)
    if not is_interactive():
        return read(default)
    while True:
        try:
            return read(_typed(question, default))
        except UsageError as told:
            print_note(str(told))


def _given(option: str, words: str, read: Callable[[str], _Answer]) -> _Answer:
    if not words.strip():
        message = f"{option} says nothing: type none where there is none, or leave {option} out."
        raise UsageError(message)
    try:
        return read(words)
    except UsageError as told:
        message = f"{option}: {told}"
        raise UsageError(message) from told


def _typed(question: str, default: str) -> str:
    try:
        return str(typer.prompt(question, default, show_default=bool(default), err=True))
    except typer.Abort:
        print_note("")  # what is told next begins on a line of its own
        raise


def _said(text: str) -> str | None:
    try:
        found = typed(text).strip()
    except Unwritable as reason:
        raise UsageError(str(reason)) from reason
    return None if found.casefold() in _NOTHING else found


def _title(text: str) -> str | None:
    found = _said(text)
    planned(Answers(title=found))
    return found


def _refs(text: str) -> str | None:
    found = _said(text)
    planned(Answers(refs=found))
    return found


def _schedule(text: str) -> str | None:
    found = _said(text)
    try:
        rule = None if found is None else read_schedule(found)
    except BadSchedule as bad:
        message = f"{bad.message} {bad.hint}".strip()
        raise UsageError(message) from bad
    skipped = None if rule is None else skipped_months(rule)
    if skipped is not None:
        print_note(f"“{found}”: {skipped}")
    return rule
