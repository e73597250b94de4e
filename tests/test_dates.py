"""Dates and dues: what is read, what is refused, and in which words."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scrutiny_cli.minutes.dates.date_reader import BadDate, read_date, read_due
from scrutiny_cli.minutes.dates.date_styles import format_date, format_date_with_weekday
from scrutiny_cli.minutes.dates.date_words import split_tokens
from scrutiny_cli.minutes.dates.month_names import AMBIGUOUS, LANGUAGES, Language
from scrutiny_cli.minutes.model import Due, DueKind

JUNE_25 = date(2015, 6, 25)
FORMS = "Write it as 2015-06-25, 25.06.15 or 25 June 2015."
UNLIKE, CONTAINS = "This form of date is not accepted.", "There is a date inside these words."
ONE_OF_THEM = "Write only one of them, with its year, for example 25 June 2015."
MONTH_FIRST_BOARD = (
    "If the board writes the month first, add this to series.yaml: `dates: 06/25/2015`"
)
ADD_YEAR = "Add the year, for example 25 June 2015 or 25.06.15."
ONLY_THE_DATE = "Write only the date, with its year, for example 25 June 2015."
WHOLE_DATE = "Write the whole date, for example 25 June 2015."


@pytest.mark.parametrize(
    "text",
    [
        "2015-06-25", "2015/06/25", "2015.06.25", "25.06.15", "25/6/2015", "25-06-2015",
        "25 June 2015", "25th June 2015", "25 th June 2015", "25 Jun 2015", "June 25 2015",
        "June 25th, 2015", "Thursday 25 June 2015", "thursday, 25 JUNE 2015", " 25.06.15 ",
        "25 June 15", "25 June, 2015", "Jun. 25, 2015", "25. June 2015", "25 June2015",
        "Thu 25 June 2015", "Thurs. 25 June 2015", "THU, 25 JUN 2015",
        # in the other languages, with and without accents, dots and the words between
        "25 juni 2015", "donderdag 25 juni 2015", "25 juin 2015", "jeudi 25 juin 2015",
        "25. Juni 2015", "Donnerstag, den 25. Juni 2015", "25 giugno 2015", "25 giu 2015",
        "giovedì 25 giugno 2015", "giovedi 25 giugno 2015", "25 de junho de 2015",
        "quinta-feira, 25 de junho de 2015", "25 de junio de 2015", "25 de junio del 2015",
        "jueves 25 jun. 2015", "25 Mehefin 2015", "25ain o Fehefin 2015",
        "dydd Iau 25 Mehefin 2015",
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
         f"The day comes first. Write 25/06/15 or 25 June 2015. {MONTH_FIRST_BOARD}"),
        ("2015-25-06", "There is no month 25.",
         "The month comes after the year. Write 2015-06-25 or 25 June 2015."),
        ("45.13.15", "There is no month 13.", FORMS),
        ("31 June 2015", "June 2015 has only 30 days.", "Correct the day or the month."),
        ("29.02.15", "February 2015 has only 28 days.", "Correct the day or the month."),
        ("45.06.15", "There is no day 45.", "Correct the day."),
        ("0000-01-01", "There is no year 0.", "Correct the year."),
        ("Friday 25 June 2015", "25 June 2015 is a Thursday, not a Friday.",
         "Write Thursday 25 June 2015, or correct the date."),
        ("25 June", "The year is missing.", ADD_YEAR),
        ("25/06", "The year is missing.", ADD_YEAR),
        ("May 13", "The year is missing.",
         f"{ADD_YEAR} For a whole month, write the year in full, for example June 2015."),
        ("25-Jun-2015", UNLIKE, "Write 25 June 2015."),
        ("25–06–15", UNLIKE, "Write 25 June 2015."),
        ("25th of June 2015", UNLIKE, "Write 25 June 2015."),
        ("Thursday the 25th of June 2015", UNLIKE, "Write 25 June 2015."),
        ("Thu 25/06/2015", UNLIKE, "Write 25 June 2015."),
        ("2015 June 25", UNLIKE, "Write 25 June 2015."),
        ("20150625", UNLIKE, "Write 25 June 2015."),
        ("by 25.06.15", CONTAINS, "Write only 25 June 2015."),
        ("w/c 3 September 2024", CONTAINS, "Write only 3 September 2024."),
        ("le 18 févr. 2022", CONTAINS, "Write only 18 February 2022."),
        ("by 3 ago 2022", CONTAINS, "Write only 3 August 2022."),
        ("2015-06-25T09:00", CONTAINS, "Write only 25 June 2015."),
        ("by 30 Sept", "There is a date without its year inside these words: “30 Sept”.",
         ONLY_THE_DATE),
        ("bis 25.06.", "There is a date without its year inside these words: “25.06”.",
         ONLY_THE_DATE),
        ("25.06.15 or 26.06.15", "These words contain 2 dates: “25.06.15” and “26.06.15”.",
         ONE_OF_THEM),
        ("31 Jan or 28 Feb 2026", "These words contain 2 dates: “31 Jan” and “28 Feb 2026”.",
         ONE_OF_THEM),
        ("28 Feb - 2 March 2026", "These words contain 2 dates: “28 Feb” and “2 March 2026”.",
         ONE_OF_THEM),
        ("1-3 June 2015", "“1-3 June 2015” is more than one day.", ONE_OF_THEM),
        ("Feb 17-21", "“Feb 17-21” is more than one day.", ONE_OF_THEM),
        ("17 Feb-21 2025", "“17 Feb-21” is more than one day.", ONE_OF_THEM),
        ("17-21/2/25", "“17-21/2/25” is more than one day.", ONE_OF_THEM),
        ("25th/26th Sept", "“25th/26th Sept” is more than one day.", ONE_OF_THEM),
        ("17-Feb-21", UNLIKE, "Write 17 February 2021."),
        ("(25 June 2015).", UNLIKE, "Write 25 June 2015."),
        ("5-Jnue-2015", "“Jnue” is not a month.", "Did you mean June?"),
        ("6-25", "The year is missing.", ADD_YEAR),
        ("w/c 17th", "The month and the year are missing.", WHOLE_DATE),
        ("25.06-30.06", "These words contain 2 dates: “25.06” and “30.06”.",
         ONE_OF_THEM),
        ("Fri 25/06/2015", "25 June 2015 is a Thursday, not a Friday.",
         "Write Thursday 25 June 2015, or correct the date."),
        ("vendredi 25 juin 2015", "25 June 2015 is a Thursday, not a Friday.",
         "Write Thursday 25 June 2015, or correct the date."),
        ("Mawrth 4 Mawrth 2026", "4 March 2026 is a Wednesday, not a Tuesday.",
         "Write Wednesday 4 March 2026, or correct the date."),
        ("25 Setpember 2015", "“Setpember” is not a month.", "Did you mean September?"),
        ("25 Setpember", "“Setpember” is not a month.", "Did you mean September?"),
        ("5 Jnue 2015", "“Jnue” is not a month.", "Did you mean June?"),
        ("Jnue 5, 2015", "“Jnue” is not a month.", "Did you mean June?"),
        ("by 5th Jnue 2015", "“Jnue” is not a month.", "Did you mean June?"),
        ("18 fevirer 2022", "“fevirer” is not a month.", "Did you mean février?"),
        ("24 de abirl de 2014", "“abirl” is not a month.", "Did you mean abril?"),
        ("5 stycznia 2024", "“stycznia” is not a month.", FORMS),
        ("end of 2011/12", "“2011/12” may mean two years or a month.",
         "For the years, write 2011/2012. For the month, write December 2011."),
        ("11/12", "“11/12” may mean two years or a day.",
         "For the years, write 2011/2012. For the day, write 11 December and the year."),
        ("the 25th", "The month and the year are missing.", WHOLE_DATE),
        ("18 février", "The year is missing.", ADD_YEAR),
        ("24 set", "The year is missing.", ADD_YEAR),
        ("June 25th", "The year is missing.",
         f"{ADD_YEAR} For a whole month, write the year in full, for example June 2015."),
        ("Friday 25", "The month and the year are missing.", WHOLE_DATE),
        ("by Sunday 5", "The month and the year are missing.", WHOLE_DATE),
        ("2011–12", "“2011–12” may mean two years or a month.",
         "For the years, write 2011/2012. For the month, write December 2011."),
        ("2011 - 12", "“2011 - 12” may mean two years or a month.",
         "For the years, write 2011/2012. For the month, write December 2011."),
        ("11 / 12", "“11 / 12” may mean two years or a day.",
         "For the years, write 2011/2012. For the day, write 11 December and the year."),
        ("hyd 3 Medi 2026", CONTAINS, "Write only 3 September 2026."),
        ("by 25ᵗʰ June", "There is a date without its year inside these words: “25th June”.",
         ONLY_THE_DATE),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_date_is_told_with_its_remedy(
    text: str, message: str, hint: str
) -> None:
    for read in (read_date, read_due):
        with pytest.raises(BadDate) as told:
            read(text)
        assert (told.value.message, told.value.hint) == (message, hint)


def test_two_years_that_may_be_a_month_are_no_due() -> None:
    with pytest.raises(BadDate) as bad:
        read_due("2011/12")
    assert bad.value.message == "“2011/12” may mean two years or a month."
    assert bad.value.hint == "For the years, write 2011/2012. For the month, write December 2011."


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
    "text",
    [
        "25ᵗʰ June 2015",
        "25\u2060 June 2015",
        "25 Ju\u00adne 2015",
        "\uff12\uff15.\uff10\uff16.2015",
        "25\u00a0June 2015",
    ],
)
def test_a_date_is_read_as_other_programs_copy_it(text: str) -> None:
    assert read_date(text) == date(2015, 6, 25)
    assert read_due(text) == Due(DueKind.DATE, date(2015, 6, 25), None)


WORDS = (
    "2024–25", "meetings 11 - 12", "Friday 5pm", "hyd 3 o gyfarfodydd",
    "2024/25", "2024-25", "24/25", "2024/2025", "2011/2012", "99/00", "Q4 2024/25", "Q4 2011/12",
    "end of 2024/25", "2023-26", "in 2-3 weeks", "1-2 weeks", "within 5-10 working days",
    "by 10.30", "by 9.30am", "at 5.30 pm", "10.30", "9:00-11:00", "when Jan has 3 quotes",
    "3 quotes in March", "sort out 3 quotes", "set 3 targets", "3 months ago", "Q3 March",
    "2nd quarter", "4th meeting", "after Easter", "next AGM", "daily", "each meeting",
    "32/15", "ACT-2024-009", "10.30-11.45", "end of June", "mid-March", "early May 2026",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("next meeting", DueKind.NEXT_MEETING, None),
        ("By the next meeting", DueKind.NEXT_MEETING, None),
        ("at next meeting.", DueKind.NEXT_MEETING, None),
        ("Aug 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("2013-08", DueKind.MONTH, date(2013, 8, 31)),
        ("end of August 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("end August 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("by end Aug. 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("août 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("agosto de 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("Ende August 2013", DueKind.MONTH, date(2013, 8, 31)),
        ("set 2024", DueKind.MONTH, date(2024, 9, 30)),
        ("Mawrth 2026", DueKind.MONTH, date(2026, 3, 31)),
        ("2011-12", DueKind.MONTH, date(2011, 12, 31)),
        ("by the end of February 2016", DueKind.MONTH, date(2016, 2, 29)),
        ("None", DueKind.NONE, None),
        ("asap", DueKind.WORDS, None),
        ("end of  July", DueKind.WORDS, None),
        ("ongoing", DueKind.WORDS, None),
        ("Q1 2021", DueKind.WORDS, None),
        ("2 weeks", DueKind.WORDS, None),
        *((words, DueKind.WORDS, None) for words in WORDS),
    ],
)
def test_another_due_keeps_its_words(text: str, kind: DueKind, day: date | None) -> None:
    assert read_due(text) == Due(kind, day, text)


@pytest.mark.parametrize(
    "text",
    ["30 Sept", "before 3rd of May", "June 5 at noon", "31/06/15", "25 06 2015", "20150625",
     "2013-13", "08/2013", "Fri 25 June 2015", "30Sept", "1-2 quotes", "25 / 06 / 15", "250615",
     "24/7", "6/25", "by 9/30", "on Friday 3rd May", "June the 5th", "Friday 25th", "25. 6. 2015",
     "Dec '25", "Dec-25", "3 June; earlier if possible", "17 Tachwedd", "by 1 févr",
     "10.30am on 3 May", "2024-05-28 to 30", "10000-01-01", "25.06.20155", "by 25.6.5",
     "25thJune", "by 25thJune2015", "25.06 (Thursday)", "the 3rd of May or after"],
)  # fmt: skip
def test_words_may_not_contain_a_day(text: str) -> None:
    with pytest.raises(BadDate):
        read_due(text)


@given(st.text() | st.text("0123456789-/. ,thJuneMaySept", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_date, read_due):
        try:
            read(text)
        except BadDate as told:
            assert told.message.endswith((".", "?")) and told.hint  # noqa: PT017, PT018


@pytest.mark.untraced
def test_every_day_reads_back_from_every_form() -> None:
    for at in range((date(2100, 1, 1) - date(2000, 1, 1)).days):
        day = date(2000, 1, 1) + timedelta(at)
        forms = (day.isoformat(), f"{day:%d.%m.%y}", f"{day:%Y/%m/%d}", format_date(day))
        assert {read_date(form) for form in forms} == {day}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_back_from_rarer_forms(day: date) -> None:
    forms = (
        f"{day.day}/{day.month}/{day.year}", f"{day.day}-{day.month}-{day:%y}", f"{day:%Y.%m.%d}",
        f"{day.day}th {day:%b %Y}", f"{day:%B} {day.day} th, {day.year}",
        f"{day:%A}, {day:%b} {day.day}, {day.year}", format_date_with_weekday(day).upper(),
    )  # fmt: skip
    assert {read_date(form) for form in forms} == {day}


MONTH_FIRST = (
    ("06/25/2015", JUNE_25), ("6-25-15", JUNE_25), ("03.01.2023", date(2023, 3, 1)),
    ("2015-06-25", JUNE_25), ("25 June 2015", JUNE_25),
)  # fmt: skip


@pytest.mark.parametrize(("text", "day"), MONTH_FIRST)
def test_figures_may_be_month_first_in_a_whole_series(text: str, day: date) -> None:
    assert read_date(text, month_first=True) == day
    assert read_due(text, month_first=True).day == day


@pytest.mark.parametrize("text", ["soon", "June 25", "45/45/2015", "25.06", "06.25"])
def test_where_the_month_comes_first_no_example_has_the_day_first(text: str) -> None:
    for read in (read_date, read_due) if text != "soon" else (read_date,):
        with pytest.raises(BadDate) as bad:
            read(text, month_first=True)
        assert "06/25/15" in bad.value.advice
        assert "25.06.15" not in bad.value.advice


def test_where_the_month_comes_first_the_day_is_no_month() -> None:
    with pytest.raises(BadDate) as bad:
        read_date("25/06/2015", month_first=True)
    assert bad.value.message == "There is no month 25."
    assert bad.value.hint == "The month comes first. Write 06/25/2015 or 25 June 2015."
    with pytest.raises(BadDate) as among:
        read_due("by 06/25/2015", month_first=True)
    assert among.value.hint == "Write only 25 June 2015."


# Every day in every form and language

TWENTIES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def _in_words(day: date, language: Language, draw: st.DataObject) -> str:
    """Write a day in words, in one of the ways of a language."""
    table = draw.draw(st.sampled_from((language.months, language.short)))
    month = draw.draw(st.sampled_from(table[day.month - 1]))
    month += "." if table is language.short and draw.draw(st.booleans()) else ""
    link = draw.draw(st.sampled_from(sorted({"", *language.linking} - {"den"})))
    between = f" {link} " if link else draw.draw(st.sampled_from((" ", "  ")))
    figures = f"{day.day}{draw.draw(st.sampled_from(('', '.')))}"
    year = draw.draw(st.sampled_from((f"{day.year}", f"{day:%y}")))
    weekdays = language.weekdays[day.weekday()]
    week = draw.draw(st.sampled_from(("", *(f"{name}, " for name in weekdays))))
    text = f"{week}{figures}{between}{month}{between}{year}"
    if draw.draw(st.booleans()):
        text = f"{week}{month} {day.day}, {year}"
    plain = unicodedata.normalize(draw.draw(st.sampled_from(("NFC", "NFD"))), text)
    return draw.draw(st.sampled_from((plain, plain.upper(), plain.lower())))


@given(TWENTIES, st.sampled_from(LANGUAGES), st.data())
def test_every_date_in_every_language_reads_back(
    day: date, language: Language, data: st.DataObject
) -> None:
    text = _in_words(day, language, data)
    if language.name == "Welsh" and text.casefold().startswith("mawrth ") and ", " in text[8:]:
        return  # `Mawrth 3, 2026` begins with its month
    assert read_date(text) == day
    assert read_due(text) == Due(DueKind.DATE, day, None)


OTHER_WORDS = st.sampled_from(
    ("by", "w/c", "no later than", "before", "if possible", "(provisional)", "at the latest",
     "for the next report", "Chair to confirm;", "vor dem", "avant le", "antes del", "erbyn")
)  # fmt: skip
FIGURES = st.sampled_from(
    ("%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%y", "%d.%m.", "%d/%m", "%d %B", "%B %d", "%dth %b")
)


AMONG = st.builds("{1} {0}".format, st.just("{}"), OTHER_WORDS) | st.builds(
    "{0} {1}".format, st.just("{}"), OTHER_WORDS
)


@given(TWENTIES, AMONG, st.sampled_from(LANGUAGES), st.data())
def test_a_date_among_other_words_is_never_taken_for_words(
    day: date, among: str, language: Language, data: st.DataObject
) -> None:
    forms = st.one_of(st.builds(day.strftime, FIGURES), st.just(_in_words(day, language, data)))
    text = data.draw(forms)
    short = any(token.text in AMBIGUOUS for token in split_tokens(text))
    assume(not short or str(day.year) in text)  # `by 3 ago 22` is words, by the format
    with pytest.raises(BadDate):
        read_due(among.format(text))
