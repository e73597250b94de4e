"""The title of imported minutes: what is it, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from import_documents import make_reading

from scrutiny_cli.importing.recognise.day import DayOptions, find_day
from scrutiny_cli.importing.recognise.meeting import recognise_meeting
from scrutiny_cli.importing.recognise.parts import split_parts
from scrutiny_cli.importing.source_reader import read_document

if TYPE_CHECKING:
    from scrutiny_cli.importing.imported_meeting import ImportedMeeting


def read_meeting(text: str, name: str = "minutes.md") -> ImportedMeeting:
    """Return the meeting of a file with a text."""
    (part,) = split_parts(read_document(name, text.encode()), one=True)
    found = find_day(part, name, DayOptions())
    return recognise_meeting(part, found, make_reading(people=(), day=found.day))


TITLES = {
    "TOML": ('+++\ntitle = "Exec Minutes - 2nd March 2007"\n[extra]\na = "b"\n+++\nHi.', "Exec"),
    "YAML": ("---\nlayout: page\ntitle: Works Board 2 March 2007\n---\nText.", "Works Board"),
    "fields without a title": ("---\ndescription:\nlayout: x\n---\n# (2/3/07) Meeting", None),
    "only a number and a day": ('---\ntitle: "Meeting 81 – 18 December 2014"\n---\nText.', None),
    "signs of a program": ("{{TOCright}}\n\nMeeting held on 2 March 2007", None),
    "a time": ("Called to order at 7:40 pm by Rosa\n\n2 March 2007", None),
    "a ruler": ("+++\n\nMeeting held on 2 March 2007", None),
    "public": ("# Works Board Meeting in Public\n\nHeld on 2 March 2007", "{} Meeting in Public"),
    "a channel": ("#works: BOARD (2007-03-02)\n=====\n\nPresent: ada", "#works: BOARD"),
    "a note in brackets": ("(Subject to approval.)\n\n**Works Board**\n\n2 March 2007", "{}"),
    "contents above": ("- [AOB](#aob)\n\n# Works Board, 2 March 2007\n\nText.", "{}"),
    "a name with digits": (
        "# PS26 Owens PTA meeting\n\n2 March 2007",
        "PS26 Owens PTA meeting",
    ),
    "the day, given elsewhere": ("# Works Board (2007-03-02)\n\nDate: 2 March 2007", "{}"),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    text, title = TITLES[case]
    expected = None if title is None else title.format("Works Board")
    assert read_meeting(text).head.title == expected


def test_the_name_of_a_web_site_is_no_title() -> None:
    page = (
        "<div><a href='/'>Works Project</a></div><div>Search</div>"
        "<h1>Meeting 80 – 27 November 2014</h1><p>Present: Ann, Bo</p>"
    )
    meeting = read_meeting(page, "page.html")
    assert (meeting.head.title, meeting.head.number) == (None, "80")
    assert "Works Project" in meeting.root_item.paragraphs[0].text


def test_minutes_that_are_a_draft_say_so_in_their_text() -> None:
    meeting = read_meeting("DRAFT minutes of the Works Board held on 2 March 2007\n\nPresent: Ann")
    assert meeting.head.title == "Works Board"
    assert [one.text.split()[0] for one in meeting.root_item.paragraphs] == ["DRAFT"]


@pytest.mark.parametrize(
    ("line", "time", "venue"),
    [
        ("## April 19, 2023 (10AM PT)", "10AM PT", None),
        ("19 April 2023, 18.00 (CET), Town Hall", "18.00 (CET)", "Town Hall"),
        ('date = "2023-04-19"', None, None),
        ("19 April 2023, 0930-1030, Town Hall", "0930-1030", "Town Hall"),
    ],
)
def test_times_of_a_meeting(line: str, time: str | None, venue: str | None) -> None:
    head = read_meeting(f"# Works Board\n\n{line}\n\nPresent: Ann Lee").head
    assert (head.time, head.venue) == (time, venue)


def test_a_time_is_no_venue_of_the_next_meeting() -> None:
    text = "# Works Board\n\n2 March 2007\n\nNext meeting: 20 March 2007, 3 EST, 7 UTC"
    head = read_meeting(text).head
    assert (head.next_date, head.next_venue) == ("2007-03-20", None)
