"""How the columns of a tracker are shown and asked for, before anything is written."""

from __future__ import annotations

import sys

import typer

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import get_wrap_width, print_note, print_stderr
from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.dated_sources import find_imported
from scrutiny_cli.importing.file_kind import find_file_kind
from scrutiny_cli.importing.import_records import ImportFile
from scrutiny_cli.importing.source_reader import TRACKERS, read_tracker
from scrutiny_cli.importing.tracker.mapping import MappedColumn
from scrutiny_cli.importing.tracker.options import InvalidTrackerOption, TrackerOptions
from scrutiny_cli.importing.tracker.plan import (
    TrackerPlan,
    TrackerQuestion,
    answer_question,
    plan_tracker,
)
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.formats import FORMATS, RenderOptions, render_table
from scrutiny_cli.output.table import Column, ungrouped_table

_COLUMNS = (
    Column("Column", is_narrow=True),
    Column("Heading"),
    Column("Becomes"),
    Column("In the first three rows"),
)
_WIDTH = 100  # where it is no terminal
# What becomes of a column, where it is not called like its field.
_BECOMES = {"": "added to the note", "note": "added to the note", "ignore": "ignored"}


def plan_tracker_file(
    file: ImportFile, options: TrackerOptions, book: MinuteBook, *, asks: bool, is_confirmed: bool
) -> TrackerPlan | None:
    """Return how a tracker will be read, after it was shown; None for a document of minutes.

    With `asks` a person at a terminal is asked for what is not evident. Elsewhere the columns
    must have been typed, or be confirmed. Raises CannotImport.
    """
    if find_file_kind(file.name, file.data) not in TRACKERS or find_imported(book, file.digest):
        return None
    plan = plan_tracker(read_tracker(file.name, file.data), options, book)
    _show_plan(file, plan)
    plan = _ask_questions(plan, options, book) if asks else plan
    is_agreed = is_confirmed or plan.has_typed_mapping or (asks and _is_agreed())
    if not is_agreed:
        raise CannotImport(plan.describe_missing_mapping())
    return plan


def _show_plan(file: ImportFile, plan: TrackerPlan) -> None:
    """Show what each column becomes, and what it has in the first three rows."""
    rows = (
        (
            column.letter,
            " ".join(column.heading.split()),
            _describe_field(column),
            "; ".join(filter(None, (row[at] for row in plan.sample))),
        )
        for at, column in enumerate(plan.columns)
    )
    options = RenderOptions(
        get_wrap_width(sys.stderr) or _WIDTH, encoding=sys.stderr.encoding or "utf-8"
    )
    print_note(f"{file.path}: the columns of the tracker, and what they become:\n")
    shown = render_table(ungrouped_table("columns", _COLUMNS, rows), FORMATS["table"], options)
    print_stderr(f"{replace_controls(shown)}\n")


def _describe_field(column: MappedColumn) -> str:
    return _BECOMES.get(column.field, column.field)


def _ask_questions(plan: TrackerPlan, options: TrackerOptions, book: MinuteBook) -> TrackerPlan:
    while plan.questions:
        options = _ask_question(plan.questions[0], options)
        plan = plan_tracker(plan.file, options, book)
    return plan


def _ask_question(question: TrackerQuestion, options: TrackerOptions) -> TrackerOptions:
    while True:
        typed = _prompt(_add_choices(question), question.default)
        try:
            return answer_question(options, question, typed)
        except InvalidTrackerOption as reason:
            print_note(str(reason))


def _add_choices(question: TrackerQuestion) -> str:
    """Return what is asked, with the answers that are possible."""
    *others, last = question.choices or ("",)
    choices = f"{', '.join(others)} or {last}" if others else last
    return f"{question.prompt} Type {choices}." if choices else question.prompt


def _is_agreed() -> bool:
    return _prompt("Is this right? Type y or n.", "y").casefold() in {"y", "yes"}


def _prompt(text: str, default: str) -> str:
    shown = f" [{default}]" if default else ""
    return str(
        typer.prompt(f"{text}{shown}", default, show_default=False, prompt_suffix=" ", err=True)
    ).strip()
