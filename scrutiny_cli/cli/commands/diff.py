"""The command `diff`: what a change means for the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.load import assemble, is_series, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import public
from scrutiny_cli.cli.confidential import is_redacted, warn_confidential_rows
from scrutiny_cli.cli.console import print_data, print_note, show_progress
from scrutiny_cli.cli.errors import ERRORS, ROWS_FOUND, UsageError
from scrutiny_cli.cli.file_errors import print_problems
from scrutiny_cli.cli.listing import print_table, resolve_format
from scrutiny_cli.cli.options import Folder, Internal, complete_from
from scrutiny_cli.cli.session import decode_files, find_folder, keep_alive, read_sources, read_today
from scrutiny_cli.diff.compare import Comparison, between
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.file_names import meeting_name
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output import diff_tables
from scrutiny_cli.output.diff_comment import Redaction, render_comment
from scrutiny_cli.output.diff_phrases import ComparedStates
from scrutiny_cli.output.formats import TableFormat
from scrutiny_cli.rules.secret_words import find_secret_words
from scrutiny_cli.storage.git import (
    Repository,
    find_merge_base,
    open_repository,
    read_commit,
    read_index,
)

_DIFF_FORMATS = ("table", "plain", "md", "json")


class _Side(NamedTuple):
    """One of the two states that are compared: what it is called, and its files."""

    name: str
    sources: list[Source]
    faults: list[Problem]


def compare_states(  # noqa: PLR0913  each is an option that a person may type
    revisions: Annotated[
        str | None, typer.Argument(metavar="BASE[..HEAD]", show_default=False)
    ] = None,
    *,
    staged: Annotated[
        bool, typer.Option("--staged", help="Compare with what is staged, not with the files.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 5 where anything changed.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=complete_from(*_DIFF_FORMATS),
            help="table, plain, md or json.",
        ),
    ] = None,
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
    """  # noqa: D301
    table_format, today = resolve_format(form, formats=_DIFF_FORMATS), read_today()
    before, after = _sides(find_folder(meetings), revisions, staged=staged)
    books = _books(before, after)
    whole = _leave_out_unreadable(before, after, books)
    comparison = between(*whole, today)
    states = _states(before, after, books[1])
    _tell_beside(comparison, states.before, states.after)
    redacted = is_redacted(table_format, internal=internal)
    if redacted:
        _print_redacted(whole, states, today)
    else:
        _tell_confidential(comparison)
        _print(comparison, states, table_format, today)
    if _tell_errors((before, after), books, today if redacted else None):
        raise typer.Exit(ERRORS)
    raise typer.Exit(ROWS_FOUND if exit_code and not comparison.is_empty else 0)


def _leave_out_unreadable(
    before: _Side, after: _Side, books: tuple[MinuteBook, MinuteBook]
) -> tuple[MinuteBook, MinuteBook]:
    """Build both books without the meetings that cannot be read in one of the two states."""
    left_out = {*books[0].unreadable, *books[1].unreadable}
    if not left_out:
        return books
    return _books(_without(before, left_out), _without(after, left_out))


def _sides(folder: Path, revisions: str | None, *, staged: bool) -> tuple[_Side, _Side]:
    """Read the two states that are meant, as git understands them."""
    repository = open_repository(folder)
    base, dots, head = _parted(revisions)
    if dots and staged:
        raise UsageError("--staged compares with the index: name one revision, or none.")
    if not dots:
        return _of_commit(repository, base), _of_files(repository, staged=staged)
    if dots == "...":
        parted = find_merge_base(repository, base, head)
        name = f"the last commit of both {base} and {head}"
        return _of_commit(repository, parted, name), _of_commit(repository, head)
    return _of_commit(repository, base), _of_commit(repository, head)


def _parted(revisions: str | None) -> tuple[str, str, str]:
    """Part a range; a side that is not named is HEAD."""
    if revisions is None:
        return "HEAD", "", ""
    for dots in ("...", ".."):
        base, found, head = revisions.partition(dots)
        if found:
            return base or "HEAD", dots, head or "HEAD"
    return revisions, "", ""


def _of_commit(repository: Repository, revision: str, name: str | None = None) -> _Side:
    return _Side(name or revision, *decode_files(read_commit(repository, revision)))


def _of_files(repository: Repository, *, staged: bool) -> _Side:
    if staged:
        return _Side("the index", *decode_files(read_index(repository)))
    return _Side("the files", *read_sources(repository.folder))


def _books(before: _Side, after: _Side) -> tuple[MinuteBook, MinuteBook]:
    """Build both books; a file with the same text in both is read once."""
    new = read_texts(after.sources, progress=show_progress())
    old = read_texts(before.sources, progress=show_progress(), earlier=new)
    return keep_alive(assemble(old, before.faults)), keep_alive(assemble(new, after.faults))


def _without(side: _Side, paths: Iterable[str]) -> _Side:
    """Leave out the meetings whose files are named; a file of the same meeting goes with it."""
    names = set(map(meeting_name, paths))
    kept = [one for one in side.sources if meeting_name(one.path) not in names]
    return side._replace(sources=kept)


def _tell_errors(
    sides: tuple[_Side, _Side], books: tuple[MinuteBook, MinuteBook], redacted_as_at: date | None
) -> bool:
    """Tell what cannot be read in either state, and all that is wrong in the later one."""
    old, new = books
    unread = [one for one in old.problems if one.place.path in old.unreadable]
    unread += [one for one in old.problems if is_series(one.place.path)]
    told = zip(sides, books, (unread, new.problems), strict=True)
    found = [_tell_side(side, book, every, redacted_as_at) for side, book, every in told]
    if old.unreadable or new.unreadable:
        print_note("A meeting that cannot be read in one of the states is left out of both.")
    return any(found)


def _tell_side(
    side: _Side, book: MinuteBook, problems: Iterable[Problem], redacted_as_at: date | None
) -> bool:
    errors = [one for one in problems if one.is_error]
    if errors:
        print_note(f"In {side.name}:")
        print_problems(errors, book, redacted_as_at)
    return bool(errors)


def _states(before: _Side, after: _Side, book: MinuteBook) -> ComparedStates:
    """Give what the states are called, with days as the board writes them now."""
    return ComparedStates(before.name, after.name, shown_as(book.series.dates))


def _print_redacted(
    books: tuple[MinuteBook, MinuteBook], states: ComparedStates, today: date
) -> None:
    """Print what changed between the states as everybody may know them."""
    before, after = keep_alive(public(books[0])), keep_alive(public(books[1]))
    meetings = (*before.meetings, *after.meetings)
    hidden = frozenset(one.name for one in meetings if one.body.confidential is not None)
    secret = find_secret_words(books[1], books[0])
    found = between(before, after, today)
    if not found.is_empty:
        print_data(render_comment(found, states, Redaction(secret.occur_in, hidden)))
    elif any(one.body.confidential is not None for one in meetings) or secret.words:
        print_note("What is confidential is withheld: --internal includes it.")


def _print(
    comparison: Comparison, states: ComparedStates, table_format: TableFormat, today: date
) -> None:
    if comparison.is_empty:
        return
    if table_format.name == "json":
        print_data(diff_tables.render_json(comparison, states, today))
    elif table_format.name == "md":
        print_data(render_comment(comparison, states))
    elif table_format.name == "plain":
        print_table(diff_tables.tabulate_lines(comparison), table_format)
    else:
        for number, table in enumerate(diff_tables.tabulate_comparison(comparison, states)):
            print_data("\n" if number else "")
            print_table(table, table_format)


def _tell_beside(comparison: Comparison, before: str, after: str) -> None:
    """Say on stderr that nothing changed, or what did besides, and what is confidential."""
    if comparison.is_empty:
        print_note(f"Nothing changed for the actions between {before} and {after}.")
    if comparison.others:
        others = ", ".join(comparison.others)
        print_note(f"Not about actions, but changed in what they say: {others}.")


def _tell_confidential(comparison: Comparison) -> None:
    count = sum(one.confidential for one in comparison.changes)
    for agreed in comparison.agreed:
        count += sum(one.confidential for one in agreed.differences) + bool(agreed.secret)
    warn_confidential_rows(count)
