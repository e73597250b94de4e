"""The confidential marks that text keeps when it is copied into another file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrutiny_cli.actionlog.meetings import find_latest_regular
from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.source import normalize_label

# A mark is None (not confidential), the reason, or "" where no reason was given.


def find_meeting_mark(earlier: Sequence[Meeting]) -> str | None:
    """Return the mark of the latest regular meeting as a whole."""
    last = find_latest_regular(earlier)
    return None if last is None else last.root_item.confidential


def find_title_mark(earlier: Sequence[Meeting], title: str) -> str | None:
    """Return the mark of an item of a title in the latest regular meeting that has such an item."""
    wanted = normalize_label(title)
    for meeting in reversed(earlier):
        marks = _marks_under(meeting, wanted) if meeting.is_regular else []
        if marks:
            return next((mark for mark in marks if mark is not None), None)
    return None


def _marks_under(meeting: Meeting, title: str) -> list[str | None]:
    marked = _iter_marked_items(meeting.root_item, None)
    return [
        mark
        for item, mark in marked
        if item.title is not None and normalize_label(item.title) == title
    ]


def _iter_marked_items(item: Item, inherited: str | None) -> Iterator[tuple[Item, str | None]]:
    """Yield every item below an item, each with the mark that it has or inherits."""
    own = inherited if item.confidential is None else item.confidential
    for below in item.items:
        yield below, own if below.confidential is None else below.confidential
        yield from _iter_marked_items(below, own)


def write_mark(mark: str | None) -> str | None:
    """Return the value of a field `confidential`; None where there is no such field."""
    return None if mark is None else mark or "true"


def find_giving_event(action: Action, field: str) -> Event | None:
    """Return the event that gave an action its present due, owners or wording."""
    given = (event for event in reversed(action.history) if getattr(event, field) is not None)
    return next(given, None)


def find_public_words(action: Action) -> str | None:
    """Return the latest wording that no confidential update gave, otherwise the latest of all."""
    worded = [event for event in action.history if event.action is not None]
    own = action.confidential
    public = [event.action for event in worded if own is not None or event.confidential is None]
    return (public or [action.state.words])[-1]
