"""The rules on actions that no meeting answered, and on how they are reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.traverse import list_updates
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import squeezed
from scrutiny_cli.minutes.yaml_scalars import write_scalar
from scrutiny_cli.rules.context import first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.model import Action, Event
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.minutes.source import Span
    from scrutiny_cli.rules.context import CheckContext

_OFTEN = 3


class _Loss(NamedTuple):
    """An open action that the latest held regular meeting did not answer.

    `listed` is the entry in which that meeting only listed it (None: it did not mention it).
    `often`: three such meetings in a row did not answer it, nor did anything since the first.
    """

    action: Action
    meeting: Meeting
    listed: Event | None
    often: bool


def not_mentioned(case: CheckContext) -> Iterator[Problem]:
    """Tell each open action that the latest held meeting says nothing of."""
    for loss in _losses(case):
        if loss.listed is None and not loss.often:
            message = f"The meeting does not mention {_named(loss)}, which was open before it."
            hint = f"Write under `updates`, with what has become of it:\n{_lines(loss.action)}"
            yield _problem("not-mentioned", message, first(loss.meeting.place), hint, loss)


def not_answered(case: CheckContext) -> Iterator[Problem]:
    """Tell each open action that the latest held meeting only lists again."""
    for loss in _losses(case):
        if loss.listed is not None and not loss.often:
            message = f"The meeting only lists {_named(loss)}, which was open before it."
            hint = "Fill in `status` or `note`."
            yield _problem("not-answered", message, loss.listed.place, hint, loss)


def carried_often(case: CheckContext) -> Iterator[Problem]:
    """Tell each open action that three held meetings in a row have not answered."""
    for loss in _losses(case):
        if loss.often:
            does = "does not mention it" if loss.listed is None else "only lists it"
            message = (
                f"{_named(loss)} has come to {_OFTEN} meetings in a row without an answer; the "
                f"latest, {loss.meeting.name}, {does}."
            )
            hint = "Ask its owner, and record the answer, or agree to withdraw it."
            yield _problem("carried-often", message, first(loss.action.entry.place), hint, loss)


def _losses(case: CheckContext) -> Iterator[_Loss]:
    """Give each open action that was open before the latest held meeting and has no answer since.

    Events that do not count by today are no answers.
    """
    if not case.held or case.book.may_be_missing(case.held[-1].date):
        return
    latest, place = case.held[-1], case.calendar.positions
    earlier = place[case.held[-_OFTEN].name] if len(case.held) >= _OFTEN else -1
    for action in case.now.actions:
        if not action.is_open or place[action.meeting] >= place[latest.name]:
            continue
        answered = max((place[e.meeting] for e in action.history if e.answers), default=-1)
        if answered >= place[latest.name] or not _was_open(case, action, latest):
            continue
        often = place[action.meeting] < earlier and answered < earlier
        yield _Loss(action, latest, _listed_in(action, latest), often)


def _was_open(case: CheckContext, action: Action, meeting: Meeting) -> bool:
    """Whether an action was open before a meeting, by what the files before it say."""
    before, status = case.calendar.positions[meeting.name], Status.OPEN
    for event in action.history:
        if case.calendar.positions[event.meeting] < before:
            status = event.state.status
    return status.is_open


def _listed_in(action: Action, meeting: Meeting) -> Event | None:
    found = (e for e in action.history if e.meeting == meeting.name and e.kind == "reported")
    return next(found, None)


def _named(loss: _Loss) -> str:
    action = loss.action
    return f"{action.key} ({action.state.words})" if action.state.words else action.key


def _lines(action: Action) -> str:
    """Give the lines of an update that is still to be filled in."""
    unnumbered = action.key == action.place_key and action.state.words
    about = (
        f"\n    about: {write_scalar(action.state.words)}"
        if unnumbered and action.state.words
        else ""
    )
    return f"  - ref: {action.key}{about}\n    status:"


def _problem(rule: str, message: str, place: Span, hint: str, loss: _Loss) -> Problem:
    how = "brought forward" if loss.action.brought_forward else "raised"
    related = (RelatedSpan(loss.action.entry.place, f"It was {how} here."),)
    return Problem(rule, message, place, hint, () if rule == "carried-often" else related)


def update_out_of_order(case: CheckContext) -> Iterator[Problem]:
    """Tell each update that counts after one of an earlier meeting, though it happened before."""
    for action in case.book.log.actions:
        answers = [event for event in action.history if event.answers]
        if not answers:
            continue
        last, day = answers[-1], answers[-1].date
        before = [event.meeting for event in answers if event.meeting != last.meeting]
        latest = case.calendar.by_name[before[-1]] if before else None
        if latest is not None and day < latest.date and _gives(last):
            message = (
                f"This update of {action.key} in {last.meeting} is of {day}, and the meeting "
                f"{latest.name} answered it after that day; what is written here counts last."
            )
            hint = f"If what {latest.name} recorded still holds, add an update here that says so."
            yield Problem("update-out-of-order", message, first(last.place), hint)


def _gives(event: Event) -> bool:
    given = (event.status, event.due, event.owners, event.action)
    return any(one is not None for one in given)


def closed_again(case: CheckContext) -> Iterator[Problem]:
    """Tell each report that closes a closed action."""
    for action in case.book.log.actions:
        status = Status.OPEN
        for event in action.history:
            closes = event.status is not None and not event.status.is_open
            if closes and not status.is_open:
                message = f"{action.key} was closed already."
                hint = "Delete the report, or correct its `ref`."
                yield Problem("closed-again", message, first(event.place), hint)
            status = event.state.status or status


def no_about(case: CheckContext) -> Iterator[Problem]:
    """Tell each report that names an action by its place alone."""
    for meeting in case.book.meetings:
        for said in list_updates(meeting):
            update = said.update
            action = case.keys.get(squeezed(update.ref))
            if update.about is None and action is not None and not _is_ref(action, update.ref):
                words = write_scalar(action.state.words) if action.state.words else "…"
                message = f"{update.ref} names an action by its place, which may move."
                hint = f"Add: about: {words}"
                yield Problem("no-about", message, update.ref.place, hint)


def _is_ref(action: Action, name: str) -> bool:
    return action.entry.ref is not None and squeezed(action.entry.ref) == squeezed(name)
