"""Dues in words and in figures: the day that words mean, and the warnings on both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.dates.date_reader import BadDate, read_date, read_due
from scrutiny_cli.minutes.dates.vague_dues import Offer, offer_day
from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import find_problems

START = date(2024, 6, 13)  # a Thursday
MEANT = {
    "in 10 days": date(2024, 6, 23),
    "within 2 weeks": date(2024, 6, 27),
    "in two weeks": date(2024, 6, 27),
    "In Two Weeks.": date(2024, 6, 27),
    "within a week": date(2024, 6, 20),
    "in two weeks' time": date(2024, 6, 27),
    "in 3 months": date(2024, 9, 13),
    "within six months": date(2024, 12, 13),
    "tomorrow": date(2024, 6, 14),
    "by tomorrow": date(2024, 6, 14),
    "Friday": date(2024, 6, 14),
    "by next Friday": date(2024, 6, 14),
    "before Thursday": date(2024, 6, 20),
    "Mon": date(2024, 6, 17),
    "vendredi": date(2024, 6, 14),
    "this week": date(2024, 6, 14),
    "next week": date(2024, 6, 21),
    "by the end of next week": date(2024, 6, 21),
    "this month": date(2024, 6, 30),
    "next month": date(2024, 7, 31),
    "by the end of the month": date(2024, 6, 30),
    "June": date(2024, 6, 30),
    "end of June": date(2024, 6, 30),
    "by the end of May": date(2025, 5, 31),
    "end Sept.": date(2024, 9, 30),
    "late February": date(2025, 2, 28),
    "early July": date(2024, 7, 10),
    "early June": date(2025, 6, 10),
    "mid-June": date(2024, 6, 15),
    "mid June 2025": date(2025, 6, 15),
    "early Jan 2025": date(2025, 1, 10),
    "late February 2024": date(2024, 2, 29),
    "by August 2024": date(2024, 8, 31),
    "by 2024-08": date(2024, 8, 31),
    "before 08/2024": date(2024, 8, 31),
    "in a fortnight": date(2024, 6, 27),
    "Febuary 2025": date(2025, 2, 28),
    "end of Augst 2024": date(2024, 8, 31),
}


@pytest.mark.parametrize(("words", "day"), MEANT.items())
def test_words_mean_a_day(words: str, day: date) -> None:
    assert read_due(words).kind is DueKind.WORDS
    assert offer_day(words, START) == Offer(day)


@pytest.mark.parametrize(
    "words", ["spring", "by the summer", "Spring 2022", "autumn 2025", "end of Fall 2024"]
)
def test_a_season_means_no_day_that_can_be_offered(words: str) -> None:
    assert offer_day(words, START) == Offer()


def test_the_meeting_of_a_month_is_looked_for_among_the_meetings() -> None:
    assert offer_day("before the September meeting", START) == Offer(meeting_month=9)
    assert offer_day("Sept 2025 meeting", START) == Offer(meeting_month=9, year=2025)


@pytest.mark.parametrize(
    "words",
    ["asap", "ongoing", "daily", "monthly", "each meeting", "next AGM", "after Easter", "2026",
     "Q1 2021", "2024/25", "2 weeks", "in 2-3 weeks", "in ten working days", "in some weeks",
     "when Jan has 3 quotes", "3 quotes in March", "in 1000 weeks", "the next AGM", "mars",
     "ago", "set", "Mawrth", "next meeting but one", "June or July"],
)  # fmt: skip
def test_all_other_words_mean_none(words: str) -> None:
    assert offer_day(words, START) is None


@given(st.sampled_from([*MEANT, "spring", "June meeting"]), st.dates())
def test_words_can_be_counted_from_every_day(words: str, start: date) -> None:
    offer = offer_day(words, start)
    assert offer is not None
    counted = offer.day is not None and "20" not in words
    assert not counted or offer.day > start - timedelta(days=7)  # type: ignore[operator]


# In a log


def _found(*files: tuple[str, str], today: date = date(2024, 12, 1)) -> list[tuple[str, str, str]]:
    """Give rule, place and remedy of each warning on dues."""
    book = build_book(Source(path, text) for path, text in files)
    rules = {"due-without-day", "month-first", "due-far-off"}
    return [
        (one.rule, f"{one.place.path}:{one.place.line}", one.hint)
        for one in find_problems(book, today)
        if one.rule in rules or one.is_error
    ]


FIRST = "date: 2024-06-13\nactions:\n  - {ref: 1/24, action: One, due: in two weeks}\n"


def test_the_current_due_of_an_open_action_is_looked_at_alone() -> None:
    hint = "Write `due: 27 June 2024`."
    assert _found(("2024-06-13.yaml", FIRST)) == [("due-without-day", "2024-06-13.yaml:3", hint)]
    for later in ("due: 2024-07-01", "status: done", "due: none"):
        text = f"date: 2024-06-20\nupdates:\n  - {{ref: 1/24, {later}}}\n"
        assert _found(("2024-06-13.yaml", FIRST), ("2024-06-20.yaml", text)) == []
    text = "date: 2024-06-20\nupdates:\n  - {ref: 1/24, due: tomorrow, on: 2024-06-18}\n"
    assert _found(("2024-06-13.yaml", FIRST), ("2024-06-20.yaml", text)) == [
        ("due-without-day", "2024-06-20.yaml:3", "Write `due: 19 June 2024`.")
    ]


def test_what_is_to_come_changes_no_due() -> None:
    hint = "Write `due: 27 June 2024`."
    later = "date: 2024-12-12\nupdates:\n  - {ref: 1/24, status: done}\n"
    files = (("2024-06-13.yaml", FIRST), ("2024-12-12.yaml", later))
    assert _found(*files) == [("due-without-day", "2024-06-13.yaml:3", hint)]
    assert _found(*files, today=date(2024, 12, 12)) == []


def test_the_day_is_offered_as_the_board_writes_dates() -> None:
    series = ("series.yaml", "dates: 06/25/2015\n")
    assert _found(series, ("2024-06-13.yaml", FIRST))[0][2] == "Write `due: 06/27/2024`."


def test_the_meeting_of_a_month_is_the_first_regular_one_after() -> None:
    text = "date: 2024-06-13\nactions:\n  - {action: One, due: before the September meeting}\n"
    others = (
        ("2024-09-05.yaml", "date: 2024-09-05\nextraordinary: true\n"),
        ("2024-09-12.yaml", "date: 2024-09-12\nupdates: [{ref: 2024-06-13#1, about: One}]\n"),
    )
    hint = "Write `due: 12 September 2024`."
    found = _found(("2024-06-13.yaml", text), *others)
    assert next(one[2] for one in found if one[0] == "due-without-day") == hint


FEBRUARY = "date: 2023-02-11\n"
IN_FIGURES = FEBRUARY + "actions:\n  - {ref: 1/23, action: One, due: 03/01/2023}\n"


def test_figures_before_the_meeting_may_be_month_first() -> None:
    ((rule, place, hint),) = _found(("2023-02-11.yaml", IN_FIGURES))
    assert (rule, place) == ("month-first", "2023-02-11.yaml:3")
    assert hint == (
        "If you mean 1 March 2023, write `dates: 06/25/2015` in series.yaml. The month then comes "
        "first in all dates in digits. Otherwise write `dates: 25/06/2015` there."
    )


@pytest.mark.parametrize("mark", ["/", ".", "-"])
@pytest.mark.parametrize("year", ["2023", "23"])
def test_the_remedies_end_the_warning(mark: str, year: str) -> None:
    text = FEBRUARY + f"updates:\n  - {{ref: 1/23, due: 03{mark}01{mark}{year}}}\n"
    text += "brought_forward:\n  - {ref: 1/23, due: 01.02.2023}\n"
    ((_, _, hint),) = _found(("2023-02-11.yaml", text))
    samples = [part for part in hint.split("`") if part.startswith("dates: ")]
    assert samples == [f"dates: 06{mark}25{mark}{'2015' if len(year) > 2 else '15'}",
                       f"dates: 25{mark}06{mark}{'2015' if len(year) > 2 else '15'}"]  # fmt: skip
    for sample in samples:
        assert _found(("series.yaml", sample + "\n"), ("2023-02-11.yaml", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        IN_FIGURES + "next_meeting: 25/03/2023\n",  # days come first, clearly
        IN_FIGURES + "approves: 25.01.2023\n",
        IN_FIGURES + "x-note: a\nupdates:\n  - {ref: 1/23, note: b, on: 31.01.23}\n",
        FEBRUARY + "actions: [{action: One, due: 3 January 2023}]\n",  # no figures
        FEBRUARY + "actions: [{action: One, due: 2023-01-03}]\n",  # the year first
        FEBRUARY + "actions: [{action: One, due: 13/01/2023}]\n",  # no thirteenth month
        FEBRUARY + "actions: [{action: One, due: 03/04/2023}]\n",  # not before the meeting
        FEBRUARY + "actions: [{action: One, due: 01/02/2023}]\n",  # before it either way
        FEBRUARY + "actions: [{action: One, due: 05/01/2021}]\n",
        FEBRUARY + "brought_forward: [{action: One, due: 03/01/2023}]\n",
    ],
)
def test_no_due_is_doubted_without_reason(text: str) -> None:
    assert [one for one in _found(("2023-02-11.yaml", text)) if one[0] == "month-first"] == []


@pytest.mark.parametrize(
    "text", ["# due: 13.3.23\n", "x-due: 13.3.23\n", "minutes: |\n  The next date: 13/3/23.\n"]
)
def test_what_is_no_date_of_the_log_shows_nothing(text: str) -> None:
    assert [one[0] for one in _found(("2023-02-11.yaml", text + IN_FIGURES))] == ["month-first"]


def test_the_series_shows_that_days_come_first() -> None:
    series = "people: [{initials: AB, name: Ada Bell, left: 25.12.2022}]\n"
    assert _found(("series.yaml", series), ("2023-02-11.yaml", IN_FIGURES)) == []


def test_a_board_that_writes_the_month_first_is_read_so_in_every_field() -> None:
    text = (
        "date: 02/11/2023\ndue: 3.1.23\napproves: 01/05/2023\nnext_meeting: 03/11/2023\n"
        "brought_forward: [{ref: 9/22, raised: 12/06/2022, due: 04/03/2023}]\n"
        "actions: [{ref: 1/23, action: One, on: 02/03/2023}]\n"
        "updates: [{ref: 9/22, due: 05/04/2023, on: 02/05/2023}]\n"
    )
    book = build_book([
        Source("series.yaml", "dates: 06/25/2015\n"),
        Source("2023-01-05.yaml", "date: 01/05/2023\n"),
        Source("2023-02-11.yaml", text),
    ])  # fmt: skip
    assert book.problems == ()
    old, new = book.log.actions
    meeting = book.meetings[-1]
    assert meeting.date == date(2023, 2, 11)
    assert meeting.next_meeting is not None
    assert meeting.next_meeting.due is not None
    assert meeting.next_meeting.due.day == date(2023, 3, 11)
    assert (old.raised, old.history[0].due and old.history[0].due.day) == (
        date(2022, 12, 6), date(2023, 4, 3)
    )  # fmt: skip
    assert old.state.due is not None
    assert (old.state.due.day, old.state.answered) == (date(2023, 5, 4), date(2023, 2, 5))
    assert (new.raised, new.state.due and new.state.due.day) == (date(2023, 2, 3), date(2023, 3, 1))


@pytest.mark.parametrize("above", [True, False])
def test_the_month_comes_first_in_the_series_itself(above: bool) -> None:  # noqa: FBT001
    lines = ["dates: 06/25/2015", "people: [{initials: AB, name: Ada Bell, left: 03/01/2023}]"]
    text = "\n".join(lines if above else lines[::-1])
    book = build_book([Source("series.yaml", f"{text}\n")])
    assert book.problems == ()
    assert book.series.people[0].left == date(2023, 3, 1)


@given(st.text(max_size=30))
def test_any_words_are_counted_or_not(words: str) -> None:
    offer_day(words, START)


# As real minutes have them: each is a day, a month, a meeting, an error, or words without a day.
REAL = {
    # councils in the United Kingdom
    "31st March 2025": date(2025, 3, 31),
    "Friday, 28th February 2025": date(2025, 2, 28),
    "28/02/25": date(2025, 2, 28),
    "28.2.25": date(2025, 2, 28),
    "Weds 5 Feb. 2025": date(2025, 2, 5),
    "By end of May 2025": date(2025, 5, 31),
    "31/03": None,
    "28 Feb": None,
    "w/e 28 Feb 2025": None,
    "by 5pm on Friday 28 February 2025": None,
    "End Feb/early March 2025 (before 5 March)": None,
    "ASAP & no later than 31.3.25": None,
    "Cabinet 12 March": None,
    "12th & 13th March 2025": None,
    "March 25": None,
    "31/3/25 (revised from 28/2/25)": None,
    "Ongoing – review 1 April 2025": None,
    # health boards
    "Board - 27.03.2025": None,
    "27-Mar-25": None,
    "27MAR2025": date(2025, 3, 27),
    "Q&P Committee 24/04": None,
    "QPS 24.04.25 / Board 29.05.25": None,
    "May-25": None,
    # open source
    "2025-03-31T12:00Z": None,
    "before the 2025.03.31 release": None,
    "Mar 31, 2025": date(2025, 3, 31),
    "3/31/2025": None,
    "EOD 2025/03/31": None,
    # other languages
    "31 maart 2025": date(2025, 3, 31),
    "vóór 31 maart 2025": None,
    "le 31 mars 2025": None,
    "pour le 31 mars": None,
    "31 mars 2025": date(2025, 3, 31),
    "31.03.2025": date(2025, 3, 31),
    "bis 31. März 2025": None,
    "Montag, 31. März 2025": date(2025, 3, 31),
    "entro il 31 marzo": None,
    "lunedì 31 marzo 2025": date(2025, 3, 31),
    "31 de março de 2025": date(2025, 3, 31),
    "até 31 de março": None,
    "antes del 31 de marzo de 2025": None,
    "lunes, 31 de marzo de 2025": date(2025, 3, 31),
    "erbyn 31 Mawrth 2025": None,
    "dydd Llun 31 Mawrth 2025": date(2025, 3, 31),
}


@pytest.mark.parametrize(("text", "day"), REAL.items())
def test_a_due_of_real_minutes_is_its_day_or_an_error(text: str, day: date | None) -> None:
    if day is not None:
        assert read_due(text).day == day
        return
    for read in (read_due, read_date):
        with pytest.raises(BadDate):
            read(text)


def test_what_is_longer_than_any_due_is_not_searched_for_days() -> None:
    assert read_due("x" * 500).day is None
    with pytest.raises(BadDate, match="too long for a date") as bad:
        read_due("soon " * 101)
    assert bad.value.hint == "Write only the date, or a few words."
    with pytest.raises(BadDate, match="more than 500 characters"):
        read_date("1 May 2024" + " " * 500)


def test_a_due_far_off_is_told_until_it_is_corrected_or_the_action_closed() -> None:
    march = (
        "2024-03-14.yaml",
        "date: 2024-03-14\nactions:\n  - {ref: 1/24, action: A, due: 1.5.42}\n",
    )
    told = [("due-far-off", "2024-03-14.yaml:3", "Check whether the year is right.")]
    for update, expected in (
        ("status: done", []),
        ("due: 1.5.24", []),
        ("due: none", []),
        ("note: Nothing yet", told),
        ("due: 1.5.43", [("due-far-off", "2024-04-11.yaml:3", told[0][2])]),
    ):
        text = f"date: 2024-04-11\nupdates:\n  - {{ref: 1/24, {update}}}\n"
        assert _found(march, ("2024-04-11.yaml", text)) == expected
