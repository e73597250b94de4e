"""The numbers of entries in the styles of Word and of web pages."""

from __future__ import annotations

import pytest

from scrutiny_cli.importing.list_numbers import format_number


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "decimal", "4"),
        (4, "chicago", "4"),
        (4, "decimalZero", "04"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (0, "lowerLetter", "0"),
        (1994, "lowerRoman", "mcmxciv"),
        (4, "upperRoman", "IV"),
        (4000, "upperRoman", "4000"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (23, "ordinal", "23rd"),
    ],
)
def test_a_number_is_shown_in_its_style(number: int, style: str, shown: str) -> None:
    assert format_number(number, style) == shown
