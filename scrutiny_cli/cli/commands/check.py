"""The command that checks: what is wrong in the files, by which rule, and how it is told."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.actionlog.load import build, sort_problems
from scrutiny_cli.cli.console import (
    get_wrap_width,
    print_commands,
    print_data,
    print_note,
    uses_colour,
)
from scrutiny_cli.cli.errors import ERRORS, UsageError
from scrutiny_cli.cli.file_errors import warn_confidential_problems
from scrutiny_cli.cli.listing import check_choice, print_table, resolve_format
from scrutiny_cli.cli.options import AsAt, Folder, complete_from, complete_rule
from scrutiny_cli.cli.session import decode_files, load_session
from scrutiny_cli.output.problems import (
    render_github_commands,
    render_problems,
    render_problems_json,
)
from scrutiny_cli.output.text import wrap_lines
from scrutiny_cli.output.views import tabulate_rules
from scrutiny_cli.rules import RULES, describe_skipped_rules, find_history_problems, find_problems
from scrutiny_cli.rules.redacted_problems import prepare_problems
from scrutiny_cli.storage.folder import make_root_labeler
from scrutiny_cli.storage.git import find_commit, find_merge_base, open_repository, read_commit

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scrutiny_cli.actionlog.model import MinuteBook
    from scrutiny_cli.cli.session import Session
    from scrutiny_cli.minutes.problem import Problem
    from scrutiny_cli.storage.git import Repository

_Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="RULE", autocompletion=complete_rule, help="Only this rule. Repeatable."
    ),
]
_Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULE", autocompletion=complete_rule, help="Not this rule. Repeatable."
    ),
]
_Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings, too.")]
_Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="REV",
        help="Also report what a change does to the past, against a branch or commit of git.",
    ),
]
_List = Annotated[bool, typer.Option("--list", help="List the rules.")]
_Explain = Annotated[
    str | None,
    typer.Option(
        "--explain", metavar="RULE", autocompletion=complete_rule, help="Explain one rule."
    ),
]
_Form = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=complete_from("text", "json", "github", "sarif"),
        help="text, json, github or sarif.",
    ),
]


_Internal = Annotated[
    bool,
    typer.Option("--internal", help="With github or sarif: say what is confidential, too."),
]


def check_files(  # noqa: PLR0913
    *,
    only: _Only = None,
    ignore: _Ignore = None,
    strict: _Strict = False,
    base: _Base = None,
    list_: _List = False,
    explain: _Explain = None,
    form: _Form = "text",
    internal: _Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """Tell every problem in every file, in one pass. Silent when all is well.

    \b
    scrutiny check
    scrutiny check --strict --ignore ref-gap
    scrutiny check --explain not-mentioned
    scrutiny check --base origin/main
    """  # noqa: D301
    if explain is not None:
        print_data(_explained(explain, form))
        return
    if list_:
        _list_rules(form)
        return
    check_choice(form, "--format", ("text", "json", "github", "sarif"))
    for rule in (*(only or ()), *(ignore or ())):
        _known_rule(rule)
    _refuse_without_base(only or [], base)
    _refuse_both(only or [], ignore or [])
    # What a file says is right or wrong whatever the day: only what is held depends on it.
    session = load_session(meetings)
    day = session.typed_day(as_at) if as_at is not None else session.today
    earlier = _earlier(session, base) if base is not None else ()
    found = _problems(session, day, only or [], ignore or [], earlier)
    redacted = form in {"github", "sarif"} and not internal
    told, count = prepare_problems(found, (session.book, *earlier), day if redacted else None)
    warn_confidential_problems(count)
    print_text = print_commands if form == "github" else print_data
    print_text(_problem_text(found if form == "json" else told, form, session.folder))
    raise typer.Exit(ERRORS if any(one.is_error or strict for one in found) else 0)


def _refuse_without_base(only: list[str], base: str | None) -> None:
    for rule in (one for one in only if RULES[one].needs_base and base is None):
        message = f"{rule} compares with an earlier state: add --base, as --base origin/main."
        raise UsageError(message)


def _refuse_both(only: list[str], ignore: list[str]) -> None:
    for rule in (one for one in only if one in ignore):
        message = f"{rule} is given after --only and --ignore: leave one of the two out."
        raise UsageError(message)


def _problems(
    session: Session, day: date, only: list[str], ignore: list[str], earlier: tuple[MinuteBook, ...]
) -> list[Problem]:
    waiting = describe_skipped_rules(session.book)
    if waiting is not None:
        print_note(waiting)
    changed = find_history_problems(session.book, *earlier, today=day) if earlier else ()
    found = sort_problems((*find_problems(session.book, day), *changed))
    return [one for one in found if one.rule not in ignore and (not only or one.rule in only)]


def _earlier(session: Session, revision: str) -> tuple[MinuteBook, ...]:
    """Give the log as it is in a commit, and as it was where the files left that."""
    repository = open_repository(session.folder)
    base, fork = (
        find_commit(repository, revision),
        find_merge_base(repository, "HEAD", revision),
    )
    return tuple(_book_at(repository, one, revision) for one in dict.fromkeys((base, fork)))


def _book_at(repository: Repository, commit: str, revision: str) -> MinuteBook:
    """Fold the files of a commit; say so where some cannot be read, since they are not compared."""
    sources, faults = decode_files(read_commit(repository, commit))
    book = build(sources, faults=faults)
    if book.unreadable:
        names = ", ".join(book.unreadable)
        print_note(f"What {names} said in {revision} cannot be read, and is not compared.")
    return book


def _problem_text(found: list[Problem], form: str, folder: Path) -> str:
    if form == "sarif":
        from importlib.metadata import version  # noqa: PLC0415

        from scrutiny_cli.output.sarif import render_sarif  # noqa: PLC0415

        return render_sarif(found, version("scrutiny-cli"), make_root_labeler(folder))
    if form == "json":
        return render_problems_json(found)
    if form == "github":
        return render_github_commands(found, make_root_labeler(folder))
    return render_problems(found, colour=uses_colour(), width=get_wrap_width(sys.stdout))


def _known_rule(name: str) -> None:
    if name not in RULES:
        near = get_close_matches(name, RULES, 1)
        hint = f"Did you mean {near[0]}?" if near else "`scrutiny check --list` names them all."
        message = f"There is no rule “{name}”. {hint}"
        raise UsageError(message)


def _list_rules(form: str) -> None:
    as_text = check_choice(form, "--format", ("text", "json")) == "text"
    table = tabulate_rules(RULES.values())
    print_table(table, resolve_format(None if as_text else form))


def _explained(name: str, form: str) -> str:
    if form != "text":
        raise UsageError("A rule is explained as text alone: leave --format out.")
    _known_rule(name)
    rule = RULES[name]
    told = f"{rule.name} ({rule.kind})\n{rule.holds}\n{rule.remedy}\n"
    return wrap_lines(told, get_wrap_width(sys.stdout))
