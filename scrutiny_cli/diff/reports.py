"""What each meeting reports of an action, taken together, in one state of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, reduce
from typing import NamedTuple, TypeVar

from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.model import Action, ActionState, Event, MinuteBook
from scrutiny_cli.minutes.labels import may_separate
from scrutiny_cli.minutes.model import Due, DueKind, OwnerPart, OwnerValue, Status, Update
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_ref

_T = TypeVar("_T")


class MeetingReport(NamedTuple):
    """All that one meeting reports of an action, or how it was raised; None: not given.

    `events` have the owners as both states show them; `becomes` and `follows` are the keys that
    are meant. `days` are those that the entries give, for what was brought forward the day on
    which it was raised; `source` is where that comes from.
    """

    events: tuple[Event, ...]
    status: Status | None
    status_text: str | None
    notes: tuple[str, ...]
    due: Due | None
    owners: frozenset[str] | None
    action: str | None
    becomes: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()
    confidential: str | None = None
    is_substantive: bool = True
    follows: frozenset[str] = frozenset()
    source: str | None = None

    @property
    def place(self) -> Span:
        """Where the first entry is."""
        return self.events[0].place

    @property
    def slips(self) -> int:
        """How often the due has slipped by then."""
        return self.events[-1].state.slips

    def without_order(self) -> MeetingReport:
        """Return what is reported, whatever the order of its entries."""
        days, notes = tuple(sorted(self.days)), tuple(sorted(self.notes))
        return self._replace(events=(), days=days, notes=notes)

    def apply_to(self, state: ActionState) -> ActionState:
        """Return the state of an action after this."""
        return reduce(ActionState.after, self.events, state)


class Timeline(NamedTuple):
    """How an action was raised, then by meeting in order what was reported of it."""

    raised: MeetingReport
    reports: Mapping[str, MeetingReport]


class LogSide:
    """One of the two states of the log that are compared.

    `renamed` gives the meetings that have another name in the other state, `keys_in_other` the
    keys that actions have there. Owners are separated and shown by who is known in `people`.
    """

    def __init__(self, book: MinuteBook, renamed: Mapping[str, str], people: MinuteBook) -> None:
        """Collect who is known; the reports are read when the first is asked for."""
        self.book = book
        self.renamed = renamed
        self.keys_in_other: dict[str, str] = {}
        self._people = people.directory
        self._known = collect_known_labels(people.directory, people.meetings)

    def common_name(self, meeting: str) -> str:
        """Return the name under which both states know a meeting."""
        return self.renamed.get(meeting, meeting)

    def make_timeline(self, action: Action) -> Timeline:
        """Collect what each meeting reports of an action."""
        rows: dict[str, list[tuple[Event, Update]]] = {}
        updates = self._updates.get(action.key, ())
        for event, update in zip(action.history[1:], updates, strict=True):
            rows.setdefault(self.common_name(event.meeting), []).append((event, update))
        reports = {name: self._combine_updates(action, found) for name, found in rows.items()}
        return Timeline(self._describe_raising(action), reports)

    @cached_property
    def _updates(self) -> dict[str, list[Update]]:
        found: dict[str, list[Update]] = {}
        for report in self.book.log.reports:
            if report.key is not None:
                found.setdefault(report.key, []).append(report.update)
        return found

    def _resolve_keys(self, refs: Iterable[str]) -> frozenset[str]:
        """Return the keys, as the other state has them, of the actions that refs name here."""
        return frozenset(map(self._resolve_key, refs))

    def _resolve_key(self, ref: str) -> str:
        action = self.book.find_action(ref)
        return (
            normalize_ref(ref) if action is None else self.keys_in_other.get(action.key, action.key)
        )

    def _describe_raising(self, action: Action) -> MeetingReport:
        first, entry = self._with_common_owners(action.history[0]), action.entry
        due = None if first.due is None or first.due.kind is DueKind.NONE else first.due
        day = entry.raised or entry.on
        return MeetingReport(
            events=(first,),
            status=Status.OPEN,
            status_text=None,
            notes=(),
            due=due,
            owners=frozenset(first.owners or ()),
            action=first.action,
            days=() if day is None else (day,),
            confidential=action.confidential,
            follows=self._resolve_keys(entry.follows),
            source=entry.origin,
        )

    def _combine_updates(self, action: Action, rows: list[tuple[Event, Update]]) -> MeetingReport:
        """Combine what a meeting reports of an action in several entries."""
        events = tuple(self._with_common_owners(event) for event, _ in rows)
        updates = [update for _, update in rows]
        decides = any(update.status is not None or update.becomes for update in updates)
        owners = _find_last(event.owners for event in events)
        confidential = _find_last(event.confidential for event in events)
        return MeetingReport(
            events=events,
            status=events[-1].state.status if decides else None,
            status_text=_find_last(event.status_text for event in events),
            notes=tuple(event.note for event in events if event.note is not None),
            due=_find_last(event.due for event in events),
            owners=None if owners is None else frozenset(owners),
            action=_find_last(event.action for event in events),
            becomes=self._resolve_keys(ref for update in updates for ref in update.becomes),
            days=tuple(update.on for update in updates if update.on is not None),
            confidential=confidential if action.confidential is None else None,
            is_substantive=any(event.is_substantive for event in events),
        )

    def _with_common_owners(self, event: Event) -> Event:
        """Return an event with its owners as the people whom both states share show them."""
        owners = event.owners
        if owners is None:
            return event
        if any(label.endswith(")") or may_separate(label) for label in owners):
            parts = (OwnerPart(LocatedStr.make(label, event.place)) for label in owners)
            value = self._known.resolve_owners(OwnerValue("", tuple(parts)))
            owners = tuple(part.label for part in value if part.label is not None)
        return event._replace(owners=tuple(dict.fromkeys(map(self._people.display_label, owners))))


def _find_last(values: Iterable[_T | None]) -> _T | None:
    """Return the last value that is given."""
    return next((value for value in reversed(list(values)) if value is not None), None)
