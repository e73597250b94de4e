"""What JSON has of an action, and of each thing that was written of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.output.json_text import iso_or_none, json_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, BoardName, Event
    from scrutiny_cli.minutes.model import Due


def actions_json(
    actions: Iterable[Action], *, as_at: date | None, today: date, board: BoardName
) -> str:
    """Give the actions as `schema_version` 1 promises; days are ISO 8601, null where none."""
    listed = [_action(action, today, board) for action in actions]
    return json_document(
        {"as_at": iso_or_none(as_at), "today": iso_or_none(today), "actions": listed}
    )


def _action(action: Action, today: date, board: BoardName) -> dict[str, object]:
    return {
        "key": action.key,
        "ref": action.entry.ref,
        "action": action.state.words,
        "owners": list(action.state.owners),
        "owner_text": action.state.owner_text,
        "status": action.state.status.value,
        "status_text": action.state.status_text,
        "open": action.is_open,
        **due_fields(action.state.due),
        "original_due": iso_or_none(action.state.original_due),
        "slips": action.state.slips,
        "overdue_days": action.overdue_days(today),
        "raised": iso_or_none(action.raised),
        "age_days": action.age_days(today),
        "item": action.item,
        "closed": iso_or_none(action.state.closed),
        "answered": iso_or_none(action.state.answered),
        "follows": list(action.follows),
        "becomes": list(action.becomes),
        "links": list(action.entry.links),
        "confidential": action.confidential is not None,
        "board": board.name,
        "board_path": board.path,
        "file": action.entry.place.path,
        "line": action.entry.place.line,
        "history": [_event(event) for event in action.history],
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "date": iso_or_none(event.date),
        "meeting": event.meeting,
        "event": event.kind,
        "status": event.status.value if event.status is not None else None,
        "status_text": event.status_text,
        "note": event.note,
        "action": event.action,
        **due_fields(event.due),
        "owners": list(event.owners) if event.owners is not None else None,
        "owner_text": event.owner_text,
        "confidential": event.confidential is not None,
        "file": event.place.path,
        "line": event.place.line,
    }


def due_fields(due: Due | None) -> dict[str, object]:
    """Give the fields of a due: its day, and its words where it was not written as a date."""
    if due is None:
        return {"due": None, "due_text": None}
    return {"due": iso_or_none(due.day), "due_text": due.words}
