"""What each meeting says of an action, taken together, and how the action stands after it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scrutiny_cli.actionlog.labels import known_labels
from scrutiny_cli.actionlog.model import is_slip
from scrutiny_cli.actionlog.traverse import raised_in
from scrutiny_cli.minutes.labels import may_separate
from scrutiny_cli.minutes.model import DueKind, OwnerPart, OwnerValue, Status
from scrutiny_cli.minutes.source import LocatedStr, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, Event, MinuteBook
    from scrutiny_cli.minutes.model import ActionEntry, Due, Update
    from scrutiny_cli.minutes.source import Span

_T = TypeVar("_T")


class Standing(NamedTuple):
    """How an action stands at a time."""

    status: Status
    status_text: str | None
    due: Due | None
    owners: tuple[str, ...]
    action: str | None


class Said(NamedTuple):
    """All that one meeting reports of an action, or how it was raised; None: not said.

    `becomes` and `follows` hold the keys that are meant. `origin` is what only raising says:
    the day, for what was brought forward where it comes from too.
    """

    place: Span
    status: Status | None
    status_text: str | None
    notes: tuple[str, ...]
    due: Due | None
    owners: frozenset[str] | None
    labels: tuple[str, ...]
    action: str | None
    becomes: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()
    confidential: str | None = None
    answers: bool = True
    follows: frozenset[str] = frozenset()
    source: str | None = None

    def settled(self) -> Said:
        """Give what is said without the order in which it was said."""
        days, notes = tuple(sorted(self.days)), tuple(sorted(self.notes))
        return self._replace(labels=(), days=days, notes=notes)

    def after(self, before: Standing) -> Standing:
        """Give how an action stands after this, from how it stood before."""
        due = before.due
        if self.due is not None:
            due = None if self.due.kind is DueKind.NONE else self.due
        return Standing(
            self.status or before.status,
            self.status_text or before.status_text,
            due,
            before.owners if self.owners is None else self.labels,
            self.action if self.action is not None else before.action,
        )


class Timeline(NamedTuple):
    """An action's beginning, then by meeting in order what was reported, and slips until then."""

    begun: Said
    reports: Mapping[str, Said]
    slips: Mapping[str, int]


_NOTHING = Standing(Status.OPEN, None, None, (), None)


def standing(begun: Said) -> Standing:
    """Give how an action stands when it is raised."""
    return begun.after(_NOTHING)


def last_standing(action: Action) -> Standing:
    """Give how an action stands in the end."""
    return Standing(
        action.state.status,
        action.state.status_text,
        action.state.due,
        action.state.owners,
        action.state.words,
    )


class State:
    """One state of the log: its book, and the names that its meetings and actions have here.

    `renamed` gives the meetings that have another name in the other state, `called` the actions
    by their squeezed key there. People are shown as the `shown` of a directory shows them.
    """

    def __init__(self, book: MinuteBook, renamed: Mapping[str, str], people: MinuteBook) -> None:
        """Keep what is asked again and again."""
        self.book = book
        self.renamed = renamed
        self.called: dict[str, str] = {}
        self._people = people.directory
        self._known = known_labels(people.directory, people.meetings)

    def meeting(self, name: str) -> str:
        """Give the name under which both states know a meeting."""
        return self.renamed.get(name, name)

    @cached_property
    def _updates(self) -> dict[str, list[Update]]:
        found: dict[str, list[Update]] = {}
        for report in self.book.log.reports:
            if report.key is not None:
                found.setdefault(report.key, []).append(report.update)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for action in self.book.log.actions:
            for name in (action.place_key, action.key):
                names[squeezed(name)] = self.called.get(action.key, action.key)
        return names

    @cached_property
    def _raised(self) -> dict[str, ActionEntry]:
        found: dict[str, ActionEntry] = {}
        for meeting in self.book.meetings:
            for number, one in enumerate(meeting.brought_forward, 1):
                found[f"{meeting.name}#b{number}"] = one
            for number, row in enumerate(raised_in(meeting), 1):
                found[f"{meeting.name}#{number}"] = row.raised
        return found

    def meant(self, refs: Iterable[str]) -> frozenset[str]:
        """Give the keys, in the names of the other state, that refs name here."""
        return frozenset(self._names.get(squeezed(ref), squeezed(ref)) for ref in refs)

    def course(self, action: Action) -> Timeline:
        """Give what each meeting says of an action."""
        groups: dict[str, list[tuple[Event, Update]]] = {}
        slips: dict[str, int] = {}
        due, count = action.history[0].due, 0
        for event, update in zip(
            action.history[1:], self._updates.get(action.key, ()), strict=True
        ):
            meeting = self.meeting(event.meeting)
            groups.setdefault(meeting, []).append((event, update))
            if event.due is not None:
                count += is_slip(due, event.due)
                due = event.due
            slips[meeting] = count
        said = {meeting: self._reported(action, rows) for meeting, rows in groups.items()}
        return Timeline(self._begun(action), said, slips)

    def _begun(self, action: Action) -> Said:
        first, raised = action.history[0], self._raised[action.place_key]
        due = None if first.due is None or first.due.kind is DueKind.NONE else first.due
        days = () if raised.raised is None and raised.on is None else (raised.raised or raised.on,)
        return Said(
            first.place, Status.OPEN, None, (), due, self._owners(first), self._labels(first),
            first.action, days=tuple(day for day in days if day is not None),
            confidential=action.confidential, follows=self.meant(raised.follows),
            source=raised.source,
        )  # fmt: skip

    def _reported(self, action: Action, rows: list[tuple[Event, Update]]) -> Said:
        """Put together what a meeting reports of an action in several entries."""
        events = [event for event, _ in rows]
        settles = any(update.status is not None or update.becomes for _, update in rows)
        owning = [event for event in events if event.owners is not None][-1:]
        secret = [event.confidential for event in events if event.confidential is not None]
        return Said(
            events[0].place,
            events[-1].state.status if settles else None,
            _last([event.status_text for event in events]),
            tuple(event.note for event in events if event.note is not None),
            _last([event.due for event in events]),
            self._owners(owning[0]) if owning else None,
            self._labels(owning[0]) if owning else (),
            _last([event.action for event in events]),
            self.meant(ref for _, update in rows for ref in update.becomes),
            tuple(update.on for _, update in rows if update.on is not None),
            secret[-1] if secret and action.confidential is None else None,
            any(event.answers for event in events),
        )

    def _labels(self, event: Event) -> tuple[str, ...]:
        """Give the labels of an event's owners, separated by who is known in the common state."""
        owners = event.owners or ()
        if any(label.endswith(")") or may_separate(label) for label in owners):
            parts = (OwnerPart(LocatedStr.at(label, event.place)) for label in owners)
            value = self._known.owners(OwnerValue("", tuple(parts)))
            owners = tuple(part.label for part in value if part.label is not None)
        return tuple(dict.fromkeys(map(self._people.shown, owners)))

    def _owners(self, event: Event) -> frozenset[str]:
        return frozenset(self._labels(event))


def _last(found: list[_T | None]) -> _T | None:
    return next((one for one in reversed(found) if one is not None), None)
