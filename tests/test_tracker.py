"""Trackers: their rows as one opening meeting, whatever their columns are called."""

from __future__ import annotations

from datetime import date

import pytest
from trackers import (
    DAY,
    OPTIONS,
    find_fields,
    list_doubts,
    list_entries_of,
    plan_text,
    recognise_text,
    show_entry,
    show_report,
    show_reports,
    write_tracker,
)

LOG = """
Ref | Action | Owner | Due date | Status
1/24 | Write to the county. | RO | 28 February 2024 | Open
2/24 | Price a new gate. | Tom Bell | next meeting | Completed
"""


def test_all_rows_become_one_extraordinary_meeting_without_a_title() -> None:
    found = recognise_text(LOG)
    assert found.meeting.name == "2024-03-12-action-log"
    assert (found.meeting.head.day, found.meeting.head.is_extraordinary) == (DAY, True)
    assert found.meeting.head.title is None
    assert [item.title for item in found.meeting.items] == ["Matters arising"]
    assert [show_entry(entry) for entry in list_entries_of(found)] == [
        {"ref": "1/24", "words": "Write to the county.", "owner": "RO", "due": "2024-02-28"},
        {"ref": "2/24", "words": "Price a new gate.", "owner": "Tom Bell", "due": "next meeting"},
    ]
    assert [entry.places for entry in list_entries_of(found)] == [
        ("sheet “Log”, row 2",),
        ("sheet “Log”, row 3",),
    ]
    assert show_reports(found) == [{"status": "Open"}, {"status": "Completed"}]


def test_the_file_has_what_was_open_and_what_the_tracker_says_of_it() -> None:
    assert (
        write_tracker(recognise_text(LOG)).split("\n", 2)[2]
        == """\
date: 2024-03-12
extraordinary: true
brought_forward:
  # sheet “Log”, row 2 (not in earlier files)
  - ref: 1/24
    action: Write to the county.
    owner: RO
    due: 2024-02-28
  # sheet “Log”, row 3 (not in earlier files)
  - ref: 2/24
    action: Price a new gate.
    owner: Tom Bell
    due: next meeting
items:
  - title: Matters arising
    updates:
      # sheet “Log”, row 2
      - ref: 1/24
        status: Open
      # sheet “Log”, row 3
      - ref: 2/24
        status: Completed
"""
    )


def test_the_item_has_the_title_that_the_series_gives_it() -> None:
    files = {"series": "matters_arising: Actions from last time\n"}
    assert recognise_text(LOG, OPTIONS, files).meeting.items[0].title == "Actions from last time"


LAYOUTS = {
    "nhs": (
        """
        Action No | Meeting date | Minute ref | Agreed action | Lead | \
        Target date | Revised deadline | Progress | RAG
        12 | 12 March 2023 | 23/045 | Bring the report back. | Director of Nursing | \
        30 April 2023 | 31 May 2024 | Draft seen | Amber
        """,
        {
            "Action No": "ref", "Meeting date": "raised", "Minute ref": "from",
            "Agreed action": "action", "Lead": "owner", "Target date": "due",
            "Revised deadline": "revised", "Progress": "update", "RAG": "rag",
        },
        {
            "ref": "12", "words": "Bring the report back.", "owner": "Director of Nursing",
            "due": "2023-04-30", "raised": date(2023, 3, 12), "origin": "23/045",
        },
        {"note": "Draft seen. RAG: Amber", "due": "2024-05-31"},
    ),
    "university": (
        """
        ID | Raised | Item | Action | By whom | By when | Update | Status
        S7 | 1 May 2023 | Estates | Report on the roof | Registrar | \
        June 2024 | Tender out | In progress
        """,
        {
            "ID": "ref", "Raised": "raised", "Item": "from", "Action": "action",
            "By whom": "owner", "By when": "due", "Update": "update", "Status": "status",
        },
        {
            "ref": "S7", "words": "Report on the roof", "owner": "Registrar", "due": "June 2024",
            "raised": date(2023, 5, 1), "origin": "Estates",
        },
        {"status": "In progress", "note": "Tender out"},
    ),
    "council": (
        """
        Item no. | Description | Responsible officer | Deadline | Comments | Date closed
        4.1 | Repaint the bandstand | Clerk | 1 May 2023 | Done by volunteers | 4 May 2023
        """,
        {
            "Item no.": "ref", "Description": "action?", "Responsible officer": "owner",
            "Deadline": "due", "Comments": "update", "Date closed": "closed",
        },
        {
            "ref": "4.1", "words": "Repaint the bandstand", "owner": "Clerk", "due": "2023-05-01",
        },
        {"status": "Done", "note": "Done by volunteers", "on": date(2023, 5, 4)},
    ),
    "us city": (
        """
        Task | Assigned To | Due | % Complete | Notes | Priority
        Post the agenda | A. Diaz | asap | 50% | Waiting on counsel | High
        """,
        {
            "Task": "action", "Assigned To": "owner", "Due": "due", "% Complete": "status",
            "Notes": "update", "Priority": "note",
        },
        {"words": "Post the agenda", "owner": "A. Diaz", "due": "asap"},
        {"status": "50%", "note": "Waiting on counsel. Priority: High"},
    ),
    "school": (
        """
        Governor action | Who | When | Outcome | Closed?
        Visit the science block | SK | by next meeting | Visited in May | Yes
        """,
        {
            "Governor action": "action?", "Who": "owner", "When": "due", "Outcome": "update",
            "Closed?": "status",
        },
        {"words": "Visit the science block", "owner": "SK", "due": "by next meeting"},
        {"status": "completed", "note": "Visited in May. Closed?: Yes"},
    ),
    "working group": (
        """
        # | Action item | Owner | Opened | Link | Current status
        #12 | Draft the charter | Kim | 2024-01-09 | https://wg.example/12 | WIP
        """,
        {
            "#": "ref", "Action item": "action", "Owner": "owner", "Opened": "raised",
            "Link": "links", "Current status": "status",
        },
        {
            "ref": "#12", "words": "Draft the charter", "owner": "Kim",
            "raised": date(2024, 1, 9), "links": ("https://wg.example/12",),
        },
        {"status": "WIP"},
    ),
    "two dues": (
        """
        Ref | Action required | Action owner | Original due date | Due date | Open/Closed
        A1 | Ask two firms | TB | 1 March 2024 | 1 April 2024 | Open
        """,
        {
            "Ref": "ref", "Action required": "action", "Action owner": "owner",
            "Original due date": "due", "Due date": "revised", "Open/Closed": "status",
        },
        {"ref": "A1", "words": "Ask two firms", "owner": "TB", "due": "2024-03-01"},
        {"status": "Open", "due": "2024-04-01"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_trackers_of_many_layouts_are_read(name: str) -> None:
    text, fields, entry, report = LAYOUTS[name]
    assert find_fields(plan_text(text)) == fields
    found = recognise_text(text)
    assert [show_entry(each) for each in list_entries_of(found)] == [entry]
    assert show_report(list_entries_of(found)[0].reports[0]) == report
    assert list_doubts(found) == []
