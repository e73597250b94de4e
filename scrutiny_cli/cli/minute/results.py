"""What is shown of an answer that was written."""

from __future__ import annotations

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.edits import Edit, note_dues, show_edit
from scrutiny_cli.editing.approval import ApproveMinutes
from scrutiny_cli.editing.attendance import MoveAttendance
from scrutiny_cli.editing.change_answer import ChangeAnswer
from scrutiny_cli.editing.decision import AddDecision
from scrutiny_cli.editing.item_edits import AddItem, AddItemText
from scrutiny_cli.editing.next_meeting_entry import AnnounceMeeting
from scrutiny_cli.editing.plan import Intent
from scrutiny_cli.editing.raise_action import RaiseAction, find_raised_action
from scrutiny_cli.editing.update_action import UpdateActions


def show_recorded(intent: Intent, edit: Edit) -> None:
    """Say what was written and where, and show the lines."""
    if edit.first.new_text == edit.first.old_source.text:
        print_note(f"{edit.first.old_source.path} already has this. Nothing was written.")
        return
    print_note(f"{edit.place}: {_describe_intent(intent, edit)}.")
    show_edit(edit, diff=False)
    if isinstance(intent, UpdateActions):
        note_dues(edit, intent.list_dues(edit.first))
    if isinstance(intent, RaiseAction):
        note_dues(edit, [find_raised_action(edit.first).history[0].due])


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
