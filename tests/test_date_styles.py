"""How a board writes its dates: one day as it writes it, and every other day like that."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.minutes.dates.date_reader import read_date
from scrutiny_cli.minutes.dates.date_styles import (
    EXAMPLES,
    SAMPLE,
    date_formatter,
    date_style,
    has_month_first,
    short_date_formatter,
)

FIRST = date(2024, 3, 1)  # a Friday
SHOWN = {
    "25 June 2015": "1 March 2024",
    "25 Jun 2015": "1 Mar 2024",
    "25 JUNE 2015": "1 MARCH 2024",
    "25 june 2015": "1 march 2024",
    "25th June 2015": "1st March 2024",
    "25 th June 2015": "1 st March 2024",
    "25 June 15": "1 March 24",
    "June 25, 2015": "March 1, 2024",
    "Jun. 25, 2015": "Mar. 1, 2024",
    "June 25th, 2015": "March 1st, 2024",
    "Thursday 25 June 2015": "Friday 1 March 2024",
    "Thu, 25 Jun 2015": "Fri, 1 Mar 2024",
    "Thurs. 25 June 2015": "Fri. 1 March 2024",
    "25.06.2015": "01.03.2024",
    "25.6.15": "1.3.24",
    "25/06/2015": "01/03/2024",
    "25-06-2015": "01-03-2024",
    "06/25/2015": "03/01/2024",
    "6/25/15": "3/1/24",
    "2015-06-25": "2024-03-01",
    "2015/6/25": "2024/3/1",
    "25 juni 2015": "1 maart 2024",
    "donderdag 25 juni 2015": "vrijdag 1 maart 2024",
    "25 juin 2015": "1er mars 2024",
    "Jeudi 25 juin 2015": "Vendredi 1er mars 2024",
    "25. Juni 2015": "1. März 2024",
    "Donnerstag, den 25. Juni 2015": "Freitag, den 1. März 2024",
    "25 giugno 2015": "1 marzo 2024",
    "25 giu 2015": "1 mar 2024",
    "25 de junho de 2015": "1 de março de 2024",
    "quinta-feira, 25 de junho de 2015": "sexta-feira, 1 de março de 2024",
    "25 de junio de 2015": "1 de marzo de 2024",
    "25 Mehefin 2015": "1 Mawrth 2024",
    "25ain o Fehefin 2015": "1af o Fawrth 2024",
    "dydd Iau 25 Mehefin 2015": "dydd Gwener 1 Mawrth 2024",
}


@pytest.mark.parametrize(("sample", "shown"), SHOWN.items())
def test_days_are_shown_as_the_sample_is_written(sample: str, shown: str) -> None:
    assert date_formatter(sample)(SAMPLE) == sample
    assert date_formatter(sample)(FIRST) == shown


@given(st.dates(date(1900, 1, 1), date(2150, 12, 31)), st.sampled_from([*SHOWN, *EXAMPLES]))
def test_what_is_shown_reads_back_in_that_series(day: date, sample: str) -> None:
    assert read_date(date_formatter(sample)(day), month_first=has_month_first(sample)) == day


@pytest.mark.parametrize(
    "text",
    ["26 June 2015", "25 June 2016", "Friday 25 June 2015", "25 July 2015", "June 2015", "soon",
     "by 25 June 2015", "25/06", "2015-25-06", "15/06/25", "25.06/2015", "25 06 2015", ""],
)  # fmt: skip
def test_another_day_or_no_date_is_no_sample(text: str) -> None:
    assert date_style(text) is None


@pytest.mark.parametrize(
    ("sample", "first"),
    [("06/25/2015", True), ("6-25-15", True), ("25/06/2015", False), ("2015-06-25", False),
     ("June 25, 2015", False), (None, False)],
)  # fmt: skip
def test_a_sample_in_figures_says_whether_the_month_comes_first(
    sample: str | None, *, first: bool
) -> None:
    assert has_month_first(sample) == first


def test_without_a_sample_days_are_shown_in_english() -> None:
    assert date_formatter(None)(date(2015, 6, 5)) == "5 June 2015"


@pytest.mark.parametrize(
    ("day", "shown"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (20, "20th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (30, "30th")],
)  # fmt: skip
def test_the_figures_of_a_day_have_their_ending(day: int, shown: str) -> None:
    assert date_formatter("25th June 2015")(date(2015, 6, day)) == f"{shown} June 2015"


@pytest.mark.parametrize(
    ("sample", "shown"),
    [
        (None, "3 Dec 2026"),
        ("25 June 2015", "3 Dec 2026"),
        ("25th June 2015", "3rd Dec 2026"),
        ("June 25, 2015", "Dec 3, 2026"),
        ("Thursday, 25 JUNE 2015", "3 DEC 2026"),
        ("25.06.15", "03.12.26"),
        ("2015-06-25", "2026-12-03"),
        ("jeudi 25 juin 2015", "3 déc 2026"),
        ("25 Juin 2015", "3 Déc 2026"),
        ("Donnerstag, den 25. Juni 2015", "3. Dez 2026"),
        ("25 de junio de 2015", "3 de dic de 2026"),
        ("dydd Iau 25 Mehefin 2015", "3 Rhag 2026"),
        ("25ain o Fehefin 2015", "3ydd o Ragfyr 2026"),
        ("25 Jun 2015", "3 Dec 2026"),
        ("not a date", "3 Dec 2026"),
    ],
)
def test_a_day_is_short_in_the_way_of_the_board(sample: str | None, shown: str) -> None:
    assert short_date_formatter(sample)(date(2026, 12, 3)) == shown
