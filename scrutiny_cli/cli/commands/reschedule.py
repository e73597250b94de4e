"""The command `reschedule`: give a meeting another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.cli.completion import complete_meeting
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.editing.arguments import read_line
from scrutiny_cli.cli.editing.edits import Edit, plan_edit, show_edit, write_edit
from scrutiny_cli.cli.editing.target_meeting import (
    NEXT,
    Target,
    find_on_file,
    refuse_agreed_minutes,
)
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.options import Diff, DryRun, Folder
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.meeting_details import CancelMeeting, SetMeetingDetails
from scrutiny_cli.editing.reschedule import (
    Reschedule,
    list_dues_on,
    list_moved_dues,
    verify_reschedule,
)
from scrutiny_cli.minutes.dates.date_reader import convert_to_iso, find_date
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.storage.errors import WriteRefused

_Moved = Annotated[
    str,
    typer.Argument(
        metavar="MEETING",
        autocompletion=complete_meeting,
        help="The date or name of the meeting, or next for the next one.",
    ),
]
_NewDay = Annotated[
    str | None, typer.Argument(metavar="DATE", show_default=False, help="Its new day.")
]
_Time = Annotated[
    str | None, typer.Option("--time", metavar="TEXT", help="Its new time, for example 7.30pm.")
]
_Venue = Annotated[str | None, typer.Option("--venue", metavar="TEXT", help="Its new venue.")]
_Cancel = Annotated[
    bool,
    typer.Option(
        "--cancel", help="The meeting does not take place, and has no new day (`held: false`)."
    ),
]


def reschedule_meeting(
    meeting: _Moved,
    day: _NewDay = None,
    *,
    time: _Time = None,
    venue: _Venue = None,
    cancel: _Cancel = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Give a meeting another day, time or venue, or cancel it.

    The path of its file is printed. With a new day the file is renamed. `date` is changed in it,
    and so is the `next_meeting` that announced it. Wherever `approves` or a key names the
    meeting, the new day is written.

    \b
    scrutiny reschedule 2015-06-25 2.7.15
    scrutiny reschedule next 2.7.15 --dry-run
    scrutiny reschedule next --venue "Town Hall"
    scrutiny reschedule 2015-08-27 --cancel
    """
    details = SetMeetingDetails(
        None if time is None else read_line("--time", time),
        None if venue is None else read_line("--venue", venue),
    )
    _refuse_typed(day, details, cancel=cancel)
    with open_for_writing(meetings) as session:
        moved = _find_moved(session, meeting)
        if day is None:
            change = _plan_change(session, moved, CancelMeeting() if cancel else details)
        else:
            change = _plan_move(session, moved, day, details)
        write_edit(session, change.edit, dry_run=dry_run)
    print_data(f"{change.edit.first.path}\n")
    print_note(change.done)
    show_edit(change.edit, diff=diff)
    for note in change.notes:
        print_note(note)


def _refuse_typed(day: str | None, details: SetMeetingDetails, *, cancel: bool) -> None:
    """Refuse what is too little or too much."""
    if cancel and (day is not None or details.values):
        raise UsageError(
            "--cancel is typed alone: a meeting that does not take place has no new day, time or "
            "venue."
        )
    if day is None and not details.values and not cancel:
        raise UsageError(
            "Type what changes: a day, --time, --venue or --cancel. For example: scrutiny "
            "reschedule next 25.06.15"
        )


class _Change(NamedTuple):
    """An edit, what it does in a sentence, and what else is to be known."""

    edit: Edit
    done: str
    notes: tuple[str, ...] = ()


def _plan_change(
    session: Session, meeting: Meeting, intent: SetMeetingDetails | CancelMeeting
) -> _Change:
    """Plan a change that leaves the meeting's day."""
    refuse_agreed_minutes(session, meeting)
    edit = plan_edit(session, Target(session.book, meeting), intent)
    day = _format_day(session, meeting.date)
    if isinstance(intent, CancelMeeting):
        done = f"the meeting of {day} does not take place. Its file is not used."
    else:
        done = f"{' and '.join(intent.values)} of the meeting of {day} changed."
    return _Change(edit, f"{edit.place}: {done}")


def _plan_move(session: Session, meeting: Meeting, day: str, details: SetMeetingDetails) -> _Change:
    new_day = session.parse_day(day, f"scrutiny reschedule {meeting.name}")
    intent = Reschedule(session.book, meeting, new_day, session.today, details)
    edit = Edit(verify_reschedule(intent))
    return _Change(edit, _describe_move(intent, edit), tuple(_list_notes(session, intent, edit)))


def _find_moved(session: Session, named: str) -> Meeting:
    """Return the meeting that is named; refuse one that is announced and has no file yet."""
    index = session.book.index
    last = find_latest_regular(index.meetings)
    announced = None if last is None else last.announced_day
    is_next = named.strip().casefold() == NEXT and index.first_after(session.today) is None
    day = find_date(convert_to_iso(named.strip(), month_first=session.month_first))
    if is_next or (day is not None and day == announced and day not in index.by_day):
        of_day = "" if announced is None else f" of {_format_day(session, announced)}"
        date_typed = "" if announced is None else f" {announced}"
        raise WriteRefused(
            f"The meeting{of_day} has no file yet. Nothing was written. Make it first: scrutiny "
            f"new-meeting{date_typed}"
        )
    return find_on_file(session, named)


def _format_day(session: Session, day: date) -> str:
    return date_formatter(session.book.series.dates)(day)


def _describe_move(intent: Reschedule, edit: Edit) -> str:
    """Return in a sentence what was changed in the meeting's own file."""
    format_day = date_formatter(intent.book.series.dates)
    file = edit.first
    old, new = format_day(intent.meeting.date), format_day(intent.day)
    line = f":{file.lines[0].number}" if file.lines else ""
    renamed = file.path != file.old_source.path
    parts = [
        f"{file.path}{line}: the meeting of {old} is now on {new}.",
        f"The file was {file.old_source.path}." if renamed else "",
        "" if intent.meeting.took_place else "`held: false` was deleted.",
    ]
    return " ".join(filter(None, parts))


def _list_notes(session: Session, intent: Reschedule, edit: Edit) -> Iterator[str]:
    """Yield what stays as it was, and which dues have another day."""
    format_day = date_formatter(session.book.series.dates)
    after = edit.first.book
    for one in intent.kept_announcements:
        yield (
            f"{one.place.path} still announces {format_day(intent.meeting.date)}, because its "
            "minutes are agreed."
        )
    kept = list_dues_on(after, intent.meeting.date)
    if kept:
        yield (
            f"Still due on {format_day(intent.meeting.date)}: {_join_keys(kept)}. To change a due "
            f"date, type for example: scrutiny update '{kept[0].key}' --due {intent.day}"
        )
    moved = sorted(list_moved_dues(intent, after), key=lambda one: str(one.state.due_day))
    for due, actions in groupby(moved, key=lambda one: one.state.due_day):
        when = "no date yet" if due is None else format_day(due)
        yield f"Due next meeting, now {when}: {_join_keys(list(actions))}."
    announced = edit.first.after.next_meeting
    next_day = announced.due.day if announced is not None and announced.due is not None else None
    if next_day is not None and next_day <= intent.day:
        yield (
            f"The file announces the next meeting for {format_day(next_day)}, which is not after "
            f"{format_day(intent.day)}. Correct `next_meeting`."
        )


def _join_keys(actions: list[Action]) -> str:
    return ", ".join(action.key for action in actions)
