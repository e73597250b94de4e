"""A meeting's actions and reports in the order of its file, with what they inherit."""

from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.model import ActionEntry, Item, Meeting, Update


class RaisedAction(NamedTuple):
    """An action where it was raised: the nearest title, and the confidence it inherits."""

    raised: ActionEntry
    item: str | None
    confidential: str | None


class Said(NamedTuple):
    """A report, and the confidence it inherits from its item."""

    update: Update
    confidential: str | None


def list_items(meeting: Meeting) -> Iterator[Item]:
    """Give the meeting's body and every item below it, in the order of the file."""
    waiting = [meeting.body]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.items))


def marked_items(meeting: Meeting) -> Iterator[tuple[Item, str | None]]:
    """Give every item as `items_of` does, each with the reason why it is confidential, or None."""
    waiting: list[tuple[Item, str | None]] = [(meeting.body, None)]
    while waiting:
        item, inherited = waiting.pop()
        reason = inherited if item.confidential is None else item.confidential
        yield item, reason
        waiting.extend((below, reason) for below in reversed(item.items))


def raised_in(meeting: Meeting) -> list[RaisedAction]:
    """Give all that a meeting raised, in the order of its file."""
    return collect_entries(meeting)[0]


def list_updates(meeting: Meeting) -> list[Said]:
    """Give all reports of a meeting, in the order of its file."""
    return collect_entries(meeting)[1]


def updates_in_order(meeting: Meeting) -> list[Said]:
    """Give a meeting's updates as they count: by their days, those of one day as in the file."""
    return by_day(list_updates(meeting), meeting)


def by_day(every: list[Said], meeting: Meeting) -> list[Said]:
    """Put a meeting's updates in the order of their days; without `on` it is the meeting's."""
    return sorted(every, key=lambda one: one.update.on or meeting.date)


def collect_entries(meeting: Meeting) -> tuple[list[RaisedAction], list[Said]]:
    """Give both, all that a meeting raised and all its reports, in one walk."""
    found: list[RaisedAction] = []
    said: list[Said] = []
    _gather(found, said, meeting.body, None, None)
    if meeting.body.items:
        # What stands in an item may stand above the items below it, or below them.
        found.sort(key=lambda one: one[0].place.start)
        said.sort(key=lambda one: one[0].place.start)
    return found, said


def _gather(
    found: list[RaisedAction],
    said: list[Said],
    item: Item,
    title: str | None,
    inherited: str | None,
) -> None:
    own = inherited if item.confidential is None else item.confidential
    for raised in item.actions:
        found.append(RaisedAction(raised, title, _of(raised, own)))  # noqa: PERF401  most have none
    for update in item.updates:
        said.append(Said(update, _of(update, own)))  # noqa: PERF401
    for below in item.items:
        _gather(found, said, below, title if below.title is None else str(below.title), own)


def _of(one: ActionEntry | Update, inherited: str | None) -> str | None:
    return inherited if one.confidential is None else one.confidential
