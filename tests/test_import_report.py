"""What the report of an import has of places, and of what was ignored."""

from __future__ import annotations

import pytest

from scrutiny_cli.importing.blocks import IgnoredText
from scrutiny_cli.importing.report import describe_ignored, join_places


@pytest.mark.parametrize(
    ("places", "joined"),
    [
        (["paragraph 3"], "paragraph 3"),
        (["paragraph 3", "paragraph 4"], "paragraphs 3–4"),
        (["paragraph 6", "paragraph 3", "paragraph 5"], "paragraphs 3 and 5–6"),
        (
            ["table 1, row 2", "table 1, row 4", "table 2, row 1"],
            "table 1, rows 2 and 4, table 2, row 1",
        ),
        (["page header", "", "page header", "page 2"], "page header, page 2"),
    ],
)
def test_places_of_one_kind_are_named_together(places: list[str], joined: str) -> None:
    assert join_places(places) == joined


def test_a_short_list_is_one_line() -> None:
    ignored = [IgnoredText(f"page {page}", "page footer", "Page") for page in (1, 2)]
    ignored.append(IgnoredText("line 4", "row number", ""))
    assert list(describe_ignored(ignored)) == [
        '  ignored    2 words: page footer "Page" (pages 1–2); row number (line 4)'
    ]


def test_a_long_list_has_a_line_for_each_text() -> None:
    long = "Find a contractor to mow the lower field."
    ignored = [
        IgnoredText(f"line {number}", "already in the minutes", long + str(number))
        for number in (9, 10)
    ]
    ignored.append(IgnoredText("line 30", "row number", "7"))
    assert list(describe_ignored(ignored)) == [
        "  ignored    19 words",
        "    already in the minutes",
        f'      line 9    "{long}9"',
        f'      line 10   "{long}10"',
        "    row number",
        '      line 30   "7"',
    ]
