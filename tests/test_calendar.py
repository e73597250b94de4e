"""The calendar: what other programs read in it, read back by the library that they use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from boards import Board, boards
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import make_faultless_book

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.meetings import index_meetings
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.publish.calendar_board import CalendarBoard, CalendarOptions
from scrutiny_cli.publish.earlier_calendar import NO_CALENDAR, read_calendar
from scrutiny_cli.publish.ical import render_calendar

TODAY = "2024-03-20"
SERIES = "title: Harbour Board\n"
MARCH = """\
date: 2024-03-14
time: 9:00am
venue: Old Custom House; Quay Street, Harbour
actions:
  - ref: 9/24
    action: Review the last three years' casualty figures.
    owner: CD, EF
    due: 2024-04-30
  - action: To be published on the website
    due: next meeting
  - ref: 10/24
    action: Ask the council
    owner: CD
    due: soon
  - ref: 11/24
    action: Paint the buoys
    owner: CD
    due: June 2024
next_meeting:
  date: 2024-04-11
  time: 9:00-11:00
  venue: Town Hall
"""
APRIL = """\
title: April meeting
date: 2024-04-11
time: half past nine
updates:
  - ref: 9/24
    status: progressing
    note: Half of it is done
    on: 2024-04-02
  - ref: 9/24
    due: 2024-05-09
  - ref: 11/24
    status: completed
"""


def book(*meetings: str, series: str = SERIES) -> MinuteBook:
    """Build the log of files that say their own dates."""
    days = (re.search("date: (.*)", text)[1] for text in meetings)  # type: ignore[index]
    return make_faultless_book({"series": series, **dict(zip(days, meetings, strict=True))})


def read(
    whole: MinuteBook, kind: str = "event", *, internal: bool = False, owners: tuple[str, ...] = ()
) -> Any:  # noqa: ANN401  what is read back may be anything
    return back(write(whole, kind, internal=internal, owners=owners))


def write(  # noqa: PLR0913  each is asked of a calendar
    whole: MinuteBook,
    kind: str = "event",
    *,
    internal: bool = False,
    owners: tuple[str, ...] = (),
    today: str = TODAY,
    over: bytes = b"",
    closed: bool = False,
    alarm: timedelta | None = None,
    addresses: Mapping[str, str] | None = None,
) -> bytes:
    """Write the calendar of a log as it is published, over an earlier one."""
    seen = whole if internal else redact_book(whole)
    earlier = read_calendar(over) if over else NO_CALENDAR
    day = date.fromisoformat(today)
    options = CalendarOptions(day, kind, internal, closed, alarm, earlier)
    return render_calendar([CalendarBoard(seen, owners, addresses=addresses or {})], options)


def back(made: bytes) -> Any:  # noqa: ANN401
    return icalendar.Calendar.from_ical(made)


def summaries(made: Any) -> list[str]:  # noqa: ANN401
    return [str(one["SUMMARY"]) for one in made.subcomponents]


def revision(entry: Any) -> tuple[int, datetime]:  # noqa: ANN401
    return entry["SEQUENCE"], entry["DTSTAMP"].dt


def about(made: Any, words: str) -> Any:  # noqa: ANN401
    (found,) = (one for one in made.subcomponents if words in one["SUMMARY"])
    return found


@pytest.mark.parametrize(
    ("zone", "march", "july"),
    [("Europe/London", 9, 8), ("Europe/Berlin", 8, 7), ("America/New_York", 13, 13), ("UTC", 9, 9)],
)
def test_a_meeting_of_a_known_time_zone_has_its_moment(zone: str, march: int, july: int) -> None:
    days = ("2024-03-14", "2024-07-11")
    files = [Source(f"{day}.yaml", f"date: {day}\ntime: 9:00-11:00\n") for day in days]
    made = build_book([Source("series.yaml", f"timezone: {zone}\n"), *files])
    assert made.problems == ()
    meetings = read(made).walk("VEVENT")
    assert {one["DTSTART"].params.get("TZID", "UTC") for one in meetings} == {zone}
    begins = [one["DTSTART"].dt for one in meetings]
    assert begins == [
        datetime(2024, 3, 14, march, tzinfo=UTC), datetime(2024, 7, 11, july, tzinfo=UTC)
    ]  # fmt: skip
    assert all(one["DTEND"].dt - one["DTSTART"].dt == timedelta(hours=2)
               for one in meetings)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "hint"),
    [("London", "Did you mean Europe/London?"), ("europe/london", "Did you mean Europe/London?"),
     ("Europe/Lodnon", "Did you mean Europe/London?"), ("../../etc/passwd", None),
     ("GMT+25", None), ("localtime", None)],
)  # fmt: skip
def test_a_time_zone_has_the_name_of_the_iana(name: str, hint: str | None) -> None:
    made = build_book([Source("series.yaml", f"timezone: {name}\n")])
    (problem,) = made.problems
    assert (problem.rule, made.series.timezone) == ("bad-timezone", None)
    assert hint is None or problem.hint == hint


def test_a_calendar_has_the_open_actions_with_a_date_and_all_meetings() -> None:
    assert summaries(read(book(MARCH))) == [
        "Harbour Board",
        "Harbour Board",
        "9/24: Review the last three years' casualty figures. (CD, EF)",
        "To be published on the website",
        "11/24: Paint the buoys (CD)",
    ]
    assert summaries(read(book(MARCH, APRIL)))[1:] == [
        "April meeting",
        "9/24: Review the last three years' casualty figures. (CD, EF)",
        "To be published on the website",
    ]


def test_a_calendar_says_whose_it_is() -> None:
    made = read(book(MARCH))
    assert made["VERSION"] == "2.0"
    assert made["PRODID"] == "-//scrutiny//scrutiny-cli//EN"
    assert made["NAME"] == made["X-WR-CALNAME"] == "Harbour Board"
    assert "METHOD" not in made
    assert read(book(MARCH), owners=("EF",))["NAME"] == "Harbour Board: EF"
    assert read(book(MARCH), owners=("none",))["NAME"] == "Harbour Board: nobody"


def test_an_action_is_an_event_of_its_whole_day_that_keeps_nobody_busy() -> None:
    made = about(read(book(MARCH, APRIL)), "9/24")
    assert made.name == "VEVENT"
    assert made["DTSTART"].dt == date(2024, 5, 9)
    assert made["DTSTART"].params["VALUE"] == made["DTEND"].params["VALUE"] == "DATE"
    assert made["DTEND"].dt == date(2024, 5, 10)
    assert made["TRANSP"] == "TRANSPARENT"
    assert not {"DURATION", "STATUS"} & set(made)


def test_or_a_task_with_its_status() -> None:
    made = read(book(MARCH, APRIL), "todo")
    task, other = about(made, "9/24"), about(made, "website")
    assert (task.name, task["DUE"].dt) == ("VTODO", date(2024, 5, 9))
    assert task["DUE"].params["VALUE"] == "DATE"
    assert (task["STATUS"], other["STATUS"]) == ("IN-PROCESS", "NEEDS-ACTION")
    assert about(made, "April").name == "VEVENT"


CLOSED = "date: 2024-05-09\nupdates: [{ref: 9/24, status: withdrawn, on: 2024-05-07}]\n"


def test_closed_actions_are_left_out_or_completed_tasks() -> None:
    log = book(MARCH, CLOSED)
    assert "9/24" not in "".join(summaries(read(log, "todo")))
    made = back(write(log, "todo", closed=True, alarm=timedelta(days=1)))
    task = about(made, "9/24")
    assert (task["STATUS"], task["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
    assert task["COMPLETED"].dt == datetime(2024, 5, 7, 12, tzinfo=UTC)
    assert "Status: withdrawn" in task["DESCRIPTION"]
    assert task.subcomponents == []
    assert not {"COMPLETED", "PERCENT-COMPLETE"} & set(about(made, "website"))


def test_an_alarm_comes_before_what_is_to_come() -> None:
    def list_triggers(made: bytes) -> list[Any]:
        return [
            [one["TRIGGER"] for one in entry.walk("VALARM")] for entry in back(made).subcomponents
        ]

    alarm = timedelta(days=1)
    made = list_triggers(write(book(MARCH), alarm=alarm))
    assert [[one.dt for one in each] for each in made] == [[], *([[-alarm]] * 4)]
    tasks = list_triggers(write(book(MARCH), "todo", alarm=alarm))
    assert [[one.params.get("RELATED") for one in each] for each in tasks] == [
        [], [None], ["END"], ["END"], ["END"]
    ]  # fmt: skip
    late = list_triggers(write(book(MARCH), alarm=alarm, today="2024-05-01"))
    assert [len(each) for each in late] == [0, 0, 0, 0, 1]
    ring = back(write(book(MARCH), alarm=alarm)).subcomponents[1].walk("VALARM")[0]
    assert (ring["ACTION"], ring["DESCRIPTION"]) == ("DISPLAY", "Harbour Board")


def test_a_meeting_without_an_end_is_as_long_as_the_boards_meetings_are() -> None:
    march = read(book(MARCH, series=SERIES + "time: 9:00-11:30\n")).subcomponents[0]
    assert march["DURATION"].dt == timedelta(hours=2, minutes=30)
    march = read(book(MARCH, series=SERIES + "time: 9:00\n")).subcomponents[0]
    assert march["DURATION"].dt == timedelta(hours=1)


def test_the_last_day_that_a_computer_knows_has_an_end_too() -> None:
    texts = (
        "date: 2024-03-14\nactions: [{action: Act, due: 9999-12-31}]\n",
        "date: 9999-12-31\ntime: 9pm\n",
    )
    made = read(book(*texts, series=SERIES + "timezone: America/New_York\n"))
    assert about(made, "Act")["DURATION"].dt == timedelta(days=1)
    _, last, _ = made.subcomponents
    assert last["DTSTART"].dt == datetime(9999, 12, 31, 21)  # noqa: DTZ001


def test_an_entry_has_its_web_address_and_says_what_it_is() -> None:
    text = (
        "date: 2024-03-14\nvenue: Town Hall (or https://meet.example.org/harbour?room=1).\n"
        "actions: [{action: Act, due: 2024-05-02, links: [paper 4, https://example.org/a b]}]\n"
    )
    meeting, action = read(book(text)).subcomponents
    assert meeting["URL"] == "https://meet.example.org/harbour?room=1"
    assert action["URL"] == "https://example.org/a"
    assert meeting["CATEGORIES"].to_ical() == b"Meeting,Harbour Board"
    assert action["CATEGORIES"].to_ical() == b"Action,Harbour Board"
    pages = {"2024-03-14": "https://example.org/m", "2024-03-14#1": "https://example.org/n"}
    made = back(write(book(text), addresses=pages))
    assert [one["URL"] for one in made.subcomponents] == list(pages.values())
    assert not [one for one in read(book(MARCH)).subcomponents if "URL" in one]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "paper.pdf", "mailto:a@example.org", "x"])
def test_what_is_not_on_the_web_is_no_address(link: str) -> None:
    text = f'date: 2024-03-14\nactions: [{{action: Act, due: 2024-05-02, links: "{link}"}}]\n'
    assert "URL" not in about(read(book(text)), "Act")


def test_an_action_says_all_that_is_known_of_it() -> None:
    assert about(read(book(MARCH, APRIL)), "9/24")["DESCRIPTION"].split("\n") == [
        "Review the last three years' casualty figures.",
        "",
        "Owner: CD, EF",
        "Due: 9 May 2024",
        "Status: in progress",
        "Latest update, 2 April 2024: progressing: Half of it is done",
        "Raised at: Harbour Board, 14 March 2024",
    ]
    series = SERIES + "dates: 25.06.15\n"
    told = about(read(book(MARCH, series=series)), "website")["DESCRIPTION"].split("\n")
    assert told[2:] == [
        "Due: next meeting (11.04.24)",
        "Status: open",
        "Raised at: Harbour Board, 14.03.24",
    ]


def test_long_words_are_shortened_at_a_word_in_the_line_alone() -> None:
    words = "Ask " + "everybody " * 20 + "again"
    made = about(read(book(f"date: 2024-03-14\nactions: {{action: {words}, due: 1.5.24}}")), "Ask")
    assert made["SUMMARY"] == "Ask" + " everybody" * 6 + " …"
    assert made["DESCRIPTION"].startswith(words)


def test_a_meeting_has_the_hours_that_can_be_read_as_its_own_clock_shows_them() -> None:
    march, april, *_ = read(book(MARCH)).subcomponents
    assert march["DTSTART"].dt == datetime(2024, 3, 14, 9)  # noqa: DTZ001  of no zone
    assert ("DTEND" in march, march["DURATION"].dt) == (False, timedelta(hours=1))
    assert march["LOCATION"] == "Old Custom House; Quay Street, Harbour"
    assert april["DTSTART"].dt == datetime(2024, 4, 11, 9)  # noqa: DTZ001
    assert april["DTEND"].dt == datetime(2024, 4, 11, 11)  # noqa: DTZ001
    assert april["LOCATION"] == "Town Hall"
    assert april["DESCRIPTION"].split("\n") == [
        "Time: 9:00-11:00",
        "Announced at the meeting of 14 March 2024.",
    ]


def test_hours_that_cannot_be_read_are_words_and_the_meeting_takes_the_day() -> None:
    made = about(read(book(MARCH, APRIL)), "April")
    assert made["DTSTART"].dt == date(2024, 4, 11)
    assert made["DTEND"].dt == date(2024, 4, 12)
    assert made["DESCRIPTION"] == "Time: half past nine"
    assert "LOCATION" not in made


@pytest.mark.parametrize("said", ["next_meeting: to be confirmed", "next_meeting: May 2024", ""])
def test_a_meeting_that_is_announced_without_a_day_is_not_there(said: str) -> None:
    assert summaries(read(book(f"date: 2024-03-14\n{said}"))) == ["Harbour Board"]


def test_only_the_last_of_the_series_announces() -> None:
    extra = "title: Extra\ndate: 2024-04-20\nextraordinary: true\nnext_meeting: 2024-04-30\n"
    made = read(book(MARCH, APRIL + "next_meeting: 2024-05-09\n", extra))
    assert summaries(made)[:4] == ["Harbour Board", "April meeting", "Extra", "Harbour Board"]
    assert made.subcomponents[3]["DTSTART"].dt == date(2024, 5, 9)


def test_a_meeting_that_does_not_take_place_is_cancelled() -> None:
    made = read(book("date: 2024-03-14\ntime: 9am\nheld: false\n", "date: 2024-04-11\n"))
    gone, other = made.subcomponents
    assert (gone["STATUS"], other["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert gone["DTSTART"].dt == datetime(2024, 3, 14, 9)  # noqa: DTZ001
    assert gone["SUMMARY"] == "Cancelled: Harbour Board"
    assert gone["DESCRIPTION"] == "Time: 9am\nThis meeting does not take place."
    assert gone["TRANSP"] == "TRANSPARENT"


def test_a_thing_keeps_its_name_while_the_files_grow() -> None:
    before, after = read(book(MARCH)), read(book(MARCH, APRIL), "todo")
    assert about(before, "9/24")["UID"] == about(after, "9/24")["UID"]
    assert before.subcomponents[1]["UID"] == about(after, "April")["UID"]
    for made in (before, after):
        named = [one["UID"] for one in made.subcomponents]
        assert len(set(named)) == len(named)


def test_another_meeting_of_the_day_does_not_change_the_identifier() -> None:
    agm, plain = (Source(f"2024-04-11{end}.yaml", "date: 2024-04-11") for end in ("-agm", ""))
    series, march = Source("series.yaml", SERIES), Source("2024-03-14.yaml", MARCH)
    announced = read(build_book([series, march])).subcomponents[1]
    alone = read(build_book([series, march, agm])).subcomponents[1]
    first, second = read(build_book([series, march, agm, plain])).subcomponents[1:3]
    assert (first["UID"], second["UID"]) == (announced["UID"], alone["UID"])
    assert first["UID"] != second["UID"]


def test_a_refs_blanks_and_capitals_do_not_change_the_name_and_another_board_does() -> None:
    texts = [f"date: 2024-03-14\nactions: {{ref: {ref}, action: Act, due: 1.5.24}}" for ref in
             ("bod 1/24", "BOD1/24")]  # fmt: skip
    one, same = (about(read(book(text)), "Act")["UID"] for text in texts)
    other = about(read(book(texts[0], series="title: Quay Board")), "Act")["UID"]
    assert one == same != other


def test_without_an_earlier_file_the_stamp_is_the_day_of_what_was_last_written() -> None:
    before, after = about(read(book(MARCH)), "9/24"), about(read(book(MARCH, APRIL)), "9/24")
    assert revision(before) == (0, datetime(2024, 3, 14, tzinfo=UTC))
    assert revision(after) == (0, datetime(2024, 4, 11, tzinfo=UTC))
    march, april, *_ = read(book(MARCH)).subcomponents
    assert revision(march) == revision(april) == (0, datetime(2024, 3, 14, tzinfo=UTC))
    first = back(write(book("date: 2024-04-11\n"), today="2024-04-01")).subcomponents[0]
    assert revision(first) == (0, datetime(2024, 4, 1, tzinfo=UTC))


def test_the_same_files_give_the_same_bytes_whatever_day_it_is() -> None:
    made = write(book(MARCH, APRIL), today="2024-04-11")
    assert made == write(book(MARCH, APRIL), today="2024-05-01")
    assert made == write(book(MARCH, APRIL), today="2024-05-01", over=made)


def test_owners_narrow_the_actions_and_not_the_meetings() -> None:
    assert summaries(read(book(MARCH), owners=("EF",))) == [
        "Harbour Board",
        "Harbour Board",
        "9/24: Review the last three years' casualty figures. (CD, EF)",
    ]


# Confidential

MARKED = """\
title: Open title
date: 2024-03-14
actions:
  - ref: 9/24
    action: Hidden words
    owner: CD
    due: 2024-04-30
    confidential: s.40 FOIA
  - ref: 10/24
    action: Open words
    due: 2024-04-30
"""
HIDDEN = """\
title: Hidden title
date: 2024-04-11
time: 9am
venue: Hidden place
confidential: s.43
updates:
  - ref: 10/24
    note: Hidden note
next_meeting: 2024-05-09
"""


def test_a_withheld_action_is_not_there_and_a_withheld_meeting_shows_its_date_alone() -> None:
    made = read(book(MARKED, HIDDEN))
    assert summaries(made) == [
        "Open title",
        "Harbour Board: Withheld, s.43",
        "10/24: Open words",
    ]
    assert made.subcomponents[1]["DTSTART"].dt == date(2024, 4, 11)
    assert b"Hidden" not in made.to_ical()


def test_an_internal_calendar_has_all_and_says_so() -> None:
    made = read(book(MARKED, HIDDEN), internal=True)
    assert made["NAME"] == made["X-WR-CALNAME"] == "INTERNAL: Harbour Board"
    assert made["DESCRIPTION"].startswith("INTERNAL")
    assert summaries(made) == [
        "Open title",
        "INTERNAL: Hidden title",
        "INTERNAL: Harbour Board",
        "INTERNAL: 9/24: Hidden words (CD)",
        "INTERNAL: 10/24: Open words",
    ]
    assert [one.get("CLASS") for one in made.subcomponents[3:]] == ["CONFIDENTIAL"] * 2


def test_a_public_calendar_marks_nothing_internal() -> None:
    made = write(book(MARKED, HIDDEN))
    assert b"Open words" in made
    assert b"INTERNAL" not in made
    assert b"CONFIDENTIAL" not in made


def unfolded(made: bytes) -> str:
    return made.decode().replace("\r\n ", "")


@settings(max_examples=40)  # the gate itself is held to far more
@given(boards(), st.sampled_from(["event", "todo"]), st.booleans())
def test_nothing_that_is_withheld_is_in_a_calendar(board: Board, kind: str, closed: bool) -> None:  # noqa: FBT001
    whole, alarm = build_book(board.sources()), timedelta(days=1)
    made = write(whole, kind, closed=closed, alarm=alarm)
    internal = write(whole, internal=True, closed=True)
    again = write(whole, kind, closed=closed, alarm=alarm, over=write(whole))
    for text in (unfolded(made).replace("-", ""), unfolded(again).replace("-", "")):
        days = [f"{one:%Y%m%d}" for one in board.secret_days - board.public_days]
        assert [one for one in (*board.secret_words, *days) if one in text] == []
    assert read_calendar(internal).is_internal
    others = build_book(board.with_other_secrets())
    assume(not any(problem.is_error for problem in others.problems))
    assert made == write(others, kind, closed=closed, alarm=alarm)


# The form


def lines(made: bytes) -> Iterable[bytes]:
    assert made.endswith(b"\r\n")
    return made.removesuffix(b"\r\n").split(b"\r\n")


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(',;:\\"\n\r\x00\x1b\x85\u2028é–'),
    max_size=200,
)


def with_words(whole: MinuteBook, words: str) -> MinuteBook:
    """Put words, whatever they are, where a file has an action's words and a meeting's venue."""
    (meeting,) = whole.meetings
    (action,) = whole.log.actions
    changed = action._replace(state=action.state._replace(words=words, owners=(words,)))
    return replace(
        whole,
        index=index_meetings((meeting._replace(venue=words, time=words),)),
        log=whole.log._replace(actions=(changed,)),
    )


@given(TEXTS, st.sampled_from(["event", "todo"]))
def test_any_words_read_back_from_lines_that_any_program_can_read(words: str, kind: str) -> None:
    plain = book("date: 2024-03-14\nactions: {action: Act, due: 1.5.24}")
    made = write(with_words(plain, words), kind, internal=True)
    assert read_calendar(made).exists
    for line in lines(made):
        assert len(line) <= 75
        assert not set(line.decode()) & set("\r\n\x00\x0b\x1b\x85\u2028")
    _, action = back(made).subcomponents
    assert made == write(with_words(plain, words), kind, internal=True, over=made)
    seen = [one for one in words if one.isalnum()]
    told = action["DESCRIPTION"].partition("\n\nOwner: ")[0]
    assert [one for one in told if one.isalnum()] == seen


def test_marks_and_line_ends_are_written_as_the_standard_has_them() -> None:
    words = "One, two; three\\four: “five”\n\n- six"
    plain = book("date: 2024-03-14\nactions: {action: Act, due: 1.5.24}")
    made = write(with_words(plain, words), internal=True)
    assert b"DESCRIPTION:One\\, two\\; three\\\\four:" in made
    action = back(made).subcomponents[1]
    assert action["DESCRIPTION"].startswith(words)
    assert action["SUMMARY"].startswith("One, two; three\\four: “five”  - six")
