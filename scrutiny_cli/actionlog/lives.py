"""The actions while the fold goes on: each a life to which events are added."""

from dataclasses import dataclass, field
from datetime import date

from scrutiny_cli.actionlog.calendar import Calendar
from scrutiny_cli.actionlog.log import Event, Report
from scrutiny_cli.actionlog.numbering import FreeNumbers
from scrutiny_cli.actionlog.people import Directory
from scrutiny_cli.actionlog.suggestions import NearNames, Suggestions
from scrutiny_cli.minutes.model import Meeting, Raised, Series, Update
from scrutiny_cli.minutes.problems import Problem
from scrutiny_cli.minutes.text import Place, squeezed


@dataclass(slots=True, eq=False, repr=False)
class Life:
    """An action while the fold goes on: its beginning, and the events so far."""

    place_key: str
    key: str
    raised: Raised
    meeting: Meeting
    day: date | None
    item: str | None
    confidential: str | None
    brought_forward: bool
    events: list[Event] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)

    def wordings(self) -> list[str]:
        """Give every wording the action has had, the first first."""
        return [event.action for event in self.events if event.action is not None]


@dataclass(slots=True, eq=False, repr=False)
class Fold:
    """The fold under way: the lives by key, and by every name they answer to.

    `shown` remembers owners as they are written, and how they are shown.
    """

    calendar: Calendar
    series: Series
    directory: Directory
    lives: dict[str, Life] = field(default_factory=dict)
    names: dict[str, Life] = field(default_factory=dict)
    shown: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    held_back: date | None = None
    free: FreeNumbers = field(init=False)
    suggestions: Suggestions[Life] = field(init=False)

    def __post_init__(self) -> None:
        """Get ready what is only asked where there is a fault."""
        self.free = FreeNumbers(self.series, self.calendar)
        self.suggestions = Suggestions(self.calendar, NearNames(self.names))

    def find(self, ref: str) -> Life | None:
        """Find the action that a ref or key names."""
        return self.names.get(ref) or self.names.get(squeezed(ref))

    def tell(self, rule: str, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(rule, message, place, hint))
