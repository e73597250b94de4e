"""A meeting's actions and reports in the order of its file, with what they inherit."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.model import ActionEntry, Item, Meeting, Update
from scrutiny_cli.minutes.source import LocatedStr

Record = ActionEntry | Update


class RaisedAction(NamedTuple):
    """An action where it was raised: the nearest title, and the confidence it inherits."""

    entry: ActionEntry
    item: str | None
    confidential: str | None


class ReportedUpdate(NamedTuple):
    """An update, and the confidence it inherits from its item."""

    update: Update
    confidential: str | None


def list_items(meeting: Meeting) -> Iterator[Item]:
    """Return the meeting's body and every item below it, in the order of the file."""
    waiting = [meeting.root_item]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.items))


def list_approved(meeting: Meeting) -> Iterator[LocatedStr]:
    """Return the entries of a meeting's `approves`, in the order of its file."""
    return (word for item in list_items(meeting) for word in item.approves)


def number_items_below(item: Item, above: str = "") -> Iterator[tuple[str, Item]]:
    """Return the items below an item, each with its own number, otherwise that of its place.

    `above` is the number of the item; "" is that of the meeting as a whole.
    """
    for at, below in enumerate(item.items, 1):
        place = f"{above}.{at}" if above else str(at)
        yield " ".join((below.number or "").split()).removesuffix(".") or place, below


def list_marked_items(meeting: Meeting) -> Iterator[tuple[Item, str | None]]:
    """Return every item, each with the reason why it is confidential, or None."""
    waiting: list[tuple[Item, str | None]] = [(meeting.root_item, None)]
    while waiting:
        item, inherited = waiting.pop()
        reason = inherited if item.confidential is None else item.confidential
        yield item, reason
        waiting.extend((below, reason) for below in reversed(item.items))


def has_marks(meeting: Meeting) -> bool:
    """Whether anything in a meeting's file is marked as confidential."""
    return any(
        reason is not None
        for item in list_items(meeting)
        for reason in (
            item.confidential,
            *_list_reasons(item.actions),
            *_list_reasons(item.updates),
        )
    ) or any(reason is not None for reason in _list_reasons(meeting.brought_forward))


def _list_reasons(records: Iterable[Record]) -> Iterator[str | None]:
    return (record.confidential for record in records)


def list_raised(meeting: Meeting) -> list[RaisedAction]:
    """Return all that a meeting raised, in the order of its file."""
    return collect_entries(meeting)[0]


def list_placed_actions(meeting: Meeting) -> Iterator[tuple[str, RaisedAction]]:
    """Return all that a meeting brings forward and raises, each with its place key."""
    for number, entry in enumerate(meeting.brought_forward, 1):
        reason = _inherit(entry, meeting.root_item.confidential)
        yield f"{meeting.name}#b{number}", RaisedAction(entry, None, reason)
    for number, found in enumerate(list_raised(meeting), 1):
        yield f"{meeting.name}#{number}", found


def list_action_entries(meeting: Meeting) -> Iterator[ActionEntry]:
    """Return all that a meeting brings forward and raises."""
    yield from meeting.brought_forward
    yield from (found.entry for found in list_raised(meeting))


def list_records(meeting: Meeting) -> Iterator[Record]:
    """Return what a meeting brings forward, what it raises, and what it reports."""
    raised, reported = collect_entries(meeting)
    yield from meeting.brought_forward
    yield from (found.entry for found in raised)
    yield from (found.update for found in reported)


def list_updates(meeting: Meeting) -> list[ReportedUpdate]:
    """Return all reports of a meeting, in the order of its file."""
    return collect_entries(meeting)[1]


def sort_by_day(every: list[ReportedUpdate], meeting: Meeting) -> list[ReportedUpdate]:
    """Sort a meeting's updates by their days, those of one day as in the file."""
    return sorted(every, key=lambda reported: reported.update.on or meeting.date)


def collect_entries(meeting: Meeting) -> tuple[list[RaisedAction], list[ReportedUpdate]]:
    """Return both, all that a meeting raised and all its updates, in one pass."""
    found: list[RaisedAction] = []
    reported: list[ReportedUpdate] = []
    _gather_entries(found, reported, meeting.root_item, None, None)
    if meeting.root_item.items:
        # The entries of an item may be above the items below it, or below them.
        found.sort(key=lambda row: row[0].place.start)
        reported.sort(key=lambda row: row[0].place.start)
    return found, reported


def _gather_entries(
    found: list[RaisedAction],
    reported: list[ReportedUpdate],
    item: Item,
    title: str | None,
    inherited: str | None,
) -> None:
    own = inherited if item.confidential is None else item.confidential
    found += [RaisedAction(entry, title, _inherit(entry, own)) for entry in item.actions]
    reported += [ReportedUpdate(update, _inherit(update, own)) for update in item.updates]
    for below in item.items:
        nearest = title if below.title is None else str(below.title)
        _gather_entries(found, reported, below, nearest, own)


def _inherit(record: Record, inherited: str | None) -> str | None:
    return inherited if record.confidential is None else record.confidential
