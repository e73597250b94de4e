"""The command `check`: print what is wrong in the files, and by which rule."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.load import sort_problems
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.board_search import find_boards, refuse_unreadable, track_folders
from scrutiny_cli.cli.completion import complete_from
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.console import (
    get_wrap_width,
    print_commands,
    print_data,
    print_note,
    uses_colour,
)
from scrutiny_cli.cli.earlier_logs import read_earlier_logs
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.listing import choose_listing
from scrutiny_cli.cli.manual_pages import find_rule_section, read_page
from scrutiny_cli.cli.options import Boards, Folders, format_option
from scrutiny_cli.cli.pager import show_markdown
from scrutiny_cli.cli.session import Session, load_session
from scrutiny_cli.cli.version import VERSION
from scrutiny_cli.minutes.dates.spelling import find_nearest
from scrutiny_cli.minutes.problem import Problem, Rule
from scrutiny_cli.output.problems import (
    render_github_commands,
    render_problems,
    render_problems_json,
)
from scrutiny_cli.output.sarif import render_sarif
from scrutiny_cli.output.views import tabulate_rules
from scrutiny_cli.rules import RULES, describe_skipped_rules, find_history_problems, find_problems
from scrutiny_cli.rules.redacted_problems import prepare_problems
from scrutiny_cli.storage.folder import make_root_labeler
from scrutiny_cli.storage.paths import make_labeler

_Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="RULE",
        autocompletion=complete_from(RULES),
        help="Check only this rule. Repeatable.",
    ),
]
_Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULE",
        autocompletion=complete_from(RULES),
        help="Do not check this rule. Repeatable.",
    ),
]
_Strict = Annotated[bool, typer.Option("--strict", help="Exit with code 1 for warnings, too.")]
_Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="REV",
        help="Also report what changed in agreed minutes and old actions since REV, a branch or "
        "commit of git.",
    ),
]
_List = Annotated[bool, typer.Option("--list", help="List all rules.")]
_Explain = Annotated[
    str | None,
    typer.Option(
        "--explain",
        metavar="RULE",
        autocompletion=complete_from(RULES),
        help="Explain one rule, with examples.",
    ),
]
_AsAt = Annotated[
    str | None,
    typer.Option("--as-at", metavar="DATE", help="Check as if today were DATE, past or future."),
]
_Format = Annotated[str, format_option(("text", "json", "github", "sarif"))]
_Internal = Annotated[
    bool,
    typer.Option("--internal", help="With github or sarif: include confidential words."),
]


def check_files(
    *,
    only: _Only = None,
    ignore: _Ignore = None,
    strict: _Strict = False,
    base: _Base = None,
    list_: _List = False,
    explain: _Explain = None,
    form: _Format = "text",
    internal: _Internal = False,
    as_at: _AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Report every problem in the files.

    It prints nothing when all is well.

    \b
    scrutiny check
    scrutiny check --strict --ignore ref-gap
    scrutiny check --explain not-mentioned
    scrutiny check --base origin/main
    """
    if explain is not None:
        _explain_rule(explain, form)
        return
    if list_:
        _list_rules(form)
        return
    chosen = _ChosenRules(tuple(only or ()), tuple(ignore or ()))
    _check_rules(chosen, base)
    found = find_boards(meetings, boards)
    request = _CheckRequest(
        chosen, base, as_at, redacted=form in {"github", "sarif"} and not internal
    )
    checked = [_check_board(session, request) for session in _load_sessions(found.folders)]
    problems = [problem for board in checked for problem in board.problems]
    shown = [problem for board in checked for problem in board.shown]
    warn_confidential(sum(board.confidential for board in checked), "problems")
    print_text = print_commands if form == "github" else print_data
    print_text(_render_in_format(problems if form == "json" else shown, form, found.folders))
    refuse_unreadable(found)
    is_wrong = any(problem.is_error or strict for problem in problems)
    raise typer.Exit(ExitCode.ERRORS if is_wrong else 0)


def _load_sessions(folders: Sequence[Path]) -> Iterator[Session]:
    """Load the session of each board when it is its turn: not all logs are kept at once."""
    return (load_session(str(folder)) for folder in track_folders(folders))


class _CheckRequest(NamedTuple):
    """What is checked of each board; `base` is the earlier state that it is compared with."""

    chosen: _ChosenRules
    base: str | None
    as_at: str | None
    redacted: bool


class _CheckedBoard(NamedTuple):
    """The problems of a board, as they are shown, and how many of these are confidential."""

    problems: list[Problem]
    shown: list[Problem]
    confidential: int


def _check_board(session: Session, request: _CheckRequest) -> _CheckedBoard:
    # What a file says is right or wrong whatever the day: only what is held depends on it.
    as_at = request.as_at
    day = session.today if as_at is None else session.parse_day(as_at, "--as-at")
    base = request.base
    earlier = read_earlier_logs(session, base) if base is not None else ()
    found = _find_chosen_problems(session, day, request.chosen, earlier)
    redacted_as_at = day if request.redacted else None
    return _CheckedBoard(found, *prepare_problems(found, (session.book, *earlier), redacted_as_at))


class _ChosenRules(NamedTuple):
    """The rules of --only and of --ignore; without `only` all but the ignored ones are chosen."""

    only: tuple[str, ...]
    ignore: tuple[str, ...]

    def has_rule(self, name: str) -> bool:
        """Whether a rule is chosen."""
        return name not in self.ignore and (not self.only or name in self.only)


def _check_rules(chosen: _ChosenRules, base: str | None) -> None:
    """Refuse an unknown rule, one that needs a base, and one that is named twice."""
    for name in (*chosen.only, *chosen.ignore):
        _find_rule(name)
    for name in chosen.only:
        if RULES[name].needs_base and base is None:
            raise UsageError(
                f"--only: {name} compares with an earlier state. Type --base, too, for example "
                "--base origin/main"
            )
    for name in chosen.only:
        if name in chosen.ignore:
            message = f"{name} is given after both --only and --ignore. Leave one of them out."
            raise UsageError(message)


def _find_chosen_problems(
    session: Session, day: date, chosen: _ChosenRules, earlier: tuple[MinuteBook, ...]
) -> list[Problem]:
    waiting = describe_skipped_rules(session.book)
    if waiting is not None:
        print_note(waiting)
    changed = find_history_problems(session.book, *earlier, today=day) if earlier else ()
    found = sort_problems((*find_problems(session.book, day), *changed))
    return [problem for problem in found if chosen.has_rule(problem.rule)]


def _render_in_format(found: list[Problem], form: str, folders: Iterable[Path]) -> str:
    if form == "sarif":
        return render_sarif(found, VERSION, _make_root_labeler(folders))
    if form == "json":
        return render_problems_json(found)
    if form == "github":
        return render_github_commands(found, _make_root_labeler(folders))
    return render_problems(found, colour=uses_colour(), width=get_wrap_width(sys.stdout))


def _make_root_labeler(folders: Iterable[Path]) -> Callable[[str], str]:
    """Return a function from a file's path as displayed to that from the top of its repository."""
    by_folder = {make_labeler(folder)(""): make_root_labeler(folder) for folder in folders}
    only = next(iter(by_folder.values())) if len(by_folder) == 1 else None

    def locate_file(path: str) -> str:
        locate = only or by_folder.get(path.removesuffix(path.rpartition("/")[2]), str)
        return locate(path)

    return locate_file


# The rules


def _find_rule(name: str) -> Rule:
    if name not in RULES:
        near = find_nearest(name, RULES)
        hint = f"Did you mean {near}?" if near else "`scrutiny check --list` lists them all."
        raise UsageError(f"There is no rule called “{name}”. {hint}")
    return RULES[name]


def _list_rules(form: str) -> None:
    if form not in {"text", "json"}:
        message = f"--list is printed as text or json, not “{form}”."
        raise UsageError(f"{message} For example: --list --format json")
    listing = choose_listing(None if form == "text" else form)
    listing.print_table(tabulate_rules(RULES.values()))


def _explain_rule(name: str, form: str) -> None:
    if form != "text":
        raise UsageError("--explain prints only text: leave --format out.")
    rule = _find_rule(name)
    show_markdown(find_rule_section(read_page("rules"), rule.name))
