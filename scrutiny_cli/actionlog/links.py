"""What follows from what: `follows` and `becomes` make one link between two actions."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.lives import Fold, Life
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.text import Word


class Missing(NamedTuple):
    """A link to an action that is not there, or (`earlier`) was there too early.

    `becomes`: the action may stand in a later meeting too.
    """

    ref: Word
    meeting: Meeting
    earlier: bool
    becomes: bool = False


class Tie(NamedTuple):
    """One link: the key at the other end, and the day from which both show it."""

    key: str
    since: date


@dataclass(slots=True, eq=False, repr=False)
class Links:
    """All links by key, in both directions, and the faults among them."""

    successors: dict[str, list[Tie]] = field(default_factory=dict)
    predecessors: dict[str, list[Tie]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    circles: list[Word] = field(default_factory=list)

    def after(self, key: str, as_at: date | None) -> tuple[str, ...]:
        """Give the keys that take an action's place, as shown on a day."""
        return _shown(self.successors.get(key), as_at)

    def before(self, key: str, as_at: date | None) -> tuple[str, ...]:
        """Give the keys that an action continues, as shown on a day."""
        return _shown(self.predecessors.get(key), as_at)


def _shown(ties: list[Tie] | None, as_at: date | None) -> tuple[str, ...]:
    if ties is None:
        return ()
    shown = (tie.key for tie in ties if as_at is None or tie.since <= as_at)
    return tuple(dict.fromkeys(shown))


def link(state: Fold) -> Links:
    """Find every link of the fold, and what is wrong with them."""
    links = Links()
    for life in list(state.lives.values()):
        for ref in life.raised.follows:
            _follow(state, links, ref, life)
    for report in state.reports:
        if report.key is not None and report.update.becomes:
            for ref in report.update.becomes:
                _become(state, links, ref, state.lives[report.key], report.meeting)
    return links


def _follow(state: Fold, links: Links, ref: Word, life: Life) -> None:
    other = state.find(ref)
    if other is None or _order(other.meeting) > _order(life.meeting):
        links.missing.append(Missing(ref, life.meeting, earlier=False))
    else:
        _add(links, ref, other, life, life.meeting)


def _become(state: Fold, links: Links, ref: Word, life: Life, meeting: Meeting) -> None:
    other = state.find(ref)
    if other is None:
        links.missing.append(Missing(ref, meeting, earlier=False, becomes=True))
    elif _order(other.meeting) < _order(meeting):
        links.missing.append(Missing(ref, meeting, earlier=True))
    else:
        _add(links, ref, life, other, meeting)


def _order(meeting: Meeting) -> tuple[date, str]:
    return meeting.date, meeting.name


def _add(links: Links, ref: Word, before: Life, after: Life, meeting: Meeting) -> None:
    if before.key == after.key or _reaches(links, after.key, before.key):
        links.circles.append(ref)
        return
    since = max(meeting.date, _begun(before), _begun(after))
    links.successors.setdefault(before.key, []).append(Tie(after.key, since))
    links.predecessors.setdefault(after.key, []).append(Tie(before.key, since))


def _begun(life: Life) -> date:
    return life.events[0].date


def _reaches(links: Links, start: str, goal: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for tie in links.successors.get(waiting.pop(), ()):
            if tie.key == goal:
                return True
            if tie.key not in seen:
                seen.add(tie.key)
                waiting.append(tie.key)
    return False
