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


def test_months_first_is_refused_until_it_is_typed() -> None:
    blocks = make_blocks("Minutes 03/12/2024\nReport due 03/25/2024")
    with pytest.raises(CannotImport, match="--month-first"):
        choose_date_order(blocks, preferred=False, typed=None)
    assert choose_date_order(blocks, preferred=False, typed=True)
