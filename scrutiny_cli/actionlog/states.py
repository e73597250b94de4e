"""What each event does to an action: the only place that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.model import DueKind, Status

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.model import Event
    from scrutiny_cli.actionlog.people import OwnerWords
    from scrutiny_cli.minutes.model import Due


class ActionState(NamedTuple):
    """An action after some of its events; `owners` are labels as shown, `owner_words` as written.

    `closed` is the day on which it became closed, `answered` the day of the last answer.
    """

    status: Status
    status_text: str | None
    due: Due | None
    original_due: date | None
    slips: int
    owners: tuple[str, ...]
    action: str | None
    closed: date | None = None
    answered: date | None = None
    owner_words: OwnerWords | None = None

    def after(self, event: Event) -> ActionState:
        """Give the state after an update; what the update does not give stays."""
        status = status_after(event.status, self.status, replaced=event.replaced)
        due = self.due if event.due is None else event.due
        due = None if due is None or due.kind is DueKind.NONE else due
        return ActionState(
            status,
            event.status_text or self.status_text,
            due,
            self.original_due or (due.day if due is not None else None),
            self.slips + (event.due is not None and is_slip(self.due, event.due)),
            self.owners if event.owners is None else event.owners,
            self.action if event.action is None else event.action,
            self._closed_after(event, status),
            event.date if event.answers else self.answered,
            self.owner_words if event.owners is None else event.owner_words,
        )

    def _closed_after(self, event: Event, status: Status) -> date | None:
        if status.is_open:
            return None
        return event.date if self.status.is_open else self.closed


def first_state(event: Event) -> ActionState:
    """Give the state of an action when it is raised or brought forward."""
    due = None if event.due is None or event.due.kind is DueKind.NONE else event.due
    day = due.day if due is not None else None
    owners, words = event.owners or (), event.owner_words
    return ActionState(Status.OPEN, None, due, day, 0, owners, event.action, owner_words=words)


def status_after(given: Status | None, before: Status, *, replaced: bool) -> Status:
    """Give the status after an update.

    `given` is its status (None: it gives none), `replaced` whether it names what takes the
    action's place (`becomes`): that always closes, and an open status beside it does not count.
    """
    if not replaced:
        return given or before
    if given is not None and not given.is_open:
        return given
    return Status.SUPERSEDED if before.is_open else before


def is_slip(before: Due | None, now: Due) -> bool:
    """Whether a new due gives up a date for a later one or for words."""
    if before is None or before.day is None or now.kind is DueKind.NONE:
        return False
    return now.day is None or now.day > before.day
