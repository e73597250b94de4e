"""What an action was on each day: the days on which its state changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, ActionState, Event


class StateSpan(NamedTuple):
    """The state of an action from a day on, until another one; None: for ever."""

    since: date
    until: date | None
    state: ActionState


def list_state_spans(action: Action) -> tuple[StateSpan, ...]:
    """Return the states of an action in the order of the days from which each is in the log.

    On any day the state is that of the log as at the end of that day.
    """
    days = [event.counts_from for event in action.history]
    if all(before <= after for before, after in pairwise(days)):
        found = {event.counts_from: event.state for event in action.history}
    else:  # what was written later happened earlier
        found = {day: _replay_until(action.history, day) for day in sorted(set(days))}
    ends = [*list(found)[1:], None]
    return tuple(
        StateSpan(since, until, state)
        for (since, state), until in zip(found.items(), ends, strict=True)
    )


def _replay_until(history: Iterable[Event], day: date) -> ActionState:
    """Return what the events up to a day have made of an action."""
    state = ActionState()
    for event in history:
        if event.counts_from <= day:
            state = state.after(event)
    return state


def find_state(spans: Iterable[StateSpan], day: date) -> ActionState | None:
    """Return the state on a day; None where the action is not in the log yet."""
    state = None
    for span in spans:
        if span.since <= day:
            state = span.state
    return state
