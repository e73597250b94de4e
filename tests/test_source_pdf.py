"""PDF files: lines, paragraphs, lists, margins and tables with ruling lines."""

from __future__ import annotations

import pytest
from pdf_files import (
    describe_blocks,
    draw_pages,
    make_pdf,
    make_story,
    make_table,
    read_proved,
)

from scrutiny_cli.importing.blocks import SourceText

LOREM = (
    "The clerk reported that the two firms had been asked for a price, and that the first of them "
    "had already answered. The chair thanked him for the work, which had taken much of the winter "
    "and more of the spring than anybody had expected."
)


def read_lines(*pages: list[tuple[float, float, str]]) -> list[str]:
    return describe_blocks(read_proved(draw_pages(*pages)).blocks)


@pytest.fixture(scope="module")
def minutes() -> SourceText:
    rows = [
        ["Ref", "Action", "Owner", "Due"],
        ["7/24", "Price a new gate for the north entrance of the field.", "TB", "13 February 2024"],
        ["8/24", "Write to the county.", "RO", "5 March 2024"],
    ]
    story = make_story(
        "# Playing Field Committee",
        "Minutes of the meeting of 9 January 2024",
        "Present: Rosa Okafor (RO), Tom Bell (TB)",
        "# 1. Matters arising",
        LOREM,
        "It was noted on the 14<super>th</super> of the month.",
    )
    table = make_table(rows, [50, 200, 60, 90])
    after = make_story("The next meeting is on 13 February 2024.")
    return read_proved(make_pdf([*story, table, *after], footer="Page # of 1", header=""))


def test_paragraphs_headings_and_a_ruled_table_are_blocks_in_reading_order(
    minutes: SourceText,
) -> None:
    assert describe_blocks(minutes.blocks) == [
        "# Playing Field Committee",
        "Minutes of the meeting of 9 January 2024",
        "Present: Rosa Okafor (RO), Tom Bell (TB)",
        "# 1. Matters arising",
        LOREM,
        "It was noted on the 14th of the month.",
        "| Ref | Action | Owner | Due",
        "| 7/24 | Price a new gate for the north entrance of the field. | TB | 13 February 2024",
        "| 8/24 | Write to the county. | RO | 5 March 2024",
        "The next meeting is on 13 February 2024.",
    ]


def test_places_are_lines_of_pages_and_rows_of_tables(minutes: SourceText) -> None:
    assert [block.place.text for block in minutes.blocks][3:8] == [
        "page 1, line 4",
        "page 1, line 5",
        "page 1, line 8",
        "table 1, row 1",
        "table 1, row 2",
    ]


def test_the_number_of_a_page_is_ignored(minutes: SourceText) -> None:
    assert [(one.place, one.reason, one.text) for one in minutes.ignored] == [
        ("page 1", "page footer", "Page 1 of 1")
    ]


def test_lines_of_a_paragraph_are_joined_where_the_next_word_had_no_room() -> None:
    full = "The clerk reported that two firms had been asked for a price by letter in the autumn."
    assert read_lines(
        [
            (60, 780, full),
            (60, 766, "Representatives answered."),
            (60, 752, "The gate is broken."),
            (60, 738, "Rosa Okafor"),
            (60, 724, "Tom Bell"),
        ]
    ) == [f"{full} Representatives answered.", "The gate is broken.", "Rosa Okafor", "Tom Bell"]
