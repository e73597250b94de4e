"""The command `init`: make a folder to start from."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.load import build_book, is_series
from scrutiny_cli.cli.board_answers import TypedAnswers, parse_option
from scrutiny_cli.cli.console import is_interactive, print_data, print_note, print_stderr
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.meetings_folder import read_sources
from scrutiny_cli.cli.options import DryRun
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.editing.scaffold import (
    WORKFLOW,
    BoardSettings,
    InvalidAnswer,
    ScaffoldFile,
    first_day,
    parse_source,
    plan_files,
)
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_existing
from scrutiny_cli.storage.file_writer import create_file, make_folder, refuse_place
from scrutiny_cli.storage.folder import find_repository
from scrutiny_cli.storage.lock import hold_lock
from scrutiny_cli.storage.paths import format_path, is_folder, resolve_path

_Directory = Annotated[
    str, typer.Argument(metavar="[DIR]", show_default=False, help="By default this folder.")
]
_Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The board's name.")]
_Schedule = Annotated[
    str | None,
    typer.Option(
        "--schedule",
        metavar="WORDS",
        help="When it meets: last Thursday of the month, or a rule of RFC 5545.",
    ),
]
_Numbers = Annotated[
    str | None,
    typer.Option(
        "--refs",
        metavar="PATTERN",
        help="How actions are numbered, or none; by default {n}/{yy}, as 1/26.",
    ),
]
_First = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="The first meeting; by default the schedule's first day from today on.",
    ),
]
_InstallFrom = Annotated[
    str | None,
    typer.Option(
        "--install-from",
        metavar="WHERE",
        help="Also write a workflow for GitHub, which installs the program from there: an "
        "address of git with a commit, or NAME==VERSION.",
    ),
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking whether to.")]


def init_folder(
    directory: _Directory = ".",
    *,
    title: _Title = None,
    schedule: _Schedule = None,
    refs: _Numbers = None,
    day: _First = None,
    install_from: _InstallFrom = None,
    yes: _Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Make a folder to start from.

    The series, the first meeting, and what git needs. On a terminal it asks for what is
    not given. Nothing that is there is overwritten.

    \b
    scrutiny init
    scrutiny init allotments --schedule "last Thursday of the month"
    """
    existing = _find_existing(directory)
    typed = TypedAnswers(title, schedule, refs, day)
    existing.refuse_typed(typed)
    source = None
    if install_from is not None:
        source = parse_option("--install-from", install_from, parse_source)
    answers = _ask_answers(existing, typed, read_today())
    wanted = _select_missing(existing, _plan_files(answers, existing.series, source))
    if source is None:
        _print_missing_workflow(existing.base)
    _show_files(wanted, dry_run=dry_run)
    if dry_run or not wanted:
        print_note("Nothing was written.")
        return
    is_asked = is_interactive() and not yes
    if is_asked and not typer.confirm("Write these files?", default=True, err=True):
        raise WriteRefused("Nothing was written.")
    _write_files(existing.base, wanted)
    _print_next_step(existing, answers)


# What is there


class _ExistingFolder(NamedTuple):
    """The folder to start in: its path, its series.yaml, and its number of meetings' files."""

    base: Path
    series: str | None
    schedule: str | None
    meetings: int

    def refuse_typed(self, typed: TypedAnswers) -> None:
        """Refuse options for a file that is there, which would have no effect."""
        if self.series is not None and (typed.title, typed.schedule, typed.refs) != (None,) * 3:
            raise UsageError(
                "meetings/series.yaml is there already: write the title, the schedule and the "
                "pattern of the numbers into it, and leave --title, --schedule and --refs out."
            )
        if self.meetings and typed.day is not None:
            raise UsageError(
                "There are meetings already: leave --date out, and write the next one by "
                "`scrutiny new-meeting DATE`."
            )


def _find_existing(directory: str) -> _ExistingFolder:
    if not directory.strip():
        raise UsageError("Name the folder to start in, or leave the name out to start here.")
    base = Path(directory)
    if os.path.exists(base) and not is_folder(base):  # noqa: PTH110  Path may raise
        raise UsageError(f"{format_path(base)} is a file and not a folder.")
    if resolve_path(base).name == "meetings":
        raise UsageError(
            "The folder `meetings` is made within the one you name, and this one is called so "
            "itself: name the folder above it, as `scrutiny init ..`."
        )
    return _read_existing_files(base)


def _read_existing_files(base: Path) -> _ExistingFolder:
    place = base / "meetings"
    sources = read_sources(place)[0] if is_folder(place) else []
    series = [source for source in sources if is_series(source.path)]
    text = series[0].text if series else None
    rule = build_book(series).series.schedule
    return _ExistingFolder(base, text, rule, len(sources) - len(series))


def _ask_answers(existing: _ExistingFolder, typed: TypedAnswers, today: date) -> BoardSettings:
    title = schedule = refs = None
    if existing.series is None:
        title = typed.ask_title()
        schedule = typed.ask_schedule()
        refs = typed.ask_refs()
    if existing.meetings:
        return BoardSettings(title, schedule, refs)
    rule = schedule or existing.schedule
    first = first_day(rule, today) if rule is not None else None
    return BoardSettings(title, schedule, refs, typed.ask_day(first, today))


# What is written


def _plan_files(
    answers: BoardSettings, series: str | None, source: str | None
) -> tuple[ScaffoldFile, ...]:
    try:
        return plan_files(answers, series, source)
    except InvalidAnswer as reason:
        raise UsageError(str(reason)) from reason


def _select_missing(
    existing: _ExistingFolder, planned: tuple[ScaffoldFile, ...]
) -> list[ScaffoldFile]:
    """Return the files that are not there yet and of use here; print which are left out."""
    if existing.meetings:
        print_note("There are meetings already, so that no first one is written.")
    useful = _select_useful(existing.base, planned)
    there = [(file, read_existing(existing.base / file.path)) for file in useful]
    for file, text in there:
        if text is not None:
            print_note(_describe_existing(file, text))
    return [file for file, text in there if text is None]


def _print_missing_workflow(base: Path) -> None:
    if not os.path.lexists(base / WORKFLOW):
        print_note(
            f"{WORKFLOW} is left out, by which GitHub checks the minutes: say with --install-from "
            "where it is to install scrutiny from (an address of git with a commit, or "
            "NAME==VERSION)."
        )


def _describe_existing(file: ScaffoldFile, text: str) -> str:
    message = f"{file.path} is there already, and is left as it is."
    if file.is_within(text):
        return message
    return f"{message} Add these lines to it by hand:\n{file.lines_to_add}"


def _select_useful(base: Path, planned: tuple[ScaffoldFile, ...]) -> list[ScaffoldFile]:
    top = find_repository(base)
    if top is None or top == resolve_path(base):
        return list(planned)
    idle = " and ".join(file.path for file in planned if file.at_top)
    below = (resolve_path(base) / "meetings").relative_to(top).as_posix()
    print_note(
        f"{idle} work only at the top of the repository, {top}, and are left out. "
        f"There, let them run `scrutiny check -m {below}`."
    )
    return [file for file in planned if not file.at_top]


def _show_files(wanted: list[ScaffoldFile], *, dry_run: bool) -> None:
    for file in wanted:
        # No line is wrapped, however long.
        shown = replace_controls(f"--- {file.path}\n{file.shown_text}")
        if dry_run:
            print_data(shown)
        else:
            print_stderr(f"{shown}\n")


def _write_files(base: Path, wanted: list[ScaffoldFile]) -> None:
    paths = [base / file.path for file in wanted]
    for path in paths:
        refuse_place(path)
    for path, file in zip(paths, wanted, strict=True):
        make_folder(path.parent)
        with hold_lock(path.parent, print_note):
            create_file(path, file.text)
        RUN.has_written = True
    print_data("".join(f"{format_path(path)}\n" for path in paths))


def _print_next_step(existing: _ExistingFolder, answers: BoardSettings) -> None:
    if existing.series is None and answers.title is None:
        print_note("The board has no name yet: write `title:` into meetings/series.yaml.")
    if answers.day is not None:
        path = format_path(existing.base / "meetings" / f"{answers.day}.yaml")
        print_note(f"Fill in {path}; `scrutiny check` then tells whether all is well.")
    elif not existing.meetings:
        print_note("`scrutiny new-meeting DATE` writes the first meeting's file.")
