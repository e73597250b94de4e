"""The fields of a meeting's file that name the ref of an action, and which action they mean.

Where several actions have one ref, a field's meaning is taken from what is certain: which of
them existed at that time, the words that an update is `about`, which of them was closed, which of
them the file raises or reports on.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.traverse import list_action_entries, list_updates
from scrutiny_cli.minutes.model import ActionEntry, Meeting, Update
from scrutiny_cli.minutes.source import LocatedStr, normalize_about, normalize_label, normalize_ref


class ReferenceField(Enum):
    """The fields that name an action."""

    OWN = "ref of an action"
    UPDATE = "ref of an update"
    FOLLOWS = "follows"
    BECOMES = "becomes"


class Reference(NamedTuple):
    """A field's word that names a ref; `update` or `action` is the entry that has the field."""

    field: ReferenceField
    word: LocatedStr
    action: ActionEntry | None = None
    update: Update | None = None


def list_references(book: MinuteBook) -> list[LocatedStr]:
    """Return every value that names another action, in the order of the files."""
    found = (
        reference.word
        for meeting in book.meetings
        for reference in sorted(iter_references(meeting), key=lambda one: one.word.start)
        if reference.field is not ReferenceField.OWN
    )
    return list(found)


def iter_references(meeting: Meeting) -> Iterator[Reference]:
    """Yield every field of a meeting's file that names an action."""
    for action in list_action_entries(meeting):
        if action.ref is not None:
            yield Reference(ReferenceField.OWN, action.ref, action=action)
        for word in action.follows:
            yield Reference(ReferenceField.FOLLOWS, word, action=action)
    for found in list_updates(meeting):
        yield Reference(ReferenceField.UPDATE, found.update.ref, update=found.update)
        for word in found.update.becomes:
            yield Reference(ReferenceField.BECOMES, word, update=found.update)


class Verdict(Enum):
    """Whether a reference means a certain action."""

    YES = "it does"
    NO = "it means another"
    UNSURE = "it may mean it or another one"


class ReferenceResolver(NamedTuple):
    """Decides which references mean an action, and which one of the `others` with its ref.

    `positions` are the places of the meetings in their order, by name.
    """

    action: Action
    others: tuple[Action, ...]
    positions: dict[str, int]

    @property
    def ref(self) -> str:
        """The ref that the actions have; the key of an action without one."""
        return self.action.entry.ref or self.action.place_key

    def resolve_all(self, meeting: Meeting) -> list[tuple[Reference, Verdict]]:
        """Return every reference of a meeting's file to the ref, with its verdict."""
        wanted = normalize_ref(self.ref)
        found = [one for one in iter_references(meeting) if normalize_ref(one.word) == wanted]
        updates = {
            self.resolve_update(meeting, reference.update)
            for reference in found
            if reference.field is ReferenceField.UPDATE and reference.update is not None
        }
        return [
            (reference, self._resolve_reference(meeting, reference, updates)) for reference in found
        ]

    def _resolve_reference(
        self, meeting: Meeting, reference: Reference, updates: set[Verdict]
    ) -> Verdict:
        if reference.field is ReferenceField.OWN:
            is_own = self._is_entry(self.action, meeting, reference.action)
            return Verdict.YES if is_own else Verdict.NO
        if not self.others:
            return Verdict.YES
        if reference.field is ReferenceField.BECOMES:
            return self._resolve_becomes(meeting)
        if reference.update is not None:
            return self.resolve_update(meeting, reference.update)
        return self._resolve_follows(meeting, reference.action, updates)

    def resolve_update(self, meeting: Meeting, update: Update) -> Verdict:
        """Decide which action an update is on."""
        if not self.others:
            return Verdict.YES
        verdicts = (
            self.resolve_by_day(meeting),
            self._resolve_by_words(update),
            self._resolve_by_on(update),
            self._resolve_by_closing(),
        )
        return next((one for one in verdicts if one is not Verdict.UNSURE), Verdict.UNSURE)

    def _resolve_follows(
        self, meeting: Meeting, action: ActionEntry | None, updates: set[Verdict]
    ) -> Verdict:
        """Decide what an action follows: what its file raises or reports on, but not itself."""
        certain = self.resolve_by_day(meeting, action)
        if certain is not Verdict.UNSURE:
            return certain
        raised = self._raised_in(meeting)
        verdicts = updates | {Verdict.YES if one is self.action else Verdict.NO for one in raised}
        return verdicts.pop() if len(verdicts) == 1 else Verdict.UNSURE

    def _resolve_becomes(self, meeting: Meeting) -> Verdict:
        """Decide what takes another's place: the same file raises it, or a later one."""
        here = self.positions[meeting.name]
        after = [one for one in self._same_ref if self.positions[one.meeting] >= here]
        return self._resolve_among(self._raised_in(meeting) or after)

    def resolve_by_day(self, meeting: Meeting, but: ActionEntry | None = None) -> Verdict:
        """Decide by which of the actions existed at that time, without the entry `but`."""
        here = self.positions[meeting.name]
        return self._resolve_among(
            [
                one
                for one in self._same_ref
                if self.positions[one.meeting] <= here and not self._is_entry(one, meeting, but)
            ]
        )

    def _resolve_by_words(self, update: Update) -> Verdict:
        about = update.about
        fitting = (
            [] if about is None else [one for one in self._same_ref if _has_wording(one, about)]
        )
        return self._resolve_among(fitting) if fitting else Verdict.UNSURE

    def _resolve_by_on(self, update: Update) -> Verdict:
        """Decide by the day it happened, which is not before the action was raised."""
        day = update.on
        if day is None:
            return Verdict.UNSURE
        return self._resolve_among(
            [one for one in self._same_ref if one.raised is None or one.raised <= day]
        )

    def _resolve_by_closing(self) -> Verdict:
        """Decide by which was closed already when another was raised."""
        if all(self._was_closed(one, self.action) for one in self.others):
            return Verdict.YES
        is_over = any(self._was_closed(self.action, one) for one in self.others)
        return Verdict.NO if is_over else Verdict.UNSURE

    def _was_closed(self, action: Action, before: Action) -> bool:
        limit = self.positions[before.meeting]
        events = [event for event in action.history if self.positions[event.meeting] < limit]
        return bool(events) and not events[-1].state.status.is_open

    def _resolve_among(self, possible: list[Action]) -> Verdict:
        if self.action not in possible:
            return Verdict.NO
        return Verdict.YES if len(possible) == 1 else Verdict.UNSURE

    @property
    def _same_ref(self) -> tuple[Action, ...]:
        return (self.action, *self.others)

    def _raised_in(self, meeting: Meeting) -> list[Action]:
        return [one for one in self._same_ref if one.meeting == meeting.name]

    @staticmethod
    def _is_entry(action: Action, meeting: Meeting, entry: ActionEntry | None) -> bool:
        """Whether an action is the one of an entry of a meeting's file."""
        same = entry is not None and action.entry.place.start == entry.place.start
        return same and action.meeting == meeting.name


def _has_wording(action: Action, about: str) -> bool:
    """Whether some wording of an action begins as an update's `about` does."""
    wordings = (event.action for event in action.history if event.action is not None)
    return any(normalize_label(words).startswith(normalize_about(about)) for words in wordings)
