"""The command `init`: make a folder to start from."""

from __future__ import annotations

import os
import re
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.load import build_book, is_series
from scrutiny_cli.cli.board_answers import (
    SHOW,
    TypedAnswers,
    ask_to_write,
    parse_option,
    print_introduction,
)
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
    plan_site_workflow,
)
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_existing
from scrutiny_cli.storage.file_writer import create_file, make_folder, refuse_place
from scrutiny_cli.storage.folder import find_repository
from scrutiny_cli.storage.lock import hold_lock
from scrutiny_cli.storage.paths import format_path, is_folder, resolve_path

_NO_SOURCE = (
    "--pages writes a workflow that installs the program: type --install-from, too, for example "
    "--install-from scrutiny-cli==1.2.0."
)
_IMPORT_TOO = (
    "If you have past minutes or an action tracker, import them: `scrutiny help import` shows how."
)
_Directory = Annotated[
    str,
    typer.Argument(
        metavar="DIR", show_default=False, help="The folder for the files; by default this one."
    ),
]
_Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The board's name.")]
_Schedule = Annotated[
    str | None,
    typer.Option(
        "--schedule",
        metavar="WORDS",
        help="When it meets, for example “last Thursday of the month”, or a rule of RFC 5545.",
    ),
]
_Numbers = Annotated[
    str | None,
    typer.Option(
        "--refs",
        metavar="PATTERN",
        help="How actions are numbered, or none; by default {n}/{yy}, which gives 1/26.",
    ),
]
_First = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="Date of the first meeting; by default the schedule's first day from today on.",
    ),
]
_Time = Annotated[
    str | None,
    typer.Option("--time", metavar="TEXT", help="When its meetings begin, for example 7.30pm."),
]
_Venue = Annotated[
    str | None, typer.Option("--venue", metavar="TEXT", help="Where its meetings are held.")
]
_NoExamples = Annotated[
    bool,
    typer.Option(
        "--no-examples",
        help="Leave notes and examples out of the first meeting, to fill it in by commands.",
    ),
]
_UsesGit = Annotated[
    bool | None,
    typer.Option(
        "--git/--no-git",
        show_default=False,
        help="Whether to write what git and editors need, too. By default only in a git "
        "repository.",
    ),
]
_InstallFrom = Annotated[
    str | None,
    typer.Option(
        "--install-from",
        metavar="WHERE",
        help="Also write a workflow for GitHub, which installs the program from there: a git "
        "address with a commit, or NAME==VERSION. Includes --git.",
    ),
]
_Pages = Annotated[
    bool,
    typer.Option(
        "--pages",
        help="With --install-from: also write a workflow that publishes a web site of all minutes "
        "with GitHub Pages.",
    ),
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking first.")]


def init_folder(
    directory: _Directory = ".",
    *,
    title: _Title = None,
    schedule: _Schedule = None,
    refs: _Numbers = None,
    day: _First = None,
    time: _Time = None,
    venue: _Venue = None,
    no_examples: _NoExamples = False,
    uses_git: _UsesGit = None,
    install_from: _InstallFrom = None,
    pages: _Pages = False,
    yes: _Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Set up a folder for a board's minutes.

    It has what all meetings share, and the first meeting. On a terminal you are asked for what
    you do not give here. No file that exists is overwritten.

    \b
    scrutiny init
    scrutiny init allotments --schedule "last Thursday of the month"
    """
    existing = _find_existing(directory)
    git = _choose_git(uses_git=uses_git, install_from=install_from)
    typed = TypedAnswers(title, schedule, refs, day, git, time, venue)
    existing.refuse_typed(typed)
    source = _read_source(install_from, needed=pages)
    answers = _ask_answers(existing, typed, read_today())
    answers = answers._replace(has_examples=not no_examples)
    planned = _plan_files(answers, existing.series, source)
    if pages and source is not None:
        planned = (*planned, plan_site_workflow(source))
    wanted = _select_missing(existing, planned)
    if answers.uses_git and source is None:
        _print_missing_workflow(existing.base)
    if dry_run or not wanted:
        print_data(_format_texts(wanted))
        print_note("Nothing was written.")
        return
    _show_purposes(wanted)
    if is_interactive() and not yes and not _is_agreed(wanted):
        raise WriteRefused("Nothing was written.")
    _write_files(existing.base, wanted)
    _print_next_step(existing, answers, read_today())


def _read_source(install_from: str | None, *, needed: bool) -> str | None:
    if install_from is not None:
        return parse_option("--install-from", install_from, parse_source)
    if needed:
        raise UsageError(_NO_SOURCE)
    return None


def _choose_git(*, uses_git: bool | None, install_from: str | None) -> bool | None:
    """Return whether git is used by the options; None: they leave it open."""
    if install_from is None:
        return uses_git
    if uses_git is False:
        raise UsageError("--install-from writes a workflow for GitHub: leave --no-git out.")
    return True


# What exists


class _ExistingFolder(NamedTuple):
    """The folder to start in: its path, its series.yaml, and its number of meetings' files."""

    base: Path
    series: str | None
    schedule: str | None
    meetings: int

    def refuse_typed(self, typed: TypedAnswers) -> None:
        """Refuse options for a file that exists, which would have no effect."""
        if self.series is not None and typed.is_of_series:
            raise UsageError(
                "meetings/series.yaml already exists: write what all meetings share into it, and "
                "leave --title, --schedule, --refs, --time and --venue out."
            )
        if self.meetings and typed.day is not None:
            raise UsageError(
                "There are meetings already. Leave --date out. For the next meeting type: "
                "scrutiny new-meeting DATE"
            )

    def has_questions(self, typed: TypedAnswers) -> bool:
        """Whether a file needs an answer that no option gives."""
        shared = (typed.title, typed.schedule, typed.refs) if self.series is None else ()
        first = () if self.meetings else (typed.day,)
        return None in (*shared, *first, typed.uses_git)


def _find_existing(directory: str) -> _ExistingFolder:
    if not directory.strip():
        raise UsageError("Name the folder to start in, or leave the name out to start here.")
    base = Path(directory)
    if os.path.exists(base) and not is_folder(base):  # noqa: PTH110  Path may raise
        raise UsageError(f"{format_path(base)} is a file and not a folder.")
    if resolve_path(base).name == "meetings":
        raise UsageError(
            "`scrutiny init` makes a folder `meetings` itself. Name the folder above it: "
            "scrutiny init .."
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
    if existing.has_questions(typed):
        print_introduction()
    title = schedule = refs = day = None
    if existing.series is None:
        title = typed.ask_title()
        schedule = typed.ask_schedule(today)
        refs = typed.ask_refs()
    if not existing.meetings:
        rule = schedule or existing.schedule
        day = typed.ask_day(first_day(rule, today) if rule is not None else None, today)
    uses_git = _ask_git(existing.base, typed)
    time, venue = typed.read_time(), typed.read_venue()
    return BoardSettings(title, schedule, refs, day, uses_git, time, venue)


def _ask_git(base: Path, typed: TypedAnswers) -> bool:
    top = find_repository(base)
    if top is not None and typed.uses_git is None:
        print_note(f"This folder is in the git repository {top}.")
    return typed.ask_git(default=top is not None)


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
    """Return the files that are missing and of use here; print which are not written."""
    if existing.meetings:
        print_note("There are meetings already, so no first meeting is written.")
    useful = _select_useful(existing.base, planned)
    found = [(file, read_existing(existing.base / file.path)) for file in useful]
    for file, text in found:
        if text is not None:
            print_note(_describe_existing(file, text))
    return [file for file, text in found if text is None]


def _print_missing_workflow(base: Path) -> None:
    if not os.path.lexists(base / WORKFLOW):
        print_note(
            f"{WORKFLOW}, by which GitHub checks the minutes, is not included. To write it, type "
            "--install-from and what it installs, for example --install-from scrutiny-cli==1.2.0."
        )


def _describe_existing(file: ScaffoldFile, text: str) -> str:
    message = f"{file.path} already exists and is not changed."
    if file.is_within(text):
        return message
    return f"{message} Add these lines to it:\n{file.lines_to_add}"


def _select_useful(base: Path, planned: tuple[ScaffoldFile, ...]) -> list[ScaffoldFile]:
    top = find_repository(base)
    idle = " and ".join(file.path for file in planned if file.at_top)
    if top is None or top == resolve_path(base) or not idle:
        return list(planned)
    below = (resolve_path(base) / "meetings").relative_to(top).as_posix()
    print_note(
        f"Not written here, since it works only at the top of the repository ({top}): {idle}. "
        f"There, write `scrutiny check -m {below}` into it."
    )
    return [file for file in planned if not file.at_top]


def _show_purposes(wanted: list[ScaffoldFile]) -> None:
    heading = "This file is" if len(wanted) == 1 else "These files are"
    lines = [line for file in wanted for line in (f"  {file.path}", f"    {file.purpose}")]
    print_stderr("\n".join([f"{heading} new:", *lines]) + "\n")


def _is_agreed(wanted: list[ScaffoldFile]) -> bool:
    """Whether the files are to be written; they are shown as often as a person asks for it."""
    while (answer := ask_to_write(len(wanted))) == SHOW:
        print_stderr(_format_texts(wanted))
    return answer is True


def _format_texts(wanted: list[ScaffoldFile]) -> str:
    """Return what is in the files; no line is wrapped, however long."""
    texts = (f"--- {file.path}\n{file.shown_text}\n" for file in wanted)
    return "".join(replace_controls(text) for text in texts)


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


def _print_next_step(existing: _ExistingFolder, answers: BoardSettings, today: date) -> None:
    if existing.series is None and answers.title is None:
        path = format_path(existing.base / "meetings" / "series.yaml")
        print_note(f"Add the board's name to {path}, for example `title: Harbour Board`.")
    enter = _enter_folder(existing.base)
    if answers.day is not None and not answers.has_examples:
        print_note(
            "Next, add the people. For example:\n"
            f'{enter}scrutiny person "Jo Marsh (JM), Clerk" --member'
        )
    elif answers.day is not None:
        path = format_path(existing.base / "meetings" / f"{answers.day}.yaml")
        print_note(
            f"Next, open {path} in a text editor and fill it in. Then type:\n{enter}scrutiny check"
        )
    elif not existing.meetings:
        example = f"scrutiny new-meeting {today.isoformat()}"
        print_note(f"Next, make the first meeting. Type its date, for example:\n{enter}{example}")
    else:
        print_note(f"Next, type:\n{enter}scrutiny check\nscrutiny new-meeting")
    if not existing.meetings:
        print_note(_IMPORT_TOO)


def _enter_folder(base: Path) -> str:
    """Return the line to type in order to enter a folder; empty where it is the one we are in."""
    name = format_path(base)
    if name == ".":
        return ""
    if name.startswith("-"):
        name = f"./{name}"
    if re.fullmatch(r"[\w./-]+", name):
        return f"cd {name}\n"
    is_plain = sys.platform == "win32" or re.fullmatch(r'[^"$`\\!]+', name)
    return f'cd "{name}"\n' if is_plain else f"cd {shlex.quote(name)}\n"
