"""Dates and dues: what is read, what is refused, and in which words."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.minutes import dates
from scrutiny_cli.minutes.dates import BadDate, BadSchedule, read_date, read_due
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


LAST_THURSDAY = "FREQ=MONTHLY;BYDAY=-1TH"


def test_the_next_meeting_is_the_rules_first_day_after_the_last() -> None:
    dates.schedule_problem(LAST_THURSDAY)
    assert dates.next_by_schedule(LAST_THURSDAY, date(2015, 5, 28)) == JUNE_25
    assert dates.next_by_schedule(LAST_THURSDAY, JUNE_25) == date(2015, 7, 30)
    assert dates.next_by_schedule("freq=weekly;interval=2", JUNE_25) == date(2015, 7, 9)
    leap_day = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    assert dates.next_by_schedule(leap_day, date(2012, 2, 29)) == date(2016, 2, 29)


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;UNTIL=20150601", "FREQ=WEEKLY;COUNT=1"])
def test_a_rule_that_has_ended_gives_no_date(rule: str) -> None:
    dates.schedule_problem(rule)
    assert dates.next_by_schedule(rule, date(2015, 6, 1)) is None


def test_the_last_day_of_all_is_followed_by_none() -> None:
    assert dates.next_by_schedule(LAST_THURSDAY, date.max) is None


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)))
def test_a_rule_begun_late_gives_the_days_of_its_own_time(after: date) -> None:
    found = dates.next_by_schedule(LAST_THURSDAY, after)
    assert found is not None
    assert found.weekday() == 3
    assert (found + timedelta(7)).month != found.month
    assert timedelta(0) < found - after < timedelta(36)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("FREQ=SECONDLY", "A rule has FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY."),
        ("FREQ=DAILY", "A rule has FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY."),
        ("BYDAY=TH", "A rule has FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY."),
        ("monthly", "“MONTHLY” is no part of a rule for days."),
        ("FREQ=MONTHLY;BYHOUR=9", "“BYHOUR=9” is no part of a rule for days."),
        ("FREQ=MONTHLY;BYDAY=9XX", "BYDAY cannot be “9XX”."),
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL cannot be “0”."),
        ("FREQ=MONTHLY;FREQ=MONTHLY", "FREQ stands twice."),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY."),
        ("FREQ=WEEKLY;BYDAY=-1TH", "A week has each weekday once: BYDAY has no number there."),
        ("FREQ=MONTHLY;BYDAY=MO,1TH",
         "BYDAY has a number with each of its weekdays, or with none."),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs days to choose from, such as BYDAY."),
        ("FREQ=WEEKLY;COUNT=1;UNTIL=20150101", "A rule ends by COUNT or by UNTIL, not by both."),
        ("FREQ=WEEKLY;UNTIL=20150631", "UNTIL=20150631 is not a day."),
        ("DTSTART:20150101\nRRULE:FREQ=MONTHLY",
         "A schedule is one rule alone, without RRULE: or DTSTART."),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "No day ever fits this rule."),
        ("FREQ=MONTHLY;BYDAY=6MO", "No day ever fits this rule."),
    ],
)  # fmt: skip
def test_what_gives_no_days_is_no_schedule(rule: str, message: str) -> None:
    with pytest.raises(BadSchedule) as told:
        dates.schedule_problem(rule)
    assert told.value.message == message
    assert told.value.hint == "For the last Thursday of the month write FREQ=MONTHLY;BYDAY=-1TH"


def test_a_rule_that_no_day_fits_is_soon_found_out() -> None:
    begun = perf_counter()
    with pytest.raises(BadSchedule):
        dates.schedule_problem("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=8,9,10,-8,-9,-10")
    assert perf_counter() - begun < 2  # some 0.15 seconds; years to the year 9999 take longer


@given(st.text() | st.text("FREQ=MONTHLY;BYDAY=-1THINTERVAL0", max_size=40))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        dates.schedule_problem(text)
    except BadSchedule as told:
        assert told.message  # noqa: PT017


def test_months_are_read_by_name() -> None:
    assert dates.read_months(["Feb", "may", "August", "Sept"]) == (2, 5, 8, 9)
    with pytest.raises(BadSchedule, match="“Smarch” is neither a month nor a rule"):
        dates.read_months(["Smarch"])


def test_a_cancelled_meeting_loses_no_quarterly_report() -> None:
    quarterly, start = (2, 5, 8, 11), date(2015, 1, 1)
    assert not dates.falls_between(quarterly, start, date(2015, 5, 28), date(2015, 7, 30))
    assert dates.falls_between(quarterly, start, date(2015, 7, 30), date(2015, 9, 24))
    assert dates.falls_between((1,), start, date(2015, 12, 1), date(2016, 1, 4))
    assert not dates.falls_between((5,), start, date(2015, 5, 1), date(2015, 5, 28))


def test_a_rules_day_falls_after_the_last_meeting_and_not_after_this() -> None:
    rule, start = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=25", date(2015, 5, 28)
    assert dates.falls_between(rule, start, JUNE_25 - timedelta(1), JUNE_25)
    assert not dates.falls_between(rule, start, JUNE_25, JUNE_25 + timedelta(60))
    assert not dates.falls_between("FREQ=WEEKLY;COUNT=1", start, JUNE_25, date.max)
