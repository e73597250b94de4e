"""What a tracker says became of its actions: status, colour, updates and days."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from trackers import (
    DAY,
    OPTIONS,
    list_doubts,
    list_entries_of,
    plan_text,
    read_bytes,
    recognise_file,
    recognise_text,
    show_entry,
    show_report,
    show_reports,
)
from workbooks import make_sheet

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.tracker.colour_names import name_fill
from scrutiny_cli.importing.tracker.options import TrackerOptions

STATUS_BLUE = OPTIONS._replace(statuses={"blue": "completed", "partialcompleted": "in progress"})


def read_cell(heading: str, text: str, options: TrackerOptions = OPTIONS) -> dict[str, object]:
    """Return the update of a row with one cell besides the action and owner."""
    found = recognise_text(f"Action | Owner | {heading}\nMend the fence. | TB | {text}", options)
    assert list_doubts(found) == []
    return show_reports(found)[0]


# Status and colour


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("Completed", {"status": "Completed"}),
        ("100%", {"status": "100%"}),
        ("Carried forward", {"status": "Carried forward"}),
        ("Completed 3 May 2023", {"status": "Completed", "on": date(2023, 5, 3)}),
        ("Done – letter sent", {"status": "Done", "note": "letter sent"}),
        ("Red", {"note": "Status: Red"}),
        ("Green", {"note": "Status: Green"}),
        ("Blue", {"note": "Status: Blue"}),
        ("Green - Complete", {"status": "Complete", "note": "Status: Green - Complete"}),
        ("n/a", {}),
        ("", {}),
    ],
)
def test_a_status_is_understood_and_a_colour_is_none(text: str, report: dict[str, object]) -> None:
    assert read_cell("Status", text) == report


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("Red", {"note": "RAG: Red"}),
        ("A", {"note": "RAG: A"}),
        ("R/A", {"note": "RAG: R/A"}),
        ("Blue (Closed)", {"status": "Closed", "note": "RAG: Blue (Closed)"}),
        ("Green: on track", {"status": "on track", "note": "RAG: Green: on track"}),
        ("Complete", {"status": "Complete", "note": "RAG: Complete"}),
        ("5", {"note": "RAG: 5"}),
    ],
)
def test_a_colour_goes_into_the_note_and_only_a_word_closes(
    text: str, report: dict[str, object]
) -> None:
    assert read_cell("RAG", text) == report


def test_words_mean_the_status_that_is_typed_and_are_kept_in_the_note() -> None:
    assert read_cell("Status", "Blue", STATUS_BLUE) == {
        "status": "completed",
        "note": "Status: Blue",
    }
    assert read_cell("RAG", "Blue – filed", STATUS_BLUE) == {
        "status": "completed",
        "note": "RAG: Blue – filed",
    }
    assert read_cell("Status", "Partial completed", STATUS_BLUE) == {
        "status": "in progress",
        "note": "Status: Partial completed",
    }


def test_a_status_that_is_not_known_is_a_note_and_unsure() -> None:
    found = recognise_text("Action | Owner | Status\nMend the fence. | TB | With the solicitors")
    assert show_reports(found) == [{"note": "Status: With the solicitors"}]
    assert list_doubts(found) == ["status-unknown"]


@pytest.mark.parametrize(
    ("heading", "text", "status"),
    [
        ("Closed?", "Yes", "completed"),
        ("Closed?", "y", "completed"),
        ("Completed (Y/N)", "N", "open"),
        ("Open?", "Yes", "open"),
        ("Open Y/N", "no", "completed"),
    ],
)
def test_yes_and_no_answer_the_heading(heading: str, text: str, status: str) -> None:
    options = OPTIONS._replace(columns={"c": "status"})
    assert read_cell(heading, text, options) == {"status": status, "note": f"{heading}: {text}"}


def test_yes_below_another_heading_is_a_note_alone() -> None:
    assert read_cell("Status", "Yes") == {"note": "Status: Yes"}


def test_a_colour_without_a_word_is_read_from_the_fill_and_unsure() -> None:
    colours = ("FFFF0000", "FFFFC000", "FF92D050", "FF00B0F0", "FF7030A0", "FFD9D9D9")

    def change(sheet: Worksheet) -> None:
        for row, colour in enumerate(colours, 2):
            sheet[f"D{row}"].fill = PatternFill("solid", fgColor=colour)
        for column in "ABCD":
            sheet[f"{column}8"].fill = PatternFill("solid", fgColor="FF92D050")

    rows = [("Ref", "Action", "Owner", "RAG")]
    rows += [(f"{number}/24", f"Mend {number}", "TB", "") for number in range(1, 8)]
    found = recognise_file(read_bytes(make_sheet(rows, change)))
    assert show_reports(found) == [
        {"note": "RAG: red (colour of the cell)"},
        {"note": "RAG: amber (colour of the cell)"},
        {"note": "RAG: green (colour of the cell)"},
        {"note": "RAG: blue (colour of the cell)"},
        {"note": "RAG: purple (colour of the cell)"},
        {},
        {},
    ]
    assert list_doubts(found) == ["colour"] * 5


def test_fills_have_names() -> None:
    names = {"FF0000": "red", "C00020": "red", "FFFF00": "amber", "FFFFFE": None, "000000": None}
    assert {colour: name_fill(colour) for colour in names} == names


@pytest.mark.parametrize(
    ("status", "rag", "is_unsure"),
    [
        ("Complete", "Red", True),
        ("Complete", "Amber", True),
        ("Complete", "Green", False),
        ("Open", "Red", False),
        ("Open", "Complete", True),
        ("In progress", "Blue - closed", True),
        ("Complete", "Blue - closed", False),
        ("With RO", "Red", False),
    ],
)
def test_status_counts_before_the_colour_and_a_contradiction_is_unsure(
    status: str, rag: str, *, is_unsure: bool
) -> None:
    found = recognise_text(f"Action | Owner | Status | RAG\nMend | TB | {status} | {rag}")
    assert ("status-columns" in list_doubts(found)) == is_unsure
    if status != "With RO":
        assert show_reports(found)[0]["status"] == status


# Updates


def test_a_running_update_stays_whole_in_one_note() -> None:
    found = recognise_text(
        "Action | Owner | Update\n"
        "Mend | TB | 12/3 chased; 16/4 done\n"
        r"Paint | TB | 12/3 chased\n16/4 ordered\n- delivered\nMay 5: unpacked"
        "\n"
        "Ring | TB | Completed. 12/3 rang, 16/4 wrote.\n"
        "Wait | TB | Letter sent"
    )
    assert show_reports(found) == [
        {"note": "12/3 chased; 16/4 done"},
        {"note": "12/3 chased; 16/4 ordered; - delivered; May 5: unpacked"},
        {"status": "Completed", "note": "Completed. 12/3 rang, 16/4 wrote."},
        {"note": "Letter sent"},
    ]
    assert found.running_updates == 3
    assert found.source.notes == ("3 updates have several days, and are kept whole in one note.",)


def test_an_update_may_begin_with_a_status_where_none_is_given() -> None:
    assert read_cell("Update", "Done") == {"status": "Done"}
    assert read_cell("Update", "Completed: letter sent 3 May 2023") == {
        "status": "Completed",
        "note": "letter sent 3 May 2023",
        "on": date(2023, 5, 3),
    }
    assert read_cell("Update", "Done by Tom") == {"status": "Done", "note": "Done by Tom"}
    found = recognise_text("Action | Owner | Status | Update\nMend | TB | Open | Done by Tom")
    assert show_reports(found) == [{"status": "Open", "note": "Done by Tom"}]


def test_a_second_column_of_updates_is_added_by_its_heading() -> None:
    found = recognise_text("Action | Owner | Progress | Comments\nMend | TB | Ordered. | Late")
    assert show_reports(found) == [{"note": "Ordered. Comments: Late"}]


def test_the_status_among_the_words_of_an_action_is_read() -> None:
    found = recognise_text(
        "Action | Owner | Update\nMend the fence. [DONE] | TB | Nice\nPaint it. [DONE] | TB |"
    )
    assert show_reports(found) == [{"status": "DONE", "note": "Nice"}, {"status": "DONE"}]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Closed actions", "completed"),
        ("COMPLETED", "completed"),
        ("Archive 2023", "completed"),
        ("Open & closed", None),
        ("Not completed", None),
        ("Log", None),
    ],
)
def test_rows_of_a_sheet_of_closed_actions_are_completed(name: str, status: str | None) -> None:
    found = recognise_text("Action | Owner | Status\nMend | TB |\nPaint | TB | Ongoing", name=name)
    assert [report.get("status") for report in show_reports(found)] == [status, "Ongoing"]


# Days


def test_a_closing_date_completes_unless_the_status_says_otherwise() -> None:
    found = recognise_text("""
        Action | Owner | Date raised | Date closed | Status
        a | TB | 1 Jan 2024 | 3 Feb 2024 |
        b | TB | 1 Jan 2024 | 3 Feb 2024 | Closed
        c | TB | 1 Jan 2024 | 3 Feb 2024 | In progress
        d | TB | 1 Jan 2024 | n/a |
        """)
    assert show_reports(found) == [
        {"status": "completed", "on": date(2024, 2, 3)},
        {"status": "Closed", "on": date(2024, 2, 3)},
        {"status": "In progress", "note": "Date closed: 3 Feb 2024"},
        {},
    ]
    assert list_doubts(found) == ["status-columns"]


def test_a_day_outside_of_the_action_s_time_is_a_note_and_unsure() -> None:
    found = recognise_text("""
        Action | Owner | Date raised | Date closed | Status
        a | TB | 1 Jan 2024 | 3 Feb 2023 |
        b | TB | 1 Jan 2024 | 3 Apr 2024 |
        c | TB | 1 Jan 2024 | | Completed 4 May 2023
        """)
    assert show_reports(found) == [
        {"status": "completed", "note": "Date closed: 3 Feb 2023"},
        {"note": "Date closed: 3 Apr 2024"},
        {"status": "Completed", "note": "2023-05-04"},
    ]
    assert list_doubts(found) == ["on-outside"] * 3


def test_words_in_place_of_a_closing_date_are_kept() -> None:
    found = recognise_text("""
        Action | Owner | Date closed
        a | TB | 3 Feb 2024
        b | TB | 4 Feb 2024
        c | TB | 5 Feb 2024
        d | TB | ongoing
        e | TB | Yes
        f | TB | 6 Feb 2024 at the site
        g | TB | at the site
        """)
    assert show_reports(found)[3:] == [
        {"status": "ongoing", "note": "Date closed: ongoing"},
        {"status": "completed", "note": "Date closed: Yes"},
        {"status": "completed", "note": "Date closed: 6 Feb 2024 at the site"},
        {"note": "Date closed: at the site"},
    ]


def test_the_revised_date_is_the_due_of_the_update_and_the_first_stays() -> None:
    found = recognise_text("""
        Action | Owner | Due | Revised date
        a | TB | 1 May 2024 | 3 June 2024
        b | TB | 1 May 2024 | 3 June 2024 if dry
        c | TB | 1 May 2024 | w/c 3 June
        d | TB | 1 May 2024 | n/a
        e | TB | | next meeting
        """)
    assert [entry.due for entry in list_entries_of(found)] == ["2024-05-01"] * 4 + [None]
    assert show_reports(found) == [
        {"due": "2024-06-03"},
        {"due": "2024-06-03", "note": "Revised date: if dry"},
        {"note": "Revised date: w/c 3 June"},
        {},
        {"due": "next meeting"},
    ]
    assert list_doubts(found) == ["due-unread"]


def test_where_an_action_is_from_and_when_it_was_raised() -> None:
    found = recognise_text("""
        Action | Owner | Date raised | Source | Minute ref
        a | TB | 1 Jan 2024 | Board | 24/3
        b | TB | January 2024 | - | 24/4
        c | TB | 1 Jan 2024 (EGM) | |
        d | TB | n/a | |
        """)
    assert [
        {name: value for name, value in show_entry(entry).items() if name in {"raised", "origin"}}
        for entry in list_entries_of(found)
    ] == [
        {"raised": date(2024, 1, 1), "origin": "Board, 24/3"},
        {"origin": "January 2024, 24/4"},
        {"raised": date(2024, 1, 1), "origin": "1 Jan 2024 (EGM)"},
        {},
    ]


def test_a_day_of_the_tracker_before_a_meeting_it_reports_on_is_refused() -> None:
    text = "Action | Owner | Raised\na | TB | 1 May 2024\nb | RO | 1 June 2024"
    with pytest.raises(CannotImport, match=r"raised later, on 1 June 2024 at the latest \(sheet"):
        recognise_text(text)


# The order of day and month


def due_days(text: str, options: TrackerOptions = OPTIONS) -> list[str | None]:
    return [entry.due for entry in list_entries_of(recognise_text(text, options))]


def test_texts_are_day_first_if_any_can_only_be_so_and_likewise_month_first() -> None:
    head = "Action | Owner | Due\n"
    assert due_days(f"{head}a | TB | 05/06/24\nb | TB | 25/06/24") == ["2024-06-05", "2024-06-25"]
    assert due_days(f"{head}a | TB | 05/06/24\nb | TB | 06/25/24") == ["2024-05-06", "2024-06-25"]
    assert due_days(f"{head}a | TB | 2024-06-05\nb | TB | 6/6/24") == ["2024-06-05", "2024-06-06"]


def test_texts_of_both_orders_are_refused_with_the_rows() -> None:
    text = "Action | Owner | Due\na | TB | 25/06/24\nb | TB | 26/06/24\nc | TB | 06/25/24"
    with pytest.raises(CannotImport) as refused:
        plan_text(text)
    assert str(refused.value) == (
        "Some dates have the day first, such as “25/06/24” (sheet “Log”, row 2), and others the "
        "month first, such as “06/25/24” (sheet “Log”, row 4). Correct those in sheet “Log”, "
        "row 4, or type --day-first or --month-first for all."
    )
    assert due_days(text, OPTIONS._replace(month_first=False))[:2] == ["2024-06-25", "2024-06-26"]


def test_without_a_sign_the_order_is_that_of_the_series_or_has_to_be_typed() -> None:
    text = "Action | Owner | Due\na | TB | 05/06/24"
    with pytest.raises(CannotImport, match="Type --day-first or --month-first"):
        recognise_text(text)
    assert due_days(text, OPTIONS._replace(month_first=True)) == ["2024-05-06"]
    for sample, due in (("06/25/2015", "2024-05-06"), ("25.06.15", "2024-06-05")):
        found = recognise_text(text, OPTIONS, {"series": f"dates: {sample}\n"})
        assert [entry.due for entry in list_entries_of(found)] == [due]
    with pytest.raises(CannotImport, match="Type --day-first or --month-first"):
        recognise_text(text, OPTIONS, {"series": "dates: 25 June 2015\n"})


# The day of the tracker


@pytest.mark.parametrize(
    "above",
    [
        "Action log as at 12 March 2024",
        "Last updated: | 12 March 2024",
        "Updated by RO on 12.03.2024 | | 25.12.2023",
        "Compiled | | Tuesday 12 March 2024",
        "Created 1 May 2020, updated 12 March 2024",
        "Log as at 1 March 2024\nUpdated 12 March 2024",
    ],
)
def test_a_cell_near_the_top_says_for_which_day_a_tracker_is_right(above: str) -> None:
    found = recognise_text(f"{above}\nAction | Owner | Due\na | TB | asap", TrackerOptions())
    assert found.meeting.head.day == DAY
    assert found.meeting.head.date_place.startswith("sheet “Log”, row")


def test_the_heading_of_the_updates_may_say_the_day() -> None:
    text = "Action | Owner | Update as at 12 March 2024\na | TB | Ordered"
    assert recognise_text(text, TrackerOptions()).meeting.head.day == DAY


@pytest.mark.parametrize(
    "above", ["Action log", "Updated weekly", "Updated | | Action", "Created 12 March 2024"]
)
def test_without_a_day_a_tracker_is_refused_until_one_is_typed(above: str) -> None:
    text = f"{above}\nAction | Owner | Due\na | TB | asap"
    with pytest.raises(CannotImport, match="No cell near the top has the day"):
        recognise_text_without_day(text)
    assert recognise_text(text).meeting.head.day == DAY


def recognise_text_without_day(text: str) -> None:
    plan_text(text, TrackerOptions()).require_answers()


def test_an_update_has_the_place_of_its_row() -> None:
    found = recognise_text("Action | Owner | Status\na | TB | Open")
    (entry,) = list_entries_of(found)
    assert entry.reports[0].place == "sheet “Log”, row 2"
    assert show_report(entry.reports[0]) == {"status": "Open"}
