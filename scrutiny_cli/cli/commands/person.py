"""The command `person`: write who somebody is into series.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from scrutiny_cli.cli.board_snapshot import forget_rows
from scrutiny_cli.cli.completion import complete_owner
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.arguments import read_line
from scrutiny_cli.cli.editing.edits import show_file_edit
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import print_problem_text
from scrutiny_cli.cli.options import Diff, DryRun, Folder
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.people_edits import (
    PeopleEdit,
    PersonFields,
    WritePeople,
    plan_people,
)
from scrutiny_cli.minutes import labels
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import rewrite_files

_People = Annotated[
    list[str],
    typer.Argument(
        metavar="PERSON...",
        autocompletion=complete_owner,
        help='A label, or name, initials and role: "Jo Marsh (JM), Clerk".',
    ),
]
_Member = Annotated[
    bool, typer.Option("--member", help="A member, who is expected at each new meeting.")
]
_Email = Annotated[
    str | None,
    typer.Option("--email", metavar="ADDRESS", help="The address for reminders; never published."),
]
_Left = Annotated[
    str | None,
    typer.Option(
        "--left",
        metavar="DATE",
        help="The day from which the person is no longer expected; none deletes it.",
    ),
]


def write_person(
    person: _People,
    *,
    member: _Member = False,
    email: _Email = None,
    left: _Left = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record who a person is, for all meetings.

    It is written into series.yaml. A new member is expected at meetings still to come, too.

    \b
    scrutiny person "Jo Marsh (JM), Clerk" --member --email jo@example.org
    scrutiny person "Rosa Okafor (RO), Chair" "Tom Byrne (TB)" --member
    scrutiny person TB --left 30.06.15
    """  # fmt: skip
    if member and left is not None:
        raise UsageError("--member and --left say opposite things: type one of them.")
    if email is not None and len(person) > 1:
        raise UsageError("--email is the address of one person: type the others by themselves.")
    with open_for_writing(meetings) as session:
        address = None if email is None else read_line("--email", email)
        day = _read_left(session, left)
        people = tuple(_read_person(session, one, address, day) for one in person)
        intent = WritePeople(session.book, people, member)
        _refuse_nothing(intent)
        edit = plan_people(intent, session.today)
        _save_people(session, edit, dry_run=dry_run)
    _note_recorded(intent, edit)
    show_file_edit(edit.series.source.path, edit.series, diff=diff)
    for file in edit.meetings:
        whom = _join(one.label for one in intent.people)
        if left is None:
            print_note(f"{file.path}: expected at this meeting, too: {whom}.")
        else:
            print_note(f"{file.path}: no longer expected at this meeting: {whom}.")
        show_file_edit(file.path, file, diff=diff)
    print_problem_text(edit.series.new_warnings)


def _read_left(session: Session, typed: str | None) -> str | None:
    if typed is None or typed.strip().casefold() == "none":
        return None if typed is None else "none"
    return session.parse_day(typed, "--left").isoformat()


def _read_person(session: Session, typed: str, email: str | None, left: str | None) -> PersonFields:
    """Return what is typed of a person; refuse a label that nobody has."""
    words = read_line("PERSON", typed)
    named = labels.read_named(words)
    if named is not None:
        return PersonFields(named.initials, named.initials, named.name, named.role, email, left)
    directory = session.book.directory
    label = directory.display_label(words)
    if label not in directory.since and label not in directory.shown_as.values():
        raise UsageError(
            f"“{words}” is on no attendance or people list. Type the name, too, for example "
            '"Jo Marsh (JM)".'
        )
    known = directory.people.get(label)
    if known is None or known.initials is not None:
        return PersonFields(label, initials=label, email=email, left=left)
    return PersonFields(label, name=label, email=email, left=left)


def _refuse_nothing(intent: WritePeople) -> None:
    """Refuse a label alone, of which nothing new is typed."""
    for person in intent.people:
        if not person.has_more and not intent.makes_members:
            raise UsageError(
                f"Type what is new of {person.label}. For example: scrutiny person {person.label} "
                "--left 25.06.15"
            )


def _save_people(session: Session, edit: PeopleEdit, *, dry_run: bool) -> None:
    """Write series.yaml and the meetings' files, all or none."""
    if edit.series.new_text == edit.series.source.text and not edit.meetings:
        raise WriteRefused(f"{edit.series.source.path} already has this. Nothing was written.")
    if dry_run:
        return
    if not edit.series.book.may_be_kept:
        forget_rows(session.folder)
    files = [(edit.series.source.path, edit.series.source.text, edit.series.new_text)]
    files += [(file.path, file.old_source.text, file.new_text) for file in edit.meetings]
    rewrite_files([(session.folder / _file_name(path), old, new) for path, old, new in files])
    RUN.has_written = True


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _note_recorded(intent: WritePeople, edit: PeopleEdit) -> None:
    line = f":{edit.series.lines[0].number}" if edit.series.lines else ""
    recorded = list(dict.fromkeys(one.label for one in intent.people))
    done = f"{', '.join(recorded)} recorded"
    if list(intent.new_members) == recorded:
        done += f" as {'a member' if len(recorded) == 1 else 'members'}"
    elif intent.new_members:
        done += f", and new in `members`: {', '.join(intent.new_members)}"
    print_note(f"{edit.series.source.path}{line}: {done}.")


def _join(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
