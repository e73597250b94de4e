"""The actions while the fold goes on: each a builder to which events are added."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.model import ActionState, Event, ResolvedUpdate
from scrutiny_cli.actionlog.people import Directory
from scrutiny_cli.actionlog.refs import FreeRefs
from scrutiny_cli.actionlog.suggestions import NearNames, Suggestions
from scrutiny_cli.minutes.model import ActionEntry, Meeting, Series, Update
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import (
    LocatedStr,
    Span,
    normalize_about,
    normalize_label,
    normalize_ref,
)


@dataclass(slots=True, eq=False, repr=False)
class ActionBuilder:
    """An action while the fold goes on: its entry, its events so far, and its state.

    `day` is when it was raised (None: unknown); it exists from the day `since`. `sorted_words`
    are all its wordings so far, normalized.
    """

    place_key: str
    entry: ActionEntry
    meeting: Meeting
    day: date | None
    since: date
    item: str | None
    confidential: str | None
    brought_forward: bool = False
    key: str = field(init=False)
    events: list[Event] = field(default_factory=list)
    state: ActionState = field(default_factory=ActionState)
    sorted_words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Name the action by its place until a ref is found to be its own."""
        self.key = self.place_key

    def add(self, event: Event) -> None:
        """Add an event that happened to the action."""
        self.state = self.state.after(event)
        self.events.append(event._replace(state=self.state))
        if event.action is not None:
            insort(self.sorted_words, normalize_label(event.action))

    def has_wording(self, about: str) -> bool:
        """Whether a wording so far begins like `about`, or none is known."""
        start = normalize_about(about)
        at = bisect_left(self.sorted_words, start)
        return not self.sorted_words or (
            at < len(self.sorted_words) and self.sorted_words[at].startswith(start)
        )

    def list_wordings(self) -> list[str]:
        """Return every wording the action has had, the first first."""
        return [event.action for event in self.events if event.action is not None]


class Misnamed(NamedTuple):
    """An update whose `about` is not of the action that its ref names."""

    about: LocatedStr
    builder: ActionBuilder
    update: Update
    meeting: Meeting


@dataclass(slots=True, eq=False, repr=False)
class FoldState:
    """The fold under way: the builders by key, and by every name they answer to.

    `owner_cache` has how owners are shown, by how they are written. `misnamed` are
    updates of which the problem is made when all meetings are folded.
    """

    index: MeetingIndex
    series: Series
    directory: Directory
    builders: dict[str, ActionBuilder] = field(default_factory=dict)
    names: dict[str, ActionBuilder] = field(default_factory=dict)
    owner_cache: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    reports: list[ResolvedUpdate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    misnamed: list[Misnamed] = field(default_factory=list)
    unread_since: date | None = None
    free: FreeRefs = field(init=False)
    suggestions: Suggestions = field(init=False)

    def __post_init__(self) -> None:
        """Make what is only asked where there is a fault."""
        self.free = FreeRefs(self.series, self.index)
        self.suggestions = Suggestions(self.index, NearNames(self.names))

    def find(self, ref: str) -> ActionBuilder | None:
        """Find the action that a ref or key names."""
        return self.names.get(ref) or self.names.get(normalize_ref(ref))

    def report(self, rule: str, place: Span, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(rule, message, place, hint))
