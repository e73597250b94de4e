"""The command `remind`: for each owner, what to be reminded of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.people import build_directory
from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.actionlog.redact import redact_meetings
from scrutiny_cli.cli.board_search import find_boards, refuse_unreadable
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.listed_boards import choose_one_day
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.cli.options import (
    AsAt,
    Boards,
    Folders,
    choice_option,
    number_option,
    word_option,
)
from scrutiny_cli.cli.output_file import Replace, write_output
from scrutiny_cli.cli.published_boards import (
    PublishedBoard,
    end_for_faulty_boards,
    name_published_boards,
    refuse_empty_boards,
    select_faultless_boards,
)
from scrutiny_cli.cli.publishing import load_faultless_boards, warn_withheld_names
from scrutiny_cli.output.text import join_names, make_one_line
from scrutiny_cli.publish.mail_draft import is_address, render_draft
from scrutiny_cli.publish.mail_text import WIDTH
from scrutiny_cli.publish.reminders import (
    Addressee,
    Reminder,
    ReminderOptions,
    make_reminders,
    name_files,
)
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import make_folder, refuse_place
from scrutiny_cli.storage.paths import format_path

_SOON = 7  # days
_SEPARATOR = f"\n{'=' * WIDTH}\n\n"
_STDOUT = "-"

_Owners = Annotated[
    list[str] | None,
    word_option("LABEL", "Only the reminder for this owner. Repeatable.", "--owner"),
]
_DueWithin = Annotated[
    int | None,
    number_option(
        "--due-within",
        "DAYS",
        "Also actions due within DAYS days from today; by default 7.",
        least=0,
    ),
]
_To = Annotated[
    str,
    choice_option("--to", ("text", "eml"), metavar="FORM", text="The format", suffix=" (drafts)"),
]
_Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="The folder in which to write a file for each owner, or - to print; by default text "
        "is printed, and drafts are written into a folder named after today's date.",
    ),
]


def write_reminders(
    *,
    owner: _Owners = None,
    due_within: _DueWithin = None,
    to: _To = "text",
    output: _Output = None,
    replace: Replace = False,
    as_at: AsAt = None,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Write a reminder for each owner of open actions.

    Nothing is sent. With --to eml, each reminder is a draft that your email program opens,
    addressed to the person's `email`. What is confidential is not included. With several boards,
    each owner gets a reminder for each board.

    \b
    scrutiny remind
    scrutiny remind --owner WK --due-within 14
    scrutiny remind --to eml -o reminders
    """
    soon = _SOON if due_within is None else due_within
    folder = _choose_folder(to, output, replace=replace)
    found = find_boards(meetings, boards)
    loaded = load_faultless_boards(found.folders, internal=False, as_at=as_at)
    refuse_empty_boards(loaded, "reminders")
    choose_one_day("--as-at", as_at, (session.as_at for session in loaded.faultless))
    listed = select_faultless_boards(name_published_boards(loaded.sessions), owner or ())
    made = [_make_board_reminders(board, soon) for board in listed]
    if folder is None and to == "eml":
        folder = Path(f"reminders-{loaded.faultless[0].counted_from.isoformat()}")
    _write_reminders(made, folder, to, replace=replace)
    _note_missing(made, soon)
    end_for_faulty_boards(loaded.faulty, "the reminders")
    refuse_unreadable(found)


def _choose_folder(to: str, output: str | None, *, replace: bool) -> Path | None:
    """Return the folder that is typed; None: none is, or what is made is printed."""
    if output is not None and not output.strip():
        raise UsageError(describe_missing_value("-o", "DIR"))
    if output == _STDOUT and to == "eml":
        raise UsageError("Drafts are files. Type a folder for them, for example -o reminders.")
    if replace and to == "text" and output in {None, _STDOUT}:
        raise UsageError("--replace is only for files: type -o DIR, too, or leave --replace out.")
    return None if output in {None, _STDOUT} else Path(output or "")


# What is made


class _BoardReminders(NamedTuple):
    """The reminders of a board, and what is in none of them.

    `unowned` are the keys of actions that nobody owns; `withheld` is how many open actions are
    confidential. `left` are the labels of owners who have left.
    """

    board: PublishedBoard
    reminders: tuple[Reminder, ...]
    unowned: tuple[str, ...]
    withheld: int
    left: tuple[str, ...]


def _make_board_reminders(board: PublishedBoard, soon: int) -> _BoardReminders:
    session, book = board.session, board.book
    # Somebody known only from what is confidential has no address either.
    people = build_directory(session.whole.series, redact_meetings(session.whole.meetings))

    def find_addressee(label: str) -> Addressee:
        person = people.person_on(label, session.counted_from)
        if person is None:
            return Addressee(label, "")
        return Addressee(make_one_line(person.name or label), (person.email or "").strip())

    options = ReminderOptions(session.counted_from, soon, board.owners, board.label)
    made = make_reminders(book, options, find_addressee)
    opened = [action for action in book.log.actions if action.is_open]
    warn_withheld_names(session, {action.meeting for action in opened})
    withheld = sum(action.confidential is not None for action in opened)
    labels = (reminder.label for reminder in made.reminders)
    left = tuple(label for label in labels if people.has_left(label, session.counted_from))
    return _BoardReminders(board, made.reminders, made.unowned, withheld, left)


# Where it goes


def _write_reminders(
    made: Sequence[_BoardReminders], folder: Path | None, to: str, *, replace: bool
) -> None:
    """Write a file for each reminder, all or none; without a folder, print them."""
    reminders = [reminder for each in made for reminder in each.reminders]
    if folder is None:
        print_data(f"{_SEPARATOR}".join(map(_format_text, reminders)))
    elif reminders:
        ending = "txt" if to == "text" else to
        parts = [(each.board.label, one.label) for each in made for one in each.reminders]
        paths = [folder / name for name in name_files(parts, ending)]
        _prepare_folder(folder, paths, replace=replace)
        for path, reminder in zip(paths, reminders, strict=True):
            content = render_draft(reminder) if to == "eml" else _format_text(reminder)
            write_output(path, content, replace=replace)


def _format_text(reminder: Reminder) -> str:
    address = f" <{reminder.address}>" if is_address(reminder.address) else ""
    return f"To: {reminder.name}{address}\nSubject: {reminder.subject}\n\n{reminder.text}"


def _prepare_folder(folder: Path, paths: Iterable[Path], *, replace: bool) -> None:
    """Make the folder; refuse where a file that would be written exists."""
    existing = [path for path in paths if os.path.lexists(path)]
    if existing and not replace:
        message = f"{format_path(existing[0])} already exists. Type --replace to write over it"
        also = len(existing) - 1
        raise WriteRefused(f"{message}{f' and {also} more' if also else ''}.\nNothing was written.")
    refuse_place(folder / "reminder")
    make_folder(folder)


# What is not included, or lacks something


def _note_missing(made: Iterable[_BoardReminders], soon: int) -> None:
    """Report, board by board, who has no email address, and which actions are in no text."""
    for each in made:
        label = f"{each.board.label}: " if each.board.label else ""
        for sentence in _list_missing(each, soon):
            print_note(f"{label}{sentence}")


def _list_missing(made: _BoardReminders, soon: int) -> Iterator[str]:
    if not made.reminders:
        days = f"{soon} day{'' if soon == 1 else 's'}"
        owners = [owner for owner in made.board.owners if owner != NOBODY]
        whom = join_names(owners, "or") if owners else "anybody"
        whose = f"of {whom}" if owners else "with an owner"
        yield (
            f"There is nothing to remind {whom} of: no action {whose} is overdue, due within "
            f"{days} or without a date."
        )
    yield from _list_addresses(made.reminders)
    for label in made.left:
        remedy = f"scrutiny reassign {quote(label)} LABEL"
        yield f"{label} has left. Give these actions to somebody else: {remedy}"
    if made.unowned:
        count = len(made.unowned)
        has, them = ("1 action has", "it") if count == 1 else (f"{count} actions have", "them")
        yield f"{has} no owner, so nobody is reminded of {them}: {', '.join(made.unowned)}."
    if made.withheld and made.board.owners:
        yield "Confidential actions are not included."
    elif made.withheld:
        are = "1 open action is" if made.withheld == 1 else f"{made.withheld} open actions are"
        yield f"{are} confidential, and not included."


def _list_addresses(reminders: Iterable[Reminder]) -> Iterator[str]:
    """Report who has no email address, or one that cannot be used."""
    listed = list(reminders)
    without = [reminder.label for reminder in listed if not reminder.address]
    if without:
        what = "has no email address, so the reminder has none"
        if len(without) > 1:
            what = "have no email address, so their reminders have none"
        remedy = f"scrutiny person {quote(without[0])} --email name@example.org"
        yield f"{join_names(without)} {what}. To add one, type for example: {remedy}"
    for reminder in listed:
        if reminder.address and not is_address(reminder.address):
            yield (
                f"The `email` of {reminder.label} is not an email address, so it is not used. "
                "Correct it, for example `email: ro@weirlane.example`."
            )
