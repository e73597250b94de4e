"""The head of a page of minutes: which meeting it was, whether they are agreed, who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.approvals import approvals
from scrutiny_cli.output.document import Attendance, Attendee, Banner
from scrutiny_cli.output.paragraphs import flat
from scrutiny_cli.output.views import due_text
from scrutiny_cli.publish.context import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.minutes.model import Person
    from scrutiny_cli.publish.context import Page


def title_of(page: Page) -> str:
    """Say whose meeting it was."""
    return flat(page.meeting.title or page.book.series.title) or "Minutes"


def facts_of(page: Page) -> Iterator[tuple[str, str]]:
    """Give what is said of the meeting as a whole, each under its label."""
    meeting = page.meeting
    yield "Date", page.days(meeting.date)
    yield "Time", flat(meeting.time)
    yield "Venue", flat(meeting.venue)
    yield "Meeting number", flat(meeting.number)
    yield "Kind of meeting", "Extraordinary" if meeting.extraordinary else ""
    yield "Chair", named(page, meeting.chair)
    yield "Minutes by", named(page, meeting.minutes_by)
    yield "Members of the public", "" if meeting.public is None else str(meeting.public)


def banner_of(page: Page, today: date) -> Banner:
    """Say whether the minutes are agreed by a day."""
    if not page.meeting.took_place:
        return Banner("This meeting did not take place", draft=False)
    agreed = approvals(page.book, today).get(page.meeting.name)
    if agreed is not None:
        return Banner(f"Agreed on {page.days(agreed.date)}", draft=False)
    if page.meeting.date > today:
        return Banner("DRAFT: this meeting is still to be held", draft=True)
    return Banner("DRAFT: these minutes are not yet agreed", draft=True)


def attendance_of(page: Page) -> Iterator[Attendance]:
    """Give who was there, and who was not, under their headings."""
    meeting = page.meeting
    for heading, people in (
        ("Present", meeting.present),
        ("Apologies", meeting.apologies),
        ("In attendance", meeting.in_attendance),
        ("Absent", meeting.absent),
    ):
        if people:
            yield Attendance(heading, tuple(_attendee(page, one) for one in people))


def _attendee(page: Page, person: Person) -> Attendee:
    known = _known(page, person)
    if known is None:
        return Attendee(flat(label_of(page, person.label)), "", "", "", flat(person.note))
    initials = flat(known.initials)
    name = flat(known.name) or initials
    initials = "" if name == initials else initials
    return Attendee(name, flat(known.role), flat(known.organisation), initials, flat(person.note))


def _known(page: Page, person: Person) -> Person | None:
    """Give what was known of a person by then; who was introduced only later is known, too."""
    for people in (page.then, page.book.directory):
        known = people.people.get(people.shown(person.label))
        if known is not None:
            return known
    return None


def named(page: Page, people: Iterable[Person]) -> str:
    """Name people, with their initials and what is noted of them."""
    return ", ".join(_person(_attendee(page, one)) for one in people)


def _person(one: Attendee) -> str:
    return " ".join(filter(None, (one.name, *(f"({x})" for x in (one.initials, one.note) if x))))


def next_meeting_of(page: Page) -> str:
    """Say when and where the next meeting is."""
    coming = page.meeting.next_meeting
    if coming is None:
        return ""
    said = (due_text(coming.due, page.days), flat(coming.time), flat(coming.venue))
    return ", ".join(filter(None, said))
