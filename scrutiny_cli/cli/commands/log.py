"""The command `log`: who committed each event of an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from scrutiny_cli.actionlog import blame
from scrutiny_cli.actionlog.blame import EntryHistory, Revision, list_steps
from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.cli.confidential import is_redacted, redact_session, warn_confidential_actions
from scrutiny_cli.cli.console import show_progress
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import choose_date_format, print_table, resolve_format
from scrutiny_cli.cli.lookup import find_action, suggest_actions
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal, complete_ref
from scrutiny_cli.cli.session import Session, decode_files, read_log
from scrutiny_cli.minutes import reader, statuses
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output import log_view
from scrutiny_cli.storage.git import Repository, open_repository, read_versions
from scrutiny_cli.storage.git_history import read_history


def show_log(  # noqa: PLR0913  each is an option that a person may type
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
    table_format = resolve_format(form, excel=excel)
    redacted = is_redacted(table_format, internal=internal)
    session = read_log(meetings, as_at, redacted=redacted)
    seen = redact_session(session, table_format, internal=internal)
    found = seen.book.log.actions if ref is None else (_named(seen, ref),)
    steps = list_steps(found, _follow_files(session, found))
    if not redacted:
        warn_confidential_actions(found)
    format_day = choose_date_format(table_format, session.book.series.dates)
    table = log_view.tabulate_log(
        steps, format_day, for_people=table_format.for_people, redacted=redacted
    )
    print_table(table, table_format, session.book.series.dates)
    finish_reading(session, redacted=redacted)


def _named(session: Session, ref: str) -> Action:
    found = find_action(session.book, ref)
    if found is None:
        later = find_action(cut_book(session.book, None), ref)
        if later is not None:
            message = f"{later.key} counts from {later.counts_from} on: add --as-at "
            raise UsageError(f"{message}{later.counts_from}.")
        message = f"There is no action “{ref}”. {suggest_actions(session.book, ref)}"
        raise UsageError(message)
    return found


def _follow_files(
    session: Session, actions: Iterable[Action]
) -> dict[str, tuple[EntryHistory, ...]]:
    """Give the entries of every file that has a word on some actions, by its path."""
    repository = open_repository(session.folder)
    revisions = read_history(repository)
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
    wanted = frozenset(names)
    versions = list(dict.fromkeys(
        (change.name, change.blob)
        for one in revisions for change in one.changes if change.name in wanted
    ))  # fmt: skip
    known = statuses.StatusVocabulary(session.book.series.statuses)
    progress = show_progress()
    meetings: dict[tuple[str, str], Meeting | None] = {}
    for count, (version, blob) in enumerate(
        zip(versions, read_versions(repository, versions), strict=True), 1
    ):
        if progress is not None:
            progress(count, len(versions))
        (source,), _ = decode_files([blob])
        meetings[version] = reader.read_source(
            source, known, month_first=session.month_first
        ).meeting
    return meetings
