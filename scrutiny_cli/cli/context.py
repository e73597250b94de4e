"""What every command needs: the folder read, the day, where to print, how to end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TextIO

import typer

from scrutiny_cli.output.formats import FORMATS
from scrutiny_cli.storage import folder as disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrutiny_cli.actionlog.fold_state import ActionBuilder
    from scrutiny_cli.actionlog.model import Action, BoardName, MinuteBook
    from scrutiny_cli.minutes.model import Meeting, Status
    from scrutiny_cli.minutes.problem import Problem
    from scrutiny_cli.minutes.source import Source
    from scrutiny_cli.minutes.status_help import Advice
    from scrutiny_cli.minutes.statuses import StatusVocabulary
    from scrutiny_cli.output.table import Table

ERRORS, USAGE, REFUSED, NO_GIT, ROWS, FAULT, INTERRUPTED = 1, 2, 3, 4, 5, 70, 130
# To free a large book would take longer than to print it, and the process ends anyway.
_KEPT: list[MinuteBook] = []
# Whether a file was written: what cannot be told of it then does not undo it.
_WRITTEN: list[bool] = []
_FIRST_YEAR = 1000
_VARIABLE = "SCRUTINY_MEETINGS"
# What -m names: each time that it is given, one folder; None: it is not given.
FolderNames = Sequence[str] | str | None


class OutputFailed(Exception):
    """What is printed cannot be written; the message says why."""


class UsageError(Exception):
    """What was typed cannot be done; the message says what to type instead."""


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
        from scrutiny_cli.minutes.date_styles import has_month_first  # noqa: PLC0415

        return has_month_first(self.book.series.dates)

    def typed_day(self, text: str) -> date:
        """Read a day as it is typed: any form of a date that the board reads, or `today`."""
        return typed_day(text, self.today, month_first=self.month_first)


def typed_day(text: str, today: date, *, month_first: bool = False) -> date:
    """Read a day as it is typed: any form of a date, or `today`."""
    from scrutiny_cli.minutes.dates import BadDate, read_date  # noqa: PLC0415  loads late

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


def today_is() -> date:
    """Give today: the clock's, or that of SCRUTINY_TODAY."""
    now = datetime.now().astimezone().date()
    fixed = os.environ.get("SCRUTINY_TODAY")
    if not fixed:
        return now
    try:
        return typed_day(fixed, now)
    except UsageError as reason:
        message = f"SCRUTINY_TODAY: {reason}"
        raise UsageError(message) from reason


def load_session(folder: FolderNames, as_at: str | None = None) -> Session:
    """Find the folder, and read and fold all its files; say where it is empty.

    The log has all that is on file; `as_at` is only the day asked for.
    """
    session = load_quietly(folder, as_at)
    if not session.book.meetings and not session.book.problems:
        place = disk.shown(session.folder)
        where = "this folder" if place == "." else f"{place}/"
        below = disk.shown(session.folder / "meetings")
        if os.path.isdir(below):  # noqa: PTH112  Path.is_dir raises where it may not look
            note(f"There is no meeting in {where}. Did you mean the folder below: -m {below}?")
        else:
            note(f"There is no meeting in {where} yet: `scrutiny new-meeting DATE` writes one.")
    return session


def load_quietly(folder: FolderNames, as_at: str | None = None) -> Session:
    """Load the session as `load_session` does, and print nothing."""
    today = today_is()
    place = found(folder)
    sources, faults = read_sources(place)
    from scrutiny_cli.actionlog.load import build  # noqa: PLC0415  loads late

    session = Session(place, kept(build(sources, faults=faults, progress=progress())), None, today)
    day = session.typed_day(as_at) if as_at is not None else None
    return session._replace(as_at=day, faults=tuple(faults))


def read_log(folder: FolderNames, as_at: str | None = None, *, redacted: bool = False) -> Session:
    """Load the session with the log as at a day, otherwise as at today.

    As at today, a note names what does not count yet; `redacted`: as everybody may know it.
    """
    session = load_session(folder, as_at)
    if as_at is None:
        tell_to_come(session, redacted=redacted)
    from scrutiny_cli.actionlog.cuts import cut_book  # noqa: PLC0415  loads late

    return session._replace(book=kept(cut_book(session.book, session.counted_from)))


def tell_to_come(session: Session, *, redacted: bool) -> None:
    """Name the meetings still to come whose actions and updates do not count yet.

    Where it is `redacted`, updates of which nobody may know are not counted.
    """
    from scrutiny_cli.actionlog.query import not_counted_yet  # noqa: PLC0415  loads late

    rows = not_counted_yet(session.book, session.today)
    if rows and redacted:
        from scrutiny_cli.actionlog.redact import public_places  # noqa: PLC0415

        rows = not_counted_yet(kept(public_places(session.book)), session.today)
    if rows:
        from scrutiny_cli.output.views import to_come_text  # noqa: PLC0415

        note(to_come_text(rows))


def board_of(session: Session) -> BoardName:
    """Give what the board is called, and its folder."""
    from scrutiny_cli.actionlog.model import BoardName  # noqa: PLC0415  loads late

    whole = session.folder.resolve()
    own = whole.parent if whole.name == "meetings" else whole
    return BoardName(session.book.board_name(own.name), disk.shown(session.folder))


def found(folder: FolderNames) -> Path:
    """Give the folder that is named, or else the nearest from here upwards.

    It is named by `-m`, otherwise by the variable SCRUTINY_MEETINGS.
    """
    named = _named(folder)
    if named is not None:
        return disk.find(named, named)
    try:
        here = Path.cwd()
    except OSError as error:
        raise disk.FolderNotFound(
            "The folder that you are in is not there any more: change to another one with `cd`, "
            "or name the folder of meetings with -m."
        ) from error
    return disk.find(here, None)


def kept(book: MinuteBook) -> MinuteBook:
    """Keep a book until the process ends."""
    _KEPT.append(book)
    return book


def _named(folder: FolderNames) -> Path | None:
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
def held(folder: FolderNames) -> Iterator[str]:
    """Find the folder, and hold it against other writers while its files are read and written."""
    from scrutiny_cli.storage.lock import locked  # noqa: PLC0415  no reader needs it

    place = found(folder)
    _load_what_tells()
    with locked(place, note):
        yield str(place)


def _load_what_tells() -> None:
    """Load what is needed after a file is written, while a failure can still prevent that."""
    from scrutiny_cli import rules  # noqa: PLC0415
    from scrutiny_cli.output import problems, text_diff  # noqa: PLC0415

    _ = rules, text_diff, problems


def read_sources(place: Path) -> tuple[list[Source], list[Problem]]:
    """Read every file of the folder; what cannot be read is a problem."""
    from scrutiny_cli.storage.lock import sweep_leftovers  # noqa: PLC0415

    sweep_leftovers(place)
    return decoded(disk.read_all(place))


def decoded(
    files: Iterable[disk.FileContent | disk.Unreadable | disk.TooLarge],
) -> tuple[list[Source], list[Problem]]:
    """Give the texts of files; one that cannot be opened, or is no text, is a problem."""
    sources: list[Source] = []
    faults: list[Problem] = []
    for one in files:
        read = _decoded(one)
        sources.append(read[0])
        faults += read[1]
    return sources, faults


def _decoded(
    file: disk.FileContent | disk.Unreadable | disk.TooLarge,
) -> tuple[Source, tuple[Problem, ...]]:
    from scrutiny_cli.minutes.decode import decode, too_large, unreadable  # noqa: PLC0415

    if isinstance(file, disk.FileContent):
        return decode(file.shown, file.data)
    return too_large(file.shown) if isinstance(file, disk.TooLarge) else unreadable(*file)


def progress() -> Callable[[int, int], None] | None:
    """Give what shows on a terminal how many files are read; None: there is no terminal."""
    if not sys.stderr.isatty():
        return None
    from scrutiny_cli.output.progress import reading  # noqa: PLC0415

    return reading()


def note(text: str) -> None:
    """Say something beside the data, on stderr."""
    from scrutiny_cli.output.text import clean, wrapped  # noqa: PLC0415  loads late

    tell(wrapped(clean(text), room(sys.stderr)) + "\n")


def say(text: str) -> None:
    """Print data on stdout; no line of it is a command to a build server."""
    from scrutiny_cli.output.text import disarm  # noqa: PLC0415  loads late

    _write(sys.stdout, disarm(text))


def say_commands(text: str) -> None:
    """Print on stdout what is meant as commands to a build server."""
    _write(sys.stdout, text)


def tell(text: str) -> None:
    """Print on stderr what is clean already, its colours included."""
    from scrutiny_cli.output.text import disarm  # noqa: PLC0415  loads late

    _write(sys.stderr, disarm(text))


def _write(stream: TextIO, text: str) -> None:
    from scrutiny_cli.output.text import for_encoding  # noqa: PLC0415

    encoding = stream.encoding or "utf-8"
    with writing_output():
        stream.write(for_encoding(text, encoding))
        stream.flush()


@contextmanager
def writing_output() -> Iterator[None]:
    """Tell a fault of the output from one of the files."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error.strerror or str(error)) from error


def wrote() -> None:
    """Keep in mind that files were written, whatever comes now."""
    _WRITTEN.append(True)


def has_written() -> bool:
    """Whether files were written."""
    return bool(_WRITTEN)


def forget_run() -> None:
    """Forget what is kept until the process ends, before it runs another command."""
    _KEPT.clear()
    _WRITTEN.clear()


def width() -> int:
    """Give the terminal's width in columns."""
    from shutil import get_terminal_size  # noqa: PLC0415

    return get_terminal_size((80, 24)).columns


def room(stream: TextIO) -> int | None:
    """Give the columns that sentences have on a stream; None: it is no terminal, do not wrap."""
    return width() if stream.isatty() else None


def colour(stream: TextIO | None = None) -> bool:
    """Whether a stream takes colour: a terminal, and no NO_COLOR."""
    target = sys.stdout if stream is None else stream
    dumb = os.environ.get("TERM") == "dumb"
    return target.isatty() and not os.environ.get("NO_COLOR") and not dumb


def chosen(form: str | None, *, excel: bool = False, formats: Iterable[str] = FORMATS) -> str:
    """Give the format asked for, CSV for Excel as `excel`; else a table on a terminal, or plain."""
    if form is not None and form not in formats:
        message = f"There is no format “{form}”: choose one of {', '.join(formats)}."
        raise UsageError(message)
    if excel and form != "csv":
        raise UsageError("--excel is a mark for CSV alone: type --format csv --excel.")
    if form is None:
        return "table" if sys.stdout.isatty() else "plain"
    return "excel" if excel else form


def one_of(text: str, option: str, known: tuple[str, ...]) -> str:
    """Give what was typed for an option where it is one of those known."""
    if text not in known:
        message = f"{option} takes one of {', '.join(known)}, and not “{text}”."
        raise UsageError(message)
    return text


def days(session: Session, form: str) -> Callable[[date], str]:
    """Give how a format writes a day: as the board does for people, in figures for programs."""
    from scrutiny_cli.minutes.dates import shown_as  # noqa: PLC0415

    known = FORMATS.get(form)
    for_people = known is not None and known.for_people
    return shown_as(session.book.series.dates) if for_people else date.isoformat


def is_redacted(form: str, *, internal: bool) -> bool:
    """Whether an output is made for others: what is confidential is then withheld."""
    known = FORMATS.get(form)
    return known is not None and known.is_redacted and not internal


def for_readers(session: Session, form: str, *, internal: bool) -> Session:
    """Give the session with the book that whoever reads a format may know."""
    redacted = is_redacted(form, internal=internal)
    return session._replace(book=_public(session)) if redacted else session


def public_book(session: Session) -> MinuteBook | None:
    """Give the book as everybody may know it; None where nothing in the files is confidential."""
    # To look for the word is much quicker than to redact the whole log.
    if not any("confidential" in one.text for one in session.book.sources):
        return None
    return _public(session)


def _public(session: Session) -> MinuteBook:
    from scrutiny_cli.actionlog.cuts import cut_book  # noqa: PLC0415
    from scrutiny_cli.actionlog.redact import public  # noqa: PLC0415

    day = None if session.book.log.whole is None else session.counted_from
    return kept(public(cut_book(session.book, None), as_at=day))


def print_table(table: Table, form: str, name: str = "rows") -> None:
    """Print a listing in a format; in JSON its rows are under its name."""
    from scrutiny_cli.output.formats import RenderOptions, render_table  # noqa: PLC0415

    options = RenderOptions(
        name=name,
        width=width(),
        colour=colour(),
        encoding=sys.stdout.encoding or "utf-8",
        excel=form == "excel",
    )
    say(render_table(table, "csv" if options.excel else form, options))


def tell_confidential(actions: Iterable[Action]) -> None:
    """Say on stderr that confidential rows are among those listed."""
    tell_confidential_rows(sum(map(_is_confidential, actions)))


def tell_confidential_rows(count: int) -> None:
    """Say on stderr how many rows are confidential, if any are."""
    if count:
        note(
            f"Confidential: {count} of these rows {'is' if count == 1 else 'are'}. Do not pass on."
        )


def tell_confidential_meeting(meeting: Meeting, actions: Iterable[Action]) -> None:
    """Say on stderr that something of a meeting that is shown is confidential."""
    from scrutiny_cli.actionlog.traverse import list_items  # noqa: PLC0415

    marked = any(one.confidential is not None for one in list_items(meeting))
    if marked or any(map(_is_confidential, actions)):
        note("Confidential: what is marked so. Do not pass on.")


def tell_marked(actions: Iterable[Action]) -> None:
    """Say on stderr which actions are confidential among those whose words were written."""
    keys = [one.key for one in actions if _is_confidential(one)]
    if keys:
        note(f"Confidential, and marked so where the file says it: {', '.join(keys)}.")


def tell_confidential_life(actions: Iterable[Action]) -> None:
    """Say on stderr that the action told, or what is told of it, is confidential."""
    if any(map(_is_confidential, actions)):
        note("Confidential: do not pass on.")


def _is_confidential(action: Action) -> bool:
    said = (action.confidential, *(event.confidential for event in action.history))
    return any(reason is not None for reason in said)


def problems_for_readers(
    found: list[Problem], books: tuple[MinuteBook, ...], redacted_as_at: date | None
) -> tuple[list[Problem], int]:
    """Redact what is made for others, as at a day; otherwise mark what is confidential.

    The second value is how many were marked. `books` are the log of now and earlier states.
    """
    if not found:
        return found, 0
    from scrutiny_cli.rules import secret_words  # noqa: PLC0415  loads late

    addresses = redacted_as_at is not None
    if not any(secret_words.may_hold_secrets(one, addresses=addresses) for one in books):
        return found, 0
    if redacted_as_at is not None:
        return secret_words.redact_problems(found, books, redacted_as_at), 0
    secret = secret_words.find_secret_words(*books)
    count = sum(secret_words.names_secret(one, secret) for one in found)
    return secret_words.mark_problems(found, secret), count


def tell_confidential_problems(count: int) -> None:
    """Say on stderr how many problems are confidential, if any are."""
    if count:
        verb = "is" if count == 1 else "are"
        note(f"Confidential: {count} of these problems {verb}. Do not pass on.")


def finish(session: Session, *, rows: bool = False, redacted: bool = False) -> NoReturn:
    """End a reading command: tell the errors of the files, and give the exit code.

    What is `redacted` is made for others, who may read the errors, too.
    """
    if any(one.is_error for one in session.book.problems):
        tell_errors(session, redacted=redacted)
        raise typer.Exit(ERRORS)
    raise typer.Exit(ROWS if rows else 0)


def tell_errors(session: Session, *, redacted: bool = False) -> None:
    """Print the errors of the files and the number of warnings on stderr."""
    from scrutiny_cli.actionlog.cuts import cut_book  # noqa: PLC0415
    from scrutiny_cli.rules import run  # noqa: PLC0415

    whole = cut_book(session.book, None)
    problems = run(whole, session.today)
    errors = [one for one in problems if one.is_error]
    warnings = len(problems) - len(errors)
    tell_problems(errors, whole, session.today if redacted else None)
    plural = "" if len(errors) == 1 else "s"
    note(
        f"{len(errors)} error{plural} in the files; only what can be read was counted. "
        f"`scrutiny check` also gives {warnings} warning{'' if warnings == 1 else 's'}."
    )


def tell_problems(found: list[Problem], book: MinuteBook, redacted_as_at: date | None) -> None:
    """Print problems of a log on stderr, redacted or marked as `problems_for_readers` says."""
    from scrutiny_cli.output.problems import text  # noqa: PLC0415

    told, count = problems_for_readers(found, (book,), redacted_as_at)
    tell(text(told, colour=colour(sys.stderr), width=room(sys.stderr)))
    if redacted_as_at is not None and told is not found:
        note("What is confidential is withheld here: `scrutiny check` says all of it.")
    tell_confidential_problems(count)


def meeting_named(session: Session, text: str) -> Meeting:
    """Find the meeting that a date or name typed means; its file's name serves too."""
    found = find_meeting(session, text)
    if found is None:
        names = ", ".join(one.name for one in session.book.meetings[-5:]) or "none"
        refuse_unknown(session, f"There is no meeting “{text}”. The latest are: {names}.")
    return found


def find_meeting(session: Session, text: str) -> Meeting | None:
    """Find the meeting that a date or name typed means, if any; refuse where several are."""
    from scrutiny_cli.actionlog.meetings import Ambiguous, calendar  # noqa: PLC0415
    from scrutiny_cli.minutes.dates import in_iso  # noqa: PLC0415

    name = text.strip().removesuffix(".yaml")
    try:
        return calendar(session.book.meetings).named(in_iso(name, month_first=session.month_first))
    except Ambiguous as several:
        message = f"Two meetings were held on {text}. Name one: {', '.join(several.names)}."
        raise UsageError(message) from several


def refuse_unknown(session: Session, message: str) -> NoReturn:
    """Say that the files do not have what was asked for; one that cannot be read may have it."""
    if not session.book.unreadable:
        raise UsageError(message)
    note(f"{message} A file that cannot be read may have it: {', '.join(session.book.unreadable)}.")
    finish(session)


def find_owners(book: MinuteBook, typed: Iterable[str]) -> tuple[str, ...]:
    """Give the labels typed as they are shown, read as in a file; one that nobody has is told.

    Words for nobody, `tbc` too, give the word of a filter for actions without an owner.
    """
    from scrutiny_cli.actionlog.query import NOBODY  # noqa: PLC0415
    from scrutiny_cli.minutes.source import normalize_label  # noqa: PLC0415

    found: list[str] = []
    for words in typed:
        if not words.strip():
            raise UsageError("--owner names nobody: type a label, or none for what has no owner.")
        for label in _labels_typed(book, words):
            if normalize_label(label) not in {*book.directory.shown_as, NOBODY}:
                note(f"Nobody in this log is called “{label}”; `scrutiny people` lists everyone.")
            found.append(book.directory.shown(label))
    return tuple(found)


def _labels_typed(book: MinuteBook, words: str) -> Iterable[str]:
    """Separate what was typed, unless the whole of it is a label of the log."""
    from scrutiny_cli.actionlog.labels import known_labels  # noqa: PLC0415
    from scrutiny_cli.actionlog.query import NOBODY  # noqa: PLC0415
    from scrutiny_cli.minutes import labels  # noqa: PLC0415
    from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label  # noqa: PLC0415

    if normalize_label(words) in book.directory.shown_as:
        return (words,)
    whole = LocatedStr.at(words.strip(), Span(Source("", words), 0, len(words)))
    parts = known_labels(book.directory, book.meetings).owners(labels.owner_text(whole))
    return [NOBODY if part.label is None else str(part.label) for part in parts] or [NOBODY]


def find_action(book: MinuteBook, ref: str) -> Action | None:
    """Find the action that a ref or key means."""
    from scrutiny_cli.minutes.source import squeezed  # noqa: PLC0415

    wanted = squeezed(ref)
    for action in book.log.actions:
        if wanted in {squeezed(action.key), squeezed(action.place_key)}:
            return action
    return None


def nearest(book: MinuteBook, ref: str) -> str:
    """Say which actions a ref that names none may have meant."""
    from scrutiny_cli.actionlog.meetings import calendar  # noqa: PLC0415
    from scrutiny_cli.actionlog.suggestions import NearNames, Suggestions  # noqa: PLC0415
    from scrutiny_cli.minutes.source import squeezed  # noqa: PLC0415

    no_names: NearNames[ActionBuilder] = NearNames({})
    suggestions = Suggestions(calendar(book.meetings), no_names)
    not_held = suggestions.describe_not_held(ref.strip())
    if not_held is not None:
        return f"{not_held} Nothing in it counts: move that entry to another meeting's file."
    names = {squeezed(key): key for key in book.log.by_key}
    begun = [key for name, key in names.items() if name.startswith(squeezed(ref) or "?")]
    near = begun[:3] or NearNames(names).near(ref, lambda _: True)
    return f"Did you mean {' or '.join(near)}?" if near else "`scrutiny actions` lists all."


def find_status(session: Session, words: str, *, is_report: bool = False) -> Status:
    """Give the status that words mean, or say what to type instead.

    `is_report`: other options (--note, --becomes, --on) may take a part of the words.
    """
    from scrutiny_cli.minutes.status_help import Setting, advise  # noqa: PLC0415
    from scrutiny_cli.minutes.statuses import StatusVocabulary  # noqa: PLC0415

    known = StatusVocabulary(session.book.series.statuses)
    found = known.find(words)
    if found is None:
        advice = advise(words, known, Setting(month_first=session.month_first))
        raise UsageError(f"{advice.message} {_status_hint(advice, known, is_report=is_report)}")
    return found


def _status_hint(advice: Advice, known: StatusVocabulary, *, is_report: bool) -> str:
    from shlex import quote  # noqa: PLC0415

    if is_report and advice.fields:
        return "Type: " + " ".join(f"--{name} {quote(text)}" for name, text in advice.fields)
    near = f"Did you mean “{advice.near}”? " if advice.near else ""
    return f"{near}These words are understood:\n{known.listed()}"
