"""What is shown of an answer that was written."""

from __future__ import annotations

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.edits import Edit, note_dues, show_edit
from scrutiny_cli.editing.approval import ApproveMinutes
from scrutiny_cli.editing.attendance import MoveAttendance
from scrutiny_cli.editing.change_answer import ChangeAnswer
from scrutiny_cli.editing.decision import AddDecision
from scrutiny_cli.editing.item_edits import AddItem, AddItemText
from scrutiny_cli.editing.next_meeting_entry import AnnounceMeeting
from scrutiny_cli.editing.plan import Intent
from scrutiny_cli.editing.raise_action import RaiseAction, find_raised_action
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.minutes.dates.date_styles import weekday_date_formatter
from scrutiny_cli.minutes.model import DueKind


def show_recorded(intent: Intent, edit: Edit) -> None:
    """Report what was written and where, and show the lines."""
    if edit.first.new_text == edit.first.old_source.text:
        print_note(f"{edit.first.old_source.path} already has this. Nothing was written.")
        return
    print_note(f"{edit.place}: {_describe_intent(intent, edit)}.")
    show_edit(edit, diff=False)
    if isinstance(intent, UpdateActions):
        note_dues(edit, intent.list_dues(edit.first))
    if isinstance(intent, RaiseAction):
        note_dues(edit, [find_raised_action(edit.first).history[0].due])
    if isinstance(intent, AnnounceMeeting):
        _note_next_meeting(edit)


def _note_next_meeting(edit: Edit) -> None:
    """Report the day with its weekday, or that words have none."""
    announced = edit.first.after.next_meeting
    if announced is None or announced.due is None:
        return
    due = announced.due
    if due.kind is DueKind.DATE and due.day is not None:
        format_day = weekday_date_formatter(edit.first.book.series.dates)
        print_note(f"The next meeting is on {format_day(due.day)}.")
    else:
        print_note(f"“{due.text}” is not a date: it stays as words.")


def _describe_intent(intent: Intent, edit: Edit) -> str:
    if isinstance(intent, UpdateActions):
        return f"recorded what became of {', '.join(intent.keys)}"
    if isinstance(intent, ChangeAnswer):
        return f"changed what became of {intent.key}"
    if isinstance(intent, RaiseAction):
        action = find_raised_action(edit.first)
        under = f" under “{action.item}”" if action.item is not None else ""
        return f"{action.key} raised{under}"
    if isinstance(intent, ApproveMinutes):
        agreed = f"minutes of {', '.join(intent.minutes)} agreed" if intent.minutes else ""
        return agreed or "correction recorded"
    return _SENTENCES[type(intent)]


_SENTENCES: dict[type, str] = {
    AddDecision: "decision added",
    AddItem: "item added",
    AddItemText: "text added",
    AnnounceMeeting: "next meeting announced",
    MoveAttendance: "attendance recorded",
}
