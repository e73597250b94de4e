"""The rules on actions that no meeting answered, and on how they are reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.checks.cases import first
from scrutiny_cli.actionlog.walk import said_in
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.problems import Problem, Related
from scrutiny_cli.minutes.text import squeezed
from scrutiny_cli.minutes.values import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.checks.cases import Case
    from scrutiny_cli.actionlog.log import Action, Event
    from scrutiny_cli.minutes.model import Meeting

_OFTEN = 3


def _events_in(action: Action, meeting: Meeting) -> list[Event]:
    return [e for e in action.history if e.meeting == meeting.name and e.kind == "reported"]


def _came_before(case: Case, action: Action, meeting: Meeting) -> bool:
    return case.calendar.place[action.meeting] < case.calendar.place[meeting.name]


def not_mentioned(case: Case) -> Iterator[Problem]:
    """Tell each open action that the latest held meeting says nothing of."""
    for meeting in case.held[-1:]:
        for action in _was_open(case, meeting):
            if not _events_in(action, meeting):
                yield _loss("not-mentioned", "does not mention", action, meeting)


def not_answered(case: Case) -> Iterator[Problem]:
    """Tell each open action that the latest held meeting only lists again."""
    for meeting in case.held[-1:]:
        for action in _was_open(case, meeting):
            events = _events_in(action, meeting)
            if events and not any(event.answers for event in events):
                problem = _loss("not-answered", "only lists", action, meeting)
                yield Problem(problem.rule, problem.message, events[0].place, problem.hint)


def _was_open(case: Case, meeting: Meeting) -> Iterator[Action]:
    if case.book.waits(meeting.date):
        return
    for action in case.book.log.actions:
        if _came_before(case, action, meeting) and _open_at(case, action, meeting):
            yield action


def _open_at(case: Case, action: Action, meeting: Meeting) -> bool:
    place = case.calendar.place
    status = Status.OPEN
    for event in action.history:
        if place[event.meeting] >= place[meeting.name]:
            break
        status = event.stands or status
    return status.is_open


def _loss(rule: str, does: str, action: Action, meeting: Meeting) -> Problem:
    words = f" ({action.action})" if action.action else ""
    message = f"The meeting {does} {action.key}{words}, which was open before it."
    unnumbered = action.key == action.place_key and action.action
    about = f"\n    about: {quoted(action.action)}" if unnumbered and action.action else ""
    lines = f"Write under `updates`:\n  - ref: {action.key}{about}\n    status: …"
    hint = lines if rule == "not-mentioned" else "Fill in `status` or `note`."
    related = (Related(action.place, "It stands here."),)
    return Problem(rule, message, first(meeting.place), hint, related)


def carried_often(case: Case) -> Iterator[Problem]:
    """Tell each open action that three held meetings have not answered."""
    for action in case.book.log.actions:
        if action.is_open:
            since = [one for one in case.held if _since_answer(case, action, one)]
            if len(since) >= _OFTEN:
                message = f"{action.key} has come to {len(since)} meetings without an answer."
                hint = "Ask its owner, or agree to withdraw it."
                yield Problem("carried-often", message, first(action.place), hint)


def _since_answer(case: Case, action: Action, meeting: Meeting) -> bool:
    place = case.calendar.place
    answered = [event.meeting for event in action.history if event.answers]
    last = answered[-1] if answered else action.meeting
    return place[meeting.name] > place[last]


def closed_again(case: Case) -> Iterator[Problem]:
    """Tell each report that closes a closed action."""
    for action in case.book.log.actions:
        status = Status.OPEN
        for event in action.history:
            closes = event.status is not None and not event.status.is_open
            if closes and not status.is_open:
                message = f"{action.key} was closed already."
                hint = "Delete the report, or correct its `ref`."
                yield Problem("closed-again", message, first(event.place), hint)
            status = event.stands or status


def no_about(case: Case) -> Iterator[Problem]:
    """Tell each report that names an action by its place alone."""
    for meeting in case.book.meetings:
        for said in said_in(meeting):
            update = said.update
            action = case.keys.get(squeezed(update.ref))
            if update.about is None and action is not None and not _is_ref(action, update.ref):
                words = quoted(action.action) if action.action else "…"
                message = f"{update.ref} names an action by its place, which may move."
                hint = f"Add: about: {words}"
                yield Problem("no-about", message, update.ref.place, hint)


def _is_ref(action: Action, name: str) -> bool:
    return action.ref is not None and squeezed(action.ref) == squeezed(name)
