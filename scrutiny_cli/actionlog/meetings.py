"""Which meeting is meant: the order of meetings, their names and their days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_label


class AmbiguousMeeting(Exception):
    """A date names several meetings; `names` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep the names of the meetings of that day."""
        super().__init__(", ".join(names))
        self.names = names


class _Named(Protocol):
    """What has a meeting's name."""

    @property
    def name(self) -> str:
        """The name."""


NamedMeeting = TypeVar("NamedMeeting", bound=_Named)


def find_named_meeting(
    text: str, by_name: Mapping[str, NamedMeeting], by_day: Mapping[date, list[NamedMeeting]]
) -> NamedMeeting | None:
    """Find the meeting of a name or a date; None if there is none; or raise AmbiguousMeeting."""
    found = by_name.get(text.strip())
    if found is not None:
        return found
    day = find_date(text)
    meetings = by_day.get(day, []) if day is not None else []
    if len(meetings) > 1:
        raise AmbiguousMeeting(tuple(meeting.name for meeting in meetings))
    return meetings[0] if meetings else None


class MeetingIndex(NamedTuple):
    """All meetings in order, by name and by day; `regular`: the positions of the regular ones."""

    meetings: tuple[Meeting, ...]
    by_name: dict[str, Meeting]
    by_day: dict[date, list[Meeting]]
    positions: dict[str, int]
    regular: tuple[int, ...]

    def find_meeting(self, text: str) -> Meeting | None:
        """Find the meeting of a name or a date; None where it has no file; or AmbiguousMeeting."""
        return find_named_meeting(text, self.by_name, self.by_day)

    def next_regular(self, meeting: Meeting) -> Meeting | None:
        """Return the next meeting in order that is regular."""
        return self._regular_at(bisect_right(self.regular, self.positions[meeting.name]))

    def previous_regular(self, meeting: Meeting) -> Meeting | None:
        """Return the meeting before in order that is regular."""
        return self._regular_at(bisect_left(self.regular, self.positions[meeting.name]) - 1)

    def first_after(self, day: date) -> Meeting | None:
        """Return the first regular meeting after a day."""
        return self._regular_at(bisect_right(self.regular, day, key=self._day_at))

    def find_coming(self, today: date) -> Meeting | None:
        """Return the next meeting: the first regular one whose day is today or later."""
        return self._regular_at(bisect_left(self.regular, today, key=self._day_at))

    def find_last_held(self, today: date) -> Meeting | None:
        """Return the latest meeting that was held by the end of a day."""
        return next((one for one in reversed(self.meetings) if one.is_held(today)), None)

    def _day_at(self, place: int) -> date:
        return self.meetings[place].date

    def _regular_at(self, at: int) -> Meeting | None:
        return self.meetings[self.regular[at]] if 0 <= at < len(self.regular) else None

    def resolve_next_day(self, meeting: Meeting, on: date | None = None) -> date | None:
        """Return the day that `next meeting` means in an entry of a meeting.

        `on` is the day of the entry, if it gives one: the next meeting may then be the one that
        records it. Without a file of a later meeting, it is the earliest day after the entry's
        that this file or the regular one before it announces.
        """
        found = self.next_regular(meeting) if on is None else self.first_after(on)
        if found is not None:
            return found.date
        announced = map(_announced_day, (meeting, self.previous_regular(meeting)))
        return min((day for day in announced if day and day > (on or meeting.date)), default=None)


def _announced_day(meeting: Meeting | None) -> date | None:
    announced = meeting.next_meeting if meeting is not None else None
    return announced.due.day if announced is not None and announced.due is not None else None


def index_meetings(meetings: tuple[Meeting, ...]) -> MeetingIndex:
    """Put the meetings in order of date, those of one day in order of name."""
    ordered = tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.name)))
    by_day: dict[date, list[Meeting]] = {}
    for meeting in ordered:
        by_day.setdefault(meeting.date, []).append(meeting)
    names = {meeting.name: meeting for meeting in ordered}
    positions = {meeting.name: at for at, meeting in enumerate(ordered)}
    regular = tuple(at for at, meeting in enumerate(ordered) if meeting.is_regular)
    return MeetingIndex(ordered, names, by_day, positions, regular)


def find_latest_regular(meetings: Iterable[Meeting]) -> Meeting | None:
    """Return the last regular meeting of some in their order; None if none is regular."""
    return next((meeting for meeting in reversed(tuple(meetings)) if meeting.is_regular), None)


def means_previous_meeting(text: str) -> bool:
    """Whether a text means `previous meeting`."""
    return normalize_label(text) == "previous meeting"
