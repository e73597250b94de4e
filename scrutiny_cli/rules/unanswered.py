"""The actions that no meeting has answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, Event
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.rules.context import CheckContext

OFTEN = 3  # meetings in a row


class Unanswered(NamedTuple):
    """An open action that the latest held regular meeting did not answer.

    `listed` is the empty entry of that meeting for it (None: it did not mention it).
    `is_often`: neither `OFTEN` such meetings in a row answered it, nor anything since the first.
    """

    action: Action
    meeting: Meeting
    listed: Event | None
    is_often: bool

    @property
    def label(self) -> str:
        """The action's key and words."""
        words, key = self.action.state.words, self.action.key
        return f"{key} ({words})" if words else key


def list_unanswered(context: CheckContext) -> Iterator[Unanswered]:
    """List each action that was open before the latest held meeting and has no answer since.

    Events of a later day than today are not answers. An answer whose status is an error is one.
    """
    if not context.held_meetings or context.book.may_be_missing(context.held_meetings[-1].date):
        return
    latest, position = context.held_meetings[-1], context.book.index.positions
    first = (
        position[context.held_meetings[-OFTEN].name] if len(context.held_meetings) >= OFTEN else -1
    )
    misread = {
        report.key
        for report in context.log.reports
        if report.meeting.name == latest.name and report.update.unread is not None
    }
    for action in context.log.actions:
        if not action.is_open or position[action.meeting] >= position[latest.name]:
            continue
        if action.key in misread:
            continue
        answered = max(
            (position[e.meeting] for e in action.history if e.is_substantive), default=-1
        )
        if answered < position[latest.name] and _was_open(context, action, latest):
            is_often = position[action.meeting] < first and answered < first
            yield Unanswered(action, latest, _find_entry(action, latest), is_often)


def _was_open(context: CheckContext, action: Action, meeting: Meeting) -> bool:
    """Whether an action was open before a meeting, by the files before it."""
    position = context.book.index.positions
    before = [e for e in action.history if position[e.meeting] < position[meeting.name]]
    return before[-1].state.status.is_open if before else True


def _find_entry(action: Action, meeting: Meeting) -> Event | None:
    events = (e for e in action.history if e.meeting == meeting.name and e.kind == "reported")
    return next(events, None)
