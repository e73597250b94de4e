"""The day of a meeting that is imported: where it is found, and when it is refused."""

from __future__ import annotations

from datetime import date

import pytest
from made_blocks import make_blocks

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.recognise.date_order import choose_date_order
from scrutiny_cli.importing.recognise.day import DayOptions, MeetingDay, find_day
from scrutiny_cli.importing.recognise.parts import MeetingPart

DAY = date(2024, 3, 12)


def find(*lines: str, path: str = "minutes.docx", created: date | None = None) -> MeetingDay:
    part = MeetingPart(make_blocks("\n".join(lines)), created=created)
    return find_day(part, path, DayOptions())


@pytest.mark.parametrize(
    "lines",
    [
        ("Date: 12 March 2024",),
        ("Parish Council", "Date of meeting: Tuesday 12th March, 2024"),
        ("Minutes", "|Meeting date | 12/03/2024|"),
        ("Date and Time: 12 March 2024, 7pm",),
        ("Date", "12 March 2024"),
        ("# Minutes of the Parish Council held on Tuesday 12 March 2024",),
        ("ACME", "Board of Trustees", "March 12, 2024 7 pm"),
        ("Notes", "2024-03-12", "Present: A"),
        ("# 12 maart 2024 Notulen",),
    ],
)
def test_the_day_is_found(lines: tuple[str, ...]) -> None:
    found = find(*lines)
    assert (found.day, found.doubts) == (DAY, ())


@pytest.mark.parametrize(
    ("lines", "path", "name"),
    [
        (("Board minutes", "Tuesday 12 March", "Present: A"), "2024/12-03 minutes.docx", None),
        (("Board minutes", "12 March", "Present: A"), "board 12 March 2024.docx", "date-year"),
        (("Date: 12 March",), "old/2024-03-12/minutes.docx", "date-year"),
        (("Board minutes",), "minutes_2024-03-12.docx", "date-file-name"),
        (("Board minutes",), "PFC minutes 12 Mar 2024.docx", "date-file-name"),
        (("Board minutes, 12 March 2024",), "2024-03-13 minutes.docx", "date-differs"),
        (("Board minutes, 12 March 2024",), "minutes 03-12-2024.docx", ""),
        (("Meeting of 12 and 13 March 2024",), "minutes.docx", "several-dates"),
        (("Meeting of 12 March to 2 April 2024",), "minutes.docx", "several-dates"),
        (("Meeting 12 March 2024", "Meeting of 13 March 2024"), "m.docx", "several-dates"),
    ],
)
def test_what_is_doubtful_of_a_day(lines: tuple[str, ...], path: str, name: str | None) -> None:
    if name is None:
        with pytest.raises(CannotImport, match="“Tuesday 12 March” has no year"):
            find(*lines, path=path)
        return
    found = find(*lines, path=path)
    assert (found.day, [doubt.name for doubt in found.doubts]) == (DAY, [name] if name else [])


def test_the_year_is_the_only_one_near_that_of_the_document_with_the_weekday() -> None:
    found = find("Board minutes", "Tuesday 12 March", created=date(2023, 11, 1))
    assert (found.day, found.doubts[0].name) == (DAY, "date-year")
    with pytest.raises(CannotImport, match="has no year"):
        find("Board minutes", "12 March", created=date(2023, 11, 1))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("Board",), "The day of the meeting was not found. Import it alone .* --date 2024-03-12"),
        (("Board meeting, Monday 12 March 2024",), "12 March 2024 is a Tuesday, not a Monday"),
        (("Date: 31 June 2024",), "June 2024 has only 30 days"),
        (("Date: 5 Jnue 2015",), "“Jnue” is not a month"),
    ],
)
def test_a_day_that_is_none_is_refused(lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(CannotImport, match=message):
        find(*lines)
    part = MeetingPart(make_blocks("\n".join(lines)))
    assert find_day(part, "minutes.docx", DayOptions(DAY)).day == DAY


@pytest.mark.parametrize(
    "lines",
    [
        ("Board meeting, 12 March 2024", "Minutes of the last meeting, 13 February 2024"),
        ("Board", "12 March 2024", "Present: A", "# Minutes of the meeting held on 1 May 2023"),
        ("Board", "12 March 2024", "Signed: A Smith", "Date: 9 April 2024"),
        ("Board minutes", "https://a.example/2023/01/02/x.html", "12 March 2024"),
        ("Board minutes", "|1 May 2023|Write to A|RO|", "12 March 2024"),
        ("Board minutes, approved on 9 April 2024", "Held on 12 March 2024"),
        ("Board minutes 12 March", "Date: 12 March 2024"),
        ("Board", "12 March 2024", "Date of next meeting: Tuesday 9 April 2024"),
        ("Board", "12 March 2024", "|Date of next meeting|9 April 2024|"),
        ("Board", "12 March 2024", "Dates: future meetings are on 9 April 2024"),
    ],
)
def test_other_days_are_not_the_meetings(lines: tuple[str, ...]) -> None:
    found = find(*lines)
    assert (found.day, found.doubts) == (DAY, ())


def test_a_typed_day_counts_and_keeps_the_words_of_another() -> None:
    part = MeetingPart(make_blocks("Board, 12 March 2024"))
    typed = find_day(part, "m.docx", DayOptions(date(2024, 3, 13)))
    assert (typed.day, typed.uses, typed.doubts) == (date(2024, 3, 13), (), ())
    same = find_day(part, "2024-03-13.docx", DayOptions(DAY))
    assert (same.place, same.doubts) == ("paragraph 1", ())


def test_a_front_matter_gives_the_day() -> None:
    part = MeetingPart(make_blocks("# Board\nDate: 12 March 2024"), day="2024-03-12")
    found = find_day(part, "m.md", DayOptions())
    assert (found.day, found.place, found.uses[0].block) == (DAY, "front matter", 1)


def test_months_first_is_refused_until_it_is_typed() -> None:
    blocks = make_blocks("Minutes 03/12/2024\nReport due 03/25/2024")
    with pytest.raises(CannotImport, match=r"“03/25/2024” cannot be .* type --month-first"):
        choose_date_order(blocks, preferred=False, typed=None)
    assert choose_date_order(blocks, preferred=False, typed=True)
    assert choose_date_order(blocks, preferred=True, typed=None)
    day_first = make_blocks("|Paid|25/03/2024|")
    with pytest.raises(CannotImport, match=r"table 1, row 1: .* type --day-first"):
        choose_date_order(day_first, preferred=True, typed=None)


@pytest.mark.parametrize("text", ["1.13.2", "24/15/3", "phone 01-23-4567", "33/15/44", "5/6/24"])
def test_other_figures_say_nothing_of_the_order(text: str) -> None:
    assert not choose_date_order(make_blocks(text), preferred=False, typed=None)
