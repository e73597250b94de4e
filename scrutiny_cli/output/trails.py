"""Which columns a person sees of the events of actions and of the commits that brought them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.dates import shown
from scrutiny_cli.output.life import happened
from scrutiny_cli.output.sheets import Column, Group, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrutiny_cli.actionlog.trail import Change, Step

UNCOMMITTED = "not committed"
_TITLES = ("Ref", "Date", "Event", "Meeting", "Commit", "Who", "When")
_COLUMNS = tuple(Column(title, narrow=title != "Event") for title in _TITLES)


class Writing(NamedTuple):
    """How days and moments are written, and how much of a commit's id; None: all of it."""

    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    id_length: int | None


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"


FOR_PEOPLE = Writing(shown, _moment, 8)
FOR_PROGRAMS = Writing(date.isoformat, datetime.isoformat, None)


def trail_sheet(steps: Iterable[Step], writing: Writing) -> Sheet:
    """List events with the commits that brought them."""
    rows = tuple(
        (
            step.action.key,
            writing.day(step.event.date),
            happened(step.event),
            step.event.meeting,
            *_commit(step.change, writing),
        )
        for step in steps
    )
    return Sheet(_COLUMNS, (Group(None, rows, (None,) * len(rows)),))


def _commit(change: Change | None, writing: Writing) -> tuple[str, str, str]:
    if change is None:
        return "", UNCOMMITTED, ""
    return change.commit[: writing.id_length], change.who, writing.moment(change.when)
