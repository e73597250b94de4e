"""Numbers of a workbook as the sheet shows them."""

from __future__ import annotations

import pytest

from scrutiny_cli.importing.readers.number_format import show_number, shows_day, shows_time


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (1, "0%", "100%"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1e16, "General", "1e+16"),
        (7, "000", "007"),
        (7, '"ACT-"000', "ACT-007"),
        (5, '"#"0', "#5"),
        (1215, '00"/"00', "12/15"),
        (1215, r"00\/00", "12/15"),
        (4.1, "0.0", "4.1"),
        (4.1, "0.00", "4.10"),
        (3, "0.##", "3"),
        (3.14159, "0.0##", "3.142"),
        (2.5, "0", "3"),
        (0, "#", ""),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (1500000, '0.0,,"M"', "1.5M"),
        (-5, "0;(0)", "(5)"),
        (-5.5, "0.0", "-5.5"),
        (0, '0;-0;"nil"', "nil"),
        (5, "_-* #,##0_-;-* #,##0_-", "5"),
        (5, "[Red]0", "5"),
        (0.25, "# ?/?", "0.25"),
        (12345.678, "0.00E+00", "12345.678"),
        (45, "@", "45"),
        (3, "", "3"),
        (7, '"yes"', "yes"),
        (7, "General", "7"),
        (7, 'General" days"', "7 days"),
    ],
)
def test_a_number_is_read_as_the_sheet_shows_it(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "day", "time"),
    [
        ("dd/mm/yyyy", True, False),
        ("mmmm yyyy", False, False),
        ('mmm "d" yy', False, False),
        ("[$-409]d-mmm-yy h:mm", True, True),
        ("h:mm", False, True),
        ("mm-dd-yy", True, False),
    ],
)
def test_the_format_of_a_date_shows_its_day_or_time(code: str, day: bool, time: bool) -> None:  # noqa: FBT001  what is expected
    assert (shows_day(code), shows_time(code)) == (day, time)
