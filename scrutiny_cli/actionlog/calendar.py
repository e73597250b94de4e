"""Which meeting is meant: the order of meetings, their names and their days."""

from datetime import date
from typing import NamedTuple

from scrutiny_cli.minutes.dates import BadDate, read_date
from scrutiny_cli.minutes.model import Due, Meeting
from scrutiny_cli.minutes.text import folded


class Ambiguous(Exception):
    """A date names several meetings; `names` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep the names of the meetings of that day."""
        super().__init__(", ".join(names))
        self.names = names


class Calendar(NamedTuple):
    """All meetings in order, with look-ups by name and by day."""

    meetings: tuple[Meeting, ...]
    by_name: dict[str, Meeting]
    by_day: dict[date, list[Meeting]]
    place: dict[str, int]

    def named(self, text: str) -> Meeting | None:
        """Find the meeting of a name or a date; None where it has no file; or Ambiguous."""
        found = self.by_name.get(text.strip())
        if found is not None:
            return found
        day = day_of(text)
        meetings = self.by_day.get(day, []) if day is not None else []
        if len(meetings) > 1:
            raise Ambiguous(tuple(meeting.name for meeting in meetings))
        return meetings[0] if meetings else None

    def after(self, meeting: Meeting) -> Meeting | None:
        """Give the next meeting in order that is regular."""
        later = self.meetings[self.place[meeting.name] + 1 :]
        return next((one for one in later if one.is_regular), None)

    def before(self, meeting: Meeting) -> Meeting | None:
        """Give the meeting before in order that is regular."""
        for at in range(self.place[meeting.name] - 1, -1, -1):
            if self.meetings[at].is_regular:
                return self.meetings[at]
        return None

    def next_day(self, meeting: Meeting) -> date | None:
        """Give the day that `next meeting` means where this meeting says it."""
        at = self.place[meeting.name] + 1
        while at < len(self.meetings) and not self.meetings[at].is_regular:
            at += 1
        if at < len(self.meetings):
            return self.meetings[at].date
        said: Due | None = meeting.next_meeting.due if meeting.next_meeting else None
        return None if said is None else said.day


def calendar(meetings: tuple[Meeting, ...]) -> Calendar:
    """Put the meetings in order of date, those of one day in order of name."""
    ordered = tuple(sorted(meetings, key=lambda one: (one.date, one.name)))
    by_day: dict[date, list[Meeting]] = {}
    for meeting in ordered:
        by_day.setdefault(meeting.date, []).append(meeting)
    names = {meeting.name: meeting for meeting in ordered}
    return Calendar(ordered, names, by_day, {one.name: at for at, one in enumerate(ordered)})


def day_of(text: str) -> date | None:
    """Give the day that a text is, or None."""
    try:
        return read_date(text)
    except BadDate:
        return None


def is_previous(text: str) -> bool:
    """Whether a text says `previous meeting`."""
    return folded(text) == "previous meeting"
