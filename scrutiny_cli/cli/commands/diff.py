"""The commands that review: what git knows of the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrutiny_cli.cli import context
from scrutiny_cli.cli.options import (
    AsAt,
    Excel,
    Folder,
    Format,
    Internal,
    complete_from,
    complete_ref,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from scrutiny_cli.actionlog.blame import EntryHistory, Revision
    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.cli.context import Session
    from scrutiny_cli.diff.compare import Comparison
    from scrutiny_cli.minutes.model import Meeting, Series
    from scrutiny_cli.minutes.problem import Problem
    from scrutiny_cli.minutes.reader import ReadResult
    from scrutiny_cli.minutes.source import Source
    from scrutiny_cli.output.diff_report import States
    from scrutiny_cli.storage.git import Repository

_DIFF_FORMATS = ("table", "plain", "md", "json")


class _Side(NamedTuple):
    """One of the two states that are compared: what it is called, and its files."""

    name: str
    sources: list[Source]
    faults: list[Problem]


def diff(  # noqa: PLR0913  each is an option that a person may type
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
    from scrutiny_cli.diff.compare import between  # noqa: PLC0415

    form, today = context.chosen(form, formats=_DIFF_FORMATS), context.today_is()
    before, after = _sides(context.found(meetings), revisions, staged=staged)
    books = _books(before, after)
    whole = _leave_out_unreadable(before, after, books)
    comparison = between(*whole, today)
    states = _states(before, after, books[1])
    _tell_beside(comparison, states.before, states.after)
    redacted = context.is_redacted(form, internal=internal)
    if redacted:
        _print_redacted(whole, states, today)
    else:
        _tell_confidential(comparison)
        _print(comparison, states, form, today)
    if _tell_errors((before, after), books, today if redacted else None):
        raise typer.Exit(context.ERRORS)
    raise typer.Exit(context.ROWS if exit_code and not comparison.is_empty else 0)


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
    from scrutiny_cli.storage import git  # noqa: PLC0415

    repository = git.opened(folder)
    base, dots, head = _parted(revisions)
    if dots and staged:
        raise context.UsageError("--staged compares with the index: name one revision, or none.")
    if not dots:
        return _of_commit(repository, base), _of_files(repository, staged=staged)
    if dots == "...":
        parted = git.merge_base(repository, base, head)
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
    from scrutiny_cli.storage import git  # noqa: PLC0415

    return _Side(name or revision, *context.decoded(git.at(repository, revision)))


def _of_files(repository: Repository, *, staged: bool) -> _Side:
    from scrutiny_cli.storage import git  # noqa: PLC0415

    if staged:
        return _Side("the index", *context.decoded(git.staged(repository)))
    return _Side("the files", *context.read_sources(repository.folder))


def _books(before: _Side, after: _Side) -> tuple[MinuteBook, MinuteBook]:
    """Build both books; a file with the same text in both is read once."""
    from scrutiny_cli.actionlog.load import build  # noqa: PLC0415

    cache: dict[tuple[Source, Series], ReadResult] = {}
    new = build(after.sources, faults=after.faults, progress=context.progress(), cache=cache)
    old = build(before.sources, faults=before.faults, progress=context.progress(), cache=cache)
    return context.kept(old), context.kept(new)


def _without(side: _Side, paths: Iterable[str]) -> _Side:
    """Leave out the meetings whose files are named; a file of the same meeting goes with it."""
    from scrutiny_cli.minutes.reader import meeting_name  # noqa: PLC0415

    names = set(map(meeting_name, paths))
    kept = [one for one in side.sources if meeting_name(one.path) not in names]
    return side._replace(sources=kept)


def _tell_errors(
    sides: tuple[_Side, _Side], books: tuple[MinuteBook, MinuteBook], redacted_as_at: date | None
) -> bool:
    """Tell what cannot be read in either state, and all that is wrong in the later one."""
    from scrutiny_cli.actionlog.load import is_series  # noqa: PLC0415

    old, new = books
    unread = [one for one in old.problems if one.place.path in old.unreadable]
    unread += [one for one in old.problems if is_series(one.place.path)]
    told = zip(sides, books, (unread, new.problems), strict=True)
    found = [_tell_side(side, book, every, redacted_as_at) for side, book, every in told]
    if old.unreadable or new.unreadable:
        context.note("A meeting that cannot be read in one of the states is left out of both.")
    return any(found)


def _tell_side(
    side: _Side, book: MinuteBook, problems: Iterable[Problem], redacted_as_at: date | None
) -> bool:
    errors = [one for one in problems if one.is_error]
    if errors:
        context.note(f"In {side.name}:")
        context.tell_problems(errors, book, redacted_as_at)
    return bool(errors)


def _states(before: _Side, after: _Side, book: MinuteBook) -> States:
    """Give what the states are called, with days as the board writes them now."""
    from scrutiny_cli.minutes.dates import shown_as  # noqa: PLC0415
    from scrutiny_cli.output.diff_report import States  # noqa: PLC0415

    return States(before.name, after.name, shown_as(book.series.dates))


def _print_redacted(books: tuple[MinuteBook, MinuteBook], states: States, today: date) -> None:
    """Print what changed between the states as everybody may know them."""
    from scrutiny_cli.actionlog.redact import public  # noqa: PLC0415
    from scrutiny_cli.diff.compare import between  # noqa: PLC0415
    from scrutiny_cli.output import diff_report as shown  # noqa: PLC0415
    from scrutiny_cli.rules.secret_words import find_secret_words  # noqa: PLC0415

    before, after = context.kept(public(books[0])), context.kept(public(books[1]))
    meetings = (*before.meetings, *after.meetings)
    hidden = frozenset(one.name for one in meetings if one.body.confidential is not None)
    secret = find_secret_words(books[1], books[0])
    found = between(before, after, today)
    if not found.is_empty:
        context.say(shown.markdown(found, states, shown.Redaction(secret.are_in, hidden)))
    elif any(one.body.confidential is not None for one in meetings) or secret.words:
        context.note("What is confidential is withheld: --internal includes it.")


def _print(comparison: Comparison, states: States, form: str, today: date) -> None:
    from scrutiny_cli.output import diff_report as shown  # noqa: PLC0415

    if comparison.is_empty:
        return
    if form == "json":
        context.say(shown.as_json(comparison, states, today))
    elif form == "md":
        context.say(shown.markdown(comparison, states))
    elif form == "plain":
        context.say(shown.lines(comparison))
    else:
        for number, table in enumerate(shown.tabulate_comparison(comparison, states)):
            context.say("\n" if number else "")
            context.print_table(table, form)


def _tell_beside(comparison: Comparison, before: str, after: str) -> None:
    """Say on stderr that nothing changed, or what did besides, and what is confidential."""
    if comparison.is_empty:
        context.note(f"Nothing changed for the actions between {before} and {after}.")
    if comparison.others:
        others = ", ".join(comparison.others)
        context.note(f"Not about actions, but changed in what they say: {others}.")


def _tell_confidential(comparison: Comparison) -> None:
    count = sum(one.confidential for one in comparison.changes)
    for agreed in comparison.agreed:
        count += sum(one.confidential for one in agreed.differences) + bool(agreed.secret)
    context.tell_confidential_rows(count)


def log(  # noqa: PLR0913  each is an option that a person may type
    ref: Annotated[
        str | None,
        typer.Argument(metavar="REF", autocompletion=complete_ref, show_default=False),
    ] = None,
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """Tell who committed each event of an action, and when.

    It asks git; without REF it tells of all actions.

    \b
    scrutiny log 37/15
    scrutiny log --format csv
    """  # noqa: D301
    from scrutiny_cli.actionlog.blame import list_steps  # noqa: PLC0415
    from scrutiny_cli.output import log_view  # noqa: PLC0415

    form = context.chosen(form, excel=excel)
    redacted = context.is_redacted(form, internal=internal)
    session = context.read_log(meetings, as_at, redacted=redacted)
    seen = context.for_readers(session, form, internal=internal)
    found = seen.book.log.actions if ref is None else (_named(seen, ref),)
    steps = list_steps(found, _follow_files(session, found))
    if not redacted:
        context.tell_confidential(found)
    people = form in {"table", "md"}
    dates = session.book.series.dates
    writing = log_view.writing_for_people(dates) if people else log_view.FOR_PROGRAMS
    table = log_view.tabulate_log(steps, writing, redacted=redacted)
    context.print_table(table, form, "log")
    context.finish(session, redacted=redacted)


def _named(session: Session, ref: str) -> Action:
    from scrutiny_cli.actionlog.cuts import cut_book  # noqa: PLC0415

    found = context.find_action(session.book, ref)
    if found is None:
        later = context.find_action(cut_book(session.book, None), ref)
        if later is not None:
            message = f"{later.key} counts from {later.counts_from} on: add --as-at "
            raise context.UsageError(f"{message}{later.counts_from}.")
        message = f"There is no action “{ref}”. {context.nearest(session.book, ref)}"
        raise context.UsageError(message)
    return found


def _follow_files(
    session: Session, actions: Iterable[Action]
) -> dict[str, tuple[EntryHistory, ...]]:
    """Give the entries of every file that has a word on some actions, by its path."""
    from scrutiny_cli.actionlog import blame  # noqa: PLC0415
    from scrutiny_cli.storage import git  # noqa: PLC0415

    repository = git.opened(session.folder)
    revisions = git.read_history(repository)
    paths = {event.place.path for one in actions for event in one.history}
    current = {
        repository.prefix + one.place.path.rpartition("/")[2]: one
        for one in session.book.meetings
        if one.place.path in paths
    }
    names = blame.find_former_names(revisions, current)
    meetings = _read_versions(repository, session, revisions, names)
    on_disk = (blame.FileChange(name, name, "") for name in current)
    last = tuple(one.commit.id for one in revisions[-1:] if one.commit is not None)
    revisions.append(blame.Revision(None, last, tuple(on_disk)))

    def read(name: str, blob: str) -> Meeting | None:
        return meetings[name, blob] if blob else current[name]

    entries = blame.follow_entries(revisions, names, read)
    return {meeting.place.path: entries[name] for name, meeting in current.items()}


def _read_versions(
    repository: Repository, session: Session, revisions: Iterable[Revision], names: Iterable[str]
) -> dict[tuple[str, str], Meeting | None]:
    """Read every text that files of some names have had; None: it cannot be read."""
    from scrutiny_cli.minutes import reader, statuses  # noqa: PLC0415
    from scrutiny_cli.storage import git  # noqa: PLC0415

    wanted = frozenset(names)
    versions = list(dict.fromkeys(
        (change.name, change.blob)
        for one in revisions for change in one.changes if change.name in wanted
    ))  # fmt: skip
    known = statuses.StatusVocabulary(session.book.series.statuses)
    progress = context.progress()
    meetings: dict[tuple[str, str], Meeting | None] = {}
    for count, (version, blob) in enumerate(
        zip(versions, git.read_versions(repository, versions), strict=True), 1
    ):
        if progress is not None:
            progress(count, len(versions))
        (source,), _ = context.decoded([blob])
        meetings[version] = reader.read(source, known, month_first=session.month_first).said
    return meetings
