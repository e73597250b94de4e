"""What follows from what: `follows` and `becomes` make one link between two actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.fold_state import ActionBuilder, FoldState
from scrutiny_cli.actionlog.model import Link
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import LocatedStr


class BrokenLink(NamedTuple):
    """A link to an action that is not there, or (`earlier`) was there too early.

    `becomes`: the action may be in a later meeting too.
    """

    ref: LocatedStr
    meeting: Meeting
    earlier: bool
    becomes: bool = False


class _Edge(NamedTuple):
    """A link as it is stated: between which actions, by which ref, meeting, and from which day."""

    before: ActionBuilder
    after: ActionBuilder
    ref: LocatedStr
    meeting: Meeting
    since: date


@dataclass(slots=True, eq=False, repr=False)
class Links:
    """All links by key, in both directions, and the faults among them."""

    successors: dict[str, list[Link]] = field(default_factory=dict)
    predecessors: dict[str, list[Link]] = field(default_factory=dict)
    missing: list[BrokenLink] = field(default_factory=list)
    cycles: list[LocatedStr] = field(default_factory=list)

    def after(self, key: str) -> tuple[Link, ...]:
        """Return the links to what takes an action's place."""
        return tuple(self.successors.get(key, ()))

    def before(self, key: str) -> tuple[Link, ...]:
        """Return the links to what an action continues."""
        return tuple(self.predecessors.get(key, ()))


def resolve_links(state: FoldState) -> Links:
    """Find every link of the fold, and what is wrong with them."""
    links = Links()
    edges = [*_list_follows(state, links), *_list_becomes(state, links)]
    closing = _find_closing(edges)
    for at, edge in enumerate(edges):
        if at in closing:
            links.cycles.append(edge.ref)
            continue
        before, after, meeting = edge.before.key, edge.after.key, edge.meeting.name
        links.successors.setdefault(before, []).append(Link(after, meeting, edge.since))
        links.predecessors.setdefault(after, []).append(Link(before, meeting, edge.since))
    return links


def _list_follows(state: FoldState, links: Links) -> Iterator[_Edge]:
    order = state.index.positions
    for builder in state.builders.values():
        for ref in builder.entry.follows:
            other = state.find(ref)
            if other is None or order[other.meeting.name] > order[builder.meeting.name]:
                links.missing.append(BrokenLink(ref, builder.meeting, earlier=False))
            else:
                since = max(builder.since, other.since)
                yield _Edge(other, builder, ref, builder.meeting, since)


def _list_becomes(state: FoldState, links: Links) -> Iterator[_Edge]:
    order = state.index.positions
    for report in state.reports:
        for ref in report.update.becomes if report.key is not None else ():
            other = state.find(ref)
            if other is None or report.key is None:
                links.missing.append(BrokenLink(ref, report.meeting, earlier=False, becomes=True))
            elif order[other.meeting.name] < order[report.meeting.name]:
                links.missing.append(BrokenLink(ref, report.meeting, earlier=True))
            else:
                since = max(report.counts_from, other.since)
                builder = state.builders[report.key]
                yield _Edge(builder, other, ref, report.meeting, since)


def _find_closing(edges: list[_Edge]) -> set[int]:
    """Return the places of the links that close a circle; without them there is no circle.

    The search begins where the last link leads, so that the later of two links is at fault.
    """
    out: dict[str, list[tuple[int, str]]] = {}
    for at, edge in enumerate(edges):
        out.setdefault(edge.before.key, []).append((at, edge.after.key))
    found: set[int] = set()
    done: set[str] = set()
    for edge in reversed(edges):
        if edge.after.key not in done:
            _search_cycles(edge.after.key, out, done, found)
    return found


def _search_cycles(
    start: str, out: dict[str, list[tuple[int, str]]], done: set[str], found: set[int]
) -> None:
    """Go along the links from an action; a link back to where the way came from closes a circle."""
    way = {start: iter(out.get(start, ()))}
    while way:
        key, waiting = next(reversed(way.items()))
        for at, other in waiting:
            if other in way:
                found.add(at)
            elif other not in done:
                way[other] = iter(out.get(other, ()))
                break
        else:
            done.add(key)
            way.popitem()
