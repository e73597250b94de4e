"""A calendar written over an earlier one: what rises, what is cancelled, what is not trusted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from boards import Board, boards
from hypothesis import given, settings
from support import make_faultless_book
from test_calendar import APRIL, MARCH, MARKED, about, back, book, revision, summaries, write

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.publish.calendar_board import CalendarBoard, CalendarOptions
from scrutiny_cli.publish.earlier_calendar import DamagedCalendar, read_calendar
from scrutiny_cli.publish.ical import render_calendar

FIRST = write(book(MARCH))
BEGIN = datetime(2024, 3, 14, tzinfo=UTC)


def find_cancelled(made: bytes) -> list[Any]:
    return [one for one in back(made).walk("VEVENT") if one.get("STATUS") == "CANCELLED"]


# What rises


def test_only_what_has_changed_rises() -> None:
    report = "date: 2024-04-11\ntime: 9:00-11:00\nvenue: Town Hall\n"
    made = write(
        book(MARCH, report + "updates: [{ref: 9/24, status: ongoing}]\n"),
        today="2024-04-11",
        over=FIRST,
    )
    changed, same = about(back(made), "9/24"), about(back(made), "website")
    assert revision(changed) == (1, datetime(2024, 4, 11, tzinfo=UTC))
    assert revision(same) == revision(about(back(FIRST), "website")) == (0, BEGIN)


def test_a_second_change_of_a_day_has_a_later_stamp() -> None:
    texts = [MARCH.replace("Review", word) for word in ("Read", "Check")]
    first = write(book(texts[0]), over=FIRST)
    second = write(book(texts[1]), over=first)
    midnight = datetime(2024, 3, 20, tzinfo=UTC)
    assert revision(about(back(first), "9/24")) == (1, midnight)
    assert revision(about(back(second), "9/24")) == (2, midnight + timedelta(seconds=1))
    third = write(book(MARCH), today="2024-03-01", over=second)
    assert revision(about(back(third), "9/24")) == (3, midnight + timedelta(seconds=2))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("time: 9:00-11:00", "time: 9:00-12:00"),
        lambda text: text.replace("venue: Town Hall", "venue: Mill"),
    ],
)
def test_an_announced_meeting_rises_with_its_place_and_time(change: Callable[[str], str]) -> None:
    made = back(write(book(change(MARCH)), over=FIRST)).subcomponents
    assert [revision(one)[0] for one in made] == [0, 1, 0, 0, 0]


def test_an_alarm_and_the_kind_of_an_entry_are_changes() -> None:
    alarmed = write(book(MARCH), alarm=timedelta(days=1), over=FIRST)
    assert revision(about(back(alarmed), "9/24"))[0] == 1
    tasks = write(book(MARCH), "todo", alarm=timedelta(days=1), over=alarmed)
    assert revision(about(back(tasks), "9/24"))[0] == 2


def test_what_comes_back_begins_above_what_it_was() -> None:
    paint = "date: 2024-04-11\nupdates: [{{ref: 11/24, status: {}}}]\n"
    first = write(book(MARCH.replace("Paint the", "Paint all")), over=FIRST)
    gone = write(book(MARCH, paint.format("completed")), over=first)
    assert "11/24" not in "".join(summaries(back(gone)))
    kept = write(book(MARCH, paint.format("completed")), over=gone)
    assert b"X-SCRUTINY-NEXT-SEQUENCE:2\r\n" in kept
    again = write(book(MARCH, paint.format("reopened")), over=kept)
    assert revision(about(back(again), "11/24"))[0] == 2


def test_what_is_new_begins_at_nought() -> None:
    more = MARCH.replace("actions:", "actions:\n  - {action: Dredge, due: 2024-05-02}")
    assert revision(about(back(write(book(more), over=FIRST)), "Dredge")) == (
        0,
        datetime(2024, 3, 20, tzinfo=UTC),
    )
    assert b"NEXT-SEQUENCE" not in FIRST


@settings(max_examples=20)
@given(boards(), boards())
def test_a_calendar_over_any_other_keeps_or_raises_each_entry(old: Board, new: Board) -> None:
    first = write(build_book(old.sources()), closed=True)
    second = write(build_book(new.sources()), closed=True, over=first)
    third = write(build_book(new.sources()), closed=True, over=second)
    assert third == second
    before, after = read_calendar(first).entries, read_calendar(second).entries
    for uid in before.keys() & after.keys():
        is_same = before[uid].lines == after[uid].lines
        assert (before[uid].revision == after[uid].revision) is is_same
        assert (before[uid].revision < after[uid].revision) is not is_same
        assert (before[uid].revision.stamp < after[uid].revision.stamp) is not is_same


# What is cancelled

MOVED = MARCH.replace("date: 2024-04-11", "date: 2024-04-18")


def test_a_meeting_that_has_gone_is_cancelled_while_its_day_is_to_come() -> None:
    made = write(book(MOVED), over=FIRST)
    (gone,) = find_cancelled(made)
    assert gone["UID"] == back(FIRST).subcomponents[1]["UID"]
    assert revision(gone) == (1, datetime(2024, 3, 20, tzinfo=UTC))
    assert gone["SUMMARY"] == "Cancelled: Harbour Board"
    assert gone["DESCRIPTION"] == "This meeting was moved or does not take place."
    assert f"{gone['DTSTART'].dt} {gone['DTEND'].dt}" == "2024-04-11 2024-04-12"
    assert "LOCATION" not in gone
    for today in ("2024-03-21", "2024-04-11"):
        assert find_cancelled(write(book(MOVED), today=today, over=made)) == [gone]
    assert find_cancelled(write(book(MOVED), today="2024-04-12", over=made)) == []


def test_a_meeting_that_is_there_again_is_no_longer_cancelled() -> None:
    made = back(write(book(MARCH), over=write(book(MOVED), over=FIRST)))
    again, other = made.subcomponents[1:3]
    assert (again["STATUS"], revision(again)[0]) == ("CONFIRMED", 2)
    assert (other["STATUS"], other["DTSTART"].dt.isoformat()) == ("CANCELLED", "2024-04-18")


def test_an_action_that_has_gone_is_not_cancelled() -> None:
    made = write(book("date: 2024-03-14\nnext_meeting: 2024-04-11\n"), over=FIRST)
    assert len(back(made).subcomponents) == 2
    assert find_cancelled(made) == []


def test_an_announced_day_whose_file_has_another_name_is_replaced() -> None:
    before = write(book(MARCH))
    files = {"series": "title: Harbour Board\n", "2024-03-14": MARCH}
    agm = {"2024-04-11-agm": "date: 2024-04-11\ntitle: AGM\n"}
    made = write(make_faultless_book({**files, **agm}), over=before)
    (gone,) = find_cancelled(made)
    assert gone["SUMMARY"] == "Replaced: Harbour Board"
    assert gone["DESCRIPTION"] == "This entry was replaced by another one of the same day."
    moved = make_faultless_book({**files, "2024-04-12-agm": "date: 2024-04-12\ntitle: AGM\n"})
    gone, plain = find_cancelled(write(moved, over=made))
    assert gone["X-SCRUTINY-MEETING"] == "2024-04-11"
    assert plain["X-SCRUTINY-MEETING"] == "2024-04-11-agm"


def test_of_a_meeting_that_has_gone_no_words_are_kept() -> None:
    sale = "date: 2024-04-11\ntitle: Sale of the quay\nvenue: Back room\ntime: 6pm\n"
    before = write(book("date: 2024-03-14\n", sale))
    made = write(book("date: 2024-03-14\n"), over=before)
    assert len(find_cancelled(made)) == 1
    assert not [word for word in (b"Sale", b"Back room", b"6pm") if word in made]


def test_the_calendar_of_another_board_cancels_nothing() -> None:
    other = book(MARCH, series="title: Quay Board\n")
    assert find_cancelled(write(book(MOVED), over=write(other))) == []


def test_a_calendar_of_before_meetings_were_named_in_it_cancels_by_the_day() -> None:
    lines = FIRST.split(b"\r\n")
    before = b"\r\n".join(line for line in lines if not line.startswith(b"X-SCRUTINY-MEETING"))
    (gone,) = find_cancelled(write(book(MOVED), over=before))
    assert gone["UID"] == back(FIRST).subcomponents[1]["UID"]


def test_each_of_several_boards_cancels_its_own() -> None:
    options = CalendarOptions(date(2024, 3, 20))
    quay = "title: Quay Board\n"
    texts = [(MARCH, MARCH), (MOVED, MARCH)]
    made = b""
    for one, other in texts:
        listed = [
            CalendarBoard(book(one), name="Harbour Board", label="Harbour Board"),
            CalendarBoard(book(other, series=quay), name="Quay Board", label="Quay Board"),
        ]
        over = options._replace(earlier=read_calendar(made)) if made else options
        made = render_calendar(listed, over)
    assert [str(one["SUMMARY"]) for one in find_cancelled(made)] == ["Cancelled: Harbour Board"]


# What is not trusted


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
        lambda data: data.removesuffix(b"END:VCALENDAR\r\n"),
        lambda data: data + data,
        lambda data: data.replace(b"scrutiny-cli", b"other"),
        lambda data: data.replace(b"SEQUENCE:0", b"SEQUENCE:-1"),
        lambda data: data.replace(b"SEQUENCE:0", b"SEQUENCE:9999999999"),
        lambda data: data.replace(b"SEQUENCE:0\r\n", b""),
        lambda data: data.replace(b"DTSTAMP:20240314", b"DTSTAMP:20240399"),
        lambda data: data.replace(b"DTSTAMP:2024", b"DTSTAMP:9999"),
        lambda data: data.replace(b"UID:", b"UIX:"),
        lambda data: data.replace(b"END:VEVENT", b"END:VTODO"),
        lambda data: b"<<<<<<< HEAD\n" + data,
        lambda data: data.replace(b"BEGIN:VEVENT", b"<<<<<<< HEAD\r\nBEGIN:VEVENT"),
        lambda data: data.replace(b"SUMMARY", b"\xff"),
        lambda data: data.replace(b":VCALENDAR", b":VEVENT"),
        lambda data: data[-len("END:VCALENDAR\r\n") :],
        lambda data: data[: len("BEGIN:VCALENDAR\r\n")] * 5000,
    ],
)
def test_a_damaged_or_foreign_calendar_is_not_read(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DamagedCalendar):
        read_calendar(damage(FIRST))


def test_line_ends_that_git_has_changed_do_no_harm() -> None:
    assert read_calendar(FIRST.replace(b"\r\n", b"\n")) == read_calendar(FIRST)


def test_an_internal_calendar_is_known() -> None:
    assert read_calendar(write(book(MARKED), internal=True)).is_internal
    named = book(MARCH, series="title: INTERNAL audit\n")
    assert not read_calendar(write(named)).is_internal


def test_what_is_withheld_does_not_change_what_rises() -> None:
    hidden = "updates: [{ref: 9/24, note: Secret, due: 2024-06-06, confidential: s.40}]\n"
    report = "date: 2024-04-11\ntime: 9:00-11:00\nvenue: Town Hall\n"
    texts = (report + hidden, report + hidden.replace("06-06", "07-07"))
    made = [write(book(MARCH, text), today="2024-04-11", over=FIRST) for text in texts]
    assert made[0] == made[1]
    assert revision(about(back(made[0]), "9/24"))[0] == 1  # it says that an update is withheld
    assert b"April" in write(book(MARCH, APRIL), over=FIRST)
