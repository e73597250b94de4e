"""The command `diff`: what a change means for the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.load import assemble_book, is_series, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.console import print_data, print_note, show_progress
from scrutiny_cli.cli.days import read_today
from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.file_errors import print_problems
from scrutiny_cli.cli.listing import Listing, choose_listing
from scrutiny_cli.cli.meetings_folder import decode_files, find_folder, read_sources
from scrutiny_cli.cli.options import Folder, Internal, format_option
from scrutiny_cli.diff.compare import Comparison, compare_books
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.file_names import meeting_name
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output import diff_tables
from scrutiny_cli.output.diff_comment import Redaction, render_comment
from scrutiny_cli.output.diff_phrases import ComparedStates
from scrutiny_cli.rules.secret_words import find_secret_words
from scrutiny_cli.storage.git import (
    Repository,
    find_merge_base,
    open_repository,
    read_commit,
    read_index,
)

_Revisions = Annotated[str | None, typer.Argument(metavar="BASE[..HEAD]", show_default=False)]
_Staged = Annotated[
    bool, typer.Option("--staged", help="Compare with what is staged, not with the files.")
]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 5 where anything changed.")]
_Format = Annotated[str | None, format_option(("table", "plain", "md", "json"))]


class _State(NamedTuple):
    """One of the two states that are compared: what it is called, its texts and their faults."""

    name: str
    sources: list[Source]
    faults: list[Problem]


def compare_states(
    revisions: _Revisions = None,
    *,
    staged: _Staged = False,
    exit_code: _ExitCode = False,
    form: _Format = None,
    internal: Internal = False,
    meetings: Folder = None,
) -> None:
    """Tell what a change means for the actions.

    The last commit is compared with the files, or any two commits.

    \b
    scrutiny diff                   the last commit against the files as they are
    scrutiny diff main              main against the files as they are
    scrutiny diff main...minutes    what the branch did since it left main
    scrutiny diff --staged          what the next commit will do
    """
    listing, today = choose_listing(form, internal=internal), read_today()
    before, after = _read_states(find_folder(meetings), revisions, staged=staged)
    books = _build_books(before, after)
    readable = _leave_out_unreadable(before, after, books)
    comparison = compare_books(*readable, today)
    states = ComparedStates(before.name, after.name, date_formatter(books[1].series.dates))
    _print_notes(comparison, states)
    if listing.is_redacted:
        _print_redacted(readable, states, today)
    else:
        warn_confidential(_count_confidential(comparison), "rows")
        _print_comparison(comparison, states, listing, today)
    if _print_errors((before, after), books, today if listing.is_redacted else None):
        raise typer.Exit(ExitCode.ERRORS)
    raise typer.Exit(ExitCode.ROWS_FOUND if exit_code and not comparison.is_empty else 0)


def _leave_out_unreadable(
    before: _State, after: _State, books: tuple[MinuteBook, MinuteBook]
) -> tuple[MinuteBook, MinuteBook]:
    """Return the logs of both states without the meetings that cannot be read in one of them."""
    left_out = {*books[0].unreadable, *books[1].unreadable}
    if not left_out:
        return books
    return _build_books(_drop_meetings(before, left_out), _drop_meetings(after, left_out))


def _read_states(folder: Path, revisions: str | None, *, staged: bool) -> tuple[_State, _State]:
    """Read the two states that are compared; a range means what it means to git."""
    repository = open_repository(folder)
    base, dots, head = _split_range(revisions)
    if dots and staged:
        raise UsageError("--staged compares with the index: name one revision, or none.")
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


def _read_commit(repository: Repository, revision: str, name: str | None = None) -> _State:
    return _State(name or revision, *decode_files(read_commit(repository, revision)))


def _read_files(repository: Repository, *, staged: bool) -> _State:
    if staged:
        return _State("the index", *decode_files(read_index(repository)))
    return _State("the files", *read_sources(repository.folder))


def _build_books(before: _State, after: _State) -> tuple[MinuteBook, MinuteBook]:
    """Build the logs of both states; a text that is in both is read once."""
    new = read_texts(after.sources, progress=show_progress())
    old = read_texts(before.sources, progress=show_progress(), earlier=new)
    return assemble_book(old, before.faults), assemble_book(new, after.faults)


def _drop_meetings(state: _State, paths: Iterable[str]) -> _State:
    """Return a state without the meetings of some files, whichever file has them."""
    names = set(map(meeting_name, paths))
    kept = [source for source in state.sources if meeting_name(source.path) not in names]
    return state._replace(sources=kept)


def _print_errors(
    states: tuple[_State, _State], books: tuple[MinuteBook, MinuteBook], redacted_as_at: date | None
) -> bool:
    """Print what cannot be read in either state, and all that is wrong in the later one."""
    old, new = books
    unread = [problem for problem in old.problems if problem.place.path in old.unreadable]
    unread += [problem for problem in old.problems if is_series(problem.place.path)]
    each = zip(states, books, (unread, new.problems), strict=True)
    found = [_print_state_errors(*row, redacted_as_at) for row in each]
    if old.unreadable or new.unreadable:
        print_note("A meeting that cannot be read in one of the states is left out of both.")
    return any(found)


def _print_state_errors(
    state: _State, book: MinuteBook, problems: Iterable[Problem], redacted_as_at: date | None
) -> bool:
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        print_note(f"In {state.name}:")
        print_problems(errors, book, redacted_as_at)
    return bool(errors)


def _print_redacted(
    books: tuple[MinuteBook, MinuteBook], states: ComparedStates, today: date
) -> None:
    """Print what changed between the states as everybody may know them."""
    before, after = redact_book(books[0]), redact_book(books[1])
    meetings = (*before.meetings, *after.meetings)
    hidden = frozenset(one.name for one in meetings if one.root_item.confidential is not None)
    secret = find_secret_words(books[1], books[0])
    found = compare_books(before, after, today)
    if not found.is_empty:
        print_data(render_comment(found, states, Redaction(secret.occur_in, hidden)))
    elif any(one.root_item.confidential is not None for one in meetings) or secret.words:
        print_note("What is confidential is withheld: --internal includes it.")


def _print_comparison(
    comparison: Comparison, states: ComparedStates, listing: Listing, today: date
) -> None:
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
            listing.print_table(table)


def _print_notes(comparison: Comparison, states: ComparedStates) -> None:
    """Say on stderr that nothing changed for the actions, and what else did."""
    if comparison.is_empty:
        print_note(f"Nothing changed for the actions between {states.before} and {states.after}.")
    if comparison.others:
        others = ", ".join(comparison.others)
        print_note(f"Not about actions, but changed in what they say: {others}.")


def _count_confidential(comparison: Comparison) -> int:
    count = sum(one.confidential for one in comparison.changes)
    for agreed in comparison.agreed:
        count += sum(one.confidential for one in agreed.differences) + bool(agreed.secret)
    return count
