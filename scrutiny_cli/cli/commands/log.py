"""The command `log`: who committed each event of an action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated

import typer

from scrutiny_cli.actionlog.blame import EntryHistory, Version, follow_meetings, list_steps
from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.cli.completion import complete_ref
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import show_progress
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listing import choose_listing
from scrutiny_cli.cli.lookup import refuse_action
from scrutiny_cli.cli.meetings_folder import decode_files
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import Session, read_log
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.reader import read_meeting_file
from scrutiny_cli.minutes.statuses import StatusVocabulary
from scrutiny_cli.output import log_view
from scrutiny_cli.storage.git import Repository, open_repository, read_versions
from scrutiny_cli.storage.git_history import read_history

_Ref = Annotated[
    str | None,
    typer.Argument(
        metavar="REF",
        autocompletion=complete_ref,
        show_default=False,
        help="The number or key of an action; by default all actions.",
    ),
]


def show_log(
    ref: _Ref = None,
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """Show who committed each change to an action, and when.

    This needs git.

    \b
    scrutiny log 37/15
    scrutiny log --format csv
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    session = read_log(meetings, as_at, redacted=listing.is_redacted)
    found = session.book.log.actions if ref is None else (_require_action(session.book, ref),)
    steps = list_steps(found, _follow_files(session, found))
    if not listing.is_redacted:
        warn_confidential(count_confidential(found), "rows")
    dates = session.whole.series.dates
    table = log_view.tabulate_log(
        steps,
        listing.choose_day_format(dates),
        for_people=listing.format.for_people,
        redacted=listing.is_redacted,
    )
    listing.print_table(table, dates)
    finish_reading(session)


def _require_action(book: MinuteBook, ref: str) -> Action:
    action = book.find_action(ref)
    if action is None:
        later = cut_book(book, None).find_action(ref)
        if later is None:
            refuse_action(book, ref)
        message = f"{later.key} is in the log only from {later.counts_from}. Type --as-at "
        raise UsageError(f"{message}{later.counts_from}.")
    return action


def _follow_files(
    session: Session, actions: Iterable[Action]
) -> dict[str, tuple[EntryHistory, ...]]:
    """Return the former entries of every file that names some actions, by its path."""
    repository = open_repository(session.folder)
    paths = {event.place.path for action in actions for event in action.history}
    current = {
        repository.prefix + meeting.place.path.rpartition("/")[2]: meeting
        for meeting in session.whole.meetings
        if meeting.place.path in paths
    }
    read_meetings = partial(_read_meetings, repository, session)
    entries = follow_meetings(read_history(repository), current, read_meetings)
    return {meeting.place.path: entries[name] for name, meeting in current.items()}


def _read_meetings(
    repository: Repository, session: Session, versions: list[Version]
) -> Iterator[Meeting | None]:
    """Yield the meeting of each version of a file; None: it cannot be read."""
    known = StatusVocabulary(session.whole.series.statuses)
    progress = show_progress()
    sources, _ = decode_files(read_versions(repository, versions))
    for count, source in enumerate(sources, 1):
        if progress is not None:
            progress(count, len(versions))
        yield read_meeting_file(source, known, month_first=session.month_first).meeting
