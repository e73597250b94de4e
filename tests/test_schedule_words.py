"""When a board meets, in words: words in, a rule out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.minutes.dates.recurrence import BadSchedule, next_occurrence, validate_schedule
from scrutiny_cli.minutes.dates.schedule_words import describe_skipped_months, read_schedule

MEANT = {
    "FREQ=MONTHLY;BYDAY=-1TH": (
        "last Thursday of the month",
        "the Last Thursday in each month",
        "On the last Thursday of every month.",
        "every last thursday of the month",
        "monthly, on the last Thursday",
        "last Thursday monthly",
        "every month on the last Thurs",
        "FREQ=MONTHLY;BYDAY=-1TH",
        "  FREQ=MONTHLY;BYDAY=-1TH ",
    ),
    "FREQ=MONTHLY;BYDAY=1MO,3MO": (
        "first and third Monday of the month",
        "1st & 3rd Mondays of the month",
        "first, third monday in the month",
    ),
    "FREQ=MONTHLY;BYDAY=1MO,3TH": ("first Monday and third Thursday of the month",),
    "FREQ=MONTHLY;BYDAY=-2FR": (
        "second last Friday of the month",
        "last but one Friday of the month",
        "penultimate Fri of the month",
    ),
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TH": (
        "last Thursday of every second month",
        "last Thursday of every other month",
        "every two months on the last Thursday",
    ),
    "FREQ=MONTHLY;BYMONTHDAY=15": ("15th of the month", "every month on the 15th"),
    "FREQ=MONTHLY;BYMONTHDAY=10,25": ("10th and 25th of the month",),
    "FREQ=MONTHLY;BYMONTHDAY=-1": ("last day of the month",),
    "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=-1TH": (
        "last Thursday of Jan, Apr, Jul and Oct",
        "last Thursday in October, January, April & July",
    ),
    "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11;BYDAY=2TU": (
        "second Tuesday of the month except August and December",
    ),
    "FREQ=MONTHLY;BYMONTH=5;BYDAY=1MO": ("first Monday in May",),
    "FREQ=WEEKLY;BYDAY=TH": ("every Thursday", "Thursdays", "weekly on Thursday"),
    "FREQ=WEEKLY;BYDAY=MO,TH": ("every Monday and Thursday",),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU": (
        "every second Tuesday",
        "every other Tuesday",
        "fortnightly on Tuesdays",
        "every fortnight on Tuesday",
        "every two weeks on Tuesday",
    ),
}


@pytest.mark.parametrize(
    ("words", "meant"), [(words, meant) for meant, all_ in MEANT.items() for words in all_]
)
def test_words_mean_a_rule(words: str, meant: str) -> None:
    assert read_schedule(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "",
        "monthly",
        "every month",
        "last Thursday",  # of the month, of the quarter?
        "second Thursday",  # the second of the month, or every second?
        "last Thursday of every quarter",
        "quarterly on Monday",
        "first Monday of the second month",
        "last working day of the month",
        "last Thursday of the month at 7pm",
        "last Thursday of the month except",
        "last Thursday of the month perhaps",
        "last Thursday of every month month second",
        "third Monday and fourth of the month",
        "every two three weeks on Monday",
        "32nd of the month",
        "Monday of the month",
        "first of may of june",
        "FREQ=DAILY",
        "every =",
    ],
)
def test_what_may_mean_two_things_or_none_is_refused(words: str) -> None:
    with pytest.raises(BadSchedule) as told:
        read_schedule(words)
    assert told.value.message
    assert told.value.hint


@pytest.mark.parametrize(
    "words", ["second Thursday", "The 2nd Thurs", "first and third Mon", "14th"]
)
def test_where_only_the_months_are_missing_they_are_offered(words: str) -> None:
    with pytest.raises(BadSchedule) as refused:
        read_schedule(f" {words} ")
    assert refused.value.message == f"“{words}” does not say in which months."
    assert refused.value.hint == f"Write “{words} of the month”."
    assert read_schedule(f"{words} of the month").startswith("FREQ=MONTHLY;BY")


def test_words_give_the_days_that_they_say() -> None:
    def days(words: str, after: date, count: int) -> list[date]:
        found: list[date] = []
        for _ in range(count):
            day = next_occurrence(read_schedule(words), found[-1] if found else after)
            assert day is not None
            found.append(day)
        return found

    begun = date(2015, 5, 28)
    assert days("last Thursday of the month", begun, 2) == [date(2015, 6, 25), date(2015, 7, 30)]
    assert days("first and third Monday of the month", begun, 3) == [
        date(2015, 6, 1), date(2015, 6, 15), date(2015, 7, 6)
    ]  # fmt: skip
    assert days("last Thursday of the month except June", begun, 1) == [date(2015, 7, 30)]
    assert days("every second Thursday", begun, 1) == [date(2015, 6, 11)]


LEFT_OUT = "Months without such a day are skipped"
EACH = "To meet in every month, write:"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("31st of the month",
         f"{LEFT_OUT} (February, April, June, September, November). {EACH} last day of the month"),
        ("30th of every second month", f"{LEFT_OUT} (February). {EACH} last day of the month"),
        ("fifth Thursday of the month", f"{LEFT_OUT}. {EACH} last Thursday of the month"),
        ("28th of the month", None),
        ("last Thursday of the month", None),
        ("31st of January and March", None),
        ("every Monday", None),
    ],
)  # fmt: skip
def test_months_that_are_left_out_are_named(words: str, said: str | None) -> None:
    assert describe_skipped_months(read_schedule(words)) == said


WORDS = (
    *("every", "each", "last", "first", "second", "3rd", "other", "two", "of", "in", "the"),
    *("month", "months", "weeks", "monthly", "weekly", "fortnightly", "monday", "thursdays"),
    *("january", "may", "except", "and", ",", "day", "15th", "quarter", "on"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join) | st.text(max_size=20))
def test_any_words_are_a_rule_or_refused(words: str) -> None:
    try:
        found = read_schedule(words)
    except BadSchedule:
        return
    validate_schedule(found)
