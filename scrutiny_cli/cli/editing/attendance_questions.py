"""The questions of `attendance`: where each person goes who is expected at a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import typer

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.editing.attendance import AttendanceChange
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting, Person

_ANSWERS = {"p": "present", "a": "apologies", "x": "absent"}
_TO_COME = {"a": "apologies"}


def ask_attendance(
    book: MinuteBook, meeting: Meeting, people: Iterable[Person], *, is_held: bool
) -> tuple[AttendanceChange, ...]:
    """Return the answers; for a meeting still to come there are only apologies."""
    answers = _ANSWERS if is_held else _TO_COME
    choices = ", ".join(f"{letter} {name}" for letter, name in answers.items())
    day = date_formatter(book.series.dates)(meeting.date)
    print_note(f"Attendance of {day}: {choices}, Enter skips.")
    asked = (
        (person, _ask_person(_name_person(book, meeting, person), answers)) for person in people
    )
    return tuple(
        AttendanceChange(name, str(person.label)) for person, name in asked if name is not None
    )


def _name_person(book: MinuteBook, meeting: Meeting, person: Person) -> str:
    """Return a person's name and initials, as far as they are known."""
    label = book.directory.display_label(person.label)
    known = book.directory.person_on(person.label, meeting.date)
    name = known.name if known is not None else None
    return label if name in (None, label) else f"{name} ({label})"


def _ask_person(name: str, answers: Mapping[str, str]) -> str | None:
    """Return the list that a person goes to; None where Enter alone is typed."""
    letters = " or ".join(filter(None, (", ".join([*answers][:-1]), [*answers][-1])))
    while True:
        typed = str(
            typer.prompt(f"{name}: {letters}?", "", show_default=False, prompt_suffix=" ", err=True)
        )
        answer = typed.strip().casefold()
        if not answer or answer in answers:
            return answers.get(answer)
        print_note(f"Type {letters}; Enter alone skips.")
