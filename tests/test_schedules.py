"""Rules by which a board meets: what is read, what is refused, and the days they give."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.minutes.dates import recurrence
from scrutiny_cli.minutes.dates.recurrence import BadSchedule

JUNE_25 = date(2015, 6, 25)
LAST_THURSDAY = "FREQ=MONTHLY;BYDAY=-1TH"


def test_the_next_meeting_is_the_rules_first_day_after_the_last() -> None:
    recurrence.validate_schedule(LAST_THURSDAY)
    assert recurrence.next_occurrence(LAST_THURSDAY, date(2015, 5, 28)) == JUNE_25
    assert recurrence.next_occurrence(LAST_THURSDAY, JUNE_25) == date(2015, 7, 30)
    assert recurrence.next_occurrence("freq=weekly;interval=2", JUNE_25) == date(2015, 7, 9)
    leap_day = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    assert recurrence.next_occurrence(leap_day, date(2012, 2, 29)) == date(2016, 2, 29)


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;UNTIL=20150601", "FREQ=WEEKLY;COUNT=1"])
def test_a_rule_that_has_ended_gives_no_date(rule: str) -> None:
    recurrence.validate_schedule(rule)
    assert recurrence.next_occurrence(rule, date(2015, 6, 1)) is None


def test_the_last_day_of_all_is_followed_by_none() -> None:
    assert recurrence.next_occurrence(LAST_THURSDAY, date.max) is None


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)))
def test_a_rule_begun_late_gives_the_days_of_its_own_time(after: date) -> None:
    found = recurrence.next_occurrence(LAST_THURSDAY, after)
    assert found is not None
    assert found.weekday() == 3
    assert (found + timedelta(7)).month != found.month
    assert timedelta(0) < found - after < timedelta(36)


FIVE_TIMES = (
    "A month has each weekday five times at most, so BYDAY counts from 1 to 5, or from -1 to -5."
)
NEVER = (
    *(f"FREQ=MONTHLY;BYDAY={count}MO" for count in (6, 8, 52, 53, -6, -53)),
    "FREQ=YEARLY;BYMONTH=12;BYDAY=8MO",
    "FREQ=MONTHLY;BYMONTH=12;BYDAY=1MO,8TH",
)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("FREQ=SECONDLY", "A rule needs FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY."),
        ("FREQ=DAILY", "A rule needs FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY."),
        ("BYDAY=TH", "A rule needs FREQ=YEARLY, FREQ=MONTHLY or FREQ=WEEKLY."),
        ("monthly", "“MONTHLY” is not part of a rule for dates."),
        ("FREQ=MONTHLY;BYHOUR=9", "“BYHOUR=9” is not part of a rule for dates."),
        ("FREQ=MONTHLY;BYDAY=9XX", "BYDAY cannot be “9XX”."),
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL cannot be “0”."),
        ("FREQ=MONTHLY;FREQ=MONTHLY", "FREQ is given twice."),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY cannot be used with FREQ=WEEKLY."),
        ("FREQ=WEEKLY;BYDAY=-1TH",
         "A week has each weekday once, so BYDAY cannot have a number here."),
        ("FREQ=MONTHLY;BYDAY=MO,1TH",
         "In BYDAY either all weekdays have a number, or none has."),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs days to choose from, such as BYDAY."),
        ("FREQ=WEEKLY;COUNT=1;UNTIL=20150101", "A rule can have COUNT or UNTIL, but not both."),
        ("FREQ=WEEKLY;UNTIL=20150631", "UNTIL=20150631 is not a date."),
        ("DTSTART:20150101\nRRULE:FREQ=MONTHLY",
         "A schedule is one rule on one line, without `RRULE:` or `DTSTART`."),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "No day fits this rule."),
        *((rule, FIVE_TIMES) for rule in NEVER),
    ],
)  # fmt: skip
def test_what_gives_no_days_is_no_schedule(rule: str, message: str) -> None:
    with pytest.raises(BadSchedule) as told:
        recurrence.validate_schedule(rule)
    assert told.value.message == message
    assert told.value.hint == "For the last Thursday of the month, write FREQ=MONTHLY;BYDAY=-1TH"


def test_a_rule_that_no_day_fits_is_soon_found_out() -> None:
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=8,9,10,-8,-9,-10"
    calls = Counter[str]()
    sys.setprofile(lambda _frame, event, _what: calls.update((event,)))
    try:
        with pytest.raises(BadSchedule):
            recurrence.validate_schedule(rule)
    finally:
        sys.setprofile(None)
    assert calls["call"] < 100_000  # up to the year 9999 it is millions


@given(st.text() | st.text("FREQ=MONTHLY;BYDAY=-1THINTERVAL0", max_size=40))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        recurrence.validate_schedule(text)
    except BadSchedule as told:
        assert told.message  # noqa: PT017


WEEKDAYS = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
PLACES = st.integers(-53, 53).map(lambda number: str(number or ""))


def _listed(entry: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(entry, min_size=1, max_size=3).map(",".join)


def _up_to(most: int) -> st.SearchStrategy[str]:
    return _listed(st.integers(-most, most).map(str))


PARTS = {
    "BYDAY": _listed(st.builds("{}{}".format, PLACES, WEEKDAYS)),
    "BYMONTH": _up_to(13),
    "BYMONTHDAY": _up_to(32),
    "BYYEARDAY": _up_to(367),
    "BYWEEKNO": _up_to(54),
    "BYSETPOS": _up_to(367),
    "INTERVAL": st.integers(0, 1000).map(str),
    "COUNT": st.integers(0, 10_000).map(str),
    "UNTIL": st.dates().map(lambda day: f"{day:%Y%m%d}"),
    "WKST": WEEKDAYS,
}
RULES = st.builds(
    lambda often, parts: ";".join([f"FREQ={often}", *(f"{k}={v}" for k, v in parts.items())]),
    st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "SECONDLY")),
    st.fixed_dictionaries({}, optional=PARTS),
)


@settings(deadline=None)
@given(RULES, st.dates())
def test_any_rule_gives_days_or_is_refused(rule: str, day: date) -> None:
    try:
        recurrence.validate_schedule(rule)
    except BadSchedule as bad:
        assert bad.message  # noqa: PT017
        return
    following = recurrence.next_occurrence(rule, day)
    assert following is None or following > day
    first = recurrence.first_occurrence(rule, day)
    assert first is None or first >= day
    end = day.replace(year=min(day.year + 1, date.max.year), day=1)
    assert recurrence.occurs_between(rule, day, day, end) in {True, False}
    assert set(recurrence.list_months_without_day(rule)) <= set(range(1, 13))


SKIPPED = {
    "FREQ=MONTHLY;BYMONTHDAY=31": (2, 4, 6, 9, 11),
    "FREQ=MONTHLY;BYMONTHDAY=30": (2,),
    "FREQ=MONTHLY;BYMONTHDAY=29": (2,),
    "FREQ=MONTHLY;BYMONTHDAY=28": (),
    "FREQ=MONTHLY;BYMONTHDAY=-1": (),
    "FREQ=MONTHLY;BYMONTHDAY=15,31": (),
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31": (2, 4, 6, 9, 11),
    "FREQ=MONTHLY;BYMONTH=1,4;BYMONTHDAY=31": (4,),
    "FREQ=MONTHLY;BYDAY=5TH": tuple(range(1, 13)),
    "FREQ=MONTHLY;BYDAY=-1TH": (),
    "FREQ=WEEKLY": (),
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": (),
}


@pytest.mark.parametrize(("rule", "months"), SKIPPED.items())
def test_the_months_that_a_rule_leaves_out_are_known(rule: str, months: tuple[int, ...]) -> None:
    assert recurrence.list_months_without_day(rule) == months


def test_months_are_read_by_name() -> None:
    assert recurrence.read_months(["Feb", "may", "August", "Sept"]) == (2, 5, 8, 9)
    assert recurrence.read_months(["févr.", "Mai", "agosto", "Tachwedd"]) == (2, 5, 8, 11)
    with pytest.raises(BadSchedule, match="“Smarch” is neither a month nor a rule"):
        recurrence.read_months(["Smarch"])


def test_a_cancelled_meeting_loses_no_quarterly_report() -> None:
    quarterly, start = (2, 5, 8, 11), date(2015, 1, 1)
    assert not recurrence.occurs_between(quarterly, start, date(2015, 5, 28), date(2015, 7, 30))
    assert recurrence.occurs_between(quarterly, start, date(2015, 7, 30), date(2015, 9, 24))
    assert recurrence.occurs_between((1,), start, date(2015, 12, 1), date(2016, 1, 4))
    assert not recurrence.occurs_between((5,), start, date(2015, 5, 1), date(2015, 5, 28))


def test_a_rules_day_falls_after_the_last_meeting_and_not_after_this() -> None:
    rule, start = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=25", date(2015, 5, 28)
    assert recurrence.occurs_between(rule, start, JUNE_25 - timedelta(1), JUNE_25)
    assert not recurrence.occurs_between(rule, start, JUNE_25, JUNE_25 + timedelta(60))
    assert not recurrence.occurs_between("FREQ=WEEKLY;COUNT=1", start, JUNE_25, date.max)
