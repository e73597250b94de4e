"""A second, simple model of the action log, to compare the program with.

It works on the fields of files as they were generated, day by day and without any look-up
tables, and knows nothing of the program. Meetings are in order of date, one a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

_Fields = dict[str, Any]

OPEN = {"ongoing": "in progress", "proposed": "proposed"}
CLOSED = {"done": "completed", "lapsed": "withdrawn"}
_DUES = {
    "12.3.24": (date(2024, 3, 12), None),
    "2024-05-09": (date(2024, 5, 9), None),
    "asap": (None, "asap"),
    "Aug 2024": (date(2024, 8, 31), "Aug 2024"),
}
Due = tuple[date | None, str | None]


class Entry(NamedTuple):
    """An update as a file has it: the day it happened, and its fields."""

    day: date
    meeting: int
    fields: Mapping[str, Any]


@dataclass
class Made:
    """An action of the model: where it is from, since when it exists, and all its updates."""

    key: str
    meeting: int
    since: date
    fields: Mapping[str, Any]
    due: Due | None
    updates: list[Entry] = field(default_factory=list)


class State(NamedTuple):
    """What an action has become by a day."""

    status: str
    words: str | None
    due: Due | None
    original: date | None
    slips: int
    closed: date | None
    answered: date | None
    days: tuple[date, ...]


class SimpleLog:
    """All actions of a log that was generated: `days` and `made` are its meetings."""

    def __init__(self, days: Sequence[date], made: Sequence[Mapping[str, Any]]) -> None:
        """Go through the meetings in order."""
        self.days, self.made = days, made
        self.actions: list[Made] = []
        for at, fields in enumerate(made):
            if "held" not in fields:
                self._bring(at, fields)
                self._raise(at, fields)
                self._update(at, fields)

    def _bring(self, at: int, fields: Mapping[str, Any]) -> None:
        for number, one in enumerate(fields.get("brought_forward", ()), 1):
            if self.find(one["ref"]) is None:
                self._add(one, f"{self.days[at]}#b{number}", at, self.days[at], None)

    def _raise(self, at: int, fields: Mapping[str, Any]) -> None:
        for number, one in enumerate(fields.get("actions", ()), 1):
            on = _day(one.get("on"))
            due = self.due(one.get("due", fields.get("due")), at, on)
            self._add(one, f"{self.days[at]}#{number}", at, on or self.days[at], due)

    def _add(
        self, one: Mapping[str, Any], place: str, at: int, since: date, due: Due | None
    ) -> None:
        ref = one.get("ref")
        key = place if ref is None or self.find(ref) is not None else ref
        self.actions.append(Made(key, at, since, one, due))

    def _update(self, at: int, fields: Mapping[str, Any]) -> None:
        entries = [
            Entry(_day(one.get("on")) or self.days[at], at, one)
            for one in fields.get("updates", ())
        ]
        for entry in sorted(entries, key=lambda one: one.day):
            action = self.find(entry.fields["ref"])
            if action is not None:
                action.updates.append(entry)

    def find(self, ref: str) -> Made | None:
        """Find the action of a ref among those so far."""
        return next((one for one in self.actions if one.key == ref), None)

    def due(self, text: str | None, at: int, on: date | None) -> Due | None:
        """Read a due of an entry in a meeting; `none` and nothing are None."""
        if text is None or text == "none":
            return None
        if text != "next meeting":
            return _DUES[text]
        regular = [day for day, one in zip(self.days, self.made, strict=True) if _is_regular(one)]
        begin = on or self.days[at]
        later = [day for day in regular if day > begin]
        return (min(later or self._announced(at, begin), default=None), "next meeting")

    def _announced(self, at: int, begin: date) -> list[date]:
        earlier = [one for one in range(at) if _is_regular(self.made[one])]
        said = [self.made[one].get("next_meeting") for one in (*earlier[-1:], at)]
        return [day for day in map(_day, said) if day is not None and day > begin]

    # As at a day

    def states(self, today: date) -> dict[str, State]:
        """Give the state of each action that exists by a day."""
        return {one.key: self._state(one, today) for one in self.actions if one.since <= today}

    def _state(self, action: Made, today: date) -> State:
        status, words, closed, answered = "open", None, None, None
        due, slips, dates = action.due, 0, [action.due]
        days = [action.since]
        for entry in action.updates:
            if max(entry.day, action.since) > today:
                continue
            days.append(entry.day)
            now = self._status(entry, status)
            if now in _ALL_OPEN:
                closed = None
            elif status in _ALL_OPEN:
                closed = entry.day
            status, words = now, entry.fields.get("status", words)
            if "due" in entry.fields:
                new = self._due_of(entry)
                slips += _is_slip(due, new)
                due = new
                dates.append(new)
            if set(entry.fields) - {"ref", "on", "confidential"}:
                answered = entry.day
        original = next((one[0] for one in dates if one is not None and one[0] is not None), None)
        return State(status, words, due, original, slips, closed, answered, tuple(days))

    def _due_of(self, entry: Entry) -> Due | None:
        return self.due(entry.fields["due"], entry.meeting, _day(entry.fields.get("on")))

    @staticmethod
    def _status(entry: Entry, before: str) -> str:
        given = entry.fields.get("status")
        if given in CLOSED:
            return CLOSED[given]
        if "becomes" in entry.fields:
            return "superseded" if before in _ALL_OPEN else before
        return OPEN[given] if given is not None else before

    def links(self, today: date) -> set[tuple[str, str]]:
        """Give the pairs of keys, the earlier action first, that are linked by a day."""
        return {(one, other) for one, other, since in self._links() if since <= today}

    def _links(self) -> Iterator[tuple[str, str, date]]:
        for one in self.actions:
            other = self.find(one.fields.get("follows", ""))
            if other is not None and other.meeting <= one.meeting:
                yield other.key, one.key, max(one.since, other.since)
            for entry in one.updates:
                other = self.find(entry.fields.get("becomes", ""))
                if other is not None and other.meeting >= entry.meeting:
                    yield one.key, other.key, max(entry.day, one.since, other.since)


_ALL_OPEN = {"open", *OPEN.values()}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _is_regular(fields: Mapping[str, Any]) -> bool:
    return "extraordinary" not in fields and "held" not in fields


def _is_slip(before: Due | None, now: Due | None) -> bool:
    if before is None or before[0] is None or now is None:
        return False
    return now[0] is None or now[0] > before[0]
