"""The header of a page of minutes: which meeting, whether they are agreed, who attended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from scrutiny_cli.actionlog.approvals import find_agreeing_meeting
from scrutiny_cli.minutes.model import NextMeeting, Person
from scrutiny_cli.output.document import ApprovalBanner, Attendance, Attendee
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.output.values import FormatDay, format_due
from scrutiny_cli.publish.context import PageContext, display_label


def meeting_title(page: PageContext) -> str:
    """Return whose meeting it was; "" where that is not known."""
    return join_words(page.meeting.title or page.book.series.title)


def list_facts(page: PageContext) -> Iterator[tuple[str, str]]:
    """Return the facts of the meeting as a whole, each with its label; "" where it is not known."""
    meeting, words = page.meeting, page.words
    yield words("Date"), page.options.write_weekday(meeting.date)
    yield words("Time"), join_words(meeting.time)
    yield words("Venue"), join_words(meeting.venue)
    yield words("Meeting number"), join_words(meeting.number)
    yield words("Kind of meeting"), words("Extraordinary") if meeting.extraordinary else ""
    yield words("Chair"), format_people(page, meeting.chair)
    yield words("Minutes by"), format_people(page, meeting.minutes_by)
    yield words("Members of the public"), "" if meeting.public is None else str(meeting.public)


def approval_banner(page: PageContext, today: date) -> ApprovalBanner:
    """Return whether the minutes are agreed by a day."""
    if not page.meeting.took_place:
        return ApprovalBanner(page.words("This meeting did not take place"), is_draft=False)
    agreed = find_agreeing_meeting(page.book, page.meeting, today)
    if agreed is not None:
        text = page.words("Agreed on {day}", day=page.format_day(agreed.date))
        return ApprovalBanner(text, is_draft=False)
    if page.meeting.date > today:
        text = page.words("DRAFT: this meeting has not taken place yet")
    else:
        text = page.words("DRAFT: these minutes are not yet agreed")
    return ApprovalBanner(text, is_draft=True)


def list_attendance(page: PageContext) -> Iterator[Attendance]:
    """Return who attended, and who did not, under their headings."""
    meeting = page.meeting
    for heading, people in (
        ("Present", meeting.present),
        ("Apologies", meeting.apologies),
        ("In attendance", meeting.in_attendance),
        ("Absent", meeting.absent),
    ):
        if people:
            yield _make_attendance(page, heading, people)


def list_expected(page: PageContext) -> Iterator[Attendance]:
    """Return who is expected at a meeting, who is a guest, and who has sent apologies.

    Whoever attended, or did not come, was expected; who has left by then is not.
    """
    meeting, directory = page.meeting, page.book.directory
    elsewhere = {
        display_label(page, person.label) for person in (*meeting.in_attendance, *meeting.apologies)
    }
    expected: dict[str, Person] = {}
    still_here = (
        one for one in meeting.expected if not directory.has_left(one.label, meeting.date)
    )
    for person in (*still_here, *meeting.present, *meeting.absent):
        label = display_label(page, person.label)
        if label not in elsewhere:
            expected.setdefault(label, person)
    for heading, people in (
        ("Expected", tuple(expected.values())),
        ("In attendance", meeting.in_attendance),
        ("Apologies", meeting.apologies),
    ):
        if people:
            yield _make_attendance(page, heading, people)


def _make_attendance(page: PageContext, heading: str, people: Iterable[Person]) -> Attendance:
    return Attendance(page.words(heading), tuple(_make_attendee(page, person) for person in people))


def _make_attendee(page: PageContext, person: Person) -> Attendee:
    known = _find_format_person(page, person)
    if known is None:
        return Attendee(
            join_words(display_label(page, person.label)), "", "", "", join_words(person.note)
        )
    initials = join_words(known.initials)
    name = join_words(known.name) or initials
    initials = "" if name == initials else initials
    return Attendee(
        name,
        join_words(known.role),
        join_words(known.organisation),
        initials,
        join_words(person.note),
    )


def _find_format_person(page: PageContext, person: Person) -> Person | None:
    """Find what was known of a person by the meeting, otherwise what is known today."""
    for people in (page.directory_at_meeting, page.book.directory):
        known = people.people.get(people.display_label(person.label))
        if known is not None:
            return known
    return None


def format_people(page: PageContext, people: Iterable[Person]) -> str:
    """Return the names of people, with their initials and notes."""
    return ", ".join(_format_person(_make_attendee(page, person)) for person in people)


def name_label(page: PageContext, label: str) -> str:
    """Return the name of a person who is known by a label, otherwise the label."""
    shown = join_words(display_label(page, label))
    for directory in (page.directory_at_meeting, page.book.directory):
        known = directory.people.get(directory.display_label(label))
        if known is not None:
            return join_words(known.name) or shown
    return join_words(label)


def _format_person(attendee: Attendee) -> str:
    return " ".join(
        filter(None, (attendee.name, *(f"({x})" for x in (attendee.initials, attendee.note) if x)))
    )


def format_next_meeting(page: PageContext) -> str:
    """Return when and where the next meeting is; "" where it is not announced."""
    return format_announcement(page.meeting.next_meeting, page.options.write_weekday)


def format_announcement(coming: NextMeeting | None, format_day: FormatDay) -> str:
    """Return what a file has about the meeting after it; "" where it has nothing."""
    if coming is None:
        return ""
    parts = (
        format_due(coming.due, format_day),
        join_words(coming.time),
        join_words(coming.venue),
    )
    return ", ".join(filter(None, parts))
