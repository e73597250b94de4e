"""The meeting that a command writes to: named, by default, or asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import typer

from scrutiny_cli.actionlog.approvals import find_agreeing_meeting
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.board import describe_empty_folder
from scrutiny_cli.cli.console import is_interactive, print_note
from scrutiny_cli.cli.editing.writing import draft_meeting, load_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import require_meeting
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.new_meeting import Draft, add_draft
from scrutiny_cli.editing.written_meeting import (
    MinutedMeeting,
    explain_refusal,
    find_default_meeting,
    find_minuted_meeting,
)
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.text import join_names
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.paths import format_path

LAST, NEXT = "last", "next"


class Target(NamedTuple):
    """The meeting that is written to, in the book that has it.

    `draft` is that meeting's file where it is made by the same write.
    """

    book: MinuteBook
    meeting: Meeting
    draft: Draft | None = None


def find_target(
    session: Session, named: str | None, on: date | None = None, how: str = "type --at"
) -> Target:
    """Return the meeting that is named; otherwise the earliest from today on, or the latest.

    Refuse one that did not take place, and one that was not named where it is long past,
    agreed, or before the day `on`; `how` is what a person types to name it.
    """
    if named is None:
        return Target(session.book, _find_default(session, on, how))
    if is_next_typed(named) and session.book.index.first_after(session.today) is None:
        return _draft_next(session)
    meeting = find_on_file(session, named)
    refuse_cancelled_meeting(meeting)
    return Target(session.book, meeting)


def refuse_cancelled_meeting(meeting: Meeting) -> None:
    """Refuse to write to a meeting that did not take place: it would be lost."""
    if not meeting.took_place:
        raise WriteRefused(
            f"The meeting of {meeting.name} did not take place (`held: false`), so its actions and "
            "updates are not used. Nothing was written. Name another meeting."
        )


def _find_default(session: Session, on: date | None, how: str) -> Meeting:
    meeting = find_default_meeting(session.book, session.today)
    if meeting is None:
        raise _refuse_empty_folder(session)
    why = explain_refusal(session.book, meeting, session.today, on)
    if why is None:
        return meeting
    # A further meeting needs a date while one is still to come.
    day = "" if session.book.index.first_after(session.today) is None else " DATE"
    # A meeting records nothing that came after it, whether it is named or not.
    choice = "" if on is not None and meeting.date < on else f", or {how} {meeting.name}"
    raise WriteRefused(
        f"The meeting of {meeting.name} {why}. Nothing was written. Run "
        f"`scrutiny new-meeting{day}`{choice}."
    )


def _refuse_empty_folder(session: Session) -> UsageError:
    otherwise = "There is no meeting yet. Write one: scrutiny new-meeting 25.06.15"
    return UsageError(describe_empty_folder(session.folder, otherwise))


def find_minuted(session: Session, named: str | None, how: str = "--at") -> Target:
    """Return the meeting whose minutes are taken: as named, otherwise today's or the latest held.

    Refuse one whose minutes are agreed, even if it is named; `how` is what a person types before
    a meeting to name it.
    """
    if named is None:
        choice = find_minuted_meeting(session.book, session.today)
        if choice.meeting is None:
            raise _refuse_minuted(session, choice, how)
        return Target(session.book, choice.meeting)
    target = find_target(session, named)
    refuse_agreed_minutes(session, target.meeting)
    return target


def _refuse_minuted(session: Session, choice: MinutedMeeting, how: str) -> Exception:
    if not session.book.meetings:
        return _refuse_empty_folder(session)
    named = join_names([f"`{how} {meeting.name}`" for meeting in choice.choices], "or")
    remedy = f"Type {named}" if named else "Run `scrutiny new-meeting`"
    return WriteRefused(f"{choice.why}. Nothing was written. {remedy}.")


def refuse_agreed_minutes(session: Session, meeting: Meeting, remedy: str | None = None) -> None:
    """Refuse to write to minutes that are agreed, and name the meeting that agreed them.

    `remedy` is what to do instead; by default a correction is recorded.
    """
    agreeing = find_agreeing_meeting(session.book, meeting, session.today)
    if agreeing is None:
        return
    correction = f"scrutiny approve {meeting.name} --at {agreeing.name} --correction TEXT"
    raise WriteRefused(
        f"The minutes of {meeting.name} were agreed by {agreeing.name}. Nothing was written. "
        f"{remedy or f'To record a correction, type: {correction}'}"
    )


def find_on_file(session: Session, named: str) -> Meeting:
    """Return the meeting with a file that a name, a date, `last` or `next` means."""
    if named.strip().casefold() == LAST:
        held = session.book.index.find_last_held(session.today)
        if held is None:
            raise UsageError(
                "No meeting has been held yet, so there is no last one. "
                "Type a meeting, for example --at 2015-06-25"
            )
        return held
    coming = session.book.index.first_after(session.today) if is_next_typed(named) else None
    return coming or require_meeting(session, named)


def is_next_typed(named: str) -> bool:
    """Whether what is typed for a meeting is `next`."""
    return named.strip().casefold() == NEXT


def _draft_next(session: Session) -> Target:
    """Draft the file of the next regular meeting."""
    draft = draft_meeting(session, None)
    path = format_path(session.folder / f"{draft.name}.yaml")
    book = add_draft(session.book, draft, path, session.faults)
    return Target(book, book.index.by_name[draft.name], draft)


# Minutes already held, or news


def ask_meeting(names: FolderNames, named: str | None, on: str | None) -> str | None:
    """Ask on a terminal whether minutes already held are meant, or the next meeting.

    Return the meeting as it may be named, `named` where nobody is asked. Refuse where nothing
    is answered.
    """
    if named is not None or not is_interactive():
        return named
    session = load_for_writing(names)
    latest = find_default_meeting(session.book, session.today)
    if latest is None or latest.date >= session.today:
        return None
    why = explain_refusal(session.book, latest, session.today, parse_on(session, on))
    return _ask_which(session, latest, may_be_last=why is None)


def _ask_which(session: Session, latest: Meeting, *, may_be_last: bool) -> str:
    day = date_formatter(session.book.series.dates)(latest.date)
    question, answers = f"Record it as news since the meeting of {day} (n)?", {"n": NEXT}
    if may_be_last:
        question = f"Is it part of the minutes of {day} (m), or news since then (n)?"
        answers["m"] = LAST
    while True:
        answer = str(typer.prompt(question, "", show_default=False, prompt_suffix=" ", err=True))
        if not answer.strip():
            raise WriteRefused("Nothing was written.")
        if answer.strip().casefold() in answers:
            return answers[answer.strip().casefold()]
        print_note(f"Type {' or '.join(sorted(answers))}; Enter alone writes nothing.")


def note_held(session: Session, meeting: Meeting, named: str | None) -> None:
    """Report that an entry goes into the minutes of a meeting already held, if none was named."""
    if named is None and meeting.date < session.today:
        print_note(
            f"This goes into the minutes of {meeting.name}, a meeting already held. "
            "To record news since then, type --at next."
        )


# The day


def parse_on(session: Session, on: str | None) -> date | None:
    """Return the day typed for `--on`; None where none was typed, or `none`."""
    if on is None or on.strip().casefold() == "none":
        return None
    return session.parse_day(on, "--on")


def choose_written_day(session: Session, meeting: Meeting, on: str | None) -> date | None:
    """Return the day that is written as `on`: as typed, otherwise today in a meeting to come."""
    if on is None and meeting.date > session.today:
        return session.today
    return parse_on(session, on)
