"""The rows of a tracker: actions, groups, rows that continue others, and rows without words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from support import make_book
from trackers import (
    OPTIONS,
    list_doubts,
    list_entries_of,
    make_file,
    make_tracker_sheet,
    plan_text,
    read_bytes,
    recognise_file,
    recognise_text,
    show_entry,
    show_reports,
    write_tracker,
)
from workbooks import make_sheet, make_workbook

from scrutiny_cli.importing.blocks import CannotImport, UseKind
from scrutiny_cli.importing.sheets import TrackerFile
from scrutiny_cli.importing.tracker.options import TrackerOptions
from scrutiny_cli.importing.tracker.plan import plan_tracker

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

    from scrutiny_cli.importing.tracker.tracker_meeting import RecognisedTracker


def words(found: RecognisedTracker) -> list[str]:
    return [entry.words for entry in list_entries_of(found)]


def origins(found: RecognisedTracker) -> list[str | None]:
    return [entry.origin for entry in list_entries_of(found)]


def texts(found: RecognisedTracker) -> list[str]:
    return [paragraph.text for paragraph in found.meeting.root_item.paragraphs]


# Titles, tables and sheets


def test_title_rows_above_the_headings_are_kept_as_text() -> None:
    found = recognise_text(
        """
        Harbour Board | | |
        Last updated: | 12 March 2024
        Ref | Action | Owner | Due
        1/24 | Mend the fence. | TB | asap
        """,
        TrackerOptions(),
    )
    assert texts(found) == ["Harbour Board", "Last updated: 12 March 2024"]
    assert words(found) == ["Mend the fence."]


def test_several_sheets_are_read_and_those_without_headings_are_listed() -> None:
    head = "Ref | Action | Owner | Due\n"
    file = TrackerFile(
        (
            make_tracker_sheet(f"{head}1/24 | Mend the fence. | TB | asap", "Open"),
            make_tracker_sheet("Open\nClosed", "Lists"),
            make_tracker_sheet("Status | Due | Owner\nOpen | 3 | 4", "Summary"),
            make_tracker_sheet(f"{head}2/23 | Paint the bench. | RO | asap", "Closed"),
        )
    )
    found = recognise_file(file)
    assert [entry.places for entry in list_entries_of(found)] == [
        ("sheet “Open”, row 2",),
        ("sheet “Closed”, row 2",),
    ]
    assert [(text.place, text.reason, text.text) for text in found.source.ignored] == [
        ("sheet “Lists”", "it is not a tracker", "Open Closed"),
        ("sheet “Summary”", "it is not a tracker", "Status Due Owner Open 3 4"),
    ]
    only = recognise_file(file, OPTIONS._replace(sheets=("closed",)))
    assert words(only) == ["Paint the bench."]


def test_headings_that_are_repeated_or_differ_further_down_begin_a_table() -> None:
    found = recognise_text("""
        Ref | Action | Owner | Due
        1/24 | Mend the fence. | TB | asap
        Ref | Action | Owner | Due
        2/24 | Paint the bench. | RO | asap
        Action | Owner | Date closed
        Ring the county. | SK | 4 March 2024
        """)
    assert words(found) == ["Mend the fence.", "Paint the bench.", "Ring the county."]
    assert show_reports(found)[2] == {"status": "completed", "on": dt.date(2024, 3, 4)}


def test_a_second_row_of_headings_divides_the_first() -> None:
    found = recognise_text("""
        Ref | Action | Dates | | Progress |
         | | Raised | Due | Status | Comments
        1/24 | Mend the fence. | 1 Jan 2024 | 1 Feb 2024 | Open | None yet
        """)
    assert [show_entry(entry) for entry in list_entries_of(found)] == [
        {
            "ref": "1/24",
            "words": "Mend the fence.",
            "raised": dt.date(2024, 1, 1),
            "due": "2024-02-01",
        }
    ]
    assert show_reports(found) == [{"status": "Open", "note": "None yet"}]


def test_the_row_of_the_headings_may_be_typed() -> None:
    text = """
        Was | Wer | Wann
        Zaun flicken | TB | bald
        """
    options = OPTIONS._replace(header=1, columns={"was": "action", "wer": "owner", "wann": "due"})
    with pytest.raises(CannotImport, match="No row with the headings of a tracker was found"):
        recognise_text(text)
    assert [show_entry(entry) for entry in list_entries_of(recognise_text(text, options))] == [
        {"words": "Zaun flicken", "owner": "TB", "due": "bald"}
    ]
    with pytest.raises(CannotImport, match="There is nothing in sheet “Log”, row 9"):
        recognise_text(text, options._replace(header=9))


# Groups


def test_group_rows_are_the_from_of_the_rows_below() -> None:
    found = recognise_text("""
        No | Action | Who | Status
        May 2012 | | |
        1 | Mend the fence | TB | Open
        2 | Paint the bench | RO | Done
        Actions held over from 25 October 2017 | | |
        3 | Cut the hedge | TB | Ongoing
        Completed actions | | |
        4 | Buy a mower | TB |
        Nothing below | | |
        """)
    assert origins(found) == [
        "May 2012",
        "May 2012",
        "Actions held over from 25 October 2017",
        "Completed actions",
    ]
    assert show_reports(found)[3] == {"status": "completed"}
    assert texts(found) == ["Nothing below"]


def test_a_group_may_be_merged_a_date_or_marked_in_the_column_of_actions() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:D2")
        sheet["A4"].number_format = "mmmm yyyy"
        sheet["B6"].font = Font(bold=True)

    rows = [
        ("Ref", "Action", "Owner", "Due"),
        ("Board of 4 May 2012",),
        ("1/24", "Mend the fence", "TB", "asap"),
        (dt.date(2012, 6, 1),),
        ("2/24", "Paint the bench", "RO", "asap"),
        (None, "Meeting of 12 July 2012"),
        ("3/24", "Cut the hedge", "TB", "asap"),
    ]
    found = recognise_file(read_bytes(make_sheet(rows, change)))
    assert origins(found) == ["Board of 4 May 2012", "June 2012", "Meeting of 12 July 2012"]


def test_a_group_comes_after_the_source_of_its_row() -> None:
    found = recognise_text("""
        Ref | Action | Owner | Minute ref
        2024 | |
        March | |
        1/24 | Mend the fence | TB | 24/3
        """)
    assert origins(found) == ["24/3, March"]


# Rows that continue others


def test_rows_that_only_lengthen_the_texts_above_are_joined() -> None:
    found = recognise_text("""
        Ref | Action | Owner | Update
        1/24 | Write to the county | RO | Letter drafted,
         | and to the district. | | sent in May.
        2/24 | Paint the bench. | TB | Waiting
         | | | for dry weather
        3/24 | Cut the hedge. | |
         | | SK |
        """)
    assert words(found) == [
        "Write to the county and to the district.",
        "Paint the bench.",
        "Cut the hedge.",
    ]
    assert [entry.owner for entry in list_entries_of(found)] == ["RO", "TB", "SK"]
    assert show_reports(found)[0] == {"note": "Letter drafted, sent in May."}
    assert list_doubts(found) == ["rows-joined"] * 3
    assert list_entries_of(found)[0].places == ("sheet “Log”, row 2", "sheet “Log”, row 3")


def test_without_refs_only_words_that_go_on_in_small_letters_are_joined() -> None:
    found = recognise_text("""
        Action | Owner | Due
        Write to the county | RO | asap
        and to the district. | |
        Paint the bench. | |
        """)
    assert words(found) == ["Write to the county and to the district.", "Paint the bench."]


def test_rows_beside_an_action_that_is_merged_down_are_joined() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B2:B3")

    rows = [
        ("Date raised", "Action", "Owner", "Due"),
        (dt.date(2024, 1, 5), "Mend the fence", "TB", "asap"),
        (None, None, "RO", None),
        (None, "Paint the bench", "SK", "asap"),
    ]
    found = recognise_file(read_bytes(make_sheet(rows, change)))
    assert [(entry.owner, entry.raised) for entry in list_entries_of(found)] == [
        ("TB, RO", dt.date(2024, 1, 5)),
        ("SK", dt.date(2024, 1, 5)),
    ]


# Rows without words, and other rows


def test_numbered_rows_without_words_are_ignored_and_counted() -> None:
    empty = "\n".join(f"{number} | | | | Open" for number in range(3, 103))
    found = recognise_text(f"""
No | Action | Owner | Due | Status
1 | Mend the fence | TB | asap | Open
2 | Paint the bench | RO | asap | Open
{empty}
""")
    assert words(found) == ["Mend the fence", "Paint the bench"]
    assert found.source.notes == ("100 rows without words were skipped.",)
    ignored = {use.detail for use in found.meeting.uses if use.kind is UseKind.IGNORED}
    assert ignored == {"row number", "row without words"}


def test_one_row_without_words_is_counted() -> None:
    found = recognise_text("Ref | Action | Owner\n1/24 | Mend | TB\n2/24 | | \n3/24 | Paint | RO")
    assert found.source.notes == ("1 row without words was skipped.",)


def test_mere_row_numbers_are_refs_only_where_those_of_the_log_are() -> None:
    text = "No | Action | Owner | Due\n1 | Mend | TB | asap\n2 | Paint | RO | asap"
    assert [entry.ref for entry in list_entries_of(recognise_text(text))] == [None, None]
    files = {"2024-02-13": "actions: [{ref: 9, action: Ring the county., owner: RO}]\n"}
    numbered = recognise_text(text, files=files)
    assert [entry.ref for entry in list_entries_of(numbered)] == ["1", "2"]
    typed = recognise_text(text, OPTIONS._replace(columns={"no": "ref"}))
    assert [entry.ref for entry in list_entries_of(typed)] == ["1", "2"]


def test_a_template_without_actions_is_refused() -> None:
    with pytest.raises(CannotImport, match="There is nothing in it but headings"):
        recognise_text("Ref | Action | Owner | Due\n1 | | | \n2 | | | ")


def test_keys_totals_and_lone_words_are_kept_as_text() -> None:
    found = recognise_text("""
        Ref | Action | Owner | Due
        1/24 | Mend the fence. | TB | asap
        2/24 | Paint the bench. | TB | asap
        3/24 | Cut the hedge. | TB | asap
        Total | 3 | |

         | Rows in red are late | |
         | Key: green is done | |
         | | | by May
        """)
    assert words(found) == ["Mend the fence.", "Paint the bench.", "Cut the hedge."]
    assert texts(found) == ["Total – 3", "Rows in red are late", "Key: green is done", "by May"]


def test_a_number_with_a_report_alone_is_an_update_of_that_action() -> None:
    files = {"2024-02-13": "actions: [{ref: 1/24, action: Ring the county., owner: RO}]\n"}
    text = "Ref | Action | Owner | Status\n1/24 | | RO | Completed\n2/24 | Paint | TB | Open"
    found = recognise_text(text, files=files)
    assert "  - ref: 1/24\n        status: Completed\n" in write_tracker(found, make_book(files))


# Numbers that are none


def test_numbers_that_different_actions_have_are_where_these_are_from() -> None:
    found = recognise_text("""
        Ref | Action | Owner
        January 2024 | |
        1.1 | Mend the fence | TB
        1.2 | Paint the bench | TB
        February 2024 | |
        1.1 | Ring the county about buses | RO
        """)
    assert [(entry.ref, entry.origin) for entry in list_entries_of(found)] == [
        (None, "January 2024, 1.1"),
        ("1.2", "January 2024"),
        (None, "February 2024, 1.1"),
    ]
    assert list_doubts(found) == ["ref-twice", "ref-twice"]


def test_a_row_that_is_given_twice_is_two_updates() -> None:
    found = recognise_text("""
        Ref | Action | Owner | Source | Status | Link
        1/24 | Mend the fence. | TB | Board | Open |
        1/24 | Mend the fence. | TB | Staff | Completed | Paper 4
        """)
    assert write_tracker(found).endswith("""\
      # sheet “Log”, row 2
      - ref: 1/24
        status: Open
      # sheet “Log”, row 3
      # unsure ref-twice: 1/24 is in this document more than once
      - ref: 1/24
        status: Completed
        note: "Link: Paper 4. From: Staff"
""")


def test_several_numbers_in_one_cell_are_where_the_action_is_from() -> None:
    found = recognise_text("Ref | Action | Owner\n1/24, 2/24 | Mend | TB\n#12 | Paint | RO")
    assert [(entry.ref, entry.origin) for entry in list_entries_of(found)] == [
        (None, "1/24, 2/24"),
        ("#12", None),
    ]
    assert '  - ref: "#12"\n' in write_tracker(found)


def test_an_action_of_which_all_words_are_fields_keeps_them() -> None:
    found = recognise_text("Action | Owner | Status\nby 4 June 2024 | TB | Open")
    assert words(found) == ["by 4 June 2024"]


def test_a_ref_that_is_none_is_the_words_of_a_row_without_any() -> None:
    found = recognise_text("Ref | Action | Owner\n- Action - | | TB\n1/24 | Mend | RO")
    assert [entry.owner for entry in list_entries_of(found)] == ["TB", "RO"]


# What a workbook has besides


def test_hidden_rows_columns_and_sheets_are_read_and_mentioned() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for number in (3, 4, 6):
            book["Log"].row_dimensions[number].hidden = True
        book["Log"].column_dimensions["D"].hidden = True
        book["Old"].sheet_state = "hidden"

    rows = [
        ("Ref", "Action", "Owner", "Notes"),
        *((f"{n}/24", "Mend", "TB", "x") for n in range(5)),
    ]
    old = [("Ref", "Action", "Owner"), ("9/23", "Paint", "RO")]
    found = recognise_file(read_bytes(make_workbook({"Log": rows, "Old": old}, change)))
    assert len(list_entries_of(found)) == 6
    assert found.source.notes == (
        "Hidden rows of sheet “Log” were read: 3–4, 6.",
        "Hidden columns of sheet “Log” were read: D.",
        "Sheet “Old” is hidden, and was read.",
    )


def test_formulas_per_cents_struck_text_links_and_comments_are_kept() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"].number_format = "0%"
        sheet["B2"].hyperlink = "https://board.example/fence"
        sheet["B3"].font = Font(strike=True)
        sheet["A3"].comment = Comment("Ask Tom", "RO")

    rows = [
        ("Ref", "Action", "Owner", "Status", "Notes"),
        ("1/24", "Mend the fence", "TB", 0.5, "=1+1"),
        ("2/24", "Paint the bench", "RO", "Open", None),
    ]
    found = recognise_file(read_bytes(make_sheet(rows, change)))
    first, second = list_entries_of(found)
    assert show_reports(found)[0] == {"status": "50%", "note": "=1+1"}
    assert (first.words, first.links) == ("Mend the fence", ("https://board.example/fence",))
    assert list_doubts(found) == ["formula", "struck"]
    assert second.comments == ("Ask Tom",)


def test_what_formats_claim_beyond_the_last_value_is_not_read() -> None:
    def change(sheet: Worksheet) -> None:
        for place in ("XFD25", "A1048576"):
            sheet[place].fill = PatternFill("solid", fgColor="FF0000")

    rows = [("Ref", "Action", "Owner"), ("1/24", "Mend the fence", "TB")]
    found = recognise_file(read_bytes(make_sheet(rows, change)))
    assert (words(found), len(found.source.blocks)) == (["Mend the fence"], 2)


def test_a_csv_file_in_windows_1252_with_semicolons_is_read() -> None:
    data = (
        'Ref;Action;Owner;Due\r\n1/24;"Ask for a price,\r\nabout £20 – today";TB;asap\r\n'
    ).encode("cp1252")
    found = recognise_file(read_bytes(data))
    assert words(found) == ["Ask for a price, about £20 – today"]
    assert list_entries_of(found)[0].places == ("row 2",)
    assert found.source.notes == ("The file is not UTF-8, and was read as Windows-1252.",)


# What is confidential


@pytest.mark.parametrize(
    ("above", "marking"),
    [
        ("Action log – CONFIDENTIAL", "CONFIDENTIAL"),
        ("Official-Sensitive | | page 1", "Official-Sensitive"),
        ("Action log, not confidential", None),
    ],
)
def test_a_marking_above_the_headings_makes_all_confidential(
    above: str, marking: str | None
) -> None:
    head = recognise_text(f"{above}\nAction | Owner | Due\nMend | TB | asap").meeting.head
    assert head.confidential == marking
    assert [doubt.name for doubt in head.doubts] == ["confidential"] * (marking is not None)


def test_a_marking_in_a_page_header_makes_all_confidential() -> None:
    file = make_file("Action | Owner | Due\nMend | TB | asap")
    found = recognise_file(file._replace(margins=("In confidence",)))
    assert found.meeting.head.confidential == "In confidence"


def test_a_column_may_say_which_actions_are_confidential() -> None:
    found = recognise_text("""
        Action | Owner | Confidential? | Status
        Mend the fence | TB | No | Open
        Talk to the solicitors | RO | Yes, s.40 | Open
        """)
    assert [entry.confidential for entry in list_entries_of(found)] == [
        None,
        "Confidential?: Yes, s.40",
    ]


# What is no tracker


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("12 March 2024", "9 April 2024"), "one sheet for each meeting, such as “12 March 2024”"),
        (("Jan", "Feb", "Notes"), "one sheet for each meeting, such as “Jan”, “Feb”"),
    ],
)
def test_a_workbook_with_a_sheet_for_each_meeting_is_refused(
    names: tuple[str, ...], message: str
) -> None:
    sheets = tuple(
        make_tracker_sheet("Ref | Action | Owner\n1/24 | Mend | TB", name) for name in names
    )
    with pytest.raises(CannotImport, match=message):
        recognise_file(TrackerFile(sheets))
    one = OPTIONS._replace(sheets=(names[0],))
    assert len(list_entries_of(recognise_file(TrackerFile(sheets), one))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of the Council\nPresent: | RO, TB\nItem | Action | Owner\n1 | Mend | TB",
        "Minutes of the meeting of 12 March 2024\nThe chair opened the meeting.",
        "Harbour Board\nPresent\nRO\nApologies for absence: none",
    ],
)
def test_minutes_that_are_typed_into_a_sheet_are_refused(text: str) -> None:
    with pytest.raises(CannotImport, match="Sheet “Log” has minutes, and is not a"):
        recognise_text(text)
    with pytest.raises(CannotImport, match="The file has minutes"):
        recognise_text(text, name="")


def test_a_file_without_headings_or_values_is_refused() -> None:
    with pytest.raises(CannotImport, match="in the first 40 rows of “Log”"):
        plan_text("Alpha | Beta | Gamma\n1 | x | y")
    with pytest.raises(CannotImport, match="in the first 40 rows"):
        plan_tracker(make_file("Alpha | Beta", ""), OPTIONS, make_book({}))
    with pytest.raises(CannotImport, match="There is nothing in it"):
        plan_tracker(make_file("", "Log"), OPTIONS, make_book({}))


def test_headings_below_row_40_are_not_looked_for() -> None:
    text = "\n".join(["x"] * 40) + "\nRef | Action | Owner\n1/24 | Mend | TB"
    with pytest.raises(CannotImport, match="No row with the headings"):
        plan_text(text)


def test_a_sheet_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CannotImport, match="There is no sheet “Old”"):
        plan_text("Ref | Action | Owner", OPTIONS._replace(sheets=("Old",)))
    with pytest.raises(CannotImport, match="A CSV file has no sheets"):
        plan_tracker(
            make_file("Ref | Action | Owner", ""), OPTIONS._replace(sheets=("Old",)), make_book({})
        )
    two = TrackerFile(
        (
            make_tracker_sheet("Ref | Action | Owner\n1 | a | b"),
            make_tracker_sheet("Alpha", "Lists"),
        )
    )
    with pytest.raises(CannotImport, match="in the first 40 rows of “Lists”"):
        plan_tracker(two, OPTIONS._replace(sheets=("Log", "Lists")), make_book({}))
