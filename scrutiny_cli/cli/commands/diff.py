"""The command `diff`: what a change means for the actions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.cli.board_snapshot import forget_rows
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.console import print_data, print_note, show_progress
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.file_errors import print_problems
from scrutiny_cli.cli.listing import Listing, choose_listing
from scrutiny_cli.cli.meetings_folder import decode_files, find_folder, read_sources
from scrutiny_cli.cli.options import Folder, Internal, format_option
from scrutiny_cli.diff.compare import Comparison, compare_books
from scrutiny_cli.diff.states import BookPair, FileState, build_books, drop_meetings
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.output import diff_tables
from scrutiny_cli.output.diff_comment import Redaction, name_actions_publicly, render_comment
from scrutiny_cli.output.diff_phrases import ComparedStates
from scrutiny_cli.rules.secret_words import find_secret_words
from scrutiny_cli.storage.git import (
    Repository,
    find_merge_base,
    open_repository,
    read_commit,
    read_index,
)

_Revisions = Annotated[
    str | None,
    typer.Argument(
        metavar="BASE[..HEAD]",
        show_default=False,
        help="Two branches or commits of git, or one to compare with the files; by default the "
        "last commit.",
    ),
]
_Staged = Annotated[
    bool,
    typer.Option(
        "--staged", help="Compare with what is staged for the next commit, not with the files."
    ),
]
_ExitCode = Annotated[
    bool, typer.Option("--exit-code", help="Exit with code 5 if anything changed.")
]
_Format = Annotated[str | None, format_option(("table", "plain", "md", "json"))]


def compare_states(
    revisions: _Revisions = None,
    *,
    staged: _Staged = False,
    exit_code: _ExitCode = False,
    form: _Format = None,
    internal: Internal = False,
    meetings: Folder = None,
) -> None:
    """Show what a change means for the actions.

    \b
    scrutiny diff                   the last commit against the files as they are
    scrutiny diff main              main against the files as they are
    scrutiny diff main...minutes    what the branch changed since it left main
    scrutiny diff --staged          what the next commit will change
    """
    listing, today = choose_listing(form, internal=internal), read_today()
    folder = find_folder(meetings)
    before, after = _read_states(folder, revisions, staged=staged)
    books = readable = build_books(before, after, show_progress)
    if not books.after.may_be_kept:
        forget_rows(folder)
    if books.unreadable:
        old, new = (drop_meetings(state, books.unreadable) for state in (before, after))
        readable = build_books(old, new, show_progress)
    comparison = compare_books(*readable, today)
    states = ComparedStates(before.name, after.name, date_formatter(books.after.series.dates))
    _print_notes(comparison, states)
    if listing.is_redacted:
        _print_redacted(readable, states, today)
    else:
        warn_confidential(comparison.confidential_count, "rows")
        _print_comparison(comparison, states, listing, today, books.after.series.dates)
    if _print_errors((before, after), books, today if listing.is_redacted else None):
        raise typer.Exit(ExitCode.ERRORS)
    raise typer.Exit(ExitCode.ROWS_FOUND if exit_code and not comparison.is_empty else 0)


def _read_states(
    folder: Path, revisions: str | None, *, staged: bool
) -> tuple[FileState, FileState]:
    """Read the two states that are compared; a range means what it means to git."""
    repository = open_repository(folder)
    base, dots, head = _split_range(revisions)
    if dots and staged:
        raise UsageError(
            "--staged compares one commit with what is staged: type one branch or commit, or none, "
            "for example: scrutiny diff --staged main"
        )
    if not dots:
        return _read_commit(repository, base), _read_files(repository, staged=staged)
    if dots == "...":
        fork = find_merge_base(repository, base, head)
        name = f"the last commit of both {base} and {head}"
        return _read_commit(repository, fork, name), _read_commit(repository, head)
    return _read_commit(repository, base), _read_commit(repository, head)


def _split_range(revisions: str | None) -> tuple[str, str, str]:
    """Split a range into its base, its dots and its head; a side that is not named is HEAD."""
    if revisions is None:
        return "HEAD", "", ""
    for dots in ("...", ".."):
        base, found, head = revisions.partition(dots)
        if found:
            return base or "HEAD", dots, head or "HEAD"
    return revisions, "", ""


def _read_commit(repository: Repository, revision: str, name: str | None = None) -> FileState:
    return FileState(name or revision, *decode_files(read_commit(repository, revision)))


def _read_files(repository: Repository, *, staged: bool) -> FileState:
    if staged:
        return FileState("the index", *decode_files(read_index(repository)))
    return FileState("the files", *read_sources(repository.folder))


def _print_errors(
    states: tuple[FileState, FileState], books: BookPair, redacted_as_at: date | None
) -> bool:
    """Print what cannot be read in either state, and all that is wrong in the later one."""
    found = books.list_errors()
    for state, book, errors in zip(states, books, found, strict=True):
        if errors:
            print_note(f"In {state.name}:")
            print_problems(errors, book, redacted_as_at)
    if books.unreadable:
        print_note("A meeting that cannot be read in one of the states is not compared.")
    return any(found)


def _print_redacted(books: BookPair, states: ComparedStates, today: date) -> None:
    """Print what changed between the states as everybody may know them."""
    before, after = map(redact_book, books)
    meetings = (*before.meetings, *after.meetings)
    hidden = frozenset(one.name for one in meetings if one.root_item.confidential is not None)
    secret = find_secret_words(books.after, books.before)
    found = compare_books(before, after, today)
    if not found.is_empty:
        names = name_actions_publicly((*before.log.actions, *after.log.actions))
        print_data(render_comment(found, states, Redaction(secret.occur_in, hidden, names)))
    elif any(one.root_item.confidential is not None for one in meetings) or secret.words:
        print_note("Confidential entries are withheld. --internal includes them.")


def _print_comparison(
    comparison: Comparison,
    states: ComparedStates,
    listing: Listing,
    today: date,
    dates: str | None,
) -> None:
    """Print a comparison in a format; `dates` is how the board writes 25 June 2015."""
    if comparison.is_empty:
        return
    if listing.format.name == "json":
        print_data(diff_tables.render_comparison_json(comparison, states, today))
    elif listing.format.name == "md":
        print_data(render_comment(comparison, states))
    elif listing.format.name == "plain":
        listing.print_table(diff_tables.tabulate_lines(comparison))
    else:
        for number, table in enumerate(diff_tables.tabulate_comparison(comparison, states)):
            print_data("\n" if number else "")
            listing.print_table(table, dates)


def _print_notes(comparison: Comparison, states: ComparedStates) -> None:
    """Report on stderr that nothing changed for the actions, and what else changed."""
    if comparison.is_empty:
        print_note(f"Nothing changed for the actions between {states.before} and {states.after}.")
    if comparison.others:
        others = ", ".join(comparison.others)
        print_note(f"Other text changed in: {others}.")
