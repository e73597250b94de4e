"""Dates and dues: what is read, what is refused, and in which words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.minutes import dates
from scrutiny_cli.minutes.dates import BadDate, read_date, read_due
from scrutiny_cli.minutes.model import Due, DueKind

JUNE_25 = date(2015, 6, 25)
FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."
ADD_YEAR = "Add the year, as in 25 June 2015 or 25.06.15."


@pytest.mark.parametrize(
    "text",
    [
        "2015-06-25", "2015/06/25", "2015.06.25", "25.06.15", "25/6/2015", "25-06-2015",
        "25 June 2015", "25th June 2015", "25 th June 2015", "25 Jun 2015", "June 25 2015",
        "June 25th, 2015", "Thursday 25 June 2015", "thursday, 25 JUNE 2015", " 25.06.15 ",
        "25 June 15",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert read_date(text) == JUNE_25
    assert read_due(text) == Due(DueKind.DATE, JUNE_25, None)


def test_days_come_first_and_september_may_have_four_letters() -> None:
    assert read_date("5/6/2015") == read_date("5.06.15") == date(2015, 6, 5)
    assert read_date("1 Sept 2015") == date(2015, 9, 1)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("06/25/15", "There is no month 25.",
         "Days come first: write 25/06/15 or 25 June 2015."),
        ("2015-25-06", "There is no month 25.",
         "After the year comes the month: write 2015-06-25 or 25 June 2015."),
        ("45.13.15", "There is no month 13.", FORMS),
        ("31 June 2015", "June 2015 has 30 days.", "Correct the day or the month."),
        ("29.02.15", "February 2015 has 28 days.", "Correct the day or the month."),
        ("45.06.15", "There is no day 45.", FORMS),
        ("0000-01-01", "There is no year 0.", FORMS),
        ("Friday 25 June 2015", "25 June 2015 is a Thursday.",
         "Write Thursday 25 June 2015, or correct the date."),
        ("25 June", "The year is missing.", ADD_YEAR),
        ("25/06", "The year is missing.", ADD_YEAR),
        ("May 13", "The year is missing.",
         f"{ADD_YEAR} A month alone has its year in full, as in June 2015."),
        ("25-Jun-2015", "A date is not written so.", "Write 25 June 2015."),
        ("25–06–15", "A date is not written so.", "Write 25 June 2015."),
        ("25th of June 2015", "A date is not written so.", "Write 25 June 2015."),
        ("by 25.06.15", "These words hide a day.",
         "Write 25 June 2015 alone; what else is to be said goes into `note`."),
        ("25.06.15 or 26.06.15", "These words hide a day.",
         "Write the date alone, as 25 June 2015; what else is to be said goes into `note`."),
        ("25 Setpember 2015", "“setpember” is not a month.", "Did you mean September?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_date_is_told_with_its_remedy(
    text: str, message: str, hint: str
) -> None:
    for read in (read_date, read_due):
        with pytest.raises(BadDate) as told:
            read(text)
        assert (told.value.message, told.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Aug 2013", "The day is missing."),
        ("2013-08", "The day is missing."),
        ("soon", "This is not a date."),
        ("15", "This is not a date."),
        ("", "This is not a date."),
    ],
)
def test_what_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadDate) as told:
        read_date(text)
    assert told.value.message == message


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("next meeting", DueKind.NEXT_MEETING, None),
        ("By the next meeting", DueKind.NEXT_MEETING, None),
        ("at next meeting.", DueKind.NEXT_MEETING, None),
        ("Aug 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("2013-08", DueKind.MONTH, date(2013, 8, 31)),
        ("end of August 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("by the end of February 2016", DueKind.MONTH, date(2016, 2, 29)),
        ("None", DueKind.NONE, None),
        ("asap", DueKind.WORDS, None),
        ("end of  July", DueKind.WORDS, None),
        ("ongoing", DueKind.WORDS, None),
        ("Q1 2021", DueKind.WORDS, None),
        ("2 weeks", DueKind.WORDS, None),
    ],
)
def test_another_due_keeps_its_words(text: str, kind: DueKind, day: date | None) -> None:
    assert read_due(text) == Due(kind, day, text)


@pytest.mark.parametrize(
    "text",
    ["30 Sept", "before 3rd of May", "June 5 at noon", "31/06/15", "25 06 15", "20150625",
     "2013-13", "08/2013", "Thu 25 June 2015", "30Sept", "1-2 weeks", "25 / 06 / 15"],
)  # fmt: skip
def test_words_may_not_hide_a_day(text: str) -> None:
    with pytest.raises(BadDate):
        read_due(text)


@given(st.text() | st.text("0123456789-/. ,thJuneMaySept", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_date, read_due):
        try:
            read(text)
        except BadDate as told:
            assert told.message.endswith((".", "?")) and told.hint  # noqa: PT017, PT018


def test_every_day_reads_back_from_every_form() -> None:
    for at in range((date(2100, 1, 1) - date(2000, 1, 1)).days):
        day = date(2000, 1, 1) + timedelta(at)
        forms = (day.isoformat(), f"{day:%d.%m.%y}", f"{day:%Y/%m/%d}", dates.shown(day))
        assert {read_date(form) for form in forms} == {day}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_back_from_rarer_forms(day: date) -> None:
    forms = (
        f"{day.day}/{day.month}/{day.year}", f"{day.day}-{day.month}-{day:%y}", f"{day:%Y.%m.%d}",
        f"{day.day}th {day:%b %Y}", f"{day:%B} {day.day} th, {day.year}",
        f"{day:%A}, {day:%b} {day.day}, {day.year}", dates.shown_with_weekday(day).upper(),
    )  # fmt: skip
    assert {read_date(form) for form in forms} == {day}


@pytest.mark.parametrize("way", dates.WAYS)
def test_the_day_of_the_series_is_shown_as_it_is_written(way: str) -> None:
    assert dates.shown_as(way)(dates.SAMPLE) == way
    assert read_date(way) == dates.SAMPLE


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(list(dates.WAYS)))
def test_a_day_reads_back_in_the_ways_of_the_series(day: date, way: str) -> None:
    assert read_date(dates.shown_as(way)(day)) == day


def test_without_a_way_days_are_shown_as_everywhere() -> None:
    assert dates.shown_as(None)(date(2015, 6, 5)) == "5 June 2015"


@pytest.mark.parametrize(
    ("day", "shown"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (20, "20th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (30, "30th")],
)  # fmt: skip
def test_the_figure_of_a_day_has_its_ending(day: int, shown: str) -> None:
    assert dates.shown_as("25th June 2015")(date(2015, 6, day)) == f"{shown} June 2015"
