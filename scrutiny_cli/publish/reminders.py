"""What each owner is to be reminded of, as a text for a mail."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.query import NOBODY, group_rows, is_due, sort_rows
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.dates.date_styles import date_formatter, weekday_date_formatter
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.columns import ActionColumn, ListingContext, choose_columns, make_rows
from scrutiny_cli.output.phrases import format_lateness
from scrutiny_cli.output.table import Column, TextTable, format_table, ungrouped_table
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.output.values import DueCell, PhraseCell, format_due
from scrutiny_cli.publish.mail_text import finish_text, render_entries, underline, wrap_text

_NOT_IN_NAMES = re.compile(r"[\W_]+")
_MAX_BYTES = 80  # of a part of a file's name


class ReminderOptions(NamedTuple):
    """As at which day reminders are made, and what is due soon: within so many days.

    Without `owners`, labels as they are displayed, everybody is reminded. `board` is what the board
    is called beside others, "" where there are none.
    """

    today: date
    soon: int
    owners: tuple[str, ...] = ()
    board: str = ""


class Reminder(NamedTuple):
    """A text for the owner of a label, with the name and the email address that are known.

    The address is "" where none is.
    """

    label: str
    name: str
    address: str
    subject: str
    text: str


class Reminders(NamedTuple):
    """The reminders of a board, each owner's, and the keys of the actions that nobody owns."""

    reminders: tuple[Reminder, ...]
    unowned: tuple[str, ...]


class Addressee(NamedTuple):
    """Whom a reminder is for: the name, or the label, and the email address if there is one."""

    name: str
    address: str


FindAddressee = Callable[[str], Addressee]


def make_reminders(
    book: MinuteBook, options: ReminderOptions, find_addressee: FindAddressee
) -> Reminders:
    """Return a reminder for each owner of what is overdue, due soon or has no date.

    `book` is the public log, as at the day. Actions that are withheld are in no reminder.
    """
    actions = (one for one in book.log.actions if one.is_open and one.confidential is None)
    rows = make_action_rows(actions, options.today)
    sections = _make_sections(options)
    wanted = [row for row in rows if any(section.is_in(row) for section in sections)]
    reminders: list[Reminder] = []
    unowned: tuple[str, ...] = ()
    for label, own in group_rows(wanted, "owner", options.owners):
        if not label or normalize_label(label) == NOBODY:
            unowned = tuple(row.key for row in own)
        else:
            owner = _Owner(label, find_addressee(label), own)
            reminders.append(_make_reminder(book, owner, sections, options))
    return Reminders(tuple(reminders), unowned)


class _Owner(NamedTuple):
    """An owner's label, who that is, and the actions that the reminder is of."""

    label: str
    addressee: Addressee
    rows: list[ActionRow]

    @property
    def has_one(self) -> bool:
        """Whether there is only one action."""
        return len(self.rows) == 1


class _Section(NamedTuple):
    """Some of the actions: the heading above them, and how many are said to be what."""

    heading: str
    what: str
    is_in: Callable[[ActionRow], bool]


def _make_sections(options: ReminderOptions) -> tuple[_Section, ...]:
    soon = f"due within {options.soon} day{'' if options.soon == 1 else 's'}"
    if not options.soon:
        soon = "due today"
    return (
        _Section("Overdue", "overdue", lambda row: row.overdue_days > 0),
        _Section(
            soon[:1].upper() + soon[1:], soon, lambda row: is_due(row, options.today, options.soon)
        ),
        _Section("Without a date", "without a date", lambda row: row.due is None),
    )


def _make_reminder(
    book: MinuteBook, owner: _Owner, sections: Iterable[_Section], options: ReminderOptions
) -> Reminder:
    listed = [(section, list(filter(section.is_in, owner.rows))) for section in sections]
    parts = [(section, rows) for section, rows in listed if rows]
    counts = ", ".join(f"{len(rows)} {section.what}" for section, rows in parts)
    lines = list(_list_opening(book, owner, counts, options))
    for section, rows in parts:
        lines.append(underline(section.heading))
        lines += render_entries(_tabulate_actions(book, owner.label, rows, options))
    asked = f"Please report what became of {'it' if owner.has_one else 'them'}"
    lines.append(wrap_text(asked + _name_last_day(book, options.today)))
    text = finish_text("\n\n".join("\n".join(part) for part in lines))
    board = options.board or make_one_line(book.find_board_title(redacted=True) or "")
    subject = f"{board}: your open actions" if board else "Your open actions"
    return Reminder(owner.label, owner.addressee.name, owner.addressee.address, subject, text)


def _list_opening(
    book: MinuteBook, owner: _Owner, counts: str, options: ReminderOptions
) -> Iterator[list[str]]:
    """Iterate over the first paragraphs; `counts` is how many actions are what."""
    day = date_formatter(book.series.dates)(options.today)
    are = "This action is" if owner.has_one else "These actions are"
    yield wrap_text(f"Dear {owner.addressee.name},")
    yield wrap_text(f"{are} yours, as at {day}: {counts}.")


def _name_last_day(book: MinuteBook, today: date) -> str:
    """Return the end of a sentence that asks for news, with the next meeting if it is known."""
    day = _find_next_meeting_day(book, today)
    if day is None:
        return "."
    shown = weekday_date_formatter(book.series.dates)(day)
    return f" by the meeting on {shown}."


def _find_next_meeting_day(book: MinuteBook, today: date) -> date | None:
    """Return the day of the next meeting: of its file, otherwise as announced, if it is."""
    coming = book.index.find_coming(today)
    if coming is not None:
        return coming.date
    latest = find_latest_regular(book.meetings)
    day = None if latest is None else latest.announced_day
    return day if day is not None and day >= today else None


# The actions


def _tabulate_actions(
    book: MinuteBook, label: str, rows: Iterable[ActionRow], options: ReminderOptions
) -> TextTable:
    columns = (
        ActionColumn("number", lambda row, _: row.ref, "Ref"),  # a key means nothing to them
        *choose_columns("marked_action"),
        ActionColumn("due_and_lateness", lambda row, _: _format_due(row), "Due"),
        ActionColumn("others", lambda row, _: tuple(_list_others(row, label)), "Together with"),
        *choose_columns("last_said_and_day"),
    )
    table = ungrouped_table(
        "reminder",
        tuple(Column(column.heading, column.is_narrow) for column in columns),
        make_rows(sort_rows(rows, "due"), columns, ListingContext(options.today, is_redacted=True)),
    )
    return format_table(table, date_formatter(book.series.dates))


def _format_due(row: ActionRow) -> PhraseCell:
    due = DueCell(row.due, row.due_text)
    late = f", {format_lateness(row.overdue_days)}" if row.overdue_days else ""
    return PhraseCell(lambda write: format_due(due, write) + late)


def _list_others(row: ActionRow, label: str) -> Iterator[str]:
    return (owner for owner in row.owners if normalize_label(owner) != normalize_label(label))


# The names of files


def name_files(parts: Iterable[tuple[str, ...]], ending: str) -> list[str]:
    """Return a file's name for each reminder, of the parts that name it: the board and the label.

    Every name is one that any system can have, and differs from the others by more than case.
    """
    names: list[str] = []
    taken: set[str] = set()
    for each in parts:
        words = [word for word in map(_clean_part, each) if word]
        stem = "-".join(("reminder", *words))
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.{ending}")
    return names


def _clean_part(text: str) -> str:
    """Return the letters and digits of a text, with a hyphen for all between them."""
    words = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", text))
    return words.encode()[:_MAX_BYTES].decode(errors="ignore").strip("-")
