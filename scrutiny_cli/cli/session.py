"""The folder of meetings found, read and folded; the day asked for, and today."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.load import build
from scrutiny_cli.actionlog.model import BoardName, MinuteBook
from scrutiny_cli.actionlog.query import not_counted_yet
from scrutiny_cli.actionlog.redact import public_places
from scrutiny_cli.cli.console import forget_writes, print_note, show_progress
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.minutes.date_styles import has_month_first
from scrutiny_cli.minutes.dates import BadDate, read_date
from scrutiny_cli.minutes.decode import decode, too_large, unreadable
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.views import describe_to_come
from scrutiny_cli.storage.errors import FolderNotFound
from scrutiny_cli.storage.file_reader import FileContent, TooLarge, Unreadable, read_files
from scrutiny_cli.storage.folder import find_meetings_folder
from scrutiny_cli.storage.lock import locked, sweep_leftovers
from scrutiny_cli.storage.paths import format_path

# To free a large book would take longer than to print it, and the process ends anyway.
_KEPT: list[MinuteBook] = []
_FIRST_YEAR = 1000
_VARIABLE = "SCRUTINY_MEETINGS"
# What -m names: each time that it is given, one folder; None: it is not given.
FolderNames = Sequence[str] | str | None


class Session(NamedTuple):
    """The folder, all that it says, the day asked for, and today."""

    folder: Path
    book: MinuteBook
    as_at: date | None
    today: date
    faults: tuple[Problem, ...] = ()

    @property
    def counted_from(self) -> date:
        """The day from which overdue is counted."""
        return self.as_at or self.today

    @property
    def month_first(self) -> bool:
        """Whether the board reads dates in figures with the month first."""
        return has_month_first(self.book.series.dates)

    def typed_day(self, text: str) -> date:
        """Read a day as it is typed: any form of a date that the board reads, or `today`."""
        return parse_typed_day(text, self.today, month_first=self.month_first)


def parse_typed_day(text: str, today: date, *, month_first: bool = False) -> date:
    """Read a day as it is typed: any form of a date, or `today`."""
    if text.strip().casefold() == "today":
        return today
    try:
        day = read_date(text, month_first=month_first)
    except BadDate as bad:
        message = f"“{text}”: {bad.advice}"
        raise UsageError(message) from bad
    if day.year < _FIRST_YEAR:
        message = f"“{text}”: No board met in the year {day.year}. Write the year as in 2015-06-25."
        raise UsageError(message)
    return day


def read_today() -> date:
    """Give today: the clock's, or that of SCRUTINY_TODAY."""
    now = datetime.now().astimezone().date()
    fixed = os.environ.get("SCRUTINY_TODAY")
    if not fixed:
        return now
    try:
        return parse_typed_day(fixed, now)
    except UsageError as reason:
        message = f"SCRUTINY_TODAY: {reason}"
        raise UsageError(message) from reason


def load_session(folder: FolderNames, as_at: str | None = None) -> Session:
    """Find the folder, and read and fold all its files; say where it is empty.

    The log has all that is on file; `as_at` is only the day asked for.
    """
    session = load_quietly(folder, as_at)
    if not session.book.meetings and not session.book.problems:
        place = format_path(session.folder)
        where = "this folder" if place == "." else f"{place}/"
        below = format_path(session.folder / "meetings")
        if os.path.isdir(below):  # noqa: PTH112  Path.is_dir raises where it may not look
            print_note(
                f"There is no meeting in {where}. Did you mean the folder below: -m {below}?"
            )
        else:
            print_note(
                f"There is no meeting in {where} yet: `scrutiny new-meeting DATE` writes one."
            )
    return session


def load_quietly(folder: FolderNames, as_at: str | None = None) -> Session:
    """Load the session as `load_session` does, and print nothing."""
    today = read_today()
    place = find_folder(folder)
    sources, faults = read_sources(place)

    session = Session(
        place, keep_alive(build(sources, faults=faults, progress=show_progress())), None, today
    )
    day = session.typed_day(as_at) if as_at is not None else None
    return session._replace(as_at=day, faults=tuple(faults))


def read_log(folder: FolderNames, as_at: str | None = None, *, redacted: bool = False) -> Session:
    """Load the session with the log as at a day, otherwise as at today.

    As at today, a note names what does not count yet; `redacted`: as everybody may know it.
    """
    session = load_session(folder, as_at)
    if as_at is None:
        note_pending_meetings(session, redacted=redacted)

    return session._replace(book=keep_alive(cut_book(session.book, session.counted_from)))


def note_pending_meetings(session: Session, *, redacted: bool) -> None:
    """Name the meetings still to come whose actions and updates do not count yet.

    Where it is `redacted`, updates of which nobody may know are not counted.
    """
    rows = not_counted_yet(session.book, session.today)
    if rows and redacted:
        rows = not_counted_yet(keep_alive(public_places(session.book)), session.today)
    if rows:
        print_note(describe_to_come(rows))


def get_board_name(session: Session) -> BoardName:
    """Give what the board is called, and its folder."""
    whole = session.folder.resolve()
    own = whole.parent if whole.name == "meetings" else whole
    return BoardName(session.book.board_name(own.name), format_path(session.folder))


def find_folder(folder: FolderNames) -> Path:
    """Give the folder that is named, or else the nearest from here upwards.

    It is named by `-m`, otherwise by the variable SCRUTINY_MEETINGS.
    """
    named = _named_folder(folder)
    if named is not None:
        return find_meetings_folder(named, named)
    try:
        here = Path.cwd()
    except OSError as error:
        raise FolderNotFound(
            "The folder that you are in is not there any more: change to another one with `cd`, "
            "or name the folder of meetings with -m."
        ) from error
    return find_meetings_folder(here, None)


def keep_alive(book: MinuteBook) -> MinuteBook:
    """Keep a book until the process ends."""
    _KEPT.append(book)
    return book


def _named_folder(folder: FolderNames) -> Path | None:
    names = [folder] if isinstance(folder, str) else list(folder or ())
    if len(names) > 1:
        message = f"-m is given {len(names)} times. Name one folder of meetings: -m {names[0]}"
        raise UsageError(message)
    if names:
        if not names[0].strip():
            raise UsageError("-m names no folder: type the folder after it, or leave -m out.")
        return Path(names[0])
    named = os.environ.get(_VARIABLE)
    if not named:
        return None
    if not named.strip():
        raise UsageError(f"{_VARIABLE} names no folder: set it to one, or unset it.")
    return Path(named)


@contextmanager
def lock_folder(folder: FolderNames) -> Iterator[str]:
    """Find the folder, and hold it against other writers while its files are read and written."""
    place = find_folder(folder)
    with locked(place, print_note):
        yield str(place)


def read_sources(place: Path) -> tuple[list[Source], list[Problem]]:
    """Read every file of the folder; what cannot be read is a problem."""
    sweep_leftovers(place)
    return decode_files(read_files(place))


def decode_files(
    files: Iterable[FileContent | Unreadable | TooLarge],
) -> tuple[list[Source], list[Problem]]:
    """Give the texts of files; one that cannot be opened, or is no text, is a problem."""
    sources: list[Source] = []
    faults: list[Problem] = []
    for one in files:
        read = _decode_file(one)
        sources.append(read[0])
        faults += read[1]
    return sources, faults


def _decode_file(
    file: FileContent | Unreadable | TooLarge,
) -> tuple[Source, tuple[Problem, ...]]:
    if isinstance(file, FileContent):
        return decode(file.shown, file.data)
    return too_large(file.shown) if isinstance(file, TooLarge) else unreadable(*file)


def forget_run() -> None:
    """Forget what is kept until the process ends, before it runs another command."""
    _KEPT.clear()
    forget_writes()
