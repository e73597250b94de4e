"""What a meeting's file records of the meeting itself."""

from __future__ import annotations

from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.minutes.model import Meeting


def describe_recorded_fields(meeting: Meeting) -> str:
    """Return the fields in which a meeting's file records what happened, each once; "" for none.

    What a draft has is none of them: titles, who is expected, empty updates.
    """
    items = list(list_items(meeting))
    recorded = {
        "present": meeting.present,
        "apologies": meeting.apologies,
        "in_attendance": meeting.in_attendance,
        "absent": meeting.absent,
        "public": meeting.public is not None,
        "brought_forward": meeting.brought_forward,
        "minutes": any(item.minutes is not None for item in items),
        "decisions": any(item.decisions for item in items),
        "approves": any(item.approves for item in items),
        "corrections": any(item.corrections for item in items),
        "updates": any(update.is_substantive for item in items for update in item.updates),
        "actions": any(item.actions for item in items),
    }
    *others, last = [f"`{name}`" for name, value in recorded.items() if value] or [""]
    return f"{', '.join(others)} and {last}" if others else last
