"""The command `attendance`: record who was at a meeting, and who was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import is_interactive, print_note
from scrutiny_cli.cli.editing.attendance_questions import ask_attendance
from scrutiny_cli.cli.editing.edits import Edit, plan_edit, show_edit, write_edit
from scrutiny_cli.cli.editing.people_arguments import read_people
from scrutiny_cli.cli.editing.target_meeting import find_minuted
from scrutiny_cli.cli.editing.writing import load_for_writing, open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.options import Diff, DryRun, Folder, MinutedNamed, number_option, word_option
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.attendance import AttendanceChange, MoveAttendance, find_label
from scrutiny_cli.editing.entry_values import comma_list
from scrutiny_cli.editing.meeting_details import SetMeetingDetails
from scrutiny_cli.editing.plan import JoinedIntents
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.storage.errors import WriteRefused

_Present = Annotated[
    list[str] | None, word_option("LABEL", "Who was there. Repeatable.", "--present")
]
_Apologies = Annotated[
    list[str] | None, word_option("LABEL", "Who sent apologies. Repeatable.", "--apologies")
]
_Absent = Annotated[
    list[str] | None,
    word_option("LABEL", "Who was absent without apologies. Repeatable.", "--absent"),
]
_InAttendance = Annotated[
    list[str] | None,
    word_option("LABEL", "Guests and observers who were there. Repeatable.", "--in-attendance"),
]
_Chair = Annotated[list[str] | None, word_option("LABEL", "Who took the chair.", "--chair")]
_Public = Annotated[
    int | None, number_option("--public", "N", "How many members of the public came.", least=0)
]
_HOW = "scrutiny attendance"
_OPTIONS = {
    "present": "--present",
    "apologies": "--apologies",
    "absent": "--absent",
    "in_attendance": "--in-attendance",
}


def record_attendance(
    meeting: MinutedNamed = None,
    *,
    present: _Present = None,
    apologies: _Apologies = None,
    absent: _Absent = None,
    in_attendance: _InAttendance = None,
    chair: _Chair = None,
    public: _Public = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record who was at a meeting.

    People are moved from the list of those expected, or added. Without options you are asked about
    each person who is expected.

    \b
    scrutiny attendance --present "WK, CF" --apologies LW
    scrutiny attendance --in-attendance "Jo Marsh (JM), Clerk"
    scrutiny attendance 2015-06-25
    """  # fmt: skip
    typed = {
        "present": present or [],
        "apologies": apologies or [],
        "absent": absent or [],
        "in_attendance": in_attendance or [],
    }
    is_typed = any(typed.values()) or bool(chair) or public is not None
    asked = None if is_typed else _ask_changes(meetings, meeting)
    if asked == ():
        print_note("Nothing was written.")
        return
    with open_for_writing(meetings) as session:
        target = find_minuted(session, meeting, _HOW)
        changes = asked or tuple(_read_changes(session, target.meeting, typed))
        details = _read_details(session, target.meeting, chair or [], public)
        intents = (MoveAttendance(changes), details) if changes else (details,)
        edit = plan_edit(session, target, JoinedIntents(intents))
        write_edit(session, edit, dry_run=dry_run)
    _note_recorded(edit, changes, details)
    show_edit(edit, diff=diff)
    if edit.first.after.is_held(session.today):
        _note_waiting(edit.first.book, edit.first.after)


# What is recorded


def _ask_changes(names: FolderNames, named: str | None) -> tuple[AttendanceChange, ...]:
    """Ask about each person who is expected; nothing is written where nobody answers."""
    session = load_for_writing(names)
    meeting = find_minuted(session, named, _HOW).meeting
    people = session.book.directory.still_expected(meeting)
    if not people and meeting.present:
        print_note(f"Everyone expected at {meeting.name} is already on an attendance list.")
        return ()
    if not is_interactive() or not people:
        nobody = "" if people else f"{meeting.name} has nobody under `expected`. "
        raise UsageError(
            f"{nobody}Type who was there and who was not. For example: scrutiny attendance "
            '--present "WK, CF" --apologies LW'
        )
    return ask_attendance(session.book, meeting, people, is_held=meeting.is_held(session.today))


def _read_changes(
    session: Session, meeting: Meeting, typed: Mapping[str, list[str]]
) -> Iterator[AttendanceChange]:
    """Yield who goes to which list; refuse a person who is typed for two."""
    where: dict[str, str] = {}
    for name, words in typed.items():
        if words and name != "apologies" and not meeting.is_held(session.today):
            raise WriteRefused(
                f"The meeting of {meeting.name} is still to come. Nothing was written. Until then "
                "only apologies can be recorded, for example --apologies LW."
            )
        for person in read_people(session.book, _OPTIONS[name], words) if words else ():
            label = session.book.directory.display_label(find_label(person))
            if where.setdefault(label, name) != name:
                first, second = _OPTIONS[where[label]], _OPTIONS[name]
                raise UsageError(f"{label} is typed after both {first} and {second}. Type one.")
            yield AttendanceChange(name, person)


def _read_details(
    session: Session, meeting: Meeting, chair: list[str], public: int | None
) -> SetMeetingDetails:
    """Return who took the chair, and how many of the public came."""
    if public is not None and not meeting.is_held(session.today):
        raise WriteRefused(
            f"The meeting of {meeting.name} is still to come. Nothing was written. Leave --public "
            "out."
        )
    names = read_people(session.book, "--chair", chair) if chair else ()
    return SetMeetingDetails(
        chair=comma_list(names) if names else None, public=None if public is None else str(public)
    )


# What is shown


def _note_recorded(
    edit: Edit, changes: Iterable[AttendanceChange], details: SetMeetingDetails
) -> None:
    if edit.first.new_text == edit.first.old_source.text:
        print_note(
            f"{edit.first.old_source.path} has this attendance already. Nothing was written."
        )
        return
    people: dict[str, list[str]] = {name: [] for name in _OPTIONS}
    for name, person in changes:
        people[name].append(edit.first.book.directory.display_label(find_label(person)))
    done = [
        f"{name.replace('_', ' ').capitalize()}: {', '.join(listed)}."
        for name, listed in people.items()
        if listed
    ]
    done += [f"{name.capitalize()}: {value}." for name, value in details.values.items()]
    print_note(f"{edit.place}: attendance recorded. {' '.join(done)}")


def _note_waiting(book: MinuteBook, meeting: Meeting) -> None:
    """Name those who are expected and in no other list."""
    waiting = book.directory.still_expected(meeting)
    if waiting:
        shown = ", ".join(book.directory.display_label(person.label) for person in waiting)
        print_note(f"Not recorded yet: {shown}.")
