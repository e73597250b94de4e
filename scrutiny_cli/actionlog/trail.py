"""The trail of an action: which change of its file brought each event about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scrutiny_cli.actionlog.log import Action, Event
    from scrutiny_cli.minutes.text import Place

_NEVER = datetime.max.replace(tzinfo=UTC)


class Change(NamedTuple):
    """A commit: its id, who wrote it, and when, in that person's own time."""

    commit: str
    who: str
    when: datetime


Lines = tuple[Change | None, ...]


class Step(NamedTuple):
    """An event of an action, and the change that brought it; None: it is not committed."""

    action: Action
    event: Event
    change: Change | None


def trail(actions: Iterable[Action], files: Mapping[str, Lines]) -> list[Step]:
    """Join the events of actions with changes, the newest change last.

    `files` holds for each path, as it is shown, the change of each of its lines; None, or a
    path that is missing, is what is not committed: that comes last of all.
    """
    steps = [
        Step(action, event, _change(event, files.get(event.place.path, ())))
        for action in actions
        for event in action.history
    ]
    return sorted(steps, key=lambda step: _moment(step.change))


def _moment(change: Change | None) -> datetime:
    return _NEVER if change is None else change.when


def _change(event: Event, lines: Lines) -> Change | None:
    """Give the newest change of the lines that say what happened."""
    changes = [lines[line - 1] if lines else None for line in _lines(event)]
    return max(changes, key=_moment)


def _lines(event: Event) -> list[int]:
    """Give the lines that say what happened: of an action its first one, else the status.

    Where a report gives no status it is the whole entry, whose first line may have been
    written long before, with the draft of the meeting.
    """
    if event.kind != "reported":
        return [event.place.line]
    if event.status_text is not None:
        return [event.status_text.place.line]
    return list(_written(event.place))


def _written(place: Place) -> Iterator[int]:
    """Go through an entry's lines; blank ones and comments are nobody's report."""
    texts = place.source.text[place.start : place.end].split("\n")
    for line, text in enumerate(texts, place.line):
        if text.strip() and not text.lstrip().startswith("#"):
            yield line
