"""The command `minute`: go through a meeting, question by question."""

from __future__ import annotations

import typer

from scrutiny_cli.cli.console import get_terminal_width, is_interactive, print_data, print_note
from scrutiny_cli.cli.editing.target_meeting import find_minuted
from scrutiny_cli.cli.editing.writing import load_for_writing
from scrutiny_cli.cli.errors import ExitCode
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.minute.questioning import Questioning
from scrutiny_cli.cli.minute.reader import AnswerReader
from scrutiny_cli.cli.minute.recording import MinuteFiles, refuse_file_with_errors
from scrutiny_cli.cli.options import Folder, MinutedNamed
from scrutiny_cli.cli.session import Session
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.text import wrap_lines
from scrutiny_cli.storage.errors import WriteRefused

_INTRODUCTION = """\
Each answer is saved at once.
Enter leaves a question, b goes back, ? helps, q stops."""
_MOST_NAMED = 8  # questions in a sentence


def minute_meeting(meeting: MinutedNamed = None, *, meetings: Folder = None) -> None:
    """Go through a meeting, question by question.

    It asks for the attendance, the last minutes, each open action, each item and the next meeting,
    and saves each answer at once. Type ? to see what can be typed, and q to stop. The next time it
    continues where an answer is missing.

    \b
    scrutiny minute
    scrutiny minute 2015-06-25
    scrutiny minute 2015-06-25 < answers.txt
    """
    session = load_for_writing(meetings)
    found = _find_meeting(session, meeting)
    if session.has_errors:
        print_errors(session)
    reader = AnswerReader()
    _ask_to_begin(session, found, reader)
    again = "scrutiny minute" if meeting is None else f"scrutiny minute {found.name}"
    questioning = Questioning(MinuteFiles(session, found.name), reader)
    _print_heading(session, found)
    if questioning.has_confidential:
        print_note("Some of this is confidential, as marked. Do not pass it on.")
    try:
        questioning.ask_questions()
    except KeyboardInterrupt as reason:
        print_note(f"\nInterrupted. {_describe_rest(questioning, again)}")
        raise typer.Exit(ExitCode.INTERRUPTED) from reason
    print_note(_describe_rest(questioning, again))


def _find_meeting(session: Session, named: str | None) -> Meeting:
    target = find_minuted(session, named, how="scrutiny minute")
    if target.draft is not None:
        raise WriteRefused(
            f"The meeting of {target.meeting.name} has no file yet. Make it first: scrutiny "
            "new-meeting"
        )
    refuse_file_with_errors(session, target.meeting)
    return target.meeting


def _ask_to_begin(session: Session, meeting: Meeting, reader: AnswerReader) -> None:
    """Ask whether a meeting still to come is meant; a pipe has named it."""
    if meeting.date <= session.today or not is_interactive():
        return
    day = date_formatter(session.book.series.dates)(meeting.date)
    answer = reader.read_line(f"The meeting of {day} is still to come. Go through it now (y)? ")
    if answer is None or answer.strip().casefold() not in {"y", "yes"}:
        raise WriteRefused("Nothing was written.")


def _print_heading(session: Session, meeting: Meeting) -> None:
    day = date_formatter(session.book.series.dates)(meeting.date)
    heading = f"Meeting of {day} ({meeting.place.path})\n{_INTRODUCTION}"
    print_data(wrap_lines(heading, get_terminal_width()) + "\n")


def _describe_rest(questioning: Questioning, again: str) -> str:
    """Return a sentence on what is not answered yet, and the command to go on with."""
    names = questioning.list_open()
    if not names:
        return "Every question is answered. To check the files, type: scrutiny check"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    listed = ", ".join(names[:_MOST_NAMED])
    return f"Not answered yet: {listed}{more}. To continue, type: {again}"
